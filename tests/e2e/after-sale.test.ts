/** After-sales as people walk them: money for what was not shipped, goods sent back, a refusal taken to the platform. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const buyer = 'o-shopper-1';
const merchant = 'o-merchant-1';
const product = 'mug-tide';
/** Of the second shop, which gives money back at once; fruit is not taken back without a reason. */
const fruit = 'orange-gannan';
const manage = '/packages/manage/pages';

/** An action of a cloud function as whoever is logged in; it must succeed. */
async function cloud<T>(name: string, data: object): Promise<T> {
  const answer: unknown = await shop.app.evaluate(
    (fn: string, event: object) => {
      type Cloud = { callFunction(options: object): Promise<{ result: { ok: boolean; data: unknown } }> };
      const { wx: api } = globalThis as unknown as { wx: { cloud: Cloud } };
      return api.cloud.callFunction({ name: fn, data: event }).then(({ result }) => result);
    },
    name,
    data,
  );
  const reply = ((answer as { result?: unknown }).result ?? answer) as { ok: boolean; data: T };
  expect([name, data, reply]).toEqual([name, data, expect.objectContaining({ ok: true })]);
  return reply.data;
}
const request = () => `e2e-after-sale-${Math.random().toString(36).slice(2)}`;

/** Two pieces, bought and paid for without a page: that walk has a test of its own. */
async function buy(spuId = product): Promise<string> {
  await shop.become(buyer);
  const { skus } = await cloud<{ skus: { skuId: string; available: number }[] }>('catalog', { action: 'product', spuId });
  const lines = [{ spuId, skuId: skus.find(({ available }) => available > 5)!.skuId, num: 2 }];
  const { items } = await cloud<{ items: { addressId: string }[] }>('user', { action: 'addresses' });
  const addressId = items[0]!.addressId;
  const { price } = await cloud<{ price: { payFen: number } }>('order', { action: 'preview', lines, addressId });
  const { tradeId, orderIds } = await cloud<{ tradeId: string; orderIds: string[] }>('order', { action: 'submit', requestId: request(), lines, addressId, expectedPayFen: price.payFen });
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderIds[0]!}`);
  expect(tradeId).toBeTruthy();
  await shop.reads(/待付款/, '.order-status');
  await shop.tap('.btn-pay');
  await shop.pay('confirmPayment');
  await shop.reads(/待发货/, '.order-status');
  return orderIds[0]!;
}
async function apply(orderId: string, type: 'REFUND' | 'RETURN'): Promise<string> {
  await shop.become(buyer);
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderId}`);
  await shop.tap('.btn-after-sale');
  await shop.arrive('packages/aftersale/pages/apply/index');
  await shop.tap(`.type-${type}`);
  if (type === 'RETURN') await shop.tap('stepper', '.step-minus');
  await shop.shot(`after-sale-apply-${type}`);
  await shop.tap('.btn-apply');
  await shop.tap('.reason[0]');
  await shop.reads(/不想要了|七天无理由/, '.pick');
  await shop.input('颜色和想象的不一样', '.input-description');
  await shop.tap('.btn-apply');
  await shop.arrive('packages/aftersale/pages/detail/index');
  await shop.reads(/待商家处理/, '.after-sale-body', '.after-sale-status');
  await shop.shot(`after-sale-asked-${type}`);
  return String((await shop.page()).query.afterSaleId);
}
const seenBy = async (who: string, afterSaleId: string): Promise<void> => {
  await shop.become(who);
  await shop.open(who === buyer ? `/packages/aftersale/pages/detail/index?afterSaleId=${afterSaleId}` : `${manage}/after-sale/index?shopId=shop-1&afterSaleId=${afterSaleId}`);
};
const status = (words: RegExp) => shop.reads(words, '.after-sale-body', '.after-sale-status');

