import type { CouponDraft, PromotionDraft } from '../../../typings';
import { couponProblem, validityOf } from '../../../cloudfunctions/domain/coupon-draft';
import { isRunning, promotionProblem, promotionText } from '../../../cloudfunctions/domain/promotions';
import { firstPrice } from '../../../cloudfunctions/domain/unit-prices';

const now = 1_000_000;
const DAY = 86_400_000;
const draft: CouponDraft = {
  type: 102,
  name: '满百减十',
  discountFen: 1000,
  discountNum: 0,
  thresholdFen: 10_000,
  thresholdCount: 0,
  spuIds: [],
  total: 100,
  perUser: 1,
  receiveFrom: now,
  receiveUntil: now + DAY,
  validType: 1,
  validFrom: now,
  validUntil: now + 2 * DAY,
  validDays: 0,
};

test.each<[Partial<CouponDraft>]>([
  [{}],
  [{ type: 2, spuIds: ['a'] }],
  [{ type: 104, thresholdFen: 0, discountFen: 20_000 }],
  [{ type: 103, thresholdFen: 0, discountFen: 0, discountNum: 2000 }],
  [{ type: 101, discountFen: 0, discountNum: 9900 }],
  [{ type: 1, discountFen: 0, discountNum: 8500, thresholdFen: 0, thresholdCount: 2, spuIds: ['a', 'b'] }],
  [{ validType: 2, validFrom: 0, validUntil: 0, validDays: 7 }],
  [{ name: '一二三四五六七八九十' }],
])('a good coupon: %j', (change) => {
  expect(couponProblem({ ...draft, ...change }, now)).toBeNull();
});

test.each<[string, Partial<CouponDraft>]>([
  ['name', { name: ' ' }],
  ['name', { name: '一二三四五六七八九十一' }],
  ['discountFen', { discountFen: 0 }],
  ['discountFen', { discountFen: 20_001, thresholdFen: 90_000 }],
  ['discountNum', { discountNum: 8500 }],
  ['discountNum', { type: 103, thresholdFen: 0, discountFen: 0, discountNum: 1900 }],
  ['discountNum', { type: 103, thresholdFen: 0, discountFen: 0, discountNum: 8550 }],
  ['discountFen', { type: 103, thresholdFen: 0, discountNum: 8500 }],
  ['thresholdFen', { thresholdFen: 1000 }],
  ['thresholdCount', { thresholdCount: 2 }],
  ['thresholdFen', { type: 104 }],
  ['thresholdFen', { type: 101, discountFen: 0, discountNum: 8500, thresholdCount: 2 }],
  ['thresholdFen', { type: 101, discountFen: 0, discountNum: 8500, thresholdFen: 0 }],
  ['spuIds', { spuIds: ['a'] }],
  ['spuIds', { type: 2 }],
  ['spuIds', { type: 2, spuIds: ['a', 'a'] }],
  ['spuIds', { type: 2, spuIds: Array.from({ length: 201 }, (_, i) => `p${i}`) }],
  ['total', { total: 0 }],
  ['perUser', { perUser: 101 }],
  ['receiveUntil', { receiveUntil: now }],
  ['receiveUntil', { receiveUntil: now + 366 * DAY }],
  ['validUntil', { validUntil: now + DAY - 1 }],
  ['validDays', { validType: 2, validDays: 0 }],
])('a bad coupon, %s: %j', (field, change) => {
  expect(couponProblem({ ...draft, ...change }, now)).toMatchObject({ field, message: expect.stringMatching(/\p{Script=Han}/u) });
});

test('a coupon for some days begins when it is claimed', () => {
  expect(validityOf({ ...draft, validType: 2, validDays: 3 }, now)).toEqual({ validFrom: now, validUntil: now + 3 * DAY });
  expect(validityOf(draft, now)).toEqual({ validFrom: draft.validFrom, validUntil: draft.validUntil });
});

const tier = { fromFen: 9900, offFen: 1000, discountNum: 0 };
const promotion: PromotionDraft = { type: 'reduction', name: '秋日满减', startsAt: now, endsAt: now + DAY, tiers: [tier], spuId: '', prices: [] };
const flash: PromotionDraft = { ...promotion, type: 'flash', tiers: [], spuId: 'a', prices: [{ skuId: 's', priceFen: 1 }] };

test.each<[PromotionDraft]>([[promotion], [flash], [{ ...promotion, type: 'discount', tiers: [{ fromFen: 1, offFen: 0, discountNum: 9500 }, { fromFen: 2, offFen: 0, discountNum: 9000 }] }]])('a good promotion: %j', (one) => {
  expect(promotionProblem(one, now)).toBeNull();
});
test.each<[string, PromotionDraft]>([
  ['name', { ...promotion, name: '' }],
  ['endsAt', { ...promotion, endsAt: now }],
  ['endsAt', { ...promotion, endsAt: now + 366 * DAY }],
  ['tiers', { ...promotion, tiers: [] }],
  ['tiers[0].offFen', { ...promotion, tiers: [{ ...tier, offFen: 9900 }] }],
  ['tiers[1].fromFen', { ...promotion, tiers: [tier, tier] }],
  ['tiers[1].offFen', { ...promotion, tiers: [tier, { ...tier, fromFen: 10_000 }] }],
  ['tiers[0].discountNum', { ...promotion, type: 'discount' }],
  ['spuId', { ...flash, spuId: '' }],
  ['prices', { ...flash, prices: [] }],
  ['prices', { ...flash, prices: [...flash.prices, ...flash.prices] }],
])('a bad promotion, %s: %j', (field, one) => {
  expect(promotionProblem(one, now)?.field).toBe(field);
});

test('promotions in words, and when they run', () => {
  expect(promotionText({ type: 'reduction', tiers: [tier, { ...tier, fromFen: 19_950, offFen: 2550 }] })).toBe('满 99 减 10；满 199.5 减 25.5');
  expect(promotionText({ type: 'discount', tiers: [{ fromFen: 9900, offFen: 0, discountNum: 8500 }] })).toBe('满 99 打 8.5 折');
  expect([now - 1, now, now + DAY - 1, now + DAY].map((at) => isRunning(promotion, at))).toEqual([false, true, true, false]);
});

test('of two flash prices the lower counts, and one above the price counts for nothing', () => {
  const offer = (id: string, priceFen: number) => ({ id, name: id, prices: [{ skuId: 's', priceFen }] });
  expect(firstPrice({ skuId: 's', priceFen: 100 }, { flash: [offer('b', 80), offer('a', 70), offer('c', 100)] }).part).toMatchObject({ source: 'flash', id: 'a', name: 'a', priceFen: 70 });
  expect(firstPrice({ skuId: 's', priceFen: 100 }, { flash: [offer('a', 100)] })).toEqual({ priceFen: 100, part: null });
});
