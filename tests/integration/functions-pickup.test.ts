/** Orders that are fetched: chosen at the checkout, paid, ready, handed over for the code; guesses, refunds, and what time does. */
import type { OrderDoc, RefundDoc } from '../../cloudfunctions/data/documents';
import type { PickupCodeDoc, PickupGuessDoc } from '../../cloudfunctions/data/pickup-documents';
import type { Reply } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { choice, fetcher, pickupDocuments, PickupDesk } from './support/pickup-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { accountant, addressOf, clerk, otherOwner, otherShopper, owner, packer, shopper } from './support/shop-fixture';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let shop: ShopCloud;
let desk: PickupDesk;
beforeAll(async () => {
  shop = await ShopCloud.inProcess(pickupDocuments());
  desk = new PickupDesk(shop);
});
beforeEach(() => shop.remove('pickupGuesses', {}));
afterAll(() => shop.stop());
afterEach(async () => expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]));

const mug = { spuId: 'mug', skuId: 'mug-1', num: 1 };
const tea = { spuId: 'tea', skuId: 'tea-1', num: 1 };
const preview = (more: object = {}) => shop.must('order', 'preview', { lines: [mug], ...more }, shopper);
const submit = (more: object = {}) => shop.call('order', 'submit', { lines: [mug], expectedPayFen: 3900, ...more } as never, shopper);
const find = (code: string, as = packer, shopId = 'shop-1') => shop.call('order', 'pickupFind', { shopId, code }, as);
const codes = (replies: Reply<unknown>[]) => replies.map((reply) => (reply.ok ? 'ok' : reply.code)).sort();
const timer = async () => expect(Object.values(await shop.runTimer())).not.toContain('failed');
/** As if the order had been paid, and looked at, so long ago. */
async function paidAgo(orderId: string, ago: number) {
  const { lines } = await desk.get(orderId);
  const at = Date.now() - ago;
  await shop.set('orders', { _id: orderId }, { paidAt: at, ...Object.fromEntries(lines.map((_, i) => [`lines.${i}.deliveryDeadline`, at + 2 * HOUR])) });
  await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1 });
}

