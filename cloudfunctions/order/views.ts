/** Orders as shoppers and merchants see them. */
import type { OrderBrief, OrderDetail } from '../../typings';
import type { OrderDoc } from '../data/documents';

export function briefOf({ _id, orderNo, shop, status, lines, price, discounts = [], createdAt, payBefore, shipBefore }: OrderDoc): OrderBrief {
  return { orderId: _id, orderNo, shop, status, lines, price, discounts, createdAt, payBefore: status === 10 ? payBefore : null, shipBefore: status === 20 || status === 21 ? (shipBefore ?? null) : null };
}

export function detailOf(order: OrderDoc): OrderDetail {
  const { tradeId, address, note, delivery, paidAt, shippedAt, confirmBefore, finishedAt, cancelledAt, cancelReason, refundedFen, log } = order;
  return {
    ...briefOf(order),
    tradeId,
    address,
    note,
    delivery,
    paidAt,
    shippedAt,
    confirmBefore,
    finishedAt,
    cancelledAt,
    cancelReason,
    refundedFen,
    afterSales: Object.entries(order.afterSales ?? {}).map(([skuId, account]) => ({
      skuId,
      openId: account.open,
      refundedNum: account.refundedNum ?? 0,
      refundedFen: account.refundedFen ?? 0,
    })),
    log: [...log].sort((a, b) => a.at - b.at),
  };
}
