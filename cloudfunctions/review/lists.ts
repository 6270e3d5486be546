/** What is there to read: a product's reviews, and a shopper's own. One query each, on a declared index. */
import * as v from 'valibot';
import type { OrderToReview, OwnReview, ReviewableLine } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { orderOf } from '../data/orders';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import type { ReviewDoc } from '../data/review-documents';
import { orders, reviews, reviewSummaries } from '../data/store';
import { cardOf } from '../domain/review-card';
import { linesToReview, reviewObstacle } from '../domain/review-lines';
import { noSums, summaryOf } from '../domain/review-summary';
import { DAY } from '../kernel/clock';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, paging } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { reviewRules } from '../processes/review-checks';
import { tag } from './forms';
import { ownOf } from './views';

export const newest: KeysetOrder = { field: 'createdAt', direction: 'desc' };
const best: KeysetOrder = { field: 'rank', direction: 'desc' };
const lastFinished: KeysetOrder = { field: 'finishedAt', direction: 'desc' };
/** Orders that are looked at for the number; nobody needs to know it more exactly. */
const MOST_COUNTED = 99;

export const list: ActionOf<'review', 'list'> = {
  access: 'public',
  schema: form({
    ...paging,
    spuId: id,
    filter: v.optional(choice(['all', 'image', 'append', 'good', 'middle', 'bad'])),
    tag: v.optional(tag),
    sort: v.optional(choice(['default', 'newest'])),
  }),
  async run({ spuId, filter = 'all', tag: chosen, sort = 'default', ...page }) {
    const marks = chosen ? `tag:${chosen}` : filter;
    return ok(mapPage(await findPage(reviews, { spuId, marks }, sort === 'newest' ? newest : best, page), cardOf));
  },
};

export const summary: ActionOf<'review', 'summary'> = {
  access: 'public',
  schema: form({ spuId: id }),
  run: async ({ spuId }) => ok(summaryOf((await reviewSummaries.get(spuId)) ?? noSums())),
};

const waiting = (openid: string) => ({ openid, status: 100, reviewedAt: null });

export const toReview: ActionOf<'review', 'toReview'> = {
  access: 'shopper',
  schema: form(paging),
  async run(page, { openid }) {
    const found = await findPage(orders, waiting(openid), lastFinished, page);
    // What was returned waits for no review, though its order may not know it yet.
    return ok({ items: found.items.map(waitingOf).filter(({ lines }) => lines.length > 0), nextCursor: found.nextCursor });
  },
};

function waitingOf(order: OrderDoc): OrderToReview {
  const { _id, orderNo, shop, finishedAt } = order;
  return { orderId: _id, orderNo, shop, finishedAt: finishedAt ?? 0, lines: linesToReview(order) };
}

export const count: ActionOf<'review', 'count'> = {
  access: 'shopper',
  schema: form({}),
  async run(_request, { openid }) {
    const found = await orders.find(waiting(openid), { limit: MOST_COUNTED, order: [['finishedAt', 'desc']], fields: { status: true, lines: true, reviews: true, afterSales: true } });
    return ok({ toReview: Math.min(MOST_COUNTED, found.reduce((all, order) => all + linesToReview(order).length, 0)) });
  },
};

export const mine: ActionOf<'review', 'mine'> = {
  access: 'shopper',
  schema: form(paging),
  async run(page, { openid, now }) {
    const [found, { appendDays }] = await Promise.all([findPage(reviews, { openid, deletedAt: null }, newest, page), reviewRules()]);
    return ok(mapPage(found, (review) => ownOf(review, appendDays, now)));
  },
};

export const order: ActionOf<'review', 'order'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid, now }) {
    const [found, rules] = await Promise.all([orderOf(openid, orderId), reviewRules()]);
    if (!found) return notFound('这个订单');
    if (found.finishedAt === null) return fail('INVALID_STATE', '确认收货后才能评价', { detail: { status: found.status } });
    const written = await reviews.getMany(Object.values(found.reviews ?? {}));
    const own = (review: ReviewDoc | undefined): OwnReview | null => (review && review.deletedAt === null ? ownOf(review, rules.appendDays, now) : null);
    const lines = found.lines.map((line): ReviewableLine => {
      const { spuId, skuId, title, attrs, image, num } = line;
      const review = written.find(({ _id }) => _id === found.reviews?.[skuId]);
      const obstacle = review?.deletedAt != null ? '评价已删除' : review?.content.state === 'refused' ? '' : reviewObstacle(found, skuId);
      return { line: { spuId, skuId, title, attrs, image, num }, review: own(review), obstacle };
    });
    return ok({ orderId, orderNo: found.orderNo, shop: found.shop, finishedAt: found.finishedAt, reviewBefore: found.finishedAt + rules.autoDays * DAY, lines });
  },
};
