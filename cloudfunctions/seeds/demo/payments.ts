/** What WeChat Pay took for the demo's paid orders and deposits: with it they can be refunded like any other. */
import type { SeedContext, SeedPayment } from '../seed';
import { depositPaymentDocs } from './deposit';
import { orderPaymentDocs } from './orders';

/** The merchant number that the functions use where none is set. */
const MERCHANT = '1900000109';

export function seedPayments(context: SeedContext): SeedPayment[] {
  return [...orderPaymentDocs(context), ...depositPaymentDocs(context)].map(({ _id, openid, payFen, transactionId, purpose, capturedAt, createdAt }) => ({
    outTradeNo: _id,
    openid,
    mchId: MERCHANT,
    totalFee: payFen,
    transactionId,
    body: purpose === 'deposit' ? '保证金' : '小店订单',
    paidAt: capturedAt ?? createdAt,
  }));
}
