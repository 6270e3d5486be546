/** What a cloud function is told: the V2 notifications of WeChat Pay, keys in camel case. */
import { nonce, payDate } from './numbers';
import { paidFields } from './orders';
import type { PayOrder, PayRefund } from './types';

type Fields = Record<string, unknown>;
export const ACCOUNT = '支付用户零钱';
export const PLATFORM_MCH_ID = '1800008281';

export function paymentEvent(order: PayOrder, appid: string): Fields {
  const paid = Object.entries(paidFields(order)).map(([name, value]) => [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value]);
  return { ...common(order, appid), resultCode: 'SUCCESS', ...Object.fromEntries(paid) };
}

export function refundEvent(refund: PayRefund, order: PayOrder, appid: string): Fields {
  return {
    ...common(order, appid),
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId,
    outRefundNo: refund.outRefundNo,
    refundId: refund.refundId,
    totalFee: refund.totalFee,
    refundFee: refund.refundFee,
    settlementTotalFee: refund.totalFee,
    settlementRefundFee: refund.refundFee,
    refundStatus: refund.state,
    refundRecvAccout: ACCOUNT,
    refundAccount: 'REFUND_SOURCE_UNSETTLED_FUNDS',
    refundRequestSource: 'API',
    // Only money that arrived has a time of arrival.
    ...(refund.state === 'SUCCESS' ? { successTime: payDate(refund.doneAt!) } : {}),
  };
}

function common(order: PayOrder, appid: string): Fields {
  return {
    returnCode: 'SUCCESS',
    appid,
    subAppid: appid,
    mchId: PLATFORM_MCH_ID,
    subMchId: order.mchId,
    nonceStr: nonce(),
    userInfo: { appId: appid, openId: order.openid },
  };
}
