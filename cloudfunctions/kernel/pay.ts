/** WeChat Pay through the cloud. A refusal is an answer, not an exception; a network error is an exception. */
import cloud from 'wx-server-sdk';
import type { PaymentParams } from '../../typings';
import { MINUTE, now } from './clock';
import { nonce } from './ids';

/** What the SDK's answers have; WeChat's own error code is lost in it (the SDK writes its 0 over it), the text is there. */
interface PayReply {
  returnCode?: string;
  returnMsg?: string;
  resultCode?: string;
  errCodeDes?: string;
  tradeState?: string;
  totalFee?: number | string;
  transactionId?: string;
  payment?: PaymentParams & { appId?: string };
}
interface CloudPay {
  unifiedOrder(params: Record<string, unknown>): Promise<PayReply>;
  queryOrder(params: Record<string, unknown>): Promise<PayReply>;
  closeOrder(params: Record<string, unknown>): Promise<PayReply>;
  refund(params: Record<string, unknown>): Promise<PayReply>;
}
const { cloudPay } = cloud as unknown as { cloudPay: CloudPay };

/** WeChat Pay refuses an order that is to expire sooner. */
const SHORTEST = MINUTE + 5_000;
/** The function that WeChat Pay calls back. */
const CALLBACK = 'payment';
/** The merchant number; the cloud's own settings give the real one. */
const DEMO_MERCHANT = '1900000109';

export function merchantId(): string {
  return process.env.XIAODIAN_SUB_MCH_ID || DEMO_MERCHANT;
}

export type PrepayAnswer = { params: PaymentParams } | { refused: string };

/** `expireAt`: WeChat Pay takes no money after it (if that is very soon, a little later: such money goes back). */
export async function unifiedOrder(order: { envId: string; outTradeNo: string; payFen: number; body: string; expireAt: number }): Promise<PrepayAnswer> {
  const reply = await cloudPay.unifiedOrder({
    functionName: CALLBACK,
    envId: order.envId,
    subMchId: merchantId(),
    nonceStr: nonce(),
    body: order.body,
    outTradeNo: order.outTradeNo,
    totalFee: order.payFen,
    spbillCreateIp: String(cloud.getWXContext().CLIENTIP || '127.0.0.1'),
    tradeType: 'JSAPI',
    timeExpire: beijingTime(Math.max(order.expireAt, now() + SHORTEST)),
  });
  if (!succeeded(reply) || !reply.payment) return { refused: reasonOf(reply) };
  const { timeStamp, nonceStr, package: prepayPackage, signType, paySign } = reply.payment;
  return { params: { timeStamp, nonceStr, package: prepayPackage, signType, paySign } };
}

/** paid: with what WeChat took. open: it may still be paid. closed: never will be. unknown: WeChat Pay has no such order. */
export type TradeState = { state: 'paid'; totalFee: number; transactionId: string } | { state: 'open' | 'closed' | 'unknown' };

export async function queryOrder(outTradeNo: string): Promise<TradeState> {
  const reply = await cloudPay.queryOrder({ subMchId: merchantId(), nonceStr: nonce(), outTradeNo });
  if (reply.returnCode !== 'SUCCESS') throw new Error(`queryOrder: ${reasonOf(reply)}`);
  if (reply.resultCode !== 'SUCCESS') return { state: 'unknown' };
  switch (reply.tradeState) {
    case 'SUCCESS':
    case 'REFUND':
      return { state: 'paid', totalFee: Number(reply.totalFee), transactionId: String(reply.transactionId ?? '') };
    case 'CLOSED':
    case 'REVOKED':
      return { state: 'closed' };
    default:
      return { state: 'open' };
  }
}

/** True: nobody can pay it any more. False: WeChat Pay refused, most often because it is paid or only just made. */
export async function closeOrder(outTradeNo: string): Promise<boolean> {
  return succeeded(await cloudPay.closeOrder({ subMchId: merchantId(), nonceStr: nonce(), outTradeNo }));
}

export interface RefundOrder {
  envId: string;
  outTradeNo: string;
  /** The same one on every repeat: WeChat Pay refunds once. */
  outRefundNo: string;
  totalFen: number;
  refundFen: number;
  reason: string;
}

/** null: accepted; otherwise why not. */
export async function refund(order: RefundOrder): Promise<string | null> {
  const reply = await cloudPay.refund({
    functionName: CALLBACK,
    envId: order.envId,
    sub_mch_id: merchantId(),
    nonce_str: nonce(),
    out_trade_no: order.outTradeNo,
    out_refund_no: order.outRefundNo,
    total_fee: order.totalFen,
    refund_fee: order.refundFen,
    refund_desc: order.reason,
  });
  return succeeded(reply) ? null : reasonOf(reply);
}

function succeeded(reply: PayReply): boolean {
  return reply.returnCode === 'SUCCESS' && reply.resultCode === 'SUCCESS';
}

function reasonOf(reply: PayReply): string {
  return reply.errCodeDes || reply.returnMsg || '微信支付没有说明原因';
}

/** yyyyMMddHHmmss */
function beijingTime(at: number): string {
  return new Date(at + 8 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}
