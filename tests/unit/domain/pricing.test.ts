import fc from 'fast-check';
import { freightOf, freightText } from '../../../cloudfunctions/domain/freight';
import { addPrices, priceOrder, pricesAgree, type PricedItem } from '../../../cloudfunctions/domain/pricing';

const item = (id: number, priceFen: number, num: number): PricedItem => ({ spuId: `p${id}`, skuId: `s${id}`, title: '', attrs: [], image: '', num, priceFen });
const items = fc
  .array(fc.record({ priceFen: fc.integer({ min: 1, max: 10_000_000 }), num: fc.integer({ min: 1, max: 999 }) }), { minLength: 1, maxLength: 50 })
  .map((list) => list.map(({ priceFen, num }, i) => item(i, priceFen, num)));
const freight = fc.record({ feeFen: fc.integer({ min: 0, max: 10_000 }), freeFromFen: fc.integer({ min: 0, max: 1_000_000 }) });
const discount = fc.integer({ min: 0, max: 100_000_000 });

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

test('an order by hand', () => {
  const { lines, price } = priceOrder([item(1, 1000, 2), item(2, 333, 1)], { feeFen: 500, freeFromFen: 2000 }, 400);
  expect(price).toEqual({ productFen: 2333, discountFen: 400, freightFen: 500, payFen: 2433 });
  expect(lines.map(({ totalFen, discountFen, paidFen }) => [totalFen, discountFen, paidFen])).toEqual([[2000, 343, 1657], [333, 57, 276]]);
});

test('the cents add up and nothing is negative, whatever is bought and taken off', () => {
  fc.assert(
    fc.property(items, freight, discount, (list, policy, off) => {
      const { lines, price } = priceOrder(list, policy, off);
      expect(pricesAgree(lines, price)).toBe(true);
      expect(lines.reduce((all, { paidFen }) => all + paidFen, 0) + price.freightFen).toBe(price.payFen);
      for (const part of Object.values(price)) expect(part).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the order of the lines changes no total', () => {
  fc.assert(
    fc.property(items, freight, discount, (list, policy, off) => {
      expect(priceOrder([...list].reverse(), policy, off).price).toEqual(priceOrder(list, policy, off).price);
    }),
  );
});

test('a piece more never makes the goods cheaper', () => {
  fc.assert(
    fc.property(items, freight, (list, policy) => {
      const more = list.map((one, i) => (i === 0 ? { ...one, num: one.num + 1 } : one));
      const before = priceOrder(list, policy).price;
      const after = priceOrder(more, policy).price;
      expect(after.productFen).toBeGreaterThan(before.productFen);
      expect(after.payFen - after.freightFen).toBeGreaterThan(before.payFen - before.freightFen);
    }),
  );
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
  const { lines, price } = priceOrder([item(1, 1000, 2)], { feeFen: 500, freeFromFen: 2001 }, 10);
  expect(pricesAgree(lines, { ...price, payFen: price.payFen - 1 })).toBe(false);
  expect(pricesAgree(lines, { ...price, discountFen: 11 })).toBe(false);
  expect(pricesAgree([{ ...lines[0]!, priceFen: 999 }], price)).toBe(false);
});
