/** Which lines of an order may be reviewed, and whose name stands beside a review. */
import type { OrderLine, OrderStatus } from '../../typings';
import { accountOf, type LineAccount } from './after-sale-refund';

export interface ReviewedOrder {
  status: OrderStatus;
  lines: OrderLine[];
  /** By skuId: its review. */
  reviews?: Record<string, string>;
  afterSales?: Record<string, LineAccount>;
}

/** What still waits for a review: lines without one, of which something was kept. */
export function linesToReview(order: ReviewedOrder): OrderLine[] {
  if (order.status !== 100) return [];
  return order.lines.filter(({ skuId }) => !hasReview(order, skuId) && !wasReturned(order, skuId));
}

/** Why this line cannot be reviewed; '' when it can. */
export function reviewObstacle(order: ReviewedOrder, skuId: string): string {
  if (order.status !== 100) return '确认收货后才能评价';
  if (hasReview(order, skuId)) return '已经评价过了';
  return wasReturned(order, skuId) ? '商品已经退款，不能评价' : '';
}

function hasReview({ reviews = {} }: ReviewedOrder, skuId: string): boolean {
  return Object.hasOwn(reviews, skuId);
}

function wasReturned(order: ReviewedOrder, skuId: string): boolean {
  const line = order.lines.find((one) => one.skuId === skuId);
  return line !== undefined && accountOf(order, skuId).refundedNum >= line.num;
}

/** 林**满, of as many letters as that, whatever the name's length: nobody is to be told by it. */
export function maskedName(nickname: string): string {
  const letters = [...nickname.trim()];
  if (letters.length === 0) return '匿名用户';
  return letters.length === 1 ? `${letters[0]}**` : `${letters[0]}**${letters.at(-1)}`;
}
