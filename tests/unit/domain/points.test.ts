import fc from 'fast-check';
import type { OrderLine } from '../../../typings';
import { refundOf, type LineAccount } from '../../../cloudfunctions/domain/after-sale-refund';
import { expiring, NO_POINTS, pointTarget, pointsOff, type PointOffer, type PointOrder } from '../../../cloudfunctions/domain/points';
import { priceOrder, type PricedItem } from '../../../cloudfunctions/domain/pricing';

const offer = (more: Partial<PointOffer> = {}): PointOffer => ({ id: 'shop', name: '', balance: 1000, pointsPerYuan: 100, mostShare: 5000, ...more });

test.each([
  ['all that there are', offer(), 10_000, { fen: 1000, points: 1000 }],
  ['up to the share of the order', offer(), 1000, { fen: 500, points: 500 }],
  ['whole fen only', offer({ balance: 7, pointsPerYuan: 300 }), 10_000, { fen: 2, points: 6 }],
  ['a point is worth more than a fen', offer({ balance: 7, pointsPerYuan: 10 }), 10_000, { fen: 70, points: 7 }],
  ['a part of a point is a point', offer({ balance: 7, pointsPerYuan: 10 }), 130, { fen: 65, points: 7 }],
  ['a debt', offer({ balance: -5 }), 10_000, { fen: 0, points: 0 }],
  ['a shop that takes none', offer({ mostShare: 0 }), 10_000, { fen: 0, points: 0 }],
])('points take off: %s', (_name, terms, goods, expected) => {
  expect(pointsOff(terms, goods)).toEqual(expected);
});

test('points are never taken beyond the balance, nor more than a whole fen’s worth too many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000_000 }), (balance, pointsPerYuan, mostShare, goods) => {
      const { fen, points } = pointsOff(offer({ balance, pointsPerYuan, mostShare }), goods);
      expect(points).toBeLessThanOrEqual(balance);
      expect(fen * 10_000).toBeLessThanOrEqual(goods * mostShare);
      expect((points * 100) / pointsPerYuan).toBeGreaterThanOrEqual(fen);
      expect(((points - 1) * 100) / pointsPerYuan).toBeLessThan(fen || 1);
    }),
  );
});

test('points never cost the free delivery, and never pay for delivery', () => {
  const item: PricedItem = { spuId: 'p', skuId: 's', title: '', attrs: [], image: '', num: 1, priceFen: 10_000 };
  expect(priceOrder([item], { feeFen: 800, freeFromFen: 9900 }, { points: offer({ balance: 5000 }) }).price).toEqual({ productFen: 10_000, discountFen: 5000, freightFen: 0, payFen: 5000 });
  expect(priceOrder([item], { feeFen: 800, freeFromFen: 99_000 }, { points: offer({ balance: 99_999, mostShare: 10_000 }) }).price).toMatchObject({ discountFen: 10_000, payFen: 800 });
});

const anyOrder = fc
  .record({
    items: fc.array(fc.record({ priceFen: fc.integer({ min: 1, max: 5000 }), num: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 }),
    balance: fc.nat(20_000),
    pointsPerYuan: fc.integer({ min: 1, max: 300 }),
    mostShare: fc.integer({ min: 0, max: 10_000 }),
    fenPerPoint: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ items, fenPerPoint, ...terms }) => {
    const priced = priceOrder(items.map((one, i) => ({ spuId: `p${i}`, skuId: `s${i}`, title: '', attrs: [], image: '', ...one })), { feeFen: 500, freeFromFen: 3000 }, { points: offer(terms) });
    return { ...priced, vip: { pointsUsed: priced.points, fenPerPoint } };
  });

