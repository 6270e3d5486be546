/**
 * WeChat Pay reports a payment, or what became of a refund. It repeats the report until it hears errcode 0, which it hears when the money
 * stands in our books. A wrong amount is refused: the error stays in the log at every repeat until a person has looked into it.
 */
import type { Caller } from '../kernel/caller';
import { logError, logInfo } from '../kernel/log';
import { merchantId } from '../kernel/pay';
import { capturePayment, type Occasion } from '../processes/capturing';
import { refundFailed } from '../processes/refunding';

interface Answer {
  errcode: number;
  errmsg: string;
}
const done: Answer = { errcode: 0, errmsg: '' };

export function isPayCallback({ sources }: Caller): boolean {
  return sources.includes('wx_paycallback');
}

export async function payCallback(event: Record<string, unknown>, occasion: Occasion): Promise<Answer> {
  try {
    return event.outRefundNo === undefined ? await paid(event, occasion) : await refunded(event);
  } catch (error) {
    logError('pay callback failed', { outTradeNo: textOf(event.outTradeNo) }, error);
    return { errcode: -1, errmsg: 'not processed, send it again' };
  }
}

async function paid(event: Record<string, unknown>, occasion: Occasion): Promise<Answer> {
  const outTradeNo = textOf(event.outTradeNo);
  if (event.returnCode !== 'SUCCESS' || event.resultCode !== 'SUCCESS') {
    logInfo('payment failed', { outTradeNo, reason: textOf(event.errCodeDes) || textOf(event.returnMsg) });
    return done;
  }
  const totalFee = event.totalFee;
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(outTradeNo) || typeof totalFee !== 'number' || !Number.isSafeInteger(totalFee)) {
    logError('malformed pay callback', { outTradeNo });
    return { errcode: 1, errmsg: 'malformed' };
  }
  if (event.subMchId !== undefined && textOf(event.subMchId) !== merchantId()) {
    logError('pay callback of another merchant', { outTradeNo, subMchId: textOf(event.subMchId) });
    return { errcode: 1, errmsg: 'another merchant' };
  }
  const outcome = await capturePayment({ outTradeNo, totalFee, transactionId: textOf(event.transactionId) }, occasion);
  return outcome === 'captured' ? done : { errcode: 1, errmsg: outcome };
}

async function refunded(event: Record<string, unknown>): Promise<Answer> {
  const outRefundNo = textOf(event.outRefundNo);
  const status = textOf(event.refundStatus);
  if (/^[A-Za-z0-9_-]{1,64}$/.test(outRefundNo) && (status === 'CHANGE' || status === 'REFUNDCLOSE')) await refundFailed(outRefundNo, status);
  return done;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
