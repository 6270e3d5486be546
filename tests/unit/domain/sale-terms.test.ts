import fc from 'fast-check';
import type { DeliverInfo, LimitedInfo } from '../../../typings';
import { deadlineOf, presaleOf, presaleProblem, presaleRefusal, shipTermOf } from '../../../cloudfunctions/domain/presale';
import { claimOf, leftToBuy, limitNotice, limitProblem, limitRefusal, limitText, periodKey } from '../../../cloudfunctions/domain/purchase-limits';
import { serviceTerms } from '../../../cloudfunctions/domain/service-terms';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-11-23 is a Monday; midnight in Shanghai is 16:00 UTC the day before. */
const monday = Date.UTC(2026, 10, 22, 16);

test.each<[number, 0 | 1 | 2 | 3, string]>([
  [monday, 1, 'day-2026-11-23'],
  [monday - 1, 1, 'day-2026-11-22'],
  [monday, 2, 'week-2026-11-23'],
  [monday - 1, 2, 'week-2026-11-16'],
  [monday + 7 * DAY - 1, 2, 'week-2026-11-23'],
  [monday + 7 * DAY, 2, 'week-2026-11-30'],
  [Date.UTC(2026, 10, 30, 15, 59), 3, 'month-2026-11'],
  [Date.UTC(2026, 10, 30, 16), 3, 'month-2026-12'],
  [Date.UTC(2026, 11, 31, 16), 1, 'day-2027-01-01'],
  [monday, 0, ''],
])('at %i a period of kind %i is %s', (at, period, key) => {
  expect(periodKey(period, at)).toBe(key);
});

const limit = (more: Partial<LimitedInfo>): LimitedInfo => ({ periodType: 0, limitedBuyNum: 0, lifetimeNum: 0, perOrderNum: 0, ...more });
const daily = limit({ periodType: 1, limitedBuyNum: 3 });
test.each<[LimitedInfo, Record<string, number>, number, number]>([
  [daily, {}, 0, 3],
  [daily, { 'day-2026-11-23': 2 }, 9, 1],
  [daily, { 'day-2026-11-23': 4 }, 9, 0],
  [daily, { 'day-2026-11-22': 3 }, 3, 3],
  [limit({ lifetimeNum: 5 }), {}, 4, 1],
  [limit({ perOrderNum: 2 }), {}, 100, 2],
  [limit({ periodType: 3, limitedBuyNum: 5, lifetimeNum: 6, perOrderNum: 4 }), { 'month-2026-11': 1 }, 3, 3],
])('%j with %j and %i ever leaves %i', (info, counts, lifetime, left) => {
  expect(leftToBuy(info, { counts, lifetime }, monday)).toBe(left);
  expect(limitRefusal(info, { counts, lifetime }, left, monday) === '').toBe(true);
  expect(limitRefusal(info, { counts, lifetime }, left + 1, monday)).toMatch(/限购/);
});
test('limits in words; no limit is none', () => {
  expect(limitText(limit({ periodType: 2, limitedBuyNum: 2, lifetimeNum: 9, perOrderNum: 1 }))).toBe('每人每周限购 2 件，每人累计限购 9 件，每单限购 1 件');
  expect(limitNotice(limit({}), undefined, monday)).toBeNull();
  expect(limitNotice(undefined, undefined, monday)).toBeNull();
  expect(limitRefusal(undefined, undefined, 9999, monday)).toBe('');
  expect(limitRefusal(daily, { counts: { 'day-2026-11-23': 2 }, lifetime: 2 }, 2, monday)).toBe('每人每天限购 3 件，你还能买 1 件，请减少数量');
  expect(claimOf('p', limit({ perOrderNum: 1 }), 1, monday)).toBeNull();
  expect(claimOf('p', daily, 2, monday)).toEqual({ spuId: 'p', num: 2, period: 'day-2026-11-23', mostInPeriod: 3, mostEver: 0 });
});
test.each<[Partial<LimitedInfo>, string | null]>([
  [{}, null],
  [{ periodType: 1, limitedBuyNum: 1 }, null],
  [{ periodType: 1 }, 'limitedInfo.limitedBuyNum'],
  [{ limitedBuyNum: 1 }, 'limitedInfo.limitedBuyNum'],
  [{ perOrderNum: -1 }, 'limitedInfo.perOrderNum'],
  [{ perOrderNum: 1.5 }, 'limitedInfo.perOrderNum'],
  [{ periodType: 3, limitedBuyNum: 5, lifetimeNum: 4 }, 'limitedInfo.lifetimeNum'],
])('the limit %j is wrong at %s', (more, field) => {
  expect(limitProblem(limit(more))?.field ?? null).toBe(field);
});

