/** refund and queryRefund. A refund is accepted at once, carried out a moment later, and then told to the function named in it. */
import type { Clock } from '../clock';
import { isDeepStrictEqual } from 'node:util';
import type { Books } from './books';
import { ACCOUNT, refundEvent } from './events';
import { payDate, serial } from './numbers';
import { TRADE_NO } from './orders';
import { deliveriesOf, finalState, processingTime } from './plans';
import type { Postman } from './postman';
import { fee, optional, PayRefusal, text } from './refusal';
import type { PayOrder, PayRefund } from './types';

type Fields = Record<string, unknown>;

const REFUND_NO = /^[A-Za-z0-9_\-|*@]{1,64}$/;
const MOST_REFUNDS = 50;

export class Refunds {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    private readonly postman: Postman,
    private readonly appid: string,
  ) {}

  /** Carries out what an earlier run accepted. */
  start(): void {
    for (const refund of this.books.openRefunds()) this.carryOutSoon(refund);
  }

  create(fields: Fields): Fields {
    const order = this.orderOf(fields);
    const refund = this.read(fields, order);
    const earlier = this.books.refund('out_refund_no', refund.outRefundNo);
    if (earlier) {
      const pick = ({ outTradeNo, totalFee, refundFee }: PayRefund) => ({ outTradeNo, totalFee, refundFee });
      if (!isDeepStrictEqual(pick(earlier), pick(refund))) throw new PayRefusal('REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致,请核实后再试');
      return answer(earlier, order);
    }
    const others = this.books.refundsOf(order.outTradeNo);
    // What the merchant kept can be given back by another refund.
    const refunded = others.reduce((sum, other) => sum + (other.state === 'REFUNDCLOSE' ? 0 : other.refundFee), 0);
    if (others.length >= MOST_REFUNDS) throw new PayRefusal('ERROR', `退款次数超过 ${MOST_REFUNDS} 次`);
    if (refunded + refund.refundFee > order.totalFee) throw new PayRefusal('INVALID_REQUEST', '累计退款金额大于支付金额');
    this.books.together(() => {
      refund.plan = this.books.takePlan('refund', refund.outRefundNo);
      this.books.saveRefund(refund);
      this.books.saveOrder({ ...order, state: 'REFUND' });
    });
    this.carryOutSoon(refund);
    return answer(refund, order);
  }

  query(fields: Fields): Fields {
    const refunds = this.find(fields);
    const [first] = refunds;
    if (!first) throw new PayRefusal('REFUNDNOTEXIST', '退款订单查询失败');
    const order = this.books.order('out_trade_no', first.outTradeNo)!;
    const numbered = refunds.flatMap((refund, index) => Object.entries(oneOfMany(refund)).map(([name, value]) => [`${name}_${index}`, value]));
    return {
      sub_mch_id: order.mchId,
      transaction_id: order.transactionId,
      out_trade_no: order.outTradeNo,
      total_fee: order.totalFee,
      cash_fee: order.totalFee,
      refund_count: refunds.length,
      refund_fee: refunds.reduce((sum, refund) => sum + refund.refundFee, 0),
      ...Object.fromEntries(numbered),
    };
  }

  private carryOutSoon({ outRefundNo, createdAt, plan }: PayRefund): void {
    this.clock.at(createdAt + processingTime(plan), () => this.carryOut(outRefundNo));
  }

  private carryOut(outRefundNo: string): void {
    const refund = this.books.refund('out_refund_no', outRefundNo)!;
    if (refund.state !== 'PROCESSING') return;
    const order = this.books.order('out_trade_no', refund.outTradeNo)!;
    const done: PayRefund = { ...refund, state: finalState(refund.plan), doneAt: this.clock.now() };
    const send = this.books.together(() => {
      this.books.saveRefund(done);
      if (done.functionName === '') return null;
      const { outTradeNo, functionName, plan } = done;
      return this.postman.accept({ about: 'refund', outTradeNo, outRefundNo, functionName }, deliveriesOf(plan, refundEvent(done, order, this.appid)));
    });
    send?.();
  }

  private read(fields: Fields, order: PayOrder): PayRefund {
    const now = this.clock.now();
    if (fee(fields, 'total_fee') !== order.totalFee) throw new PayRefusal('REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致,请核实后再试');
    if (order.paidAt === null) throw new PayRefusal('TRADE_STATE_ERROR', '订单状态错误:订单未支付');
    return {
      outRefundNo: text(fields, 'out_refund_no', REFUND_NO),
      refundId: serial('503', now),
      outTradeNo: order.outTradeNo,
      transactionId: order.transactionId,
      totalFee: order.totalFee,
      refundFee: fee(fields, 'refund_fee'),
      functionName: optional(fields, 'function_name', /^[A-Za-z][A-Za-z0-9_-]{0,59}$/),
      state: 'PROCESSING',
      createdAt: now,
      doneAt: null,
      plan: null,
    };
  }

  private orderOf(fields: Fields): PayOrder {
    text(fields, 'sub_mch_id', /^\w{1,32}$/);
    const byTransaction = optional(fields, 'transaction_id', /^\d{28}$/);
    const order = byTransaction ? this.books.order('transaction_id', byTransaction) : this.books.order('out_trade_no', text(fields, 'out_trade_no', TRADE_NO));
    if (!order) throw new PayRefusal('ORDERNOTEXIST', '订单号不存在');
    return order;
  }

  /** By refund_id, out_refund_no, transaction_id or out_trade_no, in this order of precedence. */
  private find(fields: Fields): PayRefund[] {
    const byId = optional(fields, 'refund_id', /^\d{28}$/);
    const byNumber = optional(fields, 'out_refund_no', REFUND_NO);
    if (byId || byNumber) {
      const refund = byId ? this.books.refund('refund_id', byId) : this.books.refund('out_refund_no', byNumber);
      return refund ? [refund] : [];
    }
    const byTransaction = optional(fields, 'transaction_id', /^\d{28}$/);
    const outTradeNo = byTransaction ? (this.books.order('transaction_id', byTransaction)?.outTradeNo ?? '') : text(fields, 'out_trade_no', TRADE_NO);
    return this.books.refundsOf(outTradeNo);
  }
}

function answer(refund: PayRefund, order: PayOrder): Fields {
  return {
    sub_mch_id: order.mchId,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_channel: '',
    refund_fee: refund.refundFee,
    total_fee: refund.totalFee,
    cash_fee: refund.totalFee,
    cash_refund_fee: refund.refundFee,
  };
}

function oneOfMany(refund: PayRefund): Fields {
  return {
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_channel: 'ORIGINAL',
    refund_fee: refund.refundFee,
    refund_status: refund.state,
    refund_recv_accout: ACCOUNT,
    ...(refund.state !== 'SUCCESS' ? {} : { refund_success_time: payDate(refund.doneAt!) }),
  };
}
