/**
 * WeChat's deliveries. Entering a conversation tells what it is about; a message is answered automatically when it is the first in a while, and
 * handed on to staff (WeChat's own console) by the function's answer. Events are never handed on: staff would see lines without words.
 */
import type { ServiceSessionDoc } from '../data/message-documents';
import { command } from '../data/client';
import { by, notBy } from '../data/recent';
import { serviceSessions } from '../data/store';
import { topicOf } from '../domain/service-topic';
import type { Caller } from '../kernel/caller';
import { HOUR } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { logError, logInfo } from '../kernel/log';
import { sendServiceText } from '../kernel/open-api';
import { replyFor } from './hello';

/** Another automatic reply only after a while. */
const QUIET_MS = 12 * HOUR;
const KINDS = ['text', 'image', 'miniprogrampage'];
const OPENID = /^[A-Za-z0-9_-]{1,64}$/;

/** A mini program cannot pretend to be WeChat: its calls come from wx_client. */
export function isServiceMessage({ MsgType, Event, FromUserName }: Record<string, unknown>, { openid, sources }: Caller): boolean {
  if (sources.includes('wx_client') || typeof FromUserName !== 'string' || !OPENID.test(FromUserName)) return false;
  if (openid !== '' && openid !== FromUserName) return false;
  return MsgType === 'event' ? Event === 'user_enter_tempsession' : KINDS.includes(String(MsgType));
}

/** What WeChat takes for an answer: 'success', or the message handed on to staff. */
export async function heard(event: Record<string, unknown>, now: number): Promise<unknown> {
  const openid = String(event.FromUserName);
  if (event.MsgType === 'event') {
    await enter(openid, String(event.SessionFrom ?? ''), now);
    return 'success';
  }
  try {
    await firstReply(openid, event, now);
  } catch (error) {
    // Staff get the message in any case.
    logError('automatic reply not sent', {}, error);
  }
  return { MsgType: 'transfer_customer_service', ToUserName: openid, FromUserName: event.ToUserName, CreateTime: Math.floor(now / 1000) };
}

async function enter(openid: string, sessionFrom: string, now: number): Promise<void> {
  const topic = topicOf(sessionFrom);
  const change = { ...topic, enteredAt: now };
  if ((await serviceSessions.update({ _id: openid }, change)) === 1) return;
  const first: ServiceSessionDoc = { _id: openid, ...change, repliedAt: 0, recent: [] };
  if (!(await serviceSessions.insert(first))) await serviceSessions.update({ _id: openid }, change);
}

async function firstReply(openid: string, event: Record<string, unknown>, now: number): Promise<void> {
  const messageId = derivedId('m', String(event.MsgId ?? event.CreateTime));
  await serviceSessions.insert({ _id: openid, shopId: '', orderId: '', spuId: '', enteredAt: now, repliedAt: 0, recent: [] });
  // Claimed before it is sent: a delivery that comes twice, or at the same time as another, gets no second reply.
  const claimed = await serviceSessions.update({ _id: openid, repliedAt: command.lt(now - QUIET_MS), ...notBy(messageId) }, { repliedAt: now, ...by(messageId) });
  if (claimed === 0) return;
  const answer = await sendServiceText(openid, await replyFor(openid, await serviceSessions.get(openid)));
  if (!answer.ok) logInfo('automatic reply refused', { code: answer.code });
}
