/** Orders that cost nothing, because a coupon covers all of it: paid without WeChat Pay, and given back without a refund. */
import type { OrderDoc, PaymentDoc, RefundDoc, SpuDoc, UserCouponDoc } from '../../cloudfunctions/data/documents';
import { brokenInvariants, readDocuments } from './support/invariants';
import { userCouponDoc } from './support/offer-fixture';
import { newRequest, ShopCloud } from './support/shop-cloud';
import { address, addressOf, fixtureDocuments, otherOwner, shopper, spuDoc } from './support/shop-fixture';

let shop: ShopCloud;
let number = 0;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(spuDoc('gift', { shopId: 'shop-2', prices: [300], available: 1000 }), spuDoc('paid-for', { prices: [1000], available: 1000 }));
  // Nothing for freight there.
  for (const one of documents.shops as { _id: string; freight?: object }[]) if (one._id === 'shop-2') one.freight = { feeFen: 0, freeFromFen: 0 };
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => {
  const before = Date.now() - 200_000;
  for (const collection of ['orders', 'aftersales']) await shop.set(collection, { createdAt: { $gt: before } }, { createdAt: before });
  expect(Object.values(await shop.runTimer())).not.toContain('failed');
  expect(brokenInvariants(await readDocuments(shop), { settled: true })).toEqual([]);
});

const gift = (num = 1) => ({ spuId: 'gift', skuId: 'gift-1', num });
async function placed(num = 1, more: { lines?: object[]; payFen?: number } = {}) {
  const couponId = `covers-${++number}`;
  await shop.insert('userCoupons', [userCouponDoc(couponId, shopper, { shopId: 'shop-2', discountFen: 300 * num })]);
  const lines = [gift(num), ...((more.lines ?? []) as ReturnType<typeof gift>[])];
  const trade = await shop.must('order', 'submit', { lines, addressId: addressOf(shopper), coupons: { 'shop-2': [couponId] }, expectedPayFen: more.payFen ?? 0 }, shopper);
  return { ...trade, couponId };
}
const order = (orderId: string) => shop.one<OrderDoc>('orders', orderId);

test('is paid by asking to pay, without WeChat Pay; asking again changes nothing', async () => {
  const { tradeId, orderIds, payFen, couponId } = await placed();
  expect(payFen).toBe(0);
  const request = { requestId: newRequest(), tradeId };
  const prepaid = await shop.must('payment', 'prepay', request, shopper);
  expect(prepaid).toMatchObject({ payFen: 0, payment: null });
  expect(await shop.must('payment', 'prepay', request, shopper)).toEqual(prepaid);
  expect(await order(orderIds[0]!)).toMatchObject({ status: 20, price: { payFen: 0 } });
  expect(await shop.must('payment', 'sync', { outTradeNo: prepaid.outTradeNo }, shopper)).toEqual({ state: 'captured' });
  expect((await shop.control<{ order: unknown }>('pay', { outTradeNo: prepaid.outTradeNo })).order).toBeNull();
  expect(await shop.one<UserCouponDoc>('userCoupons', couponId)).toMatchObject({ status: 102 });
});

test('many taps at once pay it once', async () => {
  const { tradeId, orderIds } = await placed();
  const sold = (await shop.one<SpuDoc>('spus', 'gift')).sold;
  await Promise.all(Array.from({ length: 6 }, () => shop.call('payment', 'prepay', { tradeId }, shopper)));
  expect(await order(orderIds[0]!)).toMatchObject({ status: 20, todo: [] });
  expect(await shop.all<PaymentDoc>('payments', { 'orders.orderId': orderIds[0] })).toHaveLength(1);
  expect((await shop.one<SpuDoc>('spus', 'gift')).sold).toBe(sold + 1);
});

test('is given up before it is paid: goods and coupon are back', async () => {
  const { orderIds, couponId } = await placed();
  await shop.must('order', 'cancel', { orderId: orderIds[0]! }, shopper);
  expect(await order(orderIds[0]!)).toMatchObject({ status: 250 });
  expect(await shop.one<UserCouponDoc>('userCoupons', couponId)).toMatchObject({ status: 100, orderId: '' });
});

test('piece by piece it is refunded with nothing, and ends as refunded; the coupon comes back with the last', async () => {
  const { tradeId, orderIds, couponId } = await placed(2);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  for (const status of [20, 200]) {
    const asked = await shop.must('aftersale', 'apply', { orderId: orderIds[0]!, skuId: 'gift-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
    expect(asked.refundFen).toBe(0);
    expect((await shop.must('aftersale', 'agree', { shopId: 'shop-2', afterSaleId: asked.afterSaleId }, otherOwner)).refundFen).toBe(0);
    expect(await order(orderIds[0]!)).toMatchObject({ status, refundedFen: 0 });
  }
  expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toEqual([]);
  expect(await shop.one<UserCouponDoc>('userCoupons', couponId)).toMatchObject({ status: 100, orderId: '' });
});

test('sent, received and sent back: the goods return, no money moves', async () => {
  const { tradeId, orderIds } = await placed();
  const orderId = orderIds[0]!;
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  await shop.must('order', 'ship', { shopId: 'shop-2', orderId, deliveryId: 'SF', waybillId: 'SF123456' }, otherOwner);
  await shop.must('order', 'confirm', { orderId }, shopper);
  const before = (await shop.one<SpuDoc>('spus', 'gift')).stock['gift-1']!.available;
  const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId, skuId: 'gift-1', type: 'RETURN', num: 1, reason: 'OTHERS' }, shopper);
  await shop.must('aftersale', 'agree', { shopId: 'shop-2', afterSaleId, returnAddress: address }, otherOwner);
  await shop.must('aftersale', 'sendBack', { afterSaleId, deliveryId: 'SF', waybillId: 'SF654321' }, shopper);
  expect(await shop.must('aftersale', 'receive', { shopId: 'shop-2', afterSaleId }, otherOwner)).toMatchObject({ status: 'MERCHANT_RETURN_SUCCESS', refundFen: 0 });
  expect((await shop.one<SpuDoc>('spus', 'gift')).stock['gift-1']!.available).toBe(before + 1);
  expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toEqual([]);
});

test('beside one that costs something: one payment for both, and each gives back its own', async () => {
  const { tradeId, orderIds, payFen } = await placed(1, { lines: [{ spuId: 'paid-for', skuId: 'paid-for-1', num: 1 }], payFen: 1800 });
  expect(payFen).toBe(1800);
  const { outTradeNo } = await shop.must('payment', 'prepay', { tradeId }, shopper);
  expect(await shop.pay(outTradeNo)).toBe('requestPayment:ok');
  const orders = await Promise.all(orderIds.map(order));
  expect(orders.map(({ status, price }) => [status, price.payFen]).sort()).toEqual([[20, 0], [20, 1800]]);
  const free = orders.find(({ price }) => price.payFen === 0)!;
  const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId: free._id, skuId: 'gift-1', type: 'REFUND', num: 1, reason: 'OTHERS' }, shopper);
  await shop.must('aftersale', 'agree', { shopId: 'shop-2', afterSaleId }, otherOwner);
  expect(await order(free._id)).toMatchObject({ status: 200, refundedFen: 0 });
  expect(await shop.all<RefundDoc>('refunds', { outTradeNo })).toEqual([]);
});
