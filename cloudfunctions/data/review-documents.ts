/** What is stored of reviews. See documents.ts for the conventions. */
import type { Millis, ReviewCard, ReviewedLine, ReviewTag, Stars } from '../../typings';
import type { ReviewPart } from '../domain/review-parts';
import type { Contribution, ReviewSums } from '../domain/review-summary';

/** order: mark the order's line. count: bring its part into the sums. top: look anew which two stand first. forget: clear its mark from the sums. */
export type ReviewTodo = 'order' | 'count' | 'top' | 'forget';

/** `_id` follows from order and SKU, so that a line has one review. */
export interface ReviewDoc {
  _id: string;
  orderId: string;
  orderNo: string;
  openid: string;
  spuId: string;
  shopId: string;
  shop: { shopId: string; name: string; logo: string };
  line: ReviewedLine;
  /** Of the author, when it was written; '' for an automatic one. */
  nickname: string;
  avatar: string;
  anonymous: boolean;
  auto: boolean;
  stars: Stars;
  /** 0: not said. */
  serviceStars: Stars | 0;
  deliveryStars: Stars | 0;
  tags: ReviewTag[];
  content: ReviewPart;
  append: ReviewPart | null;
  reply: ReviewPart | null;
  appendReply: ReviewPart | null;
  /** Of the order: the time for a follow-up runs from here. */
  finishedAt: Millis;
  createdAt: Millis;
  updatedAt: Millis;
  deletedAt: Millis | null;

  /** What follows from the above (domain/review-marks), kept for the indexes. */
  marks: string[];
  rank: number;
  traces: string[];
  queuedAt: Millis | null;
  checkAt: Millis | null;

  /** What the sums have of it; null: nothing. */
  counted: Contribution | null;
  /** What they are to have, decided once for everybody who brings it there; null: nothing is on its way. */
  counting: { seq: number; to: Contribution | null } | null;
  /** Of the last one that was brought there. */
  seq: number;
  todo: ReviewTodo[];
  /** Grows with every change, so that a change made from an older state is noticed. */
  version: number;
  recent: string[];
}

/** `_id` is the spuId. */
export interface ReviewSummaryDoc extends ReviewSums {
  _id: string;
  shopId: string;
  /** The two that stand first. */
  top: ReviewCard[];
  /** By review: the number of the last change that was brought in. Kept for as long as somebody might bring it a second time. */
  holds: Record<string, number>;
  /** Grows with every change. */
  revision: number;
  recountedAt: Millis;
}

/** Sums over a shop's reviews, as the shop keeps them. */
export type ShopRatingRecord = Pick<ReviewSums, 'rated' | 'ratedSum' | 'serviceSum' | 'deliverySum'> & { countedAt: Millis };
