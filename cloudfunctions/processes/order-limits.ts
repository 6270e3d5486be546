/** The purchase limits of an order: its pieces are counted when it is placed, and given back when it is not or is cancelled. */
import type { OrderDoc } from '../data/documents';
import { giveBackLimit, takeLimit, type OrderClaim } from '../data/purchase-counts';

type Counted = Pick<OrderDoc, '_id' | 'openid' | 'limits'>;

/** The first claim that would be too much by now; null: all are counted. What was counted before that stays so until the order gives it back. May be repeated. */
export async function takeOrderLimits(order: Counted, now: number): Promise<OrderClaim | null> {
  for (const claim of order.limits ?? []) if (!(await takeLimit(order.openid, order._id, claim, now))) return claim;
  return null;
}

/** For an order that was cancelled, expired or never placed. May be repeated. */
export async function returnOrderLimits(order: Counted): Promise<void> {
  for (const claim of order.limits ?? []) await giveBackLimit(order.openid, order._id, claim);
}
