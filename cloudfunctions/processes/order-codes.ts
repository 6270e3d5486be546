/** An order of codes, once it is paid: every piece gets one, and with the last of them the order is delivered. */
import { handOver, choose, freeCodes, giveBackCodes, take, unchoose, type Choice } from '../data/order-codes';
import type { OrderDoc } from '../data/documents';
import { orderTodoDone } from '../data/orders';
import { StoreBusy } from '../data/retry';
import { HANDOVER, ruleValues } from '../data/rules';
import { orders } from '../data/store';
import { piecesOf, unseenOf, type Piece } from '../domain/order-codes';
import { isHeld, leftToShip } from '../domain/parcels';
import { DAY } from '../kernel/clock';
import { logError } from '../kernel/log';

const ATTEMPTS = 12;

export function isCoded({ fulfilment }: Pick<OrderDoc, 'fulfilment'>): boolean {
  return fulfilment?.method === 'virtual' && fulfilment.fromCodes;
}

/** May be repeated, also at the same time. False: it has to wait, for the answer to a request for the money or for codes. */
export async function deliverCodes(first: OrderDoc, now: number): Promise<boolean> {
  let order: OrderDoc | null = first;
  for (let attempt = 0; order && attempt < ATTEMPTS; attempt++, order = await orders.get(first._id)) {
    if (order.status !== 20) return delivered(order);
    if (mustWait(order)) return later(order, now);
    const due = unseenOf(order).filter(({ codeId }) => codeId === undefined);
    const chosen = await chooseFor(order, due);
    if (chosen === null) return later(order, now);
    if (chosen === 'changed') continue;
    const pieces = [...unseenOf(order).filter(({ codeId }) => codeId !== undefined), ...chosen];
    const lost = await take(order._id, pieces, now);
    if (lost.length > 0) {
      await unchoose(order._id, lost);
      continue;
    }
    const { autoConfirmDays } = await ruleValues(HANDOVER);
    const text = `卡密已自动发放，共 ${pieces.length} 张`;
    if (await handOver(order, { at: now, by: 'system', text, confirmBefore: now + autoConfirmDays * DAY })) return delivered(order);
  }
  throw new StoreBusy(`the order ${first._id} is being changed all the time`);
}

async function delivered({ _id }: OrderDoc): Promise<boolean> {
  await orderTodoDone(_id, 'deliver');
  return true;
}

/** To the end of the line: others must not wait for this one. */
async function later({ _id }: OrderDoc, now: number): Promise<boolean> {
  await orders.update({ _id, todo: 'deliver' }, { updatedAt: now });
  return false;
}

/** Somebody asks for the money, or it was decided a moment ago and the pieces are not marked yet. */
function mustWait(order: OrderDoc): boolean {
  return order.lines.some(({ skuId }) => isHeld(order, skuId) || (order.afterSales?.[skuId]?.open ?? '') !== '' || leftToShip(order, skuId) !== unseenOf(order, skuId).length);
}

/** null: there are not so many codes. */
async function chooseFor(order: OrderDoc, due: readonly Piece[]): Promise<Piece[] | 'changed' | null> {
  if (due.length === 0) return [];
  const chosen: { piece: Piece; code: Choice }[] = [];
  for (const skuId of new Set(due.map((piece) => piece.skuId))) {
    const pieces = due.filter((piece) => piece.skuId === skuId);
    const codes = await freeCodes(skuId, pieces.length);
    if (codes.length < pieces.length) {
      logError('codes are missing: add some to the pool', { orderId: order._id, skuId, missing: pieces.length - codes.length });
      return null;
    }
    chosen.push(...pieces.map((piece, i) => ({ piece, code: codes[i]! })));
  }
  if (!(await choose(order, chosen))) return 'changed';
  return chosen.map(({ piece, code }) => ({ ...piece, codeId: code._id, version: code.version }));
}

/** The codes whose money went back with this after-sale are free again. May be repeated. */
export async function takeBackCodes(orderId: string, skuId: string, afterSaleId: string): Promise<void> {
  const order = await orders.get(orderId);
  if (order) await giveBackCodes(orderId, piecesOf(order, skuId).filter(({ backBy }) => backBy === afterSaleId));
}
