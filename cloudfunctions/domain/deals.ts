/** What a product's line in a list tells of prices below the ordinary one. A hint: what is charged is worked out at the checkout. */
import type { CardDeal, CouponTerms, Fen, Sku } from '../../typings';
import { couponOff } from './coupon-terms';
import { minus } from './money';
import { memberPriceOf } from './unit-prices';

/** Kept with the product, so that lists read nothing else. */
export interface SpuDeals {
  flash?: { id: string; startsAt: number; endsAt: number; prices: { skuId: string; priceFen: Fen }[] }[];
  live?: { startsAt: number; endsAt: number; priceFen: Fen };
  /** Ten-thousandths that a member of the first grade pays. */
  memberNum?: number;
  /** Coupons for it that anybody can claim. */
  coupons?: DealCoupon[];
}
export type DealCoupon = Omit<CouponTerms, 'name' | 'spuIds'> & { from: number; until: number };

export interface DealGoods {
  skus: readonly Pick<Sku, 'skuId' | 'priceFen'>[];
  minPriceFen: Fen;
  flashLeft?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  memberPrices?: Readonly<Record<string, Fen>>;
  deals?: SpuDeals;
}

/**
 * The deal that most people can have comes first: a flash price, then a coupon, then joining, then the live room; each only where one piece
 * costs less than everywhere else in the list. A coupon is reckoned on top of a flash price where there is one.
 */
export function dealOf(goods: DealGoods, now: number): CardDeal | null {
  const { minPriceFen, deals = {} } = goods;
  const flashFen = flashPrice(goods, now);
  const from = Math.min(minPriceFen, flashFen ?? minPriceFen);
  const couponFen = couponPrice(goods, from, now);
  if (couponFen < from) return { kind: 'coupon', priceFen: couponFen, label: '券后' };
  if (flashFen !== null && flashFen < minPriceFen) return { kind: 'flash', priceFen: flashFen, label: '限时价' };
  const memberFen = memberPrice(goods);
  if (memberFen < minPriceFen) return { kind: 'member', priceFen: memberFen, label: '会员价' };
  const { live } = deals;
  return live && isOn(live, now) && live.priceFen < minPriceFen ? { kind: 'live', priceFen: live.priceFen, label: '直播价' } : null;
}

function isOn({ startsAt, endsAt }: { startsAt: number; endsAt: number }, now: number): boolean {
  return startsAt <= now && now < endsAt;
}

function flashPrice({ deals, flashLeft }: DealGoods, now: number): Fen | null {
  const prices = (deals?.flash ?? []).filter((one) => isOn(one, now)).flatMap(({ id, prices: all }) => all.filter(({ skuId }) => (flashLeft?.[id]?.[skuId] ?? 1) > 0));
  return prices.length === 0 ? null : Math.min(...prices.map(({ priceFen }) => priceFen));
}

function couponPrice({ deals }: DealGoods, fen: Fen, now: number): Fen {
  const usable = (deals?.coupons ?? []).filter((one) => one.from <= now && now < one.until);
  return minus(fen, Math.max(0, ...usable.map((one) => couponOff({ ...one, name: '', spuIds: [] }, { fen, count: 1 }))));
}

function memberPrice({ skus, minPriceFen, memberPrices = {}, deals }: DealGoods): Fen {
  const discountNum = deals?.memberNum;
  if (discountNum === undefined) return minPriceFen;
  const prices = Object.entries(memberPrices).map(([skuId, priceFen]) => ({ skuId, priceFen }));
  return Math.min(minPriceFen, ...skus.map((sku) => memberPriceOf(sku, { discountNum, prices })));
}
