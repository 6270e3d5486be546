import type { Fen, Millis, Page, PageRequest, Write } from './common';

/**
 * 微信小店's coupon types. Of a product: 1 discount on a condition, 2 a sum off from a threshold on, 3 discount without condition,
 * 4 a sum off without condition; 101 to 104 the same for everything of the shop.
 */
export type CouponType = 1 | 2 | 3 | 4 | 101 | 102 | 103 | 104;
/** 1 being edited, 2 effective, 3 expired (nobody can claim it any more), 4 stopped by the merchant, 5 deleted. */
export type CouponStatus = 1 | 2 | 3 | 4 | 5;
/** A shopper's own: 100 can be used, 101 expired, 102 used. 0 is ours: being claimed, never shown. */
export type UserCouponStatus = 0 | 100 | 101 | 102;

/** What a coupon takes off, and when. */
export interface CouponTerms {
  type: CouponType;
  /** At most 10 characters. */
  name: string;
  /** Types 2, 4, 102, 104: what it takes off; 0 otherwise. At most 20000. */
  discountFen: Fen;
  /** Types 1, 3, 101, 103: ten-thousandths to pay, 8500 is 8.5折; 0 otherwise. */
  discountNum: number;
  /** Types 1, 2, 101, 102: from this sum of goods on; 0: no such condition. */
  thresholdFen: Fen;
  /** Types 1 and 101, instead of a sum: from this many pieces on; 0: no such condition. */
  thresholdCount: number;
  /** Types 1 to 4: the products it is for, at most 200. Empty for the shop's. */
  spuIds: string[];
}
export interface CouponDraft extends CouponTerms {
  /** Pieces to be claimed, and how many of them by one shopper. */
  total: number;
  perUser: number;
  /** At most 365 days. */
  receiveFrom: Millis;
  receiveUntil: Millis;
  /** 1: can be used from validFrom to validUntil. 2: for validDays from the moment it is claimed. */
  validType: 1 | 2;
  validFrom: Millis;
  validUntil: Millis;
  validDays: number;
}
/** A coupon as shoppers see it before they claim it. */
export interface ClaimableCoupon extends CouponTerms {
  couponId: string;
  shopId: string;
  receiveUntil: Millis;
  validType: 1 | 2;
  validFrom: Millis;
  validUntil: Millis;
  validDays: number;
  perUser: number;
  /** Claimed by the caller. */
  mine: number;
  /** Nothing is left of it. */
  gone: boolean;
}
export interface UserCoupon extends CouponTerms {
  userCouponId: string;
  couponId: string;
  shopId: string;
  shopName: string;
  status: UserCouponStatus;
  validFrom: Millis;
  validUntil: Millis;
  /** The order that uses it; '' when none does. */
  orderId: string;
}
export interface ManagedCoupon extends CouponDraft {
  couponId: string;
  status: CouponStatus;
  claimed: number;
  createdAt: Millis;
}

/** reduction: a sum off from a sum of goods on. discount: ten-thousandths to pay from a sum on. flash: a price for a time. live: see LiveActions. */
export type PromotionType = 'reduction' | 'discount' | 'flash' | 'live';
export interface PromotionTier {
  fromFen: Fen;
  /** reduction; 0 otherwise. */
  offFen: Fen;
  /** discount; 0 otherwise. */
  discountNum: number;
}
export interface PromotionDraft {
  type: PromotionType;
  name: string;
  startsAt: Millis;
  endsAt: Millis;
  /** reduction and discount: one to five, rising. Everything of the shop takes part. */
  tiers: PromotionTier[];
  /** flash: the product, and the price of each of its SKUs that takes part. */
  spuId: string;
  prices: PromotionPrice[];
  /** flash: pieces that one shopper gets at this price, of all SKUs together; 0 or absent: no limit. */
  perUser?: number;
}
export interface PromotionPrice {
  skuId: string;
  priceFen: Fen;
  /** flash: pieces that are sold at this price (sale_stock of 微信小店's limiteddiscounttask); 0 or absent: no limit. */
  stock?: number;
}
export interface Promotion extends PromotionDraft {
  promotionId: string;
  shopId: string;
  /** Of the product of a flash price. */
  title: string;
  state: 'upcoming' | 'running' | 'ended' | 'stopped';
  /** flash with a limit: how many of it are sold or held, by skuId. */
  taken?: Record<string, number>;
  createdAt: Millis;
}

/** Where a discount comes from, in the order in which they are taken off; merchant: off the price of an unpaid order. */
export type DiscountSource = 'flash' | 'live' | 'member' | 'reduction' | 'discount' | 'productCoupon' | 'shopCoupon' | 'points' | 'merchant';
/** One discount on a line or on an order: the lines' parts of each add up to the order's. */
export interface Discount {
  source: DiscountSource;
  /** The promotion's id or the shopper's coupon's; the shop's for member prices and points. */
  id: string;
  name: string;
  fen: Fen;
  /** On a line, of a flash price with a limit: the pieces that have it. */
  num?: number;
}

/** A coupon of the shopper beside the goods of one shop in the checkout. */
export interface CouponOption {
  coupon: UserCoupon;
  usable: boolean;
  /** Why not; ''. */
  reason: string;
}
/** A price for a time, as a product page tells of it. */
export interface FlashNotice {
  promotionId: string;
  name: string;
  endsAt: Millis;
  /** Pieces at this price, and how many of them are left; absent: as many as there are. */
  total?: number;
  left?: number;
  /** Pieces that one shopper gets; absent: no limit. */
  perUser?: number;
  /** Where there is such a limit: how many the caller has had. */
  mine?: number;
}

/** Actions of the cloud function `coupon`. */
export interface CouponActions {
  /** Of one shop; with products, those that are for one of them or for the whole shop. */
  claimable: { request: { shopId: string; spuIds?: string[] }; result: { items: ClaimableCoupon[] } };
  /** Refused with LIMIT_EXCEEDED when the shopper has as many as may be, with SOLD_OUT when nothing is left. */
  claim: { request: Write & { couponId: string }; result: UserCoupon };
  mine: { request: PageRequest & { tab: 'usable' | 'used' | 'expired' }; result: Page<UserCoupon> };
  /** How many can be used now. */
  count: { request: Record<string, never>; result: { usable: number } };

  /** Owner, administrator, operator. */
  manageList: { request: PageRequest & { shopId: string; tab: 'live' | 'ended' }; result: Page<ManagedCoupon> };
  create: { request: Write & { shopId: string; draft: CouponDraft }; result: ManagedCoupon };
  /** Nobody can claim it any more; what was claimed stays good. */
  stop: { request: Write & { shopId: string; couponId: string }; result: ManagedCoupon };
  promotions: { request: PageRequest & { shopId: string; tab: 'live' | 'ended' }; result: Page<Promotion> };
  /** At most 20 at a time; one flash price a product at a time. */
  createPromotion: { request: Write & { shopId: string; draft: PromotionDraft }; result: Promotion };
  stopPromotion: { request: Write & { shopId: string; promotionId: string }; result: Promotion };
}
