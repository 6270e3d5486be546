/** What a shop's documents offer right now, to everybody and to this shopper. */
import type { PromotionDoc, ShopDoc, SpuDoc } from '../data/documents';
import type { CustomerDoc } from '../data/vip-documents';
import type { PointOffer } from '../domain/points';
import { isRunning, type ShopPromotion } from '../domain/promotions';
import type { FlashOffer, MemberOffer, UnitOffer, UnitOffers } from '../domain/unit-prices';
import { levelOf } from '../domain/vip';

/** A product as far as its unit prices go. */
type Goods = Pick<SpuDoc, '_id' | 'flashLeft' | 'memberPrices'>;
export interface OfferScene {
  shop: Pick<ShopDoc, '_id' | 'vip'>;
  promotions: readonly PromotionDoc[];
  customer: CustomerDoc | null;
  goods: readonly Goods[];
}

export function unitOffers({ shop, promotions, customer, goods }: OfferScene, now: number): UnitOffers {
  return { flash: flashOffers(promotions, customer, goods, now), live: liveOffers(promotions, customer, now), member: isMember(shop, customer) ? memberOffer(shop, customer, goods) : null };
}

/** Pieces that were bought or are held count against what one shopper may have. A product that is not there any more has no limit to count by. */
function flashOffers(promotions: readonly PromotionDoc[], customer: CustomerDoc | null, goods: readonly Goods[], now: number): FlashOffer[] {
  return promotions
    .filter((one) => one.type === 'flash' && isRunning(one, now))
    .map(({ _id, name, prices, spuId, perUser = 0 }) => {
      const left = goods.find((one) => one._id === spuId)?.flashLeft?.[_id];
      const limited = prices.some(({ stock = 0 }) => stock > 0);
      return {
        id: _id,
        name,
        prices,
        ...(limited ? { left: left ?? Object.fromEntries(prices.flatMap(({ skuId, stock = 0 }) => (stock > 0 ? [[skuId, 0]] : []))) } : {}),
        ...(perUser > 0 ? { userLeft: Math.max(0, perUser - (customer?.flash[_id]?.num ?? 0)) } : {}),
      };
    });
}

/** Only of the session that the shopper came from, for as long as it runs. */
export function liveOf(promotions: readonly PromotionDoc[], customer: CustomerDoc | null, now: number): PromotionDoc | null {
  return promotions.find((one) => one.type === 'live' && one._id === customer?.live?.liveId && isRunning(one, now)) ?? null;
}

function liveOffers(promotions: readonly PromotionDoc[], customer: CustomerDoc | null, now: number): UnitOffer[] {
  const live = liveOf(promotions, customer, now);
  return live ? [{ id: live._id, name: live.name, prices: live.prices }] : [];
}

export function isMember({ vip }: Pick<ShopDoc, 'vip'>, customer: CustomerDoc | null): boolean {
  return vip?.on === true && customer !== null && customer.joinedAt !== null;
}

/** What members pay; of somebody who did not join, the grade that joining gives. null: the shop has no members. */
export function memberOffer({ _id, vip }: Pick<ShopDoc, '_id' | 'vip'>, customer: CustomerDoc | null, goods: readonly Goods[]): MemberOffer | null {
  if (!vip?.on) return null;
  const level = vip.levels[levelOf(vip, customer?.joinedAt ? customer : { paidFen: 0, earned: 0 })]!;
  const prices = goods.flatMap(({ memberPrices = {} }) => Object.entries(memberPrices).map(([skuId, priceFen]) => ({ skuId, priceFen })));
  return { id: _id, name: level.name, discountNum: level.discountNum, prices };
}

/** null: the shop takes no points, or the shopper has none. */
export function pointOffer({ _id, vip }: Pick<ShopDoc, '_id' | 'vip'>, customer: CustomerDoc | null): PointOffer | null {
  if (!vip?.on || !vip.points.on || !customer?.joinedAt || customer.points <= 0) return null;
  const { pointsPerYuan, mostShare } = vip.points;
  return { id: _id, name: '', balance: customer.points, pointsPerYuan, mostShare };
}

export function shopPromotions(promotions: readonly PromotionDoc[], now: number): ShopPromotion[] {
  return promotions
    .flatMap(({ _id, type, name, tiers, startsAt, endsAt }) => ((type === 'reduction' || type === 'discount') && isRunning({ startsAt, endsAt }, now) ? [{ id: _id, type, name, tiers }] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
