/**
 * The product page: one operation for the product, its shop, what the shop takes off, what shoppers say, what the shop knows of the reader, its
 * freight, and what the reader may still buy and lives.
 */
import type { SpuDetail, SpuStatus } from '../../typings';
import type { PromotionDoc, ShopDoc, SpuDoc, UserDoc } from '../data/documents';
import type { CustomerDoc } from '../data/vip-documents';
import { operators } from '../data/client';
import { templateFor } from '../data/purchasables';
import type { FreightTemplateDoc, PurchaseCountDoc } from '../data/terms-documents';
import type { ReviewSummaryDoc } from '../data/review-documents';
import { spus } from '../data/store';
import { noSums, summaryOf } from '../domain/review-summary';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { figuresOf } from '../processes/shop-figures';
import { shopBriefOf } from './cards';
import { atPricesOf } from './prices';
import { saleNotices, type Reader } from './sale-notices';

/** On the shelf, or taken off it: the page then says so. What never was on it, or was deleted or banned, is not shown. */
const shown: readonly SpuStatus[] = [5, 11, 13, 14, 15];

type Row = SpuDoc & { shops: ShopDoc[]; promotions: PromotionDoc[]; customers: CustomerDoc[]; templates: FreightTemplateDoc[]; defaults: FreightTemplateDoc[]; counters: PurchaseCountDoc[]; readers: UserDoc[]; summaries: ReviewSummaryDoc[] };

export const product: ActionOf<'catalog', 'product'> = {
  access: 'public',
  schema: form({ spuId: id }),
  async run({ spuId }, { openid, now }) {
    const [row] = await spus.aggregate<Row>((pipeline) =>
      pipeline
        .match({ _id: spuId })
        .project({ terms: 0, holds: 0, recent: 0, deals: 0 })
        .addFields({ reader: operators.literal(openid), counterId: operators.literal(`${openid}:${spuId}`), customerId: operators.concat(['$shopId', `:${openid}`]) })
        .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
        .lookup({ from: 'promotions', localField: 'shopId', foreignField: 'liveShopId', as: 'promotions' })
        .lookup({ from: 'customers', localField: 'customerId', foreignField: '_id', as: 'customers' })
        .lookup({ from: 'freightTemplates', localField: 'expressInfo.templateId', foreignField: '_id', as: 'templates' })
        .lookup({ from: 'freightTemplates', localField: 'shops.freightTemplateId', foreignField: '_id', as: 'defaults' })
        .lookup({ from: 'purchaseCounts', localField: 'counterId', foreignField: '_id', as: 'counters' })
        .lookup({ from: 'users', localField: 'reader', foreignField: '_id', as: 'readers' })
        .lookup({ from: 'reviewSummaries', localField: '_id', foreignField: '_id', as: 'summaries' })
        .limit(1),
    );
    const shop = row?.shops[0];
    if (!row || !shop || !shown.includes(row.status)) return notFound('这件商品');
    const detail = atPricesOf(row, shop, detailOf(row, shop, readerOf(row), (await figuresOf(shop, now)).listed, now), now);
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
