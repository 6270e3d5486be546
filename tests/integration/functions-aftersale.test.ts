/** After-sales through the real SDK: each step, what may not be, deadlines, money, stock. */
import type { ActionRequest, AfterSaleDetail } from '../../typings';
import type { AfterSaleDoc, OrderDoc, RefundDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { userCouponDoc } from './support/offer-fixture';
import { newRequest, refusal, ShopCloud } from './support/shop-cloud';
import { address, addressOf, clerk, fixtureDocuments, owner, otherShopper, platformOperator, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('a', { prices: [333, 200], available: 100_000 }));
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  await shop.runTimer();
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const DAY = 24 * 3600_000;
const lines = [
  { spuId: 'a', skuId: 'a-1', num: 3 },
  { spuId: 'a', skuId: 'a-2', num: 1 },
];
/** 999 + 200 + 800 freight. */
const total = 1999;

async function paidOrder(): Promise<{ orderId: string; outTradeNo: string }> {
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: total }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  return { orderId: orderIds[0]!, outTradeNo };
}
const ship = (orderId: string) => shop.call('order', 'ship', { shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, owner);
async function shippedOrder() {
  const scene = await paidOrder();
  expect(await ship(scene.orderId)).toMatchObject({ ok: true });
  return scene;
}
const refundAll = (orderId: string) => ({ orderId, skuId: 'a-1', type: 'REFUND' as const, num: 3, reason: 'OTHERS' as const });
const returnOne = (orderId: string) => ({ orderId, skuId: 'a-1', type: 'RETURN' as const, num: 1, reason: 'QUALITY_ISSUE' as const, description: '有裂纹', images: ['cloud://e/a.jpg'] });
const apply = (request: Omit<ActionRequest<'aftersale', 'apply'>, 'requestId'>) => shop.must('aftersale', 'apply', request, shopper);
const merchant = (afterSaleId: string) => ({ shopId: 'shop-1', afterSaleId });
const stock = async (sku = 'a-1') => (await shop.one<SpuDoc>('spus', 'a')).stock[sku]!;
const orderOf = (orderId: string) => shop.one<OrderDoc>('orders', orderId);
const stored = (afterSaleId: string) => shop.one<AfterSaleDoc>('aftersales', afterSaleId);
/** As if the step's time were over. */
async function overdue(afterSaleId: string) {
  await shop.set('aftersales', { _id: afterSaleId }, { deadline: Date.now() - 1 });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
}
const refundsOf = (outTradeNo: string) => shop.all<RefundDoc>('refunds', { outTradeNo });

test('what can be asked for: the amounts by pieces, freight with the last goods', async () => {
  const { orderId } = await paidOrder();
  const found = await shop.must('aftersale', 'eligible', { orderId }, shopper);
  expect(found).toMatchObject({ orderId, unshipped: true });
  expect(found.lines.map(({ types, refundFen, obstacle, line }) => [types, refundFen, obstacle, line.num])).toEqual([
    [['REFUND'], [333, 666, 999], '', 3],
    [['REFUND'], [200], '', 1],
  ]);
  await ship(orderId);
  expect((await shop.must('aftersale', 'eligible', { orderId }, shopper)).lines[0]!.types).toEqual(['REFUND', 'RETURN', 'EXCHANGE']);
});

test('unshipped goods: the money goes back with the last line’s freight, the pieces into stock, the order is closed', async () => {
  const { orderId, outTradeNo } = await paidOrder();
  const before = await stock();
  const first = await apply(refundAll(orderId));
  expect(first).toMatchObject({ status: 'MERCHANT_PROCESSING', refundFen: 999, may: ['cancel', 'say'], unshipped: true, log: [{ event: 'submit' }] });
  expect(first.deadline! - first.createdAt).toBe(2 * DAY);
  expect(await shop.must('aftersale', 'shopCounts', { shopId: 'shop-1' }, clerk)).toEqual({ todo: 1 });
  const agreed = await shop.must('aftersale', 'agree', merchant(first.afterSaleId), owner);
  expect(agreed).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundFen: 999, refundCause: 1, deadline: null });
  expect(await stock()).toEqual({ ...before, sold: before.sold - 3, available: before.available + 3 });
  expect(await orderOf(orderId)).toMatchObject({ status: 20, refundedFen: 999, shipHolds: [] });

  const second = await apply({ ...refundAll(orderId), skuId: 'a-2', num: 1 });
  expect(second.refundFen).toBe(1000);
  await shop.must('aftersale', 'agree', merchant(second.afterSaleId), clerk);
  expect(await shop.must('order', 'get', { orderId }, shopper)).toMatchObject({ status: 200, refundedFen: total, cancelReason: '商品已全部退款' });
  expect((await refundsOf(outTradeNo)).map(({ refundFen, state }) => [refundFen, state]).sort()).toEqual([[1000, 'success'], [999, 'success']].sort());
  const books = await shop.control<{ refunds: { refundFee: number }[] }>('pay', { outTradeNo });
  expect(books.refunds.reduce((all, { refundFee }) => all + refundFee, 0)).toBe(total);
  expect(refusal(await ship(orderId)).code).toBe('INVALID_STATE');
  expect(refusal(await shop.call('aftersale', 'apply', refundAll(orderId), shopper)).message).toMatch(/已全部退款/);
});

