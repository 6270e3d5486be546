/** After-sales: claiming a line, and everything that a decision makes the shop do to orders, stock and money. */
import type { Failure, Reply } from '../../typings';
import { obstacleTo, typesFor, type Limits } from '../domain/after-sale-refund';
import { afterSaleTodoDone, claimLine, moveAfterSale, releaseLine, settleLine, unholdShipping } from '../data/after-sales';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { AFTER_SALE, ruleValues } from '../data/rules';
import { forgetReturn, returnStock } from '../data/stock';
import { afterSales, payments } from '../data/store';
import { DAY, MINUTE } from '../kernel/clock';
import { fail, ok } from '../kernel/reply';
import type { Occasion } from './capturing';
import { returnOrderCoupons } from './order-coupons';
import { finishOrderTodos, SUBMIT_WINDOW } from './order-todos';
import { oweRefund, sendRefund } from './refunding';

/** Longer than any function may run: nobody can still be about to bring the same goods back once more. */
export const RETURN_WINDOW = 3 * MINUTE;

export type AfterSaleRules = Record<keyof typeof AFTER_SALE, number>;

export function afterSaleRules(): Promise<AfterSaleRules> {
  return ruleValues(AFTER_SALE);
}

export function limitsOf({ windowDays, mostRequests }: AfterSaleRules): Limits {
  return { windowMs: windowDays * DAY, mostRequests };
}

/** Claims the line for a request that was written down. May be repeated, also at the same time. */
export async function submitAfterSale(afterSale: AfterSaleDoc, rules: AfterSaleRules, now: number): Promise<Failure | null> {
  if (afterSale.status === 'VOID') return afterSale.failure ?? fail('INVALID_STATE', '申请没有完成，请重新提交');
  if (afterSale.status !== 'SUBMITTING') return null;
  const claimed = await claimLine(afterSale, (order) => mayClaim(afterSale, order, limitsOf(rules), now));
  if (!claimed.ok) return voidAfterSale(afterSale, claimed, now);
  const change = { deadline: now + rules.merchantDays * DAY };
  if (await moveAfterSale(afterSale, { event: 'submit', at: now, by: 'shopper', text: '买家申请售后', change })) return null;
  const present = await afterSales.get(afterSale._id);
  if (present?.status !== 'VOID') return null;
  await releaseLine(afterSale);
  return present.failure;
}

function mayClaim({ line, type, unshipped }: AfterSaleDoc, order: OrderDoc, limits: Limits, now: number): Reply<null> {
  if (unshipped !== (order.status === 20) || !typesFor(order.status).includes(type)) {
    return fail('INVALID_STATE', order.status === 30 ? '商家刚刚发货了，请重新选择售后类型' : '订单状态刚刚变化，请重新申请', { detail: { status: order.status } });
  }
  const obstacle = obstacleTo(order, line.skuId, limits, now);
  return obstacle ? fail('INVALID_STATE', `${obstacle}，不能申请`, { detail: { status: order.status } }) : ok(null);
}

async function voidAfterSale(afterSale: AfterSaleDoc, failure: Failure, now: number): Promise<Failure | null> {
  await moveAfterSale(afterSale, { event: 'void', at: now, by: 'system', text: failure.message, change: { failure } });
  const present = await afterSales.get(afterSale._id);
  return present?.status === 'VOID' ? present.failure : null;
}

/** For the timer: an application that died half-way goes through now, or is void when the line cannot be claimed any more. */
export async function finishApplication(afterSale: AfterSaleDoc, rules: AfterSaleRules, now: number): Promise<boolean> {
  if (now - afterSale.createdAt <= SUBMIT_WINDOW) return false;
  await submitAfterSale(afterSale, rules, now);
  return true;
}

/** Carries out everything that the request still owes. May be repeated, also at the same time. False: something is left for later. */
export async function finishAfterSale(afterSale: AfterSaleDoc, occasion: Occasion): Promise<boolean> {
  const { todo, _id, createdAt, status } = afterSale;
  if (todo.includes('unhold')) {
    await unholdShipping(afterSale);
    await afterSaleTodoDone(_id, 'unhold');
  }
  if (todo.includes('release')) {
    await releaseLine(afterSale);
    // Another run of the application may be about to claim the line; the timer looks again when that has become impossible.
    if (status === 'VOID' && occasion.now - createdAt <= SUBMIT_WINDOW) return false;
    await afterSaleTodoDone(_id, 'release');
  }
  if (!todo.includes('refund') || (await giveBack(afterSale, occasion))) return true;
  // To the end of the line: the others' money must not wait for this one's.
  await afterSales.update({ _id, todo: 'refund' }, { updatedAt: occasion.now });
  return false;
}

/** The goods came back long ago: their mark in the product can go. */
export async function forgetReturned({ _id, line }: AfterSaleDoc): Promise<boolean> {
  await forgetReturn(line.spuId, _id);
  await afterSaleTodoDone(_id, 'forget');
  return true;
}

async function giveBack(afterSale: AfterSaleDoc, occasion: Occasion): Promise<boolean> {
  const { _id, line, type } = afterSale;
  const { order, settlement } = await settleLine(afterSale, occasion.now);
  if (settlement.all) await returnOrderCoupons(order);
  const comesBack = settlement.unshipped || afterSale.received;
  if (comesBack) {
    // What was paid a moment ago may still be held, not sold.
    await finishOrderTodos(order, occasion.now);
    await returnStock(line.spuId, _id, line.skuId, line.num);
  }
  if (!(await sendMoney(afterSale, order, settlement.refundFen, occasion))) return false;
  await moveAfterSale(afterSale, {
    event: 'refunded',
    at: occasion.now,
    by: 'system',
    text: type === 'RETURN' ? '退货退款完成，款项已原路退回' : '退款完成，款项已原路退回',
    change: { refundFen: settlement.refundFen, finishedAt: occasion.now, todo: comesBack ? ['forget'] : [] },
  });
  return true;
}

async function sendMoney(afterSale: AfterSaleDoc, order: OrderDoc, refundFen: number, occasion: Occasion): Promise<boolean> {
  if (refundFen === 0) return true;
  const payment = await payments.get(order.paymentId);
  if (!payment) throw new Error(`the order ${order._id} has no payment`);
  const part = { orderId: order._id, payFen: refundFen, afterSaleId: afterSale._id };
  return sendRefund(await oweRefund(payment, part, '售后退款', occasion.now), occasion);
}
