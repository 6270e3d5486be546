/**
 * Placing the orders of one trade. The orders are written first, with status 0, so that whatever happens afterwards can be found and
 * finished or undone; then the coupons are taken, limited goods are counted and every line is held; then all of them become payable in one step.
 */
import type { Failure } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { moveTrade, ordersOfTrade } from '../data/orders';
import { openPickup } from '../data/pickups';
import { CODE_DIGITS, pickupOf } from '../domain/pickup';
import { secretDigits } from '../kernel/ids';
import { fail } from '../kernel/reply';
import { finishOrderTodos } from './order-todos';
import type { OrderClaim } from '../data/purchase-counts';
import { takeOrderCoupons } from './order-coupons';
import { takeUserPieces } from './order-flash';
import { takeOrderLimits } from './order-limits';
import { takeOrderPoints } from './order-points';
import { holdOrder, type Shortage } from './order-stock';

/** null: the orders are placed. Otherwise why they never will be. May be repeated, also at the same time. */
export async function placeTrade(orders: readonly OrderDoc[], now: number): Promise<Failure | null> {
  const { tradeId } = orders[0]!;
  for (const order of orders) {
    if (order.status !== 0) continue;
    if (!(await takeOrderCoupons(order, now))) return rejectTrade(tradeId, couponFailure(order), now);
    const tooMany = await takeOrderLimits(order, now);
    if (tooMany) return rejectTrade(tradeId, limitFailure(order, tooMany), now);
    if (!(await takeOrderPoints(order))) return rejectTrade(tradeId, pointsFailure(order), now);
    if (!(await takeUserPieces(order, now))) return rejectTrade(tradeId, flashFailure(order.lines[0]!.title), now);
    // Before it can be paid, so that whoever has paid has a code.
    if (pickupOf(order)) await openPickup(order, () => secretDigits(CODE_DIGITS));
    const shortage = await holdOrder(order);
    if (shortage) return rejectTrade(tradeId, failureOf(shortage), now);
  }
  const placed = await moveTrade(tradeId, { event: 'place', at: now, by: 'shopper', text: '提交订单' });
  return placed === orders.length ? null : settled(tradeId, now);
}

/** Undoes what is not placed yet and answers how the trade stands then. */
export async function rejectTrade(tradeId: string, failure: Failure, now: number): Promise<Failure | null> {
  await moveTrade(tradeId, {
    event: 'reject',
    at: now,
    by: 'system',
    text: '下单未完成',
    change: { failure, cancelledAt: now, cancelReason: failure.message },
    todo: 'release',
  });
  return settled(tradeId, now);
}

/** Another run of the same submit, or the timer, may have decided differently: what is stored counts. */
async function settled(tradeId: string, now: number): Promise<Failure | null> {
  const orders = await ordersOfTrade(tradeId);
  for (const order of orders) if (order.failure) await finishOrderTodos(order, now);
  return failureIn(orders);
}

/** Why the trade was refused, as the first answer said it; null: it was not. */
export function failureIn(orders: readonly OrderDoc[]): Failure | null {
  return orders.find((order) => order.failure)?.failure ?? null;
}

function failureOf({ line, available, listed, flashGone }: Shortage): Failure {
  const { spuId, skuId, num, title } = line;
  const detail = { spuId, skuId, num, title, available };
  if (!listed) return fail('OFF_SHELF', `“${title}”已下架，请选别的商品`, { detail });
  if (flashGone) return flashFailure(title);
  return fail('OUT_OF_STOCK', available > 0 ? `“${title}”只剩 ${available} 件，请减少数量` : `“${title}”已售罄`, { detail });
}

function limitFailure({ lines }: OrderDoc, { spuId, num }: OrderClaim): Failure {
  const { skuId, title } = lines.find((line) => line.spuId === spuId)!;
  return fail('LIMIT_EXCEEDED', `“${title}”超过了你能买的件数，请减少数量后再试`, { detail: { spuId, skuId, num, title } });
}

/** Somebody else had the last piece at that price, or this shopper has as many as one may have. */
function flashFailure(title: string): Failure {
  return fail('PRICE_CHANGED', `“${title}”的限时价已经抢完，请确认新的金额后再提交`, { field: 'expectedPayFen' });
}

function pointsFailure({ shopId }: OrderDoc): Failure {
  return fail('PRICE_CHANGED', '积分已被另一个订单使用，请确认新的金额后再提交', { field: 'usePoints', detail: { shopId } });
}

export function couponFailure({ shopId, couponIds = [] }: { shopId: string; couponIds?: string[] }): Failure {
  return fail('COUPON_UNUSABLE', '优惠券已被使用、已过期或不适用这些商品，请重新选择', { field: `coupons.${shopId}`, detail: { shopId, couponIds } });
}

/** For the timer: a submit that died half-way. Placed if one of its orders was, undone otherwise. */
export async function finishSubmit(order: OrderDoc, now: number): Promise<void> {
  const orders = await ordersOfTrade(order.tradeId);
  if (orders.some(({ status, failure }) => status !== 0 && !failure)) {
    await moveTrade(order.tradeId, { event: 'place', at: now, by: 'system', text: '提交订单' });
    return;
  }
  await rejectTrade(order.tradeId, fail('INVALID_STATE', '下单没有完成，请重新提交'), now);
}
