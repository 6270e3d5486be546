/** wxa.sec.order.uploadShippingInfo: the shop says how it delivers what was paid for; until then the money stays frozen. */
import { isRecord } from '../../json';
import type { PayService } from '../pay/service';
import type { PayOrder, Shipping } from '../pay/types';
import type { Answer, Arguments } from './messages';
import { fail, isText, ok, type OpenApi } from './answers';

/** A refusal on the way to the answer. */
class Refused extends Error {
  constructor(readonly answer: Answer) {
    super('refused');
  }
}
function refuse(errcode: number, errmsg: string): never {
  throw new Refused(fail(errcode, errmsg));
}

const MOST_PARCELS = 15;
const EXPRESS = 1;
const [UNIFIED, SPLIT] = [1, 2];

export const uploadShippingInfo: OpenApi = (args, { pay }) => {
  try {
    const order = payedOrder(args, pay);
    pay.recordShipping(order, merge(order.shipping, readShipping(args)));
    return ok();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
};

function payedOrder({ order_key: key, payer }: Arguments, pay: PayService): PayOrder {
  if (!isRecord(key) || !isRecord(payer) || !isText(payer.openid)) refuse(47001, 'data format error');
  const order = findOrder(key, pay);
  if (!order || order.state === 'NOTPAY' || order.state === 'CLOSED') refuse(10060001, '支付单不存在');
  if (order.openid !== payer.openid) refuse(10060031, '该笔支付单不属于 openid 所指定的用户');
  const returned = pay.look(order.outTradeNo).refunds.reduce((sum, { state, refundFee }) => sum + (state === 'REFUNDCLOSE' ? 0 : refundFee), 0);
  if (returned >= order.totalFee) refuse(10060004, '支付单处于不可发货的状态');
  return order;
}

function findOrder({ order_number_type: type, transaction_id: transaction, mchid, out_trade_no: trade }: Record<string, unknown>, pay: PayService): PayOrder | null {
  if (type === 2) return isText(transaction) ? pay.order('transaction_id', transaction) : refuse(268485195, '微信支付单号形式必须填写支付单号');
  if (type !== 1) refuse(268485194, '订单单号类型非法');
  if (!isText(mchid)) refuse(268485196, '商户侧单号形式需填写 mchid');
  if (!isText(trade)) refuse(268485197, '商户侧单号形式需填写 out_trade_no');
  const order = pay.order('out_trade_no', trade);
  return order?.mchId === mchid ? order : null;
}

function readShipping({ logistics_type: logistics, delivery_mode: mode, is_all_delivered: all, shipping_list: list, upload_time: time }: Arguments): Shipping {
  if (![1, 2, 3, 4].some((known) => known === logistics)) refuse(47001, 'data format error');
  if (mode !== UNIFIED && mode !== SPLIT) refuse(268485224, '发货模式非法');
  if (!Array.isArray(list) || !list.every(isRecord)) refuse(47001, 'data format error');
  const express = logistics === EXPRESS;
  if (mode === SPLIT && !express) refuse(10060006, '非快递发货时不允许分拆发货');
  if (mode === SPLIT && typeof all !== 'boolean') refuse(10060007, '分拆发货模式下必须填写 is_all_delivered');
  if (mode === UNIFIED && list.length !== 1) refuse(268485228, '统一发货模式下,物流信息列表长度必须为1');
  if (list.length === 0) refuse(47001, 'data format error');
  if (list.length > MOST_PARCELS) refuse(10060024, '物流信息列表太长');
  for (const parcel of list) checkParcel(parcel, express);
  const uploadedAt = rfc3339(time) ?? refuse(268485216, '上传时间非法,请按照 RFC 3339 格式填写');
  return { logisticsType: logistics as number, deliveryMode: mode, parcels: list, complete: mode === UNIFIED || all === true, corrected: false, uploadedAt };
}

function checkParcel({ item_desc: description, tracking_no: number, express_company: company }: Record<string, unknown>, express: boolean): void {
  if (!isText(description)) refuse(10060008, '商品描述 item_desc 字段不能为空');
  if ([...description].length > 120) refuse(10060009, '商品描述过长');
  if (!express) return;
  if (!isText(number)) refuse(268485226, '物流单号不能为空');
  if (!isText(company)) refuse(268485227, '物流公司编码不能为空');
  if (company.length > 128) refuse(10060025, '物流公司编码太长');
  if (number.length > 128) refuse(10060026, '物流单号太长');
}

/** More parcels may follow until all are told; after that, or to change the way of delivery, there is one correction. */
function merge(before: Shipping | undefined, now: Shipping): Shipping {
  if (!before) return now;
  if (now.uploadedAt <= before.uploadedAt) refuse(10060023, '发货信息未更新');
  const correction = before.complete || now.deliveryMode !== before.deliveryMode || now.logisticsType !== before.logisticsType;
  if (correction && before.corrected) refuse(10060003, '支付单已使用重新发货机会');
  if (correction) return { ...now, corrected: true };
  const parcels = [...before.parcels, ...now.parcels];
  if (parcels.length > MOST_PARCELS) refuse(10060024, '物流信息列表太长');
  return { ...now, parcels, corrected: before.corrected };
}

/** ms; null: not of this form. */
function rfc3339(time: unknown): number | null {
  if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time)) return null;
  const value = Date.parse(time);
  return Number.isNaN(value) ? null : value;
}
