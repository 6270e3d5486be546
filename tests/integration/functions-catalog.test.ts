/** Products: what shoppers find, and what merchants may write. */
import type { SpuDoc } from '../../cloudfunctions/data/documents';
import type { SpuDraft, SpuSort } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, clerk, fixtureDocuments, otherOwner, owner, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  for (let i = 0; i < 60; i++) {
    documents.spus!.push(spuDoc(`t-${i}`, { shopId: 'shop-3', title: `测试杯 ${i}`, prices: [500 + ((i * 37) % 10)], rank: i % 3, sold: i % 4, createdAt: 1000 + (i % 5), categoryIds: ['x', i % 2 ? 'odd' : 'even'] }));
  }
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const spuOf = (spuId: string) => shop.one<SpuDoc>('spus', spuId);
const draftOf = (more: Partial<SpuDraft> = {}): SpuDraft => ({
  title: '手作陶瓷咖啡杯',
  subTitle: '手感温润',
  headImages: ['/images/new.webp'],
  desc: '',
  descImages: [],
  categoryId: 'cups',
  params: [{ key: '材质', value: '陶瓷' }],
  skus: [
    { attrs: [{ key: '颜色', value: '白' }], priceFen: 2900, marketPriceFen: 3900, image: '', skuCode: 'W', initialStock: 10 },
    { attrs: [{ key: '颜色', value: '青' }], priceFen: 3100, marketPriceFen: 0, image: '', skuCode: '' },
  ],
  ...more,
});
const newProduct = (more: Partial<SpuDraft> = {}) => shop.must('catalog', 'save', { shopId: 'shop-1', draft: draftOf(more) }, owner);

