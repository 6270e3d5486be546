/** Virtual goods: the merchant adds codes, the shopper buys one and reads it; a top-up goes to a phone number by the merchant's hand. */
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
const card = '.handover-card';
let bought = '';
const orderIn = async (): Promise<string> => String((await shop.page()).query.orderId);

async function buy(spuId: string): Promise<void> {
  await shop.open(product(spuId));
  await shop.reads(/无需物流/, '.terms-facts', '.tf-virtual');
  expect(await shop.all('.btn-add')).toHaveLength(0);
  await shop.shot(`virtual-product-${spuId}`);
  await shop.tap('.btn-buy');
  await shop.tap('.sku-sheet', '.sku-value[0]');
  await shop.tap('.sku-sheet', '.btn-sku-buy');
  await shop.arrive('packages/checkout/pages/confirm/index');
}
async function paid(): Promise<void> {
  await shop.tap('.submit-bar', '.btn-submit');
  await shop.pay('confirmPayment');
  await shop.arrive('packages/checkout/pages/result/index');
  await shop.tap('.btn-order');
  await shop.arrive('packages/order/pages/detail/index');
}

test('the merchant adds codes: what is pasted twice is skipped, and stock is what is left', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/product-edit/index?shopId=shop-1&spuId=card-reading`);
  await shop.reads(/创建后不能修改/, '.terms-editor', '.at-deliverMethod');
  await shop.shot('virtual-product-edit');
  await shop.open(`${manage}/codes/index?shopId=shop-1&spuId=card-reading`);
  await shop.reads(/12/, '.pool-available');
  await shop.tap('.btn-add-codes');
  await shop.input('WALK-0001\nWALK-0002\nWALK-0001', '.add-sheet', '.input-text');
  await shop.shot('virtual-codes-add');
  await shop.tap('.add-sheet', '.btn-text-done');
  await shop.reads(/14/, '.pool-available');
  await shop.shot('virtual-codes');
});

test('the shopper pays, and the code is there; it is shown when they ask for it', async () => {
  await shop.become('o-shopper-1');
  await buy('card-reading');
  await shop.reads(/当前微信号.*自动发放/s, '.account-form', '.af-form');
  await shop.shot('virtual-checkout-codes');
  await paid();
  await shop.reads(/已发放/, '.order-status');
  await shop.shot('virtual-order-hidden');
  bought = await orderIn();
  await shop.tap(card, '.btn-reveal');
  await shop.confirmModal();
  await shop.reads(/(MDY|WALK)-/, card, '.hc-code');
  await shop.shot('virtual-order-seen');
  await shop.tap('.btn-confirm');
  await shop.confirmModal();
  await shop.reads(/已完成/, '.order-status');
  // It stays where it is read.
  await shop.reads(/(MDY|WALK)-/, card, '.hc-code');
});

test('the merchant sees whose it is', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/order/index?shopId=shop-1&orderId=${bought}`);
  await shop.reads(/买家.*查看/, card, '.hc-code');
  await shop.shot('virtual-shop-order');
  await shop.open(`${manage}/codes/index?shopId=shop-1&spuId=card-reading`);
  await shop.reads(/13/, '.pool-available');
});

test('a top-up asks for a phone number, names what is wrong with it, and is delivered by hand', async () => {
  await shop.become('o-shopper-1');
  await buy('topup-mobile');
  await shop.input('123', '.account-form', '.input-account');
  await shop.tap('.submit-bar', '.btn-submit');
  await shop.reads(/11 位数字/, '.account-form', '.af-problem');
  await shop.shot('virtual-checkout-problem');
  await shop.input('139 0000 0008', '.account-form', '.input-account');
  await paid();
  await shop.reads(/待发放/, '.order-status');
  await shop.reads(/13900000008/, card, '.hc-account');
  await shop.shot('virtual-order-waiting');
  const orderId = await orderIn();

  await shop.become('o-merchant-1');
  await shop.open(`${manage}/order/index?shopId=shop-1&orderId=${orderId}`);
  await shop.reads(/13900000008/, card, '.hc-account');
  await shop.tap('.btn-deliver');
  await shop.input('已充值 30 元，请查收短信', '.deliver-sheet', '.input-text');
  await shop.shot('virtual-deliver');
  await shop.tap('.deliver-sheet', '.btn-text-done');
  await shop.reads(/已发放/, '.order-status');
  await shop.shot('virtual-delivered');

  await shop.become('o-shopper-1');
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderId}`);
  await shop.reads(/已充值 30 元/, card, '.hc-content');
  await shop.shot('virtual-order-by-hand');
});
