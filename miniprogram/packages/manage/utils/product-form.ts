/** A product while it is edited. */
import type { ManagedSpu, SaleTerms, SpuDraft } from '../../../../typings/index';
import { emptyTerms, termsDraftOf, termsFormOf, type TermsForm } from './terms-form';
import { axesProblem, emptySkuForm, rowsProblem, skuDraftsOf, skuFormOf, type SkuForm } from './sku-form';

export interface Param {
  id: number;
  key: string;
  value: string;
}
export interface ProductForm {
  title: string;
  subTitle: string;
  desc: string;
  categoryId: string;
  headImages: string[];
  descImages: string[];
  params: Param[];
  sku: SkuForm;
  /** Absent in a draft that was kept before there were any. */
  terms?: TermsForm;
}

export const MOST_TITLE = 60;
export const MOST_SUB_TITLE = 18;
export const MOST_DESC = 2000;
export const MOST_HEAD_IMAGES = 9;
export const MOST_DESC_IMAGES = 50;
export const MOST_PARAMS = 30;

export function emptyForm(): ProductForm {
  return { title: '', subTitle: '', desc: '', categoryId: '', headImages: [], descImages: [], params: [], sku: emptySkuForm(), terms: emptyTerms(Date.now()) };
}

export function formOf({ draft, skus }: ManagedSpu): ProductForm {
  const { title, subTitle, desc, categoryId, headImages, descImages, params } = draft;
  return { title, subTitle, desc, categoryId, headImages, descImages, params: params.map((param, id) => ({ id, ...param })), sku: skuFormOf(skus), terms: termsFormOf(draft, Date.now()) };
}

export interface FormProblem {
  /** title, subTitle, desc, categoryId, headImages, descImages, params, axes, deliverMethod, deliverAcctType, expressInfo, limitedInfo, deliverInfo, or skus[2].price. */
  field: string;
  message: string;
}

/** The first thing to mend before it can be saved; the cloud looks again. */
export function formProblem({ title, subTitle, desc, categoryId, headImages, params, sku, terms }: ProductForm): FormProblem | null {
  const length = [...title.trim()].length;
  if (headImages.length === 0) return { field: 'headImages', message: '请至少添加一张主图' };
  if (length < 3 || length > MOST_TITLE) return { field: 'title', message: `标题应为 3 到 ${MOST_TITLE} 个字` };
  if ([...subTitle.trim()].length > MOST_SUB_TITLE) return { field: 'subTitle', message: `副标题最多 ${MOST_SUB_TITLE} 个字` };
  if ([...desc.trim()].length > MOST_DESC) return { field: 'desc', message: `详情最多 ${MOST_DESC} 个字` };
  if (!categoryId) return { field: 'categoryId', message: '请选择类目' };
  const axes = axesProblem(sku.axes);
  if (axes) return { field: 'axes', message: axes };
  const rows = rowsProblem(sku.rows);
  if (rows) return { field: `skus[${rows.row}].${rows.field}`, message: rows.message };
  if (params.some(({ key, value }) => !key.trim() !== !value.trim())) return { field: 'params', message: '商品参数的名称和内容都要填' };
  const sale = terms && termsDraftOf(terms);
  return sale && 'message' in sale ? sale : null;
}

export function draftOf(form: ProductForm): SpuDraft {
  const { title, subTitle, desc, categoryId, headImages, descImages, params, sku, terms } = form;
  return {
    title: title.trim(),
    subTitle: subTitle.trim(),
    desc: desc.trim(),
    categoryId,
    headImages,
    descImages,
    params: params.filter(({ key, value }) => key.trim() && value.trim()).map(({ key, value }) => ({ key: key.trim(), value: value.trim() })),
    ...saleTermsOf(terms),
    // A SKU without a picture of its own shows the product's.
    skus: skuDraftsOf(sku).map((one) => ({ ...one, ...(terms?.fromCodes ? { initialStock: 0 } : {}), image: one.image || (headImages[0] ?? '') })),
  };
}

/** Call it when there is no problem. */
function saleTermsOf(terms: TermsForm | undefined): SaleTerms {
  const sale = terms ? termsDraftOf(terms) : {};
  return 'message' in sale ? {} : sale;
}

/** The cloud names a field of the request (draft.skus[2].priceFen); this is the form's name for it. */
export function fieldOfForm(field: string): string {
  const path = field.replace(/^draft\./, '');
  const row = /^skus\[(\d+)\]\.(priceFen|marketPriceFen|initialStock)$/.exec(path);
  if (row) return `skus[${row[1]}].${{ priceFen: 'price', marketPriceFen: 'market', initialStock: 'stock' }[row[2] as 'priceFen' | 'marketPriceFen' | 'initialStock']}`;
  return path.startsWith('skus') ? 'axes' : (path.split(/[.[]/)[0] ?? path);
}

/** SKUs that the cloud does not have any more become new ones; stock is what the cloud says now. */
export function onNewVersion(form: ProductForm, { skus }: Pick<ManagedSpu, 'skus'>): ProductForm {
  const rows = form.sku.rows.map((row) => {
    const stored = skus.find(({ skuId }) => skuId === row.skuId);
    if (stored) return { ...row, available: stored.available, held: stored.held, sold: stored.sold };
    const { skuId: _gone, ...rest } = row;
    return { ...rest, available: 0, held: 0, sold: 0 };
  });
  return { ...form, sku: { ...form.sku, rows } };
}