test('a discount is given back with the pieces that it was for, to the fen; the coupon comes back with the last of them', async () => {
  await shop.insert('userCoupons', [userCouponDoc('five', shopper)]);
  const { tradeId, orderIds } = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), expectedPayFen: total - 500, coupons: { 'shop-1': ['five'] } }, shopper);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.pay(outTradeNo);
  const orderId = orderIds[0]!;
  const paid = (await orderOf(orderId)).lines.map(({ paidFen }) => paidFen);
  expect(paid[0]! + paid[1]!).toBe(699);
  const give = async (skuId: string, num: number) => {
    const { afterSaleId } = await apply({ ...refundAll(orderId), skuId, num });
    return (await shop.must('aftersale', 'agree', merchant(afterSaleId), owner)).refundFen;
  };
  const pieces = [await give('a-1', 1), await give('a-1', 1), await give('a-1', 1)];
  expect(pieces.reduce((all, fen) => all + fen, 0)).toBe(paid[0]);
  expect(Math.max(...pieces) - Math.min(...pieces)).toBeLessThanOrEqual(1);
  expect(await shop.one('userCoupons', 'five')).toMatchObject({ status: 102, orderId });
  expect(await give('a-2', 1)).toBe(paid[1]! + 800);
  expect(await orderOf(orderId)).toMatchObject({ status: 200, refundedFen: total - 500 });
  expect(await shop.one('userCoupons', 'five')).toMatchObject({ status: 100, orderId: '' });
});

test('return and refund: agreed, sent back, received; the pieces come back, the freight does not', async () => {
  const { orderId } = await shippedOrder();
  const before = await stock();
  const asked = await apply(returnOne(orderId));
  expect(asked).toMatchObject({ type: 'RETURN', refundFen: 333, images: ['cloud://e/a.jpg'], description: '有裂纹' });
  expect(refusal(await shop.call('aftersale', 'agree', merchant(asked.afterSaleId), owner)).field).toBe('returnAddress');
  expect(refusal(await shop.call('aftersale', 'agree', { ...merchant(asked.afterSaleId), returnAddress: { ...address, telNumber: '1' } }, owner)).field).toBe('returnAddress.telNumber');
  const agreed = await shop.must('aftersale', 'agree', { ...merchant(asked.afterSaleId), returnAddress: address }, owner);
  expect(agreed).toMatchObject({ status: 'USER_WAIT_RETURN', returnAddress: address });
  expect(refusal(await shop.call('aftersale', 'sendBack', { afterSaleId: asked.afterSaleId, deliveryId: 'NONE', waybillId: 'SF123456' }, shopper)).field).toBe('deliveryId');
  expect(refusal(await shop.call('aftersale', 'sendBack', { afterSaleId: asked.afterSaleId, deliveryId: 'SF', waybillId: '1' }, shopper)).field).toBe('waybillId');
  const sent = await shop.must('aftersale', 'sendBack', { afterSaleId: asked.afterSaleId, deliveryId: 'SF', waybillId: 'SF 123 456' }, shopper);
  expect(sent).toMatchObject({ status: 'MERCHANT_WAIT_RECEIPT', returnDelivery: { waybillId: 'SF123456', deliveryName: '顺丰速运' }, may: ['say'] });
  expect(refusal(await shop.call('aftersale', 'cancel', { afterSaleId: asked.afterSaleId }, shopper)).code).toBe('INVALID_STATE');
  expect((await stock()).available).toBe(before.available);
  const done = await shop.must('aftersale', 'receive', merchant(asked.afterSaleId), owner);
  expect(done).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 333 });
  expect(await stock()).toEqual({ ...before, sold: before.sold - 1, available: before.available + 1 });
  expect(await orderOf(orderId)).toMatchObject({ status: 30, refundedFen: 333 });
  // The next one needs no address: the shop has one now.
  const next = await apply(returnOne(orderId));
  expect((await shop.must('aftersale', 'shopGet', merchant(next.afterSaleId), clerk)).suggestedAddress).toEqual(address);
  expect(await shop.must('aftersale', 'agree', merchant(next.afterSaleId), owner)).toMatchObject({ returnAddress: address });
});

