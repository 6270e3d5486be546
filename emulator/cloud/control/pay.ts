/** /control/pay*: payments made, looked at, and made to go wrong. */
import { EmulatorError } from '../../errors';
import type { MovableClock } from '../clock';
import { readPlan } from '../pay/plans';
import type { PayService } from '../pay/service';
import { count, type Handler, sheetOutcome, text } from './body';

export function payControls(pay: PayService, clock: MovableClock): Record<string, Handler> {
  return {
    // {outTradeNo} → {order, refunds, notices}
    pay: (body) => pay.look(text(body, 'outTradeNo')),
    // {outTradeNo, outcome} as the customer does in the sheet; what is to be told at once has been told when it answers.
    'pay/settle': async (body) => {
      const { order } = pay.look(text(body, 'outTradeNo'));
      if (!order) throw new EmulatorError(`There is no payment ${text(body, 'outTradeNo')}.`, 'Order it first, with cloudPay.unifiedOrder.');
      const answer = pay.cashier.settle(`prepay_id=${order.prepayId}`, order.openid, sheetOutcome(body));
      await clock.advance(0);
      return answer;
    },
    // {about?, outTradeNo? | outRefundNo?, outcome, delay?, amount?}: for that one, or for the next one
    'pay/next': (body) => ({ plan: pay.arrange(readPlan(body)) }),
    // {limit?} → {payments, refunds, plans}
    'pay/list': (body) => pay.overview(count(body, 'limit', 100)),
    // {number}: out_trade_no or out_refund_no
    'pay/deliver': async (body) => ({ notices: await pay.deliver(text(body, 'number')) }),
    'pay/forget': () => ({ forgotten: pay.forgetPlans() }),
  };
}
