/** What happens by itself: orders that run out of time, and what a crash left undone. */
import type { OrderDoc, PaymentDoc, ShopDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('bulk', { prices: [10], available: 1000 }));
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 2 }];
const submit = (requestId = newRequest()) => shop.must('order', 'submit', { requestId, lines, addressId: addressOf(shopper), expectedPayFen: 8600 }, shopper);
const orderOf = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const stock = async () => (await shop.one<SpuDoc>('spus', 'mug')).stock['mug-1']!;
const HOUR = 3600_000;

test('an order that is not paid in time is closed, its payment with it, and its stock comes back', async () => {
  const before = await stock();
  const { tradeId, orderIds } = await submit();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.runTimer();
  expect((await orderOf(orderIds[0]!)).status).toBe(10);
  await shop.set('orders', { tradeId }, { createdAt: Date.now() - HOUR, payBefore: Date.now() - 1 });
  await shop.runTimer();
  const order = await shop.must('order', 'get', { orderId: orderIds[0]! }, shopper);
  expect(order).toMatchObject({ status: 250, cancelReason: '超时未支付', payBefore: null });
  expect(order.log.at(-1)).toMatchObject({ by: 'system', event: 'expire' });
  expect((await orderOf(orderIds[0]!)).todo).toEqual([]);
  expect(await stock()).toEqual(before);
  expect(await shop.one<PaymentDoc>('payments', outTradeNo)).toMatchObject({ state: 'closed' });
  expect(await shop.pay(outTradeNo)).toBe('requestPayment:fail 该订单已关闭');
  // Running it again changes nothing.
  const after = JSON.stringify(await readDocuments(shop));
  await Promise.all([shop.runTimer(), shop.runTimer()]);
  expect(JSON.stringify(await readDocuments(shop))).toBe(after);
});

test('many orders at once, more than one batch', async () => {
  const order = await orderOf((await submit()).orderIds[0]!);
  await shop.must('order', 'cancel', { orderId: order._id }, shopper);
  const many = Array.from({ length: 130 }, (_, i): OrderDoc => ({
    ...order,
    _id: `many-${i}-1`,
    tradeId: `many-${i}`,
    lines: [{ ...order.lines[0]!, spuId: 'bulk', skuId: 'bulk-1', num: 1, priceFen: 10, totalFen: 10, paidFen: 10, freightFen: 0 }],
    price: { productFen: 10, discountFen: 0, freightFen: 0, payFen: 10 },
    status: 10,
    payBefore: Date.now() - 1000 - i,
    createdAt: Date.now() - HOUR,
    todo: [],
  }));
  await shop.insert('orders', many);
  const holds = Object.fromEntries(many.map(({ _id }) => [_id, { 'bulk-1': 1 }]));
  await shop.set('spus', { _id: 'bulk' }, { holds, 'stock.bulk-1.held': 130, 'stock.bulk-1.available': 870 });
  expect(await shop.runTimer()).toMatchObject({ expireUnpaid: 130 });
  expect((await shop.one<SpuDoc>('spus', 'bulk')).stock['bulk-1']).toMatchObject({ available: 1000, held: 0 });
});

test('a submit that was never finished is undone after its time, not before', async () => {
  const requestId = newRequest();
  const { orderIds, tradeId } = await submit(requestId);
  // As a crash after the stock was held leaves it.
  await shop.set('orders', { tradeId }, { status: 0, log: [] });
  await shop.runTimer();
  expect((await orderOf(orderIds[0]!)).status).toBe(0);
  expect(refusal(await shop.call('order', 'get', { orderId: orderIds[0]! }, shopper)).code).toBe('NOT_FOUND');
  const held = (await stock()).held;
  await shop.set('orders', { tradeId }, { createdAt: Date.now() - HOUR });
  await shop.runTimer();
  expect(await orderOf(orderIds[0]!)).toMatchObject({ status: 250, todo: [], failure: { code: 'INVALID_STATE' } });
  expect((await stock()).held).toBe(held - 2);
});

test('what is owed to stock and orders is done', async () => {
  const { tradeId, orderIds } = await submit();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.set('payments', { _id: outTradeNo }, { state: 'captured', capturedAt: Date.now(), todo: ['apply'] });
  const before = await stock();
  expect(await shop.runTimer()).toMatchObject({ finishCaptures: 1 });
  expect(await orderOf(orderIds[0]!)).toMatchObject({ status: 20, todo: [] });
  expect(await stock()).toEqual({ ...before, held: before.held - 2, sold: before.sold + 2 });
});

test('what was sent and never confirmed is received by itself', async () => {
  const { tradeId, orderIds } = await submit();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  const orderId = orderIds[0]!;
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  await shop.runTimer();
  expect((await orderOf(orderId)).status).toBe(30);
  await shop.set('orders', { _id: orderId }, { confirmBefore: Date.now() - 1 });
  await shop.runTimer();
  expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ status: 100, finishedAt: expect.any(Number) });
});

test('one broken document does not keep the others waiting', async () => {
  const { tradeId } = await submit();
  await shop.set('orders', { tradeId }, { createdAt: Date.now() - HOUR, payBefore: Date.now() - 1 });
  const broken = { _id: 'broken', status: 10, payBefore: 1, createdAt: 1, lines: null, price: { payFen: 0 }, todo: [] };
  await shop.insert('orders', [broken]);
  const report = await shop.runTimer();
  expect(report.expireUnpaid).toBe(1);
  expect(shop.logs.filter(({ level, from }) => level === 'error' && from === 'function:timer').at(-1)?.text).toContain('broken');
  // Out of the way of what is checked afterwards.
  await shop.set('orders', { _id: 'broken' }, { status: 250, lines: [], price: { productFen: 0, discountFen: 0, freightFen: 0, payFen: 0 }, paidAt: null, refundedFen: 0, paymentId: '', todo: [] });
  await shop.runTimer();
});

test('the shops’ figures are counted', async () => {
  await shop.set('shops', { _id: 'shop-1' }, { figures: { listed: 99, sold: 99, countedAt: 1 } });
  await shop.runTimer();
  expect((await shop.one<ShopDoc>('shops', 'shop-1')).figures).toMatchObject({ listed: 4, sold: (await stock()).sold });
});
