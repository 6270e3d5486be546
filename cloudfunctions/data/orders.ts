/** Orders: how they are found, and the guarded moves along their state table. */
import type { OrderLogEntry, OrderTab } from '../../typings';
import { orderMove, statusesOf, type OrderEvent } from '../domain/order-states';
import { command, operators, type Where } from './client';
import type { OrderDoc, OrderTodo } from './documents';
import { orders } from './store';
import { untold } from './untold';

export function ordersOfTrade(tradeId: string): Promise<OrderDoc[]> {
  return orders.find({ tradeId }, { limit: 100, order: [['_id', 'asc']] });
}

/** Somebody else's order is as good as none; so is one that was never placed. */
export async function orderOf(openid: string, orderId: string): Promise<OrderDoc | null> {
  const order = await orders.get(orderId);
  return order && order.openid === openid && isShown(order) ? order : null;
}

export async function orderOfShop(shopId: string, orderId: string): Promise<OrderDoc | null> {
  const order = await orders.get(orderId);
  return order && order.shopId === shopId && isShown(order) ? order : null;
}

function isShown(order: OrderDoc): boolean {
  return order.status !== 0 && !order.failure;
}

export interface Move {
  event: OrderEvent;
  at: number;
  by: OrderLogEntry['by'];
  text: string;
  /** What else changes with it. */
  change?: Record<string, unknown>;
  /** Side effects that are owed from then on. */
  todo?: OrderTodo | OrderTodo[];
  requestId?: string;
  /** What else has to be true of the order. */
  guard?: Where;
}

/** Moves one order along the table. False: it is not where the move starts, and nothing changed. */
export async function moveOrder(orderId: string, move: Move): Promise<boolean> {
  return (await orders.update({ ...move.guard, _id: orderId, status: orderMove(move.event).from }, changeOf(move))) === 1;
}

/** Moves every order of a trade that is where the move starts. Says how many. */
export function moveTrade(tradeId: string, move: Move): Promise<number> {
  return orders.update({ tradeId, status: orderMove(move.event).from }, changeOf(move));
}

function changeOf({ event, at, by, text, change = {}, todo, requestId }: Move): Record<string, unknown> {
  return {
    ...change,
    status: orderMove(event).to,
    updatedAt: at,
    log: command.push([{ at, by, event, text }]),
    ...untold('order', event, at),
    ...(todo ? { todo: command.addToSet(Array.isArray(todo) ? ({ $each: todo } as never) : todo) } : {}),
    ...(requestId ? { recent: command.push({ each: [requestId], slice: -20 } as never) } : {}),
  };
}

export async function orderTodoDone(orderId: string, todo: OrderTodo): Promise<void> {
  await orders.update({ _id: orderId, todo }, { todo: command.pull(todo) });
}

/** How many orders wait for something, and how many of those to ship have by `now` waited longer than was promised; one operation. */
export async function countOrders(owner: { openid: string } | { shopId: string }, now: number): Promise<{ toPay: number; toShip: number; toReceive: number; late: number }> {
  const open = (['toPay', 'toShip', 'toReceive'] as const).flatMap((tab) => statusesOf(tab));
  // An order without a deadline is before every number.
  const isLate = operators.and([operators.gt(['$shipBefore', 0]), operators.lte(['$shipBefore', now])]);
  const rows = await orders.aggregate<{ _id: number; number: number; late: number }>((pipeline) =>
    pipeline
      .match({ ...owner, status: command.in(open) })
      .group({ _id: '$status', number: operators.sum(1), late: operators.sum(operators.cond([isLate, 1, 0] as never)) })
      .limit(20),
  );
  const numberIn = (tab: OrderTab): number => rows.filter(({ _id }) => statusesOf(tab).some((status) => status === _id)).reduce((all, { number }) => all + number, 0);
  const late = rows.filter(({ _id }) => statusesOf('toShip').some((status) => status === _id)).reduce((all, row) => all + row.late, 0);
  return { toPay: numberIn('toPay'), toShip: numberIn('toShip'), toReceive: numberIn('toReceive'), late };
}
