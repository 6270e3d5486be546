/** Orders in several parcels: what goes out, what WeChat hears of it, and what two people at once, a crash or a refusal make of both. */
import type { AfterSaleDoc, OrderDoc, PaymentDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { LinePieces } from '../../typings';
import { atEveryFault, withFault, type FaultRule } from './support/faults';
import { brokenInvariants, readDocuments } from './support/invariants';
import { PayDesk } from './support/pay-desk';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, clerk, fixtureDocuments, otherShopper, owner, packer, shopper, spuDoc } from './support/shop-fixture';

jest.setTimeout(180_000);

let shop: ShopCloud;
let desk: PayDesk;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [1000, 500], available: 100_000 }));
  shop = await ShopCloud.start(documents);
  desk = new PayDesk(shop);
});
afterAll(() => shop.stop());
afterEach(async () => {
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const A3B2 = [{ spuId: 'a', skuId: 'a-1', num: 3 }, { spuId: 'a', skuId: 'a-2', num: 2 }];
const waybill = () => `SF${Math.random().toString(36).slice(2, 12).toUpperCase()}`;
const shopId = 'shop-1';

async function paid(lines = A3B2, payFen = 4800, by = shopper) {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(by), expectedPayFen: payFen }, by);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, by);
  await shop.pay(outTradeNo);
  return { orderId: orderIds[0]!, orderIds, outTradeNo };
}
const parcelOf = (orderId: string, lines?: LinePieces[]) => ({ shopId, orderId, deliveryId: 'SF', waybillId: waybill(), ...(lines ? { lines } : {}) });
const pieces = (a: number, b = 0): LinePieces[] => [...(a ? [{ skuId: 'a-1', num: a }] : []), ...(b ? [{ skuId: 'a-2', num: b }] : [])];
const order = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const told = async (outTradeNo: string) => (await desk.look(outTradeNo)).order!.shipping;
const refund = (orderId: string, skuId: string, num: number, by = shopper) => shop.call('aftersale', 'apply', { orderId, skuId, type: 'REFUND', num, reason: 'NO_LONGER_WANT' }, by);

test('in two parcels: partly shipped, then all; WeChat hears of both; confirmed from the last one on', async () => {
  const { orderId, outTradeNo } = await paid();
  const first = parcelOf(orderId, pieces(2));
  const request = { ...first, requestId: newRequest() };
  const partly = await shop.must('order', 'ship', request, packer);
  expect(partly).toMatchObject({ status: 21, confirmBefore: null, delivery: { waybillId: first.waybillId }, toShip: [{ skuId: 'a-1', num: 1, held: false }, { skuId: 'a-2', num: 2, held: false }], upload: { state: 'owed' } });
  expect(partly.parcels).toEqual([expect.objectContaining({ parcelId: '1', lines: pieces(2), phone: '95338', correctedAt: null })]);
  // The same again is the same parcel.
  expect((await shop.must('order', 'ship', request, packer)).parcels).toHaveLength(1);
  expect(refusal(await shop.call('order', 'confirm', { orderId }, shopper)).code).toBe('INVALID_STATE');
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ logisticsType: 1, deliveryMode: 2, complete: false, parcels: [{ tracking_no: first.waybillId, express_company: 'SF', item_desc: '测试商品 a*2', contact: { receiver_contact: '199****0001' } }] });
  expect(refusal(await shop.call('order', 'ship', parcelOf(orderId, pieces(2)), owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'lines[0]' });

  const rest = await shop.must('order', 'ship', parcelOf(orderId), owner);
  expect(rest).toMatchObject({ status: 30, toShip: [], parcels: [{}, { parcelId: '2', lines: pieces(1, 2) }], delivery: { waybillId: first.waybillId } });
  expect(rest.confirmBefore! - rest.parcels[1]!.shippedAt).toBe(10 * 86_400_000);
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ deliveryMode: 2, complete: true, corrected: false, parcels: [{}, {}] });
  expect(await order(orderId)).toMatchObject({ upload: { state: 'done' }, todo: [] });
  const seen = await shop.must('order', 'get', { orderId }, shopper);
  expect(seen.upload).toBeUndefined();
  expect(seen.log.map(({ event }) => event)).toEqual(['place', 'pay', 'shipPart', 'ship']);
  await shop.set('orders', { _id: orderId }, { confirmBefore: 1 });
  await shop.runTimer();
  expect((await order(orderId)).status).toBe(100);
  expect(refusal(await shop.call('order', 'ship', parcelOf(orderId), owner)).code).toBe('INVALID_STATE');
});

