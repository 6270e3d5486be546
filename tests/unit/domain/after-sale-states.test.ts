import type { AfterSaleStatus, AfterSaleType } from '../../../typings';
import { deadlineOf, stepRule } from '../../../cloudfunctions/domain/after-sale-deadlines';
import {
  afterSaleMoves,
  afterSaleStatuses,
  afterSaleStatusesOf,
  afterSaleStatusName,
  debtsOf,
  isTerminal,
  nextAfterSaleStatus,
  type AfterSaleEvent,
  type StoredAfterSaleStatus,
} from '../../../cloudfunctions/domain/after-sale-states';
import { afterSaleReasons, reasonsFor } from '../../../cloudfunctions/domain/after-sale-reasons';

const types: AfterSaleType[] = ['REFUND', 'RETURN', 'EXCHANGE'];
const every: StoredAfterSaleStatus[] = ['SUBMITTING', 'VOID', ...afterSaleStatuses];
const events = [...new Set(afterSaleMoves.map(({ event }) => event))];

type Leads = StoredAfterSaleStatus | null;
const same = (to: Leads): [Leads, Leads, Leads] => [to, to, to];
/** The whole table, written down a second time: where an event leads a refund, a return and an exchange. */
const table: Record<string, Partial<Record<AfterSaleEvent, [Leads, Leads, Leads]>>> = {
  SUBMITTING: { submit: same('MERCHANT_PROCESSING'), submitInstant: ['PLATFORM_REFUNDING', null, null], uncollected: ['PLATFORM_REFUNDING', null, null], offer: same('USER_WAIT_HANDLE_MERCHANT_AFTER_SALE'), payDifference: ['PLATFORM_REFUNDING', null, null], void: same('VOID') },
  MERCHANT_PROCESSING: {
    agree: ['PLATFORM_REFUNDING', 'USER_WAIT_RETURN', 'USER_WAIT_RETURN'],
    reject: ['MERCHANT_REJECT_REFUND', 'MERCHANT_REJECT_RETURN', 'MERCHANT_REJECT_EXCHANGE'],
    propose: same('USER_WAIT_CONFIRM_UPDATE'),
    intercept: ['WAIT_PACKAGE_INTERCEPT', null, null],
    cancel: same('USER_CANCELD'),
    overdue: ['MERCHANT_OVERDUE_REFUND', 'USER_WAIT_RETURN', 'USER_WAIT_RETURN'],
    forceRefund: [null, 'PLATFORM_REFUNDING', 'PLATFORM_REFUNDING'],
  },
  WAIT_PACKAGE_INTERCEPT: { receive: ['PLATFORM_REFUNDING', null, null], reject: ['MERCHANT_REJECT_REFUND', null, null], overdue: ['PLATFORM_REFUNDING', null, null] },
  USER_WAIT_RETURN: {
    sendBack: [null, 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_WAIT_RECEIPT'],
    receive: [null, 'PLATFORM_REFUNDING', null],
    soldOut: [null, null, 'USER_WAIT_CONFIRM_UPDATE'],
    cancel: [null, 'USER_CANCELD', 'USER_CANCELD'],
    overdue: [null, 'RETURN_CLOSED', 'RETURN_CLOSED'],
  },
  MERCHANT_WAIT_RECEIPT: {
    receive: [null, 'PLATFORM_REFUNDING', null],
    reject: [null, 'MERCHANT_REJECT_RETURN', 'MERCHANT_REJECT_RESHIP'],
    propose: [null, 'USER_WAIT_CONFIRM_UPDATE', 'USER_WAIT_CONFIRM_UPDATE'],
    reship: [null, null, 'USER_WAIT_RECEIPT'],
    overdue: [null, 'PLATFORM_REFUNDING', 'PLATFORM_REFUNDING'],
  },
  USER_WAIT_RECEIPT: { confirmExchange: [null, null, 'MERCHANT_EXCHANGE_SUCCESS'], overdue: [null, null, 'MERCHANT_EXCHANGE_SUCCESS'] },
  USER_WAIT_CONFIRM_UPDATE: {
    acceptRefund: same('PLATFORM_REFUNDING'),
    acceptReturn: same('USER_WAIT_RETURN'),
    acceptOnTheWay: [null, 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_WAIT_RECEIPT'],
    decline: same('MERCHANT_PROCESSING'),
    declineOnTheWay: [null, 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_WAIT_RECEIPT'],
    cancel: same('USER_CANCELD'),
    overdue: [null, null, 'USER_CANCELD'],
  },
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: {
    acceptRefund: ['PLATFORM_REFUNDING', null, null],
    acceptReturn: [null, 'USER_WAIT_RETURN', 'USER_WAIT_RETURN'],
    refuse: same('USER_CANCELD'),
    overdue: ['PLATFORM_REFUNDING', null, null],
  },
  ...Object.fromEntries(
    ['MERCHANT_REJECT_REFUND', 'MERCHANT_REJECT_RETURN', 'MERCHANT_REJECT_EXCHANGE', 'MERCHANT_REJECT_RESHIP', 'RETURN_CLOSED'].map((status) => [
      status,
      {
        cancel: same('USER_CANCELD'),
        uphold: same('PLATFORM_REFUNDING'),
        dismiss: same('USER_CANCELD'),
        overdue: same('USER_CANCELD'),
        ...(status === 'RETURN_CLOSED' ? {} : { forceRefund: same('PLATFORM_REFUNDING') }),
      },
    ]),
  ),
  ...Object.fromEntries(
    ['PLATFORM_REFUNDING', 'MERCHANT_OVERDUE_REFUND'].map((status) => [
      status,
      { refunded: ['MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'MERCHANT_RETURN_SUCCESS'], refundFailed: same('PLATFORM_REFUND_FAIL'), giveUp: same('MERCHANT_REFUND_RETRY_FAIL') },
    ]),
  ),
  ...Object.fromEntries(
    ['PLATFORM_REFUND_FAIL', 'MERCHANT_REFUND_RETRY_FAIL'].map((status) => [
      status,
      { retry: same('PLATFORM_REFUNDING'), certify: ['MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'MERCHANT_RETURN_SUCCESS'] },
    ]),
  ),
};

test('every event from every status, for each type: as the table says, or nowhere', () => {
  for (const status of every) {
    for (const event of events) {
      types.forEach((type, i) => expect([status, event, type, nextAfterSaleStatus(status, type, event)]).toEqual([status, event, type, table[status]?.[event]?.[i] ?? null]));
    }
  }
  expect(new Set(Object.values(table).flatMap((row) => Object.keys(row)))).toEqual(new Set(events));
});

/** Where a request of this type can be at all: from the beginning by any events. A return may come of an exchange, a refund of both. */
function reachable(type: AfterSaleType): Set<string> {
  const seen = new Set<string>();
  const walk = (status: StoredAfterSaleStatus, of: AfterSaleType): void => {
    if (seen.has(`${status} ${of}`)) return;
    seen.add(`${status} ${of}`);
    for (const event of events) {
      const to = nextAfterSaleStatus(status, of, event);
      if (to === null) continue;
      const becomes: AfterSaleType[] = event === 'acceptRefund' ? ['REFUND'] : event === 'acceptReturn' || event === 'acceptOnTheWay' ? (of === 'REFUND' && event === 'acceptReturn' ? ['RETURN'] : ['RETURN', of]) : [of];
      for (const one of becomes) walk(to, one);
    }
  };
  walk('SUBMITTING', type);
  return seen;
}

/** What the timer does when nobody else does anything (decline: a proposal that is not answered; refuse: an offer of a return). */
const alone: AfterSaleEvent[] = ['void', 'overdue', 'forceRefund', 'decline', 'declineOnTheWay', 'refuse', 'refunded', 'retry', 'refundFailed', 'giveUp'];

test('from wherever a request can be, time alone brings it to an end', () => {
  for (const type of types) {
    for (const place of reachable(type)) {
      const [status, of] = place.split(' ') as [StoredAfterSaleStatus, AfterSaleType];
      const seen = new Set<StoredAfterSaleStatus>();
      const ends = (at: StoredAfterSaleStatus): boolean => {
        if (isTerminal(at)) return true;
        if (seen.has(at)) return false;
        seen.add(at);
        return alone.some((event) => {
          const to = nextAfterSaleStatus(at, of, event);
          return to !== null && ends(to);
        });
      };
      expect([place, ends(status)]).toEqual([place, true]);
      // The timer looks at it: either it has a deadline, or it owes something that ends it.
      const looked = isTerminal(status) || status === 'SUBMITTING' || stepRule(status) !== null || debtsOf(status, of, false).includes('refund');
      expect([place, looked]).toEqual([place, true]);
    }
  }
});

test('what has ended stays ended, and nothing goes round in a circle without a person who answers or money that is refused', () => {
  expect(every.filter(isTerminal).sort()).toEqual(['MERCHANT_EXCHANGE_SUCCESS', 'MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'USER_CANCELD', 'VOID']);
  const counted: AfterSaleEvent[] = ['decline', 'declineOnTheWay', 'acceptOnTheWay', 'acceptReturn', 'retry'];
  for (const type of types) {
    const walk = (status: StoredAfterSaleStatus, path: StoredAfterSaleStatus[]): void => {
      expect(path).not.toContain(status);
      for (const event of events.filter((one) => !counted.includes(one))) {
        const to = nextAfterSaleStatus(status, type, event);
        if (to) walk(to, [...path, status]);
      }
    };
    walk('SUBMITTING', []);
  }
});

test('a step has the time that its rule says', () => {
  const days = { merchantDays: 1, returnDays: 2, receiveDays: 3, disputeDays: 4, platformDays: 5, confirmDays: 6, interceptDays: 7, exchangeDays: 8, retryDays: 9 };
  expect(deadlineOf('USER_WAIT_RETURN', days, 1000)).toBe(1000 + 2 * 24 * 3600_000);
  expect(deadlineOf('MERCHANT_REFUND_RETRY_FAIL', days, 0)).toBe(9 * 24 * 3600_000);
  for (const status of every.filter(isTerminal)) expect(deadlineOf(status, days, 0)).toBeNull();
});

test('what each status owes to others', () => {
  const owed = (status: AfterSaleStatus, type: AfterSaleType = 'EXCHANGE', reserves = true) => debtsOf(status, type, reserves);
  expect(owed('PLATFORM_REFUNDING')).toEqual(['refund', 'unreserve']);
  expect(owed('MERCHANT_OVERDUE_REFUND', 'REFUND', false)).toEqual(['refund']);
  expect(owed('MERCHANT_REJECT_RESHIP')).toEqual(['unhold', 'unreserve']);
  expect(owed('RETURN_CLOSED')).toEqual(['unhold', 'unreserve']);
  expect(owed('USER_CANCELD')).toEqual(['release', 'unreserve']);
  expect(owed('USER_WAIT_RETURN')).toEqual(['reserve']);
  expect(owed('USER_WAIT_RETURN', 'RETURN')).toEqual([]);
  expect(owed('USER_WAIT_RECEIPT')).toEqual(['reship']);
  expect(owed('MERCHANT_EXCHANGE_SUCCESS')).toEqual(['release']);
  // Goods stay held while an exchange may still come of it.
  for (const status of ['MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT', 'USER_WAIT_CONFIRM_UPDATE'] as const) expect(owed(status)).toEqual([]);
});

test('each tab, each name, each reason', () => {
  expect(afterSaleStatusesOf('todo')).toEqual(['MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT', 'WAIT_PACKAGE_INTERCEPT', 'PLATFORM_REFUND_FAIL', 'MERCHANT_REFUND_RETRY_FAIL']);
  expect(afterSaleStatusesOf('done').every(isTerminal)).toBe(true);
  expect(afterSaleStatusesOf('all')).toEqual(afterSaleStatuses);
  for (const status of every) expect(afterSaleStatusName(status)).toMatch(/\p{Script=Han}/u);
  expect(reasonsFor('REFUND', true)).toContain('NOT_DELIVERED_TOO_LONG');
  expect(reasonsFor('REFUND', true)).not.toContain('QUALITY_ISSUE');
  expect(reasonsFor('REFUND', false)).not.toContain('NO_REASON_7_DAYS');
  expect(reasonsFor('RETURN', false)).toContain('NO_REASON_7_DAYS');
  expect(reasonsFor('EXCHANGE', false)).not.toContain('NO_LONGER_WANT');
  expect(afterSaleReasons).toHaveLength(13);
});
