/** Parcels of an order, in its document: one guarded update an event, so that two staff, or a parcel and a refund, never take the same piece. */
import type { Delivery, LinePieces, Parcel } from '../../typings';
import { nextOrderStatus } from '../domain/order-states';
import { command, pathId } from './client';
import type { OrderDoc } from './documents';
import { by, notBy } from './recent';
import { orders } from './store';
import { untold } from './untold';

/** For the change of an order: from now on WeChat has to be told. A sum of nothing was never paid with WeChat Pay. */
export function oweUpload(order: Pick<OrderDoc, 'price'>, at: number): Record<string, unknown> {
  const upload = owesUpload(order, at);
  return upload ? { todo: command.addToSet('upload'), ...upload } : {};
}

/** The same without the debt itself, where others are owed as well; null: nothing is owed. */
export function owesUpload({ price }: Pick<OrderDoc, 'price'>, at: number): Record<string, unknown> | null {
  return price.payFen === 0 ? null : { upload: { state: 'owed', tries: 0, code: 0, text: '', at }, uploadAfter: at };
}

/** Unchanged since it was read: no other parcel, no refund that was decided, no status, no other address. */
function asRead({ _id, status, deliveries, settlements, addressChange }: OrderDoc) {
  return { _id, status, deliveries: deliveries ?? null, settlements: settlements ?? null, 'addressChange.state': addressChange?.state ?? null };
}

export interface NewParcel {
  delivery: Delivery;
  lines: LinePieces[];
  /** Nothing is left to be shipped after it. */
  last: boolean;
  confirmBefore: number;
  requestId: string;
  text: string;
}

/** False: the order has changed since it was read; nothing happened. A line in the parcel that is asked about meanwhile keeps the parcel back. */
export async function addParcel(order: OrderDoc, { delivery, lines, last, confirmBefore, requestId, text }: NewParcel): Promise<boolean> {
  const { parcels = [] } = order;
  const at = delivery.shippedAt;
  const event = last ? 'ship' : 'shipPart';
  // A parcel between the first and the last changes no status.
  const status = nextOrderStatus(order.status, event) ?? order.status;
  const parcel: Parcel = { ...delivery, parcelId: String(parcels.length + 1), lines, correctedAt: null };
  const unasked = Object.fromEntries(lines.map(({ skuId }) => [`afterSales.${pathId(skuId)}.open`, order.afterSales?.[skuId]?.open ?? null]));
  const changed = await orders.update(
    { ...asRead(order), ...unasked, ...notBy(requestId) },
    {
      ...by(requestId),
      ...oweUpload(order, at),
      status,
      parcels: [...parcels, parcel],
      deliveries: command.inc(1),
      ...(parcels.length === 0 ? { delivery } : {}),
      shippedAt: at,
      confirmBefore,
      updatedAt: at,
      log: command.push([{ at, by: 'merchant', event, text }]),
      ...untold('order', event, at),
    },
  );
  return changed === 1;
}

/** The tracking number of one parcel, put right. False: the order has changed since it was read. */
export async function correctParcel(order: OrderDoc, parcelId: string, delivery: Omit<Delivery, 'shippedAt'>, { at, requestId, text }: { at: number; requestId: string; text: string }): Promise<boolean> {
  const parcels = (order.parcels ?? []).map((one) => (one.parcelId === parcelId ? { ...one, ...delivery, correctedAt: at } : one));
  const first = parcels[0];
  if (!first) return false;
  const changed = await orders.update(
    { ...asRead(order), ...notBy(requestId) },
    {
      ...by(requestId),
      ...oweUpload(order, at),
      parcels,
      deliveries: command.inc(1),
      delivery: { deliveryId: first.deliveryId, deliveryName: first.deliveryName, waybillId: first.waybillId, shippedAt: first.shippedAt },
      updatedAt: at,
      log: command.push([{ at, by: 'merchant', event: 'trackingChange', text }]),
      ...untold('order', 'trackingChange', at),
    },
  );
  return changed === 1;
}
