/** Goods without logistics: an order without an address and freight, delivered by the merchant's hand or by codes. */
import type { OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import { personalData } from '../../cloudfunctions/data/personal';
import type { DeliverAccount, OrderLineRequest } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { refusal, ShopCloud } from './support/shop-cloud';
import { accountant, addressOf, fixtureDocuments, owner, packer, shopper } from './support/shop-fixture';
import { line, virtualProducts } from './support/virtual-fixture';

let shop: ShopCloud;
beforeAll(async () => {
  const documents = fixtureDocuments();
  documents.spus!.push(...virtualProducts());
  shop = await ShopCloud.inProcess(documents);
});
afterAll(() => shop.stop());
afterEach(async () => expect(brokenInvariants(await readDocuments(shop), { settled: false })).toEqual([]));

const PHONE: DeliverAccount = { type: 3, value: '138 0000 0001' };
const submit = (lines: OrderLineRequest[], expectedPayFen: number, more: { addressId?: string; account?: DeliverAccount; requestId?: string } = {}, as = shopper) => shop.call('order', 'submit', { lines, expectedPayFen, ...more }, as);
async function placed(lines: OrderLineRequest[], account: DeliverAccount = PHONE, as = shopper): Promise<OrderDoc> {
  const { price } = await shop.must('order', 'preview', { lines }, as);
  const { orderIds } = await shop.must('order', 'submit', { lines, account, expectedPayFen: price.payFen }, as);
  return shop.one<OrderDoc>('orders', orderIds[0]!);
}

describe('checkout', () => {
  test('asks for an account and for no address, and costs no freight', async () => {
    await shop.set('users', { _id: shopper }, { phone: { number: '13900000009' } });
    const checkout = await shop.must('order', 'preview', { lines: [line('topup')] }, shopper);
    expect(checkout).toMatchObject({ address: null, account: { types: [3], phone: '13900000009', fromCodes: false }, price: { productFen: 5000, freightFen: 0, payFen: 5000 } });
    expect(checkout.shops[0]).toMatchObject({ method: 'virtual', freightParts: [] });
    const express = await shop.must('order', 'preview', { lines: [line('mug')] }, shopper);
    expect(express).toMatchObject({ address: { addressId: addressOf(shopper) }, price: { freightFen: 800 } });
    expect(express).not.toHaveProperty('account');
  });

  test('an order keeps the account, tidied, and is shown with it; lists hint at it', async () => {
    const order = await placed([line('topup')]);
    expect(order).toMatchObject({ address: null, fulfilment: { method: 'virtual', account: { type: 3, value: '13800000001' }, fromCodes: false }, price: { freightFen: 0 } });
    const detail = await shop.must('order', 'get', { orderId: order._id }, shopper);
    expect(detail).toMatchObject({ method: 'virtual', address: null, fulfilment: { account: { value: '13800000001' } } });
    const { items } = await shop.must('order', 'shopList', { shopId: 'shop-1' }, owner);
    expect(items.find(({ orderId }) => orderId === order._id)).toMatchObject({ method: 'virtual', userName: '手机号 138****0001' });
    expect(JSON.stringify(items)).not.toContain('13800000001');
  });

  test('a bad account names its field and changes nothing', async () => {
    const before = await readDocuments(shop);
    expect(refusal(await submit([line('topup')], 5000))).toMatchObject({ code: 'BAD_REQUEST', field: 'account' });
    expect(refusal(await submit([line('topup')], 5000, { account: { type: 3, value: '123' } }))).toMatchObject({ code: 'BAD_REQUEST', field: 'account.value' });
    expect(refusal(await submit([line('topup')], 5000, { account: { type: 2, value: '10001' } }))).toMatchObject({ code: 'BAD_REQUEST', field: 'account.type' });
    expect(await readDocuments(shop)).toEqual(before);
  });

  test('goods for an address still need one', async () => {
    expect(refusal(await submit([line('mug')], 4700, { account: PHONE }))).toMatchObject({ code: 'BAD_REQUEST', field: 'addressId' });
    expect(refusal(await submit([line('mug')], 4700, { addressId: 'gone' }))).toMatchObject({ code: 'NOT_FOUND', field: 'addressId' });
  });

  test('virtual goods are bought alone and do not lie in the cart', async () => {
    for (const lines of [[line('mug'), line('topup')], [line('topup'), line('codes')]]) {
      const refused = refusal(await shop.call('order', 'preview', { lines }, shopper));
      expect(refused).toMatchObject({ code: 'BAD_REQUEST', field: lines[0]!.spuId === 'mug' ? 'lines[1]' : 'lines[0]' });
      expect(refused.message).toContain('单独购买');
    }
    expect((await shop.must('order', 'preview', { lines: [line('topup'), line('topup', 1, 2)] }, shopper)).price.payFen).toBe(15_000);
    expect(refusal(await shop.call('cart', 'add', { ...line('topup') }, shopper))).toMatchObject({ code: 'BAD_REQUEST', field: 'spuId' });
    const synced = await shop.must('cart', 'sync', { sentAt: Date.now(), ops: [{ kind: 'add', opId: 'op-virtual-1', at: Date.now(), ...line('topup') }] }, shopper);
    expect(synced.refused).toEqual([{ opId: 'op-virtual-1', message: expect.stringContaining('直接购买') }]);
    expect(synced.cart.count).toBe(0);
  });

  test('no parcel and no address can be written to it afterwards', async () => {
    const order = await placed([line('topup')]);
    const { outTradeNo } = await shop.must('payment', 'prepay', { orderId: order._id }, shopper);
    await shop.pay(outTradeNo);
    const ship = await shop.call('order', 'ship', { shopId: 'shop-1', orderId: order._id, deliveryId: 'SF', waybillId: 'SF1234567890' }, packer);
    expect(refusal(ship)).toMatchObject({ code: 'INVALID_STATE' });
    expect(refusal(await shop.call('order', 'changeAddress', { orderId: order._id, addressId: addressOf(shopper) }, shopper))).toMatchObject({ code: 'INVALID_STATE' });
    expect((await shop.one<OrderDoc>('orders', order._id)).status).toBe(20);
  });
});

describe('delivered by hand', () => {
  test('the order is delivered with what the merchant wrote, for the shopper and those who send goods off', async () => {
    const order = await placed([line('skins')], { type: 2, value: '10001' });
    await shop.pay((await shop.must('payment', 'prepay', { orderId: order._id }, shopper)).outTradeNo);
    const seen = await shop.must('order', 'shopGet', { shopId: 'shop-1', orderId: order._id }, packer);
    expect(seen).toMatchObject({ status: 20, fulfilment: { account: { type: 2, value: '10001' } } });
    expect(seen).not.toHaveProperty('codes');
    const request = { shopId: 'shop-1', orderId: order._id, content: ' 皮肤已送到，兑换码 SKIN-77 ', requestId: 'deliver-by-hand' };
    const done = await shop.must('order', 'deliver', request, packer);
    expect(done).toMatchObject({ status: 30, handover: { content: '皮肤已送到，兑换码 SKIN-77' }, confirmBefore: done.shippedAt! + 3 * 86_400_000 });
    expect(await shop.must('order', 'deliver', request, packer)).toEqual(done);
    expect(refusal(await shop.call('order', 'deliver', { ...request, requestId: 'deliver-again' }, packer))).toMatchObject({ code: 'INVALID_STATE' });
    expect((await shop.must('order', 'get', { orderId: order._id }, shopper)).handover).toEqual(done.handover);
    const elsewhere = JSON.stringify([await shop.must('order', 'shopGet', { shopId: 'shop-1', orderId: order._id }, accountant), await shop.must('order', 'shopList', { shopId: 'shop-1' }, owner), await shop.must('order', 'list', {}, shopper), await shop.must('message', 'list', {}, shopper), shop.logs]);
    expect(elsewhere).not.toContain('SKIN-77');
    await shop.runTimer();
    expect((await shop.one<OrderDoc>('orders', order._id)).upload).toMatchObject({ state: 'done' });
  });

  test('not while the shopper asks for the money, and the money goes back whole', async () => {
    const order = await placed([line('topup', 2)]);
    await shop.pay((await shop.must('payment', 'prepay', { orderId: order._id }, shopper)).outTradeNo);
    const { afterSaleId } = await shop.must('aftersale', 'apply', { orderId: order._id, skuId: 'topup-1', type: 'REFUND', num: 2, reason: 'NO_LONGER_WANT' }, shopper);
    const deliver = () => shop.call('order', 'deliver', { shopId: 'shop-1', orderId: order._id, content: '' }, packer);
    expect(refusal(await deliver())).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('售后') });
    const stock = (await shop.one<SpuDoc>('spus', 'topup')).stock['topup-1']!;
    await shop.must('aftersale', 'agree', { shopId: 'shop-1', afterSaleId }, owner);
    expect(await shop.one<OrderDoc>('orders', order._id)).toMatchObject({ status: 200, refundedFen: 10_000 });
    expect((await shop.one<SpuDoc>('spus', 'topup')).stock['topup-1']).toMatchObject({ available: stock.available + 2 });
    expect(refusal(await deliver())).toMatchObject({ code: 'INVALID_STATE' });
  });

  test('goods that are sent are not delivered by hand, and what was delivered is received by itself after the days of the rule', async () => {
    const { orderIds } = await shop.must('order', 'submit', { lines: [line('mug')], addressId: addressOf(shopper), expectedPayFen: 4700 }, shopper);
    await shop.pay((await shop.must('payment', 'prepay', { orderId: orderIds[0]! }, shopper)).outTradeNo);
    expect(refusal(await shop.call('order', 'deliver', { shopId: 'shop-1', orderId: orderIds[0]!, content: '' }, packer))).toMatchObject({ code: 'INVALID_STATE' });
    const order = await placed([line('topup')]);
    await shop.pay((await shop.must('payment', 'prepay', { orderId: order._id }, shopper)).outTradeNo);
    await shop.must('order', 'deliver', { shopId: 'shop-1', orderId: order._id, content: '' }, packer);
    await shop.set('orders', { _id: order._id }, { confirmBefore: Date.now() - 1 });
    await shop.runTimer();
    expect(await shop.one<OrderDoc>('orders', order._id)).toMatchObject({ status: 100 });
  });
});

