/** Exchanges, proposals, what the merchant begins, price differences and refunds that fail, through the real SDK. */
import type { ActionRequest } from '../../typings';
import type { AfterSaleDoc, OrderDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, otherShopper, owner, platformOperator, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  // a-1 and a-2 cost the same, a-3 does not; c-2 is there once.
  documents.spus!.push(spuDoc('a', { prices: [500, 500, 900], available: 1000 }), spuDoc('c', { prices: [700, 700], available: 50 }));
  shop = await ShopCloud.inProcess(documents);
  await shop.set('shops', { _id: 'shop-1' }, { returnAddress: address });
});
afterAll(() => shop.stop());
afterEach(async () => {
  await shop.runTimer();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

type Sku = 'a-1' | 'a-2' | 'c-1';
/** Paid for, and on its way. */
async function order(skuId: Sku = 'a-1', num = 2, shipped = true): Promise<{ orderId: string; outTradeNo: string; paidFen: number }> {
  const spuId = skuId.slice(0, 1);
  const paidFen = (spuId === 'a' ? 500 : 700) * num + 800;
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines: [{ spuId, skuId, num }], addressId: addressOf(shopper), expectedPayFen: paidFen }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  if (shipped) await shop.must('order', 'ship', { shopId: 'shop-1', orderId: orderIds[0]!, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
  return { orderId: orderIds[0]!, outTradeNo, paidFen };
}
const apply = (request: Omit<ActionRequest<'aftersale', 'apply'>, 'requestId'>) => shop.must('aftersale', 'apply', request, shopper);
const exchange = (orderId: string, wantedSkuId = 'a-2', num = 1, skuId = 'a-1') => apply({ orderId, skuId, type: 'EXCHANGE', num, reason: 'QUALITY_ISSUE', wantedSkuId });
const of = (afterSaleId: string) => ({ shopId: 'shop-1', afterSaleId });
const parcel = { deliveryId: 'SF', waybillId: 'SF7654321' };
const agree = (afterSaleId: string) => shop.must('aftersale', 'agree', of(afterSaleId), owner);
const sendBack = (afterSaleId: string) => shop.must('aftersale', 'sendBack', { afterSaleId, ...parcel }, shopper);
const answer = (afterSaleId: string, accept: boolean) => shop.must('aftersale', 'answer', { afterSaleId, accept }, shopper);
const stored = (afterSaleId: string) => shop.one<AfterSaleDoc>('aftersales', afterSaleId);
const orderOf = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const stock = async (skuId: string) => (await shop.one<SpuDoc>('spus', skuId.slice(0, 1))).stock[skuId]!;
const refundsOf = (outTradeNo: string) => shop.all<RefundDoc>('refunds', { outTradeNo });
async function overdue(afterSaleId: string) {
  await shop.set('aftersales', { _id: afterSaleId }, { deadline: Date.now() - 1 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  return stored(afterSaleId);
}

test('what goods may be exchanged for: the same price today, the very same SKU first', async () => {
  const { orderId } = await order();
  const { skus } = await shop.must('aftersale', 'exchangeable', { orderId, skuId: 'a-1' }, shopper);
  expect(skus.map(({ skuId, same }) => [skuId, same])).toEqual([['a-1', true], ['a-2', false]]);
  const ask = (change: object) => shop.call('aftersale', 'apply', { orderId, skuId: 'a-1', type: 'EXCHANGE', num: 1, reason: 'QUALITY_ISSUE', ...change } as never, shopper).then(refusal);
  expect(await ask({})).toMatchObject({ code: 'BAD_REQUEST', field: 'wantedSkuId' });
  expect(await ask({ wantedSkuId: 'a-3' })).toMatchObject({ code: 'BAD_REQUEST', field: 'wantedSkuId' });
  expect(await ask({ wantedSkuId: 'mug-1' })).toMatchObject({ code: 'BAD_REQUEST', field: 'wantedSkuId' });
  expect(await ask({ wantedSkuId: 'a-2', reason: 'NO_LONGER_WANT' })).toMatchObject({ field: 'reason' });
  expect(await ask({ wantedSkuId: 'a-2', goodsSkuId: 'a-2' })).toMatchObject({ field: 'goodsSkuId' });
  expect(refusal(await shop.call('aftersale', 'exchangeable', { orderId, skuId: 'a-1' }, otherShopper)).code).toBe('NOT_FOUND');
  const unshipped = await order('a-1', 1, false);
  expect(await ask({ orderId: unshipped.orderId, wantedSkuId: 'a-2' })).toMatchObject({ field: 'type' });
});

test('exchange: held when agreed, old pieces in and new ones out when reshipped, received; and then the new ones can go back', async () => {
  const { orderId, outTradeNo } = await order();
  const [before1, before2] = [await stock('a-1'), await stock('a-2')];
  const asked = await exchange(orderId);
  expect(asked).toMatchObject({ type: 'EXCHANGE', status: 'MERCHANT_PROCESSING', refundFen: 0, wanted: { skuId: 'a-2' } });
  expect(await stock('a-2')).toEqual(before2);
  expect(await agree(asked.afterSaleId)).toMatchObject({ status: 'USER_WAIT_RETURN', returnAddress: address });
  expect(await stock('a-2')).toMatchObject({ held: before2.held + 1, available: before2.available - 1 });
  expect(refusal(await shop.call('aftersale', 'reship', { ...of(asked.afterSaleId), ...parcel }, owner)).code).toBe('INVALID_STATE');
  expect(await sendBack(asked.afterSaleId)).toMatchObject({ status: 'MERCHANT_WAIT_RECEIPT' });
  expect(refusal(await shop.call('aftersale', 'receive', of(asked.afterSaleId), owner)).code).toBe('INVALID_STATE');
  expect(refusal(await shop.call('aftersale', 'reship', { ...of(asked.afterSaleId), ...parcel, damagedNum: 2 }, owner)).field).toBe('damagedNum');
  const reship = { ...of(asked.afterSaleId), ...parcel, damagedNum: 1, requestId: newRequest() };
  const sent = await Promise.all([1, 2, 3].map(() => shop.must('aftersale', 'reship', reship, owner)));
  expect(sent[0]).toMatchObject({ status: 'USER_WAIT_RECEIPT', reshipDelivery: { waybillId: 'SF7654321' } });
  // The old piece is damaged: out of the books. The new one is sold.
  expect(await stock('a-1')).toEqual({ ...before1, sold: before1.sold - 1, adjusted: before1.adjusted - 1 });
  expect(await stock('a-2')).toEqual({ ...before2, sold: before2.sold + 1, available: before2.available - 1 });
  expect(await shop.must('aftersale', 'confirmExchange', { afterSaleId: asked.afterSaleId }, shopper)).toMatchObject({ status: 'MERCHANT_EXCHANGE_SUCCESS', may: [] });
  expect(await refundsOf(outTradeNo)).toEqual([]);

  const { lines } = await shop.must('aftersale', 'eligible', { orderId }, shopper);
  expect(lines.map(({ line, orderSkuId }) => [line.skuId, orderSkuId, line.num, line.attrs[0]!.value])).toEqual([['a-1', 'a-1', 1, '第 1 种'], ['a-2', 'a-1', 1, '第 2 种']]);
  const second = await apply({ orderId, skuId: 'a-1', goodsSkuId: 'a-2', type: 'RETURN', num: 1, reason: 'NO_REASON_7_DAYS' });
  await agree(second.afterSaleId);
  await sendBack(second.afterSaleId);
  expect(await shop.must('aftersale', 'receive', of(second.afterSaleId), owner)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 500 });
  expect(await stock('a-2')).toEqual(before2);
  expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines.map(({ line }) => [line.skuId, line.num])).toEqual([['a-1', 1]]);
});

test('what is wanted is gone when the merchant agrees: refused; gone a moment later: the shopper is asked', async () => {
  const take = (available: number) => shop.set('spus', { _id: 'c' }, { 'stock.c-2': { available, held: 0, sold: 0, received: available, adjusted: 0 } });
  const { orderId } = await order('c-1', 1);
  const { afterSaleId } = await exchange(orderId, 'c-2', 1, 'c-1');
  await take(0);
  expect(refusal(await shop.call('aftersale', 'agree', of(afterSaleId), owner))).toMatchObject({ code: 'OUT_OF_STOCK', message: expect.stringMatching(/协商/) });
  // A silent merchant has agreed, to what is not there.
  expect(await overdue(afterSaleId)).toMatchObject({ status: 'USER_WAIT_CONFIRM_UPDATE', proposal: { by: 'system', type: 'RETURN', refundFen: 700, state: 'open' } });
  expect(await answer(afterSaleId, false)).toMatchObject({ status: 'MERCHANT_PROCESSING', type: 'EXCHANGE' });
  await take(1);
  expect(await agree(afterSaleId)).toMatchObject({ status: 'USER_WAIT_RETURN' });
  expect(await stock('c-2')).toMatchObject({ available: 0, held: 1 });
  await shop.must('aftersale', 'cancel', { afterSaleId }, shopper);
  expect(await stock('c-2')).toMatchObject({ available: 1, held: 0 });
  // Two want the last one, agreed to at the same time: one of them is asked.
  const orders = [await order('c-1', 1), await order('c-1', 1)];
  const asked = await Promise.all(orders.map((one) => exchange(one.orderId, 'c-2', 1, 'c-1')));
  const agreed = await Promise.all(asked.map((one) => shop.call('aftersale', 'agree', of(one.afterSaleId), owner)));
  const states = agreed.map((one) => (one.ok ? one.data.status : one.code)).sort();
  expect([['USER_WAIT_CONFIRM_UPDATE', 'USER_WAIT_RETURN'], ['OUT_OF_STOCK', 'USER_WAIT_RETURN']]).toContainEqual(states);
  const [loser] = (await Promise.all(asked.map((one) => stored(one.afterSaleId)))).filter(({ status }) => status !== 'USER_WAIT_RETURN');
  if (loser!.status === 'MERCHANT_PROCESSING') await overdue(loser!._id);
  // With consent it becomes a return.
  expect(await answer(loser!._id, true)).toMatchObject({ status: 'USER_WAIT_RETURN', type: 'RETURN', refundFen: 700 });
  await sendBack(loser!._id);
  expect(await shop.must('aftersale', 'receive', of(loser!._id), owner)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 700 });
  // Silence to what the system proposed ends it.
  const { orderId: last } = await order('c-1', 1);
  await take(5);
  await shop.set('spus', { _id: 'c' }, { 'stock.c-2': { available: 4, held: 1, sold: 0, received: 5, adjusted: 0 } });
  const third = await exchange(last, 'c-2', 1, 'c-1');
  await shop.set('spus', { _id: 'c' }, { 'stock.c-2': { available: 0, held: 1, sold: 0, received: 1, adjusted: 0 } });
  await overdue(third.afterSaleId);
  expect(await overdue(third.afterSaleId)).toMatchObject({ status: 'USER_CANCELD', proposal: { state: 'expired' } });
});

test('the merchant refuses an exchange, or to send others; silence at each step', async () => {
  const { orderId } = await order('a-1', 5);
  const before = await stock('a-2');
  const first = await exchange(orderId);
  expect(await shop.must('aftersale', 'reject', { ...of(first.afterSaleId), reason: '已使用', images: ['cloud://e/used.jpg'] }, owner)).toMatchObject({ status: 'MERCHANT_REJECT_EXCHANGE', log: expect.arrayContaining([expect.objectContaining({ images: ['cloud://e/used.jpg'] })]) });
  await shop.must('aftersale', 'cancel', { afterSaleId: first.afterSaleId }, shopper);

  const second = await exchange(orderId);
  await agree(second.afterSaleId);
  await sendBack(second.afterSaleId);
  expect(await shop.must('aftersale', 'reject', { ...of(second.afterSaleId), reason: '寄回的是别的商品' }, owner)).toMatchObject({ status: 'MERCHANT_REJECT_RESHIP' });
  expect(await stock('a-2')).toEqual(before);
  expect(await shop.must('aftersale', 'dispute', { afterSaleId: second.afterSaleId, text: '寄的就是原商品', images: ['/p.webp'] }, shopper)).toMatchObject({ may: ['cancel', 'say'] });
  expect(await shop.must('aftersale', 'decide', { afterSaleId: second.afterSaleId, refund: true, text: '支持买家' }, platformOperator)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 500, refundCause: 5 });

  const third = await exchange(orderId);
  expect(await overdue(third.afterSaleId)).toMatchObject({ status: 'USER_WAIT_RETURN' });
  expect(await stock('a-2')).toMatchObject({ held: before.held + 1 });
  expect(await overdue(third.afterSaleId)).toMatchObject({ status: 'RETURN_CLOSED' });
  expect(await stock('a-2')).toEqual(before);
  expect(await shop.must('aftersale', 'dispute', { afterSaleId: third.afterSaleId, text: '地址不对，寄不出去' }, shopper)).toMatchObject({ status: 'RETURN_CLOSED', dispute: { state: 'open' } });
  expect(await overdue(third.afterSaleId)).toMatchObject({ status: 'USER_CANCELD', dispute: { state: 'dismissed' } });

  const fourth = await exchange(orderId);
  await agree(fourth.afterSaleId);
  await sendBack(fourth.afterSaleId);
  expect(await overdue(fourth.afterSaleId)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundCause: 11, refundFen: 500 });
  expect(await stock('a-2')).toEqual(before);

  const fifth = await exchange(orderId, 'a-1');
  await agree(fifth.afterSaleId);
  await sendBack(fifth.afterSaleId);
  await shop.must('aftersale', 'reship', { ...of(fifth.afterSaleId), ...parcel }, owner);
  expect(await overdue(fifth.afterSaleId)).toMatchObject({ status: 'MERCHANT_EXCHANGE_SUCCESS' });
});

