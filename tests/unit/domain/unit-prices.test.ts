import fc from 'fast-check';
import { firstPrice, memberPriceOf, partFen, unitParts, type FlashOffer, type UnitOffers } from '../../../cloudfunctions/domain/unit-prices';

const offer = (id: string, prices: Record<string, number>, more: Partial<FlashOffer> = {}): FlashOffer => ({ id, name: id, prices: Object.entries(prices).map(([skuId, priceFen]) => ({ skuId, priceFen })), ...more });
const line = (skuId: string, priceFen: number, num: number) => ({ skuId, priceFen, num });
const member = (discountNum: number, prices: Record<string, number> = {}) => ({ ...offer('shop', prices), discountNum });
const shown = (lines: ReturnType<typeof line>[], offers: UnitOffers) => unitParts(lines, offers).map((parts) => parts.map(({ source, priceFen, num }) => `${num} × ${priceFen} ${source}`));

test('the lowest of the unit prices counts, and only one of them', () => {
  const all = { flash: [offer('f', { a: 70 })], live: [offer('l', { a: 60 })], member: member(9000) };
  expect(shown([line('a', 100, 2)], all)).toEqual([['2 × 60 live']]);
  expect(shown([line('a', 100, 2)], { ...all, member: member(5000) })).toEqual([['2 × 50 member']]);
  expect(shown([line('a', 100, 2)], { flash: all.flash, member: member(8000) })).toEqual([['2 × 70 flash']]);
  expect(shown([line('b', 100, 2)], { flash: all.flash })).toEqual([[]]);
});

test('of equal prices the one that uses nothing up', () => {
  expect(shown([line('a', 100, 1)], { flash: [offer('f', { a: 80 })], live: [offer('l', { a: 80 })], member: member(8000) })).toEqual([['1 × 80 member']]);
  expect(shown([line('a', 100, 1)], { flash: [offer('f', { a: 80 })], live: [offer('l', { a: 80 })] })).toEqual([['1 × 80 live']]);
});

test('what is beyond the pieces of a flash price costs the lowest of the rest', () => {
  expect(shown([line('a', 100, 5)], { flash: [offer('f', { a: 60 }, { left: { a: 2 } })], member: member(9000) })).toEqual([['2 × 60 flash', '3 × 90 member']]);
  expect(shown([line('a', 100, 5)], { flash: [offer('f', { a: 60 }, { left: { a: 0 } })] })).toEqual([[]]);
  expect(unitParts([line('a', 100, 5)], { flash: [offer('f', { a: 60 })] })[0]).toEqual([{ source: 'flash', id: 'f', name: 'f', priceFen: 60, num: 5, limited: false }]);
});

test('a shopper’s few pieces go where they save most, whatever comes first', () => {
  const offers = { flash: [offer('f', { a: 90, b: 50 }, { userLeft: 3 })] };
  expect(shown([line('a', 100, 2), line('b', 100, 2)], offers)).toEqual([['1 × 90 flash'], ['2 × 50 flash']]);
  expect(shown([line('b', 100, 2), line('a', 100, 2)], offers)).toEqual([['2 × 50 flash'], ['1 × 90 flash']]);
});

test('a member pays the lower of the SKU’s own member price and the share of the grade', () => {
  expect([memberPriceOf({ skuId: 'a', priceFen: 999 }, member(9500)), memberPriceOf({ skuId: 'a', priceFen: 999 }, member(9500, { a: 900 })), memberPriceOf({ skuId: 'a', priceFen: 999 }, member(9500, { a: 990 }))]).toEqual([950, 900, 950]);
  // The price was lowered below it since.
  expect(memberPriceOf({ skuId: 'a', priceFen: 800 }, member(10_000, { a: 900 }))).toBe(800);
  expect(firstPrice({ skuId: 'a', priceFen: 100 }, { member: member(10_000) })).toEqual({ priceFen: 100, part: null });
});

const skuId = fc.constantFrom('a', 'b', 'c');
const prices = fc.uniqueArray(fc.record({ skuId, priceFen: fc.integer({ min: 1, max: 300 }) }), { selector: (one) => one.skuId });
const anyOffers: fc.Arbitrary<UnitOffers> = fc.record({
  flash: fc.array(fc.record({ prices, left: fc.dictionary(skuId, fc.integer({ min: 0, max: 6 })), userLeft: fc.nat(6) }, { requiredKeys: ['prices'] }), { maxLength: 3 }).map((list) => list.map((one, i) => ({ ...one, id: `f${i}`, name: '' }))),
  live: fc.array(fc.record({ prices }), { maxLength: 2 }).map((list) => list.map((one, i) => ({ ...one, id: `l${i}`, name: '' }))),
  member: fc.option(fc.record({ prices, discountNum: fc.integer({ min: 1000, max: 10_000 }) }).map((one) => ({ ...one, id: 'm', name: '' }))),
});
const anyLines = fc.uniqueArray(fc.record({ skuId, priceFen: fc.integer({ min: 1, max: 300 }), num: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, selector: (one) => one.skuId });

test('no limit is passed, no piece has two prices, and none costs more than the ordinary one', () => {
  fc.assert(
    fc.property(anyLines, anyOffers, (lines, offers) => {
      const parts = unitParts(lines, offers);
      lines.forEach((one, i) => {
        expect(parts[i]!.reduce((all, { num }) => all + num, 0)).toBeLessThanOrEqual(one.num);
        for (const part of parts[i]!) expect(partFen(one, part)).toBeGreaterThan(0);
      });
      for (const { id, left = {}, userLeft = Infinity } of offers.flash!) {
        const taken = parts.flatMap((list, i) => list.filter((part) => part.id === id).map(({ num }) => ({ skuId: lines[i]!.skuId, num })));
        for (const { skuId: sku, num } of taken) expect(num).toBeLessThanOrEqual(left[sku] ?? Infinity);
        expect(taken.reduce((all, { num }) => all + num, 0)).toBeLessThanOrEqual(userLeft);
      }
    }),
  );
});
