/** What the platform, the shop and the product say about after-sales: money at once for what was not shipped, and goods that cannot be returned without a reason. */
import type { AfterSaleDoc, OrderDoc, RefundDoc, ShopDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { atEveryFault } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, clerk, fixtureDocuments, owner, packer, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);
let shop: ShopCloud;
const promises = { freightInsurance: 0, fakeOnePayThree: 0, damageGuarantee: 0 } as const;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [333, 200], available: 100_000 }), spuDoc('custom', { prices: [500], available: 1000, extraService: { ...promises, sevenDayReturn: 0 } }));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
beforeEach(() => Promise.all([allow(1), shop.set('shops', { _id: 'shop-1' }, { instantRefund: true })]));
afterEach(async () => {
  await shop.runTimer();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const DAY = 24 * 3600_000;
const allow = (value: 0 | 1 | 2) => shop.set('rules', { _id: 'afterSale.instantRefund' }, { value });
const lines = [
  { spuId: 'a', skuId: 'a-1', num: 3 },
  { spuId: 'a', skuId: 'a-2', num: 1 },
];
async function paidOrder(wanted = lines, expectedPayFen = 1999) {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: wanted, addressId: addressOf(shopper), expectedPayFen }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  return { orderId: orderIds[0]!, outTradeNo, requestId: newRequest() };
}
const parcel = (orderId: string, skuId?: string) => shop.call('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456', ...(skuId ? { lines: [{ skuId, num: 1 }] } : {}) }, owner);
const wish = (orderId: string, skuId = 'a-1', num = 3) => ({ orderId, skuId, type: 'REFUND', num, reason: 'NO_LONGER_WANT' }) as const;
const apply = (orderId: string, skuId?: string, num?: number) => shop.must('aftersale', 'apply', wish(orderId, skuId, num), shopper);
const orderOf = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const stock = async (sku = 'a-1') => (await shop.one<SpuDoc>('spus', 'a')).stock[sku]!;

