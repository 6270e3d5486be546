/** Coupons that can be claimed, as shoppers see them. */
import type { ClaimableCoupon } from '../../typings';
import { command } from '../data/client';
import type { CouponDoc } from '../data/documents';
import { coupons, userCoupons } from '../data/store';

export type HomeCoupon = ClaimableCoupon & { shopName: string };

const MOST_LIVE = 100;
const MOST_MINE = 500;

/** Of several shops, the ones that end first in front; two operations, one for nobody. Those that are gone and not the caller's are left out. */
export async function claimableOfShops(shopIds: readonly string[], openid: string, now: number): Promise<HomeCoupon[]> {
  const ids = [...new Set(shopIds)];
  const [live, mine] = await Promise.all([
    coupons.find({ shopId: command.in(ids), status: 2, receiveUntil: command.gt(now) }, { limit: MOST_LIVE, order: [['receiveUntil', 'asc']], fields: { holds: false, recent: false } }),
    openid === '' ? [] : userCoupons.find({ openid, shopId: command.in(ids), status: command.in([100, 102]) }, { limit: MOST_MINE, fields: { couponId: true } }),
  ]);
  return live
    .filter(({ receiveFrom }) => receiveFrom <= now)
    .map((coupon) => ({ ...claimableOf(coupon, mine.filter(({ couponId }) => couponId === coupon._id).length), shopName: coupon.shopName }))
    .filter(({ gone, mine: claimed }) => !gone || claimed > 0);
}

/** `mine`: how many the caller has claimed. */
export function claimableOf(coupon: CouponDoc, mine: number): ClaimableCoupon {
  const { _id, shopId, type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds, receiveUntil, validType, validFrom, validUntil, validDays, perUser, left } = coupon;
  const terms = { type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds };
  return { couponId: _id, shopId, ...terms, receiveUntil, validType, validFrom, validUntil, validDays, perUser, mine, gone: left < 1 };
}
