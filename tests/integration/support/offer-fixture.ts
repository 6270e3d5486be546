/** Coupons and promotions for tests: good ones, unless told otherwise. */
import type { CouponDoc, PromotionDoc, UserCouponDoc } from '../../../cloudfunctions/data/documents';
import type { CouponDraft, PromotionDraft } from '../../../typings';

const DAY = 86_400_000;

export function couponDraft(more: Partial<CouponDraft> = {}): CouponDraft {
  const now = Date.now();
  return {
    type: 104,
    name: '立减五元',
    discountFen: 500,
    discountNum: 0,
    thresholdFen: 0,
    thresholdCount: 0,
    spuIds: [],
    total: 100,
    perUser: 1,
    receiveFrom: now - DAY,
    receiveUntil: now + DAY,
    validType: 1,
    validFrom: now - DAY,
    validUntil: now + 2 * DAY,
    validDays: 0,
    ...more,
  };
}

export function couponDoc(_id: string, more: Partial<CouponDoc> = {}): CouponDoc {
  const draft = couponDraft(more);
  return { _id, shopId: 'shop-1', shopName: '小店 shop-1', ...draft, status: 2, left: draft.total, holds: {}, createdAt: 1, updatedAt: 1, recent: [], ...more };
}

/** In a shopper's hands, from a coupon that is not kept. */
export function userCouponDoc(_id: string, openid: string, more: Partial<UserCouponDoc> = {}): UserCouponDoc {
  const { type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds, validFrom, validUntil } = couponDraft(more as Partial<CouponDraft>);
  const terms = { type, name, discountFen, discountNum, thresholdFen, thresholdCount, spuIds };
  return {
    _id,
    couponId: `of-${_id}`,
    openid,
    shopId: 'shop-1',
    shopName: '小店 shop-1',
    ...terms,
    status: 100,
    validFrom,
    validUntil,
    orderId: '',
    usedAt: null,
    requestId: `claim-${_id}`,
    claimedAt: 1,
    todo: [],
    ...more,
  };
}

export function promotionDraft(more: Partial<PromotionDraft> = {}): PromotionDraft {
  const now = Date.now();
  return { type: 'reduction', name: '满百减十', startsAt: now - DAY, endsAt: now + DAY, tiers: [{ fromFen: 10_000, offFen: 1000, discountNum: 0 }], spuId: '', prices: [], ...more };
}

export function promotionDoc(_id: string, more: Partial<PromotionDoc> = {}): PromotionDoc {
  const shopId = more.shopId ?? 'shop-1';
  return { _id, shopId, liveShopId: shopId, ...promotionDraft(more), title: '', stoppedAt: null, createdAt: 1, recent: [], ...more };
}
