/**
 * The stock of a product and the pieces that orders hold of it, all in the product's document: one guarded update an event, so that it
 * happens exactly once however often it is sent.
 */
import { stockChange, stockGuard, type StockEvent } from '../domain/stock';
import { command, pathId, type Where } from './client';
import type { SpuDoc } from './documents';
import { spus } from './store';

/** Pieces by skuId. */
export type Pieces = Record<string, number>;
/** Pieces at a flash price that holds for a number of them. */
export interface FlashPieces {
  promotionId: string;
  skuId: string;
  num: number;
}

/** True: this order holds the pieces now, and did not before. False: they are not there, or the order holds them already. */
export async function holdStock(spuId: string, orderId: string, pieces: Pieces, flash: readonly FlashPieces[] = []): Promise<boolean> {
  const hold = `holds.${pathId(orderId)}`;
  const { guard, change } = moves('hold', pieces);
  const updated = await spus.update(
    { _id: spuId, status: 5, ...guard, ...flashGuard(flash), [hold]: command.exists(false) },
    { ...change, ...flashChange(flash, -1), [hold]: { ...pieces } },
  );
  return updated === 1;
}

/** Gives the pieces back. Nothing happens when the order holds none. */
export async function releaseStock(spuId: string, orderId: string, pieces: Pieces, flash: readonly FlashPieces[] = []): Promise<void> {
  const hold = `holds.${pathId(orderId)}`;
  const { change } = moves('release', pieces);
  await spus.update({ _id: spuId, [hold]: command.exists(true) }, { ...change, ...flashChange(flash, 1), [hold]: command.remove() });
}

/** Turns the held pieces into sold ones. Nothing happens when the order holds none. */
export async function sellStock(spuId: string, orderId: string, pieces: Pieces): Promise<void> {
  const hold = `holds.${pathId(orderId)}`;
  const { change } = moves('sell', pieces);
  const sold = Object.values(pieces).reduce((all, num) => all + num, 0);
  await spus.update(
    { _id: spuId, [hold]: command.exists(true) },
    { ...change, sold: command.inc(sold), [hold]: command.remove() },
  );
}

/** Brings sold pieces back, once for each after-sale; `damaged` of them cannot be sold again. Nothing happens when they are no sold pieces of this product (any more). */
export async function returnStock(spuId: string, afterSaleId: string, skuId: string, num: number, damaged = 0): Promise<void> {
  const mark = `returns.${pathId(afterSaleId)}`;
  const path = `stock.${pathId(skuId)}`;
  const sums = { sold: -num, available: num - damaged, adjusted: -damaged };
  const change = Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0).map(([part, sum]) => [`${path}.${part}`, command.inc(sum)]));
  await spus.update({ _id: spuId, [`${path}.sold`]: command.gte(num), [mark]: command.exists(false) }, { ...change, sold: command.inc(-num), [mark]: num });
}

/** Takes the marks of a return and of a reservation away: from then on nothing would keep them from happening again. */
export async function forgetMarks(spuId: string, afterSaleId: string, reservation?: string): Promise<void> {
  const mark = `returns.${pathId(afterSaleId)}`;
  await spus.update({ _id: spuId, [mark]: command.exists(true) }, { [mark]: command.remove() });
  if (!reservation) return;
  const place = `exchanges.${pathId(reservation)}`;
  await spus.update({ _id: spuId, [place]: command.in(['sold', 'released']) }, { [place]: command.remove() });
}

/** What of the product this order holds; null: nothing. */
export function heldBy(spu: SpuDoc, orderId: string): Pieces | null {
  return spu.holds[orderId] ?? null;
}

const leftPath = ({ promotionId, skuId }: FlashPieces): string => `flashLeft.${pathId(promotionId)}.${pathId(skuId)}`;

function flashGuard(flash: readonly FlashPieces[]): Where {
  return Object.fromEntries(flash.map((one) => [leftPath(one), command.gte(one.num)]));
}

function flashChange(flash: readonly FlashPieces[], sign: 1 | -1): Record<string, unknown> {
  return Object.fromEntries(flash.map((one) => [leftPath(one), command.inc(sign * one.num)]));
}

/** What `event` does to so many pieces of each SKU: under which condition, and what it changes. */
export function moves(event: StockEvent, pieces: Pieces): { guard: Where; change: Record<string, unknown> } {
  const guard: Where = {};
  const change: Record<string, unknown> = {};
  for (const [skuId, num] of Object.entries(pieces)) {
    const path = `stock.${pathId(skuId)}`;
    const part = stockGuard(event);
    if (part) guard[`${path}.${part}`] = command.gte(num);
    for (const [name, sum] of Object.entries(stockChange(event, num))) change[`${path}.${name}`] = command.inc(sum);
  }
  return { guard, change };
}
