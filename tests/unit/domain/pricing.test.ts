import fc from 'fast-check';
import type { PromotionTier } from '../../../typings';
import { bestPrice, couponOptions, MOST_CANDIDATES, usedCoupons } from '../../../cloudfunctions/domain/best-price';
import type { OwnCoupon } from '../../../cloudfunctions/domain/coupon-terms';
import { freightOf, freightText } from '../../../cloudfunctions/domain/freight';
import { addPrices, priceOrder, pricesAgree, type Offers, type PricedItem } from '../../../cloudfunctions/domain/pricing';
import type { PointOffer } from '../../../cloudfunctions/domain/points';
import type { ShopPromotion } from '../../../cloudfunctions/domain/promotions';
import type { FlashOffer, MemberOffer, UnitOffer } from '../../../cloudfunctions/domain/unit-prices';

const item = (id: number, priceFen: number, num: number): PricedItem => ({ spuId: `p${id % 4}`, skuId: `s${id}`, title: '', attrs: [], image: '', num, priceFen });
const itemsOf = (most: number, mostFen = 10_000_000, mostNum = 999) =>
  fc
    .array(fc.record({ priceFen: fc.integer({ min: 1, max: mostFen }), num: fc.integer({ min: 1, max: mostNum }) }), { minLength: 1, maxLength: most })
    .map((list) => list.map(({ priceFen, num }, i) => item(i, priceFen, num)));
const items = itemsOf(50);
const freight = fc.record({ feeFen: fc.integer({ min: 0, max: 10_000 }), freeFromFen: fc.integer({ min: 0, max: 1_000_000 }) });

const free = { feeFen: 0, freeFromFen: 0 };
const terms = { discountFen: 0, discountNum: 0, thresholdFen: 0, thresholdCount: 0, spuIds: [] as string[] };
const coupon = (id: string, more: Partial<OwnCoupon> & Pick<OwnCoupon, 'type'>): OwnCoupon => ({ id, name: id, ...terms, ...more });
const couponOf = (ofShop: boolean, threshold = true) =>
  fc
    .record({
      kind: fc.constantFrom(...(threshold ? [1, 2, 3, 4] : [3, 4])),
      discountFen: fc.integer({ min: 1, max: 20_000 }),
      discountNum: fc.integer({ min: 20, max: 99 }).map((n) => n * 100),
      thresholdFen: fc.integer({ min: 1, max: 50_000 }),
      count: fc.option(fc.integer({ min: 1, max: 20 }), { nil: 0 }),
      spuIds: fc.uniqueArray(fc.constantFrom('p0', 'p1', 'p2', 'p3'), { minLength: 1 }),
    })
    .map(({ kind, discountFen, discountNum, thresholdFen, count, spuIds }): Omit<OwnCoupon, 'id' | 'name'> => ({
      type: (kind + (ofShop ? 100 : 0)) as OwnCoupon['type'],
      discountFen: kind % 2 === 0 ? discountFen : 0,
      discountNum: kind % 2 === 1 ? discountNum : 0,
      thresholdFen: kind === 2 || (kind === 1 && count === 0) ? thresholdFen : 0,
      thresholdCount: kind === 1 ? count : 0,
      spuIds: ofShop ? [] : spuIds,
    }));
const named = <T extends object>(kind: string) => (list: T[]): (T & { id: string; name: string })[] => list.map((one, i) => ({ ...one, id: `${kind}${i}`, name: `${kind}${i}` }));
const tier: fc.Arbitrary<PromotionTier> = fc.record({ fromFen: fc.integer({ min: 1, max: 50_000 }), offFen: fc.integer({ min: 1, max: 60_000 }), discountNum: fc.integer({ min: 1000, max: 9900 }) });
const promotion = fc.record({ type: fc.constantFrom('reduction' as const, 'discount' as const), tiers: fc.array(tier, { minLength: 1, maxLength: 3 }) });
const skuId = fc.constantFrom('s0', 's1', 's2');
const prices = fc.uniqueArray(fc.record({ skuId, priceFen: fc.integer({ min: 1, max: 20_000 }) }), { maxLength: 3, selector: (one) => one.skuId });
const flash: fc.Arbitrary<FlashOffer[]> = fc
  .array(
    fc.record(
      { prices, left: fc.dictionary(skuId, fc.integer({ min: 0, max: 9 })), userLeft: fc.integer({ min: 0, max: 5 }) },
      { requiredKeys: ['prices'] },
    ),
    { maxLength: 2 },
  )
  .map(named('flash'));
