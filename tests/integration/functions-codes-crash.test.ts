/** The process may die between any two operations that move codes: no code is lost, none goes to two, and there is one for each piece that can be bought. */
import type { CardCodeDoc } from '../../cloudfunctions/data/code-documents';
import type { OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { emptyStock } from '../../cloudfunctions/domain/stock';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { fixtureDocuments, owner, shopper } from './support/shop-fixture';
import { codeDoc, line, virtualProducts } from './support/virtual-fixture';

jest.setTimeout(240_000);

const CODES = 200;
let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(...virtualProducts());
  Object.assign(documents.spus!.find(({ _id }) => _id === 'codes')!, { stock: { 'codes-1': emptyStock(CODES), 'codes-2': emptyStock() } });
  documents.cardCodes = Array.from({ length: CODES }, (_, i) => codeDoc(`CRASH-${i}`));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());

async function aMinuteLater() {
  const before = Date.now() - 120_000;
  await shop.set('orders', { createdAt: { $gt: before } }, { createdAt: before });
  for (let i = 0; i < 2; i++) expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function inOrder() {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
}
async function dies<S>(of: EveryFault<S, unknown>['of'], prepare: () => Promise<S>, act: (scene: S) => Promise<unknown>, recovered: (scene: S) => Promise<void>): Promise<void> {
  await atEveryFault({ shop, of, prepare, act, recovered, settle: aMinuteLater });
  await inOrder();
}
async function prepaid(num = 2): Promise<{ orderId: string; outTradeNo: string }> {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [line('codes', num)], account: { type: 1, value: '' }, expectedPayFen: 1900 * num }, shopper);
  return { orderId: orderIds[0]!, outTradeNo: (await shop.must('payment', 'prepay', { tradeId }, shopper)).outTradeNo };
}
async function delivered(num = 2): Promise<string> {
  const { orderId, outTradeNo } = await prepaid(num);
  await shop.pay(outTradeNo);
  return orderId;
}

test('a payment that dies delivers every piece one code', async () => {
  await dies(
    { function: 'payment' },
    () => prepaid(),
    ({ outTradeNo }) => shop.pay(outTradeNo),
    async ({ orderId, outTradeNo }) => {
      await shop.callback({ outTradeNo, totalFee: 3800, transactionId: `t-${outTradeNo}` });
      await aMinuteLater();
      expect((await shop.one<OrderDoc>('orders', orderId)).status).toBe(30);
      const { codes } = await shop.must('order', 'revealCodes', { orderId }, shopper);
      expect(new Set(codes!.map(({ code }) => code)).size).toBe(2);
      await inOrder();
    },
  );
});

test('codes that are added or taken away by something that dies are there once, with their stock', async () => {
  let made = 0;
  const add = ({ requestId, codes }: { requestId: string; codes: string[] }) => shop.call('catalog', 'addCodes', { requestId, shopId: 'shop-1', skuId: 'codes-2', codes }, owner);
  await dies(
    { function: 'catalog', action: 'addCodes' },
    async () => ({ requestId: newRequest(), codes: [`NEW-${++made}`, `NEW-${++made}`], before: (await shop.one<SpuDoc>('spus', 'codes')).stock['codes-2']!.available }),
    add,
    async (scene) => {
      expect(await add(scene)).toMatchObject({ data: { added: 2, duplicates: 0, available: scene.before + 2 } });
      await inOrder();
    },
  );
  const free = () => shop.all<CardCodeDoc>('cardCodes', { skuId: 'codes-2', state: 'free' });
  const remove = ({ requestId, codeIds }: { requestId: string; codeIds: string[] }) => shop.call('catalog', 'removeCodes', { requestId, shopId: 'shop-1', skuId: 'codes-2', codeIds }, owner);
  await dies(
    { function: 'catalog', action: 'removeCodes' },
    async () => {
      await add({ requestId: newRequest(), codes: [`NEW-${++made}`] });
      const all = await free();
      return { requestId: newRequest(), codeIds: [all[0]!._id], left: all.length - 1 };
    },
    remove,
    async (scene) => {
      expect(await remove(scene)).toMatchObject({ data: { removed: 1, available: scene.left } });
      expect(await free()).toHaveLength(scene.left);
      await inOrder();
    },
  );
});

test('money that goes back brings the unseen code back, and only that', async () => {
  await dies(
    { function: 'aftersale', action: 'agree' },
    async () => {
      const orderId = await delivered();
      const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'codes-1', type: 'REFUND', num: 1, reason: 'QUALITY_ISSUE' }, shopper);
      return { orderId, afterSaleId, requestId: newRequest() };
    },
    ({ afterSaleId, requestId }) => shop.call('aftersale', 'agree', { requestId, shopId: 'shop-1', afterSaleId }, owner),
    async ({ orderId, afterSaleId, requestId }) => {
      await shop.call('aftersale', 'agree', { requestId, shopId: 'shop-1', afterSaleId }, owner);
      await aMinuteLater();
      await inOrder();
      const { codes } = await shop.must('order', 'revealCodes', { orderId }, shopper);
      expect(codes!.map(({ state }) => state).sort()).toEqual(['back', 'revealed']);
    },
  );
});

test('a look that dies, and a delivery by hand that dies, happened once or not at all', async () => {
  await dies(
    { function: 'order', action: 'revealCodes' },
    async () => ({ orderId: await delivered(1), requestId: newRequest() }),
    (request) => shop.call('order', 'revealCodes', request, shopper),
    async (request) => {
      expect((await shop.must('order', 'revealCodes', request, shopper)).codes).toMatchObject([{ state: 'revealed', code: expect.stringMatching(/^CRASH-/) }]);
      await inOrder();
    },
  );
  await dies(
    { function: 'order', action: 'deliver' },
    async () => {
      const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [line('topup')], account: { type: 3, value: '13800000001' }, expectedPayFen: 5000 }, shopper);
      await shop.pay((await shop.must('payment', 'prepay', { tradeId }, shopper)).outTradeNo);
      return { shopId: 'shop-1', orderId: orderIds[0]!, content: '已充值', requestId: newRequest() };
    },
    (request) => shop.call('order', 'deliver', request, owner),
    async (request) => {
      expect(await shop.must('order', 'deliver', request, owner)).toMatchObject({ status: 30, handover: { content: '已充值' } });
      const order = await shop.one<OrderDoc>('orders', request.orderId);
      expect(order.log.filter(({ event }) => event === 'deliver')).toHaveLength(1);
      await inOrder();
    },
  );
});
