/**
 * Money that WeChat Pay took. First the payment itself becomes captured, with the debt of handing the money on; then the money goes to its
 * orders or to the deposit's ledger, or back to the payer. Hearing of the same money again changes nothing.
 */
import { isPaid } from '../domain/order-states';
import type { OrderDoc, OrderTodo, PaymentDoc } from '../data/documents';
import { moveOrder } from '../data/orders';
import { command } from '../data/client';
import { depositEntries, orders as orderCollection, payments } from '../data/store';
import { logError } from '../kernel/log';
import { deadlineOf } from '../domain/presale';
import { isCoded } from './order-codes';
import { finishOrderTodos } from './order-todos';
import { oweRefund, sendRefund } from './refunding';

export interface Capture {
  outTradeNo: string;
  totalFee: number;
  transactionId: string;
}
export interface Occasion {
  now: number;
  envId: string;
}
/** captured: it stands in our books, and what it owes is done or will be. wrongAmount, unknown: nothing was changed. */
export type CaptureOutcome = 'captured' | 'wrongAmount' | 'unknown';

export async function capturePayment(capture: Capture, occasion: Occasion): Promise<CaptureOutcome> {
  const payment = await payments.get(capture.outTradeNo);
  if (!payment) {
    logError('payment of an unknown number', { ...capture });
    return 'unknown';
  }
  if (payment.payFen !== capture.totalFee) {
    logError('payment of a wrong amount: look into it', { ...capture, payFen: payment.payFen });
    return 'wrongAmount';
  }
  if (payment.state === 'captured') {
    if (payment.todo.length > 0) await applyLater(payment, occasion);
    return 'captured';
  }
  const change = { state: 'captured', transactionId: capture.transactionId, capturedAt: occasion.now, todo: ['apply'] } as const;
  const first = (await payments.update({ _id: payment._id, state: command.neq('captured') }, { ...change, todo: [...change.todo] })) === 1;
  if (first) await applyLater({ ...payment, ...change, todo: ['apply'] }, occasion);
  return 'captured';
}

/** What is owed stands in the todo list by now: if this attempt fails, the timer makes the next one. */
async function applyLater(payment: PaymentDoc, occasion: Occasion): Promise<void> {
  try {
    await applyPayment(payment, occasion);
  } catch (error) {
    logError('payment not handed on yet', { outTradeNo: payment._id }, error);
  }
}

/** Hands a captured payment on. May be repeated, also at the same time. */
export async function applyPayment(payment: PaymentDoc, occasion: Occasion): Promise<void> {
  if (payment.purpose === 'deposit') await postDeposit(payment, occasion.now);
  else {
    const orders = new Map((await orderCollection.getMany(payment.orders.map(({ orderId }) => orderId))).map((order) => [order._id, order]));
    for (const { orderId, payFen } of payment.orders) await payOrder(payment, orders.get(orderId), { orderId, payFen }, occasion);
  }
  await payments.update({ _id: payment._id, todo: 'apply' }, { todo: command.pull('apply') });
}

async function payOrder(payment: PaymentDoc, order: OrderDoc | undefined, part: PaymentDoc['orders'][number], occasion: Occasion): Promise<void> {
  const owed: OrderTodo[] = order ? ['stock', ...(order.vip?.pointsUsed ? (['points'] as const) : []), ...(isCoded(order) ? (['deliver'] as const) : [])] : [];
  const taken =
    order?.status === 10 &&
    (await moveOrder(order._id, {
      event: 'pay',
      at: occasion.now,
      by: 'shopper',
      text: '支付成功',
      change: { paymentId: payment._id, transactionId: payment.transactionId, paidAt: payment.capturedAt, ...deadlines(order, payment.capturedAt ?? occasion.now) },
      todo: owed,
      // A sum that the merchant has changed since then is not this order's price any more: the money goes back.
      guard: { 'price.payFen': part.payFen },
    }));
  if (order && taken) {
    // A code is chosen from the order as it is now.
    const present = owed.includes('deliver') ? ((await orderCollection.get(order._id)) ?? order) : order;
    await finishOrderTodos({ ...present, todo: [...order.todo, ...owed] }, occasion.now);
    return;
  }

  const present = await orderCollection.get(part.orderId);
  if (present?.paymentId === payment._id) {
    await finishOrderTodos(present, occasion.now);
    return;
  }
  const reason = present && isPaid(present.status) ? '订单重复支付，退回多付的款项' : present?.status === 10 ? '订单金额已变更，退回按原金额的付款' : '订单已关闭，退回迟到的付款';
  const refund = await oweRefund(payment, part, reason, occasion.now);
  await sendRefund(refund, occasion);
}

/** By when each line has to be sent, and the first of these times. */
function deadlines({ lines }: OrderDoc, paidAt: number): Record<string, number> {
  const found = lines.flatMap(({ shipTerm }, i) => {
    const deadline = deadlineOf(shipTerm, paidAt);
    return deadline === undefined ? [] : [[`lines.${i}.deliveryDeadline`, deadline] as const];
  });
  return found.length > 0 ? { ...Object.fromEntries(found), shipBefore: Math.min(...found.map(([, deadline]) => deadline)) } : {};
}

async function postDeposit(payment: PaymentDoc, now: number): Promise<void> {
  await depositEntries.insert({
    _id: `payment:${payment._id}`,
    shopId: payment.shopId,
    type: 'payment',
    amountFen: payment.payFen,
    causeId: payment._id,
    note: '微信支付缴纳保证金',
    postedAt: now,
  });
}