test('money only after shipping leaves the pieces with the shopper', async () => {
  const { orderId } = await shippedOrder();
  await shop.must('order', 'confirm', { orderId }, shopper);
  const before = await stock();
  const { afterSaleId } = await apply({ ...refundAll(orderId), reason: 'QUALITY_ISSUE' });
  await shop.must('aftersale', 'agree', merchant(afterSaleId), owner);
  expect(await stock()).toEqual(before);
  expect(await orderOf(orderId)).toMatchObject({ status: 100, refundedFen: 999 });
});

test('one at a time, five in all, inside the window, with a fitting reason and number', async () => {
  const { orderId } = await shippedOrder();
  const ask = async (change: object) => refusal(await shop.call('aftersale', 'apply', { ...returnOne(orderId), ...change } as never, shopper));
  expect(await ask({ num: 4 })).toMatchObject({ code: 'BAD_REQUEST', field: 'num', detail: { most: 3 } });
  expect((await ask({ skuId: 'mug-1' })).field).toBe('skuId');
  expect((await ask({ reason: 'NO_EXPRESS_INFO' })).field).toBe('reason');
  expect((await ask({ reason: 'INITIATE_BY_PLATFORM' })).field).toBe('reason');
  expect((await ask({ images: Array.from({ length: 10 }, () => '/a.jpg') })).field).toBe('images');
  expect((await ask({ orderId: 'none' })).code).toBe('NOT_FOUND');
  for (let i = 0; i < 5; i++) {
    const { afterSaleId } = await apply(returnOne(orderId));
    expect((await ask({})).message).toMatch(/处理中/);
    await shop.must('aftersale', 'cancel', { afterSaleId }, shopper);
  }
  expect((await ask({})).message).toMatch(/最多申请 5 次/);
  const other = { ...returnOne(orderId), skuId: 'a-2' } as never;
  await shop.must('order', 'confirm', { orderId }, shopper);
  await shop.set('orders', { _id: orderId }, { finishedAt: Date.now() - 15 * DAY - 60_000 });
  expect(refusal(await shop.call('aftersale', 'apply', other, shopper)).message).toMatch(/期限/);
  const { orderId: unshipped } = await paidOrder();
  expect(refusal(await shop.call('aftersale', 'apply', returnOne(unshipped), shopper)).field).toBe('type');
});

test('a repeated request is answered alike and changes nothing', async () => {
  const { orderId, outTradeNo } = await paidOrder();
  const request = { ...refundAll(orderId), requestId: newRequest() };
  const asked = await Promise.all([1, 2, 3].map(() => shop.must('aftersale', 'apply', request, shopper)));
  expect(new Set(asked.map(({ afterSaleId }) => afterSaleId)).size).toBe(1);
  const { afterSaleId } = asked[0]!;
  const agree = { ...merchant(afterSaleId), requestId: newRequest() };
  const answers = await Promise.all([1, 2, 3].map(() => shop.must('aftersale', 'agree', agree, owner)));
  expect(answers.every(({ status }) => status === 'MERCHANT_REFUND_SUCCESS' || status === 'PLATFORM_REFUNDING')).toBe(true);
  const before = JSON.stringify(await readDocuments(shop));
  expect(await shop.must('aftersale', 'agree', agree, owner)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS' });
  expect(await shop.must('aftersale', 'apply', request, shopper)).toMatchObject({ afterSaleId, status: 'MERCHANT_REFUND_SUCCESS' });
  expect(refusal(await shop.call('aftersale', 'agree', merchant(afterSaleId), owner)).code).toBe('INVALID_STATE');
  expect(JSON.stringify(await readDocuments(shop))).toBe(before);
  expect(await refundsOf(outTradeNo)).toHaveLength(1);
  expect((await shop.must('aftersale', 'list', { limit: 1 }, shopper)).items[0]!.afterSaleId).toBe(afterSaleId);
  expect((await shop.must('aftersale', 'shopList', { shopId: 'shop-1', tab: 'done', limit: 1 }, owner)).items[0]!.afterSaleId).toBe(afterSaleId);
});

test('a silent merchant has agreed, a silent shopper has given up', async () => {
  const { orderId } = await paidOrder();
  const first = await apply(refundAll(orderId));
  await shop.runTimer();
  expect((await stored(first.afterSaleId)).status).toBe('MERCHANT_PROCESSING');
  await overdue(first.afterSaleId);
  expect(await stored(first.afterSaleId)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', refundCause: 9 });

  const { orderId: shipped } = await shippedOrder();
  await shop.set('shops', { _id: 'shop-1' }, { returnAddress: address });
  const second = await apply(returnOne(shipped));
  await overdue(second.afterSaleId);
  expect(await stored(second.afterSaleId)).toMatchObject({ status: 'USER_WAIT_RETURN', returnAddress: address });
  await overdue(second.afterSaleId);
  expect(await stored(second.afterSaleId)).toMatchObject({ status: 'RETURN_CLOSED', todo: [] });
  // It can still go to the platform; then the line is free again.
  await overdue(second.afterSaleId);
  expect(await stored(second.afterSaleId)).toMatchObject({ status: 'USER_CANCELD' });
  const third = await apply(returnOne(shipped));
  await shop.must('aftersale', 'agree', merchant(third.afterSaleId), owner);
  await shop.must('aftersale', 'sendBack', { afterSaleId: third.afterSaleId, deliveryId: 'SF', waybillId: 'SF123456' }, shopper);
  await overdue(third.afterSaleId);
  expect(await stored(third.afterSaleId)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundCause: 11 });

  const fourth = await apply(returnOne(shipped));
  await shop.must('aftersale', 'reject', { ...merchant(fourth.afterSaleId), reason: '不符合条件' }, owner);
  await overdue(fourth.afterSaleId);
  expect(await stored(fourth.afterSaleId)).toMatchObject({ status: 'USER_CANCELD', rejectReason: '不符合条件' });

  await shop.set('shops', { _id: 'shop-1' }, { returnAddress: null });
  const fifth = await apply(returnOne(shipped));
  await overdue(fifth.afterSaleId);
  expect(await stored(fifth.afterSaleId)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundCause: 9 });
});

