/** After-sale requests: the guarded moves along their state table, and what they write into the order. */
import type { AfterSaleLogEntry, Reply } from '../../typings';
import { accountOf, refundOf, type Settlement } from '../domain/after-sale-refund';
import { debtOf, nextAfterSaleStatus, type AfterSaleEvent } from '../domain/after-sale-states';
import { nextOrderStatus } from '../domain/order-states';
import { yuan } from '../domain/money';
import { command, pathId, type Where } from './client';
import type { AfterSaleDoc, AfterSaleTodo, OrderDoc } from './documents';
import { by } from './recent';
import { StoreBusy } from './retry';
import { afterSales, orders } from './store';
import { untold } from './untold';

const ATTEMPTS = 6;

export interface AfterSaleMove {
  event: AfterSaleEvent;
  at: number;
  by: AfterSaleLogEntry['by'];
  text: string;
  /** What else changes with it; the deadline of the new step is part of it, and is none otherwise. */
  change?: Record<string, unknown>;
  requestId?: string;
  guard?: Where;
}

/** Moves one request on from where it was read. False: it is somewhere else by now, or the table does not lead there; nothing changed. */
export async function moveAfterSale(afterSale: AfterSaleDoc, { event, at, by: actor, text, change = {}, requestId, guard }: AfterSaleMove): Promise<boolean> {
  const status = nextAfterSaleStatus(afterSale.status, afterSale.type, event);
  if (status === null) return false;
  const debt = debtOf(status);
  const moved = await afterSales.update(
    { ...guard, _id: afterSale._id, status: afterSale.status },
    {
      deadline: null,
      ...change,
      status,
      updatedAt: at,
      log: command.push([{ at, by: actor, event, text }]),
      ...untold('afterSale', event, at),
      ...(debt ? { todo: command.addToSet(debt) } : {}),
      ...(requestId ? by(requestId) : {}),
    },
  );
  return moved === 1;
}

export async function afterSaleTodoDone(afterSaleId: string, todo: AfterSaleTodo): Promise<void> {
  await afterSales.update({ _id: afterSaleId, todo }, { todo: command.pull(todo) });
}

/** Somebody else's request is as good as none; so is one that was never claimed. */
export async function afterSaleOf(openid: string, afterSaleId: string): Promise<AfterSaleDoc | null> {
  const found = await afterSales.get(afterSaleId);
  return found && found.openid === openid && isShown(found) ? found : null;
}

export async function afterSaleOfShop(shopId: string, afterSaleId: string): Promise<AfterSaleDoc | null> {
  const found = await afterSales.get(afterSaleId);
  return found && found.shopId === shopId && isShown(found) ? found : null;
}

export function isShown({ status }: AfterSaleDoc): boolean {
  return status !== 'SUBMITTING' && status !== 'VOID';
}

const pathOf = (afterSale: AfterSaleDoc): string => `afterSales.${pathId(afterSale.line.skuId)}`;

/**
 * Makes this the one request that is under way for its line. While the order is not shipped, it cannot be shipped from then on: a parcel
 * and a request for the money exclude each other here. `refusal` says why not, from the order as it is.
 */
export async function claimLine(afterSale: AfterSaleDoc, refusal: (order: OrderDoc) => Reply<null>): Promise<Reply<OrderDoc>> {
  const path = pathOf(afterSale);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await orders.get(afterSale.orderId);
    if (!order) throw new Error(`the after-sale ${afterSale._id} has no order`);
    const { open, requests } = accountOf(order, afterSale.line.skuId);
    if (open === afterSale._id) return { ok: true, data: order };
    const answer = refusal(order);
    if (!answer.ok) return answer;
    const claimed = await orders.update(
      { _id: order._id, status: order.status, [`${path}.open`]: command.in([null, ''] as never), [`${path}.requests`]: requests === 0 ? null : requests },
      {
        [`${path}.open`]: afterSale._id,
        [`${path}.requests`]: command.inc(1),
        ...(afterSale.unshipped ? { shipHolds: command.addToSet(afterSale._id) } : {}),
      },
    );
    if (claimed === 1) return { ok: true, data: order };
  }
  throw new StoreBusy(`the order ${afterSale.orderId} is being changed all the time`);
}

/** The order may be shipped as far as this request goes. */
export async function unholdShipping(afterSale: AfterSaleDoc): Promise<void> {
  await orders.update({ _id: afterSale.orderId, shipHolds: afterSale._id }, { shipHolds: command.pull(afterSale._id) });
}

/** The line may be asked about again. */
export async function releaseLine(afterSale: AfterSaleDoc): Promise<void> {
  await unholdShipping(afterSale);
  await orders.update({ _id: afterSale.orderId, [`${pathOf(afterSale)}.open`]: afterSale._id }, { [`${pathOf(afterSale)}.open`]: '' });
}

/**
 * Decides for good what this request gives back, and writes it into the order's account: once, however often it is asked for. Whether the
 * goods had left, and whether they were the last, is read and written in one step, so that parcels and other refunds cannot come in between.
 */
export async function settleLine(afterSale: AfterSaleDoc, at: number): Promise<{ order: OrderDoc; settlement: Settlement }> {
  const { _id, line, orderId } = afterSale;
  const path = pathOf(afterSale);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await orders.get(orderId);
    if (!order) throw new Error(`the after-sale ${_id} has no order`);
    const account = accountOf(order, line.skuId);
    const known = account.settled[_id];
    if (known) return { order, settlement: known };
    const { refundFen, unshipped, all } = refundOf(order, line.skuId, line.num);
    const settlement: Settlement = { refundFen, num: line.num, unshipped, all };
    const to = all ? nextOrderStatus(order.status, 'refundAll') : null;
    const log = [
      { at, by: 'system', event: 'refund', text: `售后退款 ¥${yuan(refundFen)}` },
      ...(to === null ? [] : [{ at, by: 'system', event: 'refundAll', text: '商品已全部退款，订单关闭' }]),
    ];
    const settled = await orders.update(
      { _id: orderId, status: order.status, [`${path}.open`]: _id, settlements: order.settlements ?? null },
      {
        [`${path}.open`]: '',
        [`${path}.refundedNum`]: command.inc(line.num),
        [`${path}.refundedFen`]: command.inc(refundFen),
        [`${path}.settled.${pathId(_id)}`]: settlement,
        refundedFen: command.inc(refundFen),
        settlements: command.inc(1),
        shipHolds: command.pull(_id),
        updatedAt: at,
        log: command.push(log),
        ...untold('order', 'refund', at),
        ...(to === null ? {} : { status: to, cancelledAt: at, cancelReason: '商品已全部退款', confirmBefore: null }),
      },
    );
    if (settled === 1) return { order, settlement };
  }
  throw new StoreBusy(`the order ${orderId} is being changed all the time`);
}
