/** A shop of any size, and what its busiest reads cost the database there. */
import type { AfterSaleDoc, OrderDoc } from '../../../cloudfunctions/data/documents';
import { couponDoc, userCouponDoc } from './offer-fixture';
import { ShopCloud } from './shop-cloud';
import { address, fixtureDocuments, owner, shopper, spuDoc } from './shop-fixture';

const AT_ONCE = 1000;
const kinds = ['青瓷茶杯', '白瓷碗', '竹编篮', '羊毛毯', '铜灯'];

/** `start`: in this process, or (outside of Jest) with workers of its own. */
export async function scaleShop(start: 'inProcess' | 'start' = 'inProcess'): Promise<ShopCloud> {
  const shop = await ShopCloud[start](fixtureDocuments());
  await shop.must('catalog', 'home', {}, '');
  return shop;
}

async function insert<T extends { _id: string }>(shop: ShopCloud, collection: string, from: number, to: number, make: (i: number) => T): Promise<void> {
  for (let i = from; i < to; i += AT_ONCE) await shop.insert(collection, Array.from({ length: Math.min(AT_ONCE, to - i) }, (_, k) => make(i + k)));
}

/** Products `from` up to `to`, of two categories in two shops. */
export function catalogue(shop: ShopCloud, from: number, to: number): Promise<void> {
  return insert(shop, 'spus', from, to, (i) =>
    spuDoc(`grown-${i}`, {
      title: `${kinds[i % kinds.length]} ${i}`,
      prices: [1000 + (i % 500)],
      rank: i % 97,
      sold: i % 31,
      createdAt: 1_700_000_000_000 + i,
      updatedAt: 1_700_000_000_000 + i,
      categoryIds: i % 3 ? ['home', 'cups'] : ['digital', 'phones'],
      shopId: i % 4 ? 'shop-1' : 'shop-2',
    }),
  );
}

/** Orders and after-sales of one shopper with one shop, coupons in the same hands and on offer there. */
export async function history(shop: ShopCloud, from: number, to: number): Promise<void> {
  await insert(shop, 'orders', from, to, orderDoc);
  await insert(shop, 'aftersales', from, to, afterSaleDoc);
  await insert(shop, 'userCoupons', from, to, (i) => userCouponDoc(`grown-${i}`, i % 10 ? `o-other-${i % 500}` : shopper, { shopId: i % 2 ? 'shop-1' : 'shop-2', validUntil: 4_000_000_000_000 + i }));
  await insert(shop, 'coupons', from / 10, to / 10, (i) => couponDoc(`grown-${i}`, { shopId: i % 3 ? `shop-far-${i % 50}` : 'shop-1', createdAt: i, receiveUntil: 4_000_000_000_000 + i }));
}

const STATUSES = [100, 250, 20, 30] as const;
function orderDoc(i: number): OrderDoc {
  const at = 1_700_000_000_000 + i;
  const status = STATUSES[i % 4]!;
  return {
    _id: `grown-${i}`,
    orderNo: String(i),
    tradeId: `grown-trade-${i}`,
    openid: i % 2 ? shopper : `o-other-${i % 500}`,
    shopId: i % 3 ? 'shop-1' : 'shop-2',
    shop: { shopId: 'shop-1', name: '', logo: '' },
    status,
    lines: [],
    price: { productFen: 0, discountFen: 0, freightFen: 0, payFen: 0 },
    address,
    note: '',
    createdAt: at,
    payBefore: at,
    paymentId: `grown-payment-${i}`,
    transactionId: '',
    paidAt: status === 250 ? null : at,
    delivery: null,
    shippedAt: null,
    confirmBefore: status === 30 ? 4_000_000_000_000 + i : null,
    finishedAt: null,
    cancelledAt: null,
    cancelReason: '',
    refundedFen: 0,
    log: [],
    todo: [],
    recent: [],
    updatedAt: at,
  };
}

function afterSaleDoc(i: number): AfterSaleDoc {
  const at = 1_700_000_000_000 + i;
  return {
    _id: `grown-${i}`,
    openid: i % 2 ? shopper : `o-other-${i % 500}`,
    shopId: 'shop-1',
    shop: { shopId: 'shop-1', name: '', logo: '' },
    orderId: `grown-${i}`,
    orderNo: String(i),
    type: 'REFUND',
    status: i % 5 ? 'MERCHANT_REFUND_SUCCESS' : 'MERCHANT_PROCESSING',
    line: { spuId: 'mug', skuId: 'mug-1', title: '杯', attrs: [], image: '', priceFen: 1, num: 1 },
    refundFen: 1,
    reason: 'OTHERS',
    description: '',
    images: [],
    unshipped: true,
    returnAddress: null,
    returnDelivery: null,
    received: false,
    rejectReason: '',
    refundCause: null,
    dispute: null,
    failure: null,
    createdAt: at,
    updatedAt: at,
    deadline: i % 5 ? null : 4_000_000_000_000 + i,
    finishedAt: null,
    log: [],
    todo: [],
    recent: [],
  } as AfterSaleDoc;
}

export interface Cost {
  name: string;
  operations: number;
  examined: number;
  /** Items in the answer; 1 for a page of one thing. */
  given: number;
}

/** Each asked for once. */
export async function costs(shop: ShopCloud): Promise<Cost[]> {
  const page = { limit: 10 };
  const list = (request: object) => () => shop.must('catalog', 'list', { ...page, ...request }, '');
  const reads: [string, () => Promise<unknown>][] = [
    ['list', list({})],
    ['list by sales', list({ sort: 'sold' })],
    ['list by price', list({ sort: 'priceDesc' })],
    ['newest of a category', list({ categoryId: 'cups', sort: 'newest' })],
    ['list of a shop', list({ shopId: 'shop-2' })],
    ['search by relevance', list({ keyword: '青瓷' })],
    ['search by price', list({ keyword: '青瓷', sort: 'priceAsc' })],
    ['search in a category', list({ keyword: '青瓷', categoryId: 'cups', sort: 'sold' })],
    ['product', () => shop.must('catalog', 'product', { spuId: 'grown-5' }, shopper)],
    ['orders', () => shop.must('order', 'list', page, shopper)],
    ['orders to receive', () => shop.must('order', 'list', { ...page, tab: 'toReceive' }, shopper)],
    ['orders of a shop', () => shop.must('order', 'shopList', { ...page, shopId: 'shop-1' }, owner)],
    ['orders to ship', () => shop.must('order', 'shopList', { ...page, shopId: 'shop-1', tab: 'toShip' }, owner)],
    ['after-sales', () => shop.must('aftersale', 'list', page, shopper)],
    ['after-sales of a shop', () => shop.must('aftersale', 'shopList', { ...page, shopId: 'shop-1' }, owner)],
    ['after-sales to answer', () => shop.must('aftersale', 'shopList', { ...page, shopId: 'shop-1', tab: 'todo' }, owner)],
    ['own coupons', () => shop.must('coupon', 'mine', { ...page, tab: 'usable' }, shopper)],
    ['coupons of a shop', () => shop.must('coupon', 'manageList', { ...page, shopId: 'shop-1', tab: 'live' }, owner)],
    ['products of a shop', () => shop.must('catalog', 'manageList', { ...page, shopId: 'shop-1' }, owner)],
  ];
  const found: Cost[] = [];
  for (const [name, work] of reads) {
    const { result, operations, examined } = await shop.measure(work);
    const items = (result as { items?: unknown[] }).items;
    found.push({ name, operations, examined, given: items?.length ?? 1 });
  }
  return found;
}
