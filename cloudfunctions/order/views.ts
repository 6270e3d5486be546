/** Orders as shoppers and merchants see them. */
import type { OrderBrief, OrderCode, OrderDetail, ParcelView } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { servicePhone } from '../domain/express-companies';
import { methodOf } from '../domain/fulfilment';
import { piecesOf, stateOf } from '../domain/order-codes';
import { piecesToShip } from '../domain/parcels';
import { pickupTimes } from '../domain/pickup';
import { linesToReview } from '../domain/review-lines';
import { isCoded } from '../processes/order-codes';

export function briefOf(order: OrderDoc): OrderBrief {
  const { _id, orderNo, shop, status, lines, price, discounts = [], createdAt, payBefore, shipBefore } = order;
  const toReview = linesToReview(order).length;
  const method = methodOf(order);
  return { ...(method === 'express' ? {} : { method }), ...(toReview > 0 ? { toReview } : {}), orderId: _id, orderNo, shop, status, lines, price, discounts, createdAt, payBefore: status === 10 ? payBefore : null, shipBefore: status === 20 || status === 21 ? (shipBefore ?? null) : null };
}

export function detailOf(order: OrderDoc): OrderDetail {
  const { tradeId, address, note, delivery, paidAt, shippedAt, confirmBefore, finishedAt, cancelledAt, cancelReason, refundedFen, log } = order;
  const times = pickupTimes(order);
  return {
    ...briefOf(order),
    tradeId,
    address,
    ...(order.fulfilment ? { fulfilment: order.fulfilment } : {}),
    ...(order.content !== undefined && shippedAt !== null ? { handover: { content: order.content, at: shippedAt } } : {}),
    ...(isCoded(order) && paidAt !== null ? { codes: codesOf(order) } : {}),
    ...(times ? { pickup: times } : {}),
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

/** With what only staff sees, and without the goods themselves: those are for the shopper and who hands them over (handover.ts). */
export function staffDetailOf(order: OrderDoc): OrderDetail {
  const detail = detailOf(order);
  return { ...detail, ...(detail.handover ? { handover: { ...detail.handover, content: '' } } : {}), ...(order.upload ? { upload: order.upload } : {}) };
}

/** How each code stands, without the code. */
function codesOf(order: OrderDoc): OrderCode[] {
  return piecesOf(order).map((piece) => ({ skuId: piece.skuId, unit: piece.unit, state: order.status === 20 && piece.backBy === undefined ? 'due' : stateOf(piece), revealedAt: piece.revealedAt ?? null }));
}

/** An order from before there were several parcels went out as one. */
export function parcelsOf({ parcels, delivery, lines }: OrderDoc): ParcelView[] {
  const known = parcels ?? (delivery ? [{ ...delivery, parcelId: '1', lines: lines.map(({ skuId, num }) => ({ skuId, num })), correctedAt: null }] : []);
  return known.map((parcel) => ({ ...parcel, phone: servicePhone(parcel.deliveryId) }));
}
