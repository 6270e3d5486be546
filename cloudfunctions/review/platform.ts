/** What content security is not sure about, or never answered: the platform's operators decide. */
import * as v from 'valibot';
import type { Page, QueuedPart } from '../../typings';
import { changeReview } from '../data/reviews';
import { findPage } from '../data/paging';
import { wasBy } from '../data/recent';
import { reviews } from '../data/store';
import { decided } from '../domain/review-parts';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { choice, flag, form, id, integer, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { settleReview } from '../processes/review-sums';
import { queuedOf } from './views';

const DEFAULT_REASON = '内容不符合平台规范';

export const queue: ActionOf<'review', 'queue'> = {
  access: 'operator',
  schema: form(paging),
  async run(page) {
    const found = await findPage(reviews, {}, { field: 'queuedAt', direction: 'asc', span: { from: 1 } }, page);
    const items = found.items.map(queuedOf).filter((part) => part !== null);
    return ok<Page<QueuedPart>>({ items, nextCursor: found.nextCursor });
  },
};

export const decide: ActionOf<'review', 'decide'> = {
  access: 'operator',
  schema: form({ requestId, reviewId: id, part: choice(['content', 'append', 'reply', 'appendReply']), at: integer(0, Number.MAX_SAFE_INTEGER), pass: flag, reason: v.optional(text(100)) }),
  async run({ requestId: request, reviewId, part: name, at, pass, reason: rough = '' }, { now }) {
    const reason = rough.trim() || DEFAULT_REASON;
    const present = await changeReview(
      reviewId,
      now,
      (review) => {
        const part = review[name];
        return part && part.at === at && part.state === 'queued' && review.deletedAt === null && !wasBy(review, request) ? { [name]: decided(part, pass, reason) } : null;
      },
      request,
    );
    const part = present?.[name];
    if (!present || !part || present.deletedAt !== null) return notFound('待审核的内容');
    if (!wasBy(present, request)) return part.at === at ? fail('INVALID_STATE', '已经审核过了，请刷新列表') : conflict('内容');
    await settleReview(present, now);
    return ok({ reviewId, state: part.state });
  },
};
