/** One order through every room of the house, as its people walk it: shopper, merchant, shopper again, and the merchant's deposit. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const product = 'mug-tide';
const detail = `/packages/product/pages/detail/index?spuId=${product}`;

/** Picks one value of every attribute that can be bought. */
async function chooseSku(): Promise<void> {
  await shop.find('.sku-sheet', '.sku-value');
  const groups = await shop.all('.sku-sheet', '.sku-values');
  for (let i = 0; i < groups.length; i++) {
    const values = (await groups[i]!.$$('.sku-value')) as Awaited<ReturnType<ShopDriver['find']>>[];
    for (const value of values) {
      const classes = String(await value.attribute('class'));
      if (/sku-value-off/.test(classes)) continue;
      if (!/sku-value-on/.test(classes)) await value.tap();
      break;
    }
  }
}

describe('a shopper', () => {
  test('finds products on the home page and in the categories', async () => {
    await shop.become('o-shopper-1');
    await shop.find('.goods-card');
    expect((await shop.all('.goods-card')).length).toBeGreaterThanOrEqual(10);
    await shop.shot('home');
    await shop.app.callWxMethod('switchTab', { url: '/pages/category/index' });
    await shop.arrive('pages/category/index');
    await shop.shot('category');
  });

  test('puts a SKU in the cart and sees it there', async () => {
    await shop.open(detail);
    await shop.shot('product');
    await shop.tap('.btn-add');
    await chooseSku();
    await shop.shot('sku-sheet');
    await shop.tap('.sku-sheet', '.btn-sku-cart');
    await shop.app.callWxMethod('switchTab', { url: '/pages/cart/index' });
    await shop.arrive('pages/cart/index');
    await shop.find('.cart-line');
    await shop.shot('cart');
  });

  test('goes to the checkout and submits; leaving the pay sheet keeps the order to pay', async () => {
    await shop.tap('.cart-bar', '.btn-submit');
    await shop.arrive('packages/checkout/pages/confirm/index');
    await shop.find('.submit-bar', '.btn-submit');
    await shop.shot('checkout');
    await shop.tap('.submit-bar', '.btn-submit');
    await shop.pay('closePaymentDialog');
    await shop.arrive('packages/order/pages/detail/index');
    await shop.reads(/待付款/, '.order-status');
    await shop.shot('order-to-pay');
  });

  test('a failed payment leaves the order to pay, a good one pays it', async () => {
    await shop.reads(/去付款/, '.btn-pay');
    await shop.tap('.btn-pay');
    await shop.pay('failPayment');
    await shop.reads(/待付款/, '.order-status');
    await shop.reads(/去付款/, '.btn-pay');
    await shop.tap('.btn-pay');
    await shop.pay('confirmPayment');
    await shop.until('the order to be paid', async () => {
      const page = await shop.page();
      if (page.path === 'packages/order/pages/detail/index') return /待发货/.test(await shop.text('.order-status'));
      return page.path === 'packages/checkout/pages/result/index';
    });
    await shop.shot('paid');
  });

  test('sees the order in the list as one to be shipped', async () => {
    await shop.open('/packages/order/pages/list/index?tab=toShip');
    await shop.reads(/潮汐釉/, '.order-card');
    await shop.shot('orders');
  });
});
