/** What a step of an after-sale makes the shop do to orders, stock and money. Everything may be repeated, also at the same time. */
import { noteExchange, releaseLine, settleLine, unholdShipping } from '../data/after-sale-account';
import { afterSaleTodoDone, moveAfterSale } from '../data/after-sales';
import { command } from '../data/client';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { releaseReservation, reserveStock, sellReservation, type Reservation } from '../data/reservations';
import { forgetMarks, returnStock } from '../data/stock';
import { afterSales, orders, payments } from '../data/store';
import { MINUTE } from '../kernel/clock';
import type { Occasion } from './capturing';
import { afterSaleRules } from './after-sales';
import { returnOrderCoupons } from './order-coupons';
import { settlePoints } from './order-points';
import { takeBackCodes } from './order-codes';
import { finishOrderTodos, SUBMIT_WINDOW } from './order-todos';
import { giveUpRefund, oweRefund, refundNumberOf, refundOffline, sendRefund } from './refunding';

/** Longer than any function may run: nobody can still be about to do the same once more. */
export const RETURN_WINDOW = 3 * MINUTE;

/** Carries out everything that the request still owes. False: something is left for later. */
export async function finishAfterSale(afterSale: AfterSaleDoc, occasion: Occasion): Promise<boolean> {
  const { todo, _id, createdAt } = afterSale;
  if (todo.includes('unhold')) {
    await unholdShipping(afterSale);
    await afterSaleTodoDone(_id, 'unhold');
  }
  if (todo.includes('reserve')) await reserve(afterSale, occasion);
  if (todo.includes('unreserve')) await unreserve(afterSale);
  if (todo.includes('reship')) await sendOthers(afterSale, occasion);
  if (todo.includes('release')) {
    await releaseLine(afterSale);
    // Another run of the application may be about to claim the line (again); the timer looks again when that has become impossible.
    if (occasion.now - createdAt <= SUBMIT_WINDOW) return false;
    await afterSaleTodoDone(_id, 'release');
  }
  if (todo.includes('offline')) {
    await refundOffline(refundNumberOf(_id), occasion.now);
    await afterSaleTodoDone(_id, 'offline');
  }
  if (!todo.includes('refund') || (await giveBack(afterSale, occasion))) return true;
  // To the end of the line: the others' money must not wait for this one's.
  await afterSales.update({ _id, todo: 'refund' }, { updatedAt: occasion.now });
  return false;
}

/** All this happened long ago: its marks in the product can go. */
export async function forgetDone({ _id, line, reservation }: AfterSaleDoc): Promise<boolean> {
  await forgetMarks(line.spuId, _id, reservation);
  await afterSaleTodoDone(_id, 'forget');
  return true;
}

/** A new place for what is wanted in exchange, each time that the merchant agrees. */
export function newReservation({ _id, type, reservations = 0 }: AfterSaleDoc): Pick<AfterSaleDoc, 'reservation' | 'reservations'> {
  return type === 'EXCHANGE' ? { reservation: `${_id}-${reservations + 1}`, reservations: reservations + 1 } : {};
}

/** Which SKU the pieces are that it is about. */
export function goodsOf({ goodsSkuId, line }: Pick<AfterSaleDoc, 'goodsSkuId' | 'line'>): string {
  return goodsSkuId ?? line.skuId;
}

function reservationOf({ line, reservation, wanted }: AfterSaleDoc): Reservation | null {
  return reservation && wanted ? { spuId: line.spuId, id: reservation, skuId: wanted.skuId, num: line.num } : null;
}

/** Holds what is wanted in exchange. If it is gone by now, the shopper is asked whether money will do. */
async function reserve(afterSale: AfterSaleDoc, { now }: Occasion): Promise<void> {
  const reservation = reservationOf(afterSale);
  if (reservation && !(await reserveStock(reservation))) {
    const { type, reason, returnAddress } = afterSale;
    const refundFen = afterSale.shareFen ?? afterSale.refundFen;
    const proposal = { by: 'system', state: 'open', type: 'RETURN', refundFen, reason, text: '换货商品已售罄，是否改为退货退款', proposedAt: now, returnAddress } as const;
    if (type === 'EXCHANGE') await moveAfterSale(afterSale, { event: 'soldOut', at: now, by: 'system', text: '换货商品已售罄，等待买家确认是否改为退货退款', change: { proposal }, rules: await afterSaleRules() });
  }
  await afterSales.update({ _id: afterSale._id, todo: 'reserve' }, { todo: command.addToSet('forget') });
  await afterSaleTodoDone(afterSale._id, 'reserve');
}