describe('the checkout', () => {
  test('offers it where the shop does, without an address and without freight', async () => {
    const both = await shop.must('order', 'preview', { lines: [mug, tea] }, shopper);
    expect(both.shops.map(({ mayPickUp, method, price }) => [mayPickUp, method, price.freightFen])).toEqual([[true, undefined, 800], [undefined, undefined, 600]]);
    const open = await preview({ pickups: { 'shop-1': {} } });
    expect(open.shops[0]).toMatchObject({ method: 'pickup', mayPickUp: true, pickup: { place: null, from: null, until: null }, price: { freightFen: 0, payFen: 3900 }, freightParts: [] });
    const chosen = await preview({ pickups: { 'shop-1': { pointId: 'point-2' } } });
    const { place, from, until } = chosen.shops[0]!.pickup!;
    expect(place).toMatchObject({ pointId: 'point-2', name: '城西店' });
    expect(from! - Date.now()).toBeGreaterThan(24 * HOUR - 60_000);
    expect(until).toBe(from! + 7 * DAY);
  });

  test('takes one shop’s goods by parcel and fetches the other’s, under one payment', async () => {
    const lines = [mug, tea];
    const { price } = await shop.must('order', 'preview', { lines, pickups: { 'shop-1': { pointId: 'point-1' } } }, shopper);
    expect(price).toMatchObject({ freightFen: 600, payFen: 3900 + 8800 + 600 });
    const { orderIds } = await shop.must('order', 'submit', { lines, pickups: choice(), addressId: addressOf(shopper), expectedPayFen: price.payFen }, shopper);
    const [fetchedOrder, sent] = await Promise.all(orderIds.map((one) => desk.get(one)));
    expect(fetchedOrder).toMatchObject({ address: null, fulfilment: { method: 'pickup', ...fetcher, keepDays: 7, overdue: 'refund', readyAt: null, place: { name: '文三路店' } }, price: { freightFen: 0 } });
    expect(sent!.fulfilment).toBeUndefined();
    expect(sent!.address).not.toBeNull();
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
    await shop.must('order', 'cancel', { orderId: orderIds[1]! }, shopper);
  });

  test.each([
    ['pickups.shop-1.pointId', 'NOT_FOUND', { pickups: choice('closed') }],
    ['pickups.shop-1.pointId', 'NOT_FOUND', { pickups: choice('nowhere') }],
    ['pickups.shop-1.userName', 'BAD_REQUEST', { pickups: { 'shop-1': { pointId: 'point-1', userName: ' ', telNumber: '13800000009' } } }],
    ['pickups.shop-1.telNumber', 'BAD_REQUEST', { pickups: { 'shop-1': { pointId: 'point-1', userName: '李取', telNumber: '12' } } }],
    ['addressId', 'BAD_REQUEST', {}],
    ['expectedPayFen', 'PRICE_CHANGED', { pickups: choice(), expectedPayFen: 4700 }],
  ])('names %s (%s)', async (field, code, more) => {
    const before = await readDocuments(shop);
    expect(refusal(await submit(more))).toMatchObject({ code, field });
    expect(await readDocuments(shop)).toEqual(before);
  });

  test('a shop that has stopped offering it refuses, and the preview shows the parcel again', async () => {
    await shop.set('shops', { _id: 'shop-1' }, { pickup: { enabled: false } });
    const shown = await preview({ pickups: { 'shop-1': { pointId: 'point-1' } } });
    expect([shown.shops[0]!.method, shown.shops[0]!.mayPickUp, shown.price.freightFen]).toEqual([undefined, undefined, 800]);
    const lost = await submit({ pickups: choice(), expectedPayFen: 4700, addressId: addressOf(shopper) });
    expect(refusal(lost)).toMatchObject({ code: 'INVALID_STATE', field: 'pickups.shop-1' });
    await shop.set('shops', { _id: 'shop-1' }, { pickup: { enabled: true } });
  });

  test('a repeated submit is one order with one code', async () => {
    const request = { requestId: newRequest(), pickups: choice() };
    const replies = await Promise.all([submit(request), submit(request), submit(request)]);
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    const { orderIds } = (replies[0] as { data: { orderIds: string[] } }).data;
    expect(await shop.all<PickupCodeDoc>('pickupCodes', { _id: orderIds[0] })).toHaveLength(1);
    await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  });
});

