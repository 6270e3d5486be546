import fc from 'fast-check';
import type { OrderStatus } from '../../../typings';
import { accountOf, differenceOf, holdingsOf, leftFen, obstacleTo, obstacleToMoney, obstacleToStart, piecesRefund, refundOf, typesFor, type LineAccount, type RefundableOrder, type Settlement } from '../../../cloudfunctions/domain/after-sale-refund';
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
function settled(before: RefundableOrder, skuId: string, num: number, agreedFen: number | null = null): { after: RefundableOrder; refundFen: number; all: boolean } {
  const { refundFen, goodsFen, shareFen, unshipped, all } = num === 0 ? differenceOf(before, skuId, agreedFen!) : refundOf(before, skuId, num, agreedFen);
  const account = accountOf(before, skuId);
  const line = before.lines.find((one) => one.skuId === skuId)!;
  const settlement: Settlement = { refundFen, num, unshipped, all, goodsFen };
  const next: LineAccount = {
    ...account,
    refundedNum: account.refundedNum + num,
    refundedFen: account.refundedFen + refundFen,
    goneFen: line.paidFen - leftFen(line, account) + shareFen,
    settled: { ...account.settled, [`x${Object.keys(account.settled).length}`]: settlement },
  };
  return { after: { ...before, afterSales: { ...before.afterSales, [skuId]: next } }, refundFen, all };
}

test('by hand: 1000 fen for 3 pieces, one after the other', () => {
  const line = { num: 3, paidFen: 1000 };
  const after = (refundedNum: number) => ({ refundedNum });
  expect([piecesRefund(line, after(0), 1), piecesRefund(line, after(1), 1), piecesRefund(line, after(2), 1)]).toEqual([334, 333, 333]);
  expect(piecesRefund(line, after(1), 2)).toBe(666);
  for (const [before, num] of [[0, 4], [3, 1], [0, 0], [0, 1.5]] as const) expect(() => piecesRefund(line, after(before), num)).toThrow(RangeError);
});

test('by hand: a part of the price goes back, then the pieces for what is left; what was agreed on for less stays with the merchant', () => {
  const shipped = order([{ priceFen: 1000, num: 3 }], 0, 30);
  const { after } = settled(shipped, 's0', 0, 300);
  expect(leftFen(after.lines[0]!, accountOf(after, 's0'))).toBe(2700);
  expect(refundOf(after, 's0', 1)).toMatchObject({ goodsFen: 900, shareFen: 900, all: false });
  expect(refundOf(after, 's0', 3)).toMatchObject({ goodsFen: 2700, all: true });
  expect(() => differenceOf(after, 's0', 2701)).toThrow(RangeError);
  // 500 of 900 for one piece: the other two are worth what they were, and the order never becomes one of which everything went back.
  const agreed = settled(after, 's0', 1, 500);
  expect(agreed.refundFen).toBe(500);
  expect(refundOf(agreed.after, 's0', 2)).toMatchObject({ goodsFen: 1800, all: false });
  expect(refundOf(agreed.after, 's0', 2, 5000)).toMatchObject({ goodsFen: 1800 });
});

test('settlements of old, without their own account of what is gone, are understood', () => {
  const unshipped = order([{ priceFen: 333, num: 3 }, { priceFen: 500, num: 1 }]);
  const old = { s0: { open: '', requests: 1, refundedNum: 1, refundedFen: 333, settled: { a: { refundFen: 333, num: 1, unshipped: true, all: false } } } };
  const later = { ...unshipped, afterSales: old };
  expect(leftFen(later.lines[0]!, accountOf(later, 's0'))).toBe(666);
  const done = settled(settled(later, 's0', 2).after, 's1', 1);
  expect(done).toMatchObject({ all: true, refundFen: 1300 });
});

test('which SKUs the shopper has: what was bought, less what went back, after the exchanges', () => {
  const line = { skuId: 'a', num: 3 };
  const to = (skuId: string) => ({ skuId, attrs: [], image: '' });
  const one: Settlement = { refundFen: 1, num: 1, unshipped: false, all: false };
  expect(holdingsOf(line, { settled: {} })).toEqual([{ skuId: 'a', sku: null, num: 3 }]);
  const exchanged = { x: { from: 'a', to: to('b'), num: 2 }, y: { from: 'b', to: to('c'), num: 1 } };
  expect(holdingsOf(line, { settled: {}, exchanged }).map(({ skuId, num }) => [skuId, num])).toEqual([['a', 1], ['b', 1], ['c', 1]]);
  expect(holdingsOf(line, { settled: { z: { ...one, goodsSkuId: 'c' }, w: one }, exchanged }).map(({ skuId, num }) => [skuId, num])).toEqual([['b', 1]]);
  // For the very same SKU again nothing changes; a price difference takes no pieces.
  expect(holdingsOf(line, { settled: { p: { ...one, num: 0 } }, exchanged: { x: { from: 'a', to: to('a'), num: 2 } } }).map(({ num }) => num)).toEqual([3]);
});

