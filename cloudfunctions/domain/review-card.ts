/** A review as everybody sees it: of each part only what is public, of its author only what the author wants. */
import type { ReviewCard, ReviewText, SkuAttr } from '../../typings';
import { maskedName } from './review-lines';
import { isShown, type Reviewed } from './review-marks';
import { isPublic, type ReviewPart } from './review-parts';

export interface AuthoredReview extends Reviewed {
  _id: string;
  nickname: string;
  avatar: string;
  anonymous: boolean;
  line: { attrs: SkuAttr[] };
}

export function textOf({ text, media, at }: ReviewPart): ReviewText {
  return { text, images: media.map(({ image }) => image), at };
}

export function publicText(part: ReviewPart | null): ReviewText | null {
  return isPublic(part) ? textOf(part) : null;
}

/** Only for a review that is shown. */
export function cardOf(review: AuthoredReview): ReviewCard {
  const { _id, nickname, avatar, anonymous, stars, tags, line, content, append, reply, appendReply, auto, createdAt } = review;
  return {
    reviewId: _id,
    author: anonymous ? { nickname: maskedName(nickname), avatar: '' } : { nickname: nickname || '微信用户', avatar },
    stars,
    tags,
    attrs: line.attrs,
    content: textOf(content),
    append: publicText(append),
    reply: publicText(reply),
    appendReply: publicText(appendReply),
    auto,
    createdAt,
  };
}

/** Whether everybody sees the same of both. */
export function looksTheSame(a: AuthoredReview, b: AuthoredReview): boolean {
  const seen = (review: AuthoredReview): string => (isShown(review) ? JSON.stringify(cardOf(review)) : '');
  return seen(a) === seen(b);
}