async function unreserve(afterSale: AfterSaleDoc): Promise<void> {
  const reservation = reservationOf(afterSale);
  if (reservation) await releaseReservation(reservation);
  await afterSales.update({ _id: afterSale._id, todo: 'unreserve' }, { todo: command.addToSet('forget') });
  await afterSaleTodoDone(afterSale._id, 'unreserve');
}

/** The goods that came back go into stock, those in exchange out of it, and the order says what the shopper has now. */
async function sendOthers(afterSale: AfterSaleDoc, { now }: Occasion): Promise<void> {
  const { _id, line, wanted, damagedNum = 0, orderId } = afterSale;
  const reservation = reservationOf(afterSale);
  const order = await orders.get(orderId);
  if (!order || !wanted || !reservation) throw new Error(`the exchange ${_id} has nothing to send`);
  await noteExchange(afterSale, { from: goodsOf(afterSale), to: wanted, num: line.num }, now);
  // What was paid a moment ago may still be held, not sold.
  await finishOrderTodos(order, now);
  await sellReservation(reservation);
  await returnStock(line.spuId, _id, goodsOf(afterSale), line.num, damagedNum);
  await afterSales.update({ _id, todo: 'reship' }, { todo: command.addToSet('forget') });
  await afterSaleTodoDone(_id, 'reship');
}

async function giveBack(afterSale: AfterSaleDoc, occasion: Occasion): Promise<boolean> {
  const { _id, line, reservation, damagedNum = 0 } = afterSale;
  const { order, settlement } = await settleLine(afterSale, occasion.now);
  if (settlement.all) await returnOrderCoupons(order);
  if (order.vip) await settlePoints(order._id, occasion.now);
  const codes = settlement.codesBack ?? 0;
  const comesBack = settlement.num > 0 && (settlement.unshipped || afterSale.received || codes > 0);
  if (comesBack) {
    // What is sold already, or held: then it can come back. Codes first, so that there is one for each piece that can be bought.
    await finishOrderTodos({ ...order, todo: order.todo.filter((todo) => todo !== 'deliver') }, occasion.now);
    if (codes > 0) await takeBackCodes(order._id, line.skuId, _id);
    await returnStock(line.spuId, _id, goodsOf(afterSale), codes > 0 ? codes : afterSale.received ? line.num : (settlement.unshippedNum ?? line.num), damagedNum);
  }
  const sent = await sendMoney(afterSale, order, settlement.refundFen, occasion);
  if (sent === 'later') return false;
  if (sent === 'failed') return giveUp(afterSale, settlement.refundFen, occasion);
  await moveAfterSale(afterSale, {
    event: 'refunded',
    at: occasion.now,
    by: 'system',
    text: refundedText(afterSale),
    change: { refundFen: settlement.refundFen, todo: comesBack || reservation ? ['forget'] : [] },
  });
  return true;
}

function refundedText({ type, subType }: AfterSaleDoc): string {
  if (subType === 'REFUND_PRICE_DIFF') return '差价已原路退回';
  return type === 'REFUND' ? '退款完成，款项已原路退回' : '退货退款完成，款项已原路退回';
}

/** WeChat Pay refused so often that asking every minute is of no use. What it refuses time and again is for the merchant to see to. */
async function giveUp(afterSale: AfterSaleDoc, refundFen: number, { now }: Occasion): Promise<boolean> {
  const rules = await afterSaleRules();
  const rounds = (afterSale.refundRounds ?? 0) + 1;
  const last = rounds >= rules.refundRounds;
  await moveAfterSale(afterSale, {
    event: last ? 'giveUp' : 'refundFailed',
    at: now,
    by: 'system',
    text: last ? '多次退款失败，请商家重试或上传退款凭证' : '微信支付暂时无法退款，稍后自动重试',
    // The debt comes back with the next attempt.
    change: { refundFen, refundRounds: rounds, givenUpAt: now, todo: command.pull('refund') as never },
    rules,
  });
  return true;
}

async function sendMoney(afterSale: AfterSaleDoc, order: OrderDoc, refundFen: number, occasion: Occasion): Promise<'sent' | 'later' | 'failed'> {
  if (refundFen === 0) return 'sent';
  const payment = await payments.get(order.paymentId);
  if (!payment) throw new Error(`the order ${order._id} has no payment`);
  const part = { orderId: order._id, payFen: refundFen, afterSaleId: afterSale._id };
  const refund = await oweRefund(payment, part, afterSale.subType === 'REFUND_PRICE_DIFF' ? '退差价' : '售后退款', occasion.now);
  if (await sendRefund(refund, occasion)) return 'sent';
  const { refundAttempts } = await afterSaleRules();
  return (await giveUpRefund(refund._id, refundAttempts * ((afterSale.refundRounds ?? 0) + 1))) ? 'failed' : 'later';
}