test('the platform decides a dispute, and a silent platform decides for the shopper', async () => {
  const { orderId } = await shippedOrder();
  const rejected = async (): Promise<AfterSaleDetail> => {
    const { afterSaleId } = await apply(returnOne(orderId));
    expect(refusal(await shop.call('aftersale', 'dispute', { afterSaleId, text: '不合理' }, shopper)).code).toBe('INVALID_STATE');
    await shop.must('aftersale', 'reject', { ...merchant(afterSaleId), reason: '不符合条件' }, owner);
    return shop.must('aftersale', 'dispute', { afterSaleId, text: '商品确实有问题' }, shopper);
  };
  const first = await rejected();
  expect(first).toMatchObject({ status: 'MERCHANT_REJECT_RETURN', dispute: { state: 'open' }, may: ['cancel', 'say'] });
  expect((await shop.must('aftersale', 'disputes', {}, platformOperator)).items.map(({ afterSaleId }) => afterSaleId)).toEqual([first.afterSaleId]);
  const decision = { afterSaleId: first.afterSaleId, refund: true, text: '证据充分', requestId: newRequest() };
  expect(await shop.must('aftersale', 'decide', decision, platformOperator)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundCause: 5, dispute: { state: 'upheld', decision: '证据充分' } });
  expect(await shop.must('aftersale', 'decide', decision, platformOperator)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS' });
  const second = await rejected();
  expect(await shop.must('aftersale', 'decide', { afterSaleId: second.afterSaleId, refund: false, text: '证据不足' }, platformOperator)).toMatchObject({ status: 'USER_CANCELD', dispute: { state: 'dismissed' } });
  const third = await rejected();
  await overdue(third.afterSaleId);
  expect(await stored(third.afterSaleId)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', dispute: { state: 'upheld' } });
  const { orderId: unshipped } = await paidOrder();
  const { afterSaleId } = await apply(refundAll(unshipped));
  await shop.must('aftersale', 'reject', { ...merchant(afterSaleId), reason: '马上发货' }, owner);
  expect(refusal(await shop.call('aftersale', 'decide', { afterSaleId, refund: true, text: '无' }, platformOperator)).code).toBe('NOT_FOUND');
  await shop.set('aftersales', { _id: afterSaleId }, { deadline: Date.now() - 1 });
  expect(refusal(await shop.call('aftersale', 'dispute', { afterSaleId, text: '太晚' }, shopper)).message).toMatch(/期限/);
});

test('a request for the money keeps the parcel back until it is answered', async () => {
  const { orderId } = await paidOrder();
  const { afterSaleId } = await apply(refundAll(orderId));
  expect(refusal(await ship(orderId)).message).toMatch(/先处理售后/);
  await shop.must('aftersale', 'reject', { ...merchant(afterSaleId), reason: '已经打包，马上发货' }, owner);
  expect(await ship(orderId)).toMatchObject({ ok: true, data: { status: 30 } });
  // Decided for the shopper afterwards: the goods are gone, so they do not come back into stock.
  const before = await stock();
  await shop.must('aftersale', 'dispute', { afterSaleId, text: '我不要了' }, shopper);
  await shop.must('aftersale', 'decide', { afterSaleId, refund: true, text: '支持' }, platformOperator);
  expect(await stock()).toEqual(before);
  expect(await orderOf(orderId)).toMatchObject({ status: 30, refundedFen: 999 });
});

test('refund against ship at the same time: exactly one of them happens', async () => {
  for (let round = 0; round < 6; round++) {
    const { orderId } = await paidOrder();
    // A reason that there is only before the parcel has left.
    const [asked, shipped] = await Promise.all([shop.call('aftersale', 'apply', { ...refundAll(orderId), reason: 'INCORRECT_SELECTION' }, shopper), ship(orderId)]);
    expect([asked.ok, shipped.ok].filter(Boolean)).toHaveLength(1);
    const order = await orderOf(orderId);
    expect(order.status).toBe(asked.ok ? 20 : 30);
    expect(order.shipHolds ?? []).toHaveLength(asked.ok ? 1 : 0);
    if (!asked.ok) continue;
    // The merchant agrees while somebody in the warehouse sends it off.
    const [agreed, late] = await Promise.all([shop.call('aftersale', 'agree', merchant(asked.data.afterSaleId), owner), ship(orderId)]);
    expect(agreed.ok).toBe(true);
    const after = await orderOf(orderId);
    // Shipped with what is left (the other line), or not at all; the refunded pieces were never part of the parcel.
    expect(after).toMatchObject({ status: late.ok ? 30 : 20, refundedFen: 999 });
    expect(after.afterSales!['a-1']!.settled[asked.data.afterSaleId]!.unshipped).toBe(true);
  }
});

test('two lines of one order decided at the same time: freight goes back once', async () => {
  for (let round = 0; round < 4; round++) {
    const { orderId } = await paidOrder();
    const [first, second] = await Promise.all([apply(refundAll(orderId)), apply({ ...refundAll(orderId), skuId: 'a-2', num: 1 })]);
    await Promise.all([first, second].map(({ afterSaleId }) => shop.must('aftersale', 'agree', merchant(afterSaleId), owner)));
    await shop.runTimer();
    expect(await orderOf(orderId)).toMatchObject({ status: 200, refundedFen: total });
  }
});

test('WeChat Pay refuses for a while: the money stays owed and goes out later, once', async () => {
  const { orderId, outTradeNo } = await paidOrder();
  const { afterSaleId } = await apply(refundAll(orderId));
  // A total that is not WeChat Pay's.
  await shop.set('payments', { _id: outTradeNo }, { payFen: total + 1 });
  expect(await shop.must('aftersale', 'agree', merchant(afterSaleId), owner)).toMatchObject({ status: 'PLATFORM_REFUNDING', may: ['say'] });
  await shop.runTimer();
  expect(await stored(afterSaleId)).toMatchObject({ status: 'PLATFORM_REFUNDING', todo: ['refund'] });
  await shop.set('payments', { _id: outTradeNo }, { payFen: total });
  await shop.set('refunds', { outTradeNo }, { totalFen: total });
  await shop.runTimer();
  expect(await stored(afterSaleId)).toMatchObject({ status: 'MERCHANT_REFUND_SUCCESS', todo: ['forget'] });
  expect(await refundsOf(outTradeNo)).toHaveLength(1);
  // The mark in the product goes when nobody can need it any more.
  await shop.set('aftersales', { _id: afterSaleId }, { updatedAt: Date.now() - 600_000 });
  await shop.runTimer();
  expect(await stored(afterSaleId)).toMatchObject({ todo: [] });
  expect((await shop.one<SpuDoc>('spus', 'a')).returns?.[afterSaleId]).toBeUndefined();
});

test('somebody else’s request is as good as none', async () => {
  const { orderId } = await paidOrder();
  const { afterSaleId } = await apply(refundAll(orderId));
  for (const action of ['get', 'cancel'] as const) expect(refusal(await shop.call('aftersale', action, { afterSaleId }, otherShopper)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('aftersale', 'apply', refundAll(orderId), otherShopper)).code).toBe('NOT_FOUND');
  expect(refusal(await shop.call('aftersale', 'agree', { shopId: 'shop-2', afterSaleId }, 'o-merchant-2')).code).toBe('NOT_FOUND');
});