const presale = (more: Partial<DeliverInfo> = {}): DeliverInfo => ({ stockType: 1, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: monday, presaleEndTime: monday + 5 * DAY, fullPaymentPresaleDeliveryTime: 7, afterPresale: 'CLOSE', ...more });
test('a presale before, during and after its window', () => {
  expect(presaleOf(presale(), monday - 1)).toMatchObject({ state: 'upcoming', buyable: false });
  expect(presaleOf(presale(), monday)).toMatchObject({ state: 'running', buyable: true, text: '付款后 7 天内发货' });
  expect(presaleOf(presale({ fullPaymentPresaleDeliveryType: 1 }), monday)).toMatchObject({ text: '12月5日前发货' });
  expect(presaleOf(presale(), monday + 5 * DAY)).toMatchObject({ state: 'ended', buyable: false });
  expect(presaleOf(presale({ afterPresale: 'NORMAL' }), monday + 5 * DAY)).toBeNull();
  expect(presaleOf(presale({ stockType: 0 }), monday)).toBeNull();
  expect(presaleRefusal(presale(), monday - HOUR)).toBe('预售 11月23日 00:00 开始，请到时再来');
  expect(presaleRefusal(presale(), monday)).toBe('');
  expect(presaleRefusal(presale(), monday + 6 * DAY)).toMatch(/结束/);
});
test('by when a line is sent', () => {
  const paidAt = monday + HOUR;
  const deadline = (info: DeliverInfo | undefined, at = monday) => deadlineOf(shipTermOf(info, 'SendTime_TWENTYFOUR_HOUR', 48, at), paidAt);
  expect(deadline(presale())).toBe(paidAt + 7 * DAY);
  expect(deadline(presale({ fullPaymentPresaleDeliveryType: 1 }))).toBe(monday + 12 * DAY);
  expect(deadline(undefined)).toBe(paidAt + DAY);
  expect(deadline(presale({ afterPresale: 'NORMAL' }), monday + 5 * DAY)).toBe(paidAt + DAY);
  expect(deadlineOf(shipTermOf(undefined, undefined, 48, monday), paidAt)).toBe(paidAt + 2 * DAY);
  expect(deadlineOf(undefined, paidAt)).toBeUndefined();
});
const rules = { mostWindowDays: 15, mostEndDays: 30, leastDeliveryDays: 4, mostDeliveryDays: 15 };
test.each<[Partial<DeliverInfo>, string | null]>([
  [{}, null],
  [{ presaleEndTime: monday + 15 * DAY }, null],
  [{ presaleEndTime: monday + 15 * DAY + 1 }, 'deliverInfo.presaleEndTime'],
  [{ presaleBeginTime: monday + 20 * DAY, presaleEndTime: monday + 31 * DAY }, 'deliverInfo.presaleEndTime'],
  [{ presaleBeginTime: monday - 9 * DAY, presaleEndTime: monday - DAY }, 'deliverInfo.presaleEndTime'],
  [{ presaleEndTime: monday }, 'deliverInfo.presaleEndTime'],
  [{ fullPaymentPresaleDeliveryTime: 3 }, 'deliverInfo.fullPaymentPresaleDeliveryTime'],
  [{ fullPaymentPresaleDeliveryTime: 16 }, 'deliverInfo.fullPaymentPresaleDeliveryTime'],
  [{ stockType: 0, fullPaymentPresaleDeliveryTime: 99 }, null],
])('the presale %j is wrong at %s', (more, field) => {
  expect(presaleProblem(presale(more), rules, monday - HOUR)?.field ?? null).toBe(field);
});
test('a presale can be bought exactly in its window, or after it as goods in stock', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 10 }), fc.boolean(), (days, goesOn) => {
      const now = monday + days * DAY;
      const isOpen = days >= 0 && days < 5;
      expect(presaleRefusal(presale({ afterPresale: goesOn ? 'NORMAL' : 'CLOSE' }), now) === '').toBe(isOpen || (goesOn && days >= 5));
    }),
  );
});

test('promises: those of the product go before the shop\'s own words, and each is said once', () => {
  const own = ['七天无理由退货', '48 小时发货', '破损包赔', '手写贺卡'];
  expect(serviceTerms(own, undefined, undefined).map(({ name }) => name)).toEqual(own);
  expect(serviceTerms(own, { sevenDayReturn: 0, freightInsurance: 1, fakeOnePayThree: 0, damageGuarantee: 0 }, 'SendTime_TWENTYFOUR_HOUR').map(({ name }) => name)).toEqual(['不支持七天无理由退货', '运费险', '24 小时发货', '手写贺卡']);
  expect(serviceTerms(own, undefined, 'SendTime_FOUTYEIGHT_HOUR').filter(({ name }) => name.includes('小时')).length).toBe(1);
  expect(serviceTerms(own, undefined, 'presale').map(({ name }) => name)).not.toContain('48 小时发货');
  for (const { text } of serviceTerms(own, undefined, undefined)) expect(text.length).toBeGreaterThan(8);
});
