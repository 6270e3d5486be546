/** For tests of reviews: finished orders, and what has to be true of stored reviews. */
import { isDeepStrictEqual } from 'node:util';
import type { OrderDoc } from '../../../cloudfunctions/data/documents';
import type { ReviewDoc, ReviewSummaryDoc } from '../../../cloudfunctions/data/review-documents';
import { cardOf } from '../../../cloudfunctions/domain/review-card';
import { linesToReview } from '../../../cloudfunctions/domain/review-lines';
import { derivedFrom } from '../../../cloudfunctions/domain/review-marks';
import { contributionOf, sumsOf } from '../../../cloudfunctions/domain/review-summary';
import type { ShopCloud } from './shop-cloud';
import { address, shopper } from './shop-fixture';

export const DAY = 24 * 3600_000;

/** Bought, paid for and received; only what reviews look at is filled in. */
export function finishedOrder(_id: string, skuIds: string[], more: Partial<OrderDoc> = {}): OrderDoc {
  const at = Date.now() - 2 * DAY;
  return {
    _id,
    orderNo: `no-${_id}`,
    tradeId: `trade-${_id}`,
    openid: shopper,
    shopId: 'shop-1',
    shop: { shopId: 'shop-1', name: '小店 shop-1', logo: '/images/logo.webp' },
    status: 100,
    lines: skuIds.map((skuId) => ({
      spuId: skuId.replace(/-\d+$/, ''),
      skuId,
      title: `商品 ${skuId}`,
      attrs: [{ key: '规格', value: skuId }],
      image: '/images/one.webp',
      num: 1,
      priceFen: 100,
      totalFen: 100,
      discountFen: 0,
      paidFen: 100,
    })),
    price: { productFen: 100 * skuIds.length, discountFen: 0, freightFen: 0, payFen: 100 * skuIds.length },
    address,
    note: '',
    createdAt: at,
    payBefore: at,
    paymentId: '',
    transactionId: '',
    paidAt: at,
    delivery: null,
    shippedAt: at,
    confirmBefore: null,
    finishedAt: at,
    cancelledAt: null,
    cancelReason: '',
    refundedFen: 0,
    log: [],
    todo: [],
    recent: [],
    updatedAt: at,
    ...more,
  };
}

/** Broken promises, one line each. `settled`: nothing is under way, and the timer has run. */
export async function reviewProblems(shop: Pick<ShopCloud, 'all'>, { settled }: { settled: boolean }): Promise<string[]> {
  const [reviews, summaries, orders] = await Promise.all([shop.all<ReviewDoc>('reviews'), shop.all<ReviewSummaryDoc>('reviewSummaries'), shop.all<OrderDoc>('orders')]);
  const problems = reviews.flatMap((review) => problemsOf(review, orders, settled));
  const lines = new Set<string>();
  for (const { _id, orderId, line } of reviews) {
    if (lines.has(`${orderId} ${line.skuId}`)) problems.push(`${_id}: ${orderId} ${line.skuId} was reviewed twice`);
    lines.add(`${orderId} ${line.skuId}`);
  }
  for (const order of orders) {
    for (const reviewId of Object.values(order.reviews ?? {})) if (!reviews.some(({ _id }) => _id === reviewId)) problems.push(`${order._id} names ${reviewId}, which does not exist`);
    if (order.reviewedAt != null && linesToReview(order).length > 0) problems.push(`${order._id} waits for no review, but has lines without one`);
  }
  if (!settled) return problems;
  for (const spuId of new Set(reviews.map((review) => review.spuId))) {
    const own = reviews.filter((review) => review.spuId === spuId);
    const wanted = sumsOf(own.map(contributionOf));
    const summary = summaries.find(({ _id }) => _id === spuId);
    if (!summary) {
      if (wanted.count > 0) problems.push(`${spuId}: ${wanted.count} reviews and no summary`);
      continue;
    }
    const kept = Object.fromEntries(Object.keys(wanted).map((key) => [key, summary[key as keyof ReviewSummaryDoc]]));
    const tidy = (sums: object) => ({ ...sums, tags: Object.fromEntries(Object.entries((sums as { tags: Record<string, number> }).tags).filter(([, number]) => number !== 0)) });
    if (!isDeepStrictEqual(tidy(kept), tidy(wanted))) problems.push(`${spuId}: its reviews come to ${JSON.stringify(wanted)}, the summary says ${JSON.stringify(kept)}`);
    const top = own.filter(({ marks }) => marks.includes('all')).sort((a, b) => b.rank - a.rank || (a._id < b._id ? -1 : 1)).slice(0, 2).map(cardOf);
    if (!isDeepStrictEqual(summary.top, top)) problems.push(`${spuId}: not these two stand first: ${JSON.stringify(summary.top.map(({ reviewId }) => reviewId))}`);
  }
  return problems;
}

function problemsOf(review: ReviewDoc, orders: OrderDoc[], settled: boolean): string[] {
  const problems: string[] = [];
  const { _id, marks, rank, traces, queuedAt, checkAt, todo, counting, counted } = review;
  if (!isDeepStrictEqual({ marks, rank, traces, queuedAt, checkAt }, derivedFrom(review))) problems.push(`${_id}: what follows from it was not stored with it`);
  if (!settled) return problems;
  if (todo.some((one) => one !== 'forget')) problems.push(`${_id} still owes ${todo.join()}`);
  if (counting) problems.push(`${_id} is still being counted`);
  if (!isDeepStrictEqual(counted, contributionOf(review))) problems.push(`${_id} counts as ${JSON.stringify(counted)}`);
  const order = orders.find((one) => one._id === review.orderId);
  if (order && order.reviews?.[review.line.skuId] !== _id) problems.push(`${_id}: its order does not know it`);
  // What was refunded after the others were reviewed is noticed when the system reviews what is left.
  if (order?.status === 100 && order.lines.every(({ skuId }) => order.reviews?.[skuId] !== undefined) && order.reviewedAt == null) problems.push(`${order._id} has nothing left to review, and does not know it`);
  return problems;
}
