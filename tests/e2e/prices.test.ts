/** Prices as people meet them: joining a shop, paying with points, a flash price with a limit, a live room, coupons on the home page; the shop's own pages. */
import { ShopDriver } from './support/shop-driver';

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

const detail = (spuId: string, more = '') => `/packages/product/pages/detail/index?spuId=${spuId}${more}`;
const manage = '/packages/manage/pages';

test('a coupon is claimed on the home page, and lists tell of lower prices', async () => {
  await shop.become('o-shopper-1');
  await shop.open('/pages/home/index');
  await shop.reads(/领取/, 'home-block[3]', '.coupon-row', '.ticket-act');
  await shop.shot('prices-home');
  await shop.tap('home-block[3]', '.coupon-row', '.ticket');
  await shop.reads(/去使用/, 'home-block[3]', '.coupon-row', '.ticket-act');
  await shop.shot('prices-home-claimed');
});

test('a flash price tells how much of it is left; a shopper joins from the product page and pays the member price', async () => {
  await shop.become('o-shopper-1');
  await shop.open(detail('buds-air'));
  await shop.reads(/已抢 0%/, '.flash', '.fb-percent');
  await shop.reads(/每人限 2 件/, '.flash', '.fb-hint');
  await shop.shot('prices-flash');
  await shop.open(detail('mug-tide'));
  await shop.reads(/入会享/, '.vip-line', '.vl-row');
  await shop.shot('prices-member-stranger');
  await shop.tap('.vip-line', '.vl-row');
  await shop.arrive('packages/member/pages/card/index');
  await shop.shot('prices-card-stranger');
  await shop.tap('.btn-join');
  await shop.reads(/青芽会员/, '.plate-level');
  await shop.shot('prices-card');
  await shop.back();
  await shop.arrive('packages/product/pages/detail/index');
  await shop.reads(/会员价/, '.vip-line', '.vl-row');
  await shop.shot('prices-member');
});

test('points pay for a part, and the flow tells where they went', async () => {
  await shop.become('o-shopper-2');
  await shop.open('/packages/member/pages/points/index');
  await shop.reads(/660/, '.value');
  await shop.shot('prices-points');
  await shop.open(detail('mug-tide'));
  await shop.tap('.btn-buy');
  await shop.find('.sku-sheet', '.sku-value');
  for (const group of await shop.all('.sku-sheet', '.sku-values')) {
    const values = (await group.$$('.sku-value')) as Awaited<ReturnType<ShopDriver['find']>>[];
    const classes = await Promise.all(values.map(async (value) => String(await value.attribute('class'))));
    const free = values.find((_, i) => !/sku-value-off/.test(classes[i]!));
    if (!classes.some((one) => /sku-value-on/.test(one))) await free!.tap();
  }
  await shop.tap('.sku-sheet', '.btn-sku-buy');
  await shop.arrive('packages/checkout/pages/confirm/index');
  await shop.reads(/可用 \d+ 积分抵/, '.fact-points');
  await shop.shot('prices-checkout-off');
  const before = await shop.text('.submit-bar');
  await shop.tap('.points-switch');
  await shop.reads(/已用 \d+ 积分抵/, '.fact-points');
  await shop.reads(/积分抵扣/, '.price-lines');
  expect(await shop.text('.submit-bar')).not.toBe(before);
  await shop.shot('prices-checkout-on');
  await shop.tap('.submit-bar', '.btn-submit');
  await shop.pay('confirmPayment');
  await shop.arrive('packages/checkout/pages/result/index');
  // WeChat Pay tells the cloud when it likes to.
  await shop.until('the points are spent', async () => {
    await shop.open('/packages/member/pages/flow/index?shopId=shop-1');
    return /下单抵扣/.test(await shop.text('.entry-title'));
  });
  await shop.reads(/^-\d+$/, '.entry-delta');
  await shop.shot('prices-flow');
});

test('a merchant starts a live session; who comes from there pays its price, nobody else', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/live/index?shopId=shop-1`);
  await shop.input('周五上新直播', '.input-title');
  await shop.tap('.pick-spu');
  await shop.tap('.spu-picker', '.spu-choice[0]');
  await shop.tap('.spu-picker', '.btn-spus-done');
  await shop.find('.input-price[0]');
  await shop.input('9.9', '.input-price[0]');
  await shop.shot('prices-live-form');
  await shop.tap('.btn-start');
  await shop.reads(/直播中/, '.running');
  await shop.shot('prices-live-running');
  const path = await shop.text('.path-text');
  await shop.become('o-shopper-1');
  await shop.open(`/${path}`);
  await shop.reads(/直播中/, '.head-title');
  await shop.shot('prices-live-room');
  await shop.tap('.goods');
  await shop.arrive('packages/product/pages/detail/index');
  await shop.reads(/享直播价/, '.vip-line', '.vl-live');
  await shop.shot('prices-live-product');
});

test('the shop’s own pages: rules of the membership, members, limits of a flash price', async () => {
  await shop.become('o-merchant-1');
  await shop.open(`${manage}/vip/index?shopId=shop-1`);
  await shop.find('.level-name[2]');
  await shop.shot('prices-manage-vip');
  await shop.input('150', '.input-share');
  await shop.tap('.btn-save');
  await shop.reads(/0 到 100/, '.bad-text');
  await shop.input('30', '.input-share');
  await shop.tap('.btn-save');
  await shop.reads(/已保存/, '.btn-save');
  await shop.open(`${manage}/members/index?shopId=shop-1`);
  await shop.find('.member');
  await shop.shot('prices-manage-members');
  await shop.tap('.side[0]');
  await shop.input('20', '.input-sum');
  await shop.input('晒单奖励', '.input-note');
  await shop.shot('prices-manage-adjust');
  const points = Number(await shop.text('.points[0]'));
  await shop.tap('.btn-adjust');
  await shop.reads(new RegExp(`^${points + 20}$`), '.points[0]');
  await shop.open(`${manage}/vip-prices/index?shopId=shop-1`);
  await shop.shot('prices-manage-vip-prices');
  await shop.open(`${manage}/promotion-edit/index?shopId=shop-1`);
  await shop.tap('.btn-type-flash');
  await shop.tap('.pick-spu');
  await shop.tap('.spu-picker', '.spu-choice[0]');
  await shop.find('.input-stock[0]');
  await shop.shot('prices-manage-flash');
});
