/** Which pieces of an order have gone out, which still have to, and what may go into the next parcel. */
import type { LinePieces, OrderLine, OrderStatus, Parcel, PiecesToShip } from '../../typings';
import type { LineAccount } from './after-sale-refund';
import { sum } from './money';

export interface ShippableOrder {
  status: OrderStatus;
  lines: readonly Pick<OrderLine, 'skuId' | 'num' | 'title'>[];
  /** Absent: it went out as a whole, or not at all. */
  parcels?: readonly Parcel[];
  /** By skuId. */
  afterSales?: Record<string, LineAccount>;
  /** After-sales that keep pieces from being shipped. */
  shipHolds?: readonly string[];
}
type Counted = Pick<ShippableOrder, 'status' | 'parcels' | 'afterSales'> & { lines: readonly Pick<OrderLine, 'skuId' | 'num'>[] };

/** Pieces whose money went back before they had gone out: they need not be shipped. */
export function neverSent({ afterSales }: Pick<Counted, 'afterSales'>, skuId: string): number {
  const settled = Object.values(afterSales?.[skuId]?.settled ?? {});
  return sum(settled.map(({ unshipped, unshippedNum, num }) => (unshipped ? (unshippedNum ?? num) : 0)));
}

export function shippedNum({ parcels = [] }: Pick<Counted, 'parcels'>, skuId: string): number {
  return sum(parcels.flatMap(({ lines }) => lines.filter((one) => one.skuId === skuId).map(({ num }) => num)));
}

/** Pieces that have still to be shipped: bought, not shipped, money not back. */
export function leftToShip(order: Counted, skuId: string): number {
  if (order.status !== 20 && order.status !== 21) return 0;
  const line = order.lines.find((one) => one.skuId === skuId);
  return line ? line.num - neverSent(order, skuId) - shippedNum(order, skuId) : 0;
}

/** Somebody waits for the money of pieces of this line that have not gone out. */
export function isHeld({ afterSales, shipHolds = [] }: Pick<ShippableOrder, 'afterSales' | 'shipHolds'>, skuId: string): boolean {
  const open = afterSales?.[skuId]?.open ?? '';
  return open !== '' && shipHolds.includes(open);
}

/** Everything that has still to go out, by line. */
export function piecesToShip(order: ShippableOrder): PiecesToShip[] {
  return order.lines.map(({ skuId }) => ({ skuId, num: leftToShip(order, skuId), held: isHeld(order, skuId) })).filter(({ num }) => num > 0);
}

/** What goes into the next parcel; or why it cannot, in Chinese. */
export type ParcelPlan = { lines: LinePieces[]; last: boolean; problem?: undefined } | { problem: string; field?: string; held?: string };

/** `wanted` left out: everything that is left. */
export function planParcel(order: ShippableOrder, wanted: readonly LinePieces[] | undefined, mostParcels: number): ParcelPlan {
  const left = piecesToShip(order);
  const lines = wanted ? mergePieces(wanted) : left.map(({ skuId, num }) => ({ skuId, num }));
  for (const { skuId, num } of lines) {
    const line = order.lines.find((one) => one.skuId === skuId);
    if (!line) return { problem: '订单里没有这件商品', field: fieldOf(wanted, skuId) };
    const here = left.find((one) => one.skuId === skuId);
    if (!here || num > here.num) return { problem: here ? `“${line.title}”还有 ${here.num} 件没有发货，请减少数量` : `“${line.title}”已经全部发出或退款，请去掉`, field: fieldOf(wanted, skuId) };
    if (here.held) return { problem: wanted ? `买家正在为“${line.title}”申请退款，请先处理售后，或先发其他商品` : '买家正在申请退款，请先处理售后再发货', field: fieldOf(wanted, skuId), held: order.afterSales![skuId]!.open };
  }
  if (lines.length === 0) return { problem: '没有需要发货的商品' };
  const last = sum(lines.map(({ num }) => num)) === sum(left.map(({ num }) => num));
  const number = (order.parcels?.length ?? 0) + 1;
  if (!last && number >= mostParcels) return { problem: `最多分 ${mostParcels} 个包裹，这一个需要装下剩余的全部商品`, field: 'lines' };
  return { lines, last };
}

/** The same line twice is one with both numbers. */
function mergePieces(lines: readonly LinePieces[]): LinePieces[] {
  const merged = new Map<string, number>();
  for (const { skuId, num } of lines) merged.set(skuId, (merged.get(skuId) ?? 0) + num);
  return [...merged].map(([skuId, num]) => ({ skuId, num }));
}

function fieldOf(wanted: readonly LinePieces[] | undefined, skuId: string): string | undefined {
  const place = wanted?.findIndex((one) => one.skuId === skuId) ?? -1;
  return place < 0 ? undefined : `lines[${place}]`;
}
