/**
 * What one shop's part of a checkout costs. One ordered engine of small steps; each sees what the steps before it left of every line:
 *
 *   1. base price        what the SKU costs, times the pieces
 *   2. unit price        of flash, live and member price the lowest, piece by piece: they exclude each other (domain/unit-prices)
 *   3. promotion         at most one full reduction or full discount of the shop, over all lines
 *   4. product coupon    at most one, over the lines of its products
 *   5. shop coupon       at most one, over all lines
 *   6. points            up to the shop's share of what the goods cost then
 *   7. freight           by what the goods cost before points: points never cost the free delivery, and never pay for delivery; shared out over the
 *                        lines, and no part of what they cost
 *
 * A threshold looks at what the steps before left of the lines in question, so that discounts never help each other over it. A step never takes
 * more than there is. What it takes is shared out over its lines by what they still cost, by largest remainder, and is kept with the
 * line, so that a refund gives back exactly what was paid for it. Nothing depends on the order of the lines. The README of this folder has the
 * table of what goes with what.
 */
import type { Discount, DiscountSource, Fen, FreightPart, OrderLine, OrderPrice } from '../../typings';
import { couponOff, couponScope, type OwnCoupon } from './coupon-terms';
import { freightShares, type Freight } from './freight';
import { allocate, minus, sum, times } from './money';
import { pointsOff, sharePoints, type PointOffer } from './points';
import { promotionOff, type ShopPromotion } from './promotions';
import { partFen, unitParts, type UnitOffers } from './unit-prices';

/** A line to be priced: everything of it that is kept with the order, at the price of now. */
export type PricedItem = Omit<OrderLine, 'totalFen' | 'discountFen' | 'discounts' | 'paidFen' | 'freightFen' | 'points'>;

/** What is to be taken off. */
export interface Offers extends UnitOffers {
  promotion?: ShopPromotion | null;
  productCoupon?: OwnCoupon | null;
  shopCoupon?: OwnCoupon | null;
  points?: PointOffer | null;
}
/** A line on its way through the steps. */
export interface OpenLine {
  readonly item: PricedItem;
  /** What it still costs. */
  readonly leftFen: Fen;
  readonly discounts: readonly Discount[];
}
/** One step: the lines with what it takes off. */
export type PriceStep = (lines: readonly OpenLine[], offers: Offers) => readonly OpenLine[];

const unitStep: PriceStep = (lines, offers) => {
  const parts = unitParts(lines.map(({ item }) => item), offers);
  return lines.map((line, i) =>
    parts[i]!.reduce((rest, part) => less(rest, { source: part.source, id: part.id, name: part.name, ...(part.limited ? { num: part.num } : {}) }, partFen(line.item, part)), line),
  );
};

const promotionStep: PriceStep = (lines, { promotion }) =>
  promotion ? takeOff(lines, () => true, { source: promotion.type, id: promotion.id, name: promotion.name }, promotionOff(promotion, sumOf(lines))) : lines;

const couponStep =
  (source: 'productCoupon' | 'shopCoupon'): PriceStep =>
  (lines, offers) => {
    const coupon = offers[source];
    if (!coupon) return lines;
    const isMeant = ({ item }: OpenLine): boolean => couponScope(coupon, item.spuId);
    const meant = lines.filter(isMeant);
    return takeOff(lines, isMeant, { source, id: coupon.id, name: coupon.name }, couponOff(coupon, { fen: sumOf(meant), count: piecesOf(meant) }));
  };

const pointsStep: PriceStep = (lines, { points }) =>
  points ? takeOff(lines, () => true, { source: 'points', id: points.id, name: points.name }, pointsOff(points, sumOf(lines)).fen) : lines;

export const priceSteps: readonly PriceStep[] = [unitStep, promotionStep, couponStep('productCoupon'), couponStep('shopCoupon'), pointsStep];

export interface PricedOrder {
  lines: OrderLine[];
  price: OrderPrice;
  /** price.discountFen by source. */
  discounts: Discount[];
  /** price.freightFen by template. */
  freightParts: FreightPart[];
  /** Points that it uses. */
  points: number;
}

export function priceOrder(items: readonly PricedItem[], freight: Freight, offers: Offers = {}, steps: readonly PriceStep[] = priceSteps): PricedOrder {
  const open = steps.reduce<readonly OpenLine[]>((lines, step) => step(lines, offers), items.map(openLine));
  const pointFen = open.map(({ discounts }) => sum(discounts.flatMap(({ source, fen }) => (source === 'points' ? [fen] : []))));
  const byPointsFen = sum(pointFen);
  const goodsFen = sumOf(open);
  const points = offers.points && byPointsFen > 0 ? pointsOff(offers.points, goodsFen + byPointsFen).points : 0;
  const pointShares = pointsOfLines(open, points, pointFen);
  const { freightFen, shares, parts } = freightShares(freight, open.map(({ item: { skuId, num }, leftFen }, i) => ({ skuId, num, leftFen: leftFen + pointFen[i]! })));
  const lines = open.map(({ item, leftFen, discounts }, i): OrderLine => {
    const totalFen = times(item.priceFen, item.num);
    const share = pointShares[i]!;
    return { ...item, totalFen, discountFen: minus(totalFen, leftFen), discounts: [...discounts], paidFen: leftFen, freightFen: shares[i]!, ...(share > 0 ? { points: share } : {}) };
  });
  const productFen = sum(lines.map(({ totalFen }) => totalFen));
  return {
    lines,
    price: { productFen, discountFen: minus(productFen, goodsFen), freightFen, payFen: sum([goodsFen, freightFen]) },
    discounts: discountsBySource(lines),
    freightParts: parts,
    points,
  };
}

