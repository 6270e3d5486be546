/** The shop reads what was said of its products, and answers. */
import * as v from 'valibot';
import type { StaffRole } from '../../typings';
import { changeReview } from '../data/reviews';
import { findPage, mapPage } from '../data/paging';
import { wasBy } from '../data/recent';
import { reviews } from '../data/store';
import { isShown } from '../domain/review-marks';
import { isPublic, newPart } from '../domain/review-parts';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { settleReview } from '../processes/review-sums';
import { judgeText, kept, MOST_REPLY } from './forms';
import { newest } from './lists';
import { shopViewOf } from './views';

const staff: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService'];
/** More than this is shown as this: nobody needs to know it more exactly. */
const MOST_COUNTED = 1000;

export const shopList: ActionOf<'review', 'shopList'> = {
  access: { staff },
  schema: form({ ...paging, shopId: id, tab: v.optional(choice(['all', 'toReply', 'image', 'good', 'middle', 'bad'])) }),
  run: async ({ shopId, tab = 'all', ...page }) => ok(mapPage(await findPage(reviews, { shopId, marks: tab }, newest, page), shopViewOf)),
};

export const shopCounts: ActionOf<'review', 'shopCounts'> = {
  access: { staff },
  schema: form({ shopId: id }),
  async run({ shopId }) {
    const found = await reviews.find({ shopId, marks: 'toReply' }, { limit: MOST_COUNTED, fields: { _id: true } });
    return ok({ toReply: found.length });
  },
};

export const reply: ActionOf<'review', 'reply'> = {
  access: { staff },
  schema: form({ requestId, shopId: id, reviewId: id, to: choice(['content', 'append']), text: text(MOST_REPLY, 1) }),
  async run({ requestId: request, shopId, reviewId, to, text: rough }, { openid, now }) {
    const review = await reviews.get(reviewId);
    // What is not public yet is not for the shop either.
    if (!review || review.shopId !== shopId || !isShown(review)) return notFound('这条评价');
    if (wasBy(review, request)) return ok(shopViewOf(await settleReview(review, now)));
    if (!isPublic(review[to])) return fail('INVALID_STATE', '买家还没有追加评价', { field: 'to' });
    const words = rough.trim();
    const verdict = await judgeText(words, openid, '回复');
    if (typeof verdict === 'object') return verdict;
    const part = newPart({ text: words, images: [], at: now, by: openid }, kept(verdict));
    const name = to === 'content' ? 'reply' : 'appendReply';
    const present = await changeReview(review, now, (stored) => (!wasBy(stored, request) && isShown(stored) && isPublic(stored[to]) ? { [name]: part } : null), request);
    if (!present || !isShown(present)) return notFound('这条评价');
    return ok(shopViewOf(await settleReview(present, now)));
  },
};
