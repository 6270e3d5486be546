import type { AfterSaleType } from '../../../typings';
import {
  actsOf,
  afterSaleMoves,
  afterSaleStatuses,
  afterSaleStatusesOf,
  afterSaleStatusName,
  debtOf,
  isTerminal,
  nextAfterSaleStatus,
  type AfterSaleEvent,
  type StoredAfterSaleStatus,
} from '../../../cloudfunctions/domain/after-sale-states';
import { afterSaleReasons, reasonsFor } from '../../../cloudfunctions/domain/after-sale-reasons';

const every: StoredAfterSaleStatus[] = ['SUBMITTING', 'VOID', ...afterSaleStatuses];
const events: AfterSaleEvent[] = ['submit', 'void', 'cancel', 'agree', 'reject', 'sendBack', 'receive', 'uphold', 'dismiss', 'overdue', 'forceRefund', 'refunded'];

/** The whole table, written down a second time: status, event, where it leads a refund and a return. */
const table: [StoredAfterSaleStatus, AfterSaleEvent, StoredAfterSaleStatus | null, StoredAfterSaleStatus | null][] = [
  ['SUBMITTING', 'submit', 'MERCHANT_PROCESSING', 'MERCHANT_PROCESSING'],
  ['SUBMITTING', 'void', 'VOID', 'VOID'],
  ['MERCHANT_PROCESSING', 'cancel', 'USER_CANCELD', 'USER_CANCELD'],
  ['MERCHANT_PROCESSING', 'agree', 'PLATFORM_REFUNDING', 'USER_WAIT_RETURN'],
  ['MERCHANT_PROCESSING', 'reject', 'MERCHANT_REJECT_REFUND', 'MERCHANT_REJECT_RETURN'],
  ['MERCHANT_PROCESSING', 'overdue', 'PLATFORM_REFUNDING', 'USER_WAIT_RETURN'],
  ['MERCHANT_PROCESSING', 'forceRefund', null, 'PLATFORM_REFUNDING'],
  ['USER_WAIT_RETURN', 'cancel', null, 'USER_CANCELD'],
  ['USER_WAIT_RETURN', 'sendBack', null, 'MERCHANT_WAIT_RECEIPT'],
  ['USER_WAIT_RETURN', 'overdue', null, 'RETURN_CLOSED'],
  ['MERCHANT_WAIT_RECEIPT', 'receive', null, 'PLATFORM_REFUNDING'],
  ['MERCHANT_WAIT_RECEIPT', 'reject', null, 'MERCHANT_REJECT_RETURN'],
  ['MERCHANT_WAIT_RECEIPT', 'overdue', null, 'PLATFORM_REFUNDING'],
  ['MERCHANT_REJECT_REFUND', 'cancel', 'USER_CANCELD', null],
  ['MERCHANT_REJECT_REFUND', 'uphold', 'PLATFORM_REFUNDING', null],
  ['MERCHANT_REJECT_REFUND', 'dismiss', 'USER_CANCELD', null],
  ['MERCHANT_REJECT_REFUND', 'overdue', 'USER_CANCELD', null],
  ['MERCHANT_REJECT_REFUND', 'forceRefund', 'PLATFORM_REFUNDING', null],
  ['MERCHANT_REJECT_RETURN', 'cancel', null, 'USER_CANCELD'],
  ['MERCHANT_REJECT_RETURN', 'uphold', null, 'PLATFORM_REFUNDING'],
  ['MERCHANT_REJECT_RETURN', 'dismiss', null, 'RETURN_CLOSED'],
  ['MERCHANT_REJECT_RETURN', 'overdue', null, 'RETURN_CLOSED'],
  ['MERCHANT_REJECT_RETURN', 'forceRefund', null, 'PLATFORM_REFUNDING'],
  ['PLATFORM_REFUNDING', 'refunded', 'MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS'],
];

test('every event from every status, for both types', () => {
  for (const status of every) {
    for (const event of events) {
      const row = table.find(([from, name]) => from === status && name === event);
      expect([status, event, nextAfterSaleStatus(status, 'REFUND', event)]).toEqual([status, event, row?.[2] ?? null]);
      expect([status, event, nextAfterSaleStatus(status, 'RETURN', event)]).toEqual([status, event, row?.[3] ?? null]);
    }
  }
  expect(new Set(afterSaleMoves.map(({ event }) => event))).toEqual(new Set(events));
});

