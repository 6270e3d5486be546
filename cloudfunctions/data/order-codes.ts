/**
 * Codes and the pieces of orders that get them. The order says first which code each piece is to get; then the codes are taken, each as it was
 * when it was chosen. So a piece never has two codes and a code never two pieces, whoever runs beside, dies or comes late.
 */
import type { Piece } from '../domain/order-codes';
import { command, pathId, type Where } from './client';
import type { CardCodeDoc } from './code-documents';
import type { OrderDoc } from './documents';
import { oweUpload } from './parcels';
import { cardCodes, orders } from './store';
import { untold } from './untold';

/** More than are needed, so that those who choose at the same time seldom choose the same. */
const SPARE = 50;
export type Choice = Pick<CardCodeDoc, '_id' | 'version'>;

const pathOf = ({ skuId, unit }: Pick<Piece, 'skuId' | 'unit'>): string => `codes.${pathId(skuId)}.${pathId(unit)}`;

/** Fewer when there are not so many. */
export async function freeCodes(skuId: string, num: number): Promise<Choice[]> {
  const found = await cardCodes.find({ skuId, state: 'free' }, { limit: num + SPARE, fields: { version: true } });
  const places = found.map((code) => ({ code, place: Math.random() })).sort((a, b) => a.place - b.place);
  return places.slice(0, num).map(({ code }) => code);
}

/** False: the order is not as it was read. */
export async function choose(order: OrderDoc, chosen: readonly { piece: Piece; code: Choice }[]): Promise<boolean> {
  const guard: Where = {};
  const change: Record<string, unknown> = {};
  for (const { piece, code } of chosen) {
    guard[pathOf(piece)] = command.exists(false);
    change[pathOf(piece)] = { codeId: code._id, version: code.version };
  }
  return (await orders.update({ _id: order._id, status: 20, settlements: order.settlements ?? null, ...guard }, change)) === 1;
}

/** The pieces whose code somebody else has. */
export async function take(orderId: string, pieces: readonly Piece[], at: number): Promise<Piece[]> {
  const byVersion = new Map<number, string[]>();
  for (const { codeId, version } of pieces) byVersion.set(version!, [...(byVersion.get(version!) ?? []), codeId!]);
  let taken = 0;
  for (const [version, ids] of byVersion) {
    taken += await cardCodes.update({ _id: command.in(ids), state: 'free', version }, { state: 'taken', orderId, takenAt: at, version: version + 1 });
  }
  if (taken === pieces.length) return [];
  const own = new Set((await cardCodes.getMany(pieces.map(({ codeId }) => codeId!), { orderId: true, state: true })).filter((code) => code.orderId === orderId && code.state === 'taken').map(({ _id }) => _id));
  return pieces.filter(({ codeId }) => !own.has(codeId!));
}

/** They choose anew. */
export async function unchoose(orderId: string, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) {
    const path = pathOf(piece);
    await orders.update({ _id: orderId, status: 20, [`${path}.codeId`]: piece.codeId!, [`${path}.version`]: piece.version!, [`${path}.backBy`]: command.exists(false) }, { [path]: command.remove() });
  }
}

/** Codes that nobody saw can be given to others. The order says already that they are not its own any more. */
export async function giveBackCodes(orderId: string, pieces: readonly Piece[]): Promise<void> {
  for (const { codeId, version } of pieces) {
    if (codeId === undefined) continue;
    // Nobody can take it any more for having chosen it as it was; then what was taken goes back.
    await cardCodes.update({ _id: codeId, state: 'free', version: version! }, { version: version! + 1 });
    await cardCodes.update({ _id: codeId, state: 'taken', orderId, version: version! + 1 }, { state: 'free', orderId: '', takenAt: null, version: version! + 2 });
  }
}

export interface HandingOver {
  at: number;
  by: 'merchant' | 'system';
  text: string;
  confirmBefore: number;
  /** What else changes with it. */
  change?: Record<string, unknown>;
  guard?: Where;
}

/** From paid to delivered. False: the order is not as it was read, or somebody asks for the money. */
export async function handOver(order: OrderDoc, { at, by, text, confirmBefore, change = {}, guard = {} }: HandingOver): Promise<boolean> {
  const unasked = Object.fromEntries(order.lines.map(({ skuId }) => [`afterSales.${pathId(skuId)}.open`, order.afterSales?.[skuId]?.open ?? null]));
  const upload = oweUpload(order, at);
  const moved = await orders.update(
    { _id: order._id, status: 20, settlements: order.settlements ?? null, deliveries: order.deliveries ?? null, ...unasked, ...guard },
    {
      ...change,
      ...upload,
      status: 30,
      shippedAt: at,
      confirmBefore,
      deliveries: command.inc(1),
      updatedAt: at,
      log: command.push([{ at, by, event: 'deliver', text }]),
      ...untold('order', 'deliver', at),
    },
  );
  return moved === 1;
}
