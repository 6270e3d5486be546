/** Finding: every filter in every order gives every product once, at a bounded cost; favourites, footprints and the arranged home page hold under races and repeats. */
import type { SpuDoc } from '../../cloudfunctions/data/documents';
import type { FavoritesDoc, FootprintsDoc, SearchPageDoc } from '../../cloudfunctions/data/find-documents';
import type { ListFilter, SpuSort } from '../../typings';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { fixtureDocuments, otherShopper, owner, platformOperator, shopper, spuDoc } from './support/shop-fixture';

/** More than one window of the search. */
const PRODUCTS = 420;
const colours = ['雾蓝', '米白', '墨绿'];

let shop: ShopCloud;
let all: SpuDoc[];
beforeAll(async () => {
  const documents = fixtureDocuments();
  for (let i = 0; i < PRODUCTS; i++) {
    documents.spus!.push(
      spuDoc(`f-${i}`, {
        shopId: i % 3 ? 'shop-1' : 'shop-2',
        title: `${i % 2 ? '陶瓷' : '玻璃'}咖啡杯 ${i % 5 ? '大号' : '小号'}`,
        prices: [1000 + ((i * 37) % 211) * 10],
        available: i % 4 === 0 ? 0 : 9,
        categoryIds: i % 7 ? ['home', 'cups'] : ['digital', 'phones'],
        params: [{ key: '颜色', value: colours[(i >> 1) % 3]! }],
        rank: (i * 13) % 50,
        sold: (i * 7) % 40,
        createdAt: 1_700_000_000_000 + ((i * 11) % 60),
      }),
    );
  }
  // The very title, but the last of all by rank.
  documents.spus!.push(spuDoc('exact', { title: '陶瓷咖啡杯', rank: -5, params: [{ key: '颜色', value: '雾蓝' }], prices: [1500] }));
  shop = await ShopCloud.start(documents);
  all = (await shop.all<SpuDoc>('spus')).filter(({ status }) => status === 5);
  await shop.must('catalog', 'suggest', { keyword: '杯' }, '');
});
afterAll(() => shop.stop());

const stockOf = ({ stock }: SpuDoc) => Object.values(stock).reduce((sum, { available }) => sum + available, 0);
function fits(spu: SpuDoc, { categoryId, shopId, keyword, minPriceFen = 0, maxPriceFen = Infinity, inStock, attrs = [] }: ListFilter): boolean {
  return (
    (!categoryId || spu.categoryIds.includes(categoryId)) &&
    (!shopId || spu.shopId === shopId) &&
    (!keyword || keyword.split(' ').every((word) => spu.title.includes(word))) &&
    spu.minPriceFen >= minPriceFen &&
    spu.minPriceFen <= maxPriceFen &&
    (!inStock || stockOf(spu) > 0) &&
    attrs.every(({ key, value }) => spu.params.some((one) => one.key === key && one.value === value))
  );
}

const places: ListFilter[] = [{}, { categoryId: 'cups' }, { shopId: 'shop-2', categoryId: 'home' }, { keyword: '陶瓷' }, { keyword: '咖啡杯 小号', shopId: 'shop-1' }];
const narrowings: ListFilter[] = [{}, { minPriceFen: 1400, maxPriceFen: 2200 }, { inStock: true, attrs: [{ key: '颜色', value: '雾蓝' }] }];
const sorts: SpuSort[] = ['default', 'sold', 'priceAsc', 'priceDesc', 'newest'];
const keys: Record<SpuSort, ((spu: SpuDoc) => number) | null> = {
  default: null,
  sold: ({ sold }) => -sold,
  priceAsc: ({ minPriceFen }) => minPriceFen,
  priceDesc: ({ minPriceFen }) => -minPriceFen,
  newest: ({ createdAt }) => -createdAt,
};

