import fc from 'fast-check';
import type { OrderStatus } from '../../../typings';
import { accountOf, obstacleTo, piecesRefund, refundOf, typesFor, type LineAccount, type RefundableOrder } from '../../../cloudfunctions/domain/after-sale-refund';
import { allocate } from '../../../cloudfunctions/domain/money';

const order = (items: { priceFen: number; num: number }[], discountFen = 0, status: OrderStatus = 20): RefundableOrder => {
  const totals = items.map(({ priceFen, num }) => priceFen * num);
  const productFen = totals.reduce((all, one) => all + one, 0);
  const off = Math.min(discountFen, productFen);
  const shares = allocate(off, totals);
  const lines = items.map(({ priceFen, num }, i) => {
    const [totalFen, share] = [totals[i]!, shares[i]!];
    return { spuId: `p${i}`, skuId: `s${i}`, title: '', attrs: [], image: '', num, priceFen, totalFen, discountFen: share, paidFen: totalFen - share };
  });
  return { status, finishedAt: null, lines, price: { productFen, discountFen: off, freightFen: 800, payFen: productFen - off + 800 } };
};
/** As the store does it. */
function settled(before: RefundableOrder, skuId: string, num: number): { after: RefundableOrder; refundFen: number; all: boolean } {
  const { refundFen, unshipped, all } = refundOf(before, skuId, num);
  const account = accountOf(before, skuId);
  const next: LineAccount = { ...account, refundedNum: account.refundedNum + num, refundedFen: account.refundedFen + refundFen, settled: { ...account.settled, x: { refundFen, num, unshipped, all } } };
  return { after: { ...before, afterSales: { ...before.afterSales, [skuId]: next } }, refundFen, all };
}

test('by hand: 1000 fen for 3 pieces, one after the other', () => {
  const line = { num: 3, paidFen: 1000 };
  expect([piecesRefund(line, 0, 1), piecesRefund(line, 1, 1), piecesRefund(line, 2, 1)]).toEqual([334, 333, 333]);
  expect(piecesRefund(line, 1, 2)).toBe(666);
  for (const [before, num] of [[0, 4], [3, 1], [-1, 1], [0, 0], [0, 1.5]] as const) expect(() => piecesRefund(line, before, num)).toThrow(RangeError);
});

test('freight goes back with the last goods of an order that was never shipped, and only then', () => {
  const unshipped = order([{ priceFen: 1000, num: 2 }, { priceFen: 500, num: 1 }]);
  expect(refundOf(unshipped, 's0', 2)).toMatchObject({ goodsFen: 2000, freightFen: 0, all: false });
  const { after } = settled(unshipped, 's0', 2);
  expect(refundOf(after, 's1', 1)).toEqual({ goodsFen: 500, freightFen: 800, refundFen: 1300, unshipped: true, all: true });
  expect(refundOf({ ...after, status: 30 }, 's1', 1)).toEqual({ goodsFen: 500, freightFen: 0, refundFen: 500, unshipped: false, all: true });
  expect(() => refundOf(after, 's0', 1)).toThrow(RangeError);
  expect(() => refundOf(after, 'other', 1)).toThrow(RangeError);
});

test('whatever is given back in whatever parts: every part is at least nothing, all parts are exactly what was paid', () => {
  const items = fc.array(fc.record({ priceFen: fc.integer({ min: 1, max: 1_000_000 }), num: fc.integer({ min: 1, max: 20 }) }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 5_000_000 }), fc.constantFrom<OrderStatus>(20, 30, 100), fc.infiniteStream(fc.nat()), (list, off, status, chance) => {
      let now = order(list, off, status);
      let returned = 0;
      for (let all = false; !all; ) {
        const open = now.lines.filter((line) => accountOf(now, line.skuId).refundedNum < line.num);
        const line = open[chance.next().value! % open.length]!;
        const left = line.num - accountOf(now, line.skuId).refundedNum;
        const step = settled(now, line.skuId, 1 + (chance.next().value! % left));
        expect(step.refundFen).toBeGreaterThanOrEqual(0);
        returned += step.refundFen;
        expect(returned).toBeLessThanOrEqual(now.price.payFen);
        ({ after: now, all } = step);
      }
      expect(returned).toBe(status === 20 ? now.price.payFen : now.price.payFen - now.price.freightFen);
      for (const line of now.lines) {
        const freight = status === 20 && accountOf(now, line.skuId).refundedFen > line.paidFen ? now.price.freightFen : 0;
        expect(accountOf(now, line.skuId).refundedFen).toBe(line.paidFen + freight);
      }
    }),
  );
});

test('what can be asked for, and why not', () => {
  const limits = { windowMs: 1000, mostRequests: 5 };
  const fresh = order([{ priceFen: 1000, num: 2 }]);
  const why = (change: Partial<RefundableOrder>, account: Partial<LineAccount> = {}, now = 0): string =>
    obstacleTo({ ...fresh, ...change, afterSales: { s0: { open: '', requests: 0, refundedNum: 0, refundedFen: 0, settled: {}, ...account } } }, 's0', limits, now);
  for (const status of [20, 30, 100] as const) expect(why({ status })).toBe('');
  for (const status of [0, 10, 12, 13, 21, 200, 250] as const) expect(why({ status })).not.toBe('');
  expect(why({ status: 100, finishedAt: 1 }, {}, 1001)).toBe('');
  expect(why({ status: 100, finishedAt: 1 }, {}, 1002)).toMatch(/期限/);
  expect(why({}, { open: 'a' })).toMatch(/处理中/);
  expect(why({}, { refundedNum: 1 })).toBe('');
  expect(why({}, { refundedNum: 2 })).toMatch(/已全部退款/);
  expect(why({}, { requests: 4 })).toBe('');
  expect(why({}, { requests: 5 })).toMatch(/5 次/);
  expect(obstacleTo(fresh, 'other', limits, 0)).not.toBe('');
  expect([20, 30, 100, 10].map((status) => typesFor(status as OrderStatus).length)).toEqual([1, 2, 2, 0]);
});
