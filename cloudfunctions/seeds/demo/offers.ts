/** Coupons and promotions of the demo shops, and a few coupons in the hands of the first shopper. */
import type { CouponTerms, CouponType } from '../../../typings';
import type { CouponDoc, PromotionDoc, SpuDoc, UserCouponDoc } from '../../data/documents';
import { DAY, HOUR, type SeedContext } from '../seed';
import { allGoods } from './goods/index';
import { shopNames } from './shops';

type ShopId = keyof typeof shopNames;
interface Offer {
  id: string;
  shopId: ShopId;
  type: CouponType;
  name: string;
  off?: number;
  num?: number;
  from?: number;
  count?: number;
  spuIds?: string[];
  total?: number;
  claimed?: number;
}
const offers: Offer[] = [
  { id: 'demo-coupon-11', shopId: 'shop-1', type: 102, name: '满百减十', off: 1000, from: 10_000, total: 2000, claimed: 1 },
  { id: 'demo-coupon-12', shopId: 'shop-1', type: 104, name: '新客立减', off: 500, total: 1000 },
  { id: 'demo-coupon-13', shopId: 'shop-1', type: 3, name: '餐厨九折', num: 9000, spuIds: ['mug-tide', 'bowl-cat'], total: 500 },
  { id: 'demo-coupon-14', shopId: 'shop-1', type: 101, name: '三件八五折', num: 8500, count: 3, total: 300 },
  { id: 'demo-coupon-21', shopId: 'shop-2', type: 102, name: '满五九减六', off: 600, from: 5900, total: 2000 },
  { id: 'demo-coupon-22', shopId: 'shop-2', type: 4, name: '赣南橙立减', off: 300, spuIds: ['orange-gannan'], total: 200, claimed: 1 },
  { id: 'demo-coupon-31', shopId: 'shop-3', type: 103, name: '全场九五折', num: 9500, total: 1000 },
  { id: 'demo-coupon-32', shopId: 'shop-3', type: 2, name: '露营满减', off: 10_000, from: 60_000, spuIds: ['tent-ridge'], total: 100 },
];

function termsOf({ type, name, off = 0, num = 0, from = 0, count = 0, spuIds = [] }: Offer): CouponTerms {
  return { type, name, discountFen: off, discountNum: num, thresholdFen: from, thresholdCount: count, spuIds };
}

export function couponDocs({ now }: SeedContext): CouponDoc[] {
  return offers.map((offer) => ({
    _id: offer.id,
    shopId: offer.shopId,
    shopName: shopNames[offer.shopId],
    ...termsOf(offer),
    total: offer.total ?? 100,
    perUser: 1,
    receiveFrom: now - 3 * DAY,
    receiveUntil: now + 60 * DAY,
    validType: 2,
    validFrom: 0,
    validUntil: 0,
    validDays: 30,
    status: 2,
    left: (offer.total ?? 100) - (offer.claimed ?? 0),
    holds: {},
    createdAt: now - 3 * DAY,
    updatedAt: now - 3 * DAY,
    recent: [],
  }));
}

/** One that is good, and one whose time is over. */
export function userCouponDocs({ now }: SeedContext): UserCouponDoc[] {
  const mine: [id: string, offerId: string, claimedAt: number, days: number][] = [
    ['demo-mine-1', 'demo-coupon-11', now - DAY, 30],
    ['demo-mine-2', 'demo-coupon-22', now - 2 * DAY, 1],
  ];
  return mine.map(([_id, couponId, claimedAt, days]) => {
    const offer = offers.find(({ id }) => id === couponId)!;
    return {
      _id,
      couponId,
      openid: 'o-shopper-2',
      shopId: offer.shopId,
      shopName: shopNames[offer.shopId],
      ...termsOf(offer),
      status: 100,
      validFrom: claimedAt,
      validUntil: claimedAt + days * DAY,
      orderId: '',
      usedAt: null,
      requestId: `demo-claim-${_id}`,
      claimedAt,
      todo: [],
    };
  });
}

const flashOf = (spuId: string, percent: number): PromotionDoc['prices'] => {
  const goods = allGoods.find(({ id }) => id === spuId);
  if (!goods) throw new Error(`A demo flash price names ${spuId}, which is not in the demo data`);
  const added = goods.axes.reduce<number[]>((sums, { values }) => sums.flatMap((sum) => values.map(({ addFen = 0 }) => sum + addFen)), [0]);
  return added.map((sum, place) => ({ skuId: `${spuId}-${place + 1}`, priceFen: Math.round(((goods.priceFen + sum) * percent) / 1000) * 10, stock: FLASH_STOCK }));
};

/** Flash prices hold for so many pieces of each SKU, all of which are left. */
const FLASH_STOCK = 30;

export function withFlashLeft(spu: SpuDoc, context: SeedContext): SpuDoc {
  const flash = promotionDocs(context).filter(({ type, spuId }) => type === 'flash' && spuId === spu._id);
  return flash.length > 0 ? { ...spu, flashLeft: Object.fromEntries(flash.map(({ _id, prices }) => [_id, Object.fromEntries(prices.map(({ skuId, stock = 0 }) => [skuId, stock]))])) } : spu;
}

export function promotionDocs({ now }: SeedContext): PromotionDoc[] {
  const frame = { startsAt: now - HOUR, stoppedAt: null, createdAt: now - DAY, recent: [], tiers: [], spuId: '', prices: [], title: '' };
  const flash = { type: 'flash' as const, spuId: 'buds-air', prices: flashOf('buds-air', 85), title: allGoods.find(({ id }) => id === 'buds-air')?.title ?? '' };
  return [
    {
      ...frame,
      _id: 'demo-promotion-1',
      shopId: 'shop-1',
      liveShopId: 'shop-1',
      type: 'reduction',
      name: '换季满减',
      endsAt: now + 60 * DAY,
      tiers: [
        { fromFen: 19_900, offFen: 2000, discountNum: 0 },
        { fromFen: 39_900, offFen: 5000, discountNum: 0 },
      ],
    },
    { ...frame, _id: 'demo-promotion-2', shopId: 'shop-2', liveShopId: 'shop-2', type: 'discount', name: '尝鲜满折', endsAt: now + 60 * DAY, tiers: [{ fromFen: 15_900, offFen: 0, discountNum: 9500 }] },
    { ...frame, ...flash, _id: 'demo-promotion-3', shopId: 'shop-3', liveShopId: 'shop-3', name: '今日特价', endsAt: now + 3 * DAY, perUser: 2 },
  ];
}
