/** What the busiest actions cost the database. A number that grows here is paid by every visitor. */
import type { OrderDoc, PaymentDoc } from '../../cloudfunctions/data/documents';
import type { OrderLineRequest, SpuSort } from '../../typings';
import { couponDoc, userCouponDoc } from './support/offer-fixture';
import { finishedOrder } from './support/review-fixture';
import { codeDoc, virtualProducts } from './support/virtual-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, shopper, spuDoc } from './support/shop-fixture';

/** More than a query without an index may look at unnoticed. */
const PRODUCTS = 1200;
const ORDERS = 1200;

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  for (let i = 0; i < PRODUCTS; i++) {
    documents.spus!.push(spuDoc(`many-${i}`, { title: `${i % 2 ? '青瓷' : '白瓷'}茶杯 ${i}`, prices: [1000 + (i % 50)], rank: i % 7, sold: i % 11, createdAt: 1_700_000_000_000 + (i % 13), categoryIds: i % 3 ? ['home', 'cups'] : ['digital', 'phones'], shopId: i % 4 ? 'shop-1' : 'shop-2' }));
  }
  documents.orders = Array.from({ length: ORDERS }, (_, i) => pastOrder(i));
  documents.payments = documents.orders.map(({ _id }) => pastPayment(_id));
  documents.orders.push(finishedOrder('received', ['mug-1']));
  documents.coupons = [couponDoc('counted')];
  documents.spus!.push(...virtualProducts());
  documents.cardCodes = Array.from({ length: PRODUCTS }, (_, i) => codeDoc(`PAST-${i}`, { skuId: 'codes-2', state: i % 2 ? 'taken' : 'free', orderId: i % 2 ? `past-${i}` : '', takenAt: i % 2 ? i : null }));
  shop = await ShopCloud.start(documents);
  // The figures of the shops are counted once.
  await shop.must('catalog', 'home', {}, '');
});
afterAll(() => shop.stop());

function pastOrder(i: number): OrderDoc {
  const at = 1_700_000_000_000 + i;
  return {
    _id: `past-${i}`,
    orderNo: String(i),
    tradeId: `past-trade-${i}`,
    openid: `o-past-${i % 400}`,
    shopId: i % 2 ? 'shop-1' : 'shop-2',
    shop: { shopId: 'shop-1', name: '', logo: '' },
    status: ([100, 250, 200] as const)[i % 3]!,
    lines: [],
    price: { productFen: 0, discountFen: 0, freightFen: 0, payFen: 0 },
    address,
    note: '',
    createdAt: at,
    payBefore: at,
    paymentId: `past-payment-${i}`,
    transactionId: '',
    paidAt: at,
    delivery: null,
    shippedAt: null,
    confirmBefore: null,
    finishedAt: at,
    cancelledAt: null,
    cancelReason: '',
    refundedFen: 0,
    log: [],
    todo: [],
    recent: [],
    updatedAt: at,
  };
}
function pastPayment(orderId: string): PaymentDoc {
  return {
    _id: `pay-${orderId}`,
    purpose: 'order',
    openid: 'o-past',
    shopId: '',
    orders: [{ orderId, payFen: 1 }],
    payFen: 1,
    state: 'captured',
    params: null,
    transactionId: '',
    createdAt: 1,
    expireAt: 1,
    capturedAt: 1,
    todo: [],
  };
}

test('home: four', async () => {
  expect((await shop.measure(() => shop.must('catalog', 'home', {}, shopper))).operations).toBe(4);
});
test('product: one', async () => {
  expect(await shop.measure(() => shop.must('catalog', 'product', { spuId: 'mug' }, shopper))).toMatchObject({ operations: 1 });
});
test('categories: one', async () => {
  expect((await shop.measure(() => shop.must('catalog', 'categories', {}, ''))).operations).toBe(1);
});

const filters = [{}, { categoryId: 'cups' }, { shopId: 'shop-1' }, { keyword: '青瓷' }, { keyword: '青瓷', categoryId: 'cups' }, { shopId: 'shop-2', categoryId: 'home' }];
const sorts: SpuSort[] = ['default', 'sold', 'priceAsc', 'priceDesc', 'newest'];
test.each(filters.flatMap((filter) => sorts.map((sort) => [filter, sort] as const)))('list of %j by %s: one a page, by an index that gives the order', async (filter, sort) => {
  let cursor: string | undefined;
  for (let page = 0; page < 3; page++) {
    const request = { ...filter, sort, limit: 10, cursor };
    const { result, operations, examined } = await shop.measure(() => shop.must('catalog', 'list', request, ''));
    // The first page by relevance also asks for titles that are exactly the keyword.
    expect(operations).toBe('keyword' in filter && sort === 'default' && page === 0 ? 2 : 1);
    expect(result.items.length).toBe(10);
    // By relevance, a hundred at a time are put in order. Otherwise one word or place is served by the index alone.
    const byRelevance = 'keyword' in filter && sort === 'default';
    const placeAndWord = 'keyword' in filter && 'categoryId' in filter;
    expect(examined).toBeLessThanOrEqual(byRelevance ? (placeAndWord ? PRODUCTS : 201) : placeAndWord ? 40 : 11);
    cursor = result.nextCursor!;
  }
});

