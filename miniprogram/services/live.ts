import type { ActionRequest, LiveActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof LiveActions> = ActionRequest<'live', A>;

export const live = {
  enter: (request: Request<'enter'>) => call('live', 'enter', request),
  sessions: (request: Request<'sessions'>) => call('live', 'sessions', request),
  start: (request: Request<'start'>) => call('live', 'start', request),
  stop: (request: Request<'stop'>) => call('live', 'stop', request),
};

/** Opened by the host in a live room, by a product of it, by a link of Channels. */
const LIVE_SCENES = [1176, 1177, 1184];
/** What was tried since the mini program was opened: once is enough. */
const tried = new Set<string>();

/**
 * Tells the cloud that the shopper comes from a live room: by the `live` parameter of the page, or by the scene that the mini program was opened
 * with. True: there may be live prices now. Quiet: a page stands without them.
 */
export async function comeFromLive({ code, shopId }: { code?: string; shopId?: string }): Promise<boolean> {
  const { scene } = wx.getEnterOptionsSync();
  const request = code ? { code } : shopId && LIVE_SCENES.includes(scene) ? { shopId, scene } : null;
  if (!request) return false;
  const key = JSON.stringify(request);
  if (tried.has(key)) return false;
  tried.add(key);
  try {
    await live.enter(request);
    return true;
  } catch {
    return false;
  }
}