const live: fc.Arbitrary<UnitOffer[]> = fc.array(fc.record({ prices }), { maxLength: 1 }).map(named('live'));
const member: fc.Arbitrary<MemberOffer | null> = fc.option(fc.record({ prices, discountNum: fc.integer({ min: 10, max: 100 }).map((n) => n * 100) }).map((one) => ({ ...one, id: 'shop', name: '银卡' })));
const points: fc.Arbitrary<PointOffer | null> = fc.option(
  fc
    .record({ balance: fc.integer({ min: -50, max: 100_000 }), pointsPerYuan: fc.integer({ min: 1, max: 1000 }), mostShare: fc.integer({ min: 0, max: 10_000 }) })
    .map((one) => ({ ...one, id: 'shop', name: '' })),
);
const offers: fc.Arbitrary<Offers> = fc.record({
  flash,
  live,
  member,
  points,
  promotion: fc.option(promotion.map((one): ShopPromotion => ({ ...one, id: 'promotion', name: '' }))),
  productCoupon: fc.option(couponOf(false).map((one) => ({ ...one, id: 'product', name: '' }))),
  shopCoupon: fc.option(couponOf(true).map((one) => ({ ...one, id: 'shop', name: '' }))),
});

test.each([
  [{ feeFen: 800, freeFromFen: 9900 }, 9899, 800],
  [{ feeFen: 800, freeFromFen: 9900 }, 9900, 0],
  [{ feeFen: 800, freeFromFen: 0 }, 1, 0],
  [{ feeFen: 0, freeFromFen: 5000 }, 1, 0],
])('freight %j of goods for %i is %i', (policy, goods, expected) => {
  expect(freightOf(policy, goods)).toBe(expected);
});
test('freight in words', () => {
  expect(freightText({ feeFen: 850, freeFromFen: 9900 })).toBe('运费 ¥8.5，满 ¥99 包邮');
  expect(freightText({ feeFen: 850, freeFromFen: 0 })).toBe('包邮');
  expect(freightText({ feeFen: 0, freeFromFen: 100 })).toBe('包邮');
});

test('an order by hand: every step sees what the one before it left', () => {
  const { lines, price, discounts } = priceOrder([item(1, 1000, 2), item(2, 333, 1)], { feeFen: 500, freeFromFen: 2000 }, {
    flash: [{ id: 'f', name: '限时', prices: [{ skuId: 's1', priceFen: 900 }, { skuId: 's2', priceFen: 400 }] }],
    promotion: { id: 'r', type: 'reduction', name: '满减', tiers: [{ fromFen: 2000, offFen: 100, discountNum: 0 }, { fromFen: 2500, offFen: 999, discountNum: 0 }] },
    productCoupon: coupon('c', { type: 3, discountNum: 9000, spuIds: ['p1'] }),
    shopCoupon: coupon('d', { type: 104, discountFen: 50 }),
  });
  // 2333 − 200 flash = 2133; − 100 = 2033 (84.4 and 15.6); p1: 1716 − 10% = 1545; 1862 − 50 = 1812
  expect(discounts.map(({ source, id, fen }) => [source, id, fen])).toEqual([['flash', 'f', 200], ['reduction', 'r', 100], ['productCoupon', 'c', 171], ['shopCoupon', 'd', 50]]);
  expect(price).toEqual({ productFen: 2333, discountFen: 521, freightFen: 500, payFen: 2312 });
  expect(lines.map(({ totalFen, discountFen, paidFen }) => [totalFen, discountFen, paidFen])).toEqual([[2000, 496, 1504], [333, 25, 308]]);
  expect(lines[1]!.discounts!.map(({ source, fen }) => [source, fen])).toEqual([['reduction', 16], ['shopCoupon', 9]]);
});

