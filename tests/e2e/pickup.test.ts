/** Pick-up as people walk it: the merchant makes a point, the shopper chooses it, pays and shows the code, the staff hands the goods over. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

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

test('a point is made, an order is fetched there', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/pickup-points/index?shopId=shop-1`);
  await shop.reads(/文三路店/, '.points');
  await shop.shot('pickup-points');
  await shop.tap('.btn-new-point');
  await shop.arrive('packages/manage/pages/pickup-point/index');
  await shop.tap('.btn-save');
  await shop.reads(/请填写自提点名称/, '.field-error');
  await shop.shot('pickup-point-problem');
  await shop.input('钱江新城店', '.input-point-name');
  await shop.input('0571-88880013', '.input-point-phone');
  await shop.input('富春路 1 号', '.input-point-detail');
  await (await shop.find('.region')).trigger('change', { value: ['浙江省', '杭州市', '上城区'] });
  await shop.tap('.btn-save');
  await shop.arrive('packages/manage/pages/pickup-points/index');
  await shop.reads(/钱江新城店/, '.points');

  await shop.become('o-shopper-1');
  const { skus } = await cloud<{ skus: { skuId: string; available: number }[] }>('catalog', { action: 'product', spuId: 'mug-tide' });
  await cloud('cart', { action: 'add', requestId: `e2e-pickup-${Date.now()}`, spuId: 'mug-tide', skuId: skus.find(({ available }) => available > 5)!.skuId, num: 1 });
  await shop.open('/packages/checkout/pages/confirm/index');
  await shop.reads(/快递配送/, '.pickup-part');
  await shop.shot('pickup-express');
  await shop.tap('.pickup-part', '.btn-pickup');
  await shop.reads(/钱江新城店/, '.pickup-part', '.pp-sheet');
  await shop.shot('pickup-sheet');
  await shop.tap('.pickup-part', '.btn-point[2]');
  await shop.reads(/起可提货/, '.pickup-part');
  await shop.input('李取', '.pickup-part', '.input-fetcher');
  await shop.shot('pickup-chosen');
  await shop.tap('.submit-bar', '.btn-submit');
  await shop.pay('confirmPayment');
  await shop.tap('.btn-order');
  await shop.arrive('packages/order/pages/detail/index');
  const digits = (await shop.reads(/\d{4} \d{4} \d{4}/, '.pickup-card', '.pc-code')).replace(/ /g, '');
  await shop.reads(/待提货/, '.order-status');
  await shop.shot('pickup-code');
  const orderId = (await shop.page()).query.orderId as string;

  await shop.become('o-merchant-1');
  await shop.open(`${manage}/order/index?shopId=shop-1&orderId=${orderId}`);
  await shop.tap('.pickup-state', '.btn-pickup-ready');
  await shop.reads(/为买家保留到/, '.pickup-state');
  await shop.shot('pickup-ready');
  await shop.tap('.pickup-state', '.btn-to-verify');
  await shop.arrive('packages/manage/pages/pickup-verify/index');
  await shop.input('000000000000', '.input-code');
  await shop.tap('.btn-find');
  await shop.reads(/提货码不正确/, '.problem');
  await shop.shot('pickup-wrong');
  await shop.input(digits, '.input-code');
  await shop.tap('.btn-find');
  await shop.reads(/李取/, '.who');
  await shop.shot('pickup-found');
  await shop.tap('.btn-hand-over');
  await shop.reads(/已核销/, '.done');
  await shop.shot('pickup-done');

  await shop.become('o-shopper-1');
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderId}`);
  await shop.reads(/已完成/, '.order-status');
  await shop.shot('pickup-finished');
});
