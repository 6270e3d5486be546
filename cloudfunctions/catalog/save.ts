/** A merchant writes a product, or writes it anew. */
import * as v from 'valibot';
import type { Failure, ManagedSpu, Reply, Sku, SkuDraft, SpuDraft } from '../../typings';
import type { ShopDoc, SpuDoc, StockRecord } from '../data/documents';
import { command, pathId, type Where } from '../data/client';
import { by, notBy, wasBy } from '../data/recent';
import { categories, shops, spus } from '../data/store';
import { draftProblem, priceSpan, tidyDraft } from '../domain/product-draft';
import { productTerms } from '../domain/product-terms';
import { emptyStock } from '../domain/stock';
import { derivedId } from '../kernel/ids';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, image, integer, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { listingRefusal } from './listing';
import { managedOf, productStaff, spuOfShop } from './manage';
import { saleTermsForm, saleTermsOf, saleTermsRefusal } from './sale-terms';

const attr = form({ key: text(100), value: text(100) });
const sku = form({
  skuId: v.optional(id),
  attrs: list(attr, 10),
  priceFen: v.number('应为以分为单位的整数'),
  marketPriceFen: v.number('应为以分为单位的整数'),
  image,
  skuCode: text(200),
  initialStock: v.optional(v.number('应为整数')),
});
const draftForm = form({
  title: text(200),
  subTitle: text(100),
  headImages: list(requiredImage, 50),
  desc: text(5000),
  descImages: list(requiredImage, 100),
  categoryId: id,
  params: list(attr, 100),
  skus: list(sku, 1000),
  ...saleTermsForm,
});

/** Where a new product stands in the default order: in the middle. */
const NEW_RANK = 1000;

export const save: ActionOf<'catalog', 'save'> = {
  access: { staff: productStaff },
  schema: form({ requestId, shopId: id, spuId: v.optional(id), version: v.optional(integer(0, Number.MAX_SAFE_INTEGER)), draft: draftForm }),
  async run({ requestId: request, shopId, spuId, version, draft: rough }, { now }) {
    const draft = tidyDraft(rough);
    const problem = draftProblem(draft);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    const shop = await shops.get(shopId);
    const category = await categoryPath(draft.categoryId);
    if (!shop || !category) return fail('BAD_REQUEST', '请选择一个最末级的类目', { field: 'draft.categoryId' });
    const written: Written = { draft, shop, category, request, now };
    if (spuId === undefined) return create(written);
    if (version === undefined) return fail('BAD_REQUEST', 'version：缺少正在修改的版本号，请重新打开商品', { field: 'version' });
    return update(written, spuId, version);
  },
};

interface CategoryPath {
  ids: string[];
  names: string[];
}
interface Written {
  draft: SpuDraft;
  shop: ShopDoc;
  category: CategoryPath;
  request: string;
  now: number;
}

/** From the top category to this one, which must be a leaf below a top category, or a top category without leaves. */
async function categoryPath(categoryId: string): Promise<CategoryPath | null> {
  const leaf = await categories.get(categoryId);
  if (!leaf) return null;
  if (leaf.parentId !== '') {
    const top = await categories.get(leaf.parentId);
    return top ? { ids: [top._id, leaf._id], names: [top.name, leaf.name] } : null;
  }
  const children = await categories.count({ parentId: categoryId });
  return children === 0 ? { ids: [leaf._id], names: [leaf.name] } : null;
}

async function create(written: Written): Promise<Reply<ManagedSpu>> {
  const { draft, shop, request, now } = written;
  const strange = draft.skus.findIndex(({ skuId }) => skuId !== undefined);
  if (strange >= 0) return strangeSku(strange);
  const refused = await saleTermsRefusal(shop._id, draft, null, now);
  if (refused) return refused;
  const spuId = derivedId('p', shop._id, request);
  const skus = draft.skus.map((one, i) => skuOf(one, newSkuId(spuId, request, i)));
  const spu: SpuDoc = {
    ...contentOf(written, skus),
    _id: spuId,
    shopId: shop._id,
    stock: Object.fromEntries(skus.map(({ skuId }, i) => [skuId, emptyStock(draft.skus[i]!.initialStock)])),
    holds: {},
    status: 0,
    sold: 0,
    rank: NEW_RANK,
    version: 1,
    createdAt: now,
    recent: [request],
  };
  if (await spus.insert(spu)) return ok(managedOf(spu));
  const stored = await spuOfShop(shop._id, spuId);
  return stored ? ok(managedOf(stored)) : notFound('这件商品');
}

