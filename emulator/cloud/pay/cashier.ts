/** The customer's side of a payment: what the pay sheet shows, and what comes of it. */
import type { Clock } from '../clock';
import type { Books } from './books';
import { paymentEvent } from './events';
import { serial } from './numbers';
import { deliveriesOf } from './plans';
import type { Postman } from './postman';
import type { PayOrder } from './types';

export type SheetOutcome = 'success' | 'cancel' | 'fail';

export interface Bill {
  body: string;
  totalFee: number;
  mchName: string;
}

export class Cashier {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    private readonly postman: Postman,
    private readonly appid: string,
    private readonly mchName: string,
  ) {}

  /** `packageText` is `prepay_id=…`. The reason is in the form of wx.requestPayment's errMsg. */
  bill(packageText: unknown, openid: string): Bill | { errMsg: string } {
    const order = this.payable(packageText, openid);
    return 'errMsg' in order ? order : { body: order.body, totalFee: order.totalFee, mchName: this.mchName };
  }

  /** Settles the order when the customer pays; the callback is on its way when this returns. */
  settle(packageText: unknown, openid: string, outcome: SheetOutcome): { errMsg: string } {
    const order = this.payable(packageText, openid);
    if ('errMsg' in order) return order;
    if (outcome === 'cancel') return { errMsg: 'requestPayment:fail cancel' };
    return outcome === 'success' && this.pay(order) ? { errMsg: 'requestPayment:ok' } : { errMsg: 'requestPayment:fail 银行卡余额不足' };
  }

  /** False: a plan had the bank refuse. */
  private pay(order: PayOrder): boolean {
    const now = this.clock.now();
    const send = this.books.together(() => {
      const plan = this.books.takePlan('payment', order.outTradeNo);
      if (plan?.outcome === 'fail') return null;
      const paid: PayOrder = { ...order, state: 'SUCCESS', paidAt: now, transactionId: serial('4200', now), plan };
      this.books.saveOrder(paid);
      const { outTradeNo, functionName } = paid;
      return this.postman.accept({ about: 'payment', outTradeNo, outRefundNo: '', functionName }, deliveriesOf(plan, paymentEvent(paid, this.appid)));
    });
    send?.();
    return send !== null;
  }

  private payable(packageText: unknown, openid: string): PayOrder | { errMsg: string } {
    const fail = (why: string) => ({ errMsg: `requestPayment:fail ${why}` });
    const id = typeof packageText === 'string' && packageText.startsWith('prepay_id=') ? packageText.slice('prepay_id='.length) : '';
    const order = this.books.order('prepay_id', id);
    if (!order) return fail('订单不存在,请核对 package 参数');
    if (order.openid !== openid) return fail('下单账号与支付账号不一致');
    if (order.state === 'CLOSED') return fail('该订单已关闭');
    if (order.state !== 'NOTPAY') return fail('该订单已支付');
    if (order.expireAt <= this.clock.now()) return fail('该订单已过期');
    return order;
  }
}
