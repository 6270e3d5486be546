/** The SKU matrix while it is edited. Axes and values have ids of their own, so that renaming one leaves prices and stock where they are. */
import type { ManagedSku, SkuAttr, SkuDraft } from '../../../../typings/index';
import { parseYuan } from '../../../utils/money';

export interface AxisValue {
  id: string;
  name: string;
}
export interface Axis {
  id: string;
  key: string;
  values: AxisValue[];
}
export interface SkuRow {
  /** Ids of its values, joined; '' when the product has one SKU without attributes. */
  id: string;
  valueIds: string[];
  /** A SKU that is stored already. */
  skuId?: string;
  /** Yuan, as typed. */
  price: string;
  market: string;
  /** What is received with a new SKU, as typed. */
  stock: string;
  image: string;
  skuCode: string;
  available: number;
  held: number;
  sold: number;
}
export interface SkuForm {
  axes: Axis[];
  rows: SkuRow[];
  /** Next local id. */
  next: number;
}

export const MOST_AXES = 3;
export const MOST_ROWS = 100;

const yuanText = (fen: number): string => (fen > 0 ? (fen / 100).toFixed(2).replace(/\.00$/, '') : '');
const emptyRow = (): SkuRow => ({ id: '', valueIds: [], price: '', market: '', stock: '', image: '', skuCode: '', available: 0, held: 0, sold: 0 });

export function emptySkuForm(): SkuForm {
  return { axes: [], rows: [emptyRow()], next: 1 };
}

/** The form of stored SKUs. */
export function skuFormOf(skus: readonly ManagedSku[]): SkuForm {
  let next = 1;
  const axes: Axis[] = [];
  for (const { attrs } of skus) {
    for (const { key, value } of attrs) {
      let axis = axes.find((one) => one.key === key);
      if (!axis) axes.push((axis = { id: `a${next++}`, key, values: [] }));
      if (!axis.values.some(({ name }) => name === value)) axis.values.push({ id: `v${next++}`, name: value });
    }
  }
  const idOf = (axis: Axis, attrs: SkuAttr[]): string => {
    const value = attrs.find(({ key }) => key === axis.key)?.value;
    return axis.values.find(({ name }) => name === value)?.id ?? '';
  };
  const rows = skus.map((sku): SkuRow => {
    const valueIds = axes.map((axis) => idOf(axis, sku.attrs));
    const { skuId, image, skuCode, available, held, sold } = sku;
    return { id: valueIds.join(), valueIds, skuId, price: yuanText(sku.priceFen), market: yuanText(sku.marketPriceFen), stock: '', image, skuCode, available, held, sold };
  });
  return { axes, rows: rows.length > 0 ? rows : [emptyRow()], next };
}

/** Values of the axes that count: those with at least one value. */
export function combinationsOf(axes: readonly Axis[]): string[][] {
  return axes
    .filter(({ values }) => values.length > 0)
    .reduce<string[][]>((made, { values }) => made.flatMap((before) => values.map(({ id }) => [...before, id])), [[]]);
}

/**
 * The rows after the axes changed. A combination that was there keeps its row. One that grew out of a known row, or shrank from it, begins
 * with that row's prices; the first of them takes over the stored SKU with its stock, so that adding an attribute does not throw it away.
 * `known`: rows of removed combinations too, e.g. all that were ever shown.
 */
export function rowsFor(axes: readonly Axis[], known: readonly SkuRow[]): SkuRow[] {
  const combinations = combinationsOf(axes);
  const exact = new Map(known.map((row) => [row.valueIds.join(), row]));
  const taken = new Set(combinations.flatMap((ids) => exact.get(ids.join())?.skuId ?? []));
  return combinations.map((valueIds) => {
    const id = valueIds.join();
    const same = exact.get(id);
    if (same) return { ...same, id, valueIds };
    const kin = nearest(valueIds, known);
    const fresh: SkuRow = { ...emptyRow(), id, valueIds, price: kin?.price ?? '', market: kin?.market ?? '', image: kin?.image ?? '' };
    if (kin?.skuId === undefined || taken.has(kin.skuId) || !related(valueIds, kin.valueIds)) return fresh;
    taken.add(kin.skuId);
    const { skuId, skuCode, available, held, sold } = kin;
    return { ...fresh, skuId, skuCode, available, held, sold };
  });
}

