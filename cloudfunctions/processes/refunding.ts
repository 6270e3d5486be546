/** Money that goes back. The refund is written down before it is asked for, under a number that follows from its cause. */
import type { PaymentDoc, RefundDoc } from '../data/documents';
import { by, notBy } from '../data/recent';
import { command } from '../data/client';
import { orders, refunds } from '../data/store';
import { untold } from '../data/untold';
import { derivedId } from '../kernel/ids';
import { logError } from '../kernel/log';
import { refund as askForRefund } from '../kernel/pay';

/** Writes down that this part of the payment has to go back; the same part (of a paid order: the same after-sale) is never owed twice. */
export async function oweRefund(payment: PaymentDoc, part: { orderId: string; payFen: number; afterSaleId?: string }, reason: string, now: number): Promise<RefundDoc> {
  const refund: RefundDoc = {
    _id: part.afterSaleId ? refundNumberOf(part.afterSaleId) : derivedId('R', payment._id, part.orderId),
    outTradeNo: payment._id,
    orderId: part.orderId,
    ...(part.afterSaleId ? { afterSaleId: part.afterSaleId } : {}),
    totalFen: payment.payFen,
    refundFen: part.payFen,
    reason,
    state: 'pending',
    attempts: 0,
    createdAt: now,
    doneAt: null,
    todo: ['send'],
  };
  const isNew = await refunds.insert(refund);
  return isNew ? refund : ((await refunds.get(refund._id)) ?? refund);
}

/** Asks WeChat Pay for it, with the same number every time, so that it is given once. False: it stays owed, and the timer asks again. */
export async function sendRefund(refund: RefundDoc, { now, envId }: { now: number; envId: string }): Promise<boolean> {
  if (refund.state === 'success' || refund.state === 'failed' || refund.state === 'offline') return true;
  // An after-sale takes up again what was given up: only those that are waiting for it call this.
  if (refund.state === 'refused') await refunds.update({ _id: refund._id, state: 'refused' }, { state: 'pending', todo: ['send'] });
  const { _id: outRefundNo, outTradeNo, totalFen, refundFen, reason, orderId } = refund;
  // What cost nothing gives nothing back: WeChat Pay never heard of it.
  const refused = refundFen === 0 ? null : await askForRefund({ envId, outTradeNo, outRefundNo, totalFen, refundFen, reason }).catch((error: unknown) => {
    logError('refund not sent', { outRefundNo }, error);
    return '请求没有送达';
  });
  if (refused !== null) {
    logError('refund refused, will be asked for again', { outRefundNo, outTradeNo, refused });
    await refunds.update({ _id: outRefundNo, todo: 'send' }, { attempts: command.inc(1) });
    return false;
  }
  if (orderId !== '') await noteOnOrder(orderId, outRefundNo, refundFen, reason, now);
  // Also when it was given up in between: the money has gone.
  await refunds.update({ _id: outRefundNo, state: command.in(['pending', 'refused']) }, { state: 'success', attempts: command.inc(1), doneAt: now, todo: [] });
  return true;
}

/** Nobody asks for it any more until its after-sale does. False: fewer than `attempts` were refused. */
export async function giveUpRefund(outRefundNo: string, attempts: number): Promise<boolean> {
  if ((await refunds.update({ _id: outRefundNo, state: 'pending', todo: 'send', attempts: command.gte(attempts) }, { state: 'refused', todo: [] })) === 1) return true;
  return (await refunds.get(outRefundNo))?.state === 'refused';
}

/** The merchant paid the shopper by another way. Only for one that has been given up. */
export async function refundOffline(outRefundNo: string, now: number): Promise<void> {
  await refunds.update({ _id: outRefundNo, state: 'refused' }, { state: 'offline', doneAt: now });
}

export function refundNumberOf(afterSaleId: string): string {
  return derivedId('R', afterSaleId);
}

/** Once for each refund: its number is remembered with the order. What an order was paid with twice is no part of its own account. */
async function noteOnOrder(orderId: string, outRefundNo: string, refundFen: number, reason: string, now: number): Promise<void> {
  const note = {
    ...by(outRefundNo),
    updatedAt: now,
    log: command.push([{ at: now, by: 'system', event: 'refund', text: reason }]),
    ...untold('order', 'latePayment', now),
  };
  const unpaid = { _id: orderId, paymentId: '', ...notBy(outRefundNo) };
  // One that can still be paid begins with a clean account: the money was for a price that it no longer has.
  if ((await orders.update({ ...unpaid, status: command.neq(10) }, { ...note, refundedFen: command.inc(refundFen) })) === 0) await orders.update({ ...unpaid, status: 10 }, note);
}

/** WeChat Pay reports later that an accepted refund could not be paid out: a person has to look at it. */
export async function refundFailed(outRefundNo: string, status: string): Promise<void> {
  logError('refund could not be paid out: look into it', { outRefundNo, status });
  await refunds.update({ _id: outRefundNo, state: 'success' }, { state: 'failed', doneAt: null });
}
