/** Reviews as their authors, the shop's staff and the platform's operators see them. */
import type { CheckedText, OwnReview, QueuedPart, ReviewPartName, ShopReview } from '../../typings';
import type { ReviewDoc } from '../data/review-documents';
import { cardOf, publicText, textOf } from '../domain/review-card';
import { presentParts, type ReviewPart } from '../domain/review-parts';
import { DAY } from '../kernel/clock';

function checkedOf(part: ReviewPart): CheckedText {
  return { ...textOf(part), state: part.state, reason: part.reason };
}

export function ownOf(review: ReviewDoc, appendDays: number, now: number): OwnReview {
  const { _id, orderId, shop, line, stars, serviceStars, deliveryStars, tags, anonymous, auto, content, append, reply, appendReply, createdAt, finishedAt } = review;
  const until = finishedAt + appendDays * DAY;
  return {
    reviewId: _id,
    orderId,
    shop,
    line,
    stars,
    serviceStars,
    deliveryStars,
    tags,
    anonymous,
    auto,
    content: checkedOf(content),
    append: append && checkedOf(append),
    reply: publicText(reply),
    appendReply: publicText(appendReply),
    createdAt,
    appendBefore: mayAppend(review) && now <= until ? until : null,
    mayRewrite: content.state === 'refused',
  };
}

/** To a review that stands; once, but for one that was refused. */
export function mayAppend({ deletedAt, content, append }: ReviewDoc): boolean {
  return deletedAt === null && content.state !== 'refused' && (append === null || append.state === 'refused');
}

export function shopViewOf(review: ReviewDoc): ShopReview {
  const { reply, appendReply, spuId, line, orderNo, serviceStars, deliveryStars } = review;
  return {
    ...cardOf(review),
    reply: reply && checkedOf(reply),
    appendReply: appendReply && checkedOf(appendReply),
    spuId,
    title: line.title,
    image: line.image,
    orderNo,
    serviceStars,
    deliveryStars,
  };
}

/** Of the parts that wait for a person, the one that waits longest. */
export function queuedOf(review: ReviewDoc): QueuedPart | null {
  const waiting = presentParts(review)
    .filter(([, { state }]) => state === 'queued')
    .sort(([, a], [, b]) => a.at - b.at);
  const [first] = waiting;
  if (!first) return null;
  const [name, part] = first;
  return {
    reviewId: review._id,
    part: name,
    at: part.at,
    by: isMerchants(name) ? 'merchant' : 'shopper',
    shopName: review.shop.name,
    title: review.line.title,
    stars: review.stars,
    text: part.text,
    textSuggest: part.textSuggest,
    images: part.media.map(({ image, suggest }) => ({ image, suggest })),
  };
}

function isMerchants(name: ReviewPartName): boolean {
  return name === 'reply' || name === 'appendReply';
}
