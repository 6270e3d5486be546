/** Coupons and promotions, from the merchant's form to the order that uses them and back. */
import type { CouponDoc, OrderDoc, PromotionDoc, UserCouponDoc } from '../../cloudfunctions/data/documents';
import { DAY } from '../../cloudfunctions/kernel/clock';
import type { OrderLineRequest } from '../../typings';
import { atEveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { couponDoc, couponDraft, promotionDraft, userCouponDoc } from './support/offer-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, clerk, fixtureDocuments, otherOwner, otherShopper, owner, packer, shopper, userDoc } from './support/shop-fixture';

jest.setTimeout(120_000);

const plain = 'o-plain';
const people = Array.from({ length: 30 }, (_, i) => `o-many-${i}`);
let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(...people.map(userDoc), userDoc(plain));
  documents.coupons = [couponDoc('scarce', { total: 7 }), couponDoc('thrice', { total: 50, perUser: 3 }), couponDoc('last', { total: 1 }), couponDoc('few', { total: 2 })];
  shop = await ShopCloud.start(documents);
  await shop.must('catalog', 'home', {}, '');
});
afterAll(() => shop.stop());
afterEach(async () => {
  await minutesLater();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const mug = { spuId: 'mug', skuId: 'mug-1', num: 1 };
const lamp = { spuId: 'lamp', skuId: 'lamp-1', num: 1 };
const piece = (id: string) => shop.one<UserCouponDoc>('userCoupons', id);
const give = async (...docs: UserCouponDoc[]) => shop.insert('userCoupons', docs);
const submit = (lines: OrderLineRequest[], coupons: Record<string, string[]>, expectedPayFen: number, as = shopper, more: object = {}) =>
  shop.call('order', 'submit', { lines, addressId: addressOf(as), coupons, expectedPayFen, ...more }, as);
/** As if nobody could be in the middle of anything any more. */
async function minutesLater() {
  const before = Date.now() - 200_000;
  await shop.set('orders', { createdAt: { $gt: before } }, { createdAt: before });
  await shop.set('userCoupons', { claimedAt: { $gt: before } }, { claimedAt: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}

test('a merchant creates a coupon, a shopper claims it once, the merchant stops it', async () => {
  const request = { requestId: newRequest(), shopId: 'shop-1', draft: couponDraft({ name: ' 满百减十 ', type: 102, thresholdFen: 10_000, discountFen: 1000 }) };
  const coupon = await shop.must('coupon', 'create', request, clerk);
  expect(coupon).toMatchObject({ name: '满百减十', status: 2, claimed: 0 });
  expect(await shop.must('coupon', 'create', request, clerk)).toEqual(coupon);
  expect((await shop.must('coupon', 'manageList', { shopId: 'shop-1', tab: 'live' }, owner)).items[0]).toEqual(coupon);
  const seen = async (as: string) => (await shop.must('coupon', 'claimable', { shopId: 'shop-1' }, as)).items.find(({ couponId }) => couponId === coupon.couponId);
  expect(await seen('')).toMatchObject({ mine: 0, gone: false });

  const claim = { requestId: newRequest(), couponId: coupon.couponId };
  const mine = await shop.must('coupon', 'claim', claim, shopper);
  expect(mine).toMatchObject({ status: 100, type: 102, orderId: '', shopName: '小店 shop-1' });
  expect(await shop.must('coupon', 'claim', claim, shopper)).toEqual(mine);
  expect(refusal(await shop.call('coupon', 'claim', { couponId: coupon.couponId }, shopper)).code).toBe('LIMIT_EXCEEDED');
  expect(await seen(shopper)).toMatchObject({ mine: 1 });
  expect((await shop.must('coupon', 'mine', { tab: 'usable' }, shopper)).items).toEqual([mine]);
  expect(await shop.must('coupon', 'count', {}, shopper)).toEqual({ usable: 1 });
  expect((await shop.must('coupon', 'mine', { tab: 'usable' }, otherShopper)).items).toEqual([]);

  const stop = { requestId: newRequest(), shopId: 'shop-1', couponId: coupon.couponId };
  expect(refusal(await shop.call('coupon', 'stop', { ...stop, shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('coupon', 'stop', stop, packer)).code).toBe('FORBIDDEN');
  expect(await shop.must('coupon', 'stop', stop, owner)).toMatchObject({ status: 4, claimed: 1 });
  expect(await shop.must('coupon', 'stop', stop, owner)).toMatchObject({ status: 4 });
  expect(refusal(await shop.call('coupon', 'claim', { couponId: coupon.couponId }, otherShopper)).code).toBe('INVALID_STATE');
  expect((await shop.must('coupon', 'manageList', { shopId: 'shop-1', tab: 'ended' }, owner)).items.map(({ couponId }) => couponId)).toContain(coupon.couponId);
  // What was claimed stays good.
  expect(await submit([lamp], { 'shop-1': [mine.userCouponId] }, 11_900)).toMatchObject({ ok: true });
});

test.each([
  ['draft.name', couponDraft({ name: '这个名字实在是太长了一点' })],
  ['draft.discountFen', couponDraft({ discountFen: 20_001 })],
  ['draft.discountNum', couponDraft({ type: 103, discountFen: 0, discountNum: 1900 })],
  ['draft.spuIds', couponDraft({ type: 4, spuIds: ['tea'] })],
])('a draft with a wrong %s is refused', async (field, draft) => {
  expect(refusal(await shop.call('coupon', 'create', { shopId: 'shop-1', draft }, owner))).toMatchObject({ code: 'BAD_REQUEST', field });
});

test('30 shoppers, 7 coupons: exactly 7 are claimed, and the last one by one', async () => {
  const answers = await Promise.all(people.map((as) => shop.call('coupon', 'claim', { couponId: 'scarce' }, as)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
  expect(answers.filter((answer) => !answer.ok && answer.code === 'SOLD_OUT')).toHaveLength(23);
  expect(await shop.one<CouponDoc>('coupons', 'scarce')).toMatchObject({ left: 0 });
  await minutesLater();
  await minutesLater();
  expect(await shop.one<CouponDoc>('coupons', 'scarce')).toMatchObject({ left: 0, holds: {} });
  expect(await shop.all<UserCouponDoc>('userCoupons', { couponId: 'scarce', status: 100 })).toHaveLength(7);
});

test('one shopper, ten claims at once: as many as may be', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('coupon', 'claim', { couponId: 'thrice' }, shopper)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
  const twice = { requestId: newRequest(), couponId: 'thrice' };
  const [one, two] = await Promise.all([shop.must('coupon', 'claim', twice, otherShopper), shop.must('coupon', 'claim', twice, otherShopper)]);
  expect(one.userCouponId).toBe(two.userCouponId);
});

test('the checkout takes the best coupons by itself, shows the others, and explains the price', async () => {
  await give(
    userCouponDoc('best-shop', shopper, { discountFen: 700 }),
    userCouponDoc('best-weak', shopper, { discountFen: 100 }),
    userCouponDoc('best-product', shopper, { type: 3, discountFen: 0, discountNum: 9000, spuIds: ['mug'] }),
    userCouponDoc('best-far', shopper, { type: 102, thresholdFen: 90_000, discountFen: 9000 }),
    userCouponDoc('best-else', shopper, { shopId: 'shop-2', discountFen: 300 }),
  );
  const lines = [mug, lamp, { spuId: 'tea', skuId: 'tea-1', num: 1 }];
  const { shops, price } = await shop.must('order', 'preview', { lines }, shopper);
  // 3900 + 12900 − 390 − 700; 8800 − 300
  expect(shops.map(({ couponIds, price: { discountFen, payFen } }) => [couponIds, discountFen, payFen])).toEqual([[['best-product', 'best-shop'], 1090, 15_710], [['best-else'], 300, 8500]]);
  expect(price).toMatchObject({ discountFen: 1390, payFen: 24_210 });
  expect(shops[0]!.discounts).toEqual([{ source: 'productCoupon', id: 'best-product', name: '立减五元', fen: 390 }, { source: 'shopCoupon', id: 'best-shop', name: '立减五元', fen: 700 }]);
  const far = shops[0]!.coupons!.find(({ coupon }) => coupon.userCouponId === 'best-far');
  expect(far).toMatchObject({ usable: false, reason: '还差 ¥732 可用' });

  const chosen = await shop.must('order', 'preview', { lines, coupons: { 'shop-1': ['best-weak'], 'shop-2': [] } }, shopper);
  expect(chosen.shops.map(({ couponIds }) => couponIds)).toEqual([['best-weak'], []]);
  expect(refusal(await shop.call('order', 'preview', { lines, coupons: { 'shop-1': ['best-weak', 'best-shop'] } }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'coupons.shop-1' });

  const coupons = Object.fromEntries(shops.map(({ shop: { shopId }, couponIds }) => [shopId, couponIds!]));
  const request = { requestId: newRequest(), lines, addressId: addressOf(shopper), coupons, expectedPayFen: price.payFen };
  const { tradeId, orderIds } = await shop.must('order', 'submit', request, shopper);
  expect(await shop.must('order', 'submit', request, shopper)).toMatchObject({ tradeId, payFen: price.payFen });
  expect(await piece('best-shop')).toMatchObject({ status: 102, orderId: orderIds[0] });
  const stored = await shop.must('order', 'get', { orderId: orderIds[0]! }, shopper);
  expect(stored.discounts).toEqual(shops[0]!.discounts);
  expect(stored.lines.find(({ spuId }) => spuId === 'mug')!.discounts!.map(({ source, fen }) => [source, fen])).toEqual([['productCoupon', 390], ['shopCoupon', 150]]);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');
  expect((await shop.must('coupon', 'mine', { tab: 'used' }, shopper)).items.map(({ userCouponId }) => userCouponId)).toEqual(expect.arrayContaining(['best-shop', 'best-product', 'best-else']));
});

test('cancelling, expiring and a submit that fails give the coupon back', async () => {
  await give(userCouponDoc('back', shopper));
  const cancelled = await submit([mug], { 'shop-1': ['back'] }, 4200);
  expect(await piece('back')).toMatchObject({ status: 102 });
  await shop.must('order', 'cancel', { orderId: cancelled.ok ? cancelled.data.orderIds[0]! : '' }, shopper);
  expect(await piece('back')).toMatchObject({ status: 100, orderId: '', usedAt: null });

  const expired = await submit([mug], { 'shop-1': ['back'] }, 4200);
  expect(expired.ok).toBe(true);
  await shop.set('orders', { status: 10 }, { payBefore: Date.now() - 3600_000 });
  await minutesLater();
  expect(await piece('back')).toMatchObject({ status: 100, orderId: '' });

  // Two products; of one the rest is bought between the check and the hold. The race is made by two submits.
  const lines = [mug, { spuId: 'scarce', skuId: 'scarce-1', num: 8 }];
  await give(userCouponDoc('back-2', otherShopper));
  const both = await Promise.all([submit(lines, { 'shop-1': ['back'] }, 19_400), submit(lines, { 'shop-1': ['back-2'] }, 19_400, otherShopper)]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  await minutesLater();
  expect((await Promise.all(['back', 'back-2'].map(piece))).map(({ status }) => status).sort()).toEqual([100, 102]);
});

test('two orders with one coupon at once: one of them gets it', async () => {
  const { userCouponId } = await shop.must('coupon', 'claim', { couponId: 'last' }, people[0]!);
  const answers = await Promise.all(Array.from({ length: 6 }, () => submit([mug], { 'shop-1': [userCouponId] }, 4200, people[0])));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const answer of answers) if (!answer.ok) expect(answer).toMatchObject({ code: 'COUPON_UNUSABLE', field: 'coupons.shop-1' });
});

test('a coupon that may not be used here is refused, and nothing is ordered', async () => {
  const now = Date.now();
  await give(
    userCouponDoc('no-past', shopper, { validUntil: now - 1 }),
    userCouponDoc('no-future', shopper, { validFrom: now + DAY }),
    userCouponDoc('no-other', otherShopper),
    userCouponDoc('no-goods', shopper, { type: 4, spuIds: ['lamp'] }),
    userCouponDoc('no-sum', shopper, { type: 102, thresholdFen: 4000 }),
    userCouponDoc('no-shop', shopper, { shopId: 'shop-2' }),
  );
  const before = (await shop.all('orders')).length;
  for (const id of ['no-past', 'no-future', 'no-other', 'no-goods', 'no-sum', 'no-shop', 'unheard-of']) {
    expect([id, refusal(await submit([mug], { 'shop-1': [id] }, 4200)).code]).toEqual([id, 'COUPON_UNUSABLE']);
  }
  expect(refusal(await submit([mug], { 'shop-1': ['no-goods', 'no-goods'] }, 4700)).code).toBe('COUPON_UNUSABLE');
  expect((await shop.all('orders')).length).toBe(before);
  expect((await shop.must('coupon', 'mine', { tab: 'expired' }, shopper)).items).toEqual([expect.objectContaining({ userCouponId: 'no-past', status: 101 })]);
  await shop.set('userCoupons', { _id: { $in: ['no-other', 'no-shop', 'no-future'] } }, { validUntil: 1 });
});

test('full reduction and flash price: by themselves, on every page, until they end', async () => {
  const flash = { shopId: 'shop-1', draft: promotionDraft({ type: 'flash', name: '限时', tiers: [], spuId: 'mug', prices: [{ skuId: 'mug-1', priceFen: 2900 }] }) };
  const { promotionId, title } = await shop.must('coupon', 'createPromotion', flash, clerk);
  expect(title).toBe('青瓷马克杯');
  expect(refusal(await shop.call('coupon', 'createPromotion', flash, clerk))).toMatchObject({ code: 'CONFLICT', field: 'draft.spuId' });
  const dear = { ...flash, draft: { ...flash.draft, prices: [{ skuId: 'mug-1', priceFen: 3900 }] } };
  expect(refusal(await shop.call('coupon', 'createPromotion', dear, clerk))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.prices[0].priceFen' });
  const reduction = await shop.must('coupon', 'createPromotion', { shopId: 'shop-1', draft: promotionDraft() }, owner);

  const spu = await shop.must('catalog', 'product', { spuId: 'mug' }, '');
  expect(spu).toMatchObject({ minPriceFen: 2900, flash: { promotionId, name: '限时' }, promotions: ['满 100 减 10'] });
  expect(spu.skus[0]).toMatchObject({ priceFen: 2900, marketPriceFen: 3900 });
  await shop.must('cart', 'add', { spuId: 'mug', skuId: 'mug-1', num: 1 }, plain);
  expect((await shop.must('cart', 'get', {}, plain)).selectedFen).toBe(2900);
  const { shops, price } = await shop.must('order', 'preview', { lines: [mug, lamp] }, plain);
  expect(price).toEqual({ productFen: 16_800, discountFen: 2000, freightFen: 0, payFen: 14_800 });
  expect(shops[0]!.discounts).toEqual([
    { source: 'flash', id: promotionId, name: '限时', fen: 1000 },
    { source: 'reduction', id: reduction.promotionId, name: '满百减十', fen: 1000 },
  ]);
  expect(await submit([mug, lamp], {}, 14_800, plain)).toMatchObject({ ok: true });

  const stop = { requestId: newRequest(), shopId: 'shop-1', promotionId };
  expect(refusal(await shop.call('coupon', 'stopPromotion', { ...stop, shopId: 'shop-2' }, otherOwner)).code).toBe('NOT_FOUND');
  expect(await shop.must('coupon', 'stopPromotion', stop, owner)).toMatchObject({ state: 'stopped' });
  expect(await shop.must('coupon', 'stopPromotion', stop, owner)).toMatchObject({ state: 'stopped' });
  expect(refusal(await submit([mug, lamp], {}, 14_800, plain))).toMatchObject({ code: 'PRICE_CHANGED', detail: { payFen: 15_800 } });
  await shop.set('promotions', { _id: reduction.promotionId }, { endsAt: Date.now() - 1 });
  await minutesLater();
  expect(await shop.one<PromotionDoc>('promotions', reduction.promotionId)).toMatchObject({ liveShopId: '' });
  expect((await shop.must('coupon', 'promotions', { shopId: 'shop-1', tab: 'ended' }, owner)).items.map(({ state }) => state).sort()).toEqual(['ended', 'stopped']);
});

test('a claim that dies is finished or undone, and never takes two', async () => {
  let n = 0;
  const runs = await atEveryFault({
    shop,
    of: { function: 'coupon', action: 'claim' },
    kinds: ['crash', 'drop'],
    prepare: async () => {
      const couponId = `dying-${n++}`;
      await shop.insert('coupons', [couponDoc(couponId, { total: 2 })]);
      return { couponId, requestId: newRequest() };
    },
    act: (request) => shop.call('coupon', 'claim', request, shopper),
    settle: async () => {},
    recovered: async (request) => {
      // At once, or after the timers: the same piece, once.
      if (n % 2 === 0) await shop.call('coupon', 'claim', request, shopper);
      await minutesLater();
      await minutesLater();
      expect(await shop.call('coupon', 'claim', request, shopper)).toMatchObject({ ok: true });
      const { left } = await shop.one<CouponDoc>('coupons', request.couponId);
      expect([left, await shop.all('userCoupons', { couponId: request.couponId, status: 100 })]).toEqual([1, [expect.anything()]]);
      await minutesLater();
      expect((await shop.one<CouponDoc>('coupons', request.couponId)).holds).toEqual({});
    },
  });
  expect(runs).toBeGreaterThan(6);
});

test('a submit with a coupon that dies uses it or gives it back', async () => {
  let n = 0;
  await atEveryFault({
    shop,
    of: { function: 'order', action: 'submit' },
    kinds: ['crash', 'drop', 'timeout'],
    prepare: async () => {
      const id = `submit-${n++}`;
      await give(userCouponDoc(id, people[2]!));
      return { requestId: newRequest(), lines: [mug], addressId: addressOf(people[2]!), coupons: { 'shop-1': [id] }, expectedPayFen: 4200 };
    },
    act: (request) => shop.call('order', 'submit', request, people[2]!),
    settle: minutesLater,
    recovered: async (request, { state }) => {
      expect(brokenInvariants(await state(), { settled: true })).toEqual([]);
      const [id] = request.coupons['shop-1'];
      const again = await shop.call('order', 'submit', request, people[2]!);
      const orders = await shop.all<OrderDoc>('orders', { couponIds: id, status: 10 });
      expect([again.ok, orders.length, (await piece(id!)).status]).toEqual(again.ok ? [true, 1, 102] : [false, 0, 100]);
      await shop.set('userCoupons', { _id: id, status: 100 }, { validUntil: 1 });
    },
  });
});
