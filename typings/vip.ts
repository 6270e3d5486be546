/**
 * A shop's members (微信小店's `vip`): who joined, in which grade they are, what they pay, and their points (`score`). Every shop has its own.
 */
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';

/** One grade. The first one is everybody's who joins. */
export interface VipLevel {
  name: string;
  /** From this much on: fen paid or points earned, over the whole membership. 0 for the first. */
  from: number;
  /** Ten-thousandths to pay for what has no member price of its own; 10000: the ordinary price. */
  discountNum: number;
}
export interface PointRule {
  on: boolean;
  /** One point for so many fen paid for goods that were kept; at least 1. */
  fenPerPoint: Fen;
  /** So many points take one yuan off. */
  pointsPerYuan: number;
  /** Ten-thousandths of what the goods still cost after coupons: more is never paid with points. */
  mostShare: number;
  /** So long after they were earned; 0: for ever. */
  validDays: number;
}
export interface VipProgram {
  on: boolean;
  /** What the grade is judged by: paid for goods that were kept, or points ever earned. */
  gradeBy: 'paid' | 'points';
  levels: VipLevel[];
  points: PointRule;
}
/** What the shopper is to a shop. */
export interface VipCard {
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  program: VipProgram;
  /** null: did not join. */
  joinedAt: Millis | null;
  /** Place in program.levels, from 0; 0 where nobody joined. */
  level: number;
  paidFen: Fen;
  /** Ever earned, less what was taken back. */
  earned: number;
  /** What can be spent; below 0 where points that were spent already had to be taken back. */
  points: number;
  /** Of orders that are not paid yet. */
  heldPoints: number;
}

/** earn: for an order. spend, return: paid with, and given back with a refund. takeBack: earned for goods that came back. adjust: by the shop. leave: lapsed with the membership. */
export type PointEntryType = 'earn' | 'spend' | 'return' | 'takeBack' | 'expire' | 'adjust' | 'leave';
export interface PointEntry {
  entryId: string;
  type: PointEntryType;
  /** Signed. */
  delta: number;
  note: string;
  /** '' where it is about no order. */
  orderId: string;
  at: Millis;
  /** Of earned points; null: never. */
  expiresAt: Millis | null;
}
export interface ManagedVip {
  /** Names the member to the shop; it is not the openid. */
  memberId: string;
  nickname: string;
  avatar: ImageRef;
  joinedAt: Millis;
  level: number;
  paidFen: Fen;
  points: number;
}
/** What a SKU costs every member; the price of a grade is used where it is lower. */
export interface MemberSku {
  skuId: string;
  attrs: SkuAttr[];
  priceFen: Fen;
  /** 0: none of its own. */
  memberPriceFen: Fen;
}

/** Actions of the cloud function `vip`. */
export interface VipActions {
  /** NOT_FOUND where the shop has no members. */
  card: { request: { shopId: string }; result: VipCard };
  join: { request: Write & { shopId: string }; result: VipCard };
  /**
   * `joinedAt`: of the membership that ends, as the card says; one that has ended stays so. What is left of the points lapses; the grade comes back by
   * joining again. INVALID_STATE while an order that is not paid holds points.
   */
  leave: { request: Write & { shopId: string; joinedAt: Millis }; result: VipCard };
  /** Shops that the caller joined, newest first. */
  mine: { request: PageRequest; result: Page<VipCard> };
  flow: { request: PageRequest & { shopId: string }; result: Page<PointEntry> };

  /** Owner, administrator, operator. `version` 0: never saved. */
  program: { request: { shopId: string }; result: { program: VipProgram; version: number; members: number } };
  saveProgram: { request: Write & { shopId: string; version: number; program: VipProgram }; result: { program: VipProgram; version: number } };
  members: { request: PageRequest & { shopId: string }; result: Page<ManagedVip> };
  /** Gives points, or takes them; never more than there are. */
  adjust: { request: Write & { shopId: string; memberId: string; delta: number; note: string }; result: { points: number } };
  prices: { request: { shopId: string; spuId: string }; result: { title: string; skus: MemberSku[] } };
  savePrices: { request: Write & { shopId: string; spuId: string; prices: { skuId: string; priceFen: Fen }[] }; result: { title: string; skus: MemberSku[] } };
}
