/**
 * Everything that is counted, wanted by many at once: what there is of it is given out, and no more. Which test guards which counter stands in the
 * README of the tests. The order in which requests are carried out is made by chance, the same in every run.
 */
import type { OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { FavoritesDoc } from '../../cloudfunctions/data/find-documents';
import type { MessageGrantDoc } from '../../cloudfunctions/data/message-documents';
import type { PurchaseCountDoc } from '../../cloudfunctions/data/terms-documents';
import type { CustomerDoc } from '../../cloudfunctions/data/vip-documents';
import { templateDocs } from '../../cloudfunctions/seeds/demo/messages';
import type { LimitPeriod, Reply } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { promotionDoc } from './support/offer-fixture';
import { ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, owner, shopper, spuDoc, userDoc } from './support/shop-fixture';
import { customerDoc, givenPoints, memberOf, storedProgram } from './support/vip-fixture';

jest.setTimeout(120_000);

const CONCURRENCIES = [2, 8, 32];
const PERIODS: LimitPeriod[] = [1, 2, 3];
const BUYERS = 40;
const buyers = Array.from({ length: BUYERS }, (_, i) => `o-buyer-${i}`);
const hurry = (many: number) => `hurry-${many}`;
const MOST_FAVORITES = 300;

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.users!.push(...buyers.map(userDoc));
  const limited = (periodType: LimitPeriod, lifetimeNum: number) => ({ periodType, limitedBuyNum: periodType === 0 ? 0 : 2, lifetimeNum, perOrderNum: 0 });
  documents.spus!.push(
    spuDoc('plenty', { prices: [1000], available: 100_000 }),
    ...PERIODS.map((period) => spuDoc(`period-${period}`, { prices: [1000], available: 1000, limitedInfo: limited(period, 0) })),
    spuDoc('ever', { prices: [1000], available: 1000, limitedInfo: limited(0, 3) }),
    ...CONCURRENCIES.map((many) => spuDoc(hurry(many), { prices: [1000], available: 1000, flashLeft: { [`flash-${many}`]: { [`${hurry(many)}-1`]: 5 } } })),
    spuDoc('each', { prices: [1000], available: 1000 }),
    ...Array.from({ length: 8 }, (_, i) => spuDoc(`liked-${i}`)),
  );
  const flash = { type: 'flash' as const, tiers: [] };
  documents.promotions = [
    ...CONCURRENCIES.map((many) => promotionDoc(`flash-${many}`, { ...flash, spuId: hurry(many), prices: [{ skuId: `${hurry(many)}-1`, priceFen: 500, stock: 5 }] })),
    promotionDoc('flash-each', { ...flash, spuId: 'each', prices: [{ skuId: 'each-1', priceFen: 500 }], perUser: 2 }),
  ];
  Object.assign(documents.shops![0]!, { vip: storedProgram() });
  documents.customers = [customerDoc('o-buyer-1', { points: 300 }), customerDoc('o-buyer-2', { points: 45 })];
  documents.pointEntries = [givenPoints('o-buyer-1', 300), givenPoints('o-buyer-2', 45)];
  documents.messageTemplates = templateDocs();
  documents.favorites = [{ _id: shopper, items: Array.from({ length: MOST_FAVORITES - 3 }, (_, i) => ({ spuId: `old-${i}`, priceFen: 1, at: i })), recent: [], updatedAt: 1 } as FavoritesDoc];
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  // As if nobody could be in the middle of anything any more.
  const before = Date.now() - 200_000;
  for (const collection of ['orders', 'aftersales']) await shop.set(collection, { createdAt: { $gt: before } }, { createdAt: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const many = <T>(number: number, work: (i: number) => Promise<T>) => Promise.all(Array.from({ length: number }, (_, i) => work(i)));
const heard = (replies: readonly Reply<unknown>[]) => {
  const tally: Record<string, number> = {};
  for (const reply of replies) {
    const word = reply.ok ? 'ok' : reply.code;
    tally[word] = (tally[word] ?? 0) + 1;
  }
  return tally;
};
const buy = (spuId: string, as: string, payFen: number, more: object = {}) =>
  shop.call('order', 'submit', { lines: [{ spuId, skuId: `${spuId}-1`, num: 1 }], addressId: addressOf(as), expectedPayFen: payFen, ...more }, as);

/** `lanes` at a time. */
async function inLanes<T>(list: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  await many(lanes, async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  });
}

test.each(PERIODS)('a limit of two by period %i: eight orders at once, two stand; what is cancelled can be bought again', async (period) => {
  const spuId = `period-${period}`;
  const replies = await many(8, () => buy(spuId, shopper, 1800));
  expect(heard(replies)).toEqual({ ok: 2, LIMIT_EXCEEDED: 6 });
  const [orderId] = replies.flatMap((reply) => (reply.ok ? reply.data.orderIds : []));
  await many(3, () => shop.call('order', 'cancel', { orderId: orderId! }, shopper));
  expect(heard(await many(8, () => buy(spuId, shopper, 1800)))).toEqual({ ok: 1, LIMIT_EXCEEDED: 7 });
  expect((await shop.all<PurchaseCountDoc>('purchaseCounts', { spuId })).map(({ lifetime }) => lifetime)).toEqual([2]);
});

test.each(CONCURRENCIES)('three ever: %i orders at once, three stand', async (lanes) => {
  const as = buyers[lanes]!;
  const stood = heard(await many(lanes, () => buy('ever', as, 1800)));
  expect(stood).toEqual(lanes <= 3 ? { ok: lanes } : { ok: 3, LIMIT_EXCEEDED: lanes - 3 });
});

test.each(CONCURRENCIES)('five pieces at a flash price, forty buyers, %i at a time: five have it', async (lanes) => {
  const spuId = hurry(lanes);
  const answers: Reply<unknown>[] = [];
  await inLanes(buyers, lanes, async (as) => void answers.push(await buy(spuId, as, 1300)));
  expect(heard(answers)).toEqual({ ok: 5, PRICE_CHANGED: BUYERS - 5 });
  expect((await shop.one<SpuDoc>('spus', spuId)).flashLeft).toEqual({ [`flash-${lanes}`]: { [`${spuId}-1`]: 0 } });
});

test('two pieces at a flash price for each: eight orders of one shopper at once, two have it', async () => {
  expect(heard(await many(8, () => buy('each', 'o-buyer-5', 1300)))).toEqual({ ok: 2, PRICE_CHANGED: 6 });
});

test('points are held once: eight orders at once want them all', async () => {
  const as = 'o-buyer-1';
  const request = { usePoints: ['shop-1'] };
  const { price } = await shop.must('order', 'preview', { lines: [{ spuId: 'plenty', skuId: 'plenty-1', num: 1 }], ...request }, as);
  expect(price.discountFen).toBe(300);
  expect(heard(await many(8, () => buy('plenty', as, price.payFen, request)))).toEqual({ ok: 1, PRICE_CHANGED: 7 });
  const { points, held } = await shop.one<CustomerDoc>('customers', `shop-1:${as}`);
  expect([points, Object.values(held)]).toEqual([0, [300]]);
});

test('points are taken as long as there are any', async () => {
  const taken = await many(8, () => shop.call('vip', 'adjust', { shopId: 'shop-1', memberId: memberOf('o-buyer-2'), delta: -10, note: '更正' }, owner));
  expect(taken.filter(({ ok }) => ok)).toHaveLength(4);
  expect(await shop.one<CustomerDoc>('customers', 'shop-1:o-buyer-2')).toMatchObject({ points: 5 });
});

test('five requests for one line, however many ask at the same time', async () => {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [{ spuId: 'plenty', skuId: 'plenty-1', num: 1 }], addressId: addressOf(shopper), expectedPayFen: 1800 }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  const [orderId] = orderIds as [string];
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  let granted = 0;
  await inLanes(Array.from({ length: 24 }, (_, i) => i), 8, async () => {
    const asked = await shop.call('aftersale', 'apply', { orderId, skuId: 'plenty-1', type: 'RETURN', num: 1, reason: 'OTHERS' }, shopper);
    if (!asked.ok) return;
    granted++;
    await shop.must('aftersale', 'cancel', { afterSaleId: asked.data.afterSaleId }, shopper);
  });
  const { requests } = (await shop.one<OrderDoc>('orders', orderId)).afterSales!['plenty-1']!;
  expect(requests).toBe(granted);
  expect(granted).toBeGreaterThanOrEqual(1);
  expect(granted).toBeLessThanOrEqual(5);
  // One by one as far as it goes.
  for (; granted < 5; granted++) {
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'plenty-1', type: 'RETURN', num: 1, reason: 'OTHERS' }, shopper);
    await shop.must('aftersale', 'cancel', { afterSaleId }, shopper);
  }
  expect(await shop.call('aftersale', 'apply', { orderId, skuId: 'plenty-1', type: 'RETURN', num: 1, reason: 'OTHERS' }, shopper)).toMatchObject({ ok: false });
});

