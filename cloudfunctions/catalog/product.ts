/** The product page: one operation for the product, its shop and what the shop takes off. */
import type { SpuDetail, SpuStatus } from '../../typings';
import type { PromotionDoc, ShopDoc, SpuDoc } from '../data/documents';
import { spus } from '../data/store';
import { freightText } from '../domain/freight';
import { flashPriceOf, promotionText } from '../domain/promotions';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { figuresOf } from '../processes/shop-figures';
import { flashOffers, shopPromotions } from '../processes/offers';
import { shopBriefOf } from './cards';

/** On the shelf, or taken off it: the page then says so. What never was on it, or was deleted or banned, is not shown. */
const shown: readonly SpuStatus[] = [5, 11, 13, 14, 15];

type Row = SpuDoc & { shops: ShopDoc[]; promotions: PromotionDoc[] };

export const product: ActionOf<'catalog', 'product'> = {
  access: 'public',
  schema: form({ spuId: id }),
  async run({ spuId }, { now }) {
    const [row] = await spus.aggregate<Row>((pipeline) =>
      pipeline
        .match({ _id: spuId })
        .project({ terms: 0, holds: 0, recent: 0 })
        .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
        .lookup({ from: 'promotions', localField: 'shopId', foreignField: 'liveShopId', as: 'promotions' })
        .limit(1),
    );
    const shop = row?.shops[0];
    if (!row || !shop || !shown.includes(row.status)) return notFound('这件商品');
    return ok(atFlashPrice(detailOf(row, shop, (await figuresOf(shop, now)).listed), row.promotions, now));
  },
};

function detailOf(spu: SpuDoc, shop: ShopDoc, spuCount: number): SpuDetail {
  const { _id, title, subTitle, headImages, desc, descImages, categoryIds, params, status, sold, minPriceFen, maxPriceFen } = spu;
  return {
    spuId: _id,
    shop: shopBriefOf(shop, spuCount),
    title,
    subTitle,
    headImages,
    desc,
    descImages,
    categoryIds,
    params,
    skus: spu.skus.map((sku) => ({ ...sku, available: spu.stock[sku.skuId]?.available ?? 0 })),
    status,
    sold,
    minPriceFen,
    maxPriceFen,
    freightText: freightText(shop.freight),
    services: shop.services,
  };
}

function atFlashPrice(detail: SpuDetail, promotions: readonly PromotionDoc[], now: number): SpuDetail {
  const offers = flashOffers(promotions, now);
  const skus = detail.skus.map((sku) => {
    const offer = flashPriceOf(offers, sku);
    return offer ? { ...sku, priceFen: offer.priceFen, marketPriceFen: sku.priceFen, promotionId: offer.id } : sku;
  });
  const ids = skus.flatMap((sku) => ('promotionId' in sku ? [sku.promotionId] : []));
  const flash = promotions.find(({ _id }) => _id === ids[0]);
  const prices = skus.map(({ priceFen }) => priceFen);
  return {
    ...detail,
    skus: skus.map(({ skuId, attrs, priceFen, marketPriceFen, image, skuCode, available }) => ({ skuId, attrs, priceFen, marketPriceFen, image, skuCode, available })),
    minPriceFen: Math.min(...prices),
    maxPriceFen: Math.max(...prices),
    flash: flash ? { promotionId: flash._id, name: flash.name, endsAt: flash.endsAt } : null,
    promotions: shopPromotions(promotions, now).map(promotionText),
  };
}
