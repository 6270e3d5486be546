/** Turns the written-down products into stored ones: SKU matrix, prices, stock, search terms. */
import type { Sku, SkuAttr } from '../../../typings';
import type { SpuDoc, StockRecord } from '../../data/documents';
import { productTerms } from '../../domain/product-terms';
import { DAY, HOUR, type SeedContext } from '../seed';
import { namesOf, pathTo } from './categories';
import { looksOf, picturePath, type Axis, type AxisValue, type Goods } from './goods';
import { shopNames } from './shops';
import { saleTermsOf } from './terms';

/** Days since a shop's products were made: after the shop opened, before its first demo order. */
const ages: Record<Goods['shopId'], [youngest: number, oldest: number]> = { 'shop-1': [8, 380], 'shop-2': [18, 60], 'shop-3': [9, 600] };

interface Combination {
  attrs: SkuAttr[];
  values: AxisValue[];
  /** Values joined with '/', as `soldOut` names a SKU. */
  name: string;
}

/** Every combination of the axes' values, the last axis turning fastest. */
function combinations(axes: Axis[]): Combination[] {
  const start: Combination[] = [{ attrs: [], values: [], name: '' }];
  return axes.reduce(
    (made, { key, values }) =>
      made.flatMap((before) =>
        values.map((value) => ({
          attrs: [...before.attrs, { key, value: value.name }],
          values: [...before.values, value],
          name: before.name ? `${before.name}/${value.name}` : value.name,
        })),
      ),
    start,
  );
}

/** The same number in [0, 1) for the same text, so that every machine gets the same shop. */
export function steady(text: string): number {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 16777619);
  // Names that differ in their last letter only are to be far apart.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Splits the product's sold pieces over its SKUs, uneven as in life; the parts add up to the whole. */
function soldParts(goods: Goods, ids: string[]): number[] {
  const weights = ids.map((id) => 0.4 + steady(`sold ${id}`));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => Math.floor((goods.sold * weight) / whole));
  const rest = goods.sold - parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, index) => (index === 0 ? part + rest : part));
}

function stockOf(goods: Goods, skuId: string, name: string, sold: number): StockRecord {
  const gone = goods.soldOut === 'all' || (goods.soldOut ?? []).includes(name);
  const available = gone ? 0 : Math.max(3, Math.round(goods.stock * (0.35 + 1.3 * steady(`stock ${skuId}`))));
  const adjusted = steady(`adjusted ${skuId}`) < 0.2 && available + sold > 10 ? -2 : 0;
  return { available, held: 0, sold, received: available + sold - adjusted, adjusted };
}

export function spuDoc(goods: Goods, index: number, context: SeedContext): SpuDoc {
  const { now, fileID } = context;
  const image = (name: string | number): string => fileID(picturePath(goods, name));
  const looks = looksOf(goods);
  const made = combinations(goods.axes);
  const skus: Sku[] = made.map(({ attrs, values }, place) => {
    const added = values.reduce((sum, value) => sum + (value.addFen ?? 0), 0);
    const look = values[0]?.look;
    return {
      skuId: `${goods.id}-${place + 1}`,
      attrs,
      priceFen: goods.priceFen + added,
      marketPriceFen: goods.marketPriceFen > 0 ? goods.marketPriceFen + added : 0,
      image: image(look ? looks.indexOf(look) + 1 : 1),
      skuCode: `${goods.id}-${String(place + 1).padStart(2, '0')}`.toUpperCase(),
    };
  });
  const sold = soldParts(goods, skus.map(({ skuId }) => skuId));
  const stock = Object.fromEntries(
    skus.map(({ skuId }, place) => [skuId, stockOf(goods, skuId, made[place]!.name, sold[place]!)]),
  );
  const prices = skus.map(({ priceFen }) => priceFen);
  const [youngest, oldest] = ages[goods.shopId];
  const createdAt = now - Math.round((youngest + (oldest - youngest) * steady(`created ${goods.id}`)) * DAY);
  const params: SkuAttr[] = Object.entries(goods.params).map(([key, value]) => ({ key, value }));
  return {
    _id: goods.id,
    shopId: goods.shopId,
    shopName: shopNames[goods.shopId],
    title: goods.title,
    subTitle: goods.subTitle,
    headImages: [image(1), ...(looks.length > 1 ? [image(2)] : []), image('scene')],
    desc: goods.desc,
    descImages: [image('info'), image('scene')],
    categoryIds: pathTo(goods.leaf),
    params,
    skus,
    stock,
    holds: {},
    minPriceFen: Math.min(...prices),
    maxPriceFen: Math.max(...prices),
    marketPriceFen: goods.marketPriceFen,
    status: goods.status ?? 5,
    sold: goods.sold,
    terms: productTerms({ ...goods, shopName: shopNames[goods.shopId], categoryIds: pathTo(goods.leaf), categoryNames: namesOf(goods.leaf), params, skus }),
    rank: Math.round(1000 * steady(`rank ${goods.id}`)) + Math.min(goods.sold, 20_000) / 10 - (index % 7),
    version: 1,
    createdAt,
    updatedAt: Math.min(now - HOUR, createdAt + Math.round(6 * DAY * steady(`updated ${goods.id}`))),
    recent: [],
    ...saleTermsOf(goods.id, context),
  };
}
