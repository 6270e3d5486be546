/** Points of one shop: what they take off, what an order earns, what goes back with its goods. Whole points, whole fen. */
import type { Fen, OrderLine, OrderStatus, PointRule } from '../../typings';
import { accountOf, leftFen, type LineAccount } from './after-sale-refund';
import { allocate, sum } from './money';
import { isPaid } from './order-states';

/** What a shopper may pay with. */
export interface PointOffer extends Pick<PointRule, 'pointsPerYuan' | 'mostShare'> {
  id: string;
  name: string;
  /** Points that the shopper has. */
  balance: number;
}

/**
 * What points take off goods of `goodsFen`, and how many that uses: no more than the shop's share of the sum, than the shopper has, and than
 * whole fen come to. A point that no fen comes of is not taken.
 */
export function pointsOff({ balance, pointsPerYuan, mostShare }: PointOffer, goodsFen: Fen): { fen: Fen; points: number } {
  const byShare = Math.floor((goodsFen * mostShare) / 10_000);
  const byBalance = Math.floor((Math.max(0, balance) * 100) / pointsPerYuan);
  const fen = Math.min(byShare, byBalance, goodsFen);
  return { fen, points: Math.ceil((fen * pointsPerYuan) / 100) };
}

/** The points of an order's lines, by what each line got for them. */
export function sharePoints(points: number, lineFen: readonly Fen[]): number[] {
  return points === 0 ? lineFen.map(() => 0) : allocate(points, lineFen);
}

/** What an order does to its shopper's account with the shop, as it stands now. */
export interface PointTarget {
  spent: number;
  back: number;
  earned: number;
  /** Towards the grade. */
  paidFen: Fen;
}
export const NO_POINTS: PointTarget = { spent: 0, back: 0, earned: 0, paidFen: 0 };

export interface PointOrder {
  status: OrderStatus;
  lines: readonly OrderLine[];
  finishedAt: number | null;
  afterSales?: Record<string, LineAccount>;
  vip?: { pointsUsed: number; fenPerPoint: number };
}

/**
 * Points that were paid with are spent once the order is paid, and come back with the pieces for which they were given; points are earned when
 * the order is finished, for what the goods that were kept cost. Any sequence of refunds ends at the same numbers.
 */
export function pointTarget(order: PointOrder, isMember: boolean): PointTarget {
  const { vip, lines, status, finishedAt } = order;
  if (!vip || !isPaid(status)) return NO_POINTS;
  const back = sum(lines.map((line) => pieces(line.points ?? 0, line.num, accountOf(order, line.skuId).refundedNum)));
  const finished = isMember && finishedAt !== null;
  const paidFen = finished ? sum(lines.map((line) => leftFen(line, accountOf(order, line.skuId)))) : 0;
  return { spent: vip.pointsUsed, back, earned: vip.fenPerPoint > 0 ? Math.floor(paidFen / vip.fenPerPoint) : 0, paidFen };
}

/** The part of `whole` that belongs to the first `given` of `num` pieces: as refunds share money out. */
function pieces(whole: number, num: number, given: number): number {
  return sum(allocate(whole, new Array<number>(num).fill(1)).slice(0, given));
}

/**
 * What runs out now: earned up to a date and not used since. What is used is used from the oldest on. `used` counts what was spent, held, taken
 * back and has run out before, less what was given back.
 */
export function expiring({ earnedBefore, used, balance }: { earnedBefore: number; used: number; balance: number }): number {
  return Math.max(0, Math.min(earnedBefore - used, balance));
}
