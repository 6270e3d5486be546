/** A shopper reviews a line of a finished order: once, and anew only what was refused. */
import * as v from 'valibot';
import type { ActionRequest, Failure, OwnReview, Reply } from '../../typings';
import { changeReview } from '../data/reviews';
import type { ReviewDoc } from '../data/review-documents';
import { orderOf } from '../data/orders';
import { wasBy } from '../data/recent';
import { reviews, users } from '../data/store';
import { publicProfile } from '../domain/profile';
import { reviewObstacle } from '../domain/review-lines';
import { fitting } from '../domain/review-marks';
import { newPart } from '../domain/review-parts';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, requestId, text } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { askForChecks, reviewRules, type ReviewRules } from '../processes/review-checks';
import { settleReview } from '../processes/review-sums';
import { reviewIdOf, reviewOf, type Said } from '../processes/review-writing';
import { images as imagesForm, judgeText, kept, missingImage, MOST_TEXT, stars, tags as tagsForm } from './forms';
import { ownOf } from './views';

type Request = ActionRequest<'review', 'submit'>;

export const submit: ActionOf<'review', 'submit'> = {
  access: 'shopper',
  schema: form({
    requestId,
    orderId: id,
    skuId: id,
    stars,
    serviceStars: stars,
    deliveryStars: stars,
    text: v.optional(text(MOST_TEXT)),
    images: v.optional(imagesForm),
    tags: v.optional(tagsForm),
    anonymous: v.optional(flag),
  }),
  async run(request, context) {
    const { openid, now } = context;
    const [order, known, rules] = await Promise.all([orderOf(openid, request.orderId), reviews.get(reviewIdOf(request.orderId, request.skuId)), reviewRules()]);
    const line = order?.lines.find(({ skuId }) => skuId === request.skuId);
    if (!order || !line) return notFound('订单里的这件商品');
    if (known && wasBy(known, request.requestId)) return finished(known, rules, now);
    const again = known?.deletedAt === null && known.content.state === 'refused';
    if (known && !again) return fail('INVALID_STATE', known.auto ? '超过评价时间，系统已默认好评，可以追加评价' : '这件商品已经评价过了');
    const obstacle = again ? '' : reviewObstacle(order, request.skuId);
    if (obstacle) {
      // What stands in the way may be the same request, sent twice.
      const written = known ? null : await reviews.get(reviewIdOf(request.orderId, request.skuId));
      if (written && wasBy(written, request.requestId)) return finished(written, rules, now);
      return fail('INVALID_STATE', obstacle, { detail: { status: order.status } });
    }
    const said = await saidBy(request, context);
    if ('ok' in said) return said;

    if (again) return rewrite(known, said, request, rules, now);
    // Written down before its pictures are asked about, so that the timer knows of them.
    const review = reviewOf(order, line, said, now);
    const stored = (await reviews.insert(review)) ? review : ((await reviews.get(review._id)) ?? review);
    if (!wasBy(stored, request.requestId)) return fail('INVALID_STATE', '这件商品已经评价过了');
    return finished(stored, rules, now);
  },
};

/** Or why it cannot be said like that. */
async function saidBy(request: Request, { openid, now }: Context): Promise<Said | Failure> {
  const { text: rough = '', images = [], tags = [], anonymous = false, stars: given, serviceStars, deliveryStars } = request;
  const strange = tags.findIndex((tag, i) => !fitting(tag, given) || tags.indexOf(tag) !== i);
  if (strange >= 0) return fail('BAD_REQUEST', `“${tags[strange]}”与 ${given} 星不符或重复了，请重新选择`, { field: `tags[${strange}]` });
  const words = rough.trim();
  const pictures = [...new Set(images)];
  const [verdict, missing, user] = await Promise.all([judgeText(words, openid, '评价'), missingImage(pictures), users.get(openid)]);
  if (typeof verdict === 'object') return verdict;
  if (missing) return missing;
  const content = newPart({ text: words, images: pictures, at: now, by: openid }, kept(verdict));
  return { ...publicProfile(user), anonymous, auto: false, stars: given, serviceStars, deliveryStars, tags, content, recent: [request.requestId] };
}

async function rewrite(refused: ReviewDoc, said: Said, { requestId: request }: Request, rules: ReviewRules, now: number): Promise<Reply<OwnReview>> {
  const { recent: _recent, ...fields } = said;
  const change = (review: ReviewDoc) => (review.content.state === 'refused' && review.deletedAt === null ? fields : null);
  const present = await changeReview(refused, now, change, request);
  if (!present || !wasBy(present, request)) return fail('INVALID_STATE', '这件商品已经评价过了');
  return finished(present, rules, now);
}

/** Has its pictures checked and brings what is public where it belongs; the timer does what cannot be done now. */
export async function finished(review: ReviewDoc, rules: ReviewRules, now: number): Promise<Reply<OwnReview>> {
  const asked = review.checkAt !== null && review.checkAt <= now ? ((await askForChecks(review, rules, now)) ?? review) : review;
  const settled = asked.todo.length > 0 ? await settleReview(asked, now) : asked;
  return ok(ownOf(settled, rules.appendDays, now));
}
