import type { CouponTerms, Discount, DiscountSource, Millis } from '../../typings/index';
import { date } from './time';

/** 1250 → '12.5', 1000 → '10': as sums are written on coupons. */
export function plainYuan(fen: number): string {
  return (fen / 100).toFixed(2).replace(/\.?0+$/, '');
}

const takesShare = (type: number) => type % 100 === 1 || type % 100 === 3;

/** What stands large on a coupon: ¥10, or 8.5折. */
export function couponFace({ type, discountFen, discountNum }: CouponTerms): { sign: string; amount: string; unit: string } {
  return takesShare(type) ? { sign: '', amount: String(discountNum / 1000), unit: '折' } : { sign: '¥', amount: plainYuan(discountFen), unit: '' };
}

/** 满 100 可用, 满 2 件可用, 无门槛 */
export function couponCondition({ thresholdFen, thresholdCount }: CouponTerms): string {
  if (thresholdCount > 0) return `满 ${thresholdCount} 件可用`;
  return thresholdFen > 0 ? `满 ${plainYuan(thresholdFen)} 可用` : '无门槛';
}

export function couponScopeText({ type }: Pick<CouponTerms, 'type'>): string {
  return type > 100 ? '店铺券' : '商品券';
}

/** 满100减10, 满100打9折, 2件8.5折, 立减5: a few characters for a strip of coupons. */
export function couponShort(terms: CouponTerms): string {
  const { sign, amount, unit } = couponFace(terms);
  const off = sign ? `减${amount}` : `${amount}${unit}`;
  if (terms.thresholdCount > 0) return `${terms.thresholdCount}件${off}`;
  return terms.thresholdFen > 0 ? `满${plainYuan(terms.thresholdFen)}${sign ? '' : '打'}${off}` : sign ? `立${off}` : off;
}

interface Validity {
  validFrom: Millis;
  validUntil: Millis;
  /** Only before it is claimed. */
  validType?: 1 | 2;
  validDays?: number;
}
export function couponWhen({ validFrom, validUntil, validType, validDays }: Validity, now = Date.now()): string {
  if (validType === 2) return `领取后 ${validDays} 天内有效`;
  return validFrom > now ? `${date(validFrom)} 起可用，至 ${date(validUntil)}` : `有效期至 ${date(validUntil)}`;
}

const SOURCES: Record<DiscountSource, string> = {
  flash: '限时价',
  live: '直播价',
  member: '会员价',
  reduction: '满减',
  discount: '满折',
  productCoupon: '商品券',
  shopCoupon: '店铺券',
  points: '积分抵扣',
  merchant: '商家改价',
};

/** 店铺券 · 满百减十 */
export function discountText({ source, name }: Pick<Discount, 'source' | 'name'>): string {
  return name && name !== SOURCES[source] ? `${SOURCES[source]} · ${name}` : SOURCES[source];
}