test('freight goes back with the last goods of an order that was never shipped, and only then', () => {
  const unshipped = order([{ priceFen: 1000, num: 2 }, { priceFen: 500, num: 1 }]);
  expect(refundOf(unshipped, 's0', 2)).toMatchObject({ goodsFen: 2000, freightFen: 0, all: false });
  const { after } = settled(unshipped, 's0', 2);
  expect(refundOf(after, 's1', 1)).toEqual({ goodsFen: 500, shareFen: 500, freightFen: 800, refundFen: 1300, unshipped: true, unshippedNum: 1, all: true, allOut: false });
  expect(refundOf({ ...after, status: 30 }, 's1', 1)).toEqual({ goodsFen: 500, shareFen: 500, freightFen: 0, refundFen: 500, unshipped: false, unshippedNum: 0, all: true, allOut: false });
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

test('price differences, agreed sums and pieces in any order: never more than was paid, and exactly what is accounted for', () => {
  const items = fc.array(fc.record({ priceFen: fc.integer({ min: 0, max: 100_000 }), num: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 4 });
  const acts = fc.array(fc.record({ line: fc.nat(), num: fc.nat(), part: fc.double({ min: 0, max: 1, noNaN: true }), kind: fc.constantFrom('pieces', 'agreed', 'difference') }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(items, fc.nat(200_000), acts, (list, off, steps) => {
      let now = order(list, off, 30);
      const paid = now.lines.reduce((all, { paidFen }) => all + paidFen, 0);
      let back = 0;
      for (const { line: at, num, part, kind } of steps) {
        const line = now.lines[at % now.lines.length]!;
        const account = accountOf(now, line.skuId);
        const left = line.num - account.refundedNum;
        const money = leftFen(line, account);
        if (kind === 'difference') {
          const fen = Math.floor(money * part);
          back += fen;
          now = settled(now, line.skuId, 0, fen).after;
        } else if (left > 0) {
          const pieces = 1 + (num % left);
          const share = refundOf(now, line.skuId, pieces).shareFen;
          const step = settled(now, line.skuId, pieces, kind === 'agreed' ? Math.floor(share * part) : null);
          back += step.refundFen;
          now = step.after;
          expect(step.all).toBe(back === paid && now.lines.every((one) => accountOf(now, one.skuId).refundedNum === one.num));
        }
        expect(leftFen(line, accountOf(now, line.skuId))).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(paid);
      }
      // Whoever sends the rest back gets all that is left of it.
      for (const line of now.lines) {
        const account = accountOf(now, line.skuId);
        if (account.refundedNum < line.num) expect(refundOf(now, line.skuId, line.num - account.refundedNum).goodsFen).toBe(leftFen(line, account));
      }
    }),
  );
});

test('what can be asked for, and why not', () => {
  const limits = { windowMs: 1000, mostRequests: 5 };
  const fresh = order([{ priceFen: 1000, num: 2 }]);
  const why = (change: Partial<RefundableOrder>, account: Partial<LineAccount> = {}, now = 0): string =>
    obstacleTo({ ...fresh, ...change, afterSales: { s0: { open: '', requests: 0, refundedNum: 0, refundedFen: 0, settled: {}, ...account } } }, 's0', limits, now);
  for (const status of [20, 21, 30, 100] as const) expect(why({ status })).toBe('');
  for (const status of [0, 10, 12, 13, 200, 250] as const) expect(why({ status })).not.toBe('');
  expect(why({ status: 100, finishedAt: 1 }, {}, 1001)).toBe('');
  expect(why({ status: 100, finishedAt: 1 }, {}, 1002)).toMatch(/期限/);
  expect(why({}, { open: 'a' })).toMatch(/处理中/);
  expect(why({}, { refundedNum: 1 })).toBe('');
  expect(why({}, { refundedNum: 2 })).toMatch(/已全部退款/);
  expect(why({}, { requests: 4 })).toBe('');
  expect(why({}, { requests: 5 })).toMatch(/5 次/);
  expect(obstacleTo(fresh, 'other', limits, 0)).not.toBe('');
  // The merchant's own are not counted, and a part of the price can go back of what was settled for less.
  const used = { ...fresh, afterSales: { s0: { open: '', requests: 5, refundedNum: 0, refundedFen: 0, settled: {} } } };
  expect([obstacleTo(used, 's0', limits, 0), obstacleToStart(used, 's0', limits, 0)]).toEqual([expect.stringMatching(/5 次/), '']);
  const all = { ...fresh, status: 30 as const, afterSales: { s0: { open: '', requests: 1, refundedNum: 2, refundedFen: 5, settled: {} } } };
  expect([obstacleToStart(all, 's0', limits, 0), obstacleToMoney(all, 's0', limits, 0)]).toEqual(['已全部退款', '']);
  expect(obstacleToMoney(fresh, 'other', limits, 0)).not.toBe('');
  expect([20, 30, 100, 10].map((status) => typesFor(order([{ priceFen: 1, num: 1 }], 0, status as OrderStatus), 's0').length)).toEqual([1, 3, 3, 0]);
});