test('an exchange on its way back becomes a return with consent: what was held is free again', async () => {
  const { orderId } = await order();
  const before = await stock('a-2');
  const { afterSaleId } = await exchange(orderId);
  await agree(afterSaleId);
  await sendBack(afterSaleId);
  const proposal = { ...of(afterSaleId), type: 'RETURN' as const, refundFen: 450, text: '新品有瑕疵，退您货款' };
  expect(refusal(await shop.call('aftersale', 'propose', { ...proposal, type: 'REFUND' }, owner)).field).toBe('type');
  expect(await shop.must('aftersale', 'propose', proposal, owner)).toMatchObject({ status: 'USER_WAIT_CONFIRM_UPDATE', proposalsLeft: 2 });
  expect(refusal(await shop.call('aftersale', 'cancel', { afterSaleId }, shopper)).code).toBe('INVALID_STATE');
  expect(await answer(afterSaleId, false)).toMatchObject({ status: 'MERCHANT_WAIT_RECEIPT', type: 'EXCHANGE' });
  expect(await stock('a-2')).toMatchObject({ held: before.held + 1 });
  await shop.must('aftersale', 'propose', { ...proposal, refundFen: 500 }, owner);
  expect(await answer(afterSaleId, true)).toMatchObject({ status: 'MERCHANT_WAIT_RECEIPT', type: 'RETURN', refundFen: 500 });
  expect(await stock('a-2')).toEqual(before);
  expect(await shop.must('aftersale', 'receive', of(afterSaleId), owner)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 500 });
});

