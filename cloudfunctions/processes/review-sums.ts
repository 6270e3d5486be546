/** What a review owes to its order and to its product's summary, carried out; and the sums counted anew. */
import { command, operators, pathId } from '../data/client';
import { changeReview, countInto, forgetCount } from '../data/reviews';
import type { OrderDoc } from '../data/documents';
import type { ReviewDoc } from '../data/review-documents';
import { orders, reviews, reviewSummaries, shops } from '../data/store';
import { cardOf } from '../domain/review-card';
import { linesToReview } from '../domain/review-lines';
import { noSums, type ReviewSums } from '../domain/review-summary';
import { MINUTE } from '../kernel/clock';
import { logError } from '../kernel/log';
import type { ReviewTag, Stars } from '../../typings';

/** Reviews on the product page. */
const TOP = 2;
const ATTEMPTS = 4;
/** More would take an aggregation longer than the service allows it. */
const MOST_RECOUNTED = 50_000;
/** Longer than any function may run: nobody can still be about to bring the same change in once more. */
export const COUNT_WINDOW = 3 * MINUTE;

/** Carries out what the review owes; what fails is left to the timer. */
export async function settleReview(review: ReviewDoc, now: number): Promise<ReviewDoc> {
  try {
    return await finishReview(review, now);
  } catch (error) {
    logError('review not carried out yet', { reviewId: review._id }, error);
    return review;
  }
}

/** May be repeated, also at the same time. */
export async function finishReview(review: ReviewDoc, now: number): Promise<ReviewDoc> {
  let present = review;
  for (let round = 0; round < ATTEMPTS && owes(present); round++) {
    const { todo, counting, counted, version } = present;
    if (todo.includes('order')) await markOrder(present.orderId, { [present.line.skuId]: present._id }, now);
    if (counting) await countInto(present, counting.seq, counted, counting.to);
    const seen = todo.includes('top') && (await refreshTop(present.spuId));
    const next = await changeReview(present, now, (stored) => {
      const noted = counting !== null && stored.counting?.seq === counting.seq;
      // The first two were looked for as the review was then: what changed since is looked at anew.
      const done = [...(todo.includes('order') ? ['order'] : []), ...(noted || stored.counting === null ? ['count'] : []), ...(seen && stored.version === version ? ['top'] : [])];
      const left = stored.todo.filter((one) => !done.includes(one));
      return { todo: noted ? [...left.filter((one) => one !== 'forget'), 'forget' as const] : left, ...(noted ? { counted: counting.to, counting: null, seq: counting.seq } : {}) };
    });
    if (!next) return present;
    present = next;
  }
  return present;
}

function owes({ todo }: ReviewDoc): boolean {
  return todo.some((one) => one !== 'forget');
}

/** The lines have their reviews; the order waits for none when the last line has. */
export async function markOrder(orderId: string, reviewIds: Record<string, string>, now: number): Promise<void> {
  const marks = Object.fromEntries(Object.entries(reviewIds).map(([skuId, reviewId]) => [`reviews.${pathId(skuId)}`, reviewId]));
  if (Object.keys(marks).length > 0) await orders.update({ _id: orderId }, marks);
  const order: OrderDoc | null = await orders.get(orderId);
  if (order && linesToReview(order).length === 0) await orders.update({ _id: orderId, reviewedAt: null }, { reviewedAt: now });
}

/** Puts the two reviews that stand first into the summary. False: the summary changes all the time; try again later. */
export async function refreshTop(spuId: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const summary = await reviewSummaries.get(spuId, { revision: true });
    if (!summary) return true;
    const first = await reviews.find({ spuId, marks: 'all' }, { limit: TOP, order: [['rank', 'desc'], ['_id', 'asc']] });
    if ((await reviewSummaries.update({ _id: spuId, revision: summary.revision }, { top: first.map(cardOf), revision: command.inc(1) })) === 1) return true;
  }
  return false;
}

