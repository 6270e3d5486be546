/** Reviews as they are written: by a shopper, or by the system when nobody said anything in time. */
import type { OrderLine, ReviewTag, Stars } from '../../typings';
import { newReview, type ReviewFields } from '../data/reviews';
import type { OrderDoc } from '../data/documents';
import type { ReviewDoc } from '../data/review-documents';
import { reviews } from '../data/store';
import { linesToReview } from '../domain/review-lines';
import { newPart, type ReviewPart } from '../domain/review-parts';
import { derivedId } from '../kernel/ids';
import { markOrder, settleReview } from './review-sums';

export interface Said {
  nickname: string;
  avatar: string;
  anonymous: boolean;
  auto: boolean;
  stars: Stars;
  serviceStars: Stars | 0;
  deliveryStars: Stars | 0;
  tags: ReviewTag[];
  content: ReviewPart;
  recent: string[];
}

/** The same line, the same review. */
export function reviewIdOf(orderId: string, skuId: string): string {
  return derivedId('E', orderId, skuId);
}

export function reviewOf(order: OrderDoc, line: OrderLine, said: Said, now: number): ReviewDoc {
  const { spuId, skuId, title, attrs, image, num } = line;
  const fields: ReviewFields & { _id: string } = {
    ...said,
    _id: reviewIdOf(order._id, skuId),
    orderId: order._id,
    orderNo: order.orderNo,
    openid: order.openid,
    spuId,
    shopId: order.shopId,
    shop: order.shop,
    line: { spuId, skuId, title, attrs, image, num },
    append: null,
    reply: null,
    appendReply: null,
    finishedAt: order.finishedAt ?? now,
    createdAt: now,
    deletedAt: null,
    todo: ['order'],
  };
  return newReview(fields, now);
}

/** What the system gives for everything that is left of an order. May be repeated. */
export async function reviewBySystem(order: OrderDoc, now: number): Promise<void> {
  const marks: Record<string, string> = {};
  for (const line of linesToReview(order)) {
    const content = newPart({ text: '', images: [], at: now, by: '' }, 'pass');
    const review = reviewOf(order, line, { nickname: '', avatar: '', anonymous: true, auto: true, stars: 5, serviceStars: 0, deliveryStars: 0, tags: [], content, recent: [] }, now);
    const added = await reviews.insert({ ...review, todo: review.todo.filter((todo) => todo !== 'order') });
    marks[line.skuId] = review._id;
    if (added) await settleReview(review, now);
  }
  // Also when nothing was left: what was returned waits for no review.
  await markOrder(order._id, marks, now);
}