test('negotiation: a smaller sum for money only, accepted; declined and silent proposals give the turn back; three at most', async () => {
  const { orderId, outTradeNo } = await order('a-1', 2);
  const { afterSaleId, mostFen } = await apply({ orderId, skuId: 'a-1', type: 'RETURN', num: 2, reason: 'QUALITY_ISSUE' });
  expect(mostFen).toBe(1000);
  const propose = (refundFen: number, more: object = {}) => shop.call('aftersale', 'propose', { ...of(afterSaleId), type: 'REFUND', refundFen, text: '补偿部分货款，商品您留下', ...more } as never, owner);
  expect(refusal(await propose(1001)).field).toBe('refundFen');
  expect(refusal(await propose(1000, { type: 'RETURN' })).message).toMatch(/直接同意/);
  expect(refusal(await propose(300, { type: 'EXCHANGE' })).field).toBe('type');
  expect(await propose(200)).toMatchObject({ ok: true, data: { status: 'USER_WAIT_CONFIRM_UPDATE', proposal: { type: 'REFUND', refundFen: 200, state: 'open' } } });
  expect(refusal(await shop.call('aftersale', 'agree', of(afterSaleId), owner)).code).toBe('INVALID_STATE');
  expect(await answer(afterSaleId, false)).toMatchObject({ status: 'MERCHANT_PROCESSING', type: 'RETURN', refundFen: 1000, proposal: { state: 'declined' } });
  await propose(300);
  expect(await overdue(afterSaleId)).toMatchObject({ status: 'MERCHANT_PROCESSING', proposal: { state: 'expired' } });
  const third = { requestId: newRequest() };
  await propose(400, third);
  expect(await propose(400, third)).toMatchObject({ ok: true });
  const accept = { afterSaleId, accept: true, requestId: newRequest() };
  await Promise.all([1, 2].map(() => shop.must('aftersale', 'answer', accept, shopper)));
  expect(await shop.must('aftersale', 'answer', accept, shopper)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', type: 'REFUND', refundFen: 400 });
  expect((await refundsOf(outTradeNo)).map(({ refundFen }) => refundFen)).toEqual([400]);
  // Settled for less: nothing more can be asked for, but the order is not one of which everything went back.
  expect(await orderOf(orderId)).toMatchObject({ status: 30, refundedFen: 400 });
  expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines[0]).toMatchObject({ obstacle: '已全部退款' });

  const { orderId: other } = await order('a-1', 1);
  const asked = await apply({ orderId: other, skuId: 'a-1', type: 'REFUND', num: 1, reason: 'QUALITY_ISSUE' });
  for (let i = 0; i < 3; i++) {
    await shop.must('aftersale', 'propose', { ...of(asked.afterSaleId), type: 'RETURN', refundFen: 500, text: '请寄回检查' }, owner);
    await answer(asked.afterSaleId, false);
  }
  expect(refusal(await shop.call('aftersale', 'propose', { ...of(asked.afterSaleId), type: 'RETURN', refundFen: 500, text: '请寄回检查' }, owner)).message).toMatch(/再次协商/);
  const { orderId: unshipped } = await order('a-1', 1, false);
  const early = await apply({ orderId: unshipped, skuId: 'a-1', type: 'REFUND', num: 1, reason: 'OTHERS' });
  expect(refusal(await shop.call('aftersale', 'propose', { ...of(early.afterSaleId), type: 'REFUND', refundFen: 1, text: '少退一点' }, owner)).code).toBe('INVALID_STATE');
});

