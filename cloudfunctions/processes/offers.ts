/** What a shop's promotion documents offer right now. */
import type { PromotionDoc } from '../data/documents';
import { isRunning, type FlashOffer, type ShopPromotion } from '../domain/promotions';

export function flashOffers(promotions: readonly PromotionDoc[], now: number): FlashOffer[] {
  return promotions.filter((one) => one.type === 'flash' && isRunning(one, now)).map(({ _id, name, prices }) => ({ id: _id, name, prices }));
}

export function shopPromotions(promotions: readonly PromotionDoc[], now: number): ShopPromotion[] {
  return promotions
    .flatMap(({ _id, type, name, tiers, startsAt, endsAt }) => (type !== 'flash' && isRunning({ startsAt, endsAt }, now) ? [{ id: _id, type, name, tiers }] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
