/**
 * WeChat's subscribe messages. Each accept of a shopper is a grant for one message; each message takes one grant, once. WeChat has no number by
 * which it would know a message again, so the order is: say that it is being sent, take the grant, send. What dies after that is not sent a
 * second time: WeChat may have it already, and the notice stands in the shop's own message centre in any case.
 */
import { command } from '../data/client';
import type { MessageGrantDoc, MessageTemplateDoc, NoticeDoc } from '../data/message-documents';
import { by, notBy } from '../data/recent';
import { messageGrants, messageTemplates, notices } from '../data/store';
import { fillTemplate } from '../domain/subscribe-fields';
import { MINUTE } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { logError } from '../kernel/log';
import { sendSubscribeMessage } from '../kernel/open-api';

/** Longer than a timer may run: what is still being sent then has died. */
const SENDING_WINDOW = 3 * MINUTE;
const MOST_TRIES = 5;
const KEPT = 50;

export function grantId(openid: string, templateId: string): string {
  return derivedId('G', openid, templateId);
}

/** The shopper accepted: one more message of this template. The same request counts once. */
export async function addGrant(openid: string, templateId: string, requestId: string, now: number): Promise<void> {
  const _id = grantId(openid, templateId);
  const grow = () => messageGrants.update({ _id, ...notBy(requestId) }, { left: command.inc(1), granted: command.inc(1), updatedAt: now, ...by(requestId) });
  if ((await grow()) === 1) return;
  const first: MessageGrantDoc = { _id, openid, templateId, left: 1, granted: 1, sent: 0, spentFor: [], recent: [requestId], updatedAt: now };
  // It was there after all: this request was counted before, or somebody else's was the first.
  if (!(await messageGrants.insert(first))) await grow();
}

/** For the timer. `templates` by key. False: it is tried again later. */
export async function pushNotice(notice: NoticeDoc, templates: Map<string, MessageTemplateDoc>, now: number): Promise<boolean> {
  const template = templates.get(notice.template);
  if (!template?.enabled) return end(notice, 'owed', 'none');
  const claimed = await notices.update({ _id: notice._id, push: 'owed' }, { push: 'sending', pushAt: now });
  if (claimed === 0) return true;
  const filled = fillTemplate(template.fields, notice.facts);
  if ('unfit' in filled) {
    await report(template, `字段 ${filled.unfit} 没有可用的内容`, now);
    return end(notice, 'sending', 'refused');
  }
  const grant = grantId(notice.openid, template.templateId);
  if (!(await take(grant, notice._id, now))) return end(notice, 'sending', 'none');
  const answer = await sendSubscribeMessage({ openid: notice.openid, templateId: template.templateId, page: notice.page, data: filled.data });
  if (answer.ok) {
    await messageGrants.update({ _id: grant }, { sent: command.inc(1), updatedAt: now });
    return end(notice, 'sending', 'sent');
  }
  switch (answer.code) {
    case 43101: // WeChat knows of no grant: switched off in its settings, or used by somebody else.
    case 40003:
      await messageGrants.update({ _id: grant }, { left: 0, updatedAt: now });
      return end(notice, 'sending', 'refused');
    case 47003: // A field that the template does not take.
    case 40037: // No such template.
    case 41030: // No such page.
      await report(template, `微信返回 ${answer.code}：${answer.message.slice(0, 200)}`, now);
      await giveBack(grant, notice._id, now);
      return end(notice, 'sending', 'refused');
    default:
      return tryLater(notice, grant, answer.code, now);
  }
}

/** Busy or over a limit: the grant stays with the notice until it was sent or given up. */
async function tryLater(notice: NoticeDoc, grant: string, code: number, now: number): Promise<boolean> {
  logError('subscribe message refused', { noticeId: notice._id, code });
  const tries = notice.pushTries + 1;
  if (tries >= MOST_TRIES) {
    await giveBack(grant, notice._id, now);
    return end(notice, 'sending', 'refused');
  }
  await notices.update({ _id: notice._id, push: 'sending' }, { push: 'owed', pushTries: tries, pushAt: now + MINUTE * 2 ** tries });
  return true;
}

/** False: there is none left. Taken once for a notice, however often it is tried. */
async function take(grant: string, noticeId: string, now: number): Promise<boolean> {
  const taken = await messageGrants.update(
    { _id: grant, left: command.gte(1), spentFor: command.neq(noticeId) },
    { left: command.inc(-1), spentFor: command.push({ each: [noticeId], slice: -KEPT } as never), updatedAt: now },
  );
  return taken === 1 || (await hasTaken(grant, noticeId));
}

async function hasTaken(grant: string, noticeId: string): Promise<boolean> {
  return (await messageGrants.get(grant, { spentFor: true }))?.spentFor.includes(noticeId) ?? false;
}

async function giveBack(grant: string, noticeId: string, now: number): Promise<void> {
  await messageGrants.update({ _id: grant, spentFor: noticeId }, { left: command.inc(1), spentFor: command.pull(noticeId), updatedAt: now });
}

async function end(notice: NoticeDoc, from: NoticeDoc['push'], to: NoticeDoc['push']): Promise<true> {
  await notices.update({ _id: notice._id, push: from }, { push: to });
  return true;
}

/** For the operator's page. */
async function report({ _id, templateId }: MessageTemplateDoc, problem: string, now: number): Promise<void> {
  logError('subscribe template refused', { template: _id, problem });
  await messageTemplates.update({ _id, templateId }, { problem: `${problem}（${new Date(now + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')}）` });
}

/** For the timer: one that died while sending. Before the grant was taken nothing can have been sent; after that nobody knows. */
export async function recoverPush(notice: NoticeDoc, templates: Map<string, MessageTemplateDoc>, now: number): Promise<boolean> {
  if (now - notice.pushAt <= SENDING_WINDOW) return false;
  const template = templates.get(notice.template);
  const spent = template ? await hasTaken(grantId(notice.openid, template.templateId), notice._id) : false;
  return end(notice, 'sending', spent ? 'unknown' : 'owed');
}
