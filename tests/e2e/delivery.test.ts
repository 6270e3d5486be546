/** Delivery as people walk it: a price change, an address change, two parcels, a number put right, the parcel's page. */
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
const request = () => `e2e-delivery-${Math.random().toString(36).slice(2)}`;

/** Three mugs of two kinds, ordered without a page: that walk has a test of its own. */
async function order(): Promise<string> {
  await shop.become(buyer);
  const { skus } = await cloud<{ skus: { skuId: string; available: number }[] }>('catalog', { action: 'product', spuId: product });
  const [one, other] = skus.filter(({ available }) => available > 5);
  const lines = [{ spuId: product, skuId: one!.skuId, num: 2 }, { spuId: product, skuId: other!.skuId, num: 1 }];
  const { items } = await cloud<{ items: { addressId: string }[] }>('user', { action: 'addresses' });
  const addressId = items[0]!.addressId;
  const { price } = await cloud<{ price: { payFen: number } }>('order', { action: 'preview', lines, addressId });
  const { orderIds } = await cloud<{ orderIds: string[] }>('order', { action: 'submit', requestId: request(), lines, addressId, expectedPayFen: price.payFen });
  return orderIds[0]!;
}
const asBuyer = async (orderId: string): Promise<void> => {
  await shop.become(buyer);
  await shop.open(`/packages/order/pages/detail/index?orderId=${orderId}`);
};
const asMerchant = async (orderId: string): Promise<void> => {
  await shop.become(merchant);
  await shop.open(`${manage}/order/index?shopId=shop-1&orderId=${orderId}`);
};

test('a lower price, another address, two parcels, a number put right', async () => {
  const orderId = await order();

  await asMerchant(orderId);
  await shop.tap('.btn-change-price');
  await shop.input('100', '.price-sheet', '.input-price[0]');
  await shop.reads(/共优惠/, '.price-sheet', '.ps-off');
  await shop.shot('delivery-price-sheet');
  await shop.tap('.price-sheet', '.btn-confirm-price');
  await shop.reads(/商家改价/, '.log');
  await shop.shot('delivery-price-changed');

  await asBuyer(orderId);
  await shop.reads(/待付款/, '.order-status');
  await shop.shot('delivery-to-pay');
  await shop.tap('.btn-pay');
  await shop.pay('confirmPayment');
  await shop.reads(/待发货/, '.order-status');

  const { addressId } = await cloud<{ addressId: string }>('user', {
    action: 'saveAddress',
    requestId: request(),
    address: { userName: '林小满', telNumber: '19900000001', provinceName: '江苏省', cityName: '南京市', countyName: '玄武区', detailInfo: '中山路 3 号', isDefault: false },
  }).then((saved) => ({ addressId: String((saved as { addressId?: string }).addressId ?? '') }));
  expect(addressId).toBeTruthy();
  await cloud('order', { action: 'changeAddress', requestId: request(), orderId, addressId });
  await asBuyer(orderId);
  await shop.reads(/等待商家确认/, '.address-change', '.address-change-state');
  await shop.shot('delivery-address-asked');
  await asMerchant(orderId);
  await shop.reads(/买家申请把地址改为/, '.address-change', '.address-change-state');
  await shop.shot('delivery-address-to-answer');
  await shop.tap('.address-change', '.btn-address-accept');
  await shop.reads(/南京市/, 'address-card');

  await shop.tap('.btn-ship');
  await shop.tap('.ship-sheet', '.ship-num[1]', '.step-minus');
  await shop.input('SF1390012345678', '.ship-sheet', '.input-waybill');
  await shop.reads(/还剩 1 件待发/, '.ship-sheet', '.ss-summary');
  await shop.shot('delivery-ship-part');
  await shop.tap('.ship-sheet', '.btn-confirm-ship');
  await shop.reads(/部分发货/, '.order-status');
  await shop.shot('delivery-manage-partly');
  await shop.tap('.btn-ship');
  await shop.input('ZT7712345678901', '.ship-sheet', '.input-waybill');
  await shop.tap('.ship-sheet', '.btn-confirm-ship');
  await shop.reads(/待收货/, '.order-status');
  await shop.tap('.btn-correct[1]');
  await shop.input('ZT7712345678902', '.ship-sheet', '.input-waybill');
  await shop.shot('delivery-correct');
  await shop.tap('.ship-sheet', '.btn-confirm-ship');
  await shop.reads(/更正运单号/, '.log');
  await shop.shot('delivery-manage-shipped');

  await asBuyer(orderId);
  await shop.reads(/ZT7712345678902/, '.parcel-card[1]', '.pc-no');
  await shop.shot('delivery-two-parcels');
  await shop.tap('.parcel-card[1]');
  await shop.arrive('packages/order/pages/parcel/index');
  await shop.reads(/ZT7712345678902/, '.waybill');
  await shop.reads(/更正了快递公司或运单号/, '.steps');
  await shop.shot('delivery-parcel');
});
