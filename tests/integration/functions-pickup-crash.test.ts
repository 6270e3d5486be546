/** The process may die between any two operations of what makes, readies, hands over or ends an order that is fetched. */
import type { OrderDoc } from '../../cloudfunctions/data/documents';
import type { PickupCodeDoc, PickupGuessDoc } from '../../cloudfunctions/data/pickup-documents';
import { atEveryFault, type EveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { choice, pickupDocuments, PickupDesk } from './support/pickup-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { packer, shopper } from './support/shop-fixture';

jest.setTimeout(120_000);

const DAY = 86_400_000;
let shop: ShopCloud;
let desk: PickupDesk;
beforeAll(async () => {
  shop = await ShopCloud.inProcess(pickupDocuments());
  desk = new PickupDesk(shop);
});
afterAll(() => shop.stop());

async function aMinuteLater() {
  await shop.set('orders', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  await shop.set('aftersales', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
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

test('a submit that dies: placed with one code, or not at all', async () => {
  await dies(
    { function: 'order', action: 'submit' },
    async () => ({ requestId: newRequest(), lines: [{ spuId: 'mug', skuId: 'mug-1', num: 1 }], pickups: choice(), expectedPayFen: 3900 }),
    (request) => shop.call('order', 'submit', request, shopper),
    async (request) => {
      await aMinuteLater();
      const repeated = await shop.call('order', 'submit', request, shopper);
      await expectOrder();
      if (!repeated.ok) return;
      expect(await shop.all<PickupCodeDoc>('pickupCodes', { _id: repeated.data.orderIds[0] })).toHaveLength(1);
      await shop.must('order', 'cancel', { orderId: repeated.data.orderIds[0]! }, shopper);
    },
  );
});

test('a hand-over that dies is repeated: the goods go once, and the guess is forgotten in time', async () => {
  await dies(
    { function: 'order', action: 'pickupHandOver' },
    async () => {
      const orderId = await desk.paid();
      await shop.remove('pickupGuesses', {});
      return { orderId, code: await desk.codeOf(orderId), requestId: newRequest() };
    },
    ({ orderId, code, requestId }) => desk.handOver(orderId, code, packer, requestId),
    async ({ orderId, code, requestId }) => {
      expect(await desk.handOver(orderId, code, packer, requestId)).toMatchObject({ ok: true, data: { status: 100 } });
      await aMinuteLater();
      await expectOrder();
      expect((await desk.get(orderId)).log.filter(({ event }) => event === 'handOver')).toHaveLength(1);
      // What was taken and not given back counts against the staff, never for them.
      const [guesses] = await shop.all<PickupGuessDoc>('pickupGuesses');
      expect(guesses?.total ?? 0).toBeLessThanOrEqual(1);
      expect(guesses?.total ?? 0).toBeGreaterThanOrEqual(0);
    },
  );
});

test('“ready” that dies is said once', async () => {
  await dies(
    { function: 'order', action: 'pickupReady' },
    async () => ({ shopId: 'shop-1', orderId: await desk.paid(), requestId: newRequest() }),
    (request) => shop.call('order', 'pickupReady', request, packer),
    async (request) => {
      await shop.must('order', 'pickupReady', request, packer);
      await aMinuteLater();
      expect((await desk.get(request.orderId)).log.filter(({ event }) => event === 'pickupReady')).toHaveLength(1);
      const notices = await shop.all<{ event: string; page: string }>('notices', { event: 'order.pickupReady' });
      expect(notices.filter(({ page }) => page.includes(request.orderId))).toHaveLength(1);
      await expectOrder();
    },
  );
});

test('a timer that dies while it gives the money back gives it back once', async () => {
  await dies(
    { function: 'timer' },
    async () => {
      const orderId = await desk.paid();
      await aMinuteLater();
      await shop.set('orders', { _id: orderId }, { paidAt: Date.now() - 9 * DAY, 'lines.0.deliveryDeadline': Date.now() - 9 * DAY });
      await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1 });
      return orderId;
    },
    () => shop.runTimer(),
    async (orderId) => {
      await aMinuteLater();
      await shop.set('pickupCodes', { _id: orderId, dueAt: { $ne: null } }, { dueAt: 1 });
      await aMinuteLater();
      await expectOrder();
      const order = await desk.get(orderId);
      expect([order.status, order.refundedFen]).toEqual([200, 3900]);
      expect(await shop.all<OrderDoc>('refunds', { orderId })).toHaveLength(1);
    },
  );
});