describe('the counter', () => {
  test('from the payment to the goods: told, shown, found, handed over once, and WeChat hears of it', async () => {
    const orderId = await desk.paid();
    const detail = await shop.must('order', 'get', { orderId }, shopper);
    expect(detail).toMatchObject({ status: 20, method: 'pickup', address: null, pickup: { readyBefore: expect.any(Number), collectBefore: expect.any(Number) } });
    const ready = await shop.must('order', 'pickupReady', { shopId: 'shop-1', orderId }, packer);
    expect(ready.fulfilment).toMatchObject({ readyAt: expect.any(Number) });
    expect(ready.shipBefore).toBeNull();
    expect(refusal(await shop.call('order', 'pickupReady', { shopId: 'shop-1', orderId }, packer)).code).toBe('INVALID_STATE');
    const code = await desk.codeOf(orderId);
    expect(code).toMatch(/^\d{12}$/);
    expect(await shop.must('order', 'pickupFind', { shopId: 'shop-1', code: ` ${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)}` }, packer)).toMatchObject({ orderId, toShip: [{ skuId: 'mug-1', num: 1 }] });
    const request = newRequest();
    const done = await desk.handOver(orderId, code, packer, request);
    expect(done).toMatchObject({ ok: true, data: { status: 100, finishedAt: expect.any(Number), toShip: [] } });
    expect(await desk.handOver(orderId, code, packer, request)).toMatchObject({ ok: true, data: { status: 100 } });
    expect(refusal(await desk.handOver(orderId, code, owner))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('不能再次提货') });
    expect(refusal(await find(code))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('不能再次提货') });
    expect(refusal(await shop.call('order', 'pickupCode', { orderId }, shopper)).code).toBe('INVALID_STATE');
    await timer();
    const order = await desk.get(orderId);
    expect(order).toMatchObject({ todo: [], upload: { state: 'done' } });
    const [payment] = await shop.all<{ shipping: unknown }>('payments', { _id: order.paymentId });
    expect(payment!.shipping).toMatchObject({ complete: true });
    const told = (await shop.must('message', 'list', {}, shopper)).items.filter(({ page }) => page.includes(orderId)).map(({ event }) => event);
    expect(told.sort()).toEqual(['order.paid', 'order.pickedUp', 'order.pickupReady']);
    expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines[0]!.types).toEqual(['REFUND', 'RETURN']);
  });

  test('it cannot be sent, nor its address changed, nor received by a tap', async () => {
    const orderId = await desk.paid();
    expect(refusal(await shop.call('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner)).code).toBe('INVALID_STATE');
    expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: addressOf(shopper) }, shopper)).code).toBe('INVALID_STATE');
    expect(refusal(await shop.call('order', 'confirm', { orderId }, shopper)).code).toBe('INVALID_STATE');
    const sent = await shop.must('order', 'submit', { lines: [mug], addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
    expect(refusal(await shop.call('order', 'pickupReady', { shopId: 'shop-1', orderId: sent.orderIds[0]! }, owner))).toMatchObject({ message: '这个订单不是到店自提' });
    expect(refusal(await shop.call('order', 'pickupCode', { orderId: sent.orderIds[0]! }, shopper)).code).toBe('INVALID_STATE');
  });

  test('the code is shown to nobody but the shopper, and stands nowhere else', async () => {
    const orderId = await desk.paid();
    expect(refusal(await shop.call('order', 'pickupCode', { orderId: await desk.order() }, shopper)).code).toBe('INVALID_STATE');
    const code = await desk.codeOf(orderId);
    expect(refusal(await shop.call('order', 'pickupCode', { orderId }, otherShopper)).code).toBe('NOT_FOUND');
    expect(refusal(await shop.call('order', 'pickupCode', { orderId }, owner)).code).toBe('NOT_FOUND');
    await shop.must('order', 'pickupReady', { shopId: 'shop-1', orderId }, owner);
    await timer();
    const seen = await Promise.all([
      shop.must('order', 'list', {}, shopper), shop.must('order', 'get', { orderId }, shopper), shop.must('order', 'shopList', { shopId: 'shop-1' }, owner),
      shop.must('order', 'shopGet', { shopId: 'shop-1', orderId }, owner), shop.must('order', 'pickupFind', { shopId: 'shop-1', code }, owner), shop.must('message', 'list', {}, shopper), shop.all('orders'), shop.all('notices'),
    ]);
    expect(JSON.stringify(seen)).not.toContain(code);
    expect(JSON.stringify(shop.logs)).not.toContain(code);
    // Another shop's staff learns nothing, not even that it is one.
    const theirs = refusal(await find(code, otherOwner, 'shop-2'));
    expect(theirs).toEqual(refusal(await find('000000000000', otherOwner, 'shop-2')));
    expect(refusal(await find(code, otherOwner)).code).toBe('FORBIDDEN');
    expect(refusal(await find(code, accountant)).code).toBe('FORBIDDEN');
  });

  test('two staff verify at the same time: it is handed over once', async () => {
    const orderId = await desk.paid([{ ...mug, num: 2 }]);
    const code = await desk.codeOf(orderId);
    const replies = await Promise.all([packer, owner, clerk, packer].map((as) => desk.handOver(orderId, code, as)));
    expect(codes(replies)).toEqual(['INVALID_STATE', 'INVALID_STATE', 'INVALID_STATE', 'ok']);
    const order = await desk.get(orderId);
    expect(order.log.filter(({ event }) => event === 'handOver')).toHaveLength(1);
    expect(order.deliveries).toBe(1);
  });
});

