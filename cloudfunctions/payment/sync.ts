/** How a payment stands, for a page whose pay sheet has closed: WeChat Pay is asked when its callback has not come yet. */
import type { PaymentDoc } from '../data/documents';
import { payments, refunds } from '../data/store';
import { fail, notFound, ok } from '../kernel/reply';
import { logError } from '../kernel/log';
import { queryOrder } from '../kernel/pay';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { capturePayment, type Occasion } from '../processes/capturing';
import { isOpen } from '../processes/prepaying';

export const sync: ActionOf<'payment', 'sync'> = {
  access: 'shopper',
  schema: form({ outTradeNo: id }),
  async run({ outTradeNo }, { openid, now, envId }) {
    const payment = await payments.get(outTradeNo);
    if (!payment || payment.openid !== openid) return notFound('这笔支付');
    if (isOpen(payment) && !(await catchUp(payment, { now, envId }))) return fail('PAYMENT_FAILED', '暂时查不到支付结果，请稍后刷新');
    const present = (await payments.get(outTradeNo)) ?? payment;
    if (present.state === 'captured') return ok({ state: (await isGivenBack(present)) ? 'refunded' : 'captured' });
    return ok({ state: present.state === 'closed' ? 'closed' : 'pending' });
  },
};

/** False: WeChat Pay could not be asked. */
async function catchUp(payment: PaymentDoc, occasion: Occasion): Promise<boolean> {
  try {
    const trade = await queryOrder(payment._id);
    if (trade.state === 'paid') await capturePayment({ outTradeNo: payment._id, ...trade }, occasion);
    return true;
  } catch (error) {
    logError('payment could not be queried', { outTradeNo: payment._id }, error);
    return false;
  }
}

async function isGivenBack(payment: PaymentDoc): Promise<boolean> {
  const back = await refunds.find({ outTradeNo: payment._id, state: 'success' }, { limit: 100 });
  return payment.payFen > 0 && back.reduce((all, { refundFen }) => all + refundFen, 0) >= payment.payFen;
}
