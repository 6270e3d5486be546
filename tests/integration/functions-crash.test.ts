/**
 * The process may die between any two database operations. Each action is run once for every operation that it makes, dying just before it
 * or just after it; then the timer runs, and everything has to be in order again. Then the same call is sent once more.
 */
import type { OrderDoc, PaymentDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { atEveryFault, EVERY_KIND, type EveryFault, withFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [100, 200], available: 100_000 }), spuDoc('b', { prices: [300], available: 100_000, shopId: 'shop-2' }));
  documents.spus!.push(spuDoc('empty', { prices: [100], available: 0 }));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());

const lines = [
  { spuId: 'a', skuId: 'a-1', num: 1 },
  { spuId: 'a', skuId: 'a-2', num: 2 },
  { spuId: 'b', skuId: 'b-1', num: 1 },
];
/** 100 + 400 + 800 freight, 300. */
const total = 1600;
const submitRequest = () => ({ requestId: newRequest(), lines, addressId: addressOf(shopper), expectedPayFen: total });

async function placed() {
  return shop.must('order', 'submit', submitRequest(), shopper);
}
async function prepaid() {
  const trade = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: trade.tradeId }, shopper);
  return { ...trade, outTradeNo };
}
/** As if a minute had passed since the submits, so that nobody can be in the middle of one. */
async function aMinuteLater() {
  await shop.set('orders', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
async function expectOrder() {
  const documents = await readDocuments(shop);
  expect(brokenInvariants(documents, { settled: true })).toEqual([]);
  expect(documents.orders.filter(({ status, todo }) => status === 0 || todo.length > 0)).toEqual([]);
}

/** `recovered` brings back order and looks at the outcome. */
async function diesEverywhere<S>(
  of: EveryFault<S, unknown>['of'],
  prepare: () => Promise<S>,
  act: (scene: S) => Promise<unknown>,
  recovered: (scene: S) => Promise<void>,
  kinds?: EveryFault<S, unknown>['kinds'],
): Promise<void> {
  await atEveryFault({ shop, of, kinds, prepare, act, recovered, settle: async () => {} });
}
const submits = { function: 'order', action: 'submit' };
const callbacks = { function: 'payment' };

test('a submit that dies is placed completely or not at all, and its repeat says which', async () => {
  await diesEverywhere(
    submits,
    async () => submitRequest(),
    (request) => shop.call('order', 'submit', request, shopper),
    async (request) => {
      await aMinuteLater();
      await expectOrder();
      const repeated = await shop.call('order', 'submit', request, shopper);
      const orders = await shop.all<OrderDoc>('orders', repeated.ok ? { tradeId: repeated.data.tradeId } : { status: 0 });
      if (repeated.ok) expect(orders.map(({ status }) => status)).toEqual([10, 10]);
      else expect(repeated.code).toBe('INVALID_STATE');
      await expectOrder();
    },
    EVERY_KIND,
  );
});

test('a submit that dies is finished by its repeat alone', async () => {
  await diesEverywhere(
    submits,
    async () => submitRequest(),
    (request) => shop.call('order', 'submit', request, shopper),
    async (request) => {
      const { tradeId } = await shop.must('order', 'submit', request, shopper);
      expect((await shop.all<OrderDoc>('orders', { tradeId })).map(({ status }) => status)).toEqual([10, 10]);
      await expectOrder();
    },
  );
});

test('a submit that dies while it gives back what it held loses nothing', async () => {
  const short = [...lines, { spuId: 'empty', skuId: 'empty-1', num: 1 }];
  const priced = { lines: short, addressId: addressOf(shopper), expectedPayFen: total + 100 };
  await diesEverywhere(
    submits,
    async () => {
      // There is one when the price is made, and none when it is to be held.
      await shop.set('spus', { _id: 'empty' }, { 'stock.empty-1': { available: 1, held: 0, sold: 0, received: 1, adjusted: 0 } });
      return { requestId: newRequest(), ...priced };
    },
    async (request) => {
      const rival = { requestId: newRequest(), lines: short.slice(-1), addressId: addressOf(shopper), expectedPayFen: 900 };
      return Promise.allSettled([shop.call('order', 'submit', request, shopper), shop.call('order', 'submit', rival, shopper)]);
    },
    async () => {
      await aMinuteLater();
      const [open] = await shop.all<OrderDoc>('orders', { status: 10, 'lines.spuId': 'empty' });
      expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
      if (open) await shop.must('order', 'cancel', { orderId: open._id }, shopper);
    },
  );
});

test('a payment whose callback dies reaches its orders all the same', async () => {
  await diesEverywhere(
    callbacks,
    prepaid,
    ({ outTradeNo }) => shop.pay(outTradeNo),
    async ({ outTradeNo, orderIds }) => {
      await aMinuteLater();
      // WeChat Pay repeats what was not acknowledged.
      await shop.control('pay/deliver', { number: outTradeNo });
      const payment = await shop.one<PaymentDoc>('payments', outTradeNo);
      expect(payment).toMatchObject({ state: 'captured', todo: [] });
      for (const orderId of orderIds) expect(await shop.one('orders', orderId)).toMatchObject({ status: 20, todo: [], paymentId: outTradeNo });
      await expectOrder();
    },
    EVERY_KIND,
  );
});

test('a late payment whose callback dies goes back, once', async () => {
  await diesEverywhere(
    callbacks,
    async () => {
      const scene = await prepaid();
      // Cancelled, but WeChat Pay could not be told: the shopper still pays.
      await shop.set('orders', { _id: scene.orderIds[0]! }, { status: 250, todo: ['release'], cancelledAt: 1, cancelReason: 'test' });
      return scene;
    },
    ({ outTradeNo }) => shop.pay(outTradeNo),
    async ({ outTradeNo, orderIds }) => {
      await aMinuteLater();
      await shop.control('clock', { advance: 20_000 });
      await aMinuteLater();
      await expectOrder();
      const back = await shop.all<RefundDoc>('refunds', { outTradeNo });
      expect(back).toEqual([expect.objectContaining({ orderId: orderIds[0], refundFen: 1300, state: 'success', todo: [] })]);
      expect(await shop.one('orders', orderIds[0]!)).toMatchObject({ status: 250, refundedFen: 1300 });
      expect(await shop.one('orders', orderIds[1]!)).toMatchObject({ status: 20, refundedFen: 0 });
      const books = await shop.control<{ refunds: { refundFee: number }[] }>('pay', { outTradeNo });
      expect(books.refunds.map(({ refundFee }) => refundFee)).toEqual([1300]);
    },
  );
});

test('opening a payment that dies can be repeated, and is paid once', async () => {
  await diesEverywhere(
    { function: 'payment', action: 'prepay' },
    placed,
    ({ tradeId }) => shop.call('payment', 'prepay', { tradeId }, shopper),
    async ({ tradeId, orderIds }) => {
      const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
      expect(await shop.all('payments', { 'orders.orderId': orderIds[0] })).toHaveLength(1);
      expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');
      await aMinuteLater();
      await expectOrder();
    },
  );
});

test('a cancel that dies gives the stock back, or leaves the order as it was', async () => {
  await diesEverywhere(
    { function: 'order', action: 'cancel' },
    prepaid,
    ({ orderIds }) => shop.call('order', 'cancel', { orderId: orderIds[0]! }, shopper),
    async ({ orderIds }) => {
      await aMinuteLater();
      await expectOrder();
      expect([10, 250]).toContain((await shop.one<OrderDoc>('orders', orderIds[0]!)).status);
    },
  );
});

test('shipping and receiving that die can be repeated', async () => {
  const paid = async () => {
    const scene = await prepaid();
    await shop.pay(scene.outTradeNo);
    return { orderId: scene.orderIds[0]!, ship: newRequest(), confirm: newRequest() };
  };
  const ship = ({ orderId, ship: requestId }: { orderId: string; ship: string }) =>
    shop.call('order', 'ship', { requestId, shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  const confirm = ({ orderId, confirm: requestId }: { orderId: string; confirm: string }) => shop.call('order', 'confirm', { requestId, orderId }, shopper);
  await diesEverywhere({ function: 'order', action: 'ship' }, paid, ship, async (scene) => {
    expect(await ship(scene)).toMatchObject({ ok: true, data: { status: 30 } });
    await withFault(shop, { function: 'order', action: 'confirm', nth: 2, when: 'after', what: 'crash' }, () => confirm(scene));
    expect(await confirm(scene)).toMatchObject({ ok: true, data: { status: 100 } });
  });
  await aMinuteLater();
  await expectOrder();
});

test('the timer that dies while it closes orders finishes the next time', async () => {
  await diesEverywhere(
    { function: 'timer' },
    async () => {
      const scene = await prepaid();
      await shop.set('orders', { tradeId: scene.tradeId }, { payBefore: Date.now() - 1000, createdAt: Date.now() - 3600_000 });
      return scene;
    },
    () => shop.runTimer(),
    async ({ orderIds }) => {
      await aMinuteLater();
      await expectOrder();
      for (const orderId of orderIds) expect((await shop.one<OrderDoc>('orders', orderId)).status).toBe(250);
    },
  );
});

test('a deposit whose callback dies is posted once', async () => {
  await diesEverywhere(
    callbacks,
    async () => {
      const { dueFen } = await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner);
      if (dueFen === 0) {
        // Start over: this ledger is a test's.
        await shop.set('rules', { _id: 'deposit.category.home' }, { value: 200_000 + (await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner)).balanceFen });
      }
      const { dueFen: amountFen } = await shop.must('deposit', 'get', { shopId: 'shop-1' }, owner);
      return shop.must('deposit', 'prepay', { shopId: 'shop-1', amountFen }, owner);
    },
    ({ outTradeNo }) => shop.pay(outTradeNo),
    async ({ outTradeNo, payFen }) => {
      await aMinuteLater();
      await shop.control('clock', { advance: 20_000 });
      expect(await shop.all('depositEntries', { causeId: outTradeNo })).toEqual([expect.objectContaining({ amountFen: payFen })]);
      await expectOrder();
    },
  );
});

test('a change of a product that dies can be repeated, and counts once', async () => {
  const stock = async () => (await shop.one<SpuDoc>('spus', 'mug')).stock['mug-1']!.available;
  await diesEverywhere(
    { function: 'catalog', action: 'adjustStock' },
    async () => ({ requestId: newRequest(), before: await stock() }),
    ({ requestId }) => shop.call('catalog', 'adjustStock', { requestId, shopId: 'shop-1', skuId: 'mug-1', diffType: 1, num: 5 }, owner),
    async ({ requestId, before }) => {
      await shop.must('catalog', 'adjustStock', { requestId, shopId: 'shop-1', skuId: 'mug-1', diffType: 1, num: 5 }, owner);
      expect(await stock()).toBe(before + 5);
    },
  );
  await diesEverywhere(
    { function: 'catalog', action: 'save' },
    async () => {
      const { version, draft } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'mug' }, owner);
      return { requestId: newRequest(), shopId: 'shop-1', spuId: 'mug', version, draft: { ...draft, skus: [...draft.skus, { attrs: [{ key: '规格', value: `新 ${version}` }], priceFen: 1, marketPriceFen: 0, image: '', skuCode: '', initialStock: 7 }] } };
    },
    (request) => shop.call('catalog', 'save', request, owner),
    async (request) => {
      const saved = await shop.must('catalog', 'save', request, owner);
      expect(saved).toMatchObject({ version: request.version + 1 });
      expect(saved.skus).toHaveLength(request.draft.skus.length);
      expect(saved.skus.at(-1)!.available).toBe(7);
    },
  );
});
