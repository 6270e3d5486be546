import type { ActionRequest, MessageActions, NoticeKind, SubscribeScene, SubscribeTemplate } from '../../typings/index';
import { newRequestId } from './attempt';
import { call } from './cloud';

type Request<A extends keyof MessageActions> = ActionRequest<'message', A>;

export const message = {
  list: (request: Request<'list'>) => call('message', 'list', request),
  unread: () => call('message', 'unread', {}),
  read: (request: { noticeIds?: string[]; kind?: NoticeKind; upTo?: number }) => call('message', 'read', { requestId: newRequestId(), ...request }),
  templates: () => call('message', 'templates', {}),
  granted: (request: Request<'granted'>) => call('message', 'granted', request),
  manageTemplates: () => call('message', 'manageTemplates', {}),
  saveTemplate: (request: Request<'saveTemplate'>) => call('message', 'saveTemplate', request),
};

const DAY_MS = 86_400_000;
/** WeChat takes this many at once. */
const MOST_AT_ONCE = 3;
let known: SubscribeTemplate[] | null = null;

/** Fetched ahead: WeChat opens its sheet only right after a tap or a payment, with no call in between. */
export async function prepareSubscribe(): Promise<void> {
  try {
    known = (await message.templates()).items;
  } catch {
    // Nobody is asked then; what happens stands in the message centre.
  }
}

/** Asks for what the scene offers and nobody granted yet; at most once a day. Call it in the handler of a tap, or when the payment has come back. */
export function offerSubscribe(scene: SubscribeScene): void {
  const wanted = (known ?? []).filter(({ scenes, left }) => left === 0 && scenes.includes(scene)).slice(0, MOST_AT_ONCE);
  if (wanted.length === 0 || Date.now() - Number(wx.getStorageSync(`subscribe-asked-${scene}`) || 0) < DAY_MS) return;
  wx.setStorageSync(`subscribe-asked-${scene}`, Date.now());
  void subscribe(wanted.map(({ templateId }) => templateId));
}

/** Asks in WeChat's own sheet, and notes what was granted. null: it could not be asked. */
export async function subscribe(templateIds: string[]): Promise<SubscribeTemplate[] | null> {
  let answers: Record<string, string>;
  try {
    answers = (await wx.requestSubscribeMessage({ tmplIds: templateIds })) as unknown as Record<string, string>;
  } catch {
    return null;
  }
  // With sound or on the watch, it is an accept as well.
  const accepted = templateIds.filter((id) => /^accept/.test(answers[id] ?? ''));
  if (accepted.length === 0) return known ?? [];
  try {
    known = (await message.granted({ requestId: newRequestId(), templateIds: accepted })).items;
  } catch {
    // WeChat has the grant; ours is one message fewer.
    return null;
  }
  return known;
}
