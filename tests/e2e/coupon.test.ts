/** A coupon on its way: made by the merchant, claimed by the shopper, used by an order, back after the cancel. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const manage = '/packages/manage/pages';
const detail = '/packages/product/pages/detail/index?spuId=mug-tide';
const mine = (tab: string) => `/packages/account/pages/coupons/index?tab=${tab}`;
const name = '暖冬直减';

describe('the merchant', () => {
  test('gives out a coupon', async () => {
    await shop.become('o-merchant-1');
    await shop.open(`${manage}/coupons/index?shopId=shop-1`);
    await shop.find('.coupon-row');
    await shop.shot('manage-coupons');
    await shop.tap('.btn-new-coupon');
    await shop.arrive('packages/manage/pages/coupon-edit/index');
    await shop.tap('.btn-kind-direct');
    await shop.input(name, '.input-name');
    await shop.input('8.8', '.input-sum');
    await shop.input('1', '.input-total');
    await shop.shot('manage-coupon-edit');
    await shop.tap('.btn-save');
    await shop.arrive('packages/manage/pages/coupons/index');
    await shop.reads(/已领 0 \/ 1 张/, '.coupon-row');
  });

  test('starts a full reduction and ends it', async () => {
    await shop.open(`${manage}/promotion-edit/index?shopId=shop-1`);
    await shop.input('周末满减', '.input-name');
    await shop.input('30', '.input-from');
    await shop.input('2', '.input-off');
    await shop.shot('manage-promotion-edit');
    await shop.tap('.btn-save');
    await shop.open(`${manage}/promotions/index?shopId=shop-1`);
    await shop.reads(/周末满减/, '.promotion-row');
    await shop.shot('manage-promotions');
    await shop.tap('.promotion-row .btn-stop');
    await shop.confirmModal();
    await shop.reads(/换季满减/, '.promotion-row');
  });
});

describe('a shopper', () => {
  test('claims the coupon on the product page; nothing is left of it', async () => {
    await shop.become('o-shopper-1');
    await shop.open(detail);
    await shop.find('.coupon-strip', '.cp-row-coupons');
    await shop.shot('product-coupons');
    await shop.tap('.coupon-strip', '.cp-row-coupons');
    let place = -1;
    await shop.until(`a ticket ${name}`, async () => {
      const labels = await Promise.all((await shop.all('.coupon-strip', '.coupon-sheet', '.btn-claim')).map((button) => button.attribute('aria-label')));
      place = labels.findIndex((label) => String(label).includes(name));
      return place >= 0;
    });
    await shop.shot('claim-sheet');
    await shop.tap('.coupon-strip', '.coupon-sheet', `.btn-claim[${place}]`);
    await shop.reads(/已领取/, '.coupon-strip', '.coupon-sheet', `.btn-claim[${place}]`);
    await shop.open(mine('usable'));
    await shop.reads(new RegExp(name), '.coupon .coupon-ticket', '.ct-name');
    await shop.shot('my-coupons');
  });

  test('finds it chosen in the checkout, leaves it away, and takes it again', async () => {
    await shop.open(detail);
    await shop.tap('.btn-buy');
    await shop.find('.sku-sheet', '.sku-value');
    for (const group of await shop.all('.sku-sheet', '.sku-values')) {
      for (const value of (await group.$$('.sku-value')) as Awaited<ReturnType<ShopDriver['find']>>[]) {
        const classes = String(await value.attribute('class'));
        if (/sku-value-off/.test(classes)) continue;
        if (!/sku-value-on/.test(classes)) await value.tap();
        break;
      }
    }
    await shop.tap('.sku-sheet', '.btn-sku-buy');
    await shop.arrive('packages/checkout/pages/confirm/index');
    await shop.reads(/已选 1 张，-¥8.80/, '.fact-coupon .fact-value');
    await shop.reads(/店铺券 · 暖冬直减/, '.price-lines', '.pl-discount');
    await shop.shot('checkout-coupon');
    await shop.tap('.fact-coupon');
    await shop.find('.coupon-choice', '.cc-option');
    await shop.shot('coupon-choice');
    await shop.tap('.coupon-choice', '.cc-option');
    await shop.tap('.coupon-choice', '.btn-choose');
    await shop.reads(/1 张可用/, '.fact-coupon .fact-value');
    await shop.tap('.fact-coupon');
    await shop.tap('.coupon-choice', '.btn-best');
    await shop.reads(/已选 1 张/, '.fact-coupon .fact-value');
    await shop.tap('.submit-bar', '.btn-submit');
    await shop.pay('closePaymentDialog');
    await shop.arrive('packages/order/pages/detail/index');
    await shop.reads(/待付款/, '.order-status');
    await shop.shot('order-coupon');
  });

  test('has it back after cancelling the order', async () => {
    await shop.open(mine('used'));
    await shop.reads(new RegExp(name), '.coupon .coupon-ticket', '.ct-name');
    await shop.tap('.btn-use');
    await shop.arrive('packages/order/pages/detail/index');
    await shop.app.mockWxMethod('showActionSheet', { tapIndex: 0, errMsg: 'showActionSheet:ok' });
    await shop.tap('.btn-cancel');
    await shop.reads(/已取消|已关闭/, '.order-status');
    await shop.app.restoreWxMethod('showActionSheet');
    await shop.open(mine('usable'));
    await shop.reads(new RegExp(name), '.coupon .coupon-ticket', '.ct-name');
  });
});
