/** Numbers, addresses and search terms: what is read and written by people. */
import fc from 'fast-check';
import { expressCompanies, expressCompany, isWaybill } from '../../../cloudfunctions/domain/express-companies';
import { isOrderNumber, orderNumber, shanghaiMidnight } from '../../../cloudfunctions/domain/order-number';
import { addressProblem, tidyAddress } from '../../../cloudfunctions/domain/postal-address';
import { cartLineState } from '../../../cloudfunctions/domain/cart-lines';

describe('an order number', () => {
  const time = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2090, 0, 1) });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('begins with the time in Shanghai', () => {
    expect(orderNumber(Date.UTC(2026, 10, 22, 16, 0, 0, 7), 0.5)).toMatch(/^20261123000000007500000\d$/);
  });
  test('is 24 digits that can be checked', () => {
    fc.assert(
      fc.property(time, chance, (now, random) => {
        const number = orderNumber(now, random);
        expect(number).toMatch(/^\d{24}$/);
        expect(isOrderNumber(number)).toBe(true);
      }),
    );
  });
  test('shows every wrong digit', () => {
    fc.assert(
      fc.property(time, chance, fc.nat(23), fc.integer({ min: 1, max: 9 }), (now, random, place, off) => {
        const digits = [...orderNumber(now, random)];
        digits[place] = String((Number(digits[place]) + off) % 10);
        expect(isOrderNumber(digits.join(''))).toBe(false);
      }),
    );
  });
  test.each(['', 'abc', '1'.repeat(23), '1'.repeat(25)])('%p is none', (text) => {
    expect(isOrderNumber(text)).toBe(false);
  });
  test('midnight is Shanghai’s', () => {
    expect(shanghaiMidnight(Date.UTC(2026, 10, 22, 15, 59, 59))).toBe(Date.UTC(2026, 10, 21, 16));
    expect(shanghaiMidnight(Date.UTC(2026, 10, 22, 16))).toBe(Date.UTC(2026, 10, 22, 16));
  });
});

describe('an address', () => {
  const good = { userName: '林小满', telNumber: '13800000000', provinceName: '浙江省', cityName: '杭州市', countyName: '', detailInfo: '文二路 1 号' };
  test('is tidied', () => {
    expect(tidyAddress({ ...good, userName: ' 林　 小满 ', telNumber: ' 138 0000 0000 ' })).toMatchObject({ userName: '林 小满', telNumber: '13800000000' });
  });
  test.each(['13800000000', '19912345678', '0571-88888888', '057188888888', '+8613800000000'])('can be reached at %s', (telNumber) => {
    expect(addressProblem({ ...good, telNumber })).toBeNull();
  });
  test.each(['', '1380000', '138000000000000000', '12a45678901', 'abc'])('cannot be reached at %p', (telNumber) => {
    expect(addressProblem({ ...good, telNumber })).toMatchObject({ field: 'telNumber' });
  });
  test.each(['userName', 'provinceName', 'cityName', 'detailInfo'] as const)('needs a %s', (field) => {
    expect(addressProblem({ ...good, [field]: '' })).toMatchObject({ field, message: expect.stringContaining('请填写') });
    expect(addressProblem({ ...good, [field]: '长'.repeat(500) })).toMatchObject({ field });
  });
});

test('express companies are found by id, waybills by their form', () => {
  expect(new Set(expressCompanies.map(({ deliveryId }) => deliveryId)).size).toBe(expressCompanies.length);
  expect(expressCompany('SF')).toEqual({ deliveryId: 'SF', deliveryName: '顺丰速运' });
  expect(expressCompany('toString')).toBeNull();
  expect(['SF1234567890', '7312-345678', 'a'.repeat(32)].every(isWaybill)).toBe(true);
  expect(['12345', 'a'.repeat(33), 'SF 123456', '单号123456', ''].some(isWaybill)).toBe(false);
});

test.each([
  [{ listed: false, available: 9, num: 1 }, 'offShelf'],
  [{ listed: true, available: 0, num: 1 }, 'soldOut'],
  [{ listed: true, available: 2, num: 3 }, 'short'],
  [{ listed: true, available: 3, num: 3 }, 'ok'],
])('a cart line %j is %s', (line, state) => {
  expect(cartLineState(line)).toBe(state);
});