/** Equal remainders go by SKU here as well. */
function pointsOfLines(open: readonly OpenLine[], points: number, fen: readonly Fen[]): number[] {
  const order = open.map((_, i) => i).sort((a, b) => (open[a]!.item.skuId < open[b]!.item.skuId ? -1 : 1));
  const shares = sharePoints(points, order.map((i) => fen[i]!));
  const byLine = new Array<number>(open.length).fill(0);
  order.forEach((i, at) => (byLine[i] = shares[at]!));
  return byLine;
}

/** The lines as they are when coupons are looked at: what a threshold of theirs counts. */
export function beforeCoupons(items: readonly PricedItem[], offers: Offers): readonly OpenLine[] {
  return promotionStep(unitStep(items.map(openLine), offers), offers);
}

function openLine(item: PricedItem): OpenLine {
  return { item, leftFen: times(item.priceFen, item.num), discounts: [] };
}

export function sumOf(lines: readonly OpenLine[]): Fen {
  return sum(lines.map(({ leftFen }) => leftFen));
}

export function piecesOf(lines: readonly OpenLine[]): number {
  return lines.reduce((all, { item }) => all + item.num, 0);
}

type Cause = Omit<Discount, 'fen'>;

function less(line: OpenLine, cause: Cause, fen: Fen): OpenLine {
  return fen === 0 ? line : { item: line.item, leftFen: minus(line.leftFen, fen), discounts: [...line.discounts, { ...cause, fen }] };
}

/** Shares `fen` (never more than there is) out over the lines that are meant. */
function takeOff(lines: readonly OpenLine[], isMeant: (line: OpenLine) => boolean, cause: Cause, fen: Fen): readonly OpenLine[] {
  // Equal remainders go by SKU, not by the order in which somebody put the lines.
  const meant = lines.filter(isMeant).sort((a, b) => (a.item.skuId < b.item.skuId ? -1 : 1));
  const parts = allocate(Math.min(fen, sumOf(meant)), meant.map(({ leftFen }) => leftFen));
  const partOf = new Map(meant.map((line, i) => [line, parts[i]!]));
  return lines.map((line) => less(line, cause, partOf.get(line) ?? 0));
}

const ORDER: readonly DiscountSource[] = ['flash', 'live', 'member', 'reduction', 'discount', 'productCoupon', 'shopCoupon', 'points', 'merchant'];

/** The lines' discounts, added up by what they come from. */
export function discountsBySource(lines: readonly Pick<OrderLine, 'discounts'>[]): Discount[] {
  const found = new Map<string, Discount>();
  for (const { discounts = [] } of lines) {
    for (const { num: _pieces, ...discount } of discounts) {
      const key = `${discount.source} ${discount.id}`;
      found.set(key, { ...discount, fen: sum([found.get(key)?.fen ?? 0, discount.fen]) });
    }
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.source) - ORDER.indexOf(b.source) || (a.id < b.id ? -1 : 1));
}

/** The sums of several orders. */
export function addPrices(prices: readonly OrderPrice[]): OrderPrice {
  const all = (part: keyof OrderPrice): Fen => sum(prices.map((price) => price[part]));
  return { productFen: all('productFen'), discountFen: all('discountFen'), freightFen: all('freightFen'), payFen: all('payFen') };
}

/** Whether the stored sums of an order agree with its lines, each discount among them. */
export function pricesAgree(lines: readonly OrderLine[], price: OrderPrice, discounts: readonly Discount[] = discountsBySource(lines)): boolean {
  const linesAgree = lines.every(
    (line) =>
      line.totalFen === line.priceFen * line.num &&
      line.paidFen === line.totalFen - line.discountFen &&
      line.paidFen >= 0 &&
      // Absent: an order from before discounts were kept by source.
      (line.discounts === undefined || line.discountFen === sum(line.discounts.map(({ fen }) => fen))),
  );
  const bySourceNow = discountsBySource(lines);
  // Absent: an order from before the freight was shared out.
  const freightAgrees = lines.some(({ freightFen }) => freightFen === undefined) || sum(lines.map(({ freightFen = 0 }) => freightFen)) === price.freightFen;
  return (
    linesAgree &&
    freightAgrees &&
    sum(lines.map((line) => line.totalFen)) === price.productFen &&
    sum(lines.map((line) => line.discountFen)) === price.discountFen &&
    price.payFen === price.productFen - price.discountFen + price.freightFen &&
    bySourceNow.length === discounts.length &&
    bySourceNow.every(({ source, id, fen }, i) => discounts[i]!.source === source && discounts[i]!.id === id && discounts[i]!.fen === fen)
  );
}
