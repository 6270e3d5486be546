import fc from 'fast-check';
import type { ManagedSku, SkuAttr } from '../../../../typings';
import { draftProblem } from '../../../../cloudfunctions/domain/product-draft';
import { draftOf, emptyForm, fieldOfForm, formOf, formProblem, onNewVersion } from '../../../../miniprogram/packages/manage/utils/product-form';
import { type Axis, axesProblem, combinationsOf, emptySkuForm, rowName, rowsFor, rowsProblem, skuDraftsOf, skuFormOf, type SkuRow } from '../../../../miniprogram/packages/manage/utils/sku-form';

const stored = (skuId: string, attrs: [string, string][], priceFen: number, available = 5): ManagedSku => ({
  skuId,
  attrs: attrs.map(([key, value]): SkuAttr => ({ key, value })),
  priceFen,
  marketPriceFen: 0,
  image: `/${skuId}.webp`,
  skuCode: '',
  available,
  held: 0,
  sold: 1,
});
const colours = [stored('s1', [['颜色', '红']], 5900), stored('s2', [['颜色', '蓝']], 6150)];

describe('the form of stored SKUs', () => {
  test('shows them as they are and gives them back unchanged', () => {
    const form = skuFormOf(colours);
    expect(form.rows.map(({ price }) => price)).toEqual(['59', '61.50']);
    expect(skuDraftsOf(form)).toEqual([
      { skuId: 's1', attrs: [{ key: '颜色', value: '红' }], priceFen: 5900, marketPriceFen: 0, image: '/s1.webp', skuCode: '' },
      { skuId: 's2', attrs: [{ key: '颜色', value: '蓝' }], priceFen: 6150, marketPriceFen: 0, image: '/s2.webp', skuCode: '' },
    ]);
  });

  test('keeps price, stock and id when a key or a value is renamed', () => {
    const form = skuFormOf(colours);
    form.axes[0]!.key = '色彩';
    form.axes[0]!.values[0]!.name = '正红';
    const drafts = skuDraftsOf({ ...form, rows: rowsFor(form.axes, form.rows) });
    expect(drafts[0]).toMatchObject({ skuId: 's1', attrs: [{ key: '色彩', value: '正红' }], priceFen: 5900 });
  });
});

