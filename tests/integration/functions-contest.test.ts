/**
 * Two or many want the same thing at the same time. The functions run in this process, so that the requests of calls under way are carried out
 * in another order in every round (the same rounds in every run): each race is run in many orders, not in the one that a machine happens to make.
 */
import type { AfterSaleDoc, CouponDoc, OrderDoc, RefundDoc, SpuDoc, UserCouponDoc } from '../../cloudfunctions/data/documents';
import type { Reply } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { couponDoc, userCouponDoc } from './support/offer-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { addressOf, clerk, fixtureDocuments, owner, shopper, spuDoc, userDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

const ROUNDS = 25;
const rounds = Array.from({ length: ROUNDS }, (_, i) => i);
const BUYERS = 150;
const buyers = Array.from({ length: BUYERS }, (_, i) => `o-buyer-${i}`);
const CONCURRENCIES = [2, 8, 32];

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(...buyers.map(userDoc));
  documents.spus!.push(...CONCURRENCIES.map((many) => spuDoc(`fifty-${many}`, { prices: [1000], available: 50 })), spuDoc('plenty', { prices: [1000], available: 100_000 }));
  for (const { _id, stock } of documents.spus as SpuDoc[]) if (_id === 'tea') Object.assign(stock['tea-1']!, { available: 500, received: 500 });
  documents.coupons = [couponDoc('hundred', { total: 40, perUser: 1 }), couponDoc('single', { total: 1, perUser: 1 })];
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  // As if nobody could be in the middle of anything any more.
  const before = Date.now() - 200_000;
  for (const [collection, field] of [['orders', 'createdAt'], ['aftersales', 'createdAt'], ['userCoupons', 'claimedAt']] as const) await shop.set(collection, { [field]: { $gt: before } }, { [field]: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const lines = (num = 1) => [{ spuId: 'plenty', skuId: 'plenty-1', num }];
const submit = (as: string, more: object = {}) => shop.call('order', 'submit', { lines: lines(), addressId: addressOf(as), expectedPayFen: 1800, ...more }, as);
async function placed(as = shopper, num = 1) {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: lines(num), addressId: addressOf(as), expectedPayFen: 1000 * num + 800 }, as);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, as);
  return { orderId: orderIds[0]!, tradeId, outTradeNo };
}
async function paid(as = shopper, num = 1) {
  const order = await placed(as, num);
  await shop.pay(order.outTradeNo);
  return order;
}
const order = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const ship = (orderId: string, as = owner, waybillId = 'SF123456') => shop.call('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId }, as);
const refundWish = (orderId: string, more: object = {}) => shop.call('aftersale', 'apply', { orderId, skuId: 'plenty-1', type: 'REFUND', num: 1, reason: 'OTHERS', ...more }, shopper);
const oks = (replies: Reply<unknown>[]) => replies.filter(({ ok }) => ok).length;

/** `lanes` at a time. */
async function inLanes<T>(list: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  }));
}

test.each(CONCURRENCIES)('150 buyers, 50 pieces, %i at a time: exactly 50 paid orders', async (many) => {
  const spuId = `fifty-${many}`;
  const heard: Record<string, number> = {};
  await inLanes(buyers, many, async (buyer) => {
    const placedNow = await shop.call('order', 'submit', { lines: [{ spuId, skuId: `${spuId}-1`, num: 1 }], addressId: addressOf(buyer), expectedPayFen: 1800 }, buyer);
    let answer: string = placedNow.ok ? '' : placedNow.code;
    if (placedNow.ok) {
      const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId: placedNow.data.tradeId }, buyer);
      answer = await shop.pay(outTradeNo);
    }
    heard[answer] = (heard[answer] ?? 0) + 1;
  });
  expect(heard).toEqual({ 'requestPayment:ok': 50, OUT_OF_STOCK: 100 });
  expect(await shop.one<SpuDoc>('spus', spuId)).toMatchObject({ sold: 50, holds: {}, stock: { [`${spuId}-1`]: { available: 0, held: 0, sold: 50 } } });
  const orders = await shop.all<OrderDoc>('orders', { 'lines.spuId': spuId });
  expect(orders.filter(({ status }) => status === 20)).toHaveLength(50);
  expect(orders.filter(({ status }) => status === 0 || status === 10)).toEqual([]);
});

