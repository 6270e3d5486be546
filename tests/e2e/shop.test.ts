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

const manage = '/packages/manage/pages';
const newTitle = '潮汐釉手工马克杯 冬季限定礼盒装';
const waybill = 'SF1390012345678';

describe('the merchant', () => {
  test('gets into the manage pages from the own page', async () => {
    await shop.become('o-merchant-1');
    await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
    await shop.tap('.entry-manage');
    await shop.arrive('packages/manage/pages/home/index');
    await shop.reads(/青禾生活馆/, '.name');
    await shop.shot('manage-home');
  });

  test('edits title, price, stock and pictures of a product', async () => {
    await shop.open(`${manage}/products/index?shopId=shop-1`);
    await shop.tap(`.spu-row[${await rowOf(/潮汐釉手工马克杯/)}]`, '.btn-edit');
    await shop.arrive('packages/manage/pages/product-edit/index');
    await shop.input(newTitle, '.input-title');
    await shop.input('66.5', '.sku-editor', '.input-price');
    await shop.tap('.head-images', '.btn-remove-pic[1]');
    await shop.shot('product-edit');
    await shop.tap('.sku-editor', '.btn-sku-stock');
    const before = Number(await shop.text('.stock-sheet', '.stock-available'));
    await shop.tap('.stock-sheet', '.stock-mode-1');
    await shop.input('7', '.stock-sheet', '.input-stock');
    await shop.tap('.stock-sheet', '.btn-apply-stock');
    await shop.reads(new RegExp(`^${before + 7}$`), '.stock-sheet', '.stock-available');
    await shop.shot('stock-sheet');
    await shop.tap('.stock-sheet', 'sheet', '.sheet-close');
    await shop.tap('.btn-save');
    await shop.arrive('packages/manage/pages/products/index');
    await rowOf(newTitle);
    const spu = await managed();
    expect(spu.draft.title).toBe(newTitle);
    expect(spu.draft.skus[0]?.priceFen).toBe(6650);
    expect(spu.skus[0]?.available).toBe(before + 7);
    expect(spu.draft.headImages).toHaveLength(2);
  });

  test('takes a product off the shelf and puts it back', async () => {
    await shop.open(`${manage}/products/index?shopId=shop-1`);
    const title = await shop.text('.spu-row', '.sr-title');
    await shop.shot('manage-products');
    await shop.tap('.spu-row', '.btn-shelf');
    await shop.until('the row to leave the list', async () => (await shop.text('.spu-row', '.sr-title')) !== title);
    await shop.open(`${manage}/products/index?shopId=shop-1&tab=delisted`);
    await shop.tap(`.spu-row[${await rowOf(title)}]`, '.btn-shelf');
    await shop.until('the product to be listed again', async () => !(await rowTitles()).includes(title));
  });

  test('sees the order and ships it', async () => {
    await shop.open(`${manage}/orders/index?shopId=shop-1&tab=toShip`);
    await shop.reads(/潮汐釉/, '.order-card');
    await shop.shot('manage-orders');
    await shop.tap('.btn-ship');
    await shop.tap('.ship-sheet', '.company');
    await shop.input(waybill, '.ship-sheet', '.input-waybill');
    await shop.shot('ship-sheet');
    await shop.tap('.ship-sheet', '.btn-confirm-ship');
    await shop.open(`${manage}/orders/index?shopId=shop-1&tab=toReceive`);
    await shop.reads(/潮汐釉/, '.order-card');
  });
});

describe('the shopper again', () => {
  test('sees the waybill and confirms the receipt', async () => {
    await shop.become('o-shopper-1');
    await shop.open('/packages/order/pages/list/index?tab=toReceive');
    await shop.reads(/潮汐釉/, '.order-card');
    await shop.tap('.order-card');
    await shop.arrive('packages/order/pages/detail/index');
    await shop.reads(new RegExp(waybill), '.parcel-card', '.pc-no');
    await shop.shot('order-shipped');
    await shop.tap('.btn-confirm');
    await shop.confirmModal();
    await shop.reads(/完成/, '.order-status');
    await shop.shot('order-finished');
  });

  test('sees the new title and price', async () => {
    await shop.open(detail);
    await shop.reads(/冬季限定礼盒装/, '.title');
    await shop.shot('product-edited');
  });
});

describe('the merchant’s deposit', () => {
  test('shows what is owed, is paid through the same sheet, and the ledger has the entry', async () => {
    await shop.become('o-merchant-1');
    await shop.open(`${manage}/deposit/index?shopId=shop-1`);
    await shop.find('.btn-pay-deposit');
    const entries = (await shop.all('.ledger-entry')).length;
    await shop.shot('deposit-due');
    await shop.tap('.btn-pay-deposit');
    await shop.pay('confirmPayment');
    await shop.until('one more entry in the ledger', async () => (await shop.all('.ledger-entry')).length === entries + 1);
    await shop.until('nothing to be due', async () => (await shop.all('.btn-pay-deposit')).length === 0);
    await shop.shot('deposit-paid');
  });
});

interface Managed {
  draft: { title: string; headImages: string[]; skus: { priceFen: number }[] };
  skus: { available: number }[];
}
/** What the cloud has of the product now, asked for as the merchant who is logged in. */
async function managed(): Promise<Managed> {
  const answer: unknown = await shop.app.evaluate((spuId: string) => {
    type Cloud = { callFunction(options: object): Promise<{ result: { data: unknown } }> };
    const { wx: api } = globalThis as unknown as { wx: { cloud: Cloud } };
    return api.cloud.callFunction({ name: 'catalog', data: { action: 'manageGet', shopId: 'shop-1', spuId } }).then(({ result }) => result.data);
  }, product);
  return answer as Managed;
}
async function rowTitles(): Promise<string[]> {
  const titles = await shop.all('.spu-row');
  return Promise.all(titles.map(async (row) => String(await (await row.$('.sr-title'))?.text()).trim()));
}
/** Place of the product in the merchant's list, as soon as it is there. */
async function rowOf(title: string | RegExp): Promise<number> {
  let place = -1;
  await shop.until(`a row ${title}`, async () => {
    place = (await rowTitles()).findIndex((one) => (typeof title === 'string' ? one === title : title.test(one)));
    return place >= 0;
  });
  return place;
}
