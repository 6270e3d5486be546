/** Paying, and WeChat Pay's callbacks as they really come: twice, late, too early, with a wrong amount, or not at all. */
import type { OrderDoc, PaymentDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, otherShopper, owner, shopper } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  shop = await ShopCloud.start();
});
afterAll(() => shop.stop());
afterEach(async () => {
  await shop.runTimer();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const mug = { spuId: 'mug', skuId: 'mug-1', num: 1 };
const tea = { spuId: 'tea', skuId: 'tea-1', num: 1 };
async function placed(lines = [mug], as = shopper) {
  const { price } = await shop.must('order', 'preview', { lines }, as);
  return shop.must('order', 'submit', { lines, addressId: addressOf(as), expectedPayFen: price.payFen }, as);
}
const orderOf = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const paymentOf = (outTradeNo: string) => shop.one<PaymentDoc>('payments', outTradeNo);
const everything = async () => JSON.stringify(await readDocuments(shop));
const booksOf = (outTradeNo: string) => shop.control<{ order: { state: string } | null; refunds: { refundFee: number }[] }>('pay', { outTradeNo });

test('asking to pay again is the same payment, also at the same time and for the order instead of its trade', async () => {
  const { tradeId, orderIds, payFen } = await placed();
  const asked = await Promise.all([1, 2, 3].map(() => shop.must('payment', 'prepay', { tradeId }, shopper)));
  asked.push(await shop.must('payment', 'prepay', { orderId: orderIds[0]! }, shopper));
  expect(new Set(asked.map(({ outTradeNo }) => outTradeNo)).size).toBe(1);
  expect(asked[0]!.payFen).toBe(payFen);
  expect(asked[0]!.outTradeNo).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
  await shop.pay(asked[0]!.outTradeNo);
  expect(await shop.must('payment', 'prepay', { tradeId }, shopper)).toEqual({ outTradeNo: asked[0]!.outTradeNo, payFen, payment: null });
});

test('a shopper who closes the sheet pays later, for a part of the trade if so wished', async () => {
  const { tradeId, orderIds } = await placed([mug, tea]);
  const whole = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(await shop.pay(whole.outTradeNo, 'cancel')).toBe('requestPayment:fail cancel');
  expect(await shop.must('payment', 'sync', { outTradeNo: whole.outTradeNo }, shopper)).toEqual({ state: 'pending' });

  const part = await shop.must('payment', 'prepay', { orderId: orderIds[1]! }, shopper);
  expect(part).toMatchObject({ payFen: 8800 });
  // The payment for the whole trade can no longer be made, so that nothing is paid twice.
  expect(await paymentOf(whole.outTradeNo)).toMatchObject({ state: 'closed' });
  expect((await booksOf(whole.outTradeNo)).order).toMatchObject({ state: 'CLOSED' });
  await shop.pay(part.outTradeNo);
  expect((await orderOf(orderIds[1]!)).status).toBe(20);
  expect((await orderOf(orderIds[0]!)).status).toBe(10);
  const rest = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(rest).toMatchObject({ payFen: 4700 });
  await shop.pay(rest.outTradeNo);
  expect((await orderOf(orderIds[0]!)).status).toBe(20);
});

test('a payment belongs to its shopper', async () => {
  const { tradeId, orderIds } = await placed();
  for (const request of [{ tradeId }, { orderId: orderIds[0]! }]) expect(refusal(await shop.call('payment', 'prepay', request, otherShopper)).code).toBe('NOT_FOUND');
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(refusal(await shop.call('payment', 'sync', { outTradeNo }, otherShopper)).code).toBe('NOT_FOUND');
});

test('the same callback, again and again and at the same time, pays once', async () => {
  const { tradeId, orderIds, payFen } = await placed([mug, tea]);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  const before = (await shop.one<SpuDoc>('spus', 'mug')).stock['mug-1']!;
  const event = { outTradeNo, totalFee: payFen, transactionId: '42000001', subMchId: '1900000109' };
  for (const answer of await Promise.all(Array.from({ length: 6 }, () => shop.callback(event)))) expect(answer).toEqual({ errcode: 0, errmsg: '' });
  const after = await everything();
  expect(await shop.callback(event)).toEqual({ errcode: 0, errmsg: '' });
  expect(await shop.callback({ ...event, transactionId: '42000002' })).toEqual({ errcode: 0, errmsg: '' });
  expect(await everything()).toBe(after);
  for (const orderId of orderIds) expect(await orderOf(orderId)).toMatchObject({ status: 20, transactionId: '42000001' });
  const stock = (await shop.one<SpuDoc>('spus', 'mug')).stock['mug-1']!;
  expect(stock).toEqual({ ...before, held: before.held - 1, sold: before.sold + 1 });
  expect(await shop.all('refunds', { outTradeNo })).toEqual([]);
});

test.each([
  ['one fen too little', (payFen: number) => ({ totalFee: payFen - 1 })],
  ['one fen too much', (payFen: number) => ({ totalFee: payFen + 1 })],
  ['nothing', () => ({ totalFee: 0 })],
  ['text', (payFen: number) => ({ totalFee: String(payFen) })],
  ['no amount', () => ({})],
  ['an operator as the number', (payFen: number) => ({ totalFee: payFen, outTradeNo: { $ne: null } })],
  ['an unknown number', (payFen: number) => ({ totalFee: payFen, outTradeNo: 'Pnobody' })],
  ['another merchant', (payFen: number) => ({ totalFee: payFen, subMchId: '1234567890' })],
])('a callback with %s is refused, reported, and changes nothing', async (_name, fields) => {
  const { tradeId, orderIds, payFen } = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  const before = await everything();
  const answer = await shop.callback({ outTradeNo, ...fields(payFen) });
  expect(answer.errcode).not.toBe(0);
  expect(await everything()).toBe(before);
  expect(shop.logs.at(-1)).toMatchObject({ level: 'error', from: 'function:payment' });
  // The right one still arrives.
  expect(await shop.callback({ outTradeNo, totalFee: payFen })).toEqual({ errcode: 0, errmsg: '' });
  expect((await orderOf(orderIds[0]!)).status).toBe(20);
});

test('a report of a failed payment is acknowledged and changes nothing', async () => {
  const { tradeId, payFen } = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  const before = await everything();
  expect(await shop.callback({ outTradeNo, totalFee: payFen, resultCode: 'FAIL', errCodeDes: '余额不足' })).toEqual({ errcode: 0, errmsg: '' });
  expect(await everything()).toBe(before);
});

test('only WeChat Pay can call back', async () => {
  const { tradeId, orderIds, payFen } = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  const event = { returnCode: 'SUCCESS', resultCode: 'SUCCESS', outTradeNo, totalFee: payFen, transactionId: '1' };
  for (const caller of [{ openid: shopper }, { openid: shopper, source: 'wx_client,scf' }, { openid: owner, source: 'wx_devtools' }, { source: 'wx_http' }]) {
    expect((await shop.invoke('payment', event, caller)).result).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  }
  expect((await orderOf(orderIds[0]!)).status).toBe(10);
});

test('a payment that comes after the order was cancelled goes back in full, once', async () => {
  const { tradeId, orderIds, payFen } = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  // WeChat Pay settles it; the callback is held up, and the closing fails to reach it in time.
  await shop.set('payments', { _id: outTradeNo }, { state: 'closed' });
  await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');

  const back = await shop.all<RefundDoc>('refunds', { outTradeNo });
  expect(back).toEqual([expect.objectContaining({ refundFen: payFen, totalFen: payFen, state: 'success', orderId: orderIds[0] })]);
  expect((await booksOf(outTradeNo)).refunds.map(({ refundFee }) => refundFee)).toEqual([payFen]);
  expect(await shop.must('order', 'get', { orderId: orderIds[0]! }, shopper)).toMatchObject({ status: 250, refundedFen: payFen, paidAt: null });
  expect(await shop.must('payment', 'sync', { outTradeNo }, shopper)).toEqual({ state: 'refunded' });
  await shop.callback({ outTradeNo, totalFee: payFen });
  await shop.runTimer();
  expect((await booksOf(outTradeNo)).refunds).toHaveLength(1);
});

test('an order that is paid twice keeps one payment and gives the other back', async () => {
  const { tradeId, orderIds, payFen } = await placed();
  const first = await shop.must('payment', 'prepay', { tradeId }, shopper);
  // A second sheet, as if the first had not been found.
  await shop.set('payments', { _id: first.outTradeNo }, { state: 'closed' });
  const second = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(second.outTradeNo).not.toBe(first.outTradeNo);
  expect(await shop.pay(first.outTradeNo)).toBe('requestPayment:ok');
  expect(await shop.pay(second.outTradeNo)).toBe('requestPayment:ok');
  const order = await orderOf(orderIds[0]!);
  expect(order).toMatchObject({ status: 20, paymentId: first.outTradeNo, refundedFen: 0 });
  expect(await shop.all('refunds', { outTradeNo: second.outTradeNo })).toEqual([expect.objectContaining({ refundFen: payFen, state: 'success' })]);
  expect(await shop.all('refunds', { outTradeNo: first.outTradeNo })).toEqual([]);
});

test('a refund that WeChat Pay refuses is asked for again, with the same number', async () => {
  const { tradeId, orderIds, payFen } = await placed();
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.set('payments', { _id: outTradeNo }, { state: 'closed' });
  await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  // WeChat Pay knows of no money yet: the refund is refused.
  expect(await shop.callback({ outTradeNo, totalFee: payFen })).toEqual({ errcode: 0, errmsg: '' });
  expect(await shop.all('refunds', { outTradeNo })).toEqual([expect.objectContaining({ state: 'pending', todo: ['send'], attempts: 1 })]);
  await shop.pay(outTradeNo);
  await shop.runTimer();
  expect(await shop.all('refunds', { outTradeNo })).toEqual([expect.objectContaining({ state: 'success', todo: [], refundFen: payFen })]);
  expect(await orderOf(orderIds[0]!)).toMatchObject({ refundedFen: payFen });
});

test('a refund that could not be paid out is marked and reported', async () => {
  const [refund] = await shop.all<RefundDoc>('refunds', { state: 'success' });
  expect(await shop.callback({ outTradeNo: refund!.outTradeNo, outRefundNo: refund!._id, refundStatus: 'CHANGE' })).toEqual({ errcode: 0, errmsg: '' });
  expect(await shop.one('refunds', refund!._id)).toMatchObject({ state: 'failed' });
  expect(shop.logs.at(-1)).toMatchObject({ level: 'error' });
  await shop.set('refunds', { _id: refund!._id }, { state: 'success' });
});

describe('the callback is lost', () => {
  /** Paid in WeChat Pay's books, of which our function has heard nothing. */
  async function paidUnheard() {
    const trade = await placed();
    const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: trade.tradeId }, shopper);
    const kept = { payment: await paymentOf(outTradeNo), order: await orderOf(trade.orderIds[0]!), spu: await shop.one<SpuDoc>('spus', 'mug') };
    await shop.pay(outTradeNo);
    // Everything that the callback did is taken back.
    for (const [collection, { _id, ...fields }] of [['payments', kept.payment], ['orders', kept.order], ['spus', kept.spu]] as const) await shop.set(collection, { _id }, fields);
    expect((await orderOf(trade.orderIds[0]!)).status).toBe(10);
    return { ...trade, outTradeNo };
  }

  test('the page asks, and the order is paid', async () => {
    const { outTradeNo, orderIds } = await paidUnheard();
    expect(await shop.must('payment', 'sync', { outTradeNo }, shopper)).toEqual({ state: 'captured' });
    expect((await orderOf(orderIds[0]!)).status).toBe(20);
  });
  test('the timer asks before it closes the order, and the order is paid', async () => {
    const { outTradeNo, orderIds, tradeId } = await paidUnheard();
    await shop.set('orders', { tradeId }, { payBefore: Date.now() - 1 });
    await shop.set('payments', { _id: outTradeNo }, { expireAt: Date.now() - 1 });
    await shop.runTimer();
    expect((await orderOf(orderIds[0]!)).status).toBe(20);
  });
  test('the shopper cancels, and hears that it is paid', async () => {
    const { orderIds } = await paidUnheard();
    const answer = refusal(await shop.call('order', 'cancel', { orderId: orderIds[0]! }, shopper));
    expect(answer).toMatchObject({ code: 'INVALID_STATE', detail: { status: 20 } });
  });
});

test('paying against cancelling: either paid, or cancelled with nothing taken or all of it given back', async () => {
  const outcomes = new Set<number>();
  for (let round = 0; round < 12; round++) {
    const { tradeId, orderIds } = await placed();
    const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
    const cancel = () => shop.call('order', 'cancel', { orderId: orderIds[0]! }, shopper);
    const pay = () => shop.pay(outTradeNo);
    const [first, second] = round % 2 ? [cancel, pay] : [pay, cancel];
    await Promise.all([first(), second()]);
    await shop.runTimer();
    const { status } = await orderOf(orderIds[0]!);
    outcomes.add(status);
    expect([20, 250]).toContain(status);
    expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
  }
  expect(outcomes.size).toBeGreaterThan(0);
});

test('nobody pays for an order whose time is over', async () => {
  const { tradeId, orderIds } = await placed();
  await shop.set('orders', { tradeId }, { payBefore: Date.now() + 1000 });
  expect(refusal(await shop.call('payment', 'prepay', { tradeId }, shopper))).toMatchObject({ code: 'INVALID_STATE' });
  await shop.must('order', 'cancel', { orderId: orderIds[0]!, requestId: newRequest() }, shopper);
});