test.each([1, 2, 3, 4])('submit of %i lines: six, and one more for each further line', async (number) => {
  const all: OrderLineRequest[] = [
    { spuId: 'mug', skuId: 'mug-1', num: 1 },
    { spuId: 'lamp', skuId: 'lamp-1', num: 1 },
    { spuId: 'tea', skuId: 'tea-1', num: 1 },
    { spuId: 'many-1', skuId: 'many-1-1', num: 2 },
  ];
  const lines = all.slice(0, number);
  const { price } = await shop.must('order', 'preview', { lines }, shopper);
  const request = { lines, addressId: addressOf(shopper), expectedPayFen: price.payFen, requestId: newRequest() };
  const { operations } = await shop.measure(() => shop.must('order', 'submit', request, shopper));
  expect(operations).toBeLessThanOrEqual(5 + number);
  // A repeat costs no more than the first time.
  expect((await shop.measure(() => shop.must('order', 'submit', request, shopper))).operations).toBeLessThanOrEqual(6);
});

test('a submit with two coupons: one to read them, one to take them', async () => {
  await shop.insert('userCoupons', [userCouponDoc('counted-1', shopper), userCouponDoc('counted-2', shopper, { type: 4, discountFen: 100, spuIds: ['mug'] })]);
  const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
  const preview = await shop.measure(() => shop.must('order', 'preview', { lines }, shopper));
  expect(preview.operations).toBeLessThanOrEqual(3);
  const { couponIds } = preview.result.shops[0]!;
  expect(couponIds).toHaveLength(2);
  const request = { lines, addressId: addressOf(shopper), coupons: { 'shop-1': couponIds! }, expectedPayFen: preview.result.price.payFen };
  expect((await shop.measure(() => shop.must('order', 'submit', request, shopper))).operations).toBeLessThanOrEqual(8);
});

test('a payment of one order, callback included', async () => {
  const lines = [{ spuId: 'mug', skuId: 'mug-1', num: 1 }];
  const { tradeId } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
  const prepay = await shop.measure(() => shop.must('payment', 'prepay', { tradeId }, shopper));
  expect(prepay.operations).toBeLessThanOrEqual(4);
  const pay = await shop.measure(() => shop.pay(prepay.result.outTradeNo));
  expect(pay.operations).toBeLessThanOrEqual(7);
});

