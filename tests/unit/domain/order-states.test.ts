import type { OrderStatus, OrderTab } from '../../../typings';
import { isPaid, nextOrderStatus, orderMove, orderMoves, orderStatuses, orderStatusName, statusesOf, type OrderEvent } from '../../../cloudfunctions/domain/order-states';

/** The whole table, written down a second time; the refund of everything and the last parcel are possible from several statuses and have tests of their own. */
const expected: Record<Exclude<OrderEvent, 'refundAll' | 'ship' | 'refundRest'>, [OrderStatus, OrderStatus]> = {
  place: [0, 10],
  reject: [0, 250],
  pay: [10, 20],
  cancel: [10, 250],
  expire: [10, 250],
  shipPart: [20, 21],
  deliver: [20, 30],
  handOver: [20, 100],
  uncollected: [20, 100],
  confirm: [30, 100],
  autoConfirm: [30, 100],
};
const events = Object.keys(expected) as (keyof typeof expected)[];

test('every event from every status', () => {
  for (const event of events) {
    for (const status of orderStatuses) {
      const [from, to] = expected[event];
      expect([event, status, nextOrderStatus(status, event)]).toEqual([event, status, status === from ? to : null]);
    }
    expect([orderMove(event).from, orderMove(event).to]).toEqual(expected[event]);
  }
  expect(orderMoves.filter(({ event }) => event !== 'refundAll' && event !== 'ship' && event !== 'refundRest')).toHaveLength(events.length);
});

test('an order whose goods were all refunded is closed, wherever it was after its payment', () => {
  for (const status of orderStatuses) expect([status, nextOrderStatus(status, 'refundAll')]).toEqual([status, [20, 21, 30, 100].includes(status) ? 200 : null]);
});

test('the last parcel, or the only one, sends an order off; so does the refund of all that was left', () => {
  for (const status of orderStatuses) expect([status, nextOrderStatus(status, 'refundRest')]).toEqual([status, [20, 21].includes(status) ? 30 : null]);
  for (const status of orderStatuses) expect([status, nextOrderStatus(status, 'ship')]).toEqual([status, [20, 21].includes(status) ? 30 : null]);
});

test('nothing moves back, and what has ended stays ended', () => {
  const reach = (status: OrderStatus): Set<OrderStatus> => {
    const seen = new Set<OrderStatus>();
    const walk = (at: OrderStatus): void => {
      for (const { from, to } of orderMoves) {
        if (from !== at || seen.has(to)) continue;
        seen.add(to);
        walk(to);
      }
    };
    walk(status);
    return seen;
  };
  for (const status of orderStatuses) expect(reach(status).has(status)).toBe(false);
  for (const ended of [200, 250] as const) expect(reach(ended).size).toBe(0);
  expect([...reach(100)]).toEqual([200]);
  expect([...reach(0)].sort((a, b) => a - b)).toEqual([10, 20, 21, 30, 100, 200, 250]);
});

test('an event that does not exist throws', () => {
  expect(() => orderMove('fly' as OrderEvent)).toThrow(RangeError);
});

test('each status but that of a submit is in the tab of all and in at most one other', () => {
  const tabs: OrderTab[] = ['toPay', 'toShip', 'toReceive', 'finished', 'closed'];
  for (const status of orderStatuses) {
    expect(statusesOf('all').includes(status)).toBe(status !== 0);
    expect(tabs.filter((tab) => statusesOf(tab).includes(status)).length).toBeLessThanOrEqual(status === 0 ? 0 : 1);
    expect(orderStatusName(status)).not.toBe('');
  }
});

test('paid are those that money stands behind', () => {
  expect(orderStatuses.filter(isPaid)).toEqual([20, 21, 30, 100, 200]);
});