describe('guesses', () => {
  const guess = (as: string, shopId = 'shop-1') => find(String(Math.floor(Math.random() * 1e12)).padStart(12, '0'), as, shopId);

  test('many at the same time are no more than the rule says, for one person and for the shop', async () => {
    const first = await Promise.all(Array.from({ length: 30 }, () => guess(packer)));
    expect([first.filter((one) => !one.ok && one.code === 'NOT_FOUND').length, first.filter((one) => !one.ok && one.code === 'LIMIT_EXCEEDED').length]).toEqual([10, 20]);
    // The right code does not help any more; a colleague can still take it.
    const orderId = await desk.paid();
    const code = await desk.codeOf(orderId);
    expect(refusal(await desk.handOver(orderId, code, packer))).toMatchObject({ code: 'LIMIT_EXCEEDED', message: expect.stringMatching(/请 1[0-5] 分钟后再试/) });
    expect((await find(code, clerk)).ok).toBe(true);
    await shop.set('pickupGuesses', { _id: 'shop-1' }, { total: 45 });
    const others = await Promise.all([clerk, owner].flatMap((as) => Array.from({ length: 10 }, () => guess(as))));
    expect(others.filter((one) => !one.ok && one.code === 'NOT_FOUND')).toHaveLength(5);
    expect((await shop.one<PickupGuessDoc>('pickupGuesses', 'shop-1')).total).toBe(50);
    expect(refusal(await guess(otherOwner, 'shop-2')).code).toBe('NOT_FOUND');
  });

  test('right codes do not count, and after a while the wrong ones are forgotten', async () => {
    const code = await desk.codeOf(await desk.paid());
    for (let i = 0; i < 12; i++) expect((await find(code)).ok).toBe(true);
    for (let i = 0; i < 10; i++) expect(refusal(await guess(packer)).code).toBe('NOT_FOUND');
    expect(refusal(await find(code)).code).toBe('LIMIT_EXCEEDED');
    await shop.set('pickupGuesses', {}, { since: Date.now() - 15 * 60_000 });
    const again = await Promise.all(Array.from({ length: 12 }, () => guess(packer)));
    expect(again.filter((one) => !one.ok && one.code === 'NOT_FOUND')).toHaveLength(10);
  });

  test('what can be no code is not counted', async () => {
    for (const code of ['1', 'abcdefghijkl', '1234567890123']) expect(refusal(await find(code))).toMatchObject({ code: 'BAD_REQUEST', field: 'code' });
    expect(await shop.all('pickupGuesses')).toEqual([]);
  });
});

describe('money back', () => {
  const ask = (orderId: string, num = 1) => shop.call('aftersale', 'apply', { orderId, skuId: 'mug-1', type: 'REFUND', num, reason: 'NO_LONGER_WANT' }, shopper);

  test('while it is asked for, nothing is handed over; once it is given, the code is worth nothing', async () => {
    const orderId = await desk.paid();
    const code = await desk.codeOf(orderId);
    const asked = await ask(orderId);
    expect(refusal(await desk.handOver(orderId, code, owner))).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('请先处理售后') });
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId: (asked as { data: { afterSaleId: string } }).data.afterSaleId }, owner);
    expect((await desk.get(orderId)).status).toBe(200);
    expect(refusal(await desk.handOver(orderId, code, owner))).toMatchObject({ message: expect.stringContaining('提货码已失效') });
    expect(refusal(await find(code)).code).toBe('INVALID_STATE');
  });

  test('at once where the platform allows it, but not for what lies ready', async () => {
    await shop.set('rules', { _id: 'afterSale.instantRefund' }, { value: 2 });
    const [waiting, ready] = [await desk.paid(), await desk.paid()];
    await shop.must('order', 'pickupReady', { shopId: 'shop-1', orderId: ready }, packer);
    expect(await ask(waiting)).toMatchObject({ data: { status: 'MERCHANT_REFUND_SUCCESS', refundCause: 4 } });
    expect(await ask(ready)).toMatchObject({ data: { status: 'MERCHANT_PROCESSING' } });
    await shop.set('rules', { _id: 'afterSale.instantRefund' }, { value: 0 });
  });

  test('a part of it: the rest is handed over', async () => {
    const orderId = await desk.paid([{ ...mug, num: 3 }]);
    const asked = (await ask(orderId, 2)) as { data: { afterSaleId: string } };
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId: asked.data.afterSaleId }, owner);
    const code = await desk.codeOf(orderId);
    expect((await shop.must('order', 'pickupFind', { shopId: 'shop-1', code }, owner)).toShip).toEqual([{ skuId: 'mug-1', num: 1, held: false }]);
    expect((await desk.handOver(orderId, code, owner)).ok).toBe(true);
    expect((await desk.get(orderId)).status).toBe(100);
  });

  test('asked for at the very moment of the hand-over: one of the two', async () => {
    for (let round = 0; round < 6; round++) {
      const orderId = await desk.paid();
      const code = await desk.codeOf(orderId);
      const [given, asked] = await Promise.all([desk.handOver(orderId, code, owner), ask(orderId)]);
      const { status } = await desk.get(orderId);
      expect([given.ok, asked.ok, status]).toEqual(given.ok ? [true, false, 100] : [false, true, 20]);
    }
  });
});