async function update(written: Written, spuId: string, version: number): Promise<Reply<ManagedSpu>> {
  const { shop, draft, category, request, now } = written;
  const spu = await spuOfShop(shop._id, spuId);
  if (!spu) return notFound('这件商品');
  if (wasBy(spu, request)) return ok(managedOf(spu));
  if (spu.version !== version) return conflict('商品');
  if (spu.status === 20) return fail('INVALID_STATE', '商品已被封禁，不能修改');
  const strange = draft.skus.findIndex(({ skuId }) => skuId !== undefined && !spu.skus.some((known) => known.skuId === skuId));
  if (strange >= 0) return strangeSku(strange);
  const refused = await saleTermsRefusal(shop._id, draft, spu, now);
  if (refused) return refused;
  if (spu.status === 5 && category.ids.join() !== spu.categoryIds.join()) {
    const refusal = await listingRefusal(shop, category.ids, 0);
    if (refusal) return { ...refusal, field: 'draft.categoryId' };
  }
  return write(written, spu);
}

async function write(written: Written, spu: SpuDoc): Promise<Reply<ManagedSpu>> {
  const { draft, request, shop } = written;
  const skus = draft.skus.map((one, i) => skuOf(one, one.skuId ?? newSkuId(spu._id, request, i)));
  const removal = removedStock(spu, skus);
  if ('code' in removal) return removal;
  const added = skus.flatMap(({ skuId }, i) => (spu.stock[skuId] ? [] : [[`stock.${pathId(skuId)}`, emptyStock(draft.skus[i]!.initialStock)] as const]));
  const saved = await spus.update(
    { _id: spu._id, shopId: shop._id, version: spu.version, ...notBy(request), ...removal.guard },
    { ...contentOf(written, skus), ...removal.change, ...Object.fromEntries(added), ...by(request), version: command.inc(1) },
  );
  const stored = await spuOfShop(shop._id, spu._id);
  if (!stored) return notFound('这件商品');
  if (saved !== 1 && !wasBy(stored, request)) return conflict('商品');
  return ok(managedOf(stored));
}

/** What is left of a removed SKU is taken out of stock in the same step; its record stays, because what it sold stays true. */
function removedStock(spu: SpuDoc, kept: readonly Sku[]): Failure | { guard: Where; change: Record<string, unknown> } {
  const guard: Where = {};
  const change: Record<string, unknown> = {};
  for (const { skuId } of spu.skus) {
    const stock: StockRecord | undefined = spu.stock[skuId];
    if (!stock || kept.some((one) => one.skuId === skuId)) continue;
    if (spu.fromCodes && stock.available > 0) return fail('INVALID_STATE', `这个规格还有 ${stock.available} 张卡密，请先到“卡密库存”删除`, { field: 'draft.skus', detail: { skuId, available: stock.available } });
    if (stock.held > 0) {
      return fail('INVALID_STATE', `有 ${stock.held} 件正在被订单占用，暂时不能删除这个规格，请等订单付款或关闭`, { field: 'draft.skus', detail: { skuId, held: stock.held } });
    }
    const path = `stock.${pathId(skuId)}`;
    guard[`${path}.held`] = 0;
    guard[`${path}.available`] = stock.available;
    change[`${path}.available`] = 0;
    change[`${path}.adjusted`] = command.inc(-stock.available);
  }
  return { guard, change };
}

function contentOf({ draft, shop, category, now }: Written, skus: Sku[]) {
  const { title, subTitle, headImages, desc, descImages, params } = draft;
  return {
    shopName: shop.name,
    title,
    subTitle,
    headImages,
    desc,
    descImages,
    params,
    skus,
    categoryIds: category.ids,
    terms: productTerms({ title, subTitle, shopId: shop._id, shopName: shop.name, categoryIds: category.ids, categoryNames: category.names, params, skus }),
    ...priceSpan(skus),
    ...saleTermsOf(draft),
    updatedAt: now,
  };
}

function skuOf({ attrs, priceFen, marketPriceFen, image: picture, skuCode }: SkuDraft, skuId: string): Sku {
  return { skuId, attrs, priceFen, marketPriceFen, image: picture, skuCode };
}

function newSkuId(spuId: string, request: string, i: number): string {
  return derivedId('s', spuId, request, String(i));
}

function strangeSku(i: number): Failure {
  return fail('BAD_REQUEST', '这个规格不属于该商品，请去掉编号作为新规格保存', { field: `draft.skus[${i}].skuId` });
}
