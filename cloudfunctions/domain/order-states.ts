/** How an order moves: one table, and nothing moves beside it. */
import type { OrderStatus, OrderTab } from '../../typings';

export type OrderEvent = 'place' | 'reject' | 'pay' | 'cancel' | 'expire' | 'shipPart' | 'ship' | 'deliver' | 'refundRest' | 'handOver' | 'uncollected' | 'confirm' | 'autoConfirm' | 'refundAll';

interface Move {
  event: OrderEvent;
  from: OrderStatus;
  to: OrderStatus;
}

export const orderMoves: readonly Move[] = [
  { event: 'place', from: 0, to: 10 }, // every line is held
  { event: 'reject', from: 0, to: 250 }, // a line could not be held, or the submit died on the way
  { event: 'pay', from: 10, to: 20 },
  { event: 'cancel', from: 10, to: 250 },
  { event: 'expire', from: 10, to: 250 },
  { event: 'shipPart', from: 20, to: 21 }, // the first of several parcels; those in between change no status
  { event: 'ship', from: 20, to: 30 },
  { event: 'ship', from: 21, to: 30 }, // the last parcel
  { event: 'deliver', from: 20, to: 30 }, // nothing was sent: the shopper has it
  { event: 'refundRest', from: 21, to: 30 }, // what had not been shipped was refunded
  { event: 'refundRest', from: 20, to: 30 }, // all of it, for less than was paid
  { event: 'handOver', from: 20, to: 100 }, // fetched
  { event: 'uncollected', from: 20, to: 100 }, // nobody came, and it is kept no longer
  { event: 'confirm', from: 30, to: 100 },
  { event: 'autoConfirm', from: 30, to: 100 },
  // All goods were refunded, wherever they were.
  { event: 'refundAll', from: 20, to: 200 },
  { event: 'refundAll', from: 21, to: 200 },
  { event: 'refundAll', from: 30, to: 200 },
  { event: 'refundAll', from: 100, to: 200 },
];

export const orderStatuses: readonly OrderStatus[] = [0, 10, 12, 13, 20, 21, 30, 100, 200, 250];

/** The move that an event makes: its guard (from) and its result (to). Of an event with several, the first: ask nextOrderStatus for those. */
export function orderMove(event: OrderEvent): Move {
  const move = orderMoves.find((candidate) => candidate.event === event);
  if (!move) throw new RangeError(`no such order event: ${event}`);
  return move;
}

/** Where `event` leads from `status`; null: it may not happen there. */
export function nextOrderStatus(status: OrderStatus, event: OrderEvent): OrderStatus | null {
  return orderMoves.find((move) => move.from === status && move.event === event)?.to ?? null;
}

const TABS: Record<OrderTab, readonly OrderStatus[]> = {
  all: [10, 12, 13, 20, 21, 30, 100, 200, 250],
  toPay: [10],
  toShip: [20, 21],
  toReceive: [30],
  finished: [100],
  closed: [200, 250],
};

/** The statuses that a tab of the order list shows. An order that is still being submitted (0) is in none. */
export function statusesOf(tab: OrderTab): readonly OrderStatus[] {
  return TABS[tab];
}

const NAMES: Record<OrderStatus, string> = {
  0: '提交中',
  10: '待付款',
  12: '礼物待收下',
  13: '待成团',
  20: '待发货',
  21: '部分发货',
  30: '待收货',
  100: '已完成',
  200: '已退款',
  250: '已取消',
};

export function orderStatusName(status: OrderStatus): string {
  return NAMES[status];
}

/** Paid for, and not given back: what a payment may stand behind. */
export function isPaid(status: OrderStatus): boolean {
  return status === 20 || status === 21 || status === 30 || status === 100 || status === 200;
}