test('what they write to each other, with pictures, stands in the log; not after the end', async () => {
  const { orderId } = await order('a-1', 1);
  const { afterSaleId } = await apply({ orderId, skuId: 'a-1', type: 'RETURN', num: 1, reason: 'QUALITY_ISSUE' });
  const message = { afterSaleId, text: '裂纹在杯口', images: ['cloud://e/1.jpg', 'cloud://e/2.jpg'], requestId: newRequest() };
  await shop.must('aftersale', 'say', message, shopper);
  await shop.must('aftersale', 'say', message, shopper);
  const { log } = await shop.must('aftersale', 'shopSay', { ...of(afterSaleId), text: '收到，我们核实一下' }, owner);
  expect(log.filter(({ event }) => event === 'message').map(({ by, text, images = [] }) => [by, text, images.length])).toEqual([['shopper', '裂纹在杯口', 2], ['merchant', '收到，我们核实一下', 0]]);
  expect(refusal(await shop.call('aftersale', 'platformSay', { afterSaleId, text: '你好' }, platformOperator)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('aftersale', 'say', { afterSaleId, text: '  ' }, shopper)).field).toBe('text');
  await shop.must('aftersale', 'reject', { ...of(afterSaleId), reason: '不是质量问题' }, owner);
  await shop.must('aftersale', 'dispute', { afterSaleId, text: '请看图' }, shopper);
  await shop.must('aftersale', 'platformSay', { afterSaleId, text: '请商家补充检测报告' }, platformOperator);
  await shop.set('aftersales', { _id: afterSaleId }, { messages: 100 });
  expect(refusal(await shop.call('aftersale', 'say', { afterSaleId, text: '还有' }, shopper)).code).toBe('LIMIT_EXCEEDED');
  await shop.must('aftersale', 'cancel', { afterSaleId }, shopper);
  expect(refusal(await shop.call('aftersale', 'shopSay', { ...of(afterSaleId), text: '再见' }, owner)).code).toBe('INVALID_STATE');
});

