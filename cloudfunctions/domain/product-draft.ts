/** What 微信小店 asks of a product before it can be kept: lengths, numbers, and a SKU matrix without holes. */
import type { SkuAttr, SkuDraft, SpuDraft } from '../../typings';
import type { FieldProblem } from './problem';
import { MOST_STOCK } from './stock';

const TITLE = { least: 3, most: 60 };
const MOST_SUB_TITLE = 18;
const HEAD_IMAGES = { least: 1, most: 9 };
const MOST_DESC = 2000;
const MOST_DESC_IMAGES = 50;
const MOST_PARAMS = 30;
const MOST_SKUS = 500;
const MOST_ATTRS = 3;
const MOST_ATTR_TEXT = 40;
const MOST_SKU_CODE = 64;
const MOST_PRICE = 1_000_000_000;

/** The first thing wrong with the draft; null: nothing. Paths start at the draft. */
export function draftProblem(draft: SpuDraft): FieldProblem | null {
  return textProblem(draft) ?? imageProblem(draft) ?? attrsProblem('params', draft.params, MOST_PARAMS, '商品参数') ?? skusProblem(draft.skus);
}

const lengthOf = (text: string): number => [...text.trim()].length;
const problem = (field: string, message: string): FieldProblem => ({ field, message });

function textProblem({ title, subTitle, desc }: SpuDraft): FieldProblem | null {
  const length = lengthOf(title);
  if (length < TITLE.least || length > TITLE.most) return problem('title', `商品标题应为 ${TITLE.least} 到 ${TITLE.most} 个字，现在 ${length} 个字`);
  if (/^[\da-z\s\p{P}\p{S}]+$/iu.test(title.trim())) return problem('title', '商品标题不能只有数字、字母或符号，请用文字说明是什么商品');
  if (lengthOf(subTitle) > MOST_SUB_TITLE) return problem('subTitle', `副标题最多 ${MOST_SUB_TITLE} 个字`);
  if (lengthOf(desc) > MOST_DESC) return problem('desc', `商品详情最多 ${MOST_DESC} 个字`);
  return null;
}

function imageProblem({ headImages, descImages }: SpuDraft): FieldProblem | null {
  if (headImages.length < HEAD_IMAGES.least || headImages.length > HEAD_IMAGES.most) {
    return problem('headImages', `主图需要 ${HEAD_IMAGES.least} 到 ${HEAD_IMAGES.most} 张，现在 ${headImages.length} 张`);
  }
  if (descImages.length > MOST_DESC_IMAGES) return problem('descImages', `详情图最多 ${MOST_DESC_IMAGES} 张`);
  return null;
}

function attrsProblem(field: string, attrs: readonly SkuAttr[], most: number, name: string): FieldProblem | null {
  if (attrs.length > most) return problem(field, `${name}最多 ${most} 项`);
  const keys = new Set<string>();
  for (const [i, { key, value }] of attrs.entries()) {
    if (lengthOf(key) === 0 || lengthOf(key) > MOST_ATTR_TEXT) return problem(`${field}[${i}].key`, `${name}的名称应为 1 到 ${MOST_ATTR_TEXT} 个字`);
    if (lengthOf(value) === 0 || lengthOf(value) > MOST_ATTR_TEXT) return problem(`${field}[${i}].value`, `“${key}”的内容应为 1 到 ${MOST_ATTR_TEXT} 个字`);
    if (keys.has(key.trim())) return problem(`${field}[${i}].key`, `“${key}”重复了，请合并或改名`);
    keys.add(key.trim());
  }
  return null;
}