test('price differences never come to more than was paid', async () => {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [{ spuId: 'plenty', skuId: 'plenty-1', num: 1 }], addressId: addressOf(shopper), expectedPayFen: 1800 }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  const [orderId] = orderIds as [string];
  const given = await many(8, () => shop.call('aftersale', 'priceDiff', { shopId: 'shop-1', orderId, skuId: 'plenty-1', refundFen: 300, text: '价格保护' }, owner));
  const { refundedFen } = await shop.one<OrderDoc>('orders', orderId);
  expect(refundedFen).toBe(300 * given.filter(({ ok }) => ok).length);
  expect(refundedFen).toBeLessThanOrEqual(1000);
});

test('favourites: three hundred, also when eight are added at once', async () => {
  const replies = await many(8, (i) => shop.call('user', 'setFavorite', { spuIds: [`liked-${i}`], favorite: true }, shopper));
  expect(heard(replies)).toEqual({ ok: 3, LIMIT_EXCEEDED: 5 });
  expect((await shop.one<FavoritesDoc>('favorites', shopper)).items).toHaveLength(MOST_FAVORITES);
});

test('each accept is one message: eight at once are eight', async () => {
  const { templateId } = templateDocs()[0]!;
  await many(8, () => shop.must('message', 'granted', { templateIds: [templateId] }, shopper));
  expect(await shop.all<MessageGrantDoc>('messageGrants', { openid: shopper, templateId })).toMatchObject([{ left: 8, granted: 8 }]);
});
