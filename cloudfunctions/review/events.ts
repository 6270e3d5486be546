/** WeChat tells what it found out about a picture. */
import { readMediaEvent } from '../kernel/content-check';
import { logInfo } from '../kernel/log';
import { applyProfileVerdict } from '../processes/profile-checks';
import { applyVerdict } from '../processes/review-checks';
import { settleReview } from '../processes/review-sums';

/** 'success' is what WeChat wants to hear. What cannot be made use of is asked again by the timer. */
export async function mediaChecked(event: Record<string, unknown>, now: number): Promise<string> {
  const verdict = readMediaEvent(event);
  if (!verdict) {
    logInfo('media check without a verdict', { traceId: String(event.trace_id), errcode: String(event.errcode) });
    return 'success';
  }
  const review = await applyVerdict(verdict, now);
  // It may be about somebody's own picture.
  if (!review) await applyProfileVerdict(verdict.traceId, verdict.suggest);
  if (review && review.todo.length > 0) await settleReview(review, now);
  return 'success';
}
