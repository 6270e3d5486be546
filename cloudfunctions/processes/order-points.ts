/**
 * The points side of an order. At the submit they are held in the shopper's account with the shop; from then on the order is compared with what
 * the ledger says of it, whenever it was paid, finished or refunded, and the difference is posted. The order notes what it is about to post, so
 * that a crash or a second run posts the same entries under the same names.
 */
import type { PointEntryType } from '../../typings';
import { customerId, holdPoints, releasePoints } from '../data/customers';
import { command } from '../data/client';
import type { OrderDoc } from '../data/documents';
import type { PointEntryDoc, PointEntryDraft } from '../data/vip-documents';
import { postEntry } from '../data/points';
import { customers, orders } from '../data/store';
import { NO_POINTS, pointTarget, type PointTarget } from '../domain/points';
import { DAY } from '../kernel/clock';

/** How often one call looks whether something changed meanwhile; the timer does the rest. */
const ATTEMPTS = 4;

/** True: the order holds its points now. False: the shopper used them elsewhere. May be repeated. */
export async function takeOrderPoints({ _id, shopId, openid, vip }: OrderDoc): Promise<boolean> {
  return !vip?.pointsUsed || holdPoints({ shopId, openid }, _id, vip.pointsUsed);
}

/** For an order that will never be paid. May be repeated. */
export async function returnOrderPoints({ _id, shopId, openid, vip }: OrderDoc): Promise<void> {
  if (vip?.pointsUsed) await releasePoints({ shopId, openid }, _id, vip.pointsUsed);
}

/** Brings the ledger up to date with the order. May be repeated, also at the same time. False: something is left for later. */
export async function settlePoints(orderId: string, now: number): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await orders.get(orderId);
    if (!order?.todo.includes('points')) return true;
    if (order.points && order.points.due.length > 0) {
      if (!(await postDue(order, now))) return false;
      continue;
    }
    const noted = await noteDue(order);
    if (noted === 'nothing' && (await done(order))) return true;
  }
  return false;
}

/** Decides what has to be posted, and writes it into the order. nothing: the ledger says it all. */
async function noteDue(order: OrderDoc): Promise<'noted' | 'nothing' | 'again'> {
  const before = order.points ?? { ...NO_POINTS, seq: 0, isMember: false, due: [] };
  // Whoever is a member when the order is finished earns for it, whatever happens to the membership or the order afterwards.
  const isMember = before.isMember || (order.finishedAt !== null && (await customers.count({ _id: customerId(order.shopId, order.openid), joinedAt: command.gt(0) })) === 1);
  const target = pointTarget(order, isMember);
  const due = differences(order._id, before, target);
  if (due.length === 0) return 'nothing';
  const points = { ...target, isMember, due, seq: before.seq + 1 };
  const noted = await orders.update({ _id: order._id, ...asRead(order) }, { points });
  return noted === 1 ? 'noted' : 'again';
}

async function postDue(order: OrderDoc, now: number): Promise<boolean> {
  const { seq, due } = order.points!;
  for (const draft of due) if (!(await postEntry(entryOf(order, draft, now)))) return false;
  await orders.update({ _id: order._id, 'points.seq': seq }, { 'points.due': [] });
  return true;
}

/** Only as long as nothing that counts has changed since. */
async function done(order: OrderDoc): Promise<boolean> {
  return (await orders.update({ _id: order._id, todo: 'points', ...asRead(order) }, { todo: command.pull('points') })) === 1;
}

function asRead({ status, settlements, points }: OrderDoc) {
  return { status, settlements: settlements ?? null, 'points.seq': points?.seq ?? null };
}

function differences(orderId: string, before: PointTarget & { seq: number }, target: PointTarget): PointEntryDraft[] {
  const seq = before.seq + 1;
  const entry = (type: PointEntryType, delta: number, paidDelta = 0): PointEntryDraft => ({ id: `${orderId}:${seq}:${type}`, type, delta, paidDelta });
  const spent = target.spent - before.spent;
  const back = target.back - before.back;
  const earned = target.earned - before.earned;
  const paidFen = target.paidFen - before.paidFen;
  return [
    ...(spent > 0 ? [entry('spend', -spent)] : []),
    ...(back > 0 ? [entry('return', back)] : []),
    ...(earned > 0 || paidFen > 0 ? [entry('earn', earned, paidFen)] : []),
    ...(earned < 0 || paidFen < 0 ? [entry('takeBack', earned, paidFen)] : []),
  ];
}

const NOTES: Partial<Record<PointEntryType, string>> = { spend: '下单抵扣', return: '退款退回', earn: '购物获得', takeBack: '退款扣回' };

function entryOf({ _id: orderId, shopId, openid, vip, lines }: OrderDoc, { id, ...draft }: PointEntryDraft, now: number): PointEntryDoc {
  const expiresAt = draft.type === 'earn' && vip!.validDays > 0 ? now + vip!.validDays * DAY : null;
  const title = lines[0]?.title ?? '';
  return {
    _id: id,
    ...draft,
    shopId,
    openid,
    customerId: customerId(shopId, openid),
    orderId,
    note: `${NOTES[draft.type]!} · ${title}`,
    at: now,
    expiresAt,
    expireDue: expiresAt,
    todo: ['apply'],
  };
}
