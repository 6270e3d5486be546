/** Which of 微信小店's reasons fit which request. */
import type { AfterSaleReason, AfterSaleType } from '../../typings';
import { wayOf, type Way } from './fulfilment';

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
/** Of what was delivered without a parcel. */
const NO_PARCEL: readonly AfterSaleReason[] = REFUND.filter((reason) => !['NO_EXPRESS_INFO', 'EMPTY_PACKAGE', 'REJECT_RECEIVE_PACKAGE', 'THREE_NO_PRODUCT'].includes(reason));
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

export function reasonsFor(type: AfterSaleType, unshipped: boolean, { toAddress }: Pick<Way, 'toAddress'> = wayOf('express')): readonly AfterSaleReason[] {
  if (type === 'RETURN') return RETURN;
  if (type === 'EXCHANGE') return EXCHANGE;
  return unshipped ? UNSHIPPED : toAddress ? REFUND : NO_PARCEL;
}
