/** The stock side of an order: each product of it in one guarded update. */
import type { OrderLine } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { heldBy, holdStock, releaseStock, sellStock, type Pieces } from '../data/stock';
import { spus } from '../data/store';
import { countedPieces } from './order-flash';

/** A line for which the pieces are not there (any more). */
export interface Shortage {
  line: OrderLine;
  available: number;
  listed: boolean;
  /** The pieces are there, but not at the flash price that the order has. */
  flashGone: boolean;
}

/** Holds every line, or says which one could not be held; what was held before that stays held. May be repeated. */
export async function holdOrder(order: OrderDoc): Promise<Shortage | null> {
  for (const [spuId, pieces] of piecesOf(order)) {
    if (await holdStock(spuId, order._id, pieces, countedPieces(order, spuId))) continue;
    const shortage = await whyNotHeld(order, spuId);
    if (shortage) return shortage;
  }
  return null;
}

export async function releaseOrder(order: OrderDoc): Promise<void> {
  for (const [spuId, pieces] of piecesOf(order)) await releaseStock(spuId, order._id, pieces, countedPieces(order, spuId));
}

export async function sellOrder(order: OrderDoc): Promise<void> {
  for (const [spuId, pieces] of piecesOf(order)) await sellStock(spuId, order._id, pieces);
}

/** null: it holds the pieces already, from an earlier attempt. */
async function whyNotHeld(order: OrderDoc, spuId: string): Promise<Shortage | null> {
  const spu = await spus.get(spuId, { status: true, stock: true, flashLeft: true, [`holds.${order._id}`]: true });
  if (spu?.holds && heldBy(spu, order._id)) return null;
  const lines = order.lines.filter((line) => line.spuId === spuId);
  const available = (line: OrderLine): number => spu?.stock[line.skuId]?.available ?? 0;
  const short = lines.find((line) => available(line) < line.num);
  const gone = countedPieces(order, spuId).find(({ promotionId, skuId, num }) => (spu?.flashLeft?.[promotionId]?.[skuId] ?? 0) < num);
  const line = short ?? lines.find(({ skuId }) => skuId === gone?.skuId) ?? lines[0]!;
  return { line, available: available(line), listed: spu?.status === 5, flashGone: !short && gone !== undefined };
}

function piecesOf(order: OrderDoc): Map<string, Pieces> {
  const bySpu = new Map<string, Pieces>();
  for (const { spuId, skuId, num } of order.lines) {
    const pieces = bySpu.get(spuId) ?? {};
    pieces[skuId] = (pieces[skuId] ?? 0) + num;
    bySpu.set(spuId, pieces);
  }
  return bySpu;
}
