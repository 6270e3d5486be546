import type { CouponTerms } from '../../../typings';
import { couponCondition, couponFace, couponShort, couponWhen, discountText, plainYuan } from '../../../miniprogram/utils/coupon-text';

const terms = (more: Partial<CouponTerms>): CouponTerms => ({ type: 102, name: '', discountFen: 0, discountNum: 0, thresholdFen: 0, thresholdCount: 0, spuIds: [], ...more });

test.each<[Partial<CouponTerms>, string, string, string]>([
  [{ type: 102, discountFen: 1000, thresholdFen: 10_000 }, '¥10', '满 100 可用', '满100减10'],
  [{ type: 4, discountFen: 880 }, '¥8.8', '无门槛', '立减8.8'],
  [{ type: 101, discountNum: 8500, thresholdCount: 2 }, '8.5折', '满 2 件可用', '2件8.5折'],
  [{ type: 1, discountNum: 9000, thresholdFen: 9950 }, '9折', '满 99.5 可用', '满99.5打9折'],
  [{ type: 103, discountNum: 9500 }, '9.5折', '无门槛', '9.5折'],
])('%j reads %s, %s, %s', (more, face, condition, short) => {
  const { sign, amount, unit } = couponFace(terms(more));
  expect([sign + amount + unit, couponCondition(terms(more)), couponShort(terms(more))]).toEqual([face, condition, short]);
});

test('when it can be used, in the shop’s own zone', () => {
  const at = Date.UTC(2026, 10, 22, 17);
  expect(couponWhen({ validFrom: 0, validUntil: 0, validType: 2, validDays: 7 })).toBe('领取后 7 天内有效');
  expect(couponWhen({ validFrom: at, validUntil: at + 86_400_000 }, at)).toBe('有效期至 2026-11-24');
  expect(couponWhen({ validFrom: at, validUntil: at + 86_400_000 }, at - 1)).toBe('2026-11-23 起可用，至 2026-11-24');
});

test('sums and discounts in words', () => {
  expect([0, 5, 50, 1000, 1250].map(plainYuan)).toEqual(['0', '0.05', '0.5', '10', '12.5']);
  expect(discountText({ source: 'shopCoupon', name: '满百减十' })).toBe('店铺券 · 满百减十');
  expect(discountText({ source: 'reduction', name: '满减' })).toBe('满减');
});
