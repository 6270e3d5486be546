/** A shop's own home: arranged by its staff, from its own goods, with no edit lost. */
import type { PageDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { couponDoc } from './support/offer-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { clerk, fixtureDocuments, otherOwner, owner, shopper } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess({ ...fixtureDocuments(), coupons: [couponDoc('own')] });
});
afterAll(() => shop.stop());

const grid = (...spuIds: string[]) => ({ type: 'grid', title: '上新', subTitle: '', spuIds }) as const;
const coupons = (...shopIds: string[]) => ({ type: 'coupons', title: '领券', shopIds }) as const;
const text = { type: 'text', title: '公告', text: '周末照常发货' } as const;
const save = (version: number, blocks: unknown[], as = owner, shopId = 'shop-1') => shop.call('catalog', 'saveShopBlocks', { shopId, version, blocks: blocks as never }, as);
const shown = async (shopId = 'shop-1') => (await shop.must('catalog', 'shopBlocks', { shopId }, shopper)).blocks;

test('what staff publishes, shoppers see; what left the shelf since drops out; the platform’s home is another', async () => {
  expect(await shown()).toEqual([]);
  const home = (await shop.must('catalog', 'home', {}, shopper)).blocks;
  expect(await shop.must('catalog', 'saveShopBlocks', { shopId: 'shop-1', version: 0, blocks: [text, grid('mug', 'lamp'), coupons('shop-1')] }, clerk)).toMatchObject({ version: 1 });
  const blocks = await shown();
  expect(blocks.map(({ type }) => type)).toEqual(['text', 'grid', 'coupons']);
  expect(blocks[1]).toMatchObject({ items: [{ spuId: 'mug' }, { spuId: 'lamp' }] });
  await shop.set('spus', { _id: 'lamp' }, { status: 11 } satisfies Partial<SpuDoc>);
  expect((await shown())[1]).toMatchObject({ items: [{ spuId: 'mug' }] });
  await shop.set('spus', { _id: 'lamp' }, { status: 5 } satisfies Partial<SpuDoc>);
  expect((await shop.must('catalog', 'home', {}, shopper)).blocks).toEqual(home);
  expect(await shown('shop-2')).toEqual([]);
});

test('an edit on an older version is refused and loses nothing; a repeat is answered alike', async () => {
  const { version } = await shop.must('catalog', 'shopArrangement', { shopId: 'shop-1' }, owner);
  const answers = await Promise.all([save(version, [text]), save(version, [grid('mug')], clerk)]);
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['CONFLICT', 'ok']);
  const kept = await shop.one<PageDoc>('pages', 'shop:shop-1');
  expect(refusal(await save(version, []))).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('刷新') as string });
  expect(await shop.one('pages', 'shop:shop-1')).toEqual(kept);
  const request = { requestId: newRequest(), shopId: 'shop-1', version: version + 1, blocks: [text] };
  const saved = await Promise.all([1, 2].map(() => shop.must('catalog', 'saveShopBlocks', request, owner)));
  expect([...saved, await shop.must('catalog', 'saveShopBlocks', request, owner)].map((one) => one.version)).toEqual([version + 2, version + 2, version + 2]);
});

test('the first save, twice at once: one of them', async () => {
  const answers = await Promise.all([save(0, [text], otherOwner, 'shop-2'), save(0, [grid('tea')], otherOwner, 'shop-2')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('other shops’ goods and coupons have no place on it', async () => {
  const { version } = await shop.must('catalog', 'shopArrangement', { shopId: 'shop-1' }, owner);
  const before = await shop.one('pages', 'shop:shop-1');
  expect(refusal(await save(version, [text, grid('mug', 'tea')]))).toMatchObject({ code: 'BAD_REQUEST', field: 'blocks[1].spuIds[1]' });
  expect(refusal(await save(version, [coupons('shop-2')])).field).toBe('blocks[0].shopIds');
  expect(refusal(await save(version, [{ type: 'shops', title: '友店', shopIds: ['shop-2'] }])).field).toBe('blocks[0].type');
  expect(refusal(await save(version, [grid('none')])).field).toBe('blocks[0].spuIds[0]');
  expect(await shop.one('pages', 'shop:shop-1')).toEqual(before);
});
