/** Goods without logistics: what may be set for them, and the accounts that they go to. */
import fc from 'fast-check';
import { productMethod, wayOf, wayOfOrder } from '../../../cloudfunctions/domain/fulfilment';
import { accountsOf, deliverProblem, maskedAccount, tidyAccount } from '../../../cloudfunctions/domain/virtual-goods';
import type { AccountType } from '../../../typings';

const all: AccountType[] = [1, 2, 3, 4];
const tidy = (type: AccountType, value: string) => tidyAccount({ type, value }, all, 'o-me');

describe('how goods are delivered', () => {
  test('an order of old goes by express; nothing virtual goes to an address, lies in a cart or comes back', () => {
    expect(wayOfOrder({})).toEqual(wayOf('express'));
    expect(wayOf(productMethod({}))).toMatchObject({ toAddress: true, logisticsType: 1 });
    for (const deliverMethod of [1, 3] as const) expect(wayOf(productMethod({ deliverMethod }))).toEqual({ toAddress: false, comesBack: false, inCart: false, logisticsType: 3 });
  });

  test('by phone it goes to a phone, by account to those that the merchant chose', () => {
    expect(accountsOf({})).toEqual([]);
    expect(accountsOf({ deliverMethod: 1 })).toEqual([3]);
    expect(accountsOf({ deliverMethod: 3, deliverAcctType: [2, 4] })).toEqual([2, 4]);
  });

  test.each([
    [{ deliverMethod: 3 }, 'deliverAcctType'],
    [{ deliverMethod: 3, deliverAcctType: [2, 2] }, 'deliverAcctType'],
    [{ deliverMethod: 1, deliverAcctType: [3] }, 'deliverAcctType'],
    [{ fromCodes: true }, 'fromCodes'],
    [{ deliverMethod: 1, extraService: { sevenDayReturn: 1, freightInsurance: 0, fakeOnePayThree: 0, damageGuarantee: 0 } }, 'extraService.sevenDayReturn'],
    [{ deliverMethod: 1, extraService: { sevenDayReturn: 0, freightInsurance: 1, fakeOnePayThree: 0, damageGuarantee: 0 } }, 'extraService.freightInsurance'],
    [{ deliverMethod: 1, deliverInfo: { stockType: 1, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: 1, presaleEndTime: 2, fullPaymentPresaleDeliveryTime: 4, afterPresale: 'CLOSE' } }, 'deliverInfo.stockType'],
  ] as const)('what does not go together names the field: %j', (terms, field) => {
    expect(deliverProblem(terms as never)).toMatchObject({ field, message: expect.any(String) });
  });

  test('what goes together is taken', () => {
    for (const terms of [{}, { deliverMethod: 0 }, { deliverMethod: 1, fromCodes: true }, { deliverMethod: 3, deliverAcctType: [1] }] as const) expect(deliverProblem(terms as never)).toBeNull();
  });
});

describe('accounts', () => {
  test.each<[AccountType, string, string]>([
    [3, ' +86 138-0000 0001 ', '13800000001'],
    [3, '１３８０００００００１', '13800000001'],
    [2, ' 10001 ', '10001'],
    [4, ' Reader.One+books@mail.example.com ', 'Reader.One+books@mail.example.com'],
    [1, 'anything', 'o-me'],
  ])('type %i %j is kept as %j', (type, rough, value) => expect(tidy(type, rough)).toEqual({ type, value }));

  test.each<[AccountType, string]>([[3, ''], [3, '12345'], [3, '138000000011'], [2, '0123456'], [2, '1234'], [2, '12a45'], [4, 'reader'], [4, 'a@b'], [4, 'a b@example.com'], [4, `${'a'.repeat(95)}@b.com`], [4, 'a@-b.com']])('type %i %j is refused by its field', (type, value) =>
    expect(tidy(type, value)).toMatchObject({ field: 'account.value', message: expect.stringMatching(/请/) }),
  );

  test('an account that the product does not go to names the type', () => {
    expect(tidyAccount({ type: 2, value: '10001' }, [3], 'o-me')).toEqual({ field: 'account.type', message: '这件商品发到手机号，请重新选择' });
  });

  test('what a list shows of it never tells all of it', () => {
    expect(maskedAccount({ type: 3, value: '13800000001' })).toBe('手机号 138****0001');
    expect(maskedAccount({ type: 4, value: 'reader@example.com' })).toBe('邮箱 re***@example.com');
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 99_999_999_999 }), (number) => !maskedAccount({ type: 2, value: String(number) }).includes(String(number))),
    );
    expect(maskedAccount({ type: 1, value: 'o-me' })).toBe('微信号');
  });
});
