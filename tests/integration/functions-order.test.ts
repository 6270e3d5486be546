/** Orders from the checkout page to the receipt, and every way in which a submit may be refused or repeated. */
import type { CartDoc, OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { OrderLineRequest, OrderTab } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, otherOwner, otherShopper, owner, packer, shopper, spuDoc, userDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(userDoc('o-lister'), userDoc('o-basket'));
  documents.spus!.push(spuDoc('few', { prices: [500, 600], available: 3 }), spuDoc('cheap', { prices: [1] }));
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const stockOf = async (spuId: string, skuId: string) => (await shop.one<SpuDoc>('spus', spuId)).stock[skuId]!;
const submit = (lines: OrderLineRequest[], expectedPayFen: number, as = shopper, more: object = {}) =>
  shop.call('order', 'submit', { lines, addressId: addressOf(as), expectedPayFen, ...more }, as);
async function submitted(lines: OrderLineRequest[], as = shopper) {
  const { price } = await shop.must('order', 'preview', { lines }, as);
  return shop.must('order', 'submit', { lines, addressId: addressOf(as), expectedPayFen: price.payFen }, as);
}
async function paid(lines: OrderLineRequest[], as = shopper) {
  const { tradeId, orderIds } = await submitted(lines, as);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, as);
  await shop.pay(outTradeNo);
  return orderIds;
}
const mug = { spuId: 'mug', skuId: 'mug-1', num: 1 };

test('an order goes from the checkout page to the confirmed receipt', async () => {
  const lines = [{ ...mug, num: 2 }];
  const checkout = await shop.must('order', 'preview', { lines }, shopper);
  expect(checkout.price).toEqual({ productFen: 7800, discountFen: 0, freightFen: 800, payFen: 8600 });
  expect(checkout.address).toMatchObject({ addressId: addressOf(shopper), isDefault: true });
  const before = await stockOf('mug', 'mug-1');

  const { tradeId, orderIds, payFen, payBefore } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 8600, notes: { 'shop-1': ' 轻放 ' } }, shopper);
  expect(payFen).toBe(8600);
  expect(orderIds).toHaveLength(1);
  expect(await stockOf('mug', 'mug-1')).toEqual({ ...before, available: before.available - 2, held: before.held + 2 });
  const orderId = orderIds[0]!;
  const placed = await shop.must('order', 'get', { orderId }, shopper);
  expect(placed).toMatchObject({ status: 10, note: '轻放', payBefore, price: { payFen: 8600 }, address: { userName: '林小满' } });
  expect(placed.lines).toEqual([expect.objectContaining({ skuId: 'mug-1', num: 2, priceFen: 3900, totalFen: 7800, discountFen: 0, paidFen: 7800 })]);
  expect(placed.orderNo).toMatch(/^\d{24}$/);
  expect(placed.address).not.toHaveProperty('addressId');

  const { outTradeNo, payment } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(payment).toMatchObject({ package: expect.stringMatching(/^prepay_id=/) });
  expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');
  expect(await shop.must('payment', 'sync', { outTradeNo }, shopper)).toEqual({ state: 'captured' });
  expect(await stockOf('mug', 'mug-1')).toEqual({ ...before, available: before.available - 2, sold: before.sold + 2 });
  expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ status: 20, paidAt: expect.any(Number), payBefore: null });

  const shipping = { requestId: newRequest(), shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: ' SF123 456 ' };
  const shipped = await shop.must('order', 'ship', shipping, packer);
  expect(shipped).toMatchObject({ status: 30, delivery: { deliveryName: '顺丰速运', waybillId: 'SF123456' } });
  expect(shipped.confirmBefore! - shipped.shippedAt!).toBe(10 * 24 * 3600_000);
  expect(await shop.must('order', 'ship', shipping, packer)).toEqual(shipped);
  expect(refusal(await shop.call('order', 'ship', { ...shipping, requestId: newRequest() }, packer)).code).toBe('INVALID_STATE');

  const receipt = { requestId: newRequest(), orderId };
  const done = await shop.must('order', 'confirm', receipt, shopper);
  expect(done).toMatchObject({ status: 100, finishedAt: expect.any(Number), confirmBefore: null });
  expect(await shop.must('order', 'confirm', receipt, shopper)).toEqual(done);
  expect(done.log.map(({ event }) => event)).toEqual(['place', 'pay', 'ship', 'confirm']);
  expect(refusal(await shop.call('order', 'cancel', { orderId }, shopper)).code).toBe('INVALID_STATE');
});

test('goods of two shops become two orders under one trade and one payment', async () => {
  const lines = [mug, { spuId: 'tea', skuId: 'tea-1', num: 1 }, { spuId: 'lamp', skuId: 'lamp-1', num: 1 }];
  const checkout = await shop.must('order', 'preview', { lines }, shopper);
  expect(checkout.shops.map(({ shop: { shopId }, price }) => [shopId, price.payFen])).toEqual([['shop-1', 16_800], ['shop-2', 8800]]);
  const { tradeId, orderIds, payFen } = await submitted(lines);
  expect(orderIds).toEqual([`${tradeId}-1`, `${tradeId}-2`]);
  expect(payFen).toBe(25_600);
  const { outTradeNo, payFen: asked } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(asked).toBe(25_600);
  await shop.pay(outTradeNo);
  for (const orderId of orderIds) expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ status: 20, tradeId });
});