describe('nobody comes', () => {
  const told = async (orderId: string) => (await shop.must('message', 'list', { limit: 50 }, shopper)).items.filter(({ page, event }) => page.includes(orderId) && event !== 'order.paid').map(({ title }) => title);

  test('a word two days before the end, once, and then the money goes back', async () => {
    const orderId = await desk.paid([mug, { spuId: 'lamp', skuId: 'lamp-1', num: 2 }]);
    await timer();
    await paidAgo(orderId, 3 * DAY);
    await timer();
    expect(await told(orderId)).toEqual([]);
    expect((await shop.one<PickupCodeDoc>('pickupCodes', orderId)).dueAt).toBeGreaterThan(Date.now() + DAY);
    await paidAgo(orderId, 6 * DAY);
    await timer();
    await timer();
    await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1, remindedAt: null });
    await timer();
    expect(await told(orderId)).toEqual(['还有商品没有提货']);
    await paidAgo(orderId, 9 * DAY);
    await timer();
    await timer();
    const order = await desk.get(orderId);
    expect(order).toMatchObject({ status: 200, refundedFen: order.price.payFen });
    expect(await shop.all<RefundDoc>('refunds', { orderId, state: 'success' })).toHaveLength(2);
    await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1 });
    await timer();
    expect((await shop.one<PickupCodeDoc>('pickupCodes', orderId)).dueAt).toBeNull();
    expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
  });

  test('what is ready late is kept as long, from then on', async () => {
    const orderId = await desk.paid();
    await paidAgo(orderId, 9 * DAY);
    await shop.must('order', 'pickupReady', { shopId: 'shop-1', orderId }, owner);
    await timer();
    expect((await desk.get(orderId)).status).toBe(20);
    expect((await shop.must('order', 'get', { orderId }, shopper)).pickup!.collectBefore).toBeGreaterThan(Date.now() + 6 * DAY);
  });

  test('or the order is finished, where the rule said so when it was ordered', async () => {
    await shop.set('rules', { _id: 'pickup.overdueRefund' }, { value: 0 });
    const orderId = await desk.paid();
    await shop.set('rules', { _id: 'pickup.overdueRefund' }, { value: 1 });
    await paidAgo(orderId, 9 * DAY);
    await timer();
    await timer();
    expect(await desk.get(orderId)).toMatchObject({ status: 100, refundedFen: 0, upload: { state: 'done' } });
    expect(await told(orderId)).toEqual(['超时未提货，订单已完成']);
  });

  test('an order that was never paid is forgotten', async () => {
    const orderId = await desk.order();
    await shop.set('orders', { _id: orderId }, { payBefore: Date.now() - 11 * 60_000 });
    await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1 });
    await timer();
    await shop.set('pickupCodes', { _id: orderId }, { dueAt: 1 });
    await timer();
    expect((await shop.one<OrderDoc>('orders', orderId)).status).toBe(250);
    expect((await shop.one<PickupCodeDoc>('pickupCodes', orderId)).dueAt).toBeNull();
    expect(refusal(await find((await shop.one<PickupCodeDoc>('pickupCodes', orderId)).code)).code).toBe('NOT_FOUND');
  });
});
