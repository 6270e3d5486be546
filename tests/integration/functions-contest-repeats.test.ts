/** One request that is under way several times at once, each run at another point of it: what one run has finished, another must not begin anew. */
import type { AfterSaleDoc, OrderDoc } from '../../cloudfunctions/data/documents';
import type { Reply } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { reviewProblems } from './support/review-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, owner, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(120_000);

const ROUNDS = 25;
const rounds = Array.from({ length: ROUNDS }, (_, i) => i);

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('plenty', { prices: [1000], available: 100_000 }));
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

async function shipped(num = 1): Promise<string> {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [{ spuId: 'plenty', skuId: 'plenty-1', num }], addressId: addressOf(shopper), expectedPayFen: 1000 * num + 800 }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  await shop.must('order', 'ship', { shopId: 'shop-1', orderId: orderIds[0]!, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  return orderIds[0]!;
}
const order = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const five = <T>(work: () => Promise<Reply<T>>) => Promise.all(Array.from({ length: 5 }, work));
const oks = (replies: Reply<unknown>[]) => replies.filter(({ ok }) => ok).length;

test('a price difference: given once, and the line may be asked about again', async () => {
  for (const _round of rounds) {
    const orderId = await shipped();
    const request = { requestId: newRequest(), shopId: 'shop-1', orderId, skuId: 'plenty-1', refundFen: 100, text: '价格保护' };
    expect(oks(await five(() => shop.call('aftersale', 'priceDiff', request, owner)))).toBe(5);
    const { refundedFen, afterSales } = await order(orderId);
    expect([refundedFen, afterSales!['plenty-1']!.open]).toEqual([100, '']);
  }
});

test('an application that is withdrawn while another run of it is under way: the line is free in the end', async () => {
  for (const _round of rounds) {
    const orderId = await shipped();
    const request = { requestId: newRequest(), orderId, skuId: 'plenty-1', type: 'RETURN' as const, num: 1, reason: 'OTHERS' as const };
    const withdrawn = async () => {
      const asked = await shop.call('aftersale', 'apply', request, shopper);
      if (asked.ok) await shop.call('aftersale', 'cancel', { afterSaleId: asked.data.afterSaleId }, shopper);
      return asked;
    };
    await five(withdrawn);
    const [one] = await shop.all<AfterSaleDoc>('aftersales', { orderId });
    expect(one!.status).toBe('USER_CANCELD');
  }
});

test('a tracking number: put right once, and every run hears so', async () => {
  for (const _round of rounds) {
    const orderId = await shipped();
    const request = { requestId: newRequest(), shopId: 'shop-1', orderId, parcelId: '1', deliveryId: 'ZTO', waybillId: 'ZT88888888' };
    expect(oks(await five(() => shop.call('order', 'correctParcel', request, owner)))).toBe(5);
    expect((await order(orderId)).log.filter(({ event }) => event === 'trackingChange')).toHaveLength(1);
  }
});

test('an offer of the merchant, accepted and refused at once: one answer, one end', async () => {
  for (const _round of rounds) {
    const orderId = await shipped();
    const offer = { requestId: newRequest(), shopId: 'shop-1', orderId, skuId: 'plenty-1', type: 'REFUND' as const, num: 1, reason: 'OTHERS' as const, text: '商品有瑕疵', returnAddress: address };
    const offered = await five(() => shop.call('aftersale', 'offer', offer, owner));
    expect(oks(offered)).toBe(5);
    const { afterSaleId } = offered.flatMap((reply) => (reply.ok ? [reply.data] : []))[0]!;
    const answers = await Promise.all([true, false].map((accept) => shop.call('aftersale', 'answer', { afterSaleId, accept }, shopper)));
    expect(oks(answers)).toBe(1);
  }
});

test('a review: written once, and every run hears so', async () => {
  for (const _round of rounds) {
    const orderId = await shipped();
    await shop.must('order', 'confirm', { orderId }, shopper);
    const request = { requestId: newRequest(), orderId, skuId: 'plenty-1', stars: 5 as const, serviceStars: 5 as const, deliveryStars: 5 as const, text: '好用' };
    expect(oks(await five(() => shop.call('review', 'submit', request, shopper)))).toBe(5);
  }
  expect(await reviewProblems(shop, { settled: true })).toEqual([]);
});

test('an invoice: asked for once, and every run hears so', async () => {
  const orderId = await shipped();
  const title = { type: 'personal', title: '个人', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;
  const request = { requestId: newRequest(), orderId, title };
  expect(oks(await five(() => shop.call('invoice', 'request', request, shopper)))).toBe(5);
});

test('member prices: saved once, and every run hears so', async () => {
  for (const round of rounds) {
    const request = { requestId: newRequest(), shopId: 'shop-1', spuId: 'plenty', prices: [{ skuId: 'plenty-1', priceFen: 900 - round }] };
    expect(oks(await five(() => shop.call('vip', 'savePrices', request, owner)))).toBe(5);
  }
});