describe('a submit is refused, and changes nothing, when', () => {
  let before: string;
  const snapshot = async () => JSON.stringify(await Promise.all([shop.all('spus'), shop.all('orders')]));
  beforeEach(async () => {
    before = await snapshot();
  });
  afterEach(async () => {
    expect(await snapshot()).toBe(before);
  });

  test('the price is another than the page showed', async () => {
    const answer = refusal(await submit([mug], 4699));
    expect(answer).toMatchObject({ code: 'PRICE_CHANGED', detail: { payFen: 4700, expectedPayFen: 4699 } });
  });
  test('a line is more than there is', async () => {
    const answer = refusal(await submit([mug, { spuId: 'few', skuId: 'few-2', num: 4 }], 1));
    expect(answer).toMatchObject({ code: 'OUT_OF_STOCK', field: 'lines[1]', detail: { skuId: 'few-2', available: 3, num: 4 } });
    expect(answer.message).toContain('只剩 3 件');
  });
  test('two lines of the same SKU are together more than there is', async () => {
    const line = { spuId: 'few', skuId: 'few-2', num: 2 };
    expect(refusal(await submit([line, line], 1)).code).toBe('OUT_OF_STOCK');
  });
  test.each(['draft', 'off', 'never-was'])('a product is not on the shelf: %s', async (spuId) => {
    expect(refusal(await submit([{ spuId, skuId: `${spuId}-1`, num: 1 }], 1))).toMatchObject({ code: 'OFF_SHELF', field: 'lines[0]' });
  });
  test('a SKU belongs to another product', async () => {
    expect(refusal(await submit([{ spuId: 'mug', skuId: 'lamp-1', num: 1 }], 1)).code).toBe('OFF_SHELF');
  });
  test('the address is somebody else’s', async () => {
    expect(refusal(await submit([mug], 4700, shopper, { addressId: addressOf(otherShopper) }))).toMatchObject({ code: 'NOT_FOUND', field: 'addressId' });
  });
});

test('a submit that is repeated, also at the same time, is one order with one answer', async () => {
  const requestId = newRequest();
  const before = await stockOf('mug', 'mug-1');
  const answers = await Promise.all(Array.from({ length: 5 }, () => submit([mug], 4700, shopper, { requestId })));
  answers.push(await submit([mug], 4700, shopper, { requestId }));
  // Even when the goods are gone meanwhile.
  await shop.set('spus', { _id: 'mug' }, { status: 11 });
  answers.push(await submit([mug], 4700, shopper, { requestId }));
  await shop.set('spus', { _id: 'mug' }, { status: 5 });
  expect(answers[0]).toMatchObject({ ok: true });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect((await stockOf('mug', 'mug-1')).held).toBe(before.held + 1);
  // The same id of another shopper is another request.
  expect(await submit([mug], 4700, otherShopper, { requestId })).not.toEqual(answers[0]);
});

test('when the last pieces go to somebody else, everything that was held comes back and the answer stays the same', async () => {
  // Both see three pieces; only one can hold them.
  const lines = [mug, { spuId: 'few', skuId: 'few-1', num: 3 }];
  const total = 3900 + 1500 + 800;
  const requests = [newRequest(), newRequest(), newRequest(), newRequest()];
  const before = await stockOf('mug', 'mug-1');
  const answers = await Promise.all(requests.map((requestId) => submit(lines, total, shopper, { requestId })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const [i, answer] of answers.entries()) {
    if (answer.ok) continue;
    expect(answer).toMatchObject({ code: 'OUT_OF_STOCK', field: 'lines[1]', detail: { skuId: 'few-1', available: 0 } });
    expect(await submit(lines, total, shopper, { requestId: requests[i] })).toMatchObject({ ok: false, code: 'OUT_OF_STOCK' });
  }
  expect((await stockOf('mug', 'mug-1')).held).toBe(before.held + 1);
  // A submit that failed was never an order.
  const { items } = await shop.must('order', 'list', { limit: 50 }, shopper);
  const failed = (await shop.all<OrderDoc>('orders', { status: 250 })).filter(({ failure }) => failure);
  expect(items.filter(({ orderId }) => failed.some(({ _id }) => _id === orderId))).toEqual([]);
  for (const { _id } of failed) expect(refusal(await shop.call('order', 'get', { orderId: _id }, shopper)).code).toBe('NOT_FOUND');
});

test('what was bought just as it stood in the cart leaves it, once; the rest stays', async () => {
  const buyer = 'o-basket';
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, buyer);
  await shop.must('cart', 'add', { spuId: 'lamp', skuId: 'lamp-1', num: 2 }, buyer);
  await shop.must('cart', 'add', { spuId: 'cheap', skuId: 'cheap-1', num: 5 }, buyer);
  const linesOf = async () => Object.fromEntries(Object.entries((await shop.one<CartDoc>('carts', buyer)).lines).map(([skuId, { num }]) => [skuId, num]));

  const requestId = newRequest();
  const lines = [mug, { spuId: 'lamp', skuId: 'lamp-1', num: 2 }];
  const { price } = await shop.must('order', 'preview', { lines }, buyer);
  await shop.must('order', 'submit', { requestId, lines, addressId: addressOf(buyer), expectedPayFen: price.payFen }, buyer);
  expect(await linesOf()).toEqual({ 'cheap-1': 5 });
  // The repeat leaves alone what was put in again.
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, buyer);
  await shop.must('cart', 'add', { spuId: 'lamp', skuId: 'lamp-1', num: 2 }, buyer);
  await shop.must('order', 'submit', { requestId, lines, addressId: addressOf(buyer), expectedPayFen: price.payFen }, buyer);
  expect(await linesOf()).toEqual({ 'mug-1': 1, 'lamp-1': 2, 'cheap-1': 5 });
  // Bought beside the cart.
  await submitted([{ spuId: 'cheap', skuId: 'cheap-1', num: 1 }], buyer);
  expect(await linesOf()).toEqual({ 'mug-1': 1, 'lamp-1': 2, 'cheap-1': 5 });
});

