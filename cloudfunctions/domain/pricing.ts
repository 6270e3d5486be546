/** What an order costs: lines, discounts shared out over them, freight, and the sums. */
import type { Fen, OrderLine, OrderPrice } from '../../typings';
import { freightOf, type FreightPolicy } from './freight';
import { allocate, minus, sum, times } from './money';

/** A line to be priced: everything of it that is kept with the order, at the price of now. */
export type PricedItem = Omit<OrderLine, 'totalFen' | 'discountFen' | 'paidFen'>;

/**
 * Prices one shop's part of a checkout. `discountFen` comes off the goods (never more than they cost) and is shared out over the lines
 * by what they cost. The line's shares are stored, so that a refund gives back exactly what was paid for it.
 */
export function priceOrder(items: readonly PricedItem[], freight: FreightPolicy, discountFen: Fen = 0): { lines: OrderLine[]; price: OrderPrice } {
  const totals = items.map((item) => times(item.priceFen, item.num));
  const productFen = sum(totals);
  const takenFen = Math.min(discountFen, productFen);
  const shares = allocate(takenFen, totals);
  const lines = items.map((item, i) => {
    const totalFen = totals[i]!;
    const share = shares[i]!;
    return { ...item, totalFen, discountFen: share, paidFen: minus(totalFen, share) };
  });
  const goodsFen = minus(productFen, takenFen);
  const freightFen = freightOf(freight, goodsFen);
  return { lines, price: { productFen, discountFen: takenFen, freightFen, payFen: sum([goodsFen, freightFen]) } };
}

/** The sums of several orders. */
export function addPrices(prices: readonly OrderPrice[]): OrderPrice {
  const all = (part: keyof OrderPrice): Fen => sum(prices.map((price) => price[part]));
  return { productFen: all('productFen'), discountFen: all('discountFen'), freightFen: all('freightFen'), payFen: all('payFen') };
}

/** Whether the stored sums of an order agree with its lines. */
export function pricesAgree(lines: readonly OrderLine[], price: OrderPrice): boolean {
  const linesAgree = lines.every((line) => line.totalFen === line.priceFen * line.num && line.paidFen === line.totalFen - line.discountFen && line.paidFen >= 0);
  return (
    linesAgree &&
    sum(lines.map((line) => line.totalFen)) === price.productFen &&
    sum(lines.map((line) => line.discountFen)) === price.discountFen &&
    price.payFen === price.productFen - price.discountFen + price.freightFen
  );
}
