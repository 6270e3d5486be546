/** Reviews: checks that nobody answered, what a crash left, and what the system says when the shopper does not. */
import { command } from '../data/client';
import { orders, reviews, reviewSummaries, shops } from '../data/store';
import { DAY, MINUTE } from '../kernel/clock';
import { workOff, type Job } from '../kernel/serve-timer';
import { askForChecks, reviewRules, type ReviewRules } from '../processes/review-checks';
import { COUNT_WINDOW, finishReview, forgetCounted, rateShop, recountSums } from '../processes/review-sums';
import { reviewBySystem } from '../processes/review-writing';

/** Each is counted anew this often. */
const RECOUNT_EVERY = DAY;
const RATE_EVERY = 10 * MINUTE;
const AT_ONCE = 20;

export const askForReviewChecks: Job = (occasion) => {
  let rules: ReviewRules | undefined;
  return workOff(
    occasion,
    (limit) => reviews.find({ checkAt: command.lt(occasion.now) }, { limit, order: [['checkAt', 'asc']] }),
    async (review) => {
      await askForChecks(review, (rules ??= await reviewRules()), occasion.now);
      return true;
    },
  );
};

export const finishReviews: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => reviews.find({ todo: command.in(['order', 'count', 'top']) }, { limit, order: [['updatedAt', 'asc']] }),
    async (review) => !(await finishReview(review, occasion.now)).todo.some((todo) => todo !== 'forget'),
  );

export const forgetReviewCounts: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => reviews.find({ todo: 'forget', updatedAt: command.lt(occasion.now - COUNT_WINDOW) }, { limit, order: [['updatedAt', 'asc']] }),
    (review) => forgetCounted(review, occasion.now),
  );

export const reviewSilent: Job = async (occasion) => {
  const { autoDays } = await reviewRules();
  const before = occasion.now - autoDays * DAY;
  return workOff(
    occasion,
    (limit) => orders.find({ status: 100, reviewedAt: null, finishedAt: command.lt(before) }, { limit, order: [['finishedAt', 'asc']] }),
    async (order) => {
      await reviewBySystem(order, occasion.now);
      return true;
    },
  );
};

/** Those that were counted longest ago. */
export const recountReviews: Job = async (occasion) => {
  const oldest = await reviewSummaries.findFirst([['recountedAt', 'asc']], AT_ONCE);
  const stale = oldest.filter(({ recountedAt }) => occasion.now - recountedAt > RECOUNT_EVERY);
  let done = 0;
  for (const { _id } of stale) {
    if (occasion.isOver()) break;
    if (await recountSums(_id, occasion.now)) done++;
    // It is being changed, or too large: the others come first.
    else await reviewSummaries.update({ _id }, { recountedAt: occasion.now - RECOUNT_EVERY + RATE_EVERY });
  }
  return done;
};

export const rateShops: Job = async ({ now }) => {
  const oldest = await shops.findFirst([['rating.countedAt', 'asc']], AT_ONCE);
  const stale = oldest.filter(({ rating }) => !rating || now - rating.countedAt > RATE_EVERY);
  for (const { _id } of stale) await rateShop(_id, now);
  return stale.length;
};
