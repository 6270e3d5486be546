/** Telling WeChat what was shipped. A refusal is an answer, not an exception; a network error is an exception. */
import cloud from 'wx-server-sdk';
import type { ShippingBatch } from '../domain/shipping-upload';

interface OpenApi {
  wxa: { sec: { order: { uploadShippingInfo(params: Record<string, unknown>): Promise<{ errCode?: number }> } } };
}

/** accepted: WeChat has it, from now or from an earlier attempt. gone: the money went back, there is nothing to deliver. */
export type UploadAnswer = { outcome: 'accepted' | 'gone' } | { outcome: 'refused'; code: number; text: string };

/** 发货信息未更新: WeChat has this batch already. */
const SAME_AGAIN = 10060023;
/** 支付单处于不可发货的状态 */
const NOT_DELIVERABLE = 10060004;

export async function uploadShippingInfo(transactionId: string, openid: string, batch: ShippingBatch): Promise<UploadAnswer> {
  const { wxa } = (cloud as unknown as { openapi: OpenApi }).openapi;
  try {
    await wxa.sec.order.uploadShippingInfo({
      order_key: { order_number_type: 2, transaction_id: transactionId },
      logistics_type: batch.logisticsType,
      delivery_mode: batch.mode,
      ...(batch.mode === 2 ? { is_all_delivered: batch.complete } : {}),
      shipping_list: batch.list,
      upload_time: new Date(batch.at).toISOString(),
      payer: { openid },
    });
    return { outcome: 'accepted' };
  } catch (error) {
    const { errCode, errMsg } = error as { errCode?: unknown; errMsg?: unknown };
    if (typeof errCode !== 'number') throw error;
    if (errCode === SAME_AGAIN) return { outcome: 'accepted' };
    if (errCode === NOT_DELIVERABLE) return { outcome: 'gone' };
    return { outcome: 'refused', code: errCode, text: typeof errMsg === 'string' ? errMsg.replace(/^.*?(?:fail|errMsg:)\s*/, '').slice(0, 120) : '' };
  }
}
