/** The process may die between any two operations of an action that counts limited goods or changes a freight template. */
import type { OrderDoc, ShopDoc } from '../../cloudfunctions/data/documents';
import type { FreightTemplateDoc, PurchaseCountDoc } from '../../cloudfunctions/data/terms-documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';
import { freightDoc, freightDraft } from './support/terms-fixture';

jest.setTimeout(120_000);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  const limitedInfo = { periodType: 1 as const, limitedBuyNum: 5, lifetimeNum: 5, perOrderNum: 0 };
  documents.spus!.push(spuDoc('limited', { prices: [100], available: 100_000, limitedInfo, expressInfo: { templateId: 'freight', weight: 0 } }));
  documents.spus!.push(spuDoc('none', { prices: [100], available: 0 }));
  documents.freightTemplates = [freightDoc('freight'), freightDoc('spare')];
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());

const lines = [{ spuId: 'limited', skuId: 'limited-1', num: 2 }];
/** 200 and 10 yuan freight. */
const submitRequest = () => ({ requestId: newRequest(), lines, addressId: addressOf(shopper), expectedPayFen: 1200 });
async function aMinuteLater() {
  await shop.set('orders', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function expectOrder() {
  const documents = await readDocuments(shop);
  expect(brokenInvariants(documents, { settled: true })).toEqual([]);
  expect(documents.orders.filter(({ status, todo }) => status === 0 || todo.length > 0)).toEqual([]);
}
async function counted(): Promise<number> {
  const [counter] = await shop.all<PurchaseCountDoc>('purchaseCounts', { spuId: 'limited' });
  return counter?.lifetime ?? 0;
}
async function cancelAll() {
  for (const { _id } of await shop.all<OrderDoc>('orders', { status: 10 })) await shop.must('order', 'cancel', { orderId: _id }, shopper);
  await aMinuteLater();
}
async function dies<S>(of: EveryFault<S, unknown>['of'], prepare: () => Promise<S>, act: (scene: S) => Promise<unknown>, recovered: (scene: S) => Promise<void>): Promise<void> {
  await atEveryFault({ shop, of, prepare, act, recovered, settle: async () => {} });
}

test.each(['without a counter', 'with a counter'])('a submit of limited goods that dies is counted exactly when it stands, %s', async (title) => {
  await dies(
    { function: 'order', action: 'submit' },
    async () => {
      if (title === 'without a counter') await shop.remove('purchaseCounts', {});
      return submitRequest();
    },
    (request) => shop.call('order', 'submit', request, shopper),
    async (request) => {
      await aMinuteLater();
      await expectOrder();
      const repeated = await shop.call('order', 'submit', request, shopper);
      await expectOrder();
      expect(await counted()).toBe(repeated.ok ? 2 : 0);
      await cancelAll();
      await expectOrder();
      expect(await counted()).toBe(0);
    },
  );
});

test('a cancel that dies gives the pieces back once', async () => {
  await dies(
    { function: 'order', action: 'cancel' },
    async () => {
      const { orderIds } = await shop.must('order', 'submit', submitRequest(), shopper);
      return { requestId: newRequest(), orderId: orderIds[0]! };
    },
    (request) => shop.call('order', 'cancel', request, shopper),
    async (request) => {
      await aMinuteLater();
      await shop.must('order', 'cancel', request, shopper);
      await aMinuteLater();
      await expectOrder();
      expect(await counted()).toBe(0);
    },
  );
});

test('a template that dies on its way is saved by the repeat, as the default', async () => {
  await dies(
    { function: 'shop', action: 'saveFreightTemplate' },
    async () => ({ requestId: newRequest(), shopId: 'shop-1', draft: freightDraft({ isDefault: true }) }),
    (request) => shop.call('shop', 'saveFreightTemplate', request, owner),
    async (request) => {
      const { templateId } = await shop.must('shop', 'saveFreightTemplate', request, owner);
      expect((await shop.one<ShopDoc>('shops', 'shop-1')).freightTemplateId).toBe(templateId);
      expect(await shop.all<FreightTemplateDoc>('freightTemplates', { recent: request.requestId })).toHaveLength(1);
      await shop.set('freightTemplates', { _id: templateId }, { removed: true });
    },
  );
  await dies(
    { function: 'shop', action: 'removeFreightTemplate' },
    async () => {
      await shop.set('freightTemplates', { _id: 'spare' }, { removed: false });
      return { requestId: newRequest(), shopId: 'shop-1', templateId: 'spare' };
    },
    (request) => shop.call('shop', 'removeFreightTemplate', request, owner),
    async (request) => {
      const { items } = await shop.must('shop', 'removeFreightTemplate', request, owner);
      expect(items.map(({ templateId }) => templateId)).not.toContain('spare');
    },
  );
});
