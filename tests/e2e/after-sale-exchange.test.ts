/** An exchange with its negotiation as people walk it: another SKU, a proposal, words with pictures, both parcels; then a part of the price back. */
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
const request = () => `e2e-exchange-${Math.random().toString(36).slice(2)}`;
const status = (words: RegExp) => shop.reads(words, '.after-sale-body', '.after-sale-status');
const seenBy = async (who: string, afterSaleId: string): Promise<void> => {
  await shop.become(who);
  await shop.open(who === buyer ? `/packages/aftersale/pages/detail/index?afterSaleId=${afterSaleId}` : `${manage}/after-sale/index?shopId=shop-1&afterSaleId=${afterSaleId}`);
};

/** One mug, bought, paid for and sent off. */
async function receivedOrder(): Promise<string> {
  await shop.become(buyer);
  const { skus } = await cloud<{ skus: { skuId: string; available: number; priceFen: number }[] }>('catalog', { action: 'product', spuId: product });
  const lines = [{ spuId: product, skuId: skus.find(({ available }) => available > 5)!.skuId, num: 2 }];
  const { items } = await cloud<{ items: { addressId: string }[] }>('user', { action: 'addresses' });
  const addressId = items[0]!.addressId;
  const { price } = await cloud<{ price: { payFen: number } }>('order', { action: 'preview', lines, addressId });
  const { orderIds } = await cloud<{ orderIds: string[] }>('order', { action: 'submit', requestId: request(), lines, addressId, expectedPayFen: price.payFen });
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderIds[0]!}`);
  await shop.reads(/待付款/, '.order-status');
  await shop.tap('.btn-pay');
  await shop.pay('confirmPayment');
  await shop.reads(/待发货/, '.order-status');
  await shop.become(merchant);
  await cloud('order', { action: 'ship', requestId: request(), shopId: 'shop-1', orderId: orderIds[0]!, deliveryId: 'SF', waybillId: 'SF1390012345678' });
  return orderIds[0]!;
}

/** The next picture that is chosen is one of the shop's own. */
async function pictureAtHand(): Promise<void> {
  const tempFilePath: unknown = await shop.app.evaluate((spuId: string) => {
    type Api = { cloud: { callFunction(options: object): Promise<{ result: { data: { headImages: string[] } } }>; downloadFile(options: object): Promise<{ tempFilePath: string }> } };
    const { wx: api } = globalThis as unknown as { wx: Api };
    return api.cloud
      .callFunction({ name: 'catalog', data: { action: 'product', spuId } })
      .then(({ result }) => api.cloud.downloadFile({ fileID: result.data.headImages[0] }))
      .then((file) => file.tempFilePath);
  }, product);
  const path = String((tempFilePath as { result?: unknown }).result ?? tempFilePath);
  await shop.app.mockWxMethod('chooseMedia', { errMsg: 'chooseMedia:ok', type: 'image', tempFiles: [{ tempFilePath: path, size: 1, fileType: 'image' }] });
}
async function addPicture(...sheet: string[]): Promise<void> {
  await pictureAtHand();
  await shop.tap(...sheet, '.evidence', '.btn-add-pic');
  await shop.find(...sheet, '.evidence', '.ev-img');
  await shop.app.restoreWxMethod('chooseMedia');
}
/** The n-th of what stands behind 更多. */
async function more(tapIndex: number): Promise<void> {
  await shop.app.mockWxMethod('showActionSheet', { errMsg: 'showActionSheet:ok', tapIndex });
  await shop.tap('.btn-more');
}

test('an exchange: another SKU chosen, a proposal declined, words with pictures, sent back, sent out, received', async () => {
  const orderId = await receivedOrder();
  await shop.become(buyer);
  await shop.open(`/packages/aftersale/pages/apply/index?orderId=${orderId}`);
  await shop.tap('.type-EXCHANGE');
  await shop.tap('stepper', '.step-minus');
  await shop.tap('.btn-apply');
  await shop.tap('.reason[1]');
  await shop.reads(/质量/, '.pick');
  await shop.tap('.pick-wanted');
  await shop.find('.exchange-sheet', '.exchange-option');
  await shop.shot('exchange-options');
  await shop.tap('.exchange-sheet', '.exchange-option[1]');
  await shop.reads(/\S/, '.pick-wanted .pick');
  await shop.input('杯底有一道裂纹', '.input-description');
  await addPicture();
  await shop.shot('exchange-apply');
  await shop.tap('.btn-apply');
  await shop.arrive('packages/aftersale/pages/detail/index');
  await status(/待商家处理/);
  await shop.shot('exchange-asked');
  const afterSaleId = String((await shop.page()).query.afterSaleId);

  await seenBy(merchant, afterSaleId);
  await status(/待你处理/);
  await shop.shot('exchange-manage');
  await more(0);
  await shop.find('.propose-sheet', '.input-sum');
  await shop.input('20', '.propose-sheet', '.input-sum');
  await shop.input('裂纹不影响使用，补偿您 20 元', '.propose-sheet', '.input-text');
  await shop.shot('exchange-propose');
  await shop.tap('.propose-sheet', '.btn-propose-done');
  await status(/等待买家答复/);
  await shop.shot('exchange-proposed-manage');

  await seenBy(buyer, afterSaleId);
  await status(/待你答复/);
  await shop.reads(/20\.00/, '.after-sale-body', '.proposal-sum');
  await shop.shot('exchange-proposed');
  await shop.tap('.btn-decline');
  await shop.confirmModal();
  await status(/待商家处理/);
  await shop.tap('.btn-say');
  await shop.input('裂纹会漏水，还是换一个吧', '.say-sheet', '.input-text');
  await addPicture('.say-sheet');
  await shop.shot('exchange-say');
  await shop.tap('.say-sheet', '.btn-text-done');
  await shop.reads(/漏水/, '.after-sale-body', '.av-message');
  await shop.app.callWxMethod('pageScrollTo', { scrollTop: 4000, duration: 0 });
  await shop.shot('exchange-history');

  await seenBy(merchant, afterSaleId);
  await shop.tap('.btn-agree');
  await shop.tap('.return-address-sheet', '.btn-agree-return');
  await status(/待买家寄回/);
  await seenBy(buyer, afterSaleId);
  await shop.tap('.btn-send-back');
  await shop.input('SF2000012345678', '.return-sheet', '.input-waybill');
  await shop.tap('.return-sheet', '.btn-confirm-return');
  await status(/待商家收货/);

  await seenBy(merchant, afterSaleId);
  await shop.tap('.btn-reship');
  await shop.find('.receipt-sheet', '.rc-stepper', '.step-plus');
  await shop.tap('.receipt-sheet', '.rc-stepper', '.step-plus');
  await shop.input('SF3000012345678', '.receipt-sheet', '.input-waybill');
  await shop.shot('exchange-receipt');
  await shop.tap('.receipt-sheet', '.btn-receipt-done');
  await status(/待买家收货/);

  await seenBy(buyer, afterSaleId);
  await status(/待收换货商品/);
  await shop.reads(/SF3000012345678/, '.after-sale-body', '.reship-no');
  await shop.shot('exchange-to-receive');
  await shop.tap('.btn-confirm-exchange');
  await shop.confirmModal();
  await status(/换货完成/);
  await shop.shot('exchange-done');

  // Both kinds can still be asked about.
  await shop.open(`/packages/aftersale/pages/apply/index?orderId=${orderId}`);
  await shop.find('.eligible-line[1]');
  await shop.shot('exchange-eligible');

  await shop.become(merchant);
  await shop.open(`${manage}/order/index?shopId=shop-1&orderId=${orderId}`);
  await shop.find('.btn-start-after-sale');
  await shop.shot('exchange-manage-order');
  await shop.tap('.btn-start-after-sale');
  await shop.arrive('packages/manage/pages/after-sale-start/index');
  await shop.input('3.5', '.input-sum');
  await shop.input('活动降价补差', '.input-text');
  await shop.shot('exchange-difference');
  await shop.tap('.btn-start');
  await shop.arrive('packages/manage/pages/after-sale/index');
  await status(/退款成功/);
  await shop.shot('exchange-difference-done');
});