test('an order from before parcels shows the one it went out with', async () => {
  const { orderId } = await paid();
  await shop.must('order', 'ship', parcelOf(orderId), owner);
  const { parcels, deliveries: _deliveries, upload: _upload, ...old } = await order(orderId);
  const copy: OrderDoc = { ...old, _id: 'old', tradeId: 'old', orderNo: 'old', status: 250, paidAt: null, paymentId: '', todo: [] };
  await shop.insert('orders', [copy]);
  expect((await shop.must('order', 'get', { orderId: 'old' }, shopper)).parcels).toEqual([expect.objectContaining({ parcelId: '1', waybillId: parcels![0]!.waybillId, lines: pieces(3, 2) })]);
});

test('a number is put right once a payment, and WeChat hears the right one', async () => {
  const { orderId, outTradeNo } = await paid();
  await shop.must('order', 'ship', parcelOf(orderId), owner);
  await shop.runTimer();
  const correction = { shopId, orderId, parcelId: '1', deliveryId: 'ZTO', waybillId: 'ZT88888888' };
  expect(refusal(await shop.call('order', 'correctParcel', { ...correction, parcelId: '2' }, owner)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('order', 'correctParcel', { ...correction, waybillId: '??' }, owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'waybillId' });
  const twice = await Promise.all([owner, clerk].map((by, i) => shop.call('order', 'correctParcel', { ...correction, waybillId: `ZT8888888${i}` }, by)));
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
  expect(twice.find(({ ok }) => !ok)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  const { parcels, delivery, log } = await shop.must('order', 'get', { orderId }, shopper);
  expect(parcels[0]).toMatchObject({ deliveryName: '中通快递', phone: '95311', waybillId: delivery!.waybillId });
  expect(parcels[0]!.correctedAt).toBeGreaterThan(0);
  expect(log.at(-1)).toMatchObject({ event: 'trackingChange', by: 'merchant' });
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ corrected: true, parcels: [{ tracking_no: parcels[0]!.waybillId }] });
});

test('what is asked about waits, the rest goes; when the last pieces that are here are refunded, the order is on its way', async () => {
  const { orderId, outTradeNo } = await paid();
  const asked = await refund(orderId, 'a-1', 2);
  if (!asked.ok) throw new Error(asked.message);
  expect(refusal(await shop.call('order', 'ship', parcelOf(orderId), owner))).toMatchObject({ code: 'INVALID_STATE', detail: { afterSaleId: asked.data.afterSaleId } });
  expect(refusal(await shop.call('order', 'ship', parcelOf(orderId, pieces(1)), owner))).toMatchObject({ code: 'INVALID_STATE', field: 'lines[0]' });
  const partly = await shop.must('order', 'ship', parcelOf(orderId, pieces(0, 2)), owner);
  expect(partly).toMatchObject({ status: 21, toShip: [{ skuId: 'a-1', num: 3, held: true }] });
  await shop.runTimer();
  await shop.must('aftersale', 'agree', { shopId, afterSaleId: asked.data.afterSaleId }, owner);
  expect(await order(orderId)).toMatchObject({ status: 21, refundedFen: 2000 });
  const { lines, unshipped } = await shop.must('aftersale', 'eligible', { orderId }, shopper);
  expect([unshipped, lines.map(({ line, types, unshipped: here }) => [line.num, types, here])]).toEqual([false, [[1, ['REFUND'], true], [2, ['REFUND', 'RETURN', 'EXCHANGE'], false]]]);
  expect(refusal(await refund(orderId, 'a-1', 2)).field).toBe('num');
  const last = await refund(orderId, 'a-1', 1);
  if (!last.ok) throw new Error(last.message);
  await shop.must('aftersale', 'agree', { shopId, afterSaleId: last.data.afterSaleId }, owner);
  const shipped = await shop.must('order', 'get', { orderId }, shopper);
  expect(shipped).toMatchObject({ status: 30, refundedFen: 3000, toShip: [] });
  expect(shipped.confirmBefore).toBe(shipped.parcels[0]!.shippedAt + 10 * 86_400_000);
  expect((await shop.one<AfterSaleDoc>('aftersales', last.data.afterSaleId)).refundFen).toBe(1000);
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ complete: true });
  // What came can be sent back; then nothing is left.
  const back = await shop.must('aftersale', 'apply', { orderId, skuId: 'a-2', type: 'RETURN', num: 2, reason: 'OTHERS' }, shopper);
  await shop.must('aftersale', 'cancel', { afterSaleId: back.afterSaleId }, shopper);
  await shop.must('order', 'confirm', { orderId }, shopper);
});

