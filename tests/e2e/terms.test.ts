/** The conditions of a sale: a freight template and a limit set by the merchant, felt by the shopper on the way to an order; a presale paid in full. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const manage = '/packages/manage/pages';
const product = (spuId: string) => `/packages/product/pages/detail/index?spuId=${spuId}`;
const facts = '.terms-facts';

test('the merchant makes a freight template with a region of its own, and gives it to a product with a limit', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/freights/index?shopId=shop-1`);
  await shop.find('.freight-row');
  await shop.shot('freights');
  await shop.tap('.btn-new-freight');
  await shop.arrive('packages/manage/pages/freight-edit/index');
  await shop.input('瓷器专送', '.input-name');
  await shop.input('12', '.input-first-price');
  await shop.input('3', '.input-second-price');
  await shop.tap('.btn-add-method');
  await shop.tap('.region-sheet', '.region-check[10]');
  await shop.shot('freight-regions');
  await shop.tap('.region-sheet', '.btn-region-done');
  await shop.reads(/浙江省/, '.btn-areas');
  await shop.input('7', '.input-first-price[1]');
  await shop.input('1', '.input-second-price[1]');
  await shop.shot('freight-edit');
  await shop.tap('.btn-save');
  await shop.arrive('packages/manage/pages/freights/index');
  await shop.until('the new template', async () => (await Promise.all((await shop.all('.freight-row')).map((row) => row.text()))).some((text) => /瓷器专送.*首 1 件 ¥7，每续 1 件 ¥1/s.test(String(text))));

  await shop.open(`${manage}/product-edit/index?shopId=shop-1&spuId=vase-stone`);
  await shop.tap('.terms-editor', '.btn-period-1');
  await shop.input('2', '.terms-editor', '.input-limit');
  await shop.reads(/店铺统一运费/, '.terms-editor', '.te-template');
  // The third of the shop's own: behind the default come the two of the demo.
  await (await shop.find('.terms-editor', '.te-template')).trigger('change', { value: 3 });
  await shop.reads(/瓷器专送/, '.terms-editor', '.te-template');
  await shop.shot('product-terms');
  await shop.tap('.btn-save');
  await shop.until('the saved product', async () => (await shop.page()).path !== 'packages/manage/pages/product-edit/index');
});

test('the shopper reads what it costs and how much may be bought, and the checkout explains it', async () => {
  await shop.become('o-shopper-1');
  await shop.open(product('vase-stone'));
  await shop.reads(/运费 ¥7.*送至 浙江省 杭州市 西湖区/s, facts, '.tf-freight');
  await shop.reads(/每人每天限购 2 件.*还能买 2 件/s, facts, '.tf-limit');
  await shop.tap(facts, '.tf-services');
  await shop.find(facts, '.tf-service');
  await shop.shot('product-services');
  await shop.open(product('vase-stone'));
  await shop.tap('.btn-buy');
  await shop.tap('.sku-sheet', '.sku-value[0]');
  await shop.reads(/还能买 2 件/, '.sku-sheet', '.sku-limit');
  await shop.tap('.sku-sheet', '.btn-sku-buy');
  await shop.arrive('packages/checkout/pages/confirm/index');
  await shop.reads(/首 1 件 ¥7/, '.fact-freight');
  await shop.tap('.fact-freight');
  await shop.reads(/瓷器专送/, '.freight-row');
  await shop.shot('checkout-freight');
});

test('an address that it is not sent to blocks the line, and says which', async () => {
  await shop.app.evaluate(() =>
    (globalThis as unknown as { wx: { cloud: { callFunction(call: object): Promise<unknown> } } }).wx.cloud.callFunction({
      name: 'user',
      data: { action: 'saveAddress', requestId: 'walk-far-away', address: { userName: '林小满', telNumber: '19900000001', provinceName: '新疆维吾尔自治区', cityName: '乌鲁木齐市', countyName: '天山区', detailInfo: '人民路 1 号', isDefault: true } },
    }),
  );
  await shop.open(product('chair-bow'));
  await shop.reads(/不支持配送到新疆/, facts, '.tf-freight');
  await shop.tap('.btn-buy');
  await shop.until('a chosen SKU', async () => {
    for (const value of await shop.all('.sku-sheet', '.sku-value')) if (!/sku-value-(on|off)/.test(String(await value.attribute('class')))) await value.tap();
    return !/请选择/.test(await shop.text('.sku-sheet', '.sku-summary'));
  });
  await shop.tap('.sku-sheet', '.btn-sku-buy');
  await shop.arrive('packages/checkout/pages/confirm/index');
  await shop.reads(/弓背实木餐椅.*不支持配送到新疆维吾尔自治区/s, '.blocked-line');
  await shop.shot('checkout-blocked');
});

test('a presale is paid in full, and its order says by when it is sent', async () => {
  await shop.open(product('planner-2027'));
  await shop.reads(/付款后 7 天内发货/, facts, '.tf-presale');
  await shop.reads(/立即预订/, '.btn-buy');
  await shop.tap('.btn-buy');
  await shop.until('a chosen SKU', async () => {
    for (const value of await shop.all('.sku-sheet', '.sku-value')) if (!/sku-value-(on|off)/.test(String(await value.attribute('class')))) await value.tap();
    return !/请选择/.test(await shop.text('.sku-sheet', '.sku-summary'));
  });
  await shop.tap('.sku-sheet', '.btn-sku-buy');
  await shop.arrive('packages/checkout/pages/confirm/index');
  await shop.reads(/预售 · 付款后 7 天内发货/, '.order-line', '.ol-ship');
  await shop.tap('.submit-bar', '.btn-submit');
  await shop.pay('confirmPayment');
  await shop.arrive('packages/checkout/pages/result/index');
  await shop.open('/packages/order/pages/list/index?tab=toShip');
  await shop.tap('.order-card');
  await shop.arrive('packages/order/pages/detail/index');
  await shop.reads(/预售 · \d\d-\d\d 前发货/, '.order-line', '.ol-ship');
  await shop.shot('order-presale');
});

test('the video is the first of the pictures, and plays when it is tapped', async () => {
  await shop.open(product('notebook-linen'));
  await shop.tap('.product-video', '.pv-play');
  await shop.find('.product-video', '.pv-video');
  await shop.shot('product-video');
});
