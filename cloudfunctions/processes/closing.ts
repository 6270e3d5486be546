/** Orders that end unpaid, and orders that end by themselves. */
import type { OrderDoc } from '../data/documents';
import { moveOrder } from '../data/orders';
import { orders } from '../data/store';
import { logError } from '../kernel/log';
import type { Occasion } from './capturing';
import { settlePoints } from './order-points';
import { finishOrderTodos } from './order-todos';
import { closePaymentsOf } from './prepaying';

/** How long an order waits for WeChat Pay to say that its payment is closed. What comes in after that goes back. */
const PATIENCE = 10 * 60_000;

/** closed: it is closed now. paid: it was paid after all. later: ask again. */
export type CloseOutcome = 'closed' | 'paid' | 'later';

/** The shopper gives an unpaid order up. */
export async function cancelOrder(order: OrderDoc, reason: string, requestId: string, occasion: Occasion): Promise<CloseOutcome> {
  if ((await closePaymentsOf([order._id], occasion)) === 'captured') return 'paid';
  return close(order, { event: 'cancel', by: 'shopper', text: '买家取消订单', reason: reason || '买家取消', requestId }, occasion);
}

/** The time to pay is over. */
export async function expireOrder(order: OrderDoc, occasion: Occasion): Promise<CloseOutcome> {
  const payment = await closePaymentsOf([order._id], occasion);
  if (payment === 'captured') return 'paid';
  if (payment === 'open' && occasion.now < order.payBefore + PATIENCE) return 'later';
  return close(order, { event: 'expire', by: 'system', text: '超时未支付，订单已关闭', reason: '超时未支付' }, occasion);
}

interface Closing {
  event: 'cancel' | 'expire';
  by: 'shopper' | 'system';
  text: string;
  reason: string;
  requestId?: string;
}

async function close(order: OrderDoc, { event, by, text, reason, requestId }: Closing, occasion: Occasion): Promise<CloseOutcome> {
  const at = occasion.now;
  const change = { cancelledAt: at, cancelReason: reason };
  const moved = await moveOrder(order._id, { event, at, by, text, change, todo: 'release', requestId });
  if (moved) {
    await finishOrderTodos({ ...order, todo: [...order.todo, 'release'] }, at);
    return 'closed';
  }
  return (await orders.get(order._id))?.status === 250 ? 'closed' : 'paid';
}

/** The parcel came, or nobody said that it did not. False: the order is not on its way. */
export async function confirmOrder(order: OrderDoc, by: { event: 'confirm'; requestId: string } | { event: 'autoConfirm' }, now: number): Promise<boolean> {
  const shopper = by.event === 'confirm';
  const moved = await moveOrder(order._id, {
    event: by.event,
    at: now,
    by: shopper ? 'shopper' : 'system',
    text: shopper ? '确认收货' : '超时自动确认收货',
    change: { finishedAt: now, confirmBefore: null },
    requestId: shopper ? by.requestId : undefined,
    todo: order.vip ? 'points' : undefined,
  });
  if (moved && order.vip) await pointsLater(order._id, now);
  return moved;
}

/** It stands in the todo list: if this attempt fails, the timer makes the next one. */
export async function pointsLater(orderId: string, now: number): Promise<void> {
  try {
    await settlePoints(orderId, now);
  } catch (error) {
    logError('points not settled yet', { orderId }, error);
  }
}