test.each<[string, Partial<OwnCoupon> & Pick<OwnCoupon, 'type'>, number]>([
  ['below its sum', { type: 102, thresholdFen: 3001, discountFen: 100 }, 0],
  ['at its sum', { type: 102, thresholdFen: 3000, discountFen: 100 }, 100],
  ['a sum of its products only', { type: 2, thresholdFen: 2001, discountFen: 100, spuIds: ['p1'] }, 0],
  ['by pieces', { type: 101, thresholdCount: 3, discountNum: 8500 }, 450],
  ['by pieces, one short', { type: 101, thresholdCount: 4, discountNum: 8500 }, 0],
  ['never more than the goods', { type: 4, discountFen: 20_000, spuIds: ['p2'] }, 1000],
  ['of products that are not there', { type: 4, discountFen: 1, spuIds: ['p3'] }, 0],
])('a coupon %s', (_what, more, off) => {
  const one = coupon('c', more);
  expect(priceOrder([item(1, 1000, 2), item(2, 1000, 1)], free, { [one.type > 100 ? 'shopCoupon' : 'productCoupon']: one }).price.discountFen).toBe(off);
});

test('the cents add up and nothing is negative, whatever is bought and taken off', () => {
  fc.assert(
    fc.property(items, freight, offers, (list, policy, taken) => {
      const { lines, price, discounts } = priceOrder(list, policy, taken);
      expect(pricesAgree(lines, price, discounts)).toBe(true);
      expect(lines.reduce((all, { paidFen }) => all + paidFen, 0) + price.freightFen).toBe(price.payFen);
      expect(discounts.reduce((all, { fen }) => all + fen, 0)).toBe(price.discountFen);
      for (const part of Object.values(price)) expect(part).toBeGreaterThanOrEqual(0);
      for (const { discounts: parts } of lines) for (const { fen } of parts!) expect(fen).toBeGreaterThan(0);
    }),
  );
});

test('the order of the lines changes nothing, not even a line’s share', () => {
  fc.assert(
    fc.property(itemsOf(12), freight, offers, fc.infiniteStream(fc.nat()), (list, policy, taken, random) => {
      const mixed = list.map((one) => ({ one, at: random.next().value as number })).sort((a, b) => a.at - b.at).map(({ one }) => one);
      const before = priceOrder(list, policy, taken);
      const after = priceOrder(mixed, policy, taken);
      expect(after.price).toEqual(before.price);
      expect(after.discounts).toEqual(before.discounts);
      expect([...after.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))).toEqual([...before.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1)));
    }),
  );
});

test('a piece more never makes the goods cheaper where nothing has a threshold', () => {
  const simple = fc.record({ flash, live, member, points, productCoupon: fc.option(couponOf(false, false).map((one) => ({ ...one, id: 'p', name: '' }))), shopCoupon: fc.option(couponOf(true, false).map((one) => ({ ...one, id: 's', name: '' }))) });
  fc.assert(
    fc.property(itemsOf(10), freight, simple, fc.nat(9), (list, policy, taken, which) => {
      const more = list.map((one, i) => (i === which % list.length ? { ...one, num: one.num + 1 } : one));
      const goods = ({ payFen, freightFen }: { payFen: number; freightFen: number }): number => payFen - freightFen;
      expect(goods(priceOrder(more, policy, taken).price)).toBeGreaterThanOrEqual(goods(priceOrder(list, policy, taken).price));
    }),
  );
});

test('a piece more makes it cheaper only by what a threshold that it reaches gives, or the freight', () => {
  fc.assert(
    fc.property(itemsOf(6, 20_000, 5), freight, offers, fc.nat(5), (list, policy, taken, which) => {
      const more = list.map((one, i) => (i === which % list.length ? { ...one, num: one.num + 1 } : one));
      const before = priceOrder(list, policy, taken);
      const after = priceOrder(more, policy, taken);
      if (after.price.payFen >= before.price.payFen) return;
      const offBy = (priced: typeof before) => priced.discounts.filter(({ source }) => !['flash', 'live', 'member'].includes(source)).reduce((all, { fen }) => all + fen, 0);
      expect(offBy(after) > offBy(before) || after.price.freightFen < before.price.freightFen).toBe(true);
    }),
  );
});

const book = fc.record({
  flash,
  live,
  member,
  promotions: fc.array(promotion, { maxLength: 2 }).map(named('m')) as fc.Arbitrary<ShopPromotion[]>,
  coupons: fc.tuple(fc.array(couponOf(false), { maxLength: 3 }), fc.array(couponOf(true), { maxLength: 3 })).map(([a, b]) => named<Omit<OwnCoupon, 'id' | 'name'>>('c')([...a, ...b])),
});

