/** The product page: one operation for the product and its shop. */
import type { SpuDetail, SpuStatus } from '../../typings';
import type { ShopDoc, SpuDoc } from '../data/documents';
import { spus } from '../data/store';
import { freightText } from '../domain/freight';
import { notFound, ok } from '../kernel/reply';
import { form, id } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { figuresOf } from '../processes/shop-figures';
import { shopBriefOf } from './cards';

/** On the shelf, or taken off it: the page then says so. What never was on it, or was deleted or banned, is not shown. */
const shown: readonly SpuStatus[] = [5, 11, 13, 14, 15];

type Row = SpuDoc & { shops: ShopDoc[] };

export const product: ActionOf<'catalog', 'product'> = {
  access: 'public',
  schema: form({ spuId: id }),
  async run({ spuId }, { now }) {
    const [row] = await spus.aggregate<Row>((pipeline) =>
      pipeline
        .match({ _id: spuId })
        .project({ terms: 0, holds: 0, recent: 0 })
        .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
        .limit(1),
    );
    const shop = row?.shops[0];
    if (!row || !shop || !shown.includes(row.status)) return notFound('这件商品');
    return ok(detailOf(row, shop, (await figuresOf(shop, now)).listed));
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