function skusProblem(skus: readonly SkuDraft[]): FieldProblem | null {
  if (skus.length < 1 || skus.length > MOST_SKUS) return problem('skus', `商品需要 1 到 ${MOST_SKUS} 个规格，现在 ${skus.length} 个`);
  const ids = new Set<string>();
  const combinations = new Map<string, number>();
  const keys = keysOf(skus[0]!);
  for (const [i, sku] of skus.entries()) {
    const field = `skus[${i}]`;
    const own = skuProblem(field, sku);
    if (own) return own;
    if (sku.skuId !== undefined && ids.has(sku.skuId)) return problem(`${field}.skuId`, '同一个规格出现了两次');
    if (sku.skuId !== undefined) ids.add(sku.skuId);
    if (keysOf(sku) !== keys) return problem(`${field}.attrs`, '每个规格都要有相同的规格项，例如都有“颜色”和“尺码”');
    if (sku.attrs.length === 0 && skus.length > 1) return problem(`${field}.attrs`, '有多个规格时，请为每个规格填写规格项');
    const combination = JSON.stringify(sku.attrs.map(({ key, value }) => [key.trim(), value.trim()]).sort());
    const twin = combinations.get(combination);
    if (twin !== undefined) return problem(`${field}.attrs`, `与第 ${twin + 1} 个规格的组合相同，请修改或删除其中一个`);
    combinations.set(combination, i);
  }
  return null;
}

function skuProblem(field: string, sku: SkuDraft): FieldProblem | null {
  const attrs = attrsProblem(`${field}.attrs`, sku.attrs, MOST_ATTRS, '规格项');
  if (attrs) return attrs;
  if (!Number.isSafeInteger(sku.priceFen) || sku.priceFen < 1 || sku.priceFen > MOST_PRICE) {
    return problem(`${field}.priceFen`, '价格应在 0.01 元到 1000 万元之间');
  }
  if (sku.marketPriceFen !== 0 && (sku.marketPriceFen <= sku.priceFen || sku.marketPriceFen > MOST_PRICE)) {
    return problem(`${field}.marketPriceFen`, '划线价要高于售价；没有划线价请填 0');
  }
  if (lengthOf(sku.skuCode) > MOST_SKU_CODE) return problem(`${field}.skuCode`, `商家编码最多 ${MOST_SKU_CODE} 个字符`);
  const stock = sku.initialStock ?? 0;
  if (!Number.isSafeInteger(stock) || stock < 0 || stock > MOST_STOCK) return problem(`${field}.initialStock`, `库存应为 0 到 ${MOST_STOCK} 的整数`);
  if (sku.skuId !== undefined && sku.initialStock !== undefined && sku.initialStock !== 0) {
    return problem(`${field}.initialStock`, '已有规格的库存请用“调整库存”修改');
  }
  return null;
}

function keysOf(sku: SkuDraft): string {
  return JSON.stringify(sku.attrs.map(({ key }) => key.trim()).sort());
}

/** The draft as it is kept: without surrounding spaces. */
export function tidyDraft(draft: SpuDraft): SpuDraft {
  const tidyAttrs = (attrs: readonly SkuAttr[]): SkuAttr[] => attrs.map(({ key, value }) => ({ key: key.trim(), value: value.trim() }));
  return {
    ...draft,
    title: draft.title.trim(),
    subTitle: draft.subTitle.trim(),
    desc: draft.desc.trim(),
    params: tidyAttrs(draft.params),
    skus: draft.skus.map((sku) => ({ ...sku, attrs: tidyAttrs(sku.attrs), skuCode: sku.skuCode.trim() })),
  };
}

/** The prices that lists show; the struck-through one is that of the cheapest SKU. */
export function priceSpan(skus: readonly Pick<SkuDraft, 'priceFen' | 'marketPriceFen'>[]): { minPriceFen: number; maxPriceFen: number; marketPriceFen: number } {
  const cheapest = skus.reduce((best, sku) => (sku.priceFen < best.priceFen ? sku : best));
  return {
    minPriceFen: cheapest.priceFen,
    maxPriceFen: Math.max(...skus.map(({ priceFen }) => priceFen)),
    marketPriceFen: cheapest.marketPriceFen,
  };
}