test('two orders with the last coupon: one of them has it', async () => {
  for (const round of rounds) {
    const couponId = `last-${round}`;
    await shop.insert('userCoupons', [userCouponDoc(couponId, shopper, { discountFen: 500 })]);
    const replies = await Promise.all([1, 2].map(() => submit(shopper, { coupons: { 'shop-1': [couponId] }, expectedPayFen: 1300 })));
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.code)).sort()).toEqual(['COUPON_UNUSABLE', 'ok']);
    expect(await shop.one<UserCouponDoc>('userCoupons', couponId)).toMatchObject({ status: 102 });
  }
});

test('paying against cancelling: the order is paid, or the money is back', async () => {
  const ends: number[] = [];
  for (const _round of rounds) {
    const { orderId, outTradeNo } = await placed();
    await Promise.all([shop.pay(outTradeNo), shop.call('order', 'cancel', { orderId }, shopper)]);
    const { status } = await order(orderId);
    const { order: taken, refunds } = await shop.control<{ order: { paidAt: number | null }; refunds: { refundFee: number }[] }>('pay', { outTradeNo });
    expect([status, taken.paidAt !== null, refunds.length]).toEqual(status === 20 ? [20, true, 0] : [250, taken.paidAt !== null, taken.paidAt === null ? 0 : 1]);
    ends.push(status);
  }
  expect(ends.length).toBe(ROUNDS);
});

test('paying against the end of the time to pay', async () => {
  for (const _round of rounds) {
    const { orderId, outTradeNo } = await placed();
    await shop.set('orders', { _id: orderId }, { payBefore: Date.now() - 1000, createdAt: Date.now() - 3_600_000 });
    await Promise.all([shop.pay(outTradeNo), shop.runTimer()]);
    const { status, refundedFen } = await order(orderId);
    const { order: taken } = await shop.control<{ order: { paidAt: number | null } }>('pay', { outTradeNo });
    expect([status, refundedFen]).toEqual(status === 20 ? [20, 0] : [250, taken.paidAt === null ? 0 : 1800]);
  }
});

test('a parcel against the wish to have the money back: whoever comes first', async () => {
  const firsts = new Set<string>();
  for (const _round of rounds) {
    const { orderId } = await paid();
    const [shipped, asked] = await Promise.all([ship(orderId), refundWish(orderId)]);
    const { status, shipHolds = [] } = await order(orderId);
    // Both may be refused only if one was asked to look again; both may be done only one after the other: a refund of goods that were sent.
    if (shipped.ok) expect([status, shipHolds]).toEqual([30, []]);
    else expect([status, shipHolds.length, asked.ok]).toEqual([20, 1, true]);
    firsts.add(`${shipped.ok} ${asked.ok}`);
  }
  expect(firsts.size).toBeGreaterThan(1);
});

