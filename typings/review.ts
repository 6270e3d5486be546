import type { ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';
import type { OrderLine } from './order';

/** 1 to 5. */
export type Stars = 1 | 2 | 3 | 4 | 5;

/** What WeChat's content security suggests (`result.suggest` of msgSecCheck and of the event wxa_media_check). */
export type Suggest = 'pass' | 'review' | 'risky';

/**
 * Whether words and pictures may be seen by others. pending: being checked. queued: an operator has to look. public: everybody sees it.
 * refused: nobody but its author does.
 */
export type PartState = 'pending' | 'queued' | 'public' | 'refused';

/** A review has up to four parts, each checked by itself: the review, the follow-up (追评), and the merchant's answer to either. */
export type ReviewPartName = 'content' | 'append' | 'reply' | 'appendReply';

/** What a shopper can tick: good ones with 4 and 5 stars, bad ones below. */
export type ReviewTag =
  | '质量好'
  | '性价比高'
  | '与描述相符'
  | '做工精细'
  | '包装用心'
  | '送货快'
  | '客服周到'
  | '有瑕疵'
  | '与描述不符'
  | '性价比低'
  | '包装破损'
  | '送货慢'
  | '服务差';

/** A part as everybody sees it. */
export interface ReviewText {
  text: string;
  images: ImageRef[];
  at: Millis;
}
/** The same, with where its check stands: for its author and the shop's staff. */
export interface CheckedText extends ReviewText {
  state: PartState;
  /** Why it was refused; '' otherwise. */
  reason: string;
}

/** A review on the product page and in its list. */
export interface ReviewCard {
  reviewId: string;
  /** Masked (小**满) and without avatar when the shopper wants it so. */
  author: { nickname: string; avatar: ImageRef };
  stars: Stars;
  tags: ReviewTag[];
  attrs: SkuAttr[];
  content: ReviewText;
  append: ReviewText | null;
  reply: ReviewText | null;
  appendReply: ReviewText | null;
  /** The shopper said nothing in time, and the review was given by the system. */
  auto: boolean;
  createdAt: Millis;
}

/** What a product's reviews come to. */
export interface ReviewSummary {
  count: number;
  /** Times ten: 48 is 4.8 of 5 stars; 0 without reviews. */
  averageTenths: number;
  /** Of a hundred: those with 4 or 5 stars. */
  goodPercent: number;
  /** How many have 1, 2, 3, 4, 5 stars. */
  stars: [number, number, number, number, number];
  withImages: number;
  withAppend: number;
  /** Most frequent first. */
  tags: { tag: ReviewTag; count: number }[];
}

/** What a shop's customers think of it, times ten; 0 where nobody said. */
export interface ShopRating {
  count: number;
  productTenths: number;
  serviceTenths: number;
  deliveryTenths: number;
}

/** The shopper's own. */
export interface OwnReview {
  reviewId: string;
  orderId: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  line: ReviewedLine;
  stars: Stars;
  serviceStars: Stars | 0;
  deliveryStars: Stars | 0;
  tags: ReviewTag[];
  anonymous: boolean;
  auto: boolean;
  content: CheckedText;
  append: CheckedText | null;
  reply: ReviewText | null;
  appendReply: ReviewText | null;
  createdAt: Millis;
  /** The follow-up is possible until then; null when it is there already, or not possible. */
  appendBefore: Millis | null;
  /** The review was refused and may be written anew. */
  mayRewrite: boolean;
}
export type ReviewedLine = Pick<OrderLine, 'spuId' | 'skuId' | 'title' | 'attrs' | 'image' | 'num'>;

/** A line of a finished order, and its review when there is one. */
export interface ReviewableLine {
  line: ReviewedLine;
  review: OwnReview | null;
  /** Why it cannot be reviewed; '' when it can. */
  obstacle: string;
}
export interface ReviewableOrder {
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  finishedAt: Millis;
  /** The system reviews what is left by then. */
  reviewBefore: Millis;
  lines: ReviewableLine[];
}
/** An order with lines that wait for a review. */
export interface OrderToReview {
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  finishedAt: Millis;
  lines: ReviewedLine[];
}

/** For the shop's staff: never who it was, when the shopper wants it so. */
export interface ShopReview extends Omit<ReviewCard, 'reply' | 'appendReply'> {
  spuId: string;
  title: string;
  image: ImageRef;
  orderNo: string;
  serviceStars: Stars | 0;
  deliveryStars: Stars | 0;
  reply: CheckedText | null;
  appendReply: CheckedText | null;
}

/** A part that an operator has to look at. */
export interface QueuedPart {
  reviewId: string;
  part: ReviewPartName;
  /** Sent back with the decision, so that it is about this very text. */
  at: Millis;
  by: 'shopper' | 'merchant';
  shopName: string;
  title: string;
  stars: Stars;
  text: string;
  textSuggest: Suggest | '';
  images: { image: ImageRef; suggest: Suggest | '' }[];
}

/** image: with pictures. append: with a follow-up. good 4 and 5, middle 3, bad 1 and 2 stars. */
export type ReviewFilter = 'all' | 'image' | 'append' | 'good' | 'middle' | 'bad';
export type ReviewSort = 'default' | 'newest';
export type ShopReviewTab = 'all' | 'toReply' | 'image' | 'good' | 'middle' | 'bad';

/** Actions of the cloud function `review`. Text: at most 500 characters; at most nine pictures, uploaded by the shopper before. */
export interface ReviewActions {
  /** Open to everybody: only what has passed. */
  list: { request: PageRequest & { spuId: string; filter?: ReviewFilter; tag?: ReviewTag; sort?: ReviewSort }; result: Page<ReviewCard> };
  summary: { request: { spuId: string }; result: ReviewSummary };

  /** Orders of which something waits for a review, last finished first. */
  toReview: { request: PageRequest; result: Page<OrderToReview> };
  /** Lines that wait for a review; 99 stands for more. */
  count: { request: Record<string, never>; result: { toReview: number } };
  mine: { request: PageRequest; result: Page<OwnReview> };
  /** One order with what can be said of its lines. */
  order: { request: { orderId: string }; result: ReviewableOrder };
  /** One line of a finished order, once; a refused review may be written anew. */
  submit: {
    request: Write & {
      orderId: string;
      skuId: string;
      stars: Stars;
      serviceStars: Stars;
      deliveryStars: Stars;
      text?: string;
      images?: ImageRef[];
      tags?: ReviewTag[];
      anonymous?: boolean;
    };
    result: OwnReview;
  };
  /** Once; a refused one may be written anew. */
  append: { request: Write & { reviewId: string; text: string; images?: ImageRef[] }; result: OwnReview };
  /** For good: the line cannot be reviewed again. */
  remove: { request: Write & { reviewId: string }; result: { reviewId: string } };

  /** Shop staff: owner, administrator, operator, customer service. */
  shopList: { request: PageRequest & { shopId: string; tab?: ShopReviewTab }; result: Page<ShopReview> };
  shopCounts: { request: { shopId: string }; result: { toReply: number } };
  /** At most 300 characters; a further one takes the place of the first. */
  reply: { request: Write & { shopId: string; reviewId: string; to: 'content' | 'append'; text: string }; result: ShopReview };

  /** The platform's operators. What waited longest comes first. */
  queue: { request: PageRequest; result: Page<QueuedPart> };
  decide: {
    request: Write & { reviewId: string; part: ReviewPartName; at: Millis; pass: boolean; reason?: string };
    result: { reviewId: string; state: PartState };
  };
}