describe('the table after the attributes changed', () => {
  const withSizes = (names: string[]): { axes: Axis[]; rows: SkuRow[] } => {
    const form = skuFormOf(colours);
    const axes = [...form.axes, { id: 'size', key: '尺码', values: names.map((name) => ({ id: name, name })) }];
    return { axes, rows: rowsFor(axes, form.rows) };
  };

  test('a first value of a new attribute takes the stored SKUs over, stock and all', () => {
    expect(withSizes(['M']).rows.map(({ skuId, price, available }) => [skuId, price, available])).toEqual([['s1', '59', 5], ['s2', '61.50', 5]]);
  });

  test('further values begin with the price of their kin, as new SKUs', () => {
    const { axes, rows } = withSizes(['M', 'L']);
    expect(rows.map((row) => [rowName(axes, row), row.skuId, row.price])).toEqual([
      ['红 / M', 's1', '59'],
      ['红 / L', undefined, '59'],
      ['蓝 / M', 's2', '61.50'],
      ['蓝 / L', undefined, '61.50'],
    ]);
  });

  test('taking an attribute away leaves one SKU for each of what remains', () => {
    const { axes, rows } = withSizes(['M', 'L']);
    expect(rowsFor(axes.slice(0, 1), rows).map(({ skuId }) => skuId)).toEqual(['s1', 's2']);
  });

  test('the only SKU of a product without attributes becomes the first of its values', () => {
    const { rows } = skuFormOf([stored('s1', [], 100, 9)]);
    const grown = rowsFor([{ id: 'a', key: '颜色', values: [{ id: 'v1', name: '红' }, { id: 'v2', name: '蓝' }] }], rows);
    expect(grown.map(({ skuId, available }) => [skuId, available])).toEqual([['s1', 9], [undefined, 0]]);
  });

  test('no stored SKU is ever in two rows, and every combination has one row', () => {
    const axis = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(axis, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), (steps) => {
        let rows = skuFormOf(colours).rows;
        for (const step of steps) {
          const axes = [...new Map(step)].map(([id, count]): Axis => ({ id: `a${id}`, key: `k${id}`, values: Array.from({ length: count }, (_, n) => ({ id: id === 0 ? `v${n + 2}` : `${id}-${n}`, name: `n${n}` })) }));
          rows = rowsFor(axes, rows);
          expect(rows.map(({ id }) => id)).toEqual(combinationsOf(axes).map((ids) => ids.join()));
          const ids = rows.flatMap(({ skuId }) => skuId ?? []);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
    );
  });
});

describe('what is wrong with it', () => {
  test('names without text, twins and too many combinations are told', () => {
    const axis = (key: string, ...names: string[]): Axis => ({ id: key, key, values: names.map((name) => ({ id: name, name })) });
    expect(axesProblem([axis('颜色', '红', '蓝')])).toBe('');
    expect(axesProblem([axis('', '红')])).toContain('规格名');
    expect(axesProblem([axis('颜色')])).toContain('至少一个');
    expect(axesProblem([axis('颜色', '红', '红')])).toContain('重复');
    const many = Array.from({ length: 11 }, (_, n) => `v${n}`);
    expect(axesProblem([axis('a', ...many), axis('b', ...many.map((name) => `${name}x`))])).toContain('121');
  });

  test('prices and stock that make no sense are pointed at', () => {
    const row = { ...emptySkuForm().rows[0]!, price: '9.9' };
    expect(rowsProblem([row])).toBeNull();
    expect(rowsProblem([row, { ...row, price: '' }])).toMatchObject({ row: 1, field: 'price' });
    expect(rowsProblem([{ ...row, price: '0' }])).toMatchObject({ field: 'price' });
    expect(rowsProblem([{ ...row, market: '9.9' }])).toMatchObject({ field: 'market' });
    expect(rowsProblem([{ ...row, stock: '1.5' }])).toMatchObject({ field: 'stock' });
  });
});

describe('the whole form', () => {
  const full = { ...emptyForm(), title: '一只杯子', categoryId: 'cups', headImages: ['/a.webp'], sku: { ...emptySkuForm(), rows: [{ ...emptySkuForm().rows[0]!, price: '59', stock: '3' }] } };

  test('a form without a problem is a draft without one', () => {
    expect(formProblem(full)).toBeNull();
    expect(draftProblem(draftOf(full))).toBeNull();
    expect(draftOf(full).skus).toEqual([{ initialStock: 3, attrs: [], priceFen: 5900, marketPriceFen: 0, image: '/a.webp', skuCode: '' }]);
  });

  test('the first gap is named', () => {
    expect(formProblem({ ...full, headImages: [] })?.field).toBe('headImages');
    expect(formProblem({ ...full, title: '杯' })?.field).toBe('title');
    expect(formProblem({ ...full, categoryId: '' })?.field).toBe('categoryId');
    expect(formProblem({ ...full, params: [{ id: 0, key: '材质', value: '' }] })?.field).toBe('params');
  });

  test("the cloud's field names lead to the form's", () => {
    expect(['draft.title', 'draft.skus[2].priceFen', 'draft.skus[0].initialStock', 'draft.skus', 'draft.params[1].key'].map(fieldOfForm)).toEqual(['title', 'skus[2].price', 'skus[0].stock', 'axes', 'params']);
  });

  test('on a newer version a SKU that is gone becomes a new one, and stock is what it is now', () => {
    const spu = { spuId: 'p', shopId: 's', status: 5 as const, version: 2, sold: 0, createdAt: 0, updatedAt: 0, skus: colours, draft: { ...draftOf(full), skus: [] } };
    const form = onNewVersion(formOf(spu), { skus: [{ ...colours[0]!, available: 2 }] });
    expect(form.sku.rows.map(({ skuId, available, price }) => [skuId, available, price])).toEqual([['s1', 2, '59'], [undefined, 0, '61.50']]);
  });
});
