/** The process may die between any two operations of an action that moves points, counts flash pieces or changes an offer: nothing is lost, nothing happens twice. */
import type { OrderDoc, PromotionDoc, ShopDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { CustomerDoc, PointEntryDoc } from '../../cloudfunctions/data/vip-documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { promotionDoc, promotionDraft } from './support/offer-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, owner, shopper, spuDoc, userDoc } from './support/shop-fixture';
import { customerDoc, givenPoints, memberOf, storedProgram, vipProgram } from './support/vip-fixture';

jest.setTimeout(240_000);

const POINTS = 1_000_000;
const STOCK = 500;
let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  Object.assign(documents.shops![0]!, { vip: storedProgram(), freight: { feeFen: 0, freeFromFen: 0 } });
  documents.spus!.push(spuDoc('pot', { prices: [10_000], available: 100_000, flashLeft: { hurry: { 'pot-1': STOCK } } }));
  documents.users!.push(userDoc('o-new'));
  documents.promotions = [promotionDoc('hurry', { type: 'flash', tiers: [], spuId: 'pot', prices: [{ skuId: 'pot-1', priceFen: 6000, stock: STOCK }], perUser: 3 })];
  documents.customers = [customerDoc(shopper, { points: POINTS })];
  documents.pointEntries = [givenPoints(shopper, POINTS)];
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());

const lines = [{ spuId: 'pot', skuId: 'pot-1', num: 1 }];
/** 60 yuan at the flash price, half of it in points. */
const submitRequest = () => ({ requestId: newRequest(), lines, addressId: addressOf(shopper), usePoints: ['shop-1'], expectedPayFen: 3000 });
const account = async () => (await shop.one<CustomerDoc>('customers', `shop-1:${shopper}`))!;
const left = async () => (await shop.one<SpuDoc>('spus', 'pot'))!.flashLeft!.hurry!['pot-1'];

