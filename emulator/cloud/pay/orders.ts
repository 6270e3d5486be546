/** unifiedOrder, queryOrder, closeOrder. Fields and codes are those of WeChat Pay's V2 interface. */
import type { Clock } from '../clock';
import type { Books } from './books';
import { fromPayTime, paymentOf, payTime, prepayId } from './numbers';
import { fee, optional, PayRefusal, text } from './refusal';
import type { PayOrder } from './types';

type Fields = Record<string, unknown>;

export const TRADE_NO = /^[A-Za-z0-9_\-|*@]{1,32}$/;
const FUNCTION_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;
const MCH_ID = /^\w{1,32}$/;
/** A prepay id can be paid for two hours. */
const PREPAY_MS = 2 * 3_600_000;

const STATE_TEXT: Record<PayOrder['state'], string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
};

export class Orders {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    private readonly appid: string,
  ) {}

  /** `openid`: of the user for whom the calling function runs. */
  create(fields: Fields, openid: string | undefined): Fields {
    const now = this.clock.now();
    const order = this.read(fields, openid, now);
    const earlier = this.books.order('out_trade_no', order.outTradeNo);
    const current = earlier ? this.again(earlier, order) : order;
    if (!earlier) this.books.saveOrder(order);
    return {
      sub_mch_id: current.mchId,
      trade_type: 'JSAPI',
      prepay_id: current.prepayId,
      payment: paymentOf(this.appid, current.prepayId, now),
    };
  }

  query(fields: Fields): Fields {
    const order = this.find(fields);
    const known = { sub_mch_id: order.mchId, out_trade_no: order.outTradeNo, trade_state: order.state, trade_state_desc: STATE_TEXT[order.state], attach: order.attach };
    if (order.paidAt === null) return known;
    return { ...known, ...paidFields(order) };
  }

  close(fields: Fields): Fields {
    const order = this.find(fields);
    if (order.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '订单已关闭');
    if (order.state !== 'NOTPAY') throw new PayRefusal('ORDERPAID', '订单已支付,不能发起关单');
    this.books.saveOrder({ ...order, state: 'CLOSED' });
    return { sub_mch_id: order.mchId };
  }

  private find(fields: Fields): PayOrder {
    const byTransaction = optional(fields, 'transaction_id', /^\d{28}$/);
    const order = byTransaction
      ? this.books.order('transaction_id', byTransaction)
      : this.books.order('out_trade_no', text(fields, 'out_trade_no', TRADE_NO));
    if (!order) throw new PayRefusal('ORDERNOTEXIST', '此交易订单号不存在');
    return order;
  }

  private read(fields: Fields, openid: string | undefined, now: number): PayOrder {
    const expire = optional(fields, 'time_expire', /^\d{14}$/);
    const expireAt = expire ? fromPayTime(expire) : now + PREPAY_MS;
    if (expireAt === null || expireAt <= now) throw new PayRefusal('PARAM_ERROR', '参数错误:time_expire 已过期');
    const payer = openid ?? (optional(fields, 'sub_openid', /^[\w-]{1,128}$/) || optional(fields, 'openid', /^[\w-]{1,128}$/));
    if (!payer) throw new PayRefusal('PARAM_ERROR', 'JSAPI 支付必须传 openid:请在用户发起的调用里下单');
    if (fields.trade_type !== undefined && fields.trade_type !== 'JSAPI') throw new PayRefusal('PARAM_ERROR', '参数错误:trade_type 只支持 JSAPI');
    text(fields, 'spbill_create_ip', /^[\da-fA-F.:]{3,64}$/);
    text(fields, 'env_id', /^[\w-]{1,64}$/);
    return {
      outTradeNo: text(fields, 'out_trade_no', TRADE_NO),
      prepayId: prepayId(now),
      openid: payer,
      mchId: text(fields, 'sub_mch_id', MCH_ID),
      body: text(fields, 'body', /^[^\n]{1,128}$/u),
      attach: optional(fields, 'attach', /^[\s\S]{1,127}$/),
      totalFee: fee(fields, 'total_fee'),
      functionName: text(fields, 'function_name', FUNCTION_NAME),
      state: 'NOTPAY',
      createdAt: now,
      expireAt,
      transactionId: '',
      paidAt: null,
      plan: null,
    };
  }

  /** The same order may be placed again as long as nothing in it changes. */
  private again(earlier: PayOrder, order: PayOrder): PayOrder {
    if (earlier.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '订单已关闭');
    if (earlier.state !== 'NOTPAY') throw new PayRefusal('ORDERPAID', '该订单已支付');
    const same = (['openid', 'mchId', 'body', 'attach', 'totalFee', 'functionName'] as const).every((name) => earlier[name] === order[name]);
    if (!same) throw new PayRefusal('INVALID_REQUEST', '201 商户订单号重复');
    return earlier;
  }
}

/** What both the query and the callback say of a payment. */
export function paidFields(order: PayOrder): Fields {
  return {
    openid: order.openid,
    sub_openid: order.openid,
    is_subscribe: 'N',
    sub_is_subscribe: 'N',
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    total_fee: order.totalFee,
    fee_type: 'CNY',
    cash_fee: order.totalFee,
    cash_fee_type: 'CNY',
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    time_end: payTime(order.paidAt!),
  };
}