test.each(places.flatMap((place) => narrowings.map((narrowing) => ({ ...place, ...narrowing }))))('%j: in every order, page by page, every product once, at a bounded cost', async (filter) => {
  const expected = all.filter((spu) => fits(spu, filter)).map(({ _id }) => _id);
  expect(expected.length).toBeGreaterThan(3);
  for (const sort of sorts) {
    const seen: string[] = [];
    let cursor: string | undefined;
    let examined = 0;
    do {
      const page = await shop.measure(() => shop.must('catalog', 'list', { ...filter, sort, cursor, limit: 30 }, ''));
      expect(page.operations).toBeLessThanOrEqual(2);
      seen.push(...page.result.items.map(({ spuId }) => spuId));
      expect(page.result.similar).toBeUndefined();
      examined += page.examined;
      cursor = page.result.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([sort, [...seen].sort()]).toEqual([sort, [...expected].sort()]);
    const key = keys[sort];
    const values = key ? seen.map((id) => key(all.find(({ _id }) => _id === id)!)) : [];
    expect(values).toEqual([...values].sort((a, b) => a - b));
    const oneTerm = Object.keys(filter).every((name) => name === 'categoryId' || name === 'shopId');
    if (oneTerm) expect([sort, examined]).toEqual([sort, expected.length + Math.floor((expected.length - 1) / 30)]);
  }
});

describe('search', () => {
  const find = async (keyword: string, more: ListFilter = {}) => shop.must('catalog', 'list', { keyword, limit: 10, ...more }, '');
  test('puts the very title first, wherever it stands', async () => {
    const { result, operations, examined } = await shop.measure(() => find('陶瓷咖啡杯'));
    expect(result.items[0]!.spuId).toBe('exact');
    expect(operations).toBe(2);
    // A hundred for ten that are shown, and the titles themselves.
    expect(examined).toBeLessThanOrEqual(101);
  });
  test('finds by pinyin and initials', async () => {
    for (const keyword of ['taocikafeibei', 'kafeibei', 'tckfb', 'kfb', 'KaFei 大号']) expect([keyword, (await find(keyword)).items.length]).toEqual([keyword, 10]);
  });
  test('finds what was meant by a slip, and says that it is not what was typed', async () => {
    for (const keyword of ['陶次咖啡杯', '陶瓷啡咖杯', '陶瓷咖啡大杯', '云朵抬灯']) {
      const { result, operations } = await shop.measure(() => find(keyword));
      expect([keyword, result.similar, result.nextCursor, operations <= 2]).toEqual([keyword, true, null, true]);
      expect(result.items.length).toBeGreaterThan(0);
    }
    expect((await find('云朵抬灯')).items.map(({ spuId }) => spuId)).toEqual(['lamp']);
    const cheap = (await find('陶次咖啡杯', { sort: 'priceAsc' })).items.map(({ minPriceFen }) => minPriceFen);
    expect(cheap).toEqual([...cheap].sort((a, b) => a - b));
    expect(await find('飞机引擎零件')).toEqual({ items: [], nextCursor: null });
  });
  test('refuses a cursor that was never given out', async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of ['x', forged([]), forged([[1], null]), forged([null, [1, 2]]), forged([{ $gt: 0 }, null]), forged([null, ['a', 1, 'b']])]) {
      expect(refusal(await shop.call('catalog', 'list', { keyword: '陶瓷', cursor }, ''))).toMatchObject({ code: 'BAD_REQUEST', field: 'cursor' });
    }
  });
  test('suggests words, categories and products by what is typed, for one operation', async () => {
    const { result, operations } = await shop.measure(() => shop.must('catalog', 'suggest', { keyword: 'bei' }, ''));
    expect(operations).toBe(1);
    expect(result.items[0]).toEqual({ kind: 'category', text: '杯壶', categoryId: 'cups' });
    expect(result.items.some(({ kind }) => kind === 'product')).toBe(true);
    expect(result.items.length).toBeLessThanOrEqual(10);
    expect((await shop.must('catalog', 'suggest', { keyword: '？' }, '')).items).toEqual([]);
  });
  test('tells what a list can be narrowed by', async () => {
    const options = await shop.must('catalog', 'filters', { keyword: '咖啡杯' }, '');
    expect(options.categories.map(({ id }) => id).sort()).toEqual(['cups', 'phones']);
    expect(options.shops.map(({ id }) => id).sort()).toEqual(['shop-1', 'shop-2']);
    expect(options.attrs.find(({ key }) => key === '颜色')?.values.sort()).toEqual([...colours].sort());
    expect(options.priceSpan!.minFen).toBeLessThan(options.priceSpan!.maxFen);
    expect(await shop.must('catalog', 'filters', { keyword: '！' }, '')).toEqual({ categories: [], shops: [], attrs: [], priceSpan: null });
  });
  test('what many search for becomes a hot word; one person counts once a day, nobody not at all', async () => {
    for (const as of [shopper, shopper, otherShopper, '']) await find('茶叶').then(() => shop.must('catalog', 'list', { keyword: '茶 叶' }, as));
    await shop.must('catalog', 'list', { keyword: '台灯' }, shopper);
    await shop.must('catalog', 'list', { keyword: '没有这种东西' }, shopper);
    expect((await shop.all<{ word: string }>('searches')).map(({ word }) => word).sort()).toEqual(['台灯', '茶叶', '茶叶']);
    await shop.insert('searches', [{ _id: 'w-old', word: '过时', at: 1 } as { _id: string }]);
    await shop.runTimer();
    expect((await shop.one<SearchPageDoc>('pages', 'search')).counted).toEqual(['茶叶']);
    expect(await shop.must('catalog', 'hotWords', {}, '')).toEqual({ words: ['茶叶'] });
    expect((await shop.all('searches', { word: '过时' })).length).toBe(0);
  });
  test('a product is found under its new name as soon as it is saved', async () => {
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'scarce' }, owner);
    await shop.must('catalog', 'save', { shopId: 'shop-1', spuId: 'scarce', version, draft: { ...draft, title: '紫砂功夫茶壶' } }, owner);
    for (const keyword of ['紫砂', 'zisha', 'zsgf', '紫沙功夫茶壶']) expect([keyword, (await find(keyword)).items.map(({ spuId }) => spuId)]).toEqual([keyword, ['scarce']]);
    expect((await shop.must('catalog', 'list', { categoryId: 'cups', shopId: 'shop-1', keyword: '紫砂' }, '')).items).toHaveLength(1);
  });
});

