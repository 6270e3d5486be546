/** Goods without logistics: an order without an address and freight, delivered by the merchant's hand or by codes. */
import type { OrderDoc, SpuDoc } from '../../cloudfunctions/data/documents';
import type { DeliverAccount, OrderLineRequest } from '../../typings';
import { brokenInvariants, readDocuments } from './support/invariants';
import { refusal, ShopCloud } from './support/shop-cloud';
import { addressOf, fixtureDocuments, owner, packer, shopper } from './support/shop-fixture';
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