async function aMinuteLater() {
  const before = Date.now() - 120_000;
  await shop.set('orders', { createdAt: { $gt: before } }, { createdAt: before });
  await shop.set('pointEntries', { at: { $gt: before } }, { at: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function expectOrder() {
  const documents = await readDocuments(shop);
  expect(brokenInvariants(documents, { settled: true })).toEqual([]);
  expect(documents.orders.filter(({ status, todo }) => status === 0 || todo.length > 0)).toEqual([]);
}
async function dies<S>(of: EveryFault<S, unknown>['of'], prepare: () => Promise<S>, act: (scene: S) => Promise<unknown>, recovered: (scene: S) => Promise<void>): Promise<void> {
  await atEveryFault({ shop, of, prepare, act, recovered, settle: async () => {} });
}
async function cancelAll() {
  for (const { _id } of await shop.all<OrderDoc>('orders', { status: 10 })) await shop.must('order', 'cancel', { orderId: _id }, shopper);
  await aMinuteLater();
}
/** Paid for, so that another can be bought at the price: what one shopper may have is not what is tested here. */
async function paid(): Promise<string> {
  await shop.set('customers', { _id: `shop-1:${shopper}` }, { 'flash.hurry': { num: 0, orders: {} } });
  await shop.set('orders', { 'flashPieces.0.perUser': 3 }, { 'flashPieces.0.perUser': 0 });
  const { tradeId, orderIds } = await shop.must('order', 'submit', submitRequest(), shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  return orderIds[0]!;
}

test('a submit with points and a flash price that dies takes both exactly when it stands; a cancel that dies gives both back once', async () => {
  const nothingTaken = async () => {
    expect(await account()).toMatchObject({ points: POINTS, held: {} });
    expect([await left(), (await account()).flash.hurry?.num ?? 0]).toEqual([STOCK, 0]);
  };
  await dies(
    { function: 'order', action: 'submit' },
    async () => submitRequest(),
    (request) => shop.call('order', 'submit', request, shopper),
    async (request) => {
      await aMinuteLater();
      await expectOrder();
      const repeated = await shop.call('order', 'submit', request, shopper);
      await expectOrder();
      expect((await account()).points).toBe(repeated.ok ? POINTS - 3000 : POINTS);
      expect(await left()).toBe(repeated.ok ? STOCK - 1 : STOCK);
      await cancelAll();
      await expectOrder();
      await nothingTaken();
    },
  );
  await dies(
    { function: 'order', action: 'cancel' },
    async () => ({ requestId: newRequest(), orderId: (await shop.must('order', 'submit', submitRequest(), shopper)).orderIds[0]! }),
    (request) => shop.call('order', 'cancel', request, shopper),
    async (request) => {
      await aMinuteLater();
      await shop.call('order', 'cancel', request, shopper);
      await aMinuteLater();
      await expectOrder();
      await nothingTaken();
    },
  );
});

test('a payment that dies spends the points once', async () => {
  await dies(
    { function: 'payment' },
    async () => {
      const { tradeId, orderIds } = await shop.must('order', 'submit', { ...submitRequest(), expectedPayFen: (await shop.must('order', 'preview', { lines, usePoints: ['shop-1'] }, shopper)).price.payFen }, shopper);
      const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
      return { outTradeNo, orderId: orderIds[0]! };
    },
    ({ outTradeNo }) => shop.pay(outTradeNo),
    async ({ orderId }) => {
      await aMinuteLater();
      await shop.control('clock', { advance: 20_000 });
      await aMinuteLater();
      await expectOrder();
      expect((await shop.all<PointEntryDoc>('pointEntries', { orderId })).map(({ type }) => type)).toEqual(['spend']);
    },
  );
});

test('a receipt that dies earns them once', async () => {
  await dies(
    { function: 'order', action: 'confirm' },
    async () => {
      const orderId = await paid();
      await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
      return { requestId: newRequest(), orderId };
    },
    (request) => shop.call('order', 'confirm', request, shopper),
    async (request) => {
      await aMinuteLater();
      expect(await shop.call('order', 'confirm', request, shopper)).toMatchObject({ ok: true, data: { status: 100 } });
      await aMinuteLater();
      await expectOrder();
      expect((await shop.all<PointEntryDoc>('pointEntries', { orderId: request.orderId, type: 'earn' })).map(({ delta }) => delta)).toEqual([30]);
    },
  );
});

test('a refund that dies gives them back once', async () => {
  await dies(
    { function: 'aftersale', action: 'agree' },
    async () => {
      const orderId = await paid();
      const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'pot-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
      return { orderId, request: { requestId: newRequest(), shopId: 'shop-1', afterSaleId, returnAddress: address } };
    },
    ({ request }) => shop.call('aftersale', 'agree', request, owner),
    async ({ orderId, request }) => {
      await aMinuteLater();
      await shop.call('aftersale', 'agree', request, owner);
      await aMinuteLater();
      await expectOrder();
      expect((await shop.all<PointEntryDoc>('pointEntries', { orderId })).map(({ type, delta }) => [type, delta])).toEqual([['spend', -3000], ['return', 3000]]);
    },
  );
});

test('what a shop and its members decide happens once, whenever it dies', async () => {
  await dies(
    { function: 'vip', action: 'join' },
    async () => {
      await shop.remove('customers', { openid: 'o-new' });
      return { requestId: newRequest(), shopId: 'shop-1' };
    },
    (request) => shop.call('vip', 'join', request, 'o-new'),
    async (request) => {
      expect((await shop.must('vip', 'join', request, 'o-new')).joinedAt).toBeGreaterThan(0);
      expect(await shop.all('customers', { openid: 'o-new' })).toHaveLength(1);
    },
  );
  await dies(
    { function: 'vip', action: 'leave' },
    async () => {
      const joinedAt = (await shop.must('vip', 'join', { shopId: 'shop-1' }, 'o-new')).joinedAt!;
      const { points } = await shop.must('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf('o-new'), delta: 30, note: '赠送' }, owner);
      expect(points).toBe(30);
      return { requestId: newRequest(), shopId: 'shop-1', joinedAt };
    },
    (request) => shop.call('vip', 'leave', request, 'o-new'),
    async (request) => {
      await aMinuteLater();
      expect(await shop.must('vip', 'leave', request, 'o-new')).toMatchObject({ joinedAt: null, points: 0 });
      await expectOrder();
    },
  );
  await dies(
    { function: 'vip', action: 'adjust' },
    async () => ({ before: (await account()).points, request: { requestId: newRequest(), shopId: 'shop-1', memberId: memberOf(shopper), delta: -7, note: '误发' } }),
    ({ request }) => shop.call('vip', 'adjust', request, owner),
    async ({ before, request }) => {
      await aMinuteLater();
      expect(await shop.must('vip', 'adjust', request, owner)).toEqual({ points: before - 7 });
      await expectOrder();
    },
  );
  await dies(
    { function: 'vip', action: 'saveProgram' },
    async () => ({ requestId: newRequest(), shopId: 'shop-1', version: (await shop.one<ShopDoc>('shops', 'shop-1'))!.vip!.version, program: vipProgram() }),
    (request) => shop.call('vip', 'saveProgram', request, owner),
    async (request) => expect(await shop.must('vip', 'saveProgram', request, owner)).toMatchObject({ version: request.version + 1 }),
  );
  await dies(
    { function: 'coupon', action: 'createPromotion' },
    async () => {
      await shop.set('promotions', { spuId: 'mug' }, { liveShopId: '', stoppedAt: 1 });
      return { requestId: newRequest(), shopId: 'shop-1', draft: promotionDraft({ type: 'flash', tiers: [], spuId: 'mug', prices: [{ skuId: 'mug-1', priceFen: 100, stock: 5 }] }) };
    },
    (request) => shop.call('coupon', 'createPromotion', request, owner),
    async (request) => {
      const { promotionId } = await shop.must('coupon', 'createPromotion', request, owner);
      expect((await shop.one<SpuDoc>('spus', 'mug'))!.flashLeft![promotionId]).toEqual({ 'mug-1': 5 });
      expect(await shop.all('promotions', { spuId: 'mug', liveShopId: 'shop-1' })).toHaveLength(1);
    },
  );
  await dies(
    { function: 'live', action: 'start' },
    async () => {
      await shop.set('promotions', { type: 'live' }, { liveShopId: '', stoppedAt: 1 });
      return { requestId: newRequest(), shopId: 'shop-1', draft: { title: '直播', hours: 1, prices: [{ spuId: 'lamp', skuId: 'lamp-1', priceFen: 9900 }] } };
    },
    (request) => shop.call('live', 'start', request, owner),
    async (request) => {
      const { liveId, code } = await shop.must('live', 'start', request, owner);
      expect((await shop.all<PromotionDoc>('promotions', { type: 'live', liveShopId: 'shop-1' })).map(({ _id }) => _id)).toEqual([liveId]);
      expect(await shop.must('live', 'enter', { code }, shopper)).toMatchObject({ liveId });
    },
  );
});
