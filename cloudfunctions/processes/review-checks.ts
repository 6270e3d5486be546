/** Having the parts of a review checked: asked for when they are written, and again by the timer as long as no answer has come. */
import type { ReviewPartName } from '../../typings';
import { changeReview } from '../data/reviews';
import type { ReviewDoc } from '../data/review-documents';
import { REVIEW, ruleValues } from '../data/rules';
import { reviews } from '../data/store';
import { presentParts, withAsked, withVerdict, type Asked, type ReviewPart } from '../domain/review-parts';
import { MINUTE } from '../kernel/clock';
import { checkImage, checkText, fileLinks, type MediaVerdict } from '../kernel/content-check';

export type ReviewRules = Record<keyof typeof REVIEW, number>;

export function reviewRules(): Promise<ReviewRules> {
  return ruleValues(REVIEW);
}

/** Asks about everything in the review that is not known yet, and notes what came back. Repeated by the timer when it dies in between. */
export async function askForChecks(review: ReviewDoc, rules: ReviewRules, now: number): Promise<ReviewDoc | null> {
  const due = presentParts(review).filter(([, part]) => part.state === 'pending' && part.checkAt !== null && part.checkAt <= now);
  let present: ReviewDoc | null = review;
  for (const [name, part] of due) {
    // Once too often already: nothing would be gained by asking.
    const asked = part.asks >= rules.mostAsks ? { traces: {}, absent: false } : await ask(part);
    present = await noteAsked(present ?? review, name, part, asked, rules, now);
  }
  return present;
}

async function ask(part: ReviewPart): Promise<Asked> {
  const unknown = part.media.filter(({ suggest }) => suggest === '').map(({ image }) => image);
  const [text, links] = await Promise.all([part.textSuggest === '' ? checkText(part.text, part.by) : undefined, fileLinks(unknown)]);
  const answers = await Promise.all([...links].map(async ([image, url]) => [image, await checkImage(url, part.by)] as const));
  return {
    text: text === 'unavailable' ? undefined : text,
    traces: Object.fromEntries(answers.flatMap(([image, answer]) => (typeof answer === 'object' ? [[image, answer.traceId]] : []))),
    absent: answers.some(([, answer]) => answer === 'absent'),
  };
}

function noteAsked(from: ReviewDoc, name: ReviewPartName, asked: ReviewPart, answer: Asked, { mostAsks, checkMinutes }: ReviewRules, now: number): Promise<ReviewDoc | null> {
  return changeReview(from, now, (review) => {
    const part = review[name];
    if (review.deletedAt !== null || part?.at !== asked.at || part.state !== 'pending') return null;
    return { [name]: withAsked(part, answer, { mostAsks, nextAt: now + checkMinutes * MINUTE }) };
  });
}

/** What WeChat found out about a picture. False: no review waits for it (any more). The answer may come twice, late, or at the same time as others. */
export async function applyVerdict({ traceId, suggest }: MediaVerdict, now: number): Promise<ReviewDoc | null> {
  const [found] = await reviews.find({ traces: traceId }, { limit: 1 });
  if (!found) return null;
  return changeReview(found, now, (review) => {
    for (const [name, part] of presentParts(review)) {
      const next = review.deletedAt === null ? withVerdict(part, traceId, suggest) : null;
      if (next) return { [name]: next };
    }
    return null;
  });
}
