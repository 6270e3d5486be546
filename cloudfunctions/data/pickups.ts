/** Orders that are fetched, in the database: their codes, and the one update with which they are handed over. */
import { nextOrderStatus, type OrderEvent } from '../domain/order-states';
import { command, pathId } from './client';
import type { OrderDoc } from './documents';
import { owesUpload } from './parcels';
import { by, notBy } from './recent';
import { orders, pickupCodes } from './store';
import { untold } from './untold';

const ATTEMPTS = 8;

/** Gives an order its code, once. `code` makes one; it may be taken by another order of the shop. */
export async function openPickup({ _id, openid, shopId, payBefore, createdAt }: OrderDoc, code: () => string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await pickupCodes.insert({ _id, openid, shopId, code: code(), createdAt, dueAt: payBefore, remindedAt: null })) return;
    if (await pickupCodes.get(_id)) return;
  }
  throw new Error(`no free code for the order ${_id}`);
}

/** The goods are there. False: the order does not wait for that (any more). */
export async function markReady({ _id }: OrderDoc, { at, requestId }: { at: number; requestId: string }): Promise<boolean> {
  const event = 'pickupReady';
  const changed = await orders.update(
    { _id, status: 20, 'fulfilment.method': 'pickup', 'fulfilment.readyAt': null, ...notBy(requestId) },
    // From then on it waits for the shopper, and is not late any more.
    { ...by(requestId), 'fulfilment.readyAt': at, shipBefore: command.remove(), updatedAt: at, log: command.push([{ at, by: 'merchant', event, text: '商家备货完成，可以提货' }]), ...untold('order', event, at) },
  );
  return changed === 1;
}

export interface HandOver {
  event: Extract<OrderEvent, 'handOver' | 'uncollected'>;
  at: number;
  by: 'merchant' | 'system';
  text: string;
  /** '' for the timer. */
  requestId: string;
}

/**
 * The end of an order that is fetched. False: it has changed since it was read, and nothing happened: a refund that was decided, or a line that
 * is asked about meanwhile, and this exclude each other.
 */
export async function handOver(order: OrderDoc, { event, at, by: actor, text, requestId }: HandOver): Promise<boolean> {
  const status = nextOrderStatus(order.status, event);
  if (status === null) return false;
  const unasked = Object.fromEntries(order.lines.map(({ skuId }) => [`afterSales.${pathId(skuId)}.open`, order.afterSales?.[skuId]?.open ?? null]));
  const upload = owesUpload(order, at);
  const owed = [...(upload ? ['upload'] : []), ...(order.vip ? ['points'] : [])];
  const changed = await orders.update(
    { _id: order._id, status: order.status, deliveries: order.deliveries ?? null, settlements: order.settlements ?? null, ...unasked, ...(requestId ? notBy(requestId) : {}) },
    {
      ...(requestId ? by(requestId) : {}),
      ...upload,
      ...(owed.length > 0 ? { todo: command.addToSet({ $each: owed } as never) } : {}),
      status,
      deliveries: command.inc(1),
      shippedAt: at,
      finishedAt: at,
      confirmBefore: null,
      updatedAt: at,
      log: command.push([{ at, by: actor, event, text }]),
      ...untold('order', event, at),
    },
  );
  return changed === 1;
}