describe('money at once', () => {
  test('goods that nobody began to ship: the money, the pieces and the order, in the answer to the request', async () => {
    const { orderId, outTradeNo } = await paidOrder();
    const before = await stock();
    expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines.map(({ instant }) => instant)).toEqual([true, true]);
    const first = await apply(orderId);
    expect(first).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 4, refundFen: 999, deadline: null, may: [] });
    expect(first.log.map(({ event }) => event)).toEqual(['submitInstant', 'refunded']);
    expect(await stock()).toEqual({ ...before, sold: before.sold - 3, available: before.available + 3 });
    expect(await apply(orderId, 'a-2', 1)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundFen: 1000 });
    expect(await orderOf(orderId)).toMatchObject({ status: 200, refundedFen: 1999, shipHolds: [] });
    expect((await shop.all<RefundDoc>('refunds', { outTradeNo })).map(({ refundFen, state }) => [refundFen, state]).sort()).toEqual([[1000, 'success'], [999, 'success']]);
    expect((await shop.must('aftersale', 'shopCounts', { shopId: 'shop-1' }, clerk)).todo).toBe(0);
  });

  test('the same request again changes nothing', async () => {
    const { orderId, requestId, outTradeNo } = await paidOrder();
    const answers = await Promise.all([1, 2, 3].map(() => shop.must('aftersale', 'apply', { ...wish(orderId), requestId }, shopper)));
    expect(new Set(answers.map(({ afterSaleId }) => afterSaleId)).size).toBe(1);
    await shop.runTimer();
    const before = JSON.stringify(await readDocuments(shop));
    expect(await shop.must('aftersale', 'apply', { ...wish(orderId), requestId }, shopper)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
    expect(JSON.stringify(await readDocuments(shop))).toBe(before);
    expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toHaveLength(1);
  });

  test('a first parcel is a beginning: what is still here waits for the merchant, who has the usual time', async () => {
    const { orderId } = await paidOrder();
    expect(await parcel(orderId, 'a-2')).toMatchObject({ ok: true });
    expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines.map(({ instant }) => instant)).toEqual([false, false]);
    const asked = await apply(orderId);
    expect(asked).toMatchObject({ status: 'MERCHANT_PROCESSING', refundCause: null });
    expect(asked.deadline! - asked.createdAt).toBe(2 * DAY);
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId: asked.afterSaleId }, owner);
  });

  test.each([
    ['the platform does not have it', 0, true, 'MERCHANT_PROCESSING'],
    ['the shop does not have it', 1, false, 'MERCHANT_PROCESSING'],
    ['the platform has it for everybody', 2, false, 'MERCHANT_REFUND_SUCCESS'],
  ] as const)('%s', async (_, rule, own, status) => {
    await Promise.all([allow(rule), shop.set('shops', { _id: 'shop-1' }, { instantRefund: own })]);
    const { orderId } = await paidOrder();
    expect((await apply(orderId)).status).toBe(status);
  });

  test('a rule that is not in the table yet: the merchant answers', async () => {
    await shop.set('rules', { _id: 'afterSale.instantRefund' }, { value: null });
    const { orderId } = await paidOrder();
    expect((await apply(orderId)).status).toBe('MERCHANT_PROCESSING');
  });

  test('against a parcel at the same moment: one of the two, never both', async () => {
    for (let i = 0; i < 4; i++) {
      const { orderId, outTradeNo } = await paidOrder([lines[0]!], 1799);
      const [asked, sent] = await Promise.all([shop.call('aftersale', 'apply', wish(orderId), shopper), parcel(orderId)]);
      await shop.runTimer();
      const order = await orderOf(orderId);
      const refunds = await shop.all<RefundDoc>('refunds', { outTradeNo });
      expect([order.status, sent.ok, (order.parcels ?? []).length, refunds.length]).toEqual(order.status === 30 ? [30, true, 1, 0] : [200, false, 0, 1]);
      if (order.status === 30) expect(asked.ok).toBe(false);
    }
  });

  test('a request that dies anywhere gives everything back, once, and its repeat says so', async () => {
    await atEveryFault({
      shop,
      of: { function: 'aftersale', action: 'apply' },
      prepare: () => paidOrder([lines[0]!], 1799),
      act: ({ orderId, requestId }) => shop.call('aftersale', 'apply', { ...wish(orderId), requestId }, shopper),
      settle: async () => {
        await shop.set('aftersales', { createdAt: { $gt: Date.now() - 60_000 } }, { createdAt: Date.now() - 120_000 });
        expect(Object.values(await shop.runTimer())).not.toContain('failed');
      },
      recovered: async ({ orderId, outTradeNo, requestId }) => {
        expect(await shop.must('aftersale', 'apply', { ...wish(orderId), requestId }, shopper)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 4, refundFen: 1799 });
        expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toEqual([expect.objectContaining({ refundFen: 1799, state: 'success', todo: [] })]);
        expect(await shop.all<AfterSaleDoc>('aftersales', { orderId })).toHaveLength(1);
        expect((await orderOf(orderId)).status).toBe(200);
        expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
      },
    });
  });

  test('the owner switches it on and off; a late repeat of an old answer does not', async () => {
    const first = { shopId: 'shop-1', on: false, requestId: newRequest() };
    expect(await shop.must('shop', 'setInstantRefund', first, owner)).toEqual({ by: 'shop', on: false, merchantDays: 2 });
    expect(await shop.must('shop', 'setInstantRefund', { shopId: 'shop-1', on: true }, owner)).toMatchObject({ on: true });
    expect(await shop.must('shop', 'setInstantRefund', first, owner)).toMatchObject({ on: true });
    expect(await shop.must('shop', 'instantRefund', { shopId: 'shop-1' }, packer)).toMatchObject({ by: 'shop', on: true });
    await allow(0);
    expect(await shop.must('shop', 'instantRefund', { shopId: 'shop-1' }, owner)).toMatchObject({ by: 'nobody', on: false });
    expect(refusal(await shop.call('shop', 'setInstantRefund', { shopId: 'shop-1', on: false }, owner)).code).toBe('INVALID_STATE');
    await allow(2);
    expect(refusal(await shop.call('shop', 'setInstantRefund', { shopId: 'shop-1', on: false }, owner)).code).toBe('INVALID_STATE');
    expect((await shop.one<ShopDoc>('shops', 'shop-1')).instantRefund).toBe(true);
  });
});

