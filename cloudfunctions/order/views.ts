/** Orders as shoppers and merchants see them. */
import type { OrderBrief, OrderDetail, ParcelView } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { servicePhone } from '../domain/express-companies';
import { methodOf } from '../domain/fulfilment';
import { piecesToShip } from '../domain/parcels';
import { linesToReview } from '../domain/review-lines';

export function briefOf(order: OrderDoc): OrderBrief {
  const { _id, orderNo, shop, status, lines, price, discounts = [], createdAt, payBefore, shipBefore } = order;
  const toReview = linesToReview(order).length;
  const method = methodOf(order);
  return { ...(method === 'express' ? {} : { method }), ...(toReview > 0 ? { toReview } : {}), orderId: _id, orderNo, shop, status, lines, price, discounts, createdAt, payBefore: status === 10 ? payBefore : null, shipBefore: status === 20 || status === 21 ? (shipBefore ?? null) : null };
}

export function detailOf(order: OrderDoc): OrderDetail {
  const { tradeId, address, note, delivery, paidAt, shippedAt, confirmBefore, finishedAt, cancelledAt, cancelReason, refundedFen, log } = order;
  return {
    ...briefOf(order),
    tradeId,
    address,
    ...(order.fulfilment ? { fulfilment: order.fulfilment } : {}),
    note,
    delivery,
    parcels: parcelsOf(order),
    ...(order.addressChange ? { addressChange: order.addressChange } : {}),
    ...(order.priceChange ? { priceChange: order.priceChange } : {}),
    toShip: piecesToShip(order),
    paidAt,
    shippedAt,
    // It counts from the last parcel, but nothing happens before all of them are out.
    confirmBefore: order.status === 21 ? null : confirmBefore,
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

/** With what only staff sees. */
export function staffDetailOf(order: OrderDoc): OrderDetail {
  return { ...detailOf(order), ...(order.upload ? { upload: order.upload } : {}) };
}

/** An order from before there were several parcels went out as one. */
export function parcelsOf({ parcels, delivery, lines }: OrderDoc): ParcelView[] {
  const known = parcels ?? (delivery ? [{ ...delivery, parcelId: '1', lines: lines.map(({ skuId, num }) => ({ skuId, num })), correctedAt: null }] : []);
  return known.map((parcel) => ({ ...parcel, phone: servicePhone(parcel.deliveryId) }));
}
