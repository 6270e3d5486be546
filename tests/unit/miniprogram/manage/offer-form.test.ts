import { couponDraftOf, couponField, dayOf, parseDiscount, promotionDraftOf, promotionField, type CouponForm, type PromotionForm } from '../../../../miniprogram/packages/manage/utils/offer-form';

const now = Date.UTC(2026, 10, 23, 4);
const form: CouponForm = { scope: 'shop', kind: 'off', name: ' 满百减十 ', sum: '10', discount: '', by: 'fen', threshold: '100', spus: [], total: '100', perUser: '1', receiveUntil: '2026-11-30', validType: 2, validUntil: '', validDays: '7' };

test('days begin and end at midnight in Shanghai', () => {
  expect(new Date(dayOf('2026-11-30')).toISOString()).toBe('2026-11-29T16:00:00.000Z');
  expect(dayOf('2026-11-30', true) - dayOf('2026-11-30')).toBe(86_399_999);
});

test('a discount is one digit, or one and a tenth', () => {
  expect(['8.5', '9', ' 2 '].map(parseDiscount)).toEqual([8500, 9000, 2000]);
  for (const text of ['', '85', '8.55', 'x', '-1']) expect(parseDiscount(text)).toBeNaN();
});

test('a coupon form becomes the draft of its type', () => {
  expect(couponDraftOf(form, now)).toEqual({
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
    receiveUntil: dayOf('2026-11-30', true),
    validType: 2,
    validFrom: 0,
    validUntil: 0,
    validDays: 7,
  });
  const product = { ...form, scope: 'product' as const, spus: [{ spuId: 'a', title: '' }] };
  expect(couponDraftOf({ ...product, kind: 'discount', by: 'count', threshold: '2', discount: '8.5' }, now)).toMatchObject({ type: 1, discountNum: 8500, discountFen: 0, thresholdCount: 2, thresholdFen: 0, spuIds: ['a'] });
  // What another kind left in the form is not sent.
  expect(couponDraftOf({ ...form, kind: 'flat', discount: '9' }, now)).toMatchObject({ type: 103, thresholdFen: 0, discountFen: 0 });
  expect(couponDraftOf({ ...form, kind: 'direct', validType: 1, validUntil: '2026-12-31' }, now)).toMatchObject({ type: 104, validFrom: now, validUntil: dayOf('2026-12-31', true), validDays: 0 });
});

test.each<[string, Partial<CouponForm>]>([
  ['name', { name: ' ' }],
  ['sum', { sum: 'x' }],
  ['threshold', { threshold: '' }],
  ['threshold', { kind: 'discount', discount: '9', by: 'count', threshold: '1.5' }],
  ['discount', { kind: 'flat', discount: '85' }],
  ['spus', { scope: 'product' }],
  ['total', { total: '' }],
  ['perUser', { perUser: 'x' }],
  ['validDays', { validDays: '' }],
  ['validUntil', { validType: 1 }],
])('what cannot be read is named: %s of %j', (field, change) => {
  expect(couponDraftOf({ ...form, ...change }, now)).toMatchObject({ field, message: expect.stringMatching(/\p{Script=Han}/u) });
});

const promotion: PromotionForm = { type: 'reduction', name: '满减', startsOn: '', endsOn: '2026-11-30', tiers: [{ id: 1, from: '99', off: '10' }], spu: null, prices: [] };
test('a promotion form becomes its draft', () => {
  expect(promotionDraftOf(promotion, now)).toEqual({ type: 'reduction', name: '满减', startsAt: now, endsAt: dayOf('2026-11-30', true), tiers: [{ fromFen: 9900, offFen: 1000, discountNum: 0 }], spuId: '', prices: [] });
  expect(promotionDraftOf({ ...promotion, type: 'discount', startsOn: '2026-11-25', tiers: [{ id: 1, from: '99', off: '9.5' }] }, now)).toMatchObject({ startsAt: dayOf('2026-11-25'), tiers: [{ fromFen: 9900, offFen: 0, discountNum: 9500 }] });
  const prices = [{ skuId: 's1', text: '红', priceFen: 100, price: '0.5' }, { skuId: 's2', text: '蓝', priceFen: 100, price: ' ' }];
  expect(promotionDraftOf({ ...promotion, type: 'flash', spu: { spuId: 'a', title: '' }, prices }, now)).toMatchObject({ tiers: [], spuId: 'a', prices: [{ skuId: 's1', priceFen: 50 }] });
});
test.each<[string, Partial<PromotionForm>]>([
  ['name', { name: '' }],
  ['endsAt', { endsOn: '' }],
  ['tiers[0]', { tiers: [{ id: 1, from: '', off: '1' }] }],
  ['tiers[0]', { type: 'discount' }],
  ['spuId', { type: 'flash' }],
  ['prices', { type: 'flash', spu: { spuId: 'a', title: '' }, prices: [{ skuId: 's', text: '', priceFen: 1, price: 'x' }] }],
])('what cannot be read of a promotion is named: %s of %j', (field, change) => {
  expect(promotionDraftOf({ ...promotion, ...change }, now)).toMatchObject({ field });
});

test('fields that the cloud names are rows of the forms', () => {
  expect(['draft.discountFen', 'draft.thresholdCount', 'draft.spuIds', 'draft.name'].map(couponField)).toEqual(['sum', 'threshold', 'spus', 'name']);
  expect(['draft.tiers[1].offFen', 'draft.prices[0].priceFen', 'draft.endsAt'].map(promotionField)).toEqual(['tiers[1]', 'prices', 'endsAt']);
});
