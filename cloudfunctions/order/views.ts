/** Orders as shoppers and merchants see them. */
import type { OrderBrief, OrderDetail } from '../../typings';
import type { OrderDoc } from '../data/documents';

export function briefOf({ _id, orderNo, shop, status, lines, price, createdAt, payBefore }: OrderDoc): OrderBrief {
  return { orderId: _id, orderNo, shop, status, lines, price, createdAt, payBefore: status === 10 ? payBefore : null };
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
    log: [...log].sort((a, b) => a.at - b.at),
  };
}
