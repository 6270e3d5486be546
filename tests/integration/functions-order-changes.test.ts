/** What the merchant may still change in an order: its price while it is unpaid, its address until it is shipped. */
import type { OrderDoc, PaymentDoc, RefundDoc, UserDoc } from '../../cloudfunctions/data/documents';
import { atEveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, clerk, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

const near = { ...address, detailInfo: '文三路 9 号' };
const far = { ...address, provinceName: '江苏省', cityName: '南京市', countyName: '玄武区', detailInfo: '中山路 3 号' };

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [1000, 500], available: 100_000 }));
  (documents.users as UserDoc[]).find(({ _id }) => _id === shopper)!.addresses.push({ ...near, addressId: 'near' }, { ...far, addressId: 'far' });
  shop = await ShopCloud.start(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const shopId = 'shop-1';
const lines = [{ spuId: 'a', skuId: 'a-1', num: 3 }, { spuId: 'a', skuId: 'a-2', num: 1 }];
const SUM = 3500 + 800;
async function placed() {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: SUM }, shopper);
  return { tradeId, orderId: orderIds[0]! };
}
const prepay = (orderId: string) => shop.must('payment', 'prepay', { orderId }, shopper);
async function paid(): Promise<string> {
  const { orderId } = await placed();
  await shop.pay((await prepay(orderId)).outTradeNo);
  return orderId;
}
const order = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const cheaper = (orderId: string) => ({ shopId, orderId, lines: [{ skuId: 'a-1', paidFen: 2000 }], freightFen: 300 });

test('a lower price is what is paid from then on, and what is given back', async () => {
  const { orderId } = await placed();
  const old = await prepay(orderId);
  const request = { ...cheaper(orderId), requestId: newRequest() };
  const changed = await shop.must('order', 'changePrice', request, owner);
  expect(changed).toMatchObject({ status: 10, price: { discountFen: 1000, freightFen: 300, payFen: 2800 }, priceChange: { downFen: 1000, freightDownFen: 500 } });
  expect((await shop.must('order', 'changePrice', request, owner)).price.payFen).toBe(2800);
  expect((await shop.one<PaymentDoc>('payments', old.outTradeNo)).state).toBe('closed');
  expect(await shop.pay(old.outTradeNo)).toBe('requestPayment:fail 该订单已关闭');
  expect(refusal(await shop.call('order', 'changePrice', { ...cheaper(orderId), freightFen: 301 }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'freightFen' });
  const seen = await shop.must('order', 'get', { orderId }, shopper);
  expect(seen.discounts).toEqual([expect.objectContaining({ source: 'merchant', fen: 1000 })]);
  expect(seen.log.at(-1)).toMatchObject({ event: 'priceChange', by: 'merchant', text: expect.stringContaining('¥43 改为 ¥28') as string });
  const fresh = await prepay(orderId);
  expect([fresh.outTradeNo === old.outTradeNo, fresh.payFen]).toEqual([false, 2800]);
  await shop.pay(fresh.outTradeNo);
  expect(refusal(await shop.call('order', 'changePrice', cheaper(orderId), owner)).code).toBe('INVALID_STATE');
  const { refundFen } = await shop.must('aftersale', 'apply', { orderId, skuId: 'a-1', type: 'REFUND', num: 3, reason: 'OTHERS' }, shopper);
  expect(refundFen).toBe(2000);
});

test('money for the old sum that comes all the same goes back, and the order waits for the new one', async () => {
  const { orderId } = await placed();
  const { outTradeNo } = await prepay(orderId);
  await shop.must('order', 'changePrice', cheaper(orderId), owner);
  expect(await shop.callback({ outTradeNo, totalFee: SUM })).toMatchObject({ errcode: 0 });
  expect(await order(orderId)).toMatchObject({ status: 10, price: { payFen: 2800 } });
  expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toEqual([expect.objectContaining({ refundFen: SUM, reason: '订单金额已变更，退回按原金额的付款' })]);
  await shop.must('order', 'cancel', { orderId }, shopper);
  // WeChat Pay's books know nothing of a payment that only the callback told of.
  await shop.set('refunds', { outTradeNo }, { state: 'success', todo: [] });
});

test('a price change and the payment at the same time: one price, and exactly that is paid', async () => {
  for (let i = 0; i < 6; i++) {
    const { orderId } = await placed();
    const { outTradeNo } = await prepay(orderId);
    const [, changed] = await Promise.all([shop.pay(outTradeNo).catch(() => 'closed'), shop.call('order', 'changePrice', cheaper(orderId), owner)]);
    const { status, price } = await order(orderId);
    expect([status, price.payFen]).toEqual(changed.ok ? [10, 2800] : [20, SUM]);
    if (status === 10) await shop.must('order', 'cancel', { orderId }, shopper);
  }
});

test('two price changes at once leave one of the two prices, and the order says what was taken off', async () => {
  for (let i = 0; i < 4; i++) {
    const { orderId } = await placed();
    const answers = await Promise.all([1000, 1500].map((paidFen) => shop.call('order', 'changePrice', { shopId, orderId, lines: [{ skuId: 'a-1', paidFen }] }, owner)));
    expect(answers.some(({ ok }) => ok)).toBe(true);
    const { lines: now, price, priceChange } = await order(orderId);
    expect([1000, 1500]).toContain(now[0]!.paidFen);
    expect([priceChange!.downFen, price.payFen]).toEqual([3000 - now[0]!.paidFen, SUM - priceChange!.downFen]);
  }
});

test('a price change whose process dies happened or not, and its repeat says which', async () => {
  await atEveryFault({
    shop,
    of: { function: 'order', action: 'changePrice' },
    prepare: async () => {
      const { orderId } = await placed();
      return { ...cheaper(orderId), requestId: newRequest(), outTradeNo: (await prepay(orderId)).outTradeNo };
    },
    act: ({ outTradeNo: _number, ...request }) => shop.call('order', 'changePrice', request, owner),
    recovered: async ({ outTradeNo: _number, ...request }, { state }) => {
      expect(brokenInvariants(await state(), { settled: true })).toEqual([]);
      expect((await shop.must('order', 'changePrice', request, owner)).price.payFen).toBe(2800);
      expect((await prepay(request.orderId)).payFen).toBe(2800);
    },
  });
});

test('an unpaid order goes elsewhere at once, within the province', async () => {
  const { orderId } = await placed();
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: 'far' }, shopper))).toMatchObject({ code: 'INVALID_STATE', field: 'addressId' });
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: addressOf(shopper) }, shopper)).code).toBe('BAD_REQUEST');
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: 'nowhere' }, shopper)).code).toBe('NOT_FOUND');
  expect(await shop.must('order', 'changeAddress', { orderId, addressId: 'near' }, shopper)).toMatchObject({ status: 10, address: near });
  expect(refusal(await shop.call('order', 'offerAddress', { shopId, orderId, address: far }, owner)).code).toBe('INVALID_STATE');
});