/** The change was brought in long ago: its mark in the sums can go. */
export async function forgetCounted(review: ReviewDoc, now: number): Promise<boolean> {
  await forgetCount(review.spuId, review._id, review.seq);
  await changeReview(review, now, ({ seq, todo }) => (seq === review.seq ? { todo: todo.filter((one) => one !== 'forget') } : null));
  return true;
}

/** Whether every change that was brought in is noted in its review. */
async function allNoted(holds: Record<string, number>): Promise<boolean> {
  const ids = Object.keys(holds);
  if (ids.length > 1000) return false;
  const noted = await reviews.getMany(ids, { seq: true });
  return noted.every(({ _id, seq }) => seq >= holds[_id]!);
}

interface SumsRow extends Omit<ReviewSums, 'stars' | 'tags'> {
  s1: number;
  s2: number;
  s3: number;
  s4: number;
  s5: number;
}

/**
 * Counts a product's sums anew from what its reviews say was counted. False: changes are being brought in just now, and nothing was done.
 * A change that nobody has brought in yet is in neither of the two; one that was brought in and is not noted yet is told by its mark.
 */
export async function recountSums(spuId: string, now: number): Promise<boolean> {
  const summary = await reviewSummaries.get(spuId);
  if (!summary || summary.count > MOST_RECOUNTED || !(await allNoted(summary.holds))) return false;
  const match = { spuId, 'counted.stars': command.gt(0) };
  const when = (test: unknown) => operators.sum(operators.cond({ if: test, then: 1, else: 0 }));
  const given = (field: string) => operators.sum(operators.cond({ if: operators.eq(['$counted.auto', 0]), then: field, else: 0 }));
  const star = (stars: number) => when(operators.eq(['$counted.stars', stars]));
  const [[row], tagRows] = await Promise.all([
    reviews.aggregate<SumsRow>((pipeline) =>
      pipeline
        .match(match)
        .group({
          _id: null,
          count: operators.sum(1),
          sum: operators.sum('$counted.stars'),
          s1: star(1), s2: star(2), s3: star(3), s4: star(4), s5: star(5),
          images: operators.sum('$counted.images'),
          append: operators.sum('$counted.append'),
          rated: when(operators.eq(['$counted.auto', 0])),
          ratedSum: given('$counted.stars'),
          serviceSum: given('$counted.service'),
          deliverySum: given('$counted.delivery'),
        })
        .limit(1),
    ),
    reviews.aggregate<{ _id: ReviewTag; count: number }>((pipeline) =>
      pipeline.match(match).project({ tag: '$counted.tags' }).unwind('$tag').group({ _id: '$tag', count: operators.sum(1) }).limit(100),
    ),
  ]);
  const none = noSums();
  const { s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, count = 0, sum = 0, images = 0, append = 0, rated = 0, ratedSum = 0, serviceSum = 0, deliverySum = 0 } = row ?? ({} as Partial<SumsRow>);
  const stars: Record<Stars, number> = { 1: s1, 2: s2, 3: s3, 4: s4, 5: s5 };
  const tags = Object.fromEntries(tagRows.map((one) => [one._id, one.count]));
  const sums: ReviewSums = { ...none, count, sum, stars, images, append, tags, rated, ratedSum, serviceSum, deliverySum };
  return (await reviewSummaries.update({ _id: spuId, revision: summary.revision }, { ...sums, recountedAt: now, revision: command.inc(1) })) === 1;
}

/** What a shop's products come to together. */
export async function rateShop(shopId: string, now: number): Promise<void> {
  const [row] = await reviewSummaries.aggregate<Pick<ReviewSums, 'rated' | 'ratedSum' | 'serviceSum' | 'deliverySum'>>((pipeline) =>
    pipeline
      .match({ shopId })
      .group({ _id: null, rated: operators.sum('$rated'), ratedSum: operators.sum('$ratedSum'), serviceSum: operators.sum('$serviceSum'), deliverySum: operators.sum('$deliverySum') })
      .limit(1),
  );
  const { rated = 0, ratedSum = 0, serviceSum = 0, deliverySum = 0 } = row ?? {};
  await shops.update({ _id: shopId }, { rating: { rated, ratedSum, serviceSum, deliverySum, countedAt: now } });
}
