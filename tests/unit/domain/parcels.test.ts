import fc from 'fast-check';
import type { LinePieces, OrderStatus, Parcel } from '../../../typings';
import { accountOf, askableNum, refundOf, typesFor, type RefundableOrder } from '../../../cloudfunctions/domain/after-sale-refund';
import { nextOrderStatus } from '../../../cloudfunctions/domain/order-states';
import { leftToShip, neverSent, piecesToShip, planParcel, shippedNum, type ShippableOrder } from '../../../cloudfunctions/domain/parcels';

type Order = RefundableOrder & ShippableOrder & { parcels: Parcel[] };

function order(nums: number[], more: Partial<Order> = {}): Order {
  const lines = nums.map((num, i) => ({ spuId: `p${i}`, skuId: `s${i}`, title: `商品${i}`, attrs: [], image: '', num, priceFen: 100, totalFen: 100 * num, discountFen: 0, paidFen: 100 * num }));
  const productFen = lines.reduce((all, { totalFen }) => all + totalFen, 0);
  return { status: 20, lines, parcels: [], finishedAt: null, price: { productFen, discountFen: 0, freightFen: 800, payFen: productFen + 800 }, ...more };
}

/** As the store does it. */
function shipped(before: Order, lines: LinePieces[], last: boolean): Order {
  const parcel: Parcel = { parcelId: String(before.parcels.length + 1), deliveryId: 'SF', deliveryName: '顺丰速运', waybillId: 'SF123456', shippedAt: 1, lines, correctedAt: null };
  return { ...before, status: nextOrderStatus(before.status, last ? 'ship' : 'shipPart') ?? before.status, parcels: [...before.parcels, parcel] };
}
function refunded(before: Order, skuId: string, num: number): Order {
  const refund = refundOf(before, skuId, num);
  const account = accountOf(before, skuId);
  const settled = { ...account.settled, [`a${Object.keys(account.settled).length}`]: { ...refund, num } };
  const status: OrderStatus = refund.all ? 200 : refund.allOut ? nextOrderStatus(before.status, 'refundRest')! : before.status;
  return { ...before, status, afterSales: { ...before.afterSales, [skuId]: { ...account, refundedNum: account.refundedNum + num, refundedFen: account.refundedFen + refund.refundFen, settled } } };
}

test('by hand: three lines in two parcels, and a refund in between', () => {
  const bought = order([3, 1, 2]);
  expect(planParcel(bought, undefined, 15)).toEqual({ lines: [{ skuId: 's0', num: 3 }, { skuId: 's1', num: 1 }, { skuId: 's2', num: 2 }], last: true });
  const first = planParcel(bought, [{ skuId: 's0', num: 1 }, { skuId: 's0', num: 1 }, { skuId: 's1', num: 1 }], 15);
  expect(first).toEqual({ lines: [{ skuId: 's0', num: 2 }, { skuId: 's1', num: 1 }], last: false });
  const partly = shipped(bought, [{ skuId: 's0', num: 2 }, { skuId: 's1', num: 1 }], false);
  expect(partly.status).toBe(21);
  expect(piecesToShip(partly)).toEqual([{ skuId: 's0', num: 1, held: false }, { skuId: 's2', num: 2, held: false }]);
  expect(planParcel(partly, [{ skuId: 's0', num: 2 }], 15)).toMatchObject({ field: 'lines[0]', problem: expect.stringMatching(/还有 1 件/) as string });
  expect(planParcel(partly, [{ skuId: 's2', num: 1 }, { skuId: 's1', num: 1 }], 15)).toMatchObject({ field: 'lines[1]', problem: expect.stringMatching(/已经全部发出/) as string });
  expect(planParcel(partly, [{ skuId: 'other', num: 1 }], 15)).toMatchObject({ field: 'lines[0]' });
  // The money of what has not left: no freight, nothing of it need be shipped.
  expect([askableNum(partly, 's0'), typesFor(partly, 's0'), askableNum(partly, 's1'), typesFor(partly, 's1')]).toEqual([1, ['REFUND'], 1, ['REFUND', 'RETURN', 'EXCHANGE']]);
  const back = refunded(partly, 's2', 2);
  expect([back.status, neverSent(back, 's2'), leftToShip(back, 's2')]).toEqual([21, 2, 0]);
  const rest = refunded(back, 's0', 1);
  expect(rest.status).toBe(30);
  expect(refundOf(back, 's0', 1)).toMatchObject({ freightFen: 0, unshippedNum: 1, all: false, allOut: true });
  expect(leftToShip(rest, 's0')).toBe(0);
});

