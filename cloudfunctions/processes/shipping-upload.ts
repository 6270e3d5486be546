/**
 * Telling WeChat what was shipped: owed by the order from the moment its parcel is written down, paid by the timer. What is to be told is
 * written into the payment's book before it is told, with its own time, so that it can be told again without being taken twice.
 */
import type { OrderDoc, PaymentDoc } from '../data/documents';
import { command } from '../data/client';
import { orders, payments } from '../data/store';
import { wayOfOrder } from '../domain/fulfilment';
import { EMPTY_BOOK, nextBatch, toldBook, type ShippingBatch, type ShippingBook, type UploadedOrder } from '../domain/shipping-upload';
import { MINUTE } from '../kernel/clock';
import { logError } from '../kernel/log';
import { uploadShippingInfo, type UploadAnswer } from '../kernel/shipping-info';

/** Batches at a time: a payment has at most fifteen parcels. */
const MOST_BATCHES = 20;

/** Tells everything that can be told now. May be repeated, also at the same time. False: something stays owed. */
export async function uploadShipping(order: OrderDoc, mostTries: number, now: number): Promise<boolean> {
  const payment = await payments.get(order.paymentId);
  if (!payment) throw new Error(`the order ${order._id} has no payment`);
  const paid = (await orders.getMany(payment.orders.map(({ orderId }) => orderId))).filter(({ paymentId }) => paymentId === payment._id);
  // What was read before the books: a parcel that is added meanwhile leaves the debt standing.
  const seen = paid.find(({ _id }) => _id === order._id) ?? order;
  let book = payment.shipping ?? EMPTY_BOOK;
  for (let i = 0; i < MOST_BATCHES; i++) {
    const batch = nextBatch(paid.map(uploadedOrder), book, now);
    if (!batch) return done(seen, now);
    if (!book.batch) {
      if (!(await keepBook(payment, book, { ...book, batch }))) return false;
      book = { ...book, batch };
    }
    const answer = await tell(payment, batch);
    if (answer.outcome === 'gone') return done(seen, now);
    if (answer.outcome === 'refused') return refused(seen, answer, mostTries, now);
    const next = toldBook(book, batch);
    if (!(await keepBook(payment, book, next))) return false;
    book = next;
  }
  return false;
}

async function tell(payment: PaymentDoc, batch: ShippingBatch): Promise<UploadAnswer> {
  try {
    return await uploadShippingInfo(payment.transactionId, payment.openid, batch);
  } catch (error) {
    logError('shipping information not sent', { outTradeNo: payment._id }, error);
    return { outcome: 'refused', code: 0, text: '请求没有送达微信' };
  }
}

/** False: somebody else has written the book meanwhile. */
async function keepBook(payment: PaymentDoc, before: ShippingBook, after: ShippingBook): Promise<boolean> {
  // The first entry of a book finds no time in it, and no batch.
  const same = { 'shipping.lastAt': before.lastAt === 0 ? command.in([null, 0] as never) : before.lastAt, 'shipping.batch.at': before.batch?.at ?? null };
  return (await payments.update({ _id: payment._id, ...same }, { shipping: after })) === 1;
}

/** Unless the order has changed since it was read: then there is more to tell. */
async function done(order: OrderDoc, now: number): Promise<boolean> {
  const change = { todo: command.pull('upload'), upload: { state: 'done', tries: 0, code: 0, text: '', at: now } };
  return (await orders.update({ _id: order._id, todo: 'upload', deliveries: order.deliveries ?? null, status: order.status }, change)) === 1;
}

/** Later and later; after so many attempts a person has to look at it. */
async function refused(order: OrderDoc, { code, text }: { code: number; text: string }, mostTries: number, now: number): Promise<boolean> {
  const tries = (order.upload?.tries ?? 0) + 1;
  const over = tries >= mostTries;
  logError('shipping information refused', { orderId: order._id, code, text, tries, over });
  await orders.update(
    { _id: order._id, todo: 'upload' },
    {
      upload: { state: over ? 'failed' : 'owed', tries, code, text, at: now },
      uploadAfter: now + 2 ** (tries - 1) * MINUTE,
      ...(over ? { todo: command.pull('upload') } : {}),
    },
  );
  return over;
}

function uploadedOrder({ _id, status, lines, parcels = [], shippedAt, address, fulfilment }: OrderDoc): UploadedOrder {
  return { _id, status, logisticsType: wayOfOrder({ fulfilment }).logisticsType, lines, parcels, shippedAt, telNumber: address?.telNumber ?? '' };
}