test('the merchant begins: accepted, refused, and silence that takes money but gives no goods', async () => {
  const { orderId } = await order('a-1', 4);
  const offer = (type: 'REFUND' | 'RETURN', num = 1) => shop.must('aftersale', 'offer', { shopId: 'shop-1', orderId, skuId: 'a-1', type, num, reason: 'QUALITY_ISSUE', text: '这批次有问题' }, owner);
  expect(await shop.must('aftersale', 'startable', { shopId: 'shop-1', orderId }, owner)).toMatchObject({ lines: [{ leftFen: 2000, types: ['REFUND', 'RETURN'], refundFen: [500, 1000, 1500, 2000] }] });
  const first = await offer('REFUND');
  expect(first).toMatchObject({ status: 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', startedBy: 'merchant', refundFen: 500 });
  expect(await shop.must('aftersale', 'get', { afterSaleId: first.afterSaleId }, shopper)).toMatchObject({ may: ['decline', 'accept', 'say'] });
  expect(await answer(first.afterSaleId, true)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
  const second = await offer('RETURN');
  expect(await answer(second.afterSaleId, true)).toMatchObject({ status: 'USER_WAIT_RETURN', returnAddress: address });
  // Brought to the shop: no waybill.
  expect(await shop.must('aftersale', 'receive', of(second.afterSaleId), owner)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundCause: 2 });
  const third = await offer('RETURN');
  expect(await overdue(third.afterSaleId)).toMatchObject({ status: 'USER_CANCELD' });
  const fourth = await offer('REFUND');
  expect(await answer(fourth.afterSaleId, false)).toMatchObject({ status: 'USER_CANCELD' });
  const fifth = await offer('REFUND', 2);
  expect(await overdue(fifth.afterSaleId)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 10 });
  expect(await orderOf(orderId)).toMatchObject({ status: 200, refundedFen: 2000 });
  // None of them was counted against the shopper.
  expect((await orderOf(orderId)).afterSales!['a-1']!.requests ?? 0).toBe(0);
  const unshipped = await order('a-1', 1, false);
  const early = await shop.must('aftersale', 'offer', { shopId: 'shop-1', orderId: unshipped.orderId, skuId: 'a-1', type: 'REFUND', num: 1, reason: 'OTHERS', text: '缺货，无法发出' }, owner);
  expect(await overdue(early.afterSaleId)).toMatchObject({ status: 'USER_CANCELD' });
});

test('price differences: several, up to what is left, then the pieces for the rest', async () => {
  const { orderId, outTradeNo, paidFen } = await order('a-1', 2, false);
  const difference = (refundFen: number, requestId = newRequest()) => shop.call('aftersale', 'priceDiff', { shopId: 'shop-1', orderId, skuId: 'a-1', refundFen, text: '降价补差', requestId }, owner);
  const requestId = newRequest();
  expect(await difference(100, requestId)).toMatchObject({ ok: true, data: { status: 'MERCHANT_REFUND_SUCCESS', subType: 'REFUND_PRICE_DIFF', refundFen: 100 } });
  expect(await difference(100, requestId)).toMatchObject({ ok: true, data: { refundFen: 100 } });
  expect(await difference(101)).toMatchObject({ ok: true });
  expect(refusal(await difference(800))).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'refundFen', detail: { most: 799 } });
  expect(refusal(await difference(0)).field).toBe('refundFen');
  const { lines } = await shop.must('aftersale', 'eligible', { orderId }, shopper);
  expect(lines[0]).toMatchObject({ refundFen: [400, 1599], types: ['REFUND'] });
  const asked = await apply({ orderId, skuId: 'a-1', type: 'REFUND', num: 2, reason: 'NO_LONGER_WANT' });
  expect(refusal(await difference(1)).message).toMatch(/处理中/);
  expect(await agree(asked.afterSaleId)).toMatchObject({ refundFen: 1599 });
  expect(await orderOf(orderId)).toMatchObject({ status: 200, refundedFen: paidFen });
  expect((await refundsOf(outTradeNo)).reduce((all, { refundFen }) => all + refundFen, 0)).toBe(paidFen);
  // Two at the same time never give more than there is.
  const race = await order('a-1', 1);
  const both = await Promise.all([1, 2].map(() => shop.call('aftersale', 'priceDiff', { shopId: 'shop-1', orderId: race.orderId, skuId: 'a-1', refundFen: 300, text: '降价补差' }, owner)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a parcel that is stopped on its way: back into stock and refunded; not stopped: refused; no word: refunded', async () => {
  const { orderId } = await order('a-1', 3);
  const before = await stock('a-1');
  const ask = () => apply({ orderId, skuId: 'a-1', type: 'REFUND', num: 1, reason: 'NOT_DELIVERED_TOO_LONG' });
  const stop = async () => {
    const { afterSaleId } = await ask();
    expect(await shop.must('aftersale', 'intercept', of(afterSaleId), owner)).toMatchObject({ status: 'WAIT_PACKAGE_INTERCEPT' });
    return afterSaleId;
  };
  expect(await shop.must('aftersale', 'receive', of(await stop()), owner)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 1 });
  expect(await stock('a-1')).toEqual({ ...before, sold: before.sold - 1, available: before.available + 1 });
  const second = await stop();
  expect(await shop.must('aftersale', 'reject', { ...of(second), reason: '快递已派送' }, owner)).toMatchObject({ status: 'MERCHANT_REJECT_REFUND' });
  await shop.must('aftersale', 'cancel', { afterSaleId: second }, shopper);
  expect(await overdue(await stop())).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 11 });
  expect(await stock('a-1')).toMatchObject({ available: before.available + 1 });
  await shop.must('order', 'confirm', { orderId }, shopper);
  expect(refusal(await shop.call('aftersale', 'intercept', of((await ask()).afterSaleId), owner)).code).toBe('INVALID_STATE');
});

