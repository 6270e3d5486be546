/** Where a shop's goods can be picked up: made, changed and taken away by its staff, seen by everybody. */
import type { PickupPointDoc } from '../../cloudfunctions/data/pickup-documents';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { clerk, otherOwner, owner, shopper } from './support/shop-fixture';
import { pickupDraft, pickupPointDoc } from './support/pickup-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.inProcess();
});
beforeEach(async () => {
  await shop.remove('pickupPoints', {});
  await shop.set('shops', {}, { pickup: { enabled: false } });
});
afterAll(() => shop.stop());

const seen = async () => (await shop.must('shop', 'pickupPoints', { shopId: 'shop-1' }, shopper)).items.map(({ pointId }) => pointId);
const save = (draft = pickupDraft(), more: { pointId?: string; version?: number; requestId?: string } = {}) => shop.call('shop', 'savePickupPoint', { shopId: 'shop-1', draft, ...more }, clerk);

test('a point is made once however often it is asked for, changed by its version, and shown when pick-up is switched on', async () => {
  const request = { requestId: newRequest(), shopId: 'shop-1', draft: pickupDraft({ name: ' 一号店 ' }) };
  const made = await shop.must('shop', 'savePickupPoint', request, owner);
  expect(await shop.must('shop', 'savePickupPoint', request, owner)).toEqual(made);
  expect(made).toMatchObject({ name: '一号店', version: 1, enabled: true, hours: pickupDraft().hours });
  expect(await seen()).toEqual([]);
  const settings = await shop.must('shop', 'setPickup', { shopId: 'shop-1', enabled: true }, owner);
  expect(settings).toMatchObject({ enabled: true, most: 3, items: [{ pointId: made.pointId }] });
  expect(await seen()).toEqual([made.pointId]);
  expect(await shop.must('shop', 'savePickupPoint', { shopId: 'shop-1', pointId: made.pointId, version: 1, draft: pickupDraft({ name: '二号店' }) }, clerk)).toMatchObject({ name: '二号店', version: 2 });
  expect(refusal(await save(pickupDraft(), { pointId: made.pointId, version: 1 })).code).toBe('CONFLICT');
  expect(refusal(await save(pickupDraft(), { pointId: made.pointId }))).toMatchObject({ code: 'BAD_REQUEST', field: 'version' });
});

test('what is wrong is named, and nothing is written', async () => {
  expect(refusal(await save(pickupDraft({ phone: '12' })))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.phone' });
  expect(refusal(await save(pickupDraft({ prepareHours: 200 })))).toMatchObject({ field: 'draft.prepareHours', message: '备货时间最长 168 小时' });
  expect(refusal(await save(pickupDraft({ hours: [null, null, null, null, null, null, null] })))).toMatchObject({ field: 'draft.hours' });
  expect(refusal(await save(pickupDraft({ hours: [] }))).field).toBe('draft.hours[0]');
  expect(await shop.all('pickupPoints')).toEqual([]);
});

test('there are as many points as the rule says, and another shop’s cannot be touched', async () => {
  await shop.insert('pickupPoints', [pickupPointDoc('p1'), pickupPointDoc('p2'), pickupPointDoc('theirs', { shopId: 'shop-2' })]);
  expect((await save()).ok).toBe(true);
  expect(refusal(await save())).toMatchObject({ code: 'LIMIT_EXCEEDED', message: '自提点最多 3 个，请先删除不用的' });
  expect(refusal(await save(pickupDraft(), { pointId: 'theirs', version: 1 })).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('shop', 'removePickupPoint', { shopId: 'shop-1', pointId: 'theirs' }, owner)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('shop', 'pickupSettings', { shopId: 'shop-1' }, otherOwner)).code).toBe('FORBIDDEN');
});

test('a shop that offers pick-up keeps a point that is in use', async () => {
  expect(refusal(await shop.call('shop', 'setPickup', { shopId: 'shop-1', enabled: true }, owner))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('请先添加') });
  await shop.insert('pickupPoints', [pickupPointDoc('p1'), pickupPointDoc('p2', { createdAt: 2 }), pickupPointDoc('off', { enabled: false, createdAt: 3 })]);
  await shop.must('shop', 'setPickup', { shopId: 'shop-1', enabled: true }, owner);
  expect(await seen()).toEqual(['p1', 'p2']);
  const request = { requestId: newRequest(), shopId: 'shop-1', pointId: 'p1' };
  const { items } = await shop.must('shop', 'removePickupPoint', request, owner);
  expect(items.map(({ pointId }) => pointId)).toEqual(['p2', 'off']);
  expect((await shop.must('shop', 'removePickupPoint', request, owner)).items).toEqual(items);
  expect(refusal(await shop.call('shop', 'removePickupPoint', { shopId: 'shop-1', pointId: 'p1' }, owner)).code).toBe('NOT_FOUND');
  for (const refused of [await shop.call('shop', 'removePickupPoint', { shopId: 'shop-1', pointId: 'p2' }, owner), await save(pickupDraft({ enabled: false }), { pointId: 'p2', version: 1 })]) {
    expect(refusal(refused)).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('唯一营业中') });
  }
  await shop.must('shop', 'setPickup', { shopId: 'shop-1', enabled: false }, owner);
  await shop.must('shop', 'removePickupPoint', { shopId: 'shop-1', pointId: 'p2' }, owner);
  expect((await shop.one<PickupPointDoc>('pickupPoints', 'p1')).removed).toBe(true);
  expect(await seen()).toEqual([]);
});

test('two people who change a point at the same time: one of them is told', async () => {
  await shop.insert('pickupPoints', [pickupPointDoc('p1')]);
  const replies = await Promise.all([save(pickupDraft({ name: '甲店名' }), { pointId: 'p1', version: 1 }), save(pickupDraft({ name: '乙店名' }), { pointId: 'p1', version: 1 })]);
  expect(replies.map((reply) => reply.ok || reply.code).sort()).toEqual(['CONFLICT', true]);
  expect((await shop.one<PickupPointDoc>('pickupPoints', 'p1')).version).toBe(2);
});