describe('no return without a reason', () => {
  const goods = [{ spuId: 'custom', skuId: 'custom-1', num: 2 }];
  const back = (orderId: string, reason: string, type = 'RETURN') => shop.call('aftersale', 'apply', { orderId, skuId: 'custom-1', type, num: 1, reason, ...(type === 'EXCHANGE' ? { wantedSkuId: 'custom-1' } : {}) } as never, shopper);

  test('it is on the order from the day it was bought, and holds whatever the product says later', async () => {
    const { orderId } = await paidOrder(goods, 1800);
    await shop.set('spus', { _id: 'custom' }, { 'extraService.sevenDayReturn': 1 });
    await parcel(orderId);
    expect((await orderOf(orderId)).lines[0]).toMatchObject({ sevenDayReturn: 0 });
    expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines[0]).toMatchObject({ types: ['REFUND', 'RETURN', 'EXCHANGE'], barred: ['NO_REASON_7_DAYS', 'NO_LONGER_WANT', 'INCORRECT_SELECTION'] });
    const before = JSON.stringify(await readDocuments(shop));
    for (const reason of ['NO_REASON_7_DAYS', 'NO_LONGER_WANT', 'INCORRECT_SELECTION']) {
      expect(refusal(await back(orderId, reason))).toMatchObject({ code: 'BAD_REQUEST', field: 'reason', message: '这件商品不支持七天无理由退货，有质量问题仍可申请售后' });
    }
    expect(refusal(await back(orderId, 'INCORRECT_SELECTION', 'EXCHANGE')).field).toBe('reason');
    expect(JSON.stringify(await readDocuments(shop))).toBe(before);
    expect(await back(orderId, 'QUALITY_ISSUE')).toMatchObject({ ok: true, data: { status: 'MERCHANT_PROCESSING' } });
    await shop.set('spus', { _id: 'custom' }, { 'extraService.sevenDayReturn': 0 });
  });

  test('the merchant may take it back all the same, and before it is shipped the money can be asked for', async () => {
    const { orderId } = await paidOrder(goods, 1800);
    expect(await shop.must('aftersale', 'apply', wish(orderId, 'custom-1', 1), shopper)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
    await parcel(orderId);
    const offer = { shopId: 'shop-1', orderId, skuId: 'custom-1', type: 'RETURN', num: 1, reason: 'NO_REASON_7_DAYS', text: '老顾客，退吧', returnAddress: address } as const;
    expect(await shop.must('aftersale', 'offer', offer, owner)).toMatchObject({ status: 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE' });
  });

  test('of other goods: seven days after the receipt it is over, other reasons go on', async () => {
    const { orderId } = await paidOrder([lines[0]!], 1799);
    expect((await orderOf(orderId)).lines[0]).not.toHaveProperty('sevenDayReturn');
    await parcel(orderId);
    await shop.must('order', 'confirm', { orderId }, shopper);
    await shop.set('orders', { _id: orderId }, { finishedAt: Date.now() - 8 * DAY });
    const ask = (reason: 'NO_REASON_7_DAYS' | 'NO_LONGER_WANT') => shop.call('aftersale', 'apply', { orderId, skuId: 'a-1', type: 'RETURN', num: 1, reason }, shopper);
    expect(refusal(await ask('NO_REASON_7_DAYS'))).toMatchObject({ field: 'reason', message: expect.stringContaining('超过 7 天') as string });
    expect(await ask('NO_LONGER_WANT')).toMatchObject({ ok: true });
  });

  test('the page that asks for the order says it', async () => {
    const { shops } = await shop.must('order', 'preview', { lines: goods, addressId: addressOf(shopper) }, shopper);
    expect(shops[0]!.lines[0]).toMatchObject({ sevenDayReturn: 0 });
    expect((await shop.must('catalog', 'product', { spuId: 'custom' }, shopper)).serviceTerms).toContainEqual({ name: '不支持七天无理由退货', text: expect.any(String) as string, isWarning: true });
  });
});
