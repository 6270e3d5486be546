/**
 * Tells a shop's products what the shop offers, so that lists show it without reading anything else: after every change of an offer, and by the
 * timer for what a crash left out. It is a hint and bears its own times; nothing is charged by it.
 */
import { command } from '../data/client';
import type { CouponDoc, PromotionDoc } from '../data/documents';
import { coupons, promotions, shops, spus } from '../data/store';
import type { DealCoupon, SpuDeals } from '../domain/deals';
import { isShopCoupon } from '../domain/coupon-terms';
import { logError } from '../kernel/log';

/** As many as a shop may have at a time. */
const MOST_PROMOTIONS = 60;
const MOST_COUPONS = 50;
/** Of a product: those that are reached first. */
const MOST_HINTS = 4;
/** Products that are told by themselves; what goes beyond it hears of the shop's offers only. */
const MOST_OWN = 300;

export async function refreshDeals(shopId: string, now: number): Promise<void> {
  const [shop, running, claimable] = await Promise.all([
    shops.get(shopId),
    promotions.find({ liveShopId: shopId, endsAt: command.gt(now) }, { limit: MOST_PROMOTIONS }),
    coupons.find({ shopId, status: 2, receiveUntil: command.gt(now) }, { limit: MOST_COUPONS, order: [['receiveUntil', 'asc']], fields: { holds: false, recent: false } }),
  ]);
  if (!shop) return;
  const common: SpuDeals = { coupons: hints(claimable.filter(isShopCoupon)), ...(shop.vip?.on ? { memberNum: shop.vip.levels[0]!.discountNum } : {}) };
  const own = new Map([...ownDeals(running, claimable)].slice(0, MOST_OWN));
  await spus.update({ shopId, _id: command.nin([...own.keys(), '']) }, { deals: common });
  for (const [spuId, { flash, live, coupons: special }] of own) {
    const deals: SpuDeals = { ...common, coupons: hints([...claimable.filter(isShopCoupon), ...special]), ...(flash.length > 0 ? { flash } : {}), ...(live ? { live } : {}) };
    await spus.update({ _id: spuId, shopId }, { deals });
  }
  await shops.update({ _id: shopId }, { dealsAt: now });
}

/** For what changed an offer: that has happened, and lists hear of it now or from the timer. */
export async function tellDeals(shopId: string, now: number): Promise<void> {
  try {
    await refreshDeals(shopId, now);
  } catch (error) {
    logError('products not told of the offers yet', { shopId }, error);
  }
}

interface Own {
  flash: NonNullable<SpuDeals['flash']>;
  live: SpuDeals['live'] | null;
  coupons: CouponDoc[];
}

/** By spuId: what is meant for single products. */
function ownDeals(running: readonly PromotionDoc[], claimable: readonly CouponDoc[]): Map<string, Own> {
  const found = new Map<string, Own>();
  const of = (spuId: string): Own => {
    const known = found.get(spuId) ?? { flash: [], live: null, coupons: [] };
    found.set(spuId, known);
    return known;
  };
  for (const { _id, type, spuId, startsAt, endsAt, prices, liveGoods = [] } of [...running].sort((a, b) => Number(b.type === 'flash') - Number(a.type === 'flash'))) {
    if (type === 'flash') of(spuId).flash.push({ id: _id, startsAt, endsAt, prices: prices.map(({ skuId, priceFen }) => ({ skuId, priceFen })) });
    for (const goods of liveGoods) {
      const known = of(goods.spuId);
      known.live = { startsAt, endsAt, priceFen: Math.min(goods.priceFen, known.live?.priceFen ?? goods.priceFen) };
    }
  }
  for (const coupon of claimable) for (const spuId of isShopCoupon(coupon) ? [] : coupon.spuIds) of(spuId).coupons.push(coupon);
  return found;
}

function hints(all: readonly CouponDoc[]): DealCoupon[] {
  return all
    .filter(({ left }) => left > 0)
    .sort((a, b) => a.thresholdFen - b.thresholdFen || a.thresholdCount - b.thresholdCount)
    .slice(0, MOST_HINTS)
    .map(({ type, discountFen, discountNum, thresholdFen, thresholdCount, receiveFrom, receiveUntil, validType, validFrom }) => ({
      ...{ type, discountFen, discountNum, thresholdFen, thresholdCount },
      // Can be claimed and used at the same moment.
      from: validType === 1 ? Math.max(receiveFrom, validFrom) : receiveFrom,
      until: receiveUntil,
    }));
}