/** Refunds piece by piece, in any order and in any parts, until nothing is left. */
function refunded(lines: readonly OrderLine[], order: PointOrder & { price: ReturnType<typeof priceOrder>['price'] }, choose: () => number) {
  const accounts: Record<string, LineAccount> = {};
  const steps: { order: PointOrder; refundFen: number }[] = [];
  for (;;) {
    const open = lines.filter((line) => (accounts[line.skuId]?.refundedNum ?? 0) < line.num);
    if (open.length === 0) return steps;
    const line = open[choose() % open.length]!;
    const account = accounts[line.skuId] ?? { open: '', requests: 0, refundedNum: 0, refundedFen: 0, settled: {} };
    const num = 1 + (choose() % (line.num - account.refundedNum));
    const { refundFen } = refundOf({ ...order, afterSales: { ...accounts } }, line.skuId, num);
    accounts[line.skuId] = { ...account, refundedNum: account.refundedNum + num };
    steps.push({ order: { ...order, afterSales: { ...accounts } }, refundFen });
  }
}

test('refunds give exactly the share of points and money back, in whatever order and parts', () => {
  fc.assert(
    fc.property(anyOrder, fc.infiniteStream(fc.nat(1000)), fc.boolean(), ({ lines, price, vip }, random, isMember) => {
      expect(lines.reduce((all, { points = 0 }) => all + points, 0)).toBe(vip.pointsUsed);
      const order = { status: 100 as const, lines, price, finishedAt: 1, vip };
      const whole = pointTarget(order, isMember);
      expect(whole).toMatchObject({ spent: vip.pointsUsed, back: 0, paidFen: isMember ? price.payFen - price.freightFen : 0 });
      let before = whole;
      let money = 0;
      for (const step of refunded(lines, order, () => random.next().value as number)) {
        const now = pointTarget(step.order, isMember);
        money += step.refundFen;
        expect(now.spent).toBe(vip.pointsUsed);
        expect(now.back).toBeGreaterThanOrEqual(before.back);
        expect(now.earned).toBeLessThanOrEqual(before.earned);
        if (isMember) expect(now.paidFen).toBe(whole.paidFen - money);
        before = now;
      }
      expect(before).toEqual({ spent: vip.pointsUsed, back: vip.pointsUsed, earned: 0, paidFen: 0 });
      expect(money).toBe(price.payFen - price.freightFen);
    }),
  );
});

test('nothing is spent before the order is paid, nothing earned before it is finished', () => {
  const line = { spuId: 'p', skuId: 's', title: '', attrs: [], image: '', num: 1, priceFen: 1000, totalFen: 1000, discountFen: 100, paidFen: 900, points: 100 };
  const order: PointOrder = { status: 10, lines: [line], finishedAt: null, vip: { pointsUsed: 100, fenPerPoint: 100 } };
  expect(pointTarget(order, true)).toEqual(NO_POINTS);
  expect(pointTarget({ ...order, status: 250 }, true)).toEqual(NO_POINTS);
  expect(pointTarget({ ...order, status: 20 }, true)).toEqual({ spent: 100, back: 0, earned: 0, paidFen: 0 });
  expect(pointTarget({ ...order, status: 100, finishedAt: 5 }, true)).toEqual({ spent: 100, back: 0, earned: 9, paidFen: 900 });
  expect(pointTarget({ ...order, status: 100, finishedAt: 5 }, false)).toEqual({ spent: 100, back: 0, earned: 0, paidFen: 0 });
  expect(pointTarget({ ...order, status: 100, finishedAt: 5, vip: undefined }, true)).toEqual(NO_POINTS);
});

test.each([
  [{ earnedBefore: 100, used: 0, balance: 150 }, 100],
  [{ earnedBefore: 100, used: 30, balance: 120 }, 70],
  [{ earnedBefore: 100, used: 130, balance: 20 }, 0],
  [{ earnedBefore: 100, used: 0, balance: 40 }, 40],
  [{ earnedBefore: 100, used: 0, balance: -10 }, 0],
])('of %j run out: %i', (account, expected) => {
  expect(expiring(account)).toBe(expected);
});