test('refused, shipped in part, then decided for the shopper: only what is still here goes back into stock', async () => {
  const { orderId } = await paid();
  const asked = await refund(orderId, 'a-1', 3);
  if (!asked.ok) throw new Error(asked.message);
  const { afterSaleId } = asked.data;
  await shop.must('aftersale', 'reject', { shopId, afterSaleId, reason: '已经打包' }, owner);
  await shop.must('order', 'ship', parcelOf(orderId, pieces(1)), owner);
  const before = (await shop.one<SpuDoc>('spus', 'a')).stock['a-1']!;
  await shop.must('aftersale', 'dispute', { afterSaleId, text: '还没发货' }, shopper);
  await shop.must('aftersale', 'decide', { afterSaleId, refund: true, text: '支持退款' }, 'o-operator');
  const after = (await shop.one<SpuDoc>('spus', 'a')).stock['a-1']!;
  expect([after.available - before.available, before.sold - after.sold]).toEqual([2, 2]);
  expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ status: 21, refundedFen: 3000, toShip: [{ skuId: 'a-2', num: 2 }] });
});

test('at most as many parcels as the rule says', async () => {
  const { orderId } = await paid([{ spuId: 'a', skuId: 'a-1', num: 20 }], 20_000);
  for (let i = 0; i < 14; i++) await shop.must('order', 'ship', parcelOf(orderId, pieces(1)), owner);
  expect(refusal(await shop.call('order', 'ship', parcelOf(orderId, pieces(1)), owner))).toMatchObject({ code: 'BAD_REQUEST', field: 'lines' });
  const last = await shop.must('order', 'ship', parcelOf(orderId), owner);
  expect([last.status, last.parcels.length]).toEqual([30, 15]);
});

test('two at once never ship the same piece', async () => {
  const { orderId } = await paid();
  const answers = await Promise.all([owner, clerk, packer, owner].map((by) => shop.call('order', 'ship', parcelOf(orderId, pieces(1, 1)), by)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  const { parcels } = await order(orderId);
  expect(parcels!.flatMap(({ lines }) => lines).filter(({ skuId }) => skuId === 'a-2')).toHaveLength(2);
});

test('a parcel and a request for the money of the same pieces: one of them', async () => {
  for (let i = 0; i < 6; i++) {
    const { orderId } = await paid([{ spuId: 'a', skuId: 'a-1', num: 2 }], 2800);
    const [sent, asked] = await Promise.all([shop.call('order', 'ship', parcelOf(orderId, pieces(2)), owner), refund(orderId, 'a-1', 2)]);
    expect([sent.ok, asked.ok].filter(Boolean)).toHaveLength(1);
  }
});

test('orders of two shops under one payment are one list for WeChat', async () => {
  const both = [{ spuId: 'a', skuId: 'a-1', num: 1 }, { spuId: 'tea', skuId: 'tea-1', num: 1 }];
  const { orderIds, outTradeNo } = await paid(both, 1800 + 8800, otherShopper);
  const [mine, theirs] = (await Promise.all(orderIds.map(order))).sort((a, b) => (a.shopId < b.shopId ? -1 : 1));
  await shop.must('order', 'ship', parcelOf(mine!._id), owner);
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ deliveryMode: 2, complete: false });
  await shop.must('order', 'ship', { ...parcelOf(theirs!._id), shopId: 'shop-2' }, 'o-merchant-2');
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ deliveryMode: 2, complete: true, parcels: [{}, {}] });
  // The first correction uses the payment's only one up.
  await shop.must('order', 'correctParcel', { shopId, orderId: mine!._id, parcelId: '1', deliveryId: 'SF', waybillId: 'SF77777777' }, owner);
  expect(refusal(await shop.call('order', 'correctParcel', { shopId: 'shop-2', orderId: theirs!._id, parcelId: '1', deliveryId: 'SF', waybillId: 'SF77777778' }, 'o-merchant-2')).code).toBe('LIMIT_EXCEEDED');
});

