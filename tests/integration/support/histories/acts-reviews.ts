/** Reviews, and what content security finds out about them: at once, late, twice, or never. */
import type { ReviewDoc } from '../../../../cloudfunctions/data/review-documents';
import type { ReviewPartName } from '../../../../typings';
import { type Act, among, asItsOwner, clerkOf, oneOf, orderNow, ripeOrder } from './acting';
import { operators } from './world';

const TEXTS = ['好用', '加微信看更多', '', '违规', '一般'];
const PICTURES = ['cloud://local.bucket/good.png', 'cloud://local.bucket/review.png', 'cloud://local.bucket/risky.png'];
const stars = (how: number) => (1 + (how % 5)) as 1 | 2 | 3 | 4 | 5;
const picturesOf = (how: number): string[] => (how % 3 === 0 ? [oneOf(PICTURES, how >> 2), oneOf(PICTURES, how >> 4)] : []);
const reviewsOf = (town: { cloud: { all<T>(collection: string): T[] } }): ReviewDoc[] => town.cloud.all<ReviewDoc>('reviews');
const PARTS: ReviewPartName[] = ['content', 'append', 'reply', 'appendReply'];

export const reviewActs: Record<string, Act> = {
  review: {
    weight: 8,
    async work(town, step) {
      const { what, how } = step;
      const order = ripeOrder(town, what, 100);
      if (!order) return;
      const { skuId } = oneOf(orderNow(town, order.orderId)!.lines, how);
      const request = { orderId: order.orderId, skuId, stars: stars(how), serviceStars: stars(how >> 1), deliveryStars: stars(how >> 2), text: oneOf(TEXTS, how), images: picturesOf(how), anonymous: how % 2 === 0 };
      await asItsOwner(town, order.openid, step, (as) => town.ask('review', 'submit', request, as));
    },
  },
  append: {
    weight: 3,
    async work(town, step) {
      const one = among(reviewsOf(town), step.what);
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('review', 'append', { reviewId: one._id, text: oneOf(TEXTS, step.how) || '用久了', images: picturesOf(step.how) }, as));
    },
  },
  removeReview: {
    weight: 1,
    async work(town, step) {
      const one = among(reviewsOf(town), step.what);
      if (one) await asItsOwner(town, one.openid, step, (as) => town.ask('review', 'remove', { reviewId: one._id }, as));
    },
  },
  reply: {
    weight: 2,
    async work(town, { who, what, how }) {
      const one = among(reviewsOf(town), what);
      if (one) await town.ask('review', 'reply', { shopId: one.shopId, reviewId: one._id, to: how % 3 ? 'content' : 'append', text: oneOf(TEXTS, how) || '谢谢' }, clerkOf(one.shopId, who));
    },
  },
  judge: {
    weight: 4,
    async work(town, { what, how }) {
      const one = among(reviewsOf(town).filter(({ queuedAt }) => queuedAt !== null), what);
      const part = one && PARTS.find((name) => one[name]?.state === 'queued');
      if (part) await town.ask('review', 'decide', { reviewId: one._id, part, at: one[part]!.at, pass: how % 3 !== 0 }, operators[0]!);
    },
  },
  /** WeChat says once more what it said of a picture, or says it of one that it forgot. */
  verdict: {
    weight: 3,
    async work(town, { what, how }) {
      const one = among(reviewsOf(town).filter(({ traces }) => traces.length > 0), what);
      if (one) await town.cloud.tellVerdict(oneOf(one.traces, how), oneOf(['pass', 'review', 'risky'], how >> 2));
    },
  },
};