test('WeChat Pay refuses again and again: failed, tried again, then for the merchant to see to; paid by another way, or at last by it', async () => {
  const failing = async () => {
    const scene = await order('a-1', 1);
    const { afterSaleId } = await apply({ orderId: scene.orderId, skuId: 'a-1', type: 'REFUND', num: 1, reason: 'QUALITY_ISSUE' });
    // A total that is not WeChat Pay's.
    await shop.set('payments', { _id: scene.outTradeNo }, { payFen: scene.paidFen + 1 });
    expect(await agree(afterSaleId)).toMatchObject({ status: 'PLATFORM_REFUNDING' });
    return { ...scene, afterSaleId };
  };
  const until = async (afterSaleId: string, status: string) => {
    for (let i = 0; i < 12 && (await stored(afterSaleId)).status !== status; i++) await shop.runTimer();
    expect((await stored(afterSaleId)).status).toBe(status);
  };
  const mend = async ({ outTradeNo, paidFen }: { outTradeNo: string; paidFen: number }) => {
    await shop.set('payments', { _id: outTradeNo }, { payFen: paidFen });
    await shop.set('refunds', { outTradeNo }, { totalFen: paidFen });
  };
  const first = await failing();
  await until(first.afterSaleId, 'PLATFORM_REFUND_FAIL');
  expect(await refundsOf(first.outTradeNo)).toEqual([expect.objectContaining({ state: 'refused', todo: [], attempts: expect.any(Number) })]);
  const { attempts } = (await refundsOf(first.outTradeNo))[0]!;
  await shop.runTimer();
  expect((await refundsOf(first.outTradeNo))[0]!.attempts).toBe(attempts);
  expect(await overdue(first.afterSaleId)).toMatchObject({ status: 'PLATFORM_REFUNDING' });
  await until(first.afterSaleId, 'PLATFORM_REFUND_FAIL');
  await shop.must('aftersale', 'retryRefund', of(first.afterSaleId), owner);
  await until(first.afterSaleId, 'MERCHANT_REFUND_RETRY_FAIL');
  const certificate = { ...of(first.afterSaleId), images: ['cloud://e/transfer.jpg'], text: '已银行转账', requestId: newRequest() };
  expect(refusal(await shop.call('aftersale', 'certify', certificate, owner)).message).toMatch(/分钟后/);
  await shop.set('aftersales', { _id: first.afterSaleId }, { givenUpAt: Date.now() - 200_000 });
  expect(refusal(await shop.call('aftersale', 'certify', { ...certificate, images: [] }, owner)).field).toBe('images');
  expect(await shop.must('aftersale', 'certify', certificate, owner)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', certificate: { text: '已银行转账' } });
  expect(await shop.must('aftersale', 'certify', certificate, owner)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
  expect(await refundsOf(first.outTradeNo)).toEqual([expect.objectContaining({ state: 'offline', todo: [] })]);
  await mend(first);
  await shop.runTimer();
  expect((await shop.control<{ refunds: unknown[] }>('pay', { outTradeNo: first.outTradeNo })).refunds).toEqual([]);

  const second = await failing();
  await until(second.afterSaleId, 'PLATFORM_REFUND_FAIL');
  await mend(second);
  expect(await shop.must('aftersale', 'retryRefund', of(second.afterSaleId), owner)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundFen: 500 });
  expect(await refundsOf(second.outTradeNo)).toEqual([expect.objectContaining({ state: 'success', todo: [] })]);
});

test('accept against cancel, reship against the deadline, agree against cancel: one of them happens', async () => {
  for (let round = 0; round < 3; round++) {
    const { orderId } = await order('a-1', 2);
    const first = await exchange(orderId);
    const [agreed, cancelled] = await Promise.all([shop.call('aftersale', 'agree', of(first.afterSaleId), owner), shop.call('aftersale', 'cancel', { afterSaleId: first.afterSaleId }, shopper)]);
    expect([agreed.ok, cancelled.ok]).toContain(true);
    if ((await stored(first.afterSaleId)).status !== 'USER_CANCELD') await shop.must('aftersale', 'cancel', { afterSaleId: first.afterSaleId }, shopper);

    const second = await apply({ orderId, skuId: 'a-1', type: 'RETURN', num: 1, reason: 'QUALITY_ISSUE' });
    await shop.must('aftersale', 'propose', { ...of(second.afterSaleId), type: 'REFUND', refundFen: 100, text: '补偿您一些' }, owner);
    const [accepted, given] = await Promise.all([shop.call('aftersale', 'answer', { afterSaleId: second.afterSaleId, accept: true }, shopper), shop.call('aftersale', 'cancel', { afterSaleId: second.afterSaleId }, shopper)]);
    expect([accepted.ok, given.ok].filter(Boolean)).toHaveLength(1);

    const third = await exchange(orderId);
    await agree(third.afterSaleId);
    await sendBack(third.afterSaleId);
    await shop.set('aftersales', { _id: third.afterSaleId }, { deadline: Date.now() - 1 });
    const [sent] = await Promise.all([shop.call('aftersale', 'reship', { ...of(third.afterSaleId), ...parcel }, owner), shop.runTimer()]);
    expect((await stored(third.afterSaleId)).status).toBe(sent.ok ? 'USER_WAIT_RECEIPT' : 'MERCHANT_RETURN_SUCCESS');
  }
});
