/** What the product page says of prices: what the caller pays now, and what others pay or could. */
import type { FlashNotice, SpuDetail, StockedSku } from '../../typings';
import type { PromotionDoc, ShopDoc, SpuDoc } from '../data/documents';
import type { CustomerDoc } from '../data/vip-documents';
import { isRunning, promotionText } from '../domain/promotions';
import { firstPrice, memberPriceOf } from '../domain/unit-prices';
import { levelOf } from '../domain/vip';
import { isMember, liveOf, memberOffer, shopPromotions, unitOffers } from '../processes/offers';

type PricedSpu = Pick<SpuDoc, '_id' | 'flashLeft' | 'memberPrices'> & { promotions: PromotionDoc[]; customers: CustomerDoc[] };

/** With what the caller pays for one piece now. */
export function atPricesOf(spu: PricedSpu, shop: ShopDoc, detail: SpuDetail, now: number): SpuDetail {
  const { promotions } = spu;
  const customer = spu.customers[0] ?? null;
  const offers = unitOffers({ shop, promotions, customer, goods: [spu] }, now);
  const member = memberOffer(shop, customer, [spu]);
  const skus = detail.skus.map((sku): StockedSku => {
    const { priceFen, part } = firstPrice(sku, offers);
    const memberFen = member ? memberPriceOf(sku, member) : sku.priceFen;
    return {
      ...sku,
      ...(part ? { priceFen, marketPriceFen: sku.priceFen, priceBy: part.source } : {}),
      ...(memberFen < sku.priceFen ? { memberPriceFen: memberFen } : {}),
    };
  });
  const prices = skus.map(({ priceFen }) => priceFen);
  const minPriceFen = Math.min(...prices);
  const live = liveOf(promotions, customer, now);
  const isForThis = live?.prices.some(({ skuId }) => skus.some((sku) => sku.skuId === skuId));
  return {
    ...detail,
    skus,
    minPriceFen,
    maxPriceFen: Math.max(...prices),
    flash: flashOf(spu, customer, now),
    promotions: shopPromotions(promotions, now).map(promotionText),
    ...(shop.vip?.on ? { vip: vipOf(shop.vip, isMember(shop, customer) ? customer : null, minPriceFen) } : {}),
    ...(live && isForThis ? { live: { liveId: live._id, title: live.name, endsAt: live.endsAt } } : {}),
  };
}

/** The flash price that runs for this product; also when nothing is left of it. */
function flashOf({ _id, promotions, flashLeft }: PricedSpu, customer: CustomerDoc | null, now: number): FlashNotice | null {
  const running = promotions.find((one) => one.type === 'flash' && one.spuId === _id && isRunning(one, now));
  if (!running) return null;
  const { _id: promotionId, name, endsAt, prices, perUser = 0 } = running;
  const counted = prices.filter(({ stock = 0 }) => stock > 0);
  const total = counted.reduce((all, { stock = 0 }) => all + stock, 0);
  const left = counted.reduce((all, { skuId }) => all + (flashLeft?.[promotionId]?.[skuId] ?? 0), 0);
  const mine = customer?.flash[promotionId]?.num ?? 0;
  return { promotionId, name, endsAt, ...(counted.length === prices.length ? { total, left } : {}), ...(perUser > 0 ? { perUser, mine } : {}) };
}

function vipOf(vip: NonNullable<ShopDoc['vip']>, customer: CustomerDoc | null, priceFen: number): NonNullable<SpuDetail['vip']> {
  const level = vip.levels[levelOf(vip, customer ?? { paidFen: 0, earned: 0 })]!;
  return { joined: customer !== null, levelName: level.name, points: vip.points.on ? Math.floor(priceFen / vip.points.fenPerPoint) : 0 };
}
