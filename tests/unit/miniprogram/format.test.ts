import fc from 'fast-check';
import { parseYuan, priceParts, shortCount, yuan } from '../../../miniprogram/utils/money';
import { countdown, date, dateTime, roughly, tick } from '../../../miniprogram/utils/time';
import { queryText, routes } from '../../../miniprogram/utils/routes';

describe('money', () => {
  test.each([
    [0, '0', ''],
    [5, '0', '.05'],
    [1250, '12', '.50'],
    [12900, '129', ''],
    [-350, '-3', '.50'],
  ])('parts of %i fen', (fen, whole, cents) => {
    expect(priceParts(fen)).toEqual({ yuan: whole, cents });
  });

  test('totals keep their cents', () => {
    expect(priceParts(12900, true)).toEqual({ yuan: '129', cents: '.00' });
    expect(yuan(12900)).toBe('¥129.00');
    expect(yuan(-5)).toBe('-¥0.05');
  });

  test('what is not a number is nothing', () => {
    expect(priceParts(Number.NaN)).toEqual({ yuan: '0', cents: '' });
  });

  test.each(['', 'abc', '1.234', '-1', '1e3', '999999999', '1.', '.5', '１２'])('refuses %p as a sum', (text) => {
    expect(parseYuan(text)).toBeNull();
  });

  test('reads back what it writes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (fen) => parseYuan(yuan(fen).slice(1)) === fen));
    expect(parseYuan(' 12.5 ')).toBe(1250);
  });

  test('long counts are shortened, never rounded up', () => {
    expect([9999, 10000, 12999, 1_000_000].map(shortCount)).toEqual(['9999', '1万', '1.2万', '100万']);
  });
});

describe('time', () => {
  const MORNING = Date.UTC(2026, 10, 22, 1, 5, 9);

  test('is written in Asia/Shanghai', () => {
    expect(dateTime(MORNING)).toBe('2026-11-22 09:05:09');
    expect(date(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01');
    expect(dateTime(null)).toBe('');
  });

  test('counts down to nothing, and never shows 00:00 while time is left', () => {
    expect(countdown(0)).toBe('');
    expect(countdown(-5)).toBe('');
    expect(countdown(1)).toBe('00:01');
    expect(countdown(899_000)).toBe('14:59');
    expect(countdown(3_723_000)).toBe('1:02:03');
    expect(countdown(2 * 86_400_000 + 3_723_000)).toBe('2 天 01:02:03');
  });

  test('names far deadlines roughly', () => {
    expect(roughly(6 * 86_400_000 + 3 * 3_600_000)).toBe('6 天 3 小时');
    expect(roughly(86_400_000)).toBe('1 天');
    expect(roughly(200 * 60_000)).toBe('3 小时 20 分');
    expect(roughly(30_000)).toBe('1 分');
    expect(roughly(0)).toBe('');
  });

  test('ticks at once, every second, and ends by itself', () => {
    jest.useFakeTimers({ now: MORNING });
    const seen: number[] = [];
    tick(MORNING + 2500, (left) => seen.push(left));
    jest.advanceTimersByTime(10_000);
    expect(seen).toEqual([2500, 1500, 500, 0]);
    jest.useRealTimers();
  });

  test('a stopped ticker is silent', () => {
    jest.useFakeTimers({ now: MORNING });
    const seen: number[] = [];
    tick(MORNING + 9000, (left) => seen.push(left)).stop();
    jest.advanceTimersByTime(10_000);
    expect(seen).toEqual([9000]);
    jest.useRealTimers();
  });
});

describe('routes', () => {
  test('carry what they are given, encoded, and leave out what is missing', () => {
    expect(routes.list({ categoryId: 'fruit', title: '当季 鲜果' })).toBe(
      '/packages/product/pages/list/index?categoryId=fruit&title=%E5%BD%93%E5%AD%A3%20%E9%B2%9C%E6%9E%9C',
    );
    expect(routes.search()).toBe('/packages/product/pages/search/index');
  });

  test('a query is decoded once, and a broken one is taken as it is', () => {
    expect(queryText({ title: '%E6%9E%9C' }, 'title')).toBe('果');
    expect(queryText({ title: '100%' }, 'title')).toBe('100%');
    expect(queryText({}, 'title')).toBe('');
  });
});
