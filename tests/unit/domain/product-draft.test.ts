import fc from 'fast-check';
import type { SkuDraft, SpuDraft } from '../../../typings';
import { draftProblem, priceSpan, tidyDraft } from '../../../cloudfunctions/domain/product-draft';

const sku = (more: Partial<SkuDraft> = {}): SkuDraft => ({ attrs: [{ key: '颜色', value: '白' }], priceFen: 100, marketPriceFen: 0, image: '', skuCode: '', ...more });
const draft = (more: Partial<SpuDraft> = {}): SpuDraft => ({
  title: '青瓷马克杯',
  subTitle: '',
  headImages: ['/a.webp'],
  desc: '',
  descImages: [],
  categoryId: 'cups',
  params: [],
  skus: [sku()],
  ...more,
});
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

test.each<[string, Partial<SpuDraft>]>([
  ['as it is', {}],
  ['title of 60', { title: '长'.repeat(60) }],
  ['title with one Chinese character', { title: 'iPhone 壳' }],
  ['sub-title of 18', { subTitle: '长'.repeat(18) }],
  ['emoji count as one', { subTitle: '😀'.repeat(18) }],
  ['nine pictures', { headImages: times(9, () => '/a.webp') }],
  ['a hundred SKUs', { skus: times(100, (i) => sku({ attrs: [{ key: '颜色', value: String(i) }] })) }],
  ['one SKU without attributes', { skus: [sku({ attrs: [] })] }],
  ['the dearest price', { skus: [sku({ priceFen: 1_000_000_000 })] }],
  ['attributes in another order', { skus: [sku({ attrs: [{ key: '颜色', value: '白' }, { key: '尺码', value: '大' }] }), sku({ attrs: [{ key: '尺码', value: '小' }, { key: '颜色', value: '白' }] })] }],
])('good: %s', (_name, more) => {
  expect(draftProblem(draft(more))).toBeNull();
});

test.each<[string, Partial<SpuDraft>, string]>([
  ['the same parameter twice', { params: [{ key: '材质', value: '瓷' }, { key: ' 材质 ', value: '陶' }] }, 'params[1].key'],
  ['too many parameters', { params: times(31, (i) => ({ key: `k${i}`, value: 'v' })) }, 'params'],
  ['several SKUs without attributes', { skus: [sku({ attrs: [] }), sku({ attrs: [] })] }, 'skus[0].attrs'],
  ['too many attributes', { skus: [sku({ attrs: times(4, (i) => ({ key: `k${i}`, value: 'v' })) })] }, 'skus[0].attrs'],
  ['the same SKU twice', { skus: [sku({ skuId: 'a' }), sku({ skuId: 'a', attrs: [{ key: '颜色', value: '青' }] })] }, 'skus[1].skuId'],
  ['the same combination in another order', { skus: [sku({ attrs: [{ key: '颜色', value: '白' }, { key: '尺码', value: '大' }] }), sku({ attrs: [{ key: '尺码', value: '大 ' }, { key: '颜色', value: '白' }] })] }, 'skus[1].attrs'],
  ['stock for a SKU that exists', { skus: [sku({ skuId: 'a', initialStock: 5 })] }, 'skus[0].initialStock'],
  ['a code too long', { skus: [sku({ skuCode: 'x'.repeat(65) })] }, 'skus[0].skuCode'],
  ['a struck-through price beyond all prices', { skus: [sku({ marketPriceFen: 1_000_000_001 })] }, 'skus[0].marketPriceFen'],
])('wrong: %s', (_name, more, field) => {
  expect(draftProblem(draft(more))).toMatchObject({ field, message: expect.stringMatching(/\p{Script=Han}/u) });
});

test('no price that is not a whole number of fen gets through', () => {
  fc.assert(
    fc.property(fc.double(), (priceFen) => {
      const good = Number.isSafeInteger(priceFen) && priceFen >= 1 && priceFen <= 1_000_000_000;
      expect(draftProblem(draft({ skus: [sku({ priceFen })] })) === null).toBe(good);
    }),
  );
});

test('spaces around texts are not kept', () => {
  expect(tidyDraft(draft({ title: ' 杯子 ', skus: [sku({ attrs: [{ key: ' 颜色', value: '白 ' }], skuCode: ' W ' })] }))).toMatchObject({ title: '杯子', skus: [{ attrs: [{ key: '颜色', value: '白' }], skuCode: 'W' }] });
});

test('a list shows the cheapest SKU’s prices', () => {
  expect(priceSpan([sku({ priceFen: 300 }), sku({ priceFen: 200, marketPriceFen: 250 }), sku({ priceFen: 900 })])).toEqual({ minPriceFen: 200, maxPriceFen: 900, marketPriceFen: 250 });
});
