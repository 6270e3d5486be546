/** Which of 微信小店's reasons fit which request. */
import type { AfterSaleReason, AfterSaleType } from '../../typings';

const UNSHIPPED: readonly AfterSaleReason[] = ['NO_LONGER_WANT', 'INCORRECT_SELECTION', 'NOT_DELIVERED_TOO_LONG', 'OTHERS'];
const REFUND: readonly AfterSaleReason[] = [
  'NO_EXPRESS_INFO',
  'NOT_DELIVERED_TOO_LONG',
  'EMPTY_PACKAGE',
  'REJECT_RECEIVE_PACKAGE',
  'QUALITY_ISSUE',
  'NOT_MATCH_PRODUCT_DESC',
  'SEND_WRONG_GOODS',
  'THREE_NO_PRODUCT',
  'FAKE_PRODUCT',
  'OTHERS',
];
const RETURN: readonly AfterSaleReason[] = [
  'NO_REASON_7_DAYS',
  'NO_LONGER_WANT',
  'INCORRECT_SELECTION',
  'QUALITY_ISSUE',
  'NOT_MATCH_PRODUCT_DESC',
  'SEND_WRONG_GOODS',
  'THREE_NO_PRODUCT',
  'FAKE_PRODUCT',
  'OTHERS',
];

const EXCHANGE: readonly AfterSaleReason[] = ['INCORRECT_SELECTION', 'QUALITY_ISSUE', 'NOT_MATCH_PRODUCT_DESC', 'SEND_WRONG_GOODS', 'OTHERS'];

export const afterSaleReasons: readonly AfterSaleReason[] = [...new Set([...UNSHIPPED, ...REFUND, ...RETURN, ...EXCHANGE])];

export function reasonsFor(type: AfterSaleType, unshipped: boolean): readonly AfterSaleReason[] {
  if (type === 'RETURN') return RETURN;
  if (type === 'EXCHANGE') return EXCHANGE;
  return unshipped ? UNSHIPPED : REFUND;
}