test('money for what was not shipped: asked for, agreed, back; the order is closed', async () => {
  const orderId = await buy();
  await apply(orderId, 'REFUND');

  await shop.become(merchant);
  await shop.open(`${manage}/home/index?shopId=shop-1`);
  await shop.reads(/售后/, '.entry-after-sales');
  await shop.reads(/1/, '.entry-after-sales .badge');
  await shop.shot('after-sale-manage-home');
  await shop.tap('.entry-after-sales');
  await shop.arrive('packages/manage/pages/after-sales/index');
  await shop.reads(/潮汐釉/, '.after-sale-card');
  await shop.shot('after-sale-manage-list');
  await shop.tap('.after-sale-card');
  await shop.arrive('packages/manage/pages/after-sale/index');
  await status(/待你处理/);
  await shop.shot('after-sale-manage-detail');
  await shop.tap('.btn-agree');
  await shop.confirmModal();
  await status(/退款成功/);
  await shop.shot('after-sale-manage-agreed');

  await shop.become(buyer);
  await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
  await shop.tap('.entry-after-sales');
  await shop.arrive('packages/aftersale/pages/list/index');
  await shop.reads(/退款成功/, '.after-sale-card');
  await shop.shot('after-sale-list');
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderId}`);
  await shop.reads(/已关闭/, '.order-status');
  await shop.shot('after-sale-order-closed');
});

test('goods sent back: agreed with an address, on their way, received; then a refusal and the platform', async () => {
  const orderId = await buy();
  await shop.become(merchant);
  await cloud('order', { action: 'ship', requestId: request(), shopId: 'shop-1', orderId, deliveryId: 'SF', waybillId: 'SF1390012345678' });
  const afterSaleId = await apply(orderId, 'RETURN');

  await seenBy(merchant, afterSaleId);
  await status(/待你处理/);
  await shop.tap('.btn-agree');
  await shop.find('.return-address-sheet', '.btn-agree-return');
  await shop.shot('after-sale-return-address');
  await shop.tap('.return-address-sheet', '.btn-agree-return');
  await status(/待买家寄回/);

  await seenBy(buyer, afterSaleId);
  await status(/待寄回/);
  await shop.shot('after-sale-to-send');
  await shop.tap('.btn-send-back');
  await shop.input('SF2000012345678', '.return-sheet', '.input-waybill');
  await shop.shot('after-sale-return-sheet');
  await shop.tap('.return-sheet', '.btn-confirm-return');
  await status(/待商家收货/);

  await seenBy(merchant, afterSaleId);
  await shop.reads(/SF2000012345678/, '.after-sale-body', '.return-no');
  await shop.tap('.btn-receive');
  await shop.tap('.receipt-sheet', '.btn-receipt-done');
  await status(/退款成功/);
  await shop.shot('after-sale-received');

  const secondId = await apply(orderId, 'RETURN');
  await seenBy(merchant, secondId);
  await shop.tap('.btn-reject');
  await shop.input('商品没有问题，不支持退货', '.text-sheet', '.input-text');
  await shop.shot('after-sale-reject-sheet');
  await shop.tap('.text-sheet', '.btn-text-done');
  await status(/已拒绝/);

  await seenBy(buyer, secondId);
  await status(/商家拒绝/);
  await shop.shot('after-sale-rejected');
  await shop.tap('.btn-dispute');
  await shop.input('杯口有裂纹，请平台裁决', '.text-sheet', '.input-text');
  await shop.tap('.text-sheet', '.btn-text-done');
  await status(/平台处理中/);
  await shop.shot('after-sale-disputed');

  await shop.become('o-operator');
  await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
  await shop.tap('.entry-disputes');
  await shop.arrive('packages/operate/pages/disputes/index');
  await shop.shot('after-sale-disputes');
  await shop.tap('.after-sale-card');
  await shop.arrive('packages/operate/pages/dispute/index');
  await status(/平台处理中/);
  await shop.shot('after-sale-dispute');
  await shop.tap('.btn-uphold');
  await shop.input('凭证显示杯口有裂纹', '.text-sheet', '.input-text');
  await shop.tap('.text-sheet', '.btn-text-done');
  await status(/退款成功/);
  await shop.shot('after-sale-decided');
});

test('fruit of a shop that refunds at once: the money before it is shipped, no return without a reason afterwards', async () => {
  const first = await buy(fruit);
  await shop.tap('.btn-after-sale');
  await shop.arrive('packages/aftersale/pages/apply/index');
  await shop.reads(/提交后立即退款/, '.type-REFUND');
  await shop.shot('after-sale-instant-apply');
  await shop.tap('.btn-apply');
  await shop.tap('.reason[0]');
  await shop.tap('.btn-apply');
  await shop.arrive('packages/aftersale/pages/detail/index');
  await status(/退款成功/);
  await shop.shot('after-sale-instant-done');
  await shop.open(`/packages/order/pages/detail/index?orderId=${first}`);
  await shop.reads(/已关闭/, '.order-status');

  const second = await buy(fruit);
  await shop.become('o-merchant-2');
  await cloud('order', { action: 'ship', requestId: request(), shopId: 'shop-2', orderId: second, deliveryId: 'SF', waybillId: 'SF1390012345679' });
  await shop.open(`${manage}/after-sales/index?shopId=shop-2`);
  await shop.reads(/立即退回/, '.instant');
  await shop.shot('after-sale-instant-switch');
  await shop.tap('.instant-switch');
  await shop.reads(/2 天内处理/, '.instant');
  await shop.shot('after-sale-instant-off');

  await shop.become(buyer);
  await shop.open(`/packages/order/pages/detail/index?orderId=${second}`);
  await shop.reads(/不支持七天无理由/, '.order-line', '.ol-warn');
  await shop.shot('after-sale-no-return-order');
  await shop.tap('.btn-after-sale');
  await shop.tap('.type-RETURN');
  await shop.reads(/不支持七天无理由退货/, '.bar-text');
  await shop.shot('after-sale-no-return');
  await shop.tap('.btn-apply');
  expect(await Promise.all((await shop.all('.reason')).map((each) => each.text()))).not.toContainEqual(expect.stringMatching(/七天|不想要/));
  await shop.shot('after-sale-no-return-reasons');
});