test('the best combination is the best of all there are', () => {
  fc.assert(
    fc.property(itemsOf(5, 20_000, 5), freight, book, (list, policy, all) => {
      const best = bestPrice(list, policy, all);
      let least = Infinity;
      for (const one of [null, ...all.promotions]) {
        for (const productCoupon of [null, ...all.coupons.filter(({ type }) => type < 100)]) {
          for (const shopCoupon of [null, ...all.coupons.filter(({ type }) => type > 100)]) {
            least = Math.min(least, priceOrder(list, policy, { flash: all.flash, live: all.live, member: all.member, promotion: one, productCoupon, shopCoupon }).price.payFen);
          }
        }
      }
      expect(best.price.payFen).toBe(least);
      // Every coupon of it takes something off: none is wasted.
      expect(usedCoupons(best)).toHaveLength([best.offers.productCoupon, best.offers.shopCoupon].filter(Boolean).length);
    }),
  );
});

test('a drawer full of coupons: the strongest are looked at', () => {
  const many = Array.from({ length: 3 * MOST_CANDIDATES }, (_, i) => coupon(`c${i}`, { type: 104, discountFen: i + 1 }));
  expect(usedCoupons(bestPrice([item(1, 1000, 1)], free, { flash: [], promotions: [], coupons: many }))).toEqual([`c${3 * MOST_CANDIDATES - 1}`]);
});

test('a coupon that would cost the free freight is left in the drawer', () => {
  const best = bestPrice([item(1, 9900, 1)], { feeFen: 800, freeFromFen: 9900 }, { flash: [], promotions: [], coupons: [coupon('c', { type: 104, discountFen: 500 })] });
  expect([best.price.payFen, usedCoupons(best)]).toEqual([9900, []]);
});

test('coupons that cannot be used say why', () => {
  const own = (id: string, more: Partial<OwnCoupon> & Pick<OwnCoupon, 'type'>, validFrom = 0) => ({ ...coupon(id, more), userCouponId: id, couponId: id, shopId: 's', shopName: '', status: 100 as const, validFrom, validUntil: 9, orderId: '' });
  const listed = couponOptions([item(1, 1000, 1)], {}, [own('far', { type: 102, thresholdFen: 1500, discountFen: 1 }), own('soon', { type: 104, discountFen: 1 }, 5), own('other', { type: 4, discountFen: 1, spuIds: ['p9'] }), own('pieces', { type: 101, thresholdCount: 3, discountNum: 9000 }), own('good', { type: 104, discountFen: 1 })], 1);
  expect(listed.map(({ coupon: { userCouponId }, reason }) => [userCouponId, reason])).toEqual([['good', ''], ['far', '还差 ¥5 可用'], ['soon', '还没到使用时间'], ['other', '没有适用的商品'], ['pieces', '还差 2 件可用']]);
});

test('the sums of several orders are the sums of their parts', () => {
  fc.assert(
    fc.property(fc.array(items, { maxLength: 5 }), freight, (lists, policy) => {
      const prices = lists.map((list) => priceOrder(list, policy).price);
      const all = addPrices(prices);
      expect(all.payFen).toBe(all.productFen - all.discountFen + all.freightFen);
    }),
  );
});

test('sums that were tampered with are noticed', () => {
  const { lines, price, discounts } = priceOrder([item(1, 1000, 2)], { feeFen: 500, freeFromFen: 2001 }, { shopCoupon: coupon('c', { type: 104, discountFen: 10 }) });
  expect(pricesAgree(lines, price, discounts)).toBe(true);
  expect(pricesAgree(lines, { ...price, payFen: price.payFen - 1 })).toBe(false);
  expect(pricesAgree(lines, { ...price, discountFen: 11 })).toBe(false);
  expect(pricesAgree([{ ...lines[0]!, priceFen: 999 }], price)).toBe(false);
  expect(pricesAgree([{ ...lines[0]!, discounts: [] }], price)).toBe(false);
  expect(pricesAgree(lines, price, [{ ...discounts[0]!, fen: 9 }])).toBe(false);
});
