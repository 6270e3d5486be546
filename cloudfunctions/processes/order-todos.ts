/** What an order still owes to other documents. */
import { orderTodoDone } from '../data/orders';
import type { OrderDoc } from '../data/documents';
import { deliverCodes } from './order-codes';
import { returnOrderCoupons } from './order-coupons';
import { returnUserPieces } from './order-flash';
import { returnOrderLimits } from './order-limits';
import { returnOrderPoints, settlePoints } from './order-points';
import { releaseOrder, sellOrder } from './order-stock';

/**
 * How long a submit may still be under way: longer than the function's time limit. Before that nobody but the submit itself undoes it,
 * and what it might still hold is released a second time afterwards.
 */
export const SUBMIT_WINDOW = 30_000;

/** Carries out everything in the order's todo list. May be repeated, also at the same time. False: something is left for later. */
export async function finishOrderTodos(order: OrderDoc, now: number): Promise<boolean> {
  if (order.todo.includes('stock')) {
    await sellOrder(order);
    await orderTodoDone(order._id, 'stock');
  }
  const pointsDone = !order.todo.includes('points') || (await settlePoints(order._id, now));
  if (order.todo.includes('release')) {
    await releaseOrder(order);
    await returnOrderCoupons(order);
    await returnOrderLimits(order);
    await returnOrderPoints(order);
    await returnUserPieces(order);
    // Another run of the submit may be about to hold once more; the timer looks again when that has become impossible.
    if (now - order.createdAt <= SUBMIT_WINDOW) return false;
    await orderTodoDone(order._id, 'release');
  }
  const delivered = !order.todo.includes('deliver') || (await deliverCodes(order, now));
  return pointsDone && delivered;
}