describe('favourites', () => {
  const items = async (as = shopper) => (await shop.must('user', 'favorites', { limit: 50 }, as)).items;
  test('many at the same time are all kept, each once; a repeat and a late one change nothing', async () => {
    const ids = all.slice(0, 12).map(({ _id }) => _id);
    const adding = { requestId: newRequest(), spuIds: [ids[0]!], favorite: true };
    await Promise.all([...ids.map((id) => shop.must('user', 'setFavorite', { spuIds: [id], favorite: true }, shopper)), shop.must('user', 'setFavorite', adding, shopper)]);
    expect((await items()).map(({ spuId }) => spuId).sort()).toEqual([...ids].sort());
    await shop.must('user', 'setFavorite', { spuIds: [ids[0]!], favorite: false }, shopper);
    // The network brings the first one once more.
    expect(await shop.must('user', 'setFavorite', adding, shopper)).toEqual({ count: 11 });
    expect((await items()).map(({ spuId }) => spuId)).not.toContain(ids[0]);
    expect(await items(otherShopper)).toEqual([]);
  });
  test('come page by page, show a lower price and what is no longer on the shelf', async () => {
    await shop.must('user', 'setFavorite', { spuIds: ['tea', 'off'], favorite: true }, otherShopper);
    await shop.set('spus', { _id: 'tea' }, { minPriceFen: 8000 });
    const first = await shop.must('user', 'favorites', { limit: 1 }, otherShopper);
    const second = await shop.must('user', 'favorites', { limit: 1, cursor: first.nextCursor! }, otherShopper);
    expect(second.nextCursor).toBeNull();
    const both = [...first.items, ...second.items].sort((a, b) => (a.spuId < b.spuId ? -1 : 1));
    expect(both).toMatchObject([{ spuId: 'off', listed: false }, { spuId: 'tea', listed: true, addedPriceFen: 8800, minPriceFen: 8000 }]);
    expect(refusal(await shop.call('user', 'setFavorite', { spuIds: ['draft'], favorite: true }, otherShopper)).code).toBe('NOT_FOUND');
    expect(await shop.must('user', 'isFavorite', { spuId: 'tea' }, otherShopper)).toEqual({ favorite: true });
  });
  test('are at most 300', async () => {
    const ids = all.map(({ _id }) => _id);
    const person = 'o-collector';
    for (const from of [0, 100, 200]) await shop.must('user', 'setFavorite', { spuIds: ids.slice(from, from + 100), favorite: true }, person);
    expect(refusal(await shop.call('user', 'setFavorite', { spuIds: [ids[300]!], favorite: true }, person)).code).toBe('LIMIT_EXCEEDED');
    expect((await shop.one<FavoritesDoc>('favorites', person)).items).toHaveLength(300);
  });
});

