/** After-sale requests as shoppers, merchants and the platform see them. */
import type { AfterSaleBrief, AfterSaleDetail, AfterSaleStatus, Failure } from '../../typings';
import type { AfterSaleDoc } from '../data/documents';
import { actsOf, afterSaleStatusName, type AfterSaleActor } from '../domain/after-sale-states';
import { fail } from '../kernel/reply';

export function briefOf({ _id, orderId, orderNo, shop, type, status, line, refundFen, createdAt, deadline }: AfterSaleDoc): AfterSaleBrief {
  return { afterSaleId: _id, orderId, orderNo, shop, type, status: status as AfterSaleStatus, line, refundFen, createdAt, deadline };
}

export function detailOf(afterSale: AfterSaleDoc, viewer: Exclude<AfterSaleActor, 'system'>): AfterSaleDetail {
  const { reason, description, images, unshipped, returnAddress, returnDelivery, rejectReason, refundCause, dispute, finishedAt, log, status, type } = afterSale;
  return {
    ...briefOf(afterSale),
    reason,
    description,
    images,
    unshipped,
    returnAddress,
    returnDelivery,
    rejectReason,
    refundCause,
    dispute,
    finishedAt,
    may: actsOf(viewer, status, type, dispute?.state === 'open'),
    log: [...log].sort((a, b) => a.at - b.at),
  };
}

/** The request is not where this could be done. */
export function notNow({ status }: AfterSaleDoc, what: string): Failure {
  return fail('INVALID_STATE', `售后${afterSaleStatusName(status)}，不能${what}`, { detail: { status } });
}
