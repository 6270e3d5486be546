/** Reviews: changed as a whole and guarded by their version, so that what follows from them is always stored with them. */
import { looksTheSame } from '../domain/review-card';
import { derivedFrom } from '../domain/review-marks';
import { contributionOf, noSums, sameContribution, sumChanges, type Contribution } from '../domain/review-summary';
import { command, pathId } from './client';
import { remembered } from './recent';
import type { ReviewDoc, ReviewTodo } from './review-documents';
import { StoreBusy } from './retry';
import { reviews, reviewSummaries } from './store';

const ATTEMPTS = 8;

/** Fields that nobody sets by hand. */
export type ReviewFields = Omit<ReviewDoc, '_id' | 'marks' | 'rank' | 'traces' | 'queuedAt' | 'checkAt' | 'counted' | 'counting' | 'seq' | 'version' | 'updatedAt'>;

export function newReview(fields: ReviewFields & { _id: string }, now: number): ReviewDoc {
  return consistent({ ...fields, updatedAt: now, marks: [], rank: 0, traces: [], queuedAt: null, checkAt: null, counted: null, counting: null, seq: 0, version: 0 }, null);
}

/** With everything that follows from the review: its marks, what its checks wait for, and what it owes to its product's summary. */
function consistent(review: ReviewDoc, before: ReviewDoc | null): ReviewDoc {
  const derived = derivedFrom(review);
  const to = contributionOf(review);
  const counting = review.counting ?? (sameContribution(to, review.counted) ? null : { seq: review.seq + 1, to });
  const seen = before ? !looksTheSame(before, review) : derived.marks.length > 0;
  const owed: ReviewTodo[] = [...review.todo, ...(counting ? (['count'] as const) : []), ...(seen ? (['top'] as const) : [])];
  return { ...review, ...derived, counting, todo: [...new Set(owed)] };
}

/**
 * Changes what `change` says, again from the start when somebody else wrote meanwhile; null from it: nothing is to change. `from`: the
 * review's id, or the review as it was read a moment ago. Answers with what is stored then; null: there is no such review.
 */
export async function changeReview(from: ReviewDoc | string, now: number, change: (review: ReviewDoc) => Partial<ReviewDoc> | null, requestId?: string): Promise<ReviewDoc | null> {
  const reviewId = typeof from === 'string' ? from : from._id;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const review = attempt === 0 && typeof from !== 'string' ? from : await reviews.get(reviewId);
    const changed = review && change(review);
    if (!review || !changed) return review;
    const recent = requestId === undefined ? review.recent : remembered(review.recent, requestId);
    const next = { ...consistent({ ...review, ...changed }, review), recent, updatedAt: Math.max(now, review.updatedAt), version: review.version + 1 };
    const { _id, ...fields } = next;
    if ((await reviews.update({ _id, version: review.version }, fields)) === 1) return next;
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * attempt));
  }
  throw new StoreBusy(`the review ${reviewId} is being changed all the time`);
}

/**
 * Brings one decided change of a review into its product's sums: once, however often and by however many it is tried. The mark under
 * `holds` says which change was the last.
 */
export async function countInto(review: Pick<ReviewDoc, '_id' | 'spuId' | 'shopId'>, seq: number, from: Contribution | null, to: Contribution | null): Promise<void> {
  const hold = `holds.${pathId(review._id)}`;
  const change: Record<string, unknown> = { [hold]: seq, revision: command.inc(1) };
  for (const [path, number] of Object.entries(sumChanges(from, to))) change[path] = command.inc(number);
  const bring = () => reviewSummaries.update({ _id: review.spuId, [hold]: command.in([null, seq - 1] as never) }, change);
  if ((await bring()) === 1) return;
  const first = { _id: review.spuId, shopId: review.shopId, ...noSums(), top: [], holds: {}, revision: 0, recountedAt: 0 };
  if (await reviewSummaries.insert(first)) await bring();
}

/** Takes the mark away: from then on nothing would keep that change from being brought in again. */
export async function forgetCount(spuId: string, reviewId: string, seq: number): Promise<void> {
  const hold = `holds.${pathId(reviewId)}`;
  await reviewSummaries.update({ _id: spuId, [hold]: seq }, { [hold]: command.remove() });
}