describe('footprints', () => {
  test('are each product once, the newest first, at most a hundred, and can be cleared', async () => {
    const walker = 'o-walker';
    const ids = all.slice(0, 104).map(({ _id }) => _id);
    for (const id of [...ids, ids[50]!]) await shop.must('user', 'visit', { spuId: id }, walker);
    const { items } = await shop.one<FootprintsDoc>('footprints', walker);
    expect(items).toHaveLength(100);
    expect(new Set(items.map(({ spuId }) => spuId)).size).toBe(100);
    const page = await shop.measure(() => shop.must('user', 'footprints', { limit: 3 }, walker));
    expect(page.operations).toBe(2);
    expect(page.result.items[0]!.spuId).toBe(ids[50]);
    expect(await shop.must('user', 'keptCounts', {}, walker)).toEqual({ favorites: 0, footprints: 100 });
    expect(await shop.must('user', 'forgetFootprints', { spuIds: [ids[50]!] }, walker)).toEqual({ count: 99 });
    const clearing = { requestId: newRequest() };
    expect(await shop.must('user', 'forgetFootprints', clearing, walker)).toEqual({ count: 0 });
    await shop.must('user', 'visit', { spuId: 'mug' }, walker);
    // A repeat of the clearing does not clear what came after it.
    expect(await shop.must('user', 'forgetFootprints', clearing, walker)).toEqual({ count: 1 });
    expect(refusal(await shop.call('user', 'visit', { spuId: 'draft' }, walker)).code).toBe('NOT_FOUND');
  });
});

describe('the home page', () => {
  test('is arranged by the operator, each save once; a save on an older version is refused', async () => {
    const before = await shop.must('catalog', 'homeBlocks', {}, platformOperator);
    expect(before.version).toBe(0);
    const blocks = [{ type: 'text' as const, title: '公告', text: '春节照常发货' }, { type: 'grid' as const, title: '宫格', subTitle: '', spuIds: ['mug', 'gone', 'lamp'] }, ...before.blocks];
    const saving = { requestId: newRequest(), version: 0, blocks, hotWords: ['年货', '年货 '] };
    const saved = await shop.must('catalog', 'saveHome', saving, platformOperator);
    expect(saved).toEqual({ version: 1, blocks, hotWords: ['年货'] });
    expect(await shop.must('catalog', 'saveHome', saving, platformOperator)).toEqual(saved);
    expect(refusal(await shop.call('catalog', 'saveHome', { ...saving, requestId: newRequest() }, platformOperator)).code).toBe('CONFLICT');
    const both = await Promise.all(['甲', '乙'].map((title) => shop.call('catalog', 'saveHome', { version: 1, blocks: [{ type: 'text', title, text: '' }, ...blocks], hotWords: [title] }, platformOperator)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const home = await shop.must('catalog', 'home', {}, '');
    expect(home.blocks.slice(1, 3)).toMatchObject([{ type: 'text', text: '春节照常发货' }, { type: 'grid', items: [{ spuId: 'mug' }, { spuId: 'lamp' }] }]);
    expect((await shop.must('catalog', 'hotWords', {}, '')).words[0]).toMatch(/[甲乙]/);
  });
  test.each<[string, object]>([
    ['a picture from elsewhere', { type: 'banner', items: [{ image: 'https://evil.example/x.png', title: '', subTitle: '', url: '' }] }],
    ['an address outside the mini program', { type: 'banner', items: [{ image: '/a.webp', title: '', subTitle: '', url: 'javascript:alert(1)' }] }],
    ['an unknown kind', { type: 'script', text: '' }],
    ['an operator for an id', { type: 'feature', title: '', subTitle: '', spuIds: [{ $ne: '' }] }],
  ])('refuses %s', async (_what, block) => {
    const { version } = await shop.must('catalog', 'homeBlocks', {}, platformOperator);
    expect(await shop.raw('catalog', { action: 'saveHome', requestId: newRequest(), version, blocks: [block], hotWords: [] }, platformOperator)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  });
});