/** One holds all values of the other: the same SKU, described more or less closely. */
function related(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === other.length) return false;
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.every((id) => many.includes(id));
}

/** The known row that shares most values; the first of equals. */
function nearest(valueIds: readonly string[], known: readonly SkuRow[]): SkuRow | undefined {
  let best: SkuRow | undefined;
  let most = -1;
  for (const row of known) {
    const shared = row.valueIds.filter((id) => valueIds.includes(id)).length;
    if (shared > most) [best, most] = [row, shared];
  }
  return best;
}

/** '雾蓝 / 350ml'; '默认规格' for the only SKU of a product without attributes. */
export function rowName(axes: readonly Axis[], row: Pick<SkuRow, 'valueIds'>): string {
  const names = row.valueIds.map((id) => axes.flatMap(({ values }) => values).find((value) => value.id === id)?.name ?? '');
  return names.filter(Boolean).join(' / ') || '默认规格';
}

/** What is wrong with the axes; '' when nothing is. */
export function axesProblem(axes: readonly Axis[]): string {
  const keys = axes.map(({ key }) => key.trim());
  if (keys.some((key) => !key)) return '请填写规格名，例如“颜色”';
  if (new Set(keys).size < keys.length) return '规格名重复了，请合并或改名';
  for (const { key, values } of axes) {
    const names = values.map(({ name }) => name.trim());
    if (names.length === 0) return `请为“${key}”添加至少一个规格值`;
    if (names.some((name) => !name)) return `“${key}”里有空的规格值`;
    if (new Set(names).size < names.length) return `“${key}”里有重复的规格值`;
  }
  const count = combinationsOf(axes).length;
  return count > MOST_ROWS ? `规格组合最多 ${MOST_ROWS} 个，现在有 ${count} 个` : '';
}

export type RowField = 'price' | 'market' | 'stock';
export interface RowProblem {
  row: number;
  field: RowField;
  message: string;
}
/** The first thing wrong with the rows. */
export function rowsProblem(rows: readonly SkuRow[]): RowProblem | null {
  for (const [row, { price, market, stock, skuId }] of rows.entries()) {
    const priceFen = parseYuan(price);
    if (priceFen === null || priceFen < 1) return { row, field: 'price', message: '请填写售价，最多两位小数' };
    const marketFen = market.trim() ? parseYuan(market) : 0;
    if (marketFen === null || (marketFen > 0 && marketFen <= priceFen)) return { row, field: 'market', message: '划线价要高于售价，也可以不填' };
    if (skuId === undefined && stock.trim() && !/^\d{1,7}$/.test(stock.trim())) return { row, field: 'stock', message: '库存应为整数' };
  }
  return null;
}

/** What is sent. Call it when both problems are none. */
export function skuDraftsOf({ axes, rows }: SkuForm): SkuDraft[] {
  const named = axes.filter(({ values }) => values.length > 0);
  return rows.map((row) => ({
    ...(row.skuId === undefined ? { initialStock: Number(row.stock.trim() || 0) } : { skuId: row.skuId }),
    attrs: named.map(({ key, values }, index) => ({ key: key.trim(), value: values.find(({ id }) => id === row.valueIds[index])?.name.trim() ?? '' })),
    priceFen: parseYuan(row.price) ?? 0,
    marketPriceFen: row.market.trim() ? parseYuan(row.market) ?? 0 : 0,
    image: row.image,
    skuCode: row.skuCode.trim(),
  }));
}
