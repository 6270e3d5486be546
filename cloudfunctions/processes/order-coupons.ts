/** The coupon side of an order: one guarded update for all that it uses, and one to give them back. */
import type { OrderDoc } from '../data/documents';
import { giveBackCoupons, takeCoupons } from '../data/coupons';

type Using = Pick<OrderDoc, '_id' | 'openid' | 'couponIds'>;

/** False: one of them is used, expired or gone. What was taken before that stays taken until the order gives it back. May be repeated. */
export async function takeOrderCoupons(order: Using, now: number): Promise<boolean> {
  const ids = order.couponIds ?? [];
  return ids.length === 0 || takeCoupons(order.openid, order._id, ids, now);
}

/**
 * For an order that was cancelled, expired, never placed, or whose goods were all refunded. May be repeated: once the coupons are back, or
 * another order has them, nothing happens.
 */
export async function returnOrderCoupons(order: Pick<OrderDoc, '_id' | 'couponIds'>): Promise<void> {
  if ((order.couponIds ?? []).length > 0) await giveBackCoupons(order._id);
}