test('what WeChat refuses is sent again, later and later; then the merchant sees why, and can send it anew', async () => {
  const { orderId, outTradeNo } = await paid();
  const { transactionId } = await shop.one<PaymentDoc>('payments', outTradeNo);
  await shop.set('payments', { _id: outTradeNo }, { transactionId: 'unknown' });
  await shop.must('order', 'ship', parcelOf(orderId), owner);
  for (const [tries, state] of [[1, 'owed'], [2, 'owed'], [3, 'failed']] as const) {
    const before = await order(orderId);
    await shop.runTimer();
    const { upload, uploadAfter } = await order(orderId);
    expect(upload).toMatchObject({ tries, state, code: 10060001, text: expect.stringContaining('支付单不存在') as string });
    expect(uploadAfter! - before.uploadAfter!).toBeGreaterThan(0);
    // Not before its time.
    await shop.runTimer();
    expect((await order(orderId)).upload).toEqual(upload);
    await shop.set('orders', { _id: orderId }, { uploadAfter: 1 });
  }
  expect((await order(orderId)).todo).toEqual([]);
  expect((await shop.must('order', 'shopGet', { shopId, orderId }, owner)).upload).toMatchObject({ state: 'failed' });
  await shop.set('payments', { _id: outTradeNo }, { transactionId });
  await shop.must('order', 'retryUpload', { shopId, orderId }, owner);
  expect(refusal(await shop.call('order', 'retryUpload', { shopId, orderId }, owner)).code).toBe('INVALID_STATE');
  await shop.runTimer();
  expect(await told(outTradeNo)).toMatchObject({ complete: true });
  expect((await order(orderId)).upload).toMatchObject({ state: 'done' });
});

test('a parcel whose process dies is sent or not, and its repeat says which', async () => {
  await atEveryFault({
    shop,
    of: { function: 'order', action: 'ship' },
    prepare: async () => ({ ...parcelOf((await paid()).orderId, pieces(1, 1)), requestId: newRequest() }),
    act: (request) => shop.call('order', 'ship', request, owner),
    recovered: async (request, { state }) => {
      expect(brokenInvariants(await state(), { settled: true })).toEqual([]);
      expect((await shop.must('order', 'ship', request, owner)).parcels).toEqual([expect.objectContaining({ waybillId: request.waybillId })]);
    },
  });
});

test('a process that dies while it tells WeChat tells it once more, and WeChat has it once', async () => {
  const points: Omit<FaultRule, 'what'>[] = [1, 2].flatMap((nth) => (['before', 'after'] as const).map((when) => ({ function: 'timer', collection: 'payments', operation: 'write', nth, when })));
  for (const point of [...points, { function: 'timer', collection: 'orders', operation: 'write', nth: 1, when: 'before' as const }]) {
    const { orderId, outTradeNo } = await paid();
    await shop.must('order', 'ship', parcelOf(orderId, pieces(1)), owner);
    const { hits } = await withFault(shop, { ...point, what: 'crash', times: 1 }, () => shop.runTimer().catch(() => null));
    expect([point, hits]).toEqual([point, 1]);
    await shop.must('order', 'ship', parcelOf(orderId), owner);
    await shop.runTimer();
    expect(await told(outTradeNo)).toMatchObject({ complete: true, corrected: false, parcels: [{}, {}] });
    expect((await told(outTradeNo))!.parcels).toHaveLength(2);
    expect(await order(orderId)).toMatchObject({ upload: { state: 'done' }, todo: [] });
  }
});
