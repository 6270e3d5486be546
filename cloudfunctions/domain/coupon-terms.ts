/** What a coupon takes off, and what for. */
import type { CouponTerms, CouponType, Fen } from '../../typings';
import { yuan } from './money';

export const couponTypes: readonly CouponType[] = [1, 2, 3, 4, 101, 102, 103, 104];

/** A coupon in a shopper's hands. */
export interface OwnCoupon extends CouponTerms {
  id: string;
}

export function isShopCoupon({ type }: Pick<CouponTerms, 'type'>): boolean {
  return type > 100;
}
/** Takes off a share, not a sum. */
export function isDiscountCoupon({ type }: Pick<CouponTerms, 'type'>): boolean {
  return type % 100 === 1 || type % 100 === 3;
}

export function couponScope(terms: Pick<CouponTerms, 'type' | 'spuIds'>, spuId: string): boolean {
  return isShopCoupon(terms) || terms.spuIds.includes(spuId);
}

/** Goods that a coupon is for: what they cost, and how many pieces. */
export interface CouponGoods {
  fen: Fen;
  count: number;
}

/** 0 when the goods do not reach its threshold. */
export function couponOff(terms: CouponTerms, { fen, count }: CouponGoods): Fen {
  if (fen < terms.thresholdFen || count < terms.thresholdCount) return 0;
  return isDiscountCoupon(terms) ? shareOff(fen, terms.discountNum) : Math.min(terms.discountFen, fen);
}

/** `discountNum` ten-thousandths are to be paid; a broken fen is the shop's. */
export function shareOff(fen: Fen, discountNum: number): Fen {
  return Math.floor((fen * (10_000 - discountNum)) / 10_000);
}

/** Why it takes nothing off these goods; ''. */
export function couponReason(terms: CouponTerms, { fen, count }: CouponGoods): string {
  if (count === 0) return '没有适用的商品';
  if (fen < terms.thresholdFen) return `还差 ¥${yuan(terms.thresholdFen - fen)} 可用`;
  if (count < terms.thresholdCount) return `还差 ${terms.thresholdCount - count} 件可用`;
  return couponOff(terms, { fen, count }) === 0 ? '金额太小，没有优惠' : '';
}
