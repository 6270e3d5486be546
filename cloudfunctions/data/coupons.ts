/** Coupons in shoppers' hands: how they are found, and the guarded updates by which an order takes one and gives it back. */
import { command } from './client';
import type { UserCouponDoc } from './documents';
import { userCoupons } from './store';

/** More than this of one shop is not looked at. */
const MOST_OF_A_SHOP = 100;

/** Those that are good now or will be, the ones that end first in front. */
export function couponsOfShops(openid: string, shopIds: readonly string[], now: number): Promise<UserCouponDoc[]> {
  return userCoupons.find(
    { openid, shopId: command.in([...new Set(shopIds)]), status: 100, validUntil: command.gt(now) },
    { limit: MOST_OF_A_SHOP, order: [['validUntil', 'asc'], ['_id', 'asc']] },
  );
}

/** True: this order has all of them now, from this call or an earlier one. False: somebody or something else had one of them first. */
export async function takeCoupons(openid: string, orderId: string, ids: readonly string[], now: number): Promise<boolean> {
  const mine = { _id: command.in([...ids]), openid };
  const taken = await userCoupons.update(
    { ...mine, status: 100, orderId: '', validFrom: command.lte(now), validUntil: command.gt(now) },
    { status: 102, orderId, usedAt: now },
  );
  return taken === ids.length || (await userCoupons.count({ ...mine, status: 102, orderId })) === ids.length;
}

/** Whatever the order has goes back to the shopper, good for as long as it was. Nothing happens when it has none. */
export async function giveBackCoupons(orderId: string): Promise<void> {
  await userCoupons.update({ orderId, status: 102 }, { status: 100, orderId: '', usedAt: null });
}