test('a line that is asked about waits; the others may go', () => {
  const account = { open: 'a-1', requests: 1, refundedNum: 0, refundedFen: 0, settled: {} };
  const asked = order([1, 1], { afterSales: { s0: account }, shipHolds: ['a-1'] });
  expect(planParcel(asked, undefined, 15)).toMatchObject({ held: 'a-1', problem: expect.stringMatching(/先处理售后/) as string });
  expect(planParcel(asked, [{ skuId: 's0', num: 1 }], 15)).toMatchObject({ held: 'a-1', field: 'lines[0]' });
  expect(planParcel(asked, [{ skuId: 's1', num: 1 }], 15)).toEqual({ lines: [{ skuId: 's1', num: 1 }], last: false });
  // The merchant refused: it may be shipped.
  expect(planParcel({ ...asked, shipHolds: [] }, [{ skuId: 's0', num: 1 }], 15)).toEqual({ lines: [{ skuId: 's0', num: 1 }], last: false });
});

test('the last parcel that is allowed takes the rest', () => {
  let now = order([4]);
  for (let i = 0; i < 2; i++) now = shipped(now, [{ skuId: 's0', num: 1 }], false);
  expect(planParcel(now, [{ skuId: 's0', num: 1 }], 3)).toMatchObject({ field: 'lines', problem: expect.stringMatching(/最多分 3 个包裹/) as string });
  expect(planParcel(now, [{ skuId: 's0', num: 2 }], 3)).toEqual({ lines: [{ skuId: 's0', num: 2 }], last: true });
});

test('an order that went out whole, before there were parcels, has nothing left to ship', () => {
  for (const status of [30, 100] as const) expect(piecesToShip(order([2], { status, parcels: undefined as never }))).toEqual([]);
});

test('whatever is shipped and refunded in whatever order: no piece goes out twice or after its money, and the order ends shipped or refunded', () => {
  const deed = fc.record({ ship: fc.boolean(), line: fc.nat(5), num: fc.integer({ min: 1, max: 6 }), also: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), fc.array(deed, { maxLength: 40 }), (nums, deeds) => {
      let now = order(nums);
      for (const { ship, line, num, also } of deeds) {
        const skuId = `s${line % nums.length}`;
        if (ship) {
          const plan = planParcel(now, [{ skuId, num }, { skuId: `s${also % nums.length}`, num: 1 }], 15);
          const all = planParcel(now, undefined, 15);
          if (now.status !== 20 && now.status !== 21) expect([plan.problem, piecesToShip(now)]).toEqual([expect.any(String), []]);
          else if (plan.problem === undefined) now = shipped(now, plan.lines, plan.last);
          else if (num === 6 && all.problem === undefined) now = shipped(now, all.lines, true);
        } else if (typesFor(now, skuId).length > 0 && num <= askableNum(now, skuId)) now = refunded(now, skuId, num);
        for (const one of now.lines) {
          const sent = shippedNum(now, one.skuId);
          expect(sent + neverSent(now, one.skuId) + leftToShip(now, one.skuId)).toBe(now.status === 200 ? sent + neverSent(now, one.skuId) : one.num);
          expect(leftToShip(now, one.skuId)).toBeGreaterThanOrEqual(0);
        }
        const left = now.lines.reduce((all, one) => all + leftToShip(now, one.skuId), 0);
        expect([20, 21].includes(now.status)).toBe(left > 0);
      }
    }),
    { numRuns: 300 },
  );
});
