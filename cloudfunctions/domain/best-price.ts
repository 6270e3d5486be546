/** Which promotion and coupons make one shop's part of a checkout cheapest, freight included. */
import type { CouponOption, Fen, UserCoupon } from '../../typings';
import { couponReason, couponScope, isShopCoupon, type OwnCoupon } from './coupon-terms';
import type { Freight } from './freight';
import { beforeCoupons, piecesOf, priceOrder, sumOf, type OpenLine, type Offers, type PricedItem, type PricedOrder } from './pricing';
import type { PointOffer } from './points';
import type { ShopPromotion } from './promotions';
import type { UnitOffers } from './unit-prices';

/** Everything that could be taken off. */
export interface OfferBook extends UnitOffers {
  promotions: readonly ShopPromotion[];
  coupons: readonly OwnCoupon[];
  /** Taken last: what they take off only grows with what is left, so that the best coupons are the same with them and without. */
  points?: PointOffer | null;
}
export interface BestPrice extends PricedOrder {
  offers: Offers;
}

/** Of each kind, the ones that take most off by themselves. Beyond it somebody has a drawer full of coupons. */
export const MOST_CANDIDATES = 20;

/**
 * Tries every promotion with every product coupon and every shop coupon, none of each among them, and takes the lowest sum to pay; among equal ones the
 * one with the fewest coupons, then the coupons that come first in the book. `chosen`: exactly these coupons, and only the promotion is found.
 */
export function bestPrice(items: readonly PricedItem[], freight: Freight, book: OfferBook, chosen?: readonly OwnCoupon[]): BestPrice {
  const { flash, live, member } = book;
  const unit: UnitOffers = { flash, live, member };
  const coupons = chosen ?? book.coupons;
  const candidates = (ofShop: boolean): (OwnCoupon | null)[] => {
    const ofKind = coupons.filter((coupon) => isShopCoupon(coupon) === ofShop);
    return chosen ? [ofKind[0] ?? null] : [null, ...strongest(ofKind, (coupon) => alone(coupon, ofShop))];
  };
  const alone = (coupon: OwnCoupon, ofShop: boolean): Fen => priceOrder(items, freight, { ...unit, [ofShop ? 'shopCoupon' : 'productCoupon']: coupon }).price.discountFen;
  const promotions = strongest(book.promotions, (promotion) => priceOrder(items, freight, { ...unit, promotion }).price.discountFen);

  let best: BestPrice | null = null;
  const productCoupons = candidates(false);
  const shopCoupons = candidates(true);
  for (const promotion of [null, ...promotions]) {
    for (const productCoupon of productCoupons) {
      for (const shopCoupon of shopCoupons) {
        const offers: Offers = { ...unit, promotion, productCoupon, shopCoupon };
        const priced = priceOrder(items, freight, offers);
        if (!best || isBetter(priced, offers, best)) best = { ...priced, offers };
      }
    }
  }
  if (!book.points) return best!;
  const offers: Offers = { ...best!.offers, points: book.points };
  return { ...priceOrder(items, freight, offers), offers };
}

function isBetter(priced: PricedOrder, offers: Offers, best: BestPrice): boolean {
  if (priced.price.payFen !== best.price.payFen) return priced.price.payFen < best.price.payFen;
  return couponCount(offers) < couponCount(best.offers);
}

function couponCount({ productCoupon, shopCoupon }: Offers): number {
  return Number(Boolean(productCoupon)) + Number(Boolean(shopCoupon));
}

function strongest<T>(all: readonly T[], off: (one: T) => Fen): T[] {
  if (all.length <= MOST_CANDIDATES) return [...all];
  const weighed = all.map((one, i) => ({ one, i, off: off(one) }));
  return weighed
    .sort((a, b) => b.off - a.off || a.i - b.i)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a.i - b.i)
    .map(({ one }) => one);
}

/** The ids of the coupons that really took something off. */
export function usedCoupons({ discounts }: Pick<PricedOrder, 'discounts'>): string[] {
  return discounts.filter(({ source }) => source === 'productCoupon' || source === 'shopCoupon').map(({ id }) => id);
}

/** Which of the shopper's coupons could be chosen beside the promotion that is in force, and why the others cannot. Usable ones first. */
export function couponOptions(items: readonly PricedItem[], offers: Offers, coupons: readonly UserCoupon[], now: number): CouponOption[] {
  const lines = beforeCoupons(items, offers);
  return coupons
    .map((coupon): CouponOption => {
      const reason = coupon.validFrom > now ? '还没到使用时间' : couponReason(coupon, goodsFor(coupon, lines));
      return { coupon, usable: reason === '', reason };
    })
    .sort((a, b) => Number(b.usable) - Number(a.usable));
}

function goodsFor(coupon: UserCoupon, lines: readonly OpenLine[]): { fen: Fen; count: number } {
  const meant = lines.filter(({ item }) => couponScope(coupon, item.spuId));
  return { fen: sumOf(meant), count: piecesOf(meant) };
}
