/** A shopper claims a coupon. Five operations: the coupon and what the shopper has of it, the piece, the coupon's rest, the piece again. */
import type { Reply, UserCoupon } from '../../typings';
import type { CouponDoc, UserCouponDoc } from '../data/documents';
import { coupons, userCoupons } from '../data/store';
import { validityOf } from '../domain/coupon-draft';
import { derivedId } from '../kernel/ids';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { finishClaim, userCouponOf } from '../processes/user-coupons';

/** Claims of one shopper that come at the same time take different places. */
const ATTEMPTS = 4;
const MOST_OF_ONE = 100;

export const claim: ActionOf<'coupon', 'claim'> = {
  access: 'shopper',
  schema: form({ requestId, couponId: id }),
  async run({ requestId: request, couponId }, { openid, now }) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [coupon, mine] = await Promise.all([coupons.get(couponId, { holds: false }), userCoupons.find({ openid, couponId }, { limit: MOST_OF_ONE })]);
      if (!coupon || coupon.status === 1 || coupon.status === 5) return notFound('这张优惠券');
      const repeated = mine.find((piece) => piece.requestId === request);
      if (repeated) return finish(repeated, now);
      if (coupon.status !== 2 || coupon.receiveUntil <= now) return fail('INVALID_STATE', '优惠券的领取已经结束');
      if (coupon.receiveFrom > now) return fail('INVALID_STATE', '还没到领取时间，请稍后再来');
      if (coupon.left < 1) return soldOut();
      if (mine.length >= coupon.perUser) return fail('LIMIT_EXCEEDED', `每人限领 ${coupon.perUser} 张，你已经领过了`, { detail: { perUser: coupon.perUser } });
      const piece = pieceOf(coupon, { openid, request, place: mine.length + 1, now });
      if (await userCoupons.insert(piece)) return finish(piece, now);
    }
    return conflict('你领取的优惠券');
  },
};

function pieceOf(coupon: CouponDoc, { openid, request, place, now }: { openid: string; request: string; place: number; now: number }): UserCouponDoc {
  const { _id: couponId, shopId, shopName, type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds } = coupon;
  return {
    _id: derivedId('C', couponId, openid, String(place)),
    couponId,
    openid,
    shopId,
    shopName,
    type,
    name,
    discountFen,
    discountNum,
    thresholdFen,
    thresholdCount,
    spuIds,
    status: 0,
    ...validityOf(coupon, now),
    orderId: '',
    usedAt: null,
    requestId: request,
    claimedAt: now,
    todo: ['settle'],
  };
}

async function finish(piece: UserCouponDoc, now: number): Promise<Reply<UserCoupon>> {
  const grant = await finishClaim(piece, now);
  if (grant === 'later') return fail('BUSY', '正在领取，请稍后再看');
  return grant === 'gone' ? soldOut() : ok(userCouponOf(piece.status === 0 ? { ...piece, status: 100 } : piece));
}

function soldOut() {
  return fail('SOLD_OUT', '来晚了，优惠券已经领完');
}