test('a cancelled order gives its stock back, once', async () => {
  const before = await stockOf('mug', 'mug-1');
  const { orderIds } = await submitted([mug]);
  const orderId = orderIds[0]!;
  const request = { requestId: newRequest(), orderId, reason: '不想要了' };
  const cancelled = await shop.must('order', 'cancel', request, shopper);
  expect(cancelled).toMatchObject({ status: 250, cancelReason: '不想要了', cancelledAt: expect.any(Number), payBefore: null });
  expect(await shop.must('order', 'cancel', request, shopper)).toEqual(cancelled);
  expect(refusal(await shop.call('order', 'cancel', { orderId }, shopper)).code).toBe('INVALID_STATE');
  expect(await stockOf('mug', 'mug-1')).toEqual(before);
  expect(refusal(await shop.call('payment', 'prepay', { orderId }, shopper)).code).toBe('INVALID_STATE');
});

test('lists show each order under its tab, newest first, page by page, and count them', async () => {
  const buyer = 'o-lister';
  const made: Record<Exclude<OrderTab, 'all'>, string[]> = { toPay: [], toShip: [], toReceive: [], finished: [], closed: [] };
  for (let i = 0; i < 3; i++) made.toPay.unshift((await submitted([{ spuId: 'cheap', skuId: 'cheap-1', num: 1 }], buyer)).orderIds[0]!);
  made.toShip = await paid([{ spuId: 'cheap', skuId: 'cheap-1', num: 2 }], buyer);
  made.closed = (await submitted([mug], buyer)).orderIds;
  await shop.must('order', 'cancel', { orderId: made.closed[0]! }, buyer);
  made.toReceive = await paid([mug], buyer);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: made.toReceive[0]!, deliveryId: 'ZTO', waybillId: '7312345678' }, owner);

  for (const [tab, expected] of Object.entries(made)) {
    const { items } = await shop.must('order', 'list', { tab: tab as OrderTab }, buyer);
    expect([tab, items.map(({ orderId }) => orderId)]).toEqual([tab, expected]);
  }
  expect(await shop.must('order', 'counts', {}, buyer)).toEqual({ toPay: 3, toShip: 1, toReceive: 1 });
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
    const page: { items: { orderId: string; createdAt: number }[]; nextCursor: string | null } = await shop.must('order', 'list', { limit: 2, cursor }, buyer);
    seen.push(...page.items.map(({ orderId }) => orderId));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(6);
  expect(new Set(seen).size).toBe(6);

  const { items } = await shop.must('order', 'shopList', { shopId: 'shop-1', tab: 'toShip', limit: 50 }, packer);
  expect(items.find(({ orderId }) => orderId === made.toShip[0])).toMatchObject({ userName: '林小满', status: 20 });
  expect(items.every(({ status }) => status === 20)).toBe(true);
});

test('the merchant ships only with a company and a number that exist, and only own orders', async () => {
  const [orderId] = await paid([mug]);
  const request = { shopId: 'shop-1', orderId: orderId!, deliveryId: 'SF', waybillId: 'SF1234567' };
  expect(refusal(await shop.call('order', 'ship', { ...request, deliveryId: 'NOBODY' }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'deliveryId' });
  expect(refusal(await shop.call('order', 'ship', { ...request, waybillId: '单号' }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'waybillId' });
  expect(refusal(await shop.call('order', 'ship', { ...request, shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
  expect(await shop.must('order', 'shopGet', { shopId: 'shop-1', orderId: orderId! }, packer)).toMatchObject({ status: 20, orderId });
  expect(refusal(await shop.call('order', 'confirm', { orderId: orderId! }, shopper)).code).toBe('INVALID_STATE');
});
