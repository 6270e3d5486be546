import fc from 'fast-check';
import type { OrderLine } from '../../../typings';
import { allocate } from '../../../cloudfunctions/domain/money';
import { changePrice, type PricedLines } from '../../../cloudfunctions/domain/price-change';
import { discountsBySource, pricesAgree } from '../../../cloudfunctions/domain/pricing';

/** An order with a coupon on it, freight shared out over its lines. */
function order(items: { priceFen: number; num: number }[], offFen: number, freightFen: number): PricedLines {
  const totals = items.map(({ priceFen, num }) => priceFen * num);
  const productFen = totals.reduce((all, one) => all + one, 0);
  const off = allocate(Math.min(offFen, productFen), totals);
  const freight = allocate(freightFen, totals);
  const lines = items.map(({ priceFen, num }, i): OrderLine => {
    const discountFen = off[i]!;
    return { spuId: `p${i}`, skuId: `s${i}`, title: `商品${i}`, attrs: [], image: '', num, priceFen, totalFen: totals[i]!, discountFen, discounts: discountFen ? [{ source: 'shopCoupon', id: 'c', name: '券', fen: discountFen }] : [], paidFen: totals[i]! - discountFen, freightFen: freight[i]! };
  });
  const discountFen = off.reduce<number>((all, one) => all + one, 0);
  return { lines, price: { productFen, discountFen, freightFen, payFen: productFen - discountFen + freightFen } };
}

test('by hand: one line to 30 yuan, the freight to nothing', () => {
  const before = order([{ priceFen: 2000, num: 2 }, { priceFen: 1000, num: 1 }], 500, 800);
  const after = changePrice(before, { lines: [{ skuId: 's0', paidFen: 3000 }], freightFen: 0 });
  if ('field' in after) throw new Error(after.message);
  expect(after.price).toEqual({ productFen: 5000, discountFen: 1100, freightFen: 0, payFen: 3900 });
  expect([after.downFen, after.freightDownFen]).toEqual([600, 800]);
  expect(after.lines[0]).toMatchObject({ paidFen: 3000, discountFen: 1000, freightFen: 0, discounts: [{ source: 'shopCoupon', fen: 400 }, { source: 'merchant', name: '商家改价', fen: 600 }] });
  expect(after.discounts.map(({ source, fen }) => [source, fen])).toEqual([['shopCoupon', 500], ['merchant', 600]]);
  // A second time adds to the first.
  const again = changePrice(after, { lines: [{ skuId: 's0', paidFen: 2999 }] });
  if ('field' in again) throw new Error(again.message);
  expect(again.discounts.at(-1)).toMatchObject({ source: 'merchant', fen: 601 });
});

test.each([
  ['lines[0].paidFen', { lines: [{ skuId: 's0', paidFen: 4001 }] }],
  ['lines[0].skuId', { lines: [{ skuId: 'other', paidFen: 1 }] }],
  ['lines[1].skuId', { lines: [{ skuId: 's0', paidFen: 1 }, { skuId: 's0', paidFen: 2 }] }],
  ['freightFen', { lines: [], freightFen: 801 }],
  ['lines', { lines: [] }],
  ['lines', { lines: [{ skuId: 's0', paidFen: 4000 }], freightFen: 800 }],
  ['lines', { lines: [{ skuId: 's0', paidFen: 0 }], freightFen: 0 }],
])('%s is at fault', (field, wanted) => {
  expect(changePrice(order([{ priceFen: 2000, num: 2 }], 0, 800), wanted)).toMatchObject({ field });
});

test('an order from before freight was shared out keeps it so', () => {
  const { lines, price } = order([{ priceFen: 2000, num: 1 }], 0, 800);
  const after = changePrice({ lines: lines.map(({ freightFen: _freight, ...line }) => line), price }, { lines: [], freightFen: 300 });
  expect(after).toMatchObject({ price: { freightFen: 300, payFen: 2300 }, lines: [expect.not.objectContaining({ freightFen: expect.anything() as unknown })] });
});

test('whatever is taken off, however often: cents add up, nothing is dearer, nothing negative', () => {
  const items = fc.array(fc.record({ priceFen: fc.integer({ min: 1, max: 500_000 }), num: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 5 });
  const change = fc.record({ shares: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 5, maxLength: 5 }), freight: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }) });
  fc.assert(
    fc.property(items, fc.nat(100_000), fc.nat(5000), fc.array(change, { minLength: 1, maxLength: 4 }), (list, off, freightFen, changes) => {
      let now: PricedLines = order(list, off, freightFen);
      for (const { shares, freight } of changes) {
        const lines = now.lines.map(({ skuId, paidFen }, i) => ({ skuId, paidFen: Math.floor((paidFen * shares[i]!) / 100) }));
        const after = changePrice(now, { lines, ...(freight === undefined ? {} : { freightFen: Math.floor((now.price.freightFen * freight) / 100) }) });
        if ('field' in after) continue;
        expect(pricesAgree(after.lines, after.price, after.discounts)).toBe(true);
        expect(after.discounts).toEqual(discountsBySource(after.lines));
        expect(after.price.payFen).toBeLessThan(now.price.payFen);
        expect(now.price.payFen - after.price.payFen).toBe(after.downFen + after.freightDownFen);
        for (const [i, line] of after.lines.entries()) expect([line.paidFen >= 0, line.paidFen <= now.lines[i]!.paidFen]).toEqual([true, true]);
        now = after;
      }
    }),
    { numRuns: 300 },
  );
});
