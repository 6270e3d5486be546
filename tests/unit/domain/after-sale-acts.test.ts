import type { AfterSaleAct, AfterSaleType } from '../../../typings';
import { acceptEvent, actsOf, declineEvent, mayIntercept, type Standing } from '../../../cloudfunctions/domain/after-sale-acts';
import { afterSaleStatuses, isTerminal, nextAfterSaleStatus } from '../../../cloudfunctions/domain/after-sale-states';

const standing = (status: Standing['status'], type: AfterSaleType, more: Partial<Standing> = {}): Standing => ({ status, type, unshipped: false, dispute: null, returnDelivery: null, proposalsLeft: 3, ...more });
const open = { dispute: { state: 'open' } } as const;
const way = { returnDelivery: {} };

test.each<['shopper' | 'merchant' | 'platform', Standing, AfterSaleAct[]]>([
  ['shopper', standing('MERCHANT_PROCESSING', 'REFUND'), ['cancel', 'say']],
  ['shopper', standing('USER_WAIT_RETURN', 'RETURN'), ['cancel', 'sendBack', 'say']],
  ['shopper', standing('MERCHANT_REJECT_RETURN', 'RETURN'), ['cancel', 'dispute', 'say']],
  ['shopper', standing('MERCHANT_REJECT_RETURN', 'RETURN', open), ['cancel', 'say']],
  ['shopper', standing('MERCHANT_REJECT_RESHIP', 'EXCHANGE', way), ['cancel', 'dispute', 'say']],
  ['shopper', standing('RETURN_CLOSED', 'RETURN'), ['cancel', 'dispute', 'say']],
  ['shopper', standing('MERCHANT_WAIT_RECEIPT', 'RETURN', way), ['say']],
  ['shopper', standing('USER_WAIT_RECEIPT', 'EXCHANGE', way), ['confirmExchange', 'say']],
  ['shopper', standing('USER_WAIT_CONFIRM_UPDATE', 'RETURN'), ['cancel', 'decline', 'accept', 'say']],
  // What is on its way back cannot be given up.
  ['shopper', standing('USER_WAIT_CONFIRM_UPDATE', 'RETURN', way), ['decline', 'accept', 'say']],
  ['shopper', standing('USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', 'RETURN'), ['decline', 'accept', 'say']],
  ['merchant', standing('MERCHANT_PROCESSING', 'REFUND', { orderStatus: 30 }), ['reject', 'propose', 'intercept', 'agree', 'say']],
  ['merchant', standing('MERCHANT_PROCESSING', 'REFUND', { orderStatus: 100 }), ['reject', 'propose', 'agree', 'say']],
  ['merchant', standing('MERCHANT_PROCESSING', 'REFUND', { unshipped: true, orderStatus: 20 }), ['reject', 'agree', 'say']],
  ['merchant', standing('MERCHANT_PROCESSING', 'EXCHANGE', { proposalsLeft: 0 }), ['reject', 'agree', 'say']],
  ['merchant', standing('USER_WAIT_RETURN', 'RETURN'), ['receive', 'say']],
  ['merchant', standing('USER_WAIT_RETURN', 'EXCHANGE'), ['say']],
  ['merchant', standing('MERCHANT_WAIT_RECEIPT', 'RETURN', way), ['reject', 'propose', 'receive', 'say']],
  ['merchant', standing('MERCHANT_WAIT_RECEIPT', 'EXCHANGE', way), ['reject', 'propose', 'reship', 'say']],
  ['merchant', standing('WAIT_PACKAGE_INTERCEPT', 'REFUND'), ['reject', 'receive', 'say']],
  ['merchant', standing('USER_WAIT_CONFIRM_UPDATE', 'RETURN'), ['say']],
  ['merchant', standing('MERCHANT_REFUND_RETRY_FAIL', 'REFUND'), ['certify', 'retryRefund', 'say']],
  ['merchant', standing('MERCHANT_REJECT_REFUND', 'REFUND', open), ['say']],
  ['platform', standing('MERCHANT_REJECT_REFUND', 'REFUND', open), ['decide', 'say']],
  ['platform', standing('MERCHANT_REJECT_REFUND', 'REFUND'), ['say']],
])('%s in %j may %j', (actor, at, acts) => {
  expect(actsOf(actor, at)).toEqual(acts);
});

test('nobody may do anything with what has ended', () => {
  for (const ended of afterSaleStatuses.filter(isTerminal)) {
    for (const actor of ['shopper', 'merchant', 'platform'] as const) expect(actsOf(actor, standing(ended, 'RETURN', open))).toEqual([]);
  }
});

test('a proposal leads on by what was proposed and where the goods are, and always somewhere', () => {
  const proposed = (type: AfterSaleType, more: Partial<Standing> = {}) => standing('USER_WAIT_CONFIRM_UPDATE', 'EXCHANGE', { proposal: { type }, ...more });
  expect([proposed('REFUND'), proposed('RETURN'), proposed('RETURN', way)].map(acceptEvent)).toEqual(['acceptRefund', 'acceptReturn', 'acceptOnTheWay']);
  expect([proposed('REFUND'), proposed('RETURN', way)].map(declineEvent)).toEqual(['decline', 'declineOnTheWay']);
  for (const type of ['REFUND', 'RETURN'] as const) {
    const began = standing('USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', type);
    expect(nextAfterSaleStatus(began.status, type, acceptEvent(began))).toBe(type === 'REFUND' ? 'PLATFORM_REFUNDING' : 'USER_WAIT_RETURN');
    expect(declineEvent(began)).toBe('refuse');
  }
  for (const at of [proposed('REFUND'), proposed('RETURN'), proposed('RETURN', way)]) {
    for (const event of [acceptEvent(at), declineEvent(at)]) expect([event, nextAfterSaleStatus(at.status, at.type, event)]).not.toEqual([event, null]);
  }
});

test('only a parcel that is on its way can be stopped', () => {
  const asked = (orderStatus: Standing['orderStatus'], unshipped = false) => standing('MERCHANT_PROCESSING', 'REFUND', { orderStatus, unshipped });
  expect([asked(30), asked(100), asked(20, true), asked(undefined)].map(mayIntercept)).toEqual([true, false, false, false]);
});
