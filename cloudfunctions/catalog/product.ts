/** The product page: one operation for the product, its shop, what the shop takes off, what shoppers say, its freight, and what the reader may still buy and lives. */
import type { SpuDetail, SpuStatus } from '../../typings';
import type { PromotionDoc, ShopDoc, SpuDoc, UserDoc } from '../data/documents';
import { operators } from '../data/client';
import { templateFor } from '../data/purchasables';
import type { FreightTemplateDoc, PurchaseCountDoc } from '../data/terms-documents';
import type { ReviewSummaryDoc } from '../data/review-documents';
import { spus } from '../data/store';
import { flashPriceOf, promotionText } from '../domain/promotions';
import { noSums, summaryOf } from '../domain/review-summary';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { figuresOf } from '../processes/shop-figures';
import { flashOffers, shopPromotions } from '../processes/offers';
import { shopBriefOf } from './cards';
import { saleNotices, type Reader } from './sale-notices';

/** On the shelf, or taken off it: the page then says so. What never was on it, or was deleted or banned, is not shown. */
const shown: readonly SpuStatus[] = [5, 11, 13, 14, 15];

type Row = SpuDoc & { shops: ShopDoc[]; promotions: PromotionDoc[]; templates: FreightTemplateDoc[]; defaults: FreightTemplateDoc[]; counters: PurchaseCountDoc[]; readers: UserDoc[]; summaries: ReviewSummaryDoc[] };

export const product: ActionOf<'catalog', 'product'> = {
  access: 'public',
  schema: form({ spuId: id }),
  async run({ spuId }, { openid, now }) {
    const [row] = await spus.aggregate<Row>((pipeline) =>
      pipeline
        .match({ _id: spuId })
        .project({ terms: 0, holds: 0, recent: 0 })
        .addFields({ reader: operators.literal(openid), counterId: operators.literal(`${openid}:${spuId}`) })
        .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
        .lookup({ from: 'promotions', localField: 'shopId', foreignField: 'liveShopId', as: 'promotions' })
        .lookup({ from: 'freightTemplates', localField: 'expressInfo.templateId', foreignField: '_id', as: 'templates' })
        .lookup({ from: 'freightTemplates', localField: 'shops.freightTemplateId', foreignField: '_id', as: 'defaults' })
        .lookup({ from: 'purchaseCounts', localField: 'counterId', foreignField: '_id', as: 'counters' })
        .lookup({ from: 'users', localField: 'reader', foreignField: '_id', as: 'readers' })
        .lookup({ from: 'reviewSummaries', localField: '_id', foreignField: '_id', as: 'summaries' })
        .limit(1),
    );
    const shop = row?.shops[0];
    if (!row || !shop || !shown.includes(row.status)) return notFound('这件商品');
    const detail = atFlashPrice(detailOf(row, shop, readerOf(row), (await figuresOf(shop, now)).listed, now), row.promotions, now);
    const [reviews] = row.summaries;
    return ok({ ...detail, reviews: { ...summaryOf(reviews ?? noSums()), top: reviews?.top ?? [] } });
  },
};

function readerOf({ shopId, templates, defaults, counters, readers }: Row): Reader {
  return { user: readers[0] ?? null, bought: counters[0], template: templateFor(shopId, templates, defaults) };
}

function detailOf(spu: SpuDoc, shop: ShopDoc, reader: Reader, spuCount: number, now: number): SpuDetail {
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
    ...saleNotices(spu, shop, reader, now),
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
