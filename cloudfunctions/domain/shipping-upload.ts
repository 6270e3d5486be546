/**
 * What WeChat has to be told of the delivery of one payment (uploadShippingInfo), step by step. A payment may stand for several orders, of
 * several shops; WeChat keeps one list for all of them: at most fifteen parcels, told one after the other until all are told, and after that
 * one correction. A batch that was begun is repeated with the same time until WeChat has it: it takes the same time only once.
 */
import type { Millis, OrderStatus, Parcel } from '../../typings';

/** WeChat's: 1 express, 3 virtual, 4 collected by the customer. */
export type LogisticsType = 1 | 3 | 4;
/** WeChat's: 1 all at once, 2 in several parcels. */
export type DeliveryMode = 1 | 2;

/** One of the orders that the payment pays for. */
export interface UploadedOrder {
  _id: string;
  status: OrderStatus;
  logisticsType: LogisticsType;
  lines: readonly { skuId: string; title: string; num: number }[];
  parcels: readonly Parcel[];
  shippedAt: Millis | null;
  telNumber: string;
}
export interface ShippingEntry {
  tracking_no?: string;
  express_company?: string;
  item_desc: string;
  contact?: { receiver_contact: string };
}
export interface ShippingBatch {
  logisticsType: LogisticsType;
  mode: DeliveryMode;
  /** Nothing more will come. */
  complete: boolean;
  list: ShippingEntry[];
  /** By key of the parcel: the number that the list gives it. */
  told: Record<string, string>;
  /** WeChat's one correction. */
  correction: boolean;
  /** Later than any before; WeChat takes one only once. */
  at: Millis;
}
/** Kept with the payment. */
export interface ShippingBook {
  /** By key of the parcel: the number under which WeChat knows it. */
  told: Record<string, string>;
  complete: boolean;
  corrected: boolean;
  lastAt: Millis;
  /** Begun, and perhaps told already. */
  batch: ShippingBatch | null;
}

export const EMPTY_BOOK: ShippingBook = { told: {}, complete: false, corrected: false, lastAt: 0, batch: null };

/** WeChat's own. */
const MOST_ENTRIES = 15;
const LONGEST_DESCRIPTION = 120;

/** The next thing to tell; null: nothing (yet). */
export function nextBatch(orders: readonly UploadedOrder[], book: ShippingBook, now: Millis): ShippingBatch | null {
  if (book.batch) return book.batch;
  // Orders whose money went back altogether are not delivered; those unpaid are not there.
  const live = orders.filter(({ status }) => status === 20 || status === 21 || status === 30 || status === 100);
  const express = live.filter(({ logisticsType }) => logisticsType === 1);
  const at = Math.max(now, book.lastAt + 1);
  return express.length > 0 ? expressBatch(express, book, at) : handedOverBatch(live, book, at);
}

/** The book once WeChat has the batch. */
export function toldBook(book: ShippingBook, batch: ShippingBatch): ShippingBook {
  return { told: { ...book.told, ...batch.told }, complete: book.complete || batch.complete, corrected: book.corrected || batch.correction, lastAt: batch.at, batch: null };
}

interface Known {
  key: string;
  number: string;
  entry: ShippingEntry;
}

function expressBatch(orders: readonly UploadedOrder[], book: ShippingBook, at: Millis): ShippingBatch | null {
  const all = orders.flatMap(parcelsOf).slice(0, MOST_ENTRIES);
  const complete = orders.every(({ status }) => status === 30 || status === 100);
  const fresh = all.filter(({ key }) => !(key in book.told));
  const changed = all.filter(({ key, number }) => key in book.told && book.told[key] !== number);
  const batch = (list: Known[], mode: DeliveryMode, correction: boolean): ShippingBatch => ({
    logisticsType: 1,
    mode,
    complete: mode === 1 || complete,
    list: list.map(({ entry }) => entry),
    told: Object.fromEntries(list.map(({ key, number }) => [key, number])),
    correction,
    at,
  });
  if (book.complete) return changed.length > 0 && !book.corrected ? batch(all, all.length === 1 ? 1 : 2, true) : null;
  if (fresh.length > 0) return batch(fresh, complete && all.length === 1 ? 1 : 2, false);
  // What was left was refunded: the last parcel is named once more, to say that it was the last.
  return complete && all.length > 0 ? batch(all.slice(-1), 2, false) : null;
}

/** Virtual goods and goods that are collected: no parcels, so all at once. */
function handedOverBatch(orders: readonly UploadedOrder[], book: ShippingBook, at: Millis): ShippingBatch | null {
  if (book.complete || orders.length === 0 || orders.some(({ shippedAt }) => shippedAt === null)) return null;
  const logisticsType = orders.some(({ logisticsType: type }) => type === 4) ? 4 : 3;
  const lines = orders.flatMap((order) => order.lines);
  return { logisticsType, mode: 1, complete: true, list: [{ item_desc: describe(lines) }], told: {}, correction: false, at };
}

function parcelsOf(order: UploadedOrder): Known[] {
  return order.parcels.map((parcel) => {
    const lines = parcel.lines.map(({ skuId, num }) => ({ title: order.lines.find((one) => one.skuId === skuId)?.title ?? '商品', num }));
    return {
      key: `${order._id}-${parcel.parcelId}`,
      number: `${parcel.deliveryId} ${parcel.waybillId}`,
      entry: { tracking_no: parcel.waybillId, express_company: parcel.deliveryId, item_desc: describe(lines), contact: { receiver_contact: masked(order.telNumber) } },
    };
  });
}

function describe(lines: readonly { title: string; num: number }[]): string {
  const text = lines.map(({ title, num }) => `${title}*${num}`).join('；');
  const letters = [...text];
  return letters.length > LONGEST_DESCRIPTION ? `${letters.slice(0, LONGEST_DESCRIPTION - 1).join('')}…` : text;
}

/** 13900001234 → 139****1234: as WeChat asks for it. */
export function masked(telNumber: string): string {
  return telNumber.length < 7 ? '****' : `${telNumber.slice(0, 3)}****${telNumber.slice(-4)}`;
}