test('the pages of a shopper and of a merchant', async () => {
  const most: [string, number, () => Promise<unknown>][] = [
    ['cart.add', 3, () => shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-2', num: 1 }, shopper)],
    ['cart.get', 2, () => shop.must('cart', 'get', {}, shopper)],
    ['cart.count', 1, () => shop.must('cart', 'count', {}, shopper)],
    ['cart.update', 3, () => shop.must('cart', 'update', { skuId: 'mug-2', num: 2 }, shopper)],
    ['user.me', 2, () => shop.must('user', 'me', {}, shopper)],
    ['user.addresses', 1, () => shop.must('user', 'addresses', {}, shopper)],
    ['order.preview', 3, () => shop.must('order', 'preview', { lines: [{ spuId: 'mug', skuId: 'mug-1', num: 1 }] }, shopper)],
    ['order.list', 1, () => shop.must('order', 'list', {}, shopper)],
    ['order.counts', 1, () => shop.must('order', 'counts', {}, shopper)],
    ['coupon.claimable', 2, () => shop.must('coupon', 'claimable', { shopId: 'shop-1' }, shopper)],
    ['coupon.claim', 5, () => shop.must('coupon', 'claim', { couponId: 'counted' }, shopper)],
    ['coupon.mine', 1, () => shop.must('coupon', 'mine', { tab: 'usable' }, shopper)],
    ['coupon.count', 1, () => shop.must('coupon', 'count', {}, shopper)],
    ['coupon.manageList', 2, () => shop.must('coupon', 'manageList', { shopId: 'shop-1', tab: 'live' }, 'o-merchant-1')],
    ['coupon.promotions', 2, () => shop.must('coupon', 'promotions', { shopId: 'shop-1', tab: 'live' }, 'o-merchant-1')],
    ['shop.get', 1, () => shop.must('shop', 'get', { shopId: 'shop-1' }, '')],
    ['catalog.manageList', 2, () => shop.must('catalog', 'manageList', { shopId: 'shop-1' }, 'o-merchant-1')],
    ['order.shopList', 2, () => shop.must('order', 'shopList', { shopId: 'shop-1' }, 'o-merchant-1')],
    ['shop.overview', 9, () => shop.must('shop', 'overview', { shopId: 'shop-1' }, 'o-merchant-1')],
    ['review.list', 1, () => shop.must('review', 'list', { spuId: 'mug', filter: 'good' }, '')],
    ['review.summary', 1, () => shop.must('review', 'summary', { spuId: 'mug' }, '')],
    ['review.toReview', 1, () => shop.must('review', 'toReview', {}, shopper)],
    ['review.count', 1, () => shop.must('review', 'count', {}, shopper)],
    ['review.mine', 2, () => shop.must('review', 'mine', {}, shopper)],
    ['review.order', 3, () => shop.must('review', 'order', { orderId: 'received' }, shopper)],
    ['review.submit', 15, () => shop.must('review', 'submit', { orderId: 'received', skuId: 'mug-1', stars: 5, serviceStars: 5, deliveryStars: 5, text: '好' }, shopper)],
    ['review.shopList', 2, () => shop.must('review', 'shopList', { shopId: 'shop-1' }, 'o-merchant-1')],
    ['deposit.get', 7, () => shop.must('deposit', 'get', { shopId: 'shop-1' }, 'o-merchant-1')],
  ];
  for (const [name, limit, work] of most) {
    const { operations } = await shop.measure(work);
    expect([name, operations <= limit, operations]).toEqual([name, true, operations]);
  }
});

test('an order of codes, from the pool to the look at them', async () => {
  const owner = 'o-merchant-1';
  const counted: [string, number][] = [];
  const count = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { result, operations } = await shop.measure(work);
    counted.push([name, operations]);
    return result;
  };
  const lines = [{ spuId: 'codes', skuId: 'codes-1', num: 2 }];
  await count('addCodes', () => shop.must('catalog', 'addCodes', { shopId: 'shop-1', skuId: 'codes-1', codes: ['A-1', 'A-2', 'A-3'] }, owner));
  await count('codePool', () => shop.must('catalog', 'codePool', { shopId: 'shop-1', spuId: 'codes' }, owner));
  const { items } = await count('codes', () => shop.must('catalog', 'codes', { shopId: 'shop-1', skuId: 'codes-1', state: 'free' }, owner));
  await count('preview', () => shop.must('order', 'preview', { lines }, shopper));
  // Nothing of it lies in a cart.
  const { tradeId, orderIds } = await count('submit', () => shop.must('order', 'submit', { lines, account: { type: 1, value: '' }, expectedPayFen: 3800 }, shopper));
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  // Seven as for every order; the order anew, codes that are free, the choice, the taking, the rule, the delivery, the debt.
  await count('callback', () => shop.pay(outTradeNo));
  await count('reveal', () => shop.must('order', 'revealCodes', { orderId: orderIds[0]! }, shopper));
  await count('get', () => shop.must('order', 'get', { orderId: orderIds[0]! }, shopper));
  await count('removeCodes', () => shop.must('catalog', 'removeCodes', { shopId: 'shop-1', skuId: 'codes-1', codeIds: items.map(({ codeId }) => codeId) }, owner).catch(() => null));
  expect(counted).toEqual([['addCodes', 9], ['codePool', 2], ['codes', 3], ['preview', 3], ['submit', 5], ['callback', 14], ['reveal', 4], ['get', 2], ['removeCodes', expect.any(Number)]]);
});

test('every query is served by an index, those of the timer too', async () => {
  await shop.runTimer();
  await shop.must('order', 'cancel', { orderId: (await shop.must('order', 'list', { tab: 'toPay' }, shopper)).items[0]!.orderId }, shopper);
  await shop.must('order', 'shopList', { shopId: 'shop-1', tab: 'toShip' }, 'o-merchant-1');
  await shop.must('catalog', 'manageList', { shopId: 'shop-1', tab: 'delisted' }, 'o-merchant-1');
  await shop.must('catalog', 'adjustStock', { shopId: 'shop-1', skuId: 'mug-1', diffType: 1, num: 1 }, 'o-merchant-1');
  const slowOnes = async () => Object.entries((await shop.stats()).actions).filter(([, { slow }]) => slow > 0).map(([action]) => action);
  expect(await slowOnes()).toEqual([]);
  // That the counter counts:
  await shop.all('orders', { note: 'nothing serves this' });
  expect(await slowOnes()).toEqual(['database.getDocument']);
});