describe('for shoppers', () => {
  test('home has its blocks filled, and the feed', async () => {
    const { blocks, feed } = await shop.must('catalog', 'home', {}, '');
    expect(blocks.map(({ type }) => type)).toEqual(['banner', 'categories', 'feature', 'shops']);
    expect(blocks[2]).toMatchObject({ title: '好物', items: [{ spuId: 'mug', minPriceFen: 3900, maxPriceFen: 4900, soldOut: false }, { spuId: 'lamp' }] });
    expect(blocks[3]).toMatchObject({ items: [{ shopId: 'shop-1', spuCount: 3 }, { shopId: 'shop-2', spuCount: 1 }] });
    expect(feed.items.slice(0, 3).map(({ spuId }) => spuId)).toEqual(['mug', 'lamp', 'scarce']);
  });

  test('the category tree', async () => {
    const { tree } = await shop.must('catalog', 'categories', {}, '');
    expect(tree.map(({ id, children }) => [id, children.map((child) => child.id)])).toEqual([['home', ['cups']], ['digital', ['phones']]]);
  });

  test('a product with its shop and what can be bought', async () => {
    const product = await shop.must('catalog', 'product', { spuId: 'mug' }, '');
    expect(product).toMatchObject({ spuId: 'mug', status: 5, shop: { shopId: 'shop-1', name: '小店 shop-1' }, services: ['七天无理由退货'], freightText: '运费 ¥8，满 ¥99 包邮' });
    expect(product.skus.map(({ skuId, available }) => [skuId, available])).toEqual([['mug-1', 100], ['mug-2', 100]]);
    for (const secret of ['stock', 'holds', 'terms', 'recent', 'version']) expect(product).not.toHaveProperty(secret);
    expect(await shop.must('catalog', 'product', { spuId: 'off' }, '')).toMatchObject({ status: 11 });
    for (const spuId of ['draft', 'never-was']) expect(refusal(await shop.call('catalog', 'product', { spuId }, '')).code).toBe('NOT_FOUND');
  });

  const key: Record<SpuSort, (spu: SpuDoc) => number> = {
    default: ({ rank }) => -rank,
    sold: ({ sold }) => -sold,
    priceAsc: ({ minPriceFen }) => minPriceFen,
    priceDesc: ({ minPriceFen }) => -minPriceFen,
    newest: ({ createdAt }) => -createdAt,
  };
  test.each(Object.keys(key) as SpuSort[])('pages by %s give everything once and in order', async (sort) => {
    for (const filter of [{ shopId: 'shop-3' }, { categoryId: 'odd' }, { keyword: '测试杯' }, { shopId: 'shop-3', categoryId: 'even', keyword: '杯' }]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await shop.must('catalog', 'list', { ...filter, sort, cursor, limit: 7 }, '');
        expect(page.items.length).toBeGreaterThan(0);
        seen.push(...page.items.map(({ spuId }) => spuId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const expected = (await shop.all<SpuDoc>('spus', { shopId: 'shop-3' })).filter(({ categoryIds }) => !('categoryId' in filter) || categoryIds.includes(filter.categoryId!));
      expect([...seen].sort()).toEqual(expected.map(({ _id }) => _id).sort());
      const keys = seen.map((id) => key[sort](expected.find(({ _id }) => _id === id)!));
      expect(keys).toEqual([...keys].sort((a, b) => a - b));
    }
  });

  test('search finds by characters, pairs, words, case and width; by all of them', async () => {
    const find = async (keyword: string) => (await shop.must('catalog', 'list', { keyword }, '')).items.map(({ spuId }) => spuId);
    expect(await find('马克杯')).toEqual(['mug']);
    expect(await find('青瓷 杯')).toEqual(['mug']);
    expect(await find('台')).toEqual(['lamp']);
    expect(await find('云朵茶')).toEqual([]);
    expect(await find('ＳＨＯＰ 凤凰')).toEqual(['tea']);
    expect(await find('！？ …')).toEqual([]);
    expect(await find('碗')).toEqual([]);
  });
});

describe('a merchant', () => {
  test('writes a product, lists it, and shoppers see it', async () => {
    const created = await newProduct();
    expect(created).toMatchObject({ status: 0, version: 1, sold: 0, draft: { title: '手作陶瓷咖啡杯', categoryId: 'cups' } });
    expect(created.skus.map(({ available, held, sold }) => [available, held, sold])).toEqual([[10, 0, 0], [0, 0, 0]]);
    const { spuId } = created;
    expect(refusal(await shop.call('catalog', 'product', { spuId }, '')).code).toBe('NOT_FOUND');

    await shop.set('rules', { _id: 'deposit.category.home' }, { value: 0 });
    const listing = { requestId: newRequest(), shopId: 'shop-1', spuId, listed: true };
    expect(await shop.must('catalog', 'setListed', listing, clerk)).toEqual({ status: 5 });
    expect(await shop.must('catalog', 'setListed', listing, clerk)).toEqual({ status: 5 });
    await shop.set('rules', { _id: 'deposit.category.home' }, { value: 200_000 });
    expect(await shop.must('catalog', 'product', { spuId }, '')).toMatchObject({ minPriceFen: 2900, maxPriceFen: 3100 });
    expect((await shop.must('catalog', 'list', { keyword: '咖啡杯' }, '')).items).toEqual([expect.objectContaining({ spuId, marketPriceFen: 3900, shopName: '小店 shop-1' })]);

    expect(await shop.must('catalog', 'setListed', { shopId: 'shop-1', spuId, listed: false }, clerk)).toEqual({ status: 11 });
    expect((await shop.must('catalog', 'list', { keyword: '咖啡杯' }, '')).items).toEqual([]);
    expect(await shop.must('catalog', 'product', { spuId }, '')).toMatchObject({ status: 11 });
  });

  test('a repeated save is one product', async () => {
    const request = { requestId: newRequest(), shopId: 'shop-1', draft: draftOf() };
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => shop.must('catalog', 'save', request, owner)));
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  test('changes a product; a save on an older version is refused', async () => {
    const { spuId, draft, version, skus } = await newProduct();
    const request = { requestId: newRequest(), shopId: 'shop-1', spuId, version, draft: { ...draft, title: '新的标题', subTitle: '', skus: [{ ...draft.skus[0]!, priceFen: 1500, marketPriceFen: 0 }, draft.skus[1]!] } };
    const saved = await shop.must('catalog', 'save', request, clerk);
    expect(saved).toMatchObject({ version: 2, draft: { title: '新的标题' } });
    expect(saved.skus.map(({ skuId }) => skuId)).toEqual(skus.map(({ skuId }) => skuId));
    expect(await shop.must('catalog', 'save', request, clerk)).toEqual(saved);
    expect(refusal(await shop.call('catalog', 'save', { ...request, requestId: newRequest() }, owner)).code).toBe('CONFLICT');
    expect(refusal(await shop.call('catalog', 'save', { ...request, requestId: newRequest(), version: undefined }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'version' });
    expect(await spuOf(spuId)).toMatchObject({ minPriceFen: 1500, marketPriceFen: 0, terms: expect.arrayContaining(['标题']) });
    // Two at the same time: one of them.
    const both = await Promise.all([1, 2].map((n) => shop.call('catalog', 'save', { shopId: 'shop-1', spuId, version: 2, draft: { ...saved.draft, title: `抢着改标题 ${n}` } }, owner)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('adds and removes SKUs; one that an order holds stays', async () => {
    const lines = [{ spuId: 'mug', skuId: 'mug-2', num: 1 }];
    const { orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 5700 }, shopper);
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'mug' }, owner);
    const without = (skuId: string) => ({ ...draft, skus: draft.skus.filter((sku) => sku.skuId !== skuId) });
    const refused = refusal(await shop.call('catalog', 'save', { shopId: 'shop-1', spuId: 'mug', version, draft: without('mug-2') }, owner));
    expect(refused).toMatchObject({ code: 'INVALID_STATE', detail: { skuId: 'mug-2', held: 1 } });

    const added = { attrs: [{ key: '规格', value: '第 3 种' }], priceFen: 9900, marketPriceFen: 0, image: '', skuCode: '', initialStock: 4 };
    const saved = await shop.must('catalog', 'save', { shopId: 'shop-1', spuId: 'mug', version, draft: { ...without('mug-1'), skus: [...without('mug-1').skus, added] } }, owner);
    expect(saved.skus.map(({ skuId, available, held }) => [skuId === 'mug-2', available, held])).toEqual([[true, 99, 1], [false, 4, 0]]);
    // What is gone from the offer cannot be bought, though its record stays.
    expect((await spuOf('mug')).stock['mug-1']).toEqual({ available: 0, held: 0, sold: 0, received: 100, adjusted: -100 });
    expect(refusal(await shop.call('order', 'preview', { lines: [{ spuId: 'mug', skuId: 'mug-1', num: 1 }] }, shopper)).code).toBe('OFF_SHELF');
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  });

  const long = (count: number) => '长'.repeat(count);
  const sku = (more: object) => ({ ...draftOf().skus[0]!, ...more });
  test.each<[string, Partial<SpuDraft>, string]>([
    ['a title too short', { title: ' 杯 ' }, 'draft.title'],
    ['a title too long', { title: long(61) }, 'draft.title'],
    ['a title of digits and letters', { title: 'abc 123!' }, 'draft.title'],
    ['a sub-title too long', { subTitle: long(19) }, 'draft.subTitle'],
    ['no picture', { headImages: [] }, 'draft.headImages'],
    ['ten pictures', { headImages: Array.from({ length: 10 }, () => '/a.webp') }, 'draft.headImages'],
    ['a picture from elsewhere', { headImages: ['https://evil.example/x.png'] }, 'draft.headImages[0]'],
    ['a script as picture', { headImages: ['javascript:alert(1)'] }, 'draft.headImages[0]'],
    ['a text too long', { desc: long(2001) }, 'draft.desc'],
    ['no SKU', { skus: [] }, 'draft.skus'],
    ['501 SKUs', { skus: Array.from({ length: 501 }, (_, i) => sku({ attrs: [{ key: '颜色', value: String(i) }] })) }, 'draft.skus'],
    ['a price of nothing', { skus: [sku({ priceFen: 0 })] }, 'draft.skus[0].priceFen'],
    ['a price of half a fen', { skus: [sku({}), sku({ attrs: [{ key: '颜色', value: '青' }], priceFen: 10.5 })] }, 'draft.skus[1].priceFen'],
    ['a negative price', { skus: [sku({ priceFen: -1 })] }, 'draft.skus[0].priceFen'],
    ['a price too high', { skus: [sku({ priceFen: 1_000_000_001, marketPriceFen: 0 })] }, 'draft.skus[0].priceFen'],
    ['a struck-through price below the price', { skus: [sku({ marketPriceFen: 2900 })] }, 'draft.skus[0].marketPriceFen'],
    ['the same combination twice', { skus: [sku({}), sku({})] }, 'draft.skus[1].attrs'],
    ['other attributes in one SKU', { skus: [sku({}), sku({ attrs: [{ key: '尺码', value: '大' }] })] }, 'draft.skus[1].attrs'],
    ['an attribute without value', { skus: [sku({ attrs: [{ key: '颜色', value: ' ' }] })] }, 'draft.skus[0].attrs[0].value'],
    ['too much stock', { skus: [sku({ initialStock: 10_000_001 })] }, 'draft.skus[0].initialStock'],
    ['negative stock', { skus: [sku({ initialStock: -1 })] }, 'draft.skus[0].initialStock'],
    ['a SKU of another product', { skus: [sku({ skuId: 'lamp-1', initialStock: undefined })] }, 'draft.skus[0].skuId'],
    ['a category that does not exist', { categoryId: 'nowhere' }, 'draft.categoryId'],
    ['a category that is no leaf', { categoryId: 'home' }, 'draft.categoryId'],
  ])('is told about %s, by field, and nothing is stored', async (_name, draft, field) => {
    const before = (await shop.all('spus')).length;
    const answer = refusal(await shop.call('catalog', 'save', { shopId: 'shop-1', draft: draftOf(draft) }, owner));
    expect(answer).toMatchObject({ code: 'BAD_REQUEST', field });
    expect(answer.message).toMatch(/\p{Script=Han}/u);
    expect((await shop.all('spus')).length).toBe(before);
  });

  test('counts the stock anew, each request once', async () => {
    const { skus } = await newProduct();
    const skuId = skus[0]!.skuId;
    const adjust = (diffType: 1 | 2 | 3, num: number, requestId = newRequest()) => shop.call('catalog', 'adjustStock', { requestId, shopId: 'shop-1', skuId, diffType, num }, clerk);
    const repeated = newRequest();
    expect(await adjust(1, 5, repeated)).toEqual({ ok: true, data: { available: 15, held: 0, sold: 0 } });
    expect(await adjust(1, 5, repeated)).toMatchObject({ data: { available: 15 } });
    expect(await adjust(2, 3)).toMatchObject({ data: { available: 12 } });
    expect(await adjust(3, 40)).toMatchObject({ data: { available: 40 } });
    expect(await adjust(3, 40)).toMatchObject({ data: { available: 40 } });
    expect(refusal(await adjust(2, 41))).toMatchObject({ code: 'INVALID_STATE', detail: { available: 40 } });
    expect(refusal(await adjust(1, 10_000_000))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(refusal(await adjust(1, 0))).toMatchObject({ code: 'BAD_REQUEST', field: 'num' });
    expect(await adjust(3, 0)).toMatchObject({ data: { available: 0 } });
    // Ten at the same time add up.
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjust(1, 2)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const managed = (await shop.all<SpuDoc>('spus', { 'skus.skuId': skuId }))[0]!;
    expect(managed.stock[skuId]!.available).toBe(20);
    expect(refusal(await shop.call('catalog', 'adjustStock', { shopId: 'shop-2', skuId, diffType: 1, num: 1 }, otherOwner)).code).toBe('NOT_FOUND');
  });

  test('lists the shop’s own products under their tabs', async () => {
    const list = async (tab: 'all' | 'listed' | 'delisted') => (await shop.must('catalog', 'manageList', { shopId: 'shop-2', tab }, otherOwner)).items.map(({ spuId, status }) => [spuId, status]);
    expect(await list('all')).toEqual([['tea', 5]]);
    expect(await list('listed')).toEqual([['tea', 5]]);
    expect(await list('delisted')).toEqual([]);
    const all = await shop.must('catalog', 'manageList', { shopId: 'shop-1', limit: 50 }, owner);
    expect(all.items.map(({ spuId }) => spuId)).toEqual(expect.arrayContaining(['draft', 'off', 'lamp']));
    expect(all.items.map(({ updatedAt }) => updatedAt)).toEqual(all.items.map(({ updatedAt }) => updatedAt).sort((a, b) => b - a));
  });
});

describe('the deposit', () => {
  test('keeps a product off the shelf until it covers the category', async () => {
    const { spuId } = await newProduct();
    const refused = refusal(await shop.call('catalog', 'setListed', { shopId: 'shop-1', spuId, listed: true }, owner));
    expect(refused).toMatchObject({ code: 'DEPOSIT_REQUIRED', detail: { requiredFen: 200_000, balanceFen: 0, shortFen: 200_000 } });
    expect(refused.message).toContain('¥2000');
    await shop.insert('depositEntries', [{ _id: 'adjustment:test', shopId: 'shop-1', type: 'adjustment', amountFen: 200_000, causeId: 'test', note: '', postedAt: 1 } as { _id: string }]);
    expect(await shop.must('catalog', 'setListed', { shopId: 'shop-1', spuId, listed: true }, owner)).toEqual({ status: 5 });
    // A dearer category is refused for a product that is on the shelf.
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId }, owner);
    expect(refusal(await shop.call('catalog', 'save', { shopId: 'shop-1', spuId, version, draft: { ...draft, categoryId: 'phones' } }, owner))).toMatchObject({ code: 'DEPOSIT_REQUIRED', field: 'draft.categoryId' });
  });

  test('a shop in the trial may list as many as the rule says, also when two are listed at the same time', async () => {
    const made = await Promise.all([1, 2, 3, 4].map((n) => shop.must('catalog', 'save', { shopId: 'shop-2', draft: draftOf({ title: `试运营商品 ${n}`, categoryId: 'phones' }) }, otherOwner)));
    const listing = ({ spuId }: { spuId: string }) => shop.call('catalog', 'setListed', { shopId: 'shop-2', spuId, listed: true }, otherOwner);
    expect(await listing(made[0]!)).toMatchObject({ ok: true });
    await Promise.all(made.slice(1).map(listing));
    expect((await shop.all('spus', { shopId: 'shop-2', status: 5 })).length).toBeLessThanOrEqual(3);
    for (const one of made) await listing(one);
    expect((await shop.all('spus', { shopId: 'shop-2', status: 5 })).length).toBe(3);
    const left = (await shop.all<SpuDoc>('spus', { shopId: 'shop-2', status: 0 }))[0]!;
    expect(refusal(await listing({ spuId: left._id }))).toMatchObject({ code: 'DEPOSIT_REQUIRED', detail: { kind: 'trialLimit', limit: 3 } });
  });
});