test('who leaves takes the account with them', async () => {
  const order = await placed([line('skins')], { type: 4, value: 'reader@example.com' });
  await shop.set('orders', { _id: order._id }, { status: 250, cancelledAt: 1, openid: 'o-leaving' });
  const kept = personalData.find(({ title }) => title === '订单')!.kept! as (order: OrderDoc) => object;
  const left = kept({ ...(await shop.one<OrderDoc>('orders', order._id)), content: '兑换码 9' });
  expect(left).toMatchObject({ address: null, content: '', fulfilment: { method: 'virtual', account: { type: 4, value: '' } } });
  await shop.set('orders', { _id: order._id }, { openid: shopper });
});

describe('the product', () => {
  test('its page says that nothing is sent, and what does not hold for it', async () => {
    const page = await shop.must('catalog', 'product', { spuId: 'topup' }, shopper);
    expect(page).toMatchObject({ deliverMethod: 1, accountTypes: [3], fromCodes: false, freightText: '无需物流', freight: { text: '无需物流', to: '', undeliverable: false } });
    expect(page.services[0]).toBe('不支持七天无理由退货');
    expect(page.services).not.toContain('七天无理由退货');
    expect(await shop.must('catalog', 'product', { spuId: 'mug' }, shopper)).not.toHaveProperty('deliverMethod');
  });

  test('how it is delivered is settled when it is made', async () => {
    const { draft, version } = await shop.must('catalog', 'manageGet', { shopId: 'shop-1', spuId: 'topup' }, owner);
    expect(draft).toMatchObject({ deliverMethod: 1 });
    const save = (more: object) => shop.call('catalog', 'save', { shopId: 'shop-1', spuId: 'topup', version, draft: { ...draft, ...more } }, owner);
    expect(refusal(await save({ deliverMethod: 0 }))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.deliverMethod' });
    expect(refusal(await save({ fromCodes: true }))).toMatchObject({ code: 'BAD_REQUEST', field: 'draft.fromCodes' });
    expect(refusal(await save({ extraService: { sevenDayReturn: 1, freightInsurance: 0, fakeOnePayThree: 0, damageGuarantee: 0 } }))).toMatchObject({ field: 'draft.extraService.sevenDayReturn' });
    // What an old client leaves out stays as it is.
    const { deliverMethod: _method, ...old } = draft;
    await shop.must('catalog', 'save', { shopId: 'shop-1', spuId: 'topup', version, draft: { ...old, subTitle: '三网通用' } }, owner);
    expect(await shop.one<SpuDoc>('spus', 'topup')).toMatchObject({ deliverMethod: 1, subTitle: '三网通用' });
  });
});
