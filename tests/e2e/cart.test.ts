/** The cart as people use it: another SKU in place, edits without a network, favourites. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const cartPage = () => shop.app.callWxMethod('switchTab', { url: '/pages/cart/index' });
async function put(spuId: string): Promise<void> {
  await shop.open(`/packages/product/pages/detail/index?spuId=${spuId}`);
  await shop.tap('.btn-add');
  await shop.find('.sku-sheet', '.sku-value');
  for (let group = 0; group < (await shop.all('.sku-sheet', '.sku-group')).length; group++) await shop.tap('.sku-sheet', `.sku-group[${group}]`, '.sku-value[0]');
}
/** The sheet has closed: the goods are in the cart, or wait on the phone. */
const noted = () => shop.until('the sheet is closed', async () => ((await (await shop.page()).data()) as { sheet: boolean }).sheet === false);

/** Every call of a cloud function fails from now on, as without a network, until it is mended. */
async function network(works: boolean): Promise<void> {
  await shop.app.evaluate((on: boolean) => {
    type Cloud = { callFunction: (options: object) => Promise<unknown>; whole?: (options: object) => Promise<unknown> };
    const { cloud } = (globalThis as unknown as { wx: { cloud: Cloud } }).wx;
    cloud.whole ??= cloud.callFunction;
    cloud.callFunction = on ? cloud.whole : () => Promise.reject(Object.assign(new Error(), { errMsg: 'cloud.callFunction:fail network is down' }));
  }, works);
}

test('another SKU in place; edits without a network reach the cloud when it is back; what is liked moves to the favourites', async () => {
  await shop.become('o-shopper-2');
  await put('tee-heavy');
  await shop.tap('.sku-sheet', '.btn-sku-cart');
  await noted();
  await cartPage();
  const before = await shop.reads(/\S/, '.cart-line', '.attrs');
  await shop.tap('.cart-line', '.attrs-change');
  await shop.find('.sku-sheet', '.btn-sku-change');
  const values = await shop.all('.sku-sheet', '.sku-group[0]', '.sku-value');
  expect(values.length).toBeGreaterThan(1);
  await shop.tap('.sku-sheet', '.sku-group[0]', '.sku-value[1]');
  await shop.shot('cart-change-sku');
  await shop.tap('.sku-sheet', '.btn-sku-change');
  await shop.until('the line has another SKU', async () => (await shop.text('.cart-line', '.attrs')) !== before);
  expect(await shop.all('.cart-line')).toHaveLength(1);

  await put('mug-tide');
  await network(false);
  await shop.tap('.sku-sheet', '.btn-sku-cart');
  await noted();
  await cartPage();
  await shop.reads(/网络不可用/, '.offline');
  await shop.tap('.cart-line', 'stepper', '.step-plus');
  await shop.until('the number is shown', async () => (await shop.text('.bar-count')).includes('2 件'));
  await shop.shot('cart-offline');
  await network(true);
  await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
  await cartPage();
  await shop.until('both edits are there', async () => (await shop.all('.cart-line')).length === 2 && (await shop.text('.bar-count')).includes('3 件'));
  expect(await shop.all('.offline')).toHaveLength(0);
  await shop.shot('cart-synced');

  await shop.tap('.btn-edit');
  await shop.tap('.cart-line[0]', '.line-pick');
  await shop.shot('cart-edit');
  await shop.tap('.btn-favor');
  await shop.until('one line is left', async () => (await shop.all('.cart-line')).length === 1);
  await shop.open('/packages/account/pages/favorites/index');
  await shop.reads(/潮汐釉/, '.favorite-card, .card, .list');
  await shop.shot('cart-favorites');
});