test('two requests for one line: one is under way, and the money goes back once', async () => {
  for (const _round of rounds) {
    const { orderId, outTradeNo } = await paid();
    const replies = await Promise.all([refundWish(orderId), refundWish(orderId)]);
    expect(oks(replies)).toBe(1);
    const { afterSaleId } = replies.flatMap((reply) => (reply.ok ? [reply.data] : []))[0]!;
    const answers = await Promise.all([owner, clerk].map((as) => shop.call('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, as)));
    expect(oks(answers)).toBeGreaterThanOrEqual(1);
    await shop.runTimer();
    expect(await shop.one<AfterSaleDoc>('aftersales', afterSaleId)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
    const back = await shop.all<RefundDoc>('refunds', { outTradeNo });
    expect(back.map(({ refundFen }) => refundFen)).toEqual([1800]);
  }
});

test('two of the staff send the same order: one parcel', async () => {
  for (const _round of rounds) {
    const { orderId } = await paid();
    const replies = await Promise.all([ship(orderId, owner, 'SF111111'), ship(orderId, clerk, 'SF222222')]);
    expect(oks(replies)).toBe(1);
    const { log } = await order(orderId);
    expect(log.filter(({ event }) => event === 'ship')).toHaveLength(1);
  }
});

test('one staff agrees, the other rejects: one answer', async () => {
  for (const _round of rounds) {
    const { orderId } = await paid();
    const asked = await refundWish(orderId);
    if (!asked.ok) throw new Error(asked.message);
    const { afterSaleId } = asked.data;
    const [agreed, rejected] = await Promise.all([
      shop.call('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner),
      shop.call('aftersale', 'reject', { shopId: 'shop-1', afterSaleId, reason: '不符合条件' }, clerk),
    ]);
    expect(Number(agreed.ok) + Number(rejected.ok)).toBe(1);
  }
});

test('a hundred want one of forty coupons, and all the very last one', async () => {
  const claims = await Promise.all(buyers.slice(0, 100).map((buyer) => shop.call('coupon', 'claim', { couponId: 'hundred' }, buyer)));
  expect(oks(claims)).toBe(40);
  const last = await Promise.all(buyers.slice(0, 100).map((buyer) => shop.call('coupon', 'claim', { couponId: 'single' }, buyer)));
  expect(oks(last)).toBe(1);
  for (const couponId of ['hundred', 'single']) {
    const { left, total } = await shop.one<CouponDoc>('coupons', couponId);
    const good = (await shop.all<UserCouponDoc>('userCoupons', { couponId })).filter(({ status }) => status !== 0);
    expect([left, good.length]).toEqual([0, total]);
  }
});

test('one claim, tapped ten times: one coupon', async () => {
  await shop.insert('coupons', [couponDoc('tapped', { total: 100, perUser: 1 })]);
  const claim = { requestId: newRequest(), couponId: 'tapped' };
  const replies = await Promise.all(Array.from({ length: 10 }, () => shop.call('coupon', 'claim', claim, shopper)));
  expect(new Set(replies.flatMap((reply) => (reply.ok ? [reply.data.userCouponId] : []))).size).toBe(1);
  expect((await shop.one<CouponDoc>('coupons', 'tapped')).left).toBe(99);
});

test('one submit, tapped five times at once: one trade, held once', async () => {
  for (const _round of rounds) {
    const before = (await shop.one<SpuDoc>('spus', 'plenty')).stock['plenty-1']!;
    const requestId = newRequest();
    const replies = await Promise.all(Array.from({ length: 5 }, () => submit(shopper, { requestId })));
    expect(oks(replies)).toBe(5);
    expect(new Set(replies.map((reply) => (reply.ok ? reply.data.tradeId : ''))).size).toBe(1);
    const after = (await shop.one<SpuDoc>('spus', 'plenty')).stock['plenty-1']!;
    expect([after.available, after.held]).toEqual([before.available - 1, before.held + 1]);
  }
});

test('the same count, sent five times at once, counts once', async () => {
  for (const _round of rounds) {
    const before = (await shop.one<SpuDoc>('spus', 'plenty')).stock['plenty-1']!;
    const request = { requestId: newRequest(), shopId: 'shop-1', skuId: 'plenty-1', diffType: 1 as const, num: 3 };
    const replies = await Promise.all(Array.from({ length: 5 }, () => shop.call('catalog', 'adjustStock', request, owner)));
    expect(oks(replies)).toBe(5);
    expect((await shop.one<SpuDoc>('spus', 'plenty')).stock['plenty-1']!.adjusted).toBe(before.adjusted + 3);
  }
});

test('an order that is asked to be paid alone and with its trade is paid once', async () => {
  for (const _round of rounds) {
    const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [...lines(), { spuId: 'tea', skuId: 'tea-1', num: 1 }], addressId: addressOf(shopper), expectedPayFen: 10_600 }, shopper);
    const asked = await Promise.all([shop.call('payment', 'prepay', { tradeId }, shopper), ...orderIds.map((orderId) => shop.call('payment', 'prepay', { orderId }, shopper))]);
    await Promise.all(asked.flatMap((reply) => (reply.ok ? [shop.pay(reply.data.outTradeNo)] : [])));
    // Whatever was taken twice is given back; afterEach looks at that.
    for (const orderId of orderIds) expect([10, 20]).toContain((await order(orderId)).status);
    const open = (await Promise.all(orderIds.map(order))).filter(({ status }) => status === 10);
    for (const { _id } of open) await shop.must('order', 'cancel', { orderId: _id }, shopper);
  }
});
