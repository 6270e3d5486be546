/** What an author does with a review afterwards: saying more, or taking it back. */
import * as v from 'valibot';
import type { ReviewDoc } from '../data/review-documents';
import { changeReview } from '../data/reviews';
import { wasBy } from '../data/recent';
import { reviews } from '../data/store';
import { newPart } from '../domain/review-parts';
import { DAY } from '../kernel/clock';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { reviewRules } from '../processes/review-checks';
import { settleReview } from '../processes/review-sums';
import { images as imagesForm, judgeText, kept, missingImage, MOST_TEXT } from './forms';
import { finished } from './submit';
import { mayAppend } from './views';

const REVIEW = '这条评价';

/** Somebody else's review is as good as none. */
async function ownReview(openid: string, reviewId: string): Promise<ReviewDoc | null> {
  const review = await reviews.get(reviewId);
  return review?.openid === openid ? review : null;
}

export const append: ActionOf<'review', 'append'> = {
  access: 'shopper',
  schema: form({ requestId, reviewId: id, text: text(MOST_TEXT, 1), images: v.optional(imagesForm) }),
  async run({ requestId: request, reviewId, text: rough, images = [] }, { openid, now }) {
    const [review, rules] = await Promise.all([ownReview(openid, reviewId), reviewRules()]);
    if (!review || review.deletedAt !== null) return notFound(REVIEW);
    if (wasBy(review, request)) return finished(review, rules, now);
    if (!mayAppend(review)) return fail('INVALID_STATE', review.append ? '已经追加过评价了' : '评价没有通过审核，请先修改评价');
    if (now > review.finishedAt + rules.appendDays * DAY) return fail('INVALID_STATE', `确认收货超过 ${rules.appendDays} 天，不能再追加评价`);
    const words = rough.trim();
    const pictures = [...new Set(images)];
    const [verdict, missing] = await Promise.all([judgeText(words, openid, '追评'), missingImage(pictures)]);
    if (typeof verdict === 'object') return verdict;
    if (missing) return missing;
    const part = newPart({ text: words, images: pictures, at: now, by: openid }, kept(verdict));
    const present = await changeReview(review, now, (stored) => (!wasBy(stored, request) && mayAppend(stored) ? { append: part } : null), request);
    if (!present || !wasBy(present, request)) return fail('INVALID_STATE', '已经追加过评价了');
    return finished(present, rules, now);
  },
};

export const remove: ActionOf<'review', 'remove'> = {
  access: 'shopper',
  schema: form({ requestId, reviewId: id }),
  async run({ requestId: request, reviewId }, { openid, now }) {
    const review = await ownReview(openid, reviewId);
    if (!review) return notFound(REVIEW);
    if (review.deletedAt !== null && !wasBy(review, request)) return notFound(REVIEW);
    const removed = await changeReview(review, now, (stored) => (stored.deletedAt === null ? { deletedAt: now } : null), request);
    if (removed && removed.todo.length > 0) await settleReview(removed, now);
    return ok({ reviewId });
  },
};
