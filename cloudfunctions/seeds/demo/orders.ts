/** A few orders of the past, so that lists and the merchant's pages are not empty. What they sold is part of the products' sold pieces. */
import type { Delivery, Fen, OrderLine, OrderLogEntry } from '../../../typings';
import type { OrderDoc, PaymentDoc, SpuDoc } from '../../data/documents';
import { freightOf } from '../../domain/freight';
import { orderNumber } from '../../domain/order-number';
import { DAY, HOUR, MINUTE, type SeedContext } from '../seed';
import { allGoods } from './goods/index';
import { homes } from './people';
import { demoPickup } from './pickups';
import { shopDocs } from './shops';
import { spuDoc, steady } from './spus';

interface Past {
  openid: keyof typeof homes;
  shopId: string;
  /** Product, place of the SKU (from 0), pieces. */
  lines: [spuId: string, sku: number, num: number][];
  status: 20 | 30 | 100 | 250;
  /** Before now. */
  placedAgo: number;
  note?: string;
  waybillId?: string;
  /** Fetched at this point of the shop. */
  pickup?: string;
}
const past: Past[] = [
  {
    openid: 'o-shopper-2',
    shopId: 'shop-1',
    lines: [['mug-tide', 1, 2]],
    status: 20,
    placedAgo: 40 * MINUTE,
    note: '送朋友的，麻烦包得结实一点，谢谢！',
  },
  { openid: 'o-shopper-2', shopId: 'shop-1', lines: [['lamp-dome', 0, 1]], status: 30, placedAgo: 2 * DAY + 5 * HOUR, waybillId: 'SF1990000000017' },
  { openid: 'o-shopper-2', shopId: 'shop-3', lines: [['buds-air', 0, 1]], status: 250, placedAgo: 6 * DAY },
  { openid: 'o-shopper-1', shopId: 'shop-2', lines: [['orange-gannan', 0, 1], ['coffee-yunnan', 0, 1]], status: 100, placedAgo: 16 * DAY, waybillId: 'SF1990000000009' },
  { openid: 'o-shopper-1', shopId: 'shop-1', lines: [['lamp-dome', 0, 1]], status: 20, placedAgo: 3 * HOUR, pickup: 'demo-point-1' },
];

function lineOf(spus: SpuDoc[], [spuId, place, num]: Past['lines'][number]): OrderLine {
  const spu = spus.find(({ _id }) => _id === spuId);
  const sku = spu?.skus[place];
  if (!spu || !sku) throw new Error(`A demo order names ${spuId} number ${place}, which is not in the demo data`);
  const totalFen = sku.priceFen * num;
  return {
    spuId,
    skuId: sku.skuId,
    title: spu.title,
    attrs: sku.attrs,
    image: sku.image,
    num,
    priceFen: sku.priceFen,
    totalFen,
    discountFen: 0,
    paidFen: totalFen,
  };
}

function logOf(order: Pick<OrderDoc, 'createdAt' | 'paidAt' | 'shippedAt' | 'finishedAt' | 'cancelledAt'>): OrderLogEntry[] {
  const entry = (at: number | null, by: OrderLogEntry['by'], event: string, text: string): OrderLogEntry[] =>
    at === null ? [] : [{ at, by, event, text }];
  return [
    ...entry(order.createdAt, 'shopper', 'submit', '提交订单'),
    ...entry(order.paidAt, 'shopper', 'pay', '支付成功'),
    ...entry(order.shippedAt, 'merchant', 'ship', '商家已发货'),
    ...entry(order.finishedAt, 'shopper', 'confirm', '确认收货'),
    ...entry(order.cancelledAt, 'system', 'expire', '超时未支付，订单已关闭'),
  ];
}

export function orderDocs(context: SeedContext): OrderDoc[] {
  const spus = allGoods.map((goods, index) => spuDoc(goods, index, context));
  const shops = shopDocs(context);
  return past.map((one, index) => {
    const shop = shops.find(({ _id }) => _id === one.shopId)!;
    const lines = one.lines.map((line) => lineOf(spus, line));
    const productFen: Fen = lines.reduce((sum, { totalFen }) => sum + totalFen, 0);
    const freightFen = one.pickup ? 0 : freightOf(shop.freight, productFen);
    const createdAt = context.now - one.placedAgo;
    const paidAt = one.status === 250 ? null : createdAt + 35_000;
    const shippedAt = one.status === 30 || one.status === 100 ? createdAt + 9 * HOUR : null;
    const finishedAt = one.status === 100 ? createdAt + 4 * DAY : null;
    const cancelledAt = one.status === 250 ? createdAt + 30 * MINUTE : null;
    const delivery: Delivery | null =
      shippedAt === null ? null : { deliveryId: 'SF', deliveryName: '顺丰速运', waybillId: one.waybillId ?? '', shippedAt };
    const times = { createdAt, paidAt, shippedAt, finishedAt, cancelledAt };
    return {
      _id: `demo-order-${index + 1}`,
      orderNo: orderNumber(createdAt, steady(`order ${index}`)),
      tradeId: `demo-trade-${index + 1}`,
      openid: one.openid,
      shopId: one.shopId,
      shop: { shopId: shop._id, name: shop.name, logo: shop.logo },
      status: one.status,
      lines,
      price: { productFen, discountFen: 0, freightFen, payFen: productFen + freightFen },
      ...(one.pickup ? { address: null, fulfilment: demoPickup(one.pickup, homes[one.openid], context) } : { address: homes[one.openid] }),
      note: one.note ?? '',
      ...times,
      payBefore: createdAt + 30 * MINUTE,
      paymentId: paidAt === null ? '' : paymentNo(index),
      transactionId: paidAt === null ? '' : transactionNo(index),
      delivery,
      confirmBefore: shippedAt === null ? null : shippedAt + 10 * DAY,
      cancelReason: cancelledAt === null ? '' : '超时未支付',
      refundedFen: 0,
      log: logOf(times),
      todo: [],
      recent: [],
      updatedAt: finishedAt ?? cancelledAt ?? shippedAt ?? paidAt ?? createdAt,
    };
  });
}

const paymentNo = (index: number): string => `PAYDEMO${String(index + 1).padStart(25, '0')}`;
const transactionNo = (index: number): string => `42000000DEMOORDER${String(index + 1).padStart(3, '0')}`;

/** Each paid order has the one payment that was captured for it. */
export function orderPaymentDocs(context: SeedContext): PaymentDoc[] {
  return orderDocs(context)
    .filter(({ paidAt }) => paidAt !== null)
    .map((order) => ({
      _id: order.paymentId,
      purpose: 'order',
      openid: order.openid,
      shopId: '',
      orders: [{ orderId: order._id, payFen: order.price.payFen }],
      payFen: order.price.payFen,
      state: 'captured',
      params: null,
      transactionId: order.transactionId,
      createdAt: order.createdAt + 5_000,
      expireAt: order.payBefore,
      capturedAt: order.paidAt,
      todo: [],
    }));
}