test('a paid order waits for the merchant\'s answer, and is not shipped before', async () => {
  const orderId = await paid();
  const asked = await shop.must('order', 'changeAddress', { orderId, addressId: 'far' }, shopper);
  expect(asked).toMatchObject({ address, addressChange: { by: 'shopper', state: 'open', address: far } });
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: 'near' }, shopper)).code).toBe('INVALID_STATE');
  expect(refusal(await shop.call('order', 'ship', { shopId, orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner)).message).toMatch(/修改收货地址/);
  expect(refusal(await shop.call('order', 'shopAnswerAddress', { shopId, orderId, accept: false }, owner)).field).toBe('reason');
  await shop.must('order', 'shopAnswerAddress', { shopId, orderId, accept: false, reason: '已经打包' }, owner);
  expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ address, addressChange: { state: 'rejected', reason: '已经打包' } });
  await shop.must('order', 'changeAddress', { orderId, addressId: 'far' }, shopper);
  await shop.must('order', 'withdrawAddress', { orderId }, shopper);
  await shop.must('order', 'changeAddress', { orderId, addressId: 'near' }, shopper);
  expect(await shop.must('order', 'shopAnswerAddress', { shopId, orderId, accept: true }, clerk)).toMatchObject({ address: near, addressChange: { state: 'accepted' } });
  expect(refusal(await shop.call('order', 'shopAnswerAddress', { shopId, orderId, accept: true }, owner)).code).toBe('INVALID_STATE');
  await shop.must('order', 'ship', { shopId, orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: 'far' }, shopper)).code).toBe('INVALID_STATE');
});

test('what the merchant offers counts when the shopper accepts it', async () => {
  const orderId = await paid();
  expect(refusal(await shop.call('order', 'offerAddress', { shopId, orderId, address: { ...far, telNumber: '12' } }, owner)).field).toBe('address.telNumber');
  await shop.must('order', 'offerAddress', { shopId, orderId, address: far }, owner);
  expect(refusal(await shop.call('order', 'changeAddress', { orderId, addressId: 'near' }, shopper)).message).toMatch(/对方/);
  expect(await shop.must('order', 'answerAddress', { orderId, accept: false }, shopper)).toMatchObject({ address });
  await shop.must('order', 'offerAddress', { shopId, orderId, address: far }, owner);
  expect(await shop.must('order', 'answerAddress', { orderId, accept: true }, shopper)).toMatchObject({ address: far });
});

test('an answer and a parcel at the same time: the parcel goes where the order says', async () => {
  for (let i = 0; i < 6; i++) {
    const orderId = await paid();
    const asked = shop.call('order', 'changeAddress', { orderId, addressId: 'far' }, shopper);
    const sent = shop.call('order', 'ship', { shopId, orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
    const [one, other] = await Promise.all([asked, sent]);
    expect([one.ok, other.ok].filter(Boolean)).toHaveLength(1);
  }
});