test('nothing moves back, everything ends, and what has ended stays ended', () => {
  for (const type of ['REFUND', 'RETURN'] as AfterSaleType[]) {
    const after = (status: StoredAfterSaleStatus): StoredAfterSaleStatus[] => events.flatMap((event) => nextAfterSaleStatus(status, type, event) ?? []);
    const walk = (status: StoredAfterSaleStatus, path: StoredAfterSaleStatus[]): void => {
      expect(path).not.toContain(status);
      const next = after(status);
      if (next.length === 0) expect(isTerminal(status)).toBe(true);
      for (const one of next) walk(one, [...path, status]);
    };
    walk('SUBMITTING', []);
  }
  expect(every.filter(isTerminal).sort()).toEqual(['MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'RETURN_CLOSED', 'USER_CANCELD', 'VOID']);
});

test('whoever is silent, the step ends by itself', () => {
  for (const status of afterSaleStatuses.filter((one) => !isTerminal(one) && one !== 'PLATFORM_REFUNDING')) {
    const type = /REFUND$/.test(status) ? 'REFUND' : 'RETURN';
    expect([status, nextAfterSaleStatus(status, type, 'overdue')]).not.toEqual([status, null]);
  }
});

test('who may do what', () => {
  expect(actsOf('shopper', 'MERCHANT_PROCESSING', 'REFUND', false)).toEqual(['cancel']);
  expect(actsOf('shopper', 'USER_WAIT_RETURN', 'RETURN', false)).toEqual(['cancel', 'sendBack']);
  expect(actsOf('shopper', 'MERCHANT_REJECT_RETURN', 'RETURN', false)).toEqual(['cancel', 'dispute']);
  expect(actsOf('shopper', 'MERCHANT_REJECT_RETURN', 'RETURN', true)).toEqual(['cancel']);
  expect(actsOf('shopper', 'MERCHANT_WAIT_RECEIPT', 'RETURN', false)).toEqual([]);
  expect(actsOf('merchant', 'MERCHANT_PROCESSING', 'REFUND', false)).toEqual(['reject', 'agree']);
  expect(actsOf('merchant', 'MERCHANT_WAIT_RECEIPT', 'RETURN', false)).toEqual(['reject', 'receive']);
  expect(actsOf('merchant', 'MERCHANT_REJECT_REFUND', 'REFUND', true)).toEqual([]);
  expect(actsOf('platform', 'MERCHANT_REJECT_REFUND', 'REFUND', true)).toEqual(['decide']);
  expect(actsOf('platform', 'MERCHANT_REJECT_REFUND', 'REFUND', false)).toEqual([]);
  for (const ended of afterSaleStatuses.filter(isTerminal)) {
    for (const actor of ['shopper', 'merchant', 'platform'] as const) expect(actsOf(actor, ended, 'RETURN', true)).toEqual([]);
  }
});

test('an ended request lets its line go, a refund owes the money, a rejection lets the order be shipped', () => {
  for (const status of every) {
    const expected = status === 'PLATFORM_REFUNDING' ? 'refund' : /REJECT/.test(status) ? 'unhold' : ['USER_CANCELD', 'RETURN_CLOSED', 'VOID'].includes(status) ? 'release' : null;
    expect([status, debtOf(status)]).toEqual([status, expected]);
  }
});

test('each tab, each name, each reason', () => {
  expect(afterSaleStatusesOf('todo')).toEqual(['MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT']);
  expect(afterSaleStatusesOf('done').every(isTerminal)).toBe(true);
  expect(afterSaleStatusesOf('all')).toEqual(afterSaleStatuses);
  for (const status of every) expect(afterSaleStatusName(status)).toMatch(/\p{Script=Han}/u);
  expect(reasonsFor('REFUND', true)).toContain('NOT_DELIVERED_TOO_LONG');
  expect(reasonsFor('REFUND', true)).not.toContain('QUALITY_ISSUE');
  expect(reasonsFor('REFUND', false)).not.toContain('NO_REASON_7_DAYS');
  expect(reasonsFor('RETURN', false)).toContain('NO_REASON_7_DAYS');
  expect(afterSaleReasons).toHaveLength(13);
});
