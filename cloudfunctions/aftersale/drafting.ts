/** A request as it is written down first, whoever begins it. */
import type { AfterSaleReason, AfterSaleType, Failure, Fen, ImageRef, OrderLine, WantedSku } from '../../typings';
import type { AfterSaleExtras } from '../data/after-sale-extras';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import type { AfterSaleRules } from '../data/rules';
import { barredReasons, isBarred } from '../domain/no-reason-return';
import { accountOf, askableNum, holdingsOf, isLineUnshipped, isUnshipped, obstacleTo, obstacleToStart, refundOf, typesFor, type Holding } from '../domain/after-sale-refund';
import { reasonsFor } from '../domain/after-sale-reasons';
import { methodOf, wayOfOrder } from '../domain/fulfilment';
import { fail } from '../kernel/reply';
import { limitsOf } from '../processes/after-sales';

export interface Wish {
  skuId: string;
  type: AfterSaleType;
  num: number;
  reason: AfterSaleReason;
  description: string;
  images: ImageRef[];
  /** Which of the shopper's SKUs, after an exchange; absent: the first that they have. */
  goodsSkuId?: string;
  wanted?: WantedSku;
  startedBy?: 'merchant';
}

/** Or why it cannot be asked for. */
export function afterSaleDoc(_id: string, order: OrderDoc, wish: Wish, rules: AfterSaleRules, now: number): AfterSaleDoc | Failure {
  const { skuId, type, num, reason, wanted, startedBy } = wish;
  const line = order.lines.find((one) => one.skuId === skuId);
  if (!line) return fail('BAD_REQUEST', '订单里没有这件商品', { field: 'skuId' });
  const obstacle = (startedBy ? obstacleToStart : obstacleTo)(order, skuId, limitsOf(rules), now);
  if (obstacle) return fail('INVALID_STATE', `${obstacle}，不能申请`, { detail: { status: order.status } });
  const unshipped = isLineUnshipped(order, skuId);
  if (!typesFor(order, skuId).includes(type)) return fail('BAD_REQUEST', unshipped ? '还没有发货，只能申请退款' : '这件商品不能退回，只能申请退款', { field: 'type' });
  if (!reasonsFor(type, unshipped, wayOfOrder(order)).includes(reason)) return fail('BAD_REQUEST', '这个原因不适用于所选的售后类型，请重新选择', { field: 'reason' });
  // A merchant may take back what it need not.
  const bar = barredReasons(line, order.finishedAt, rules.noReasonDays, now);
  if (!startedBy && isBarred(bar, type, reason)) return fail('BAD_REQUEST', bar.text, { field: 'reason', detail: { reason } });
  const goods = goodsIn(order, line, wish.goodsSkuId);
  if (!goods) return fail('BAD_REQUEST', '没有这种规格的商品可以申请售后', { field: 'goodsSkuId' });
  const most = Math.min(goods.num, askableNum(order, skuId));
  if (num > most) return fail('BAD_REQUEST', `最多可以申请 ${most} 件`, { field: 'num', detail: { most } });
  const { refundFen, shareFen } = refundOf(order, skuId, num);
  return {
    ...blank(_id, order, now),
    type,
    line: linePart(line, goods, num),
    // Nothing is paid for an exchange.
    refundFen: type === 'EXCHANGE' ? 0 : refundFen,
    reason,
    description: wish.description.trim(),
    images: wish.images,
    unshipped,
    orderStatus: order.status,
    ...(methodOf(order) === 'express' ? {} : { method: methodOf(order) }),
    proposalsLeft: startedBy ? 0 : rules.mostProposals,
    shareFen,
    ...(goods.skuId === skuId ? {} : { goodsSkuId: goods.skuId }),
    ...(wanted ? { wanted } : {}),
    ...(startedBy ? { startedBy } : {}),
  };
}

/** A part of the price that the merchant gives back. */
export function differenceDoc(_id: string, order: OrderDoc, line: OrderLine, refundFen: Fen, text: string, now: number): AfterSaleDoc {
  return {
    ...blank(_id, order, now),
    subType: 'REFUND_PRICE_DIFF',
    startedBy: 'merchant',
    type: 'REFUND',
    line: linePart(line, null, line.num),
    refundFen,
    reason: 'OTHERS',
    description: text.trim(),
    unshipped: isUnshipped(order.status),
  };
}

function blank(_id: string, order: OrderDoc, now: number): Omit<AfterSaleDoc, 'type' | 'line' | 'refundFen' | 'reason' | 'description' | 'unshipped'> & AfterSaleExtras {
  return {
    _id,
    openid: order.openid,
    shopId: order.shopId,
    shop: order.shop,
    orderId: order._id,
    orderNo: order.orderNo,
    status: 'SUBMITTING',
    images: [],
    returnAddress: null,
    returnDelivery: null,
    received: false,
    rejectReason: '',
    refundCause: null,
    dispute: null,
    failure: null,
    createdAt: now,
    updatedAt: now,
    deadline: null,
    finishedAt: null,
    log: [],
    todo: [],
    recent: [],
  };
}

/** The pieces of one SKU that the shopper has of this line; without a SKU, the first. */
export function goodsIn(order: OrderDoc, line: OrderLine, goodsSkuId?: string): Holding | undefined {
  const holdings = holdingsOf(line, accountOf(order, line.skuId));
  return goodsSkuId === undefined ? holdings[0] : holdings.find(({ skuId }) => skuId === goodsSkuId);
}

/** As the shopper has it now: after an exchange with what they got. */
export function linePart({ spuId, skuId, title, attrs, image, priceFen }: OrderLine, goods: Holding | null, num: number): AfterSaleDoc['line'] {
  return { spuId, skuId, title, attrs: goods?.sku?.attrs ?? attrs, image: goods?.sku?.image || image, priceFen, num };
}
