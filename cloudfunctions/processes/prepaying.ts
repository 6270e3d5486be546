/** Payments that are not made yet: opening one with WeChat Pay, and closing it so that nobody can make it any more. */
import type { Prepaid, Reply } from '../../typings';
import type { PaymentDoc } from '../data/documents';
import { command } from '../data/client';
import { payments } from '../data/store';
import { logError } from '../kernel/log';
import { closeOrder, queryOrder, unifiedOrder, type PrepayAnswer } from '../kernel/pay';
import { fail, ok } from '../kernel/reply';
import { applyPayment, capturePayment, type Occasion } from './capturing';

/** What identifies a payment before it is opened. */
export type NewPayment = Pick<PaymentDoc, '_id' | 'purpose' | 'openid' | 'shopId' | 'orders' | 'payFen' | 'expireAt'>;

const OPEN = ['created', 'pending'] as const;

export function isOpen(payment: PaymentDoc): boolean {
  return payment.state === 'created' || payment.state === 'pending';
}

/** Opens the payment, or goes on where an earlier attempt with the same number stopped. */
export async function openPayment(wanted: NewPayment, body: string, occasion: Occasion): Promise<Reply<Prepaid>> {
  const fresh: PaymentDoc = {
    ...wanted,
    state: 'created',
    params: null,
    transactionId: '',
    createdAt: occasion.now,
    capturedAt: null,
    todo: [],
  };
  const payment = (await payments.insert(fresh)) ? fresh : ((await payments.get(wanted._id)) ?? fresh);
  if (payment.payFen === 0) return captureNothing(payment, occasion);
  if (payment.state === 'pending' && payment.params) return prepaid(payment);
  if (!isOpen(payment)) return fail('CONFLICT', '支付状态刚刚变化，请刷新后重试');
  return askForParams(payment, body, occasion);
}

async function askForParams(payment: PaymentDoc, body: string, { envId }: Occasion): Promise<Reply<Prepaid>> {
  const { _id: outTradeNo, payFen, expireAt } = payment;
  const answer = await unifiedOrder({ envId, outTradeNo, payFen, expireAt, body }).catch((error: unknown): PrepayAnswer => {
    logError('unifiedOrder failed', { outTradeNo }, error);
    return { refused: '微信支付暂时没有响应' };
  });
  if ('refused' in answer) return fail('PAYMENT_FAILED', `暂时无法支付：${answer.refused}，请稍后重试`);
  const { params } = answer;
  const kept = await payments.update({ _id: outTradeNo, state: command.in([...OPEN]) }, { state: 'pending', params });
  if (kept === 1) return prepaid({ ...payment, params });
  // It was closed meanwhile, for instance because the order was cancelled: WeChat Pay must not take money for it either.
  await closeOrder(outTradeNo);
  return fail('CONFLICT', '订单状态刚刚变化，请刷新后重试');
}

/** A sum of nothing needs no WeChat Pay. */
async function captureNothing(payment: PaymentDoc, occasion: Occasion): Promise<Reply<Prepaid>> {
  const captured = { state: 'captured', capturedAt: occasion.now, todo: ['apply'] } as const;
  const first = (await payments.update({ _id: payment._id, state: command.in([...OPEN]) }, { ...captured, todo: [...captured.todo] })) === 1;
  const present: PaymentDoc | null = first ? { ...payment, ...captured, todo: ['apply'] } : await payments.get(payment._id);
  // It was closed meanwhile, for instance because the order was cancelled.
  if (present?.state !== 'captured') return fail('CONFLICT', '订单状态刚刚变化，请刷新后重试');
  await applyPayment(present, occasion);
  return ok({ outTradeNo: payment._id, payFen: 0, payment: null });
}

export function prepaid({ _id, payFen, params }: PaymentDoc): Reply<Prepaid> {
  return ok({ outTradeNo: _id, payFen, payment: params });
}

/**
 * closed: nobody can pay it any more. captured: it was paid, and now stands in our books.
 * open: WeChat Pay will not say; it may still be paid, and would then be given back.
 */
export async function closePayment(payment: PaymentDoc, occasion: Occasion): Promise<'closed' | 'captured' | 'open'> {
  if (payment.state === 'captured') return 'captured';
  if (payment.state === 'closed') return 'closed';
  const outTradeNo = payment._id;
  try {
    if (!(await closeOrder(outTradeNo))) {
      const trade = await queryOrder(outTradeNo);
      if (trade.state === 'open') return 'open';
      if (trade.state === 'paid') return (await capturePayment({ outTradeNo, ...trade }, occasion)) === 'captured' ? 'captured' : 'open';
    }
  } catch (error) {
    logError('payment could not be closed', { outTradeNo }, error);
    return 'open';
  }
  const closed = await payments.update({ _id: outTradeNo, state: command.in([...OPEN]) }, { state: 'closed' });
  if (closed === 1) return 'closed';
  return (await payments.get(outTradeNo))?.state === 'captured' ? 'captured' : 'closed';
}

/** Closes every open payment of an order; the strongest of their outcomes. */
export async function closePaymentsOf(orderIds: readonly string[], occasion: Occasion): Promise<'closed' | 'captured' | 'open'> {
  const known = await paymentsOf(orderIds);
  let outcome: 'closed' | 'captured' | 'open' = 'closed';
  for (const payment of known.filter(isOpen)) {
    const one = await closePayment(payment, occasion);
    if (one === 'captured') return one;
    if (one === 'open') outcome = one;
  }
  return outcome;
}

/** Every payment that was ever opened for one of these orders. */
export function paymentsOf(orderIds: readonly string[]): Promise<PaymentDoc[]> {
  return payments.find({ 'orders.orderId': command.in([...orderIds]) }, { limit: 200 });
}
