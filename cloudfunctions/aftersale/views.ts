/** After-sale requests as shoppers, merchants and the platform see them. */
import type { AfterSaleBrief, AfterSaleDetail, AfterSaleStatus, Failure } from '../../typings';
import type { AfterSaleDoc } from '../data/documents';
import { actsOf } from '../domain/after-sale-acts';
import { afterSaleStatusName, type AfterSaleActor } from '../domain/after-sale-states';
import { fail } from '../kernel/reply';

export function briefOf({ _id, orderId, orderNo, shop, type, subType = 'DEFAULT', status, line, wanted, refundFen, createdAt, deadline }: AfterSaleDoc): AfterSaleBrief {
  return { afterSaleId: _id, orderId, orderNo, shop, type, subType, status: status as AfterSaleStatus, line, wanted: wanted ?? null, refundFen, createdAt, deadline };
}

export function detailOf(afterSale: AfterSaleDoc, viewer: Exclude<AfterSaleActor, 'system'>): AfterSaleDetail {
  const { reason, description, images, unshipped, returnAddress, returnDelivery, rejectReason, refundCause, dispute, finishedAt, log } = afterSale;
  const { reshipDelivery = null, proposal = null, proposalsLeft = 0, startedBy = 'shopper', certificate = null, shareFen } = afterSale;
  return {
    ...briefOf(afterSale),
    reason,
    description,
    images,
    unshipped,
    returnAddress,
    returnDelivery,
    reshipDelivery,
    rejectReason,
    refundCause,
    dispute,
    proposal: proposal && shownProposal(proposal),
    proposalsLeft,
    mostFen: shareFen ?? afterSale.refundFen,
    startedBy,
    certificate,
    finishedAt,
    may: actsOf(viewer, afterSale),
    log: [...log].sort((a, b) => a.at - b.at),
  };
}

function shownProposal({ by, state, type, refundFen, reason, text, proposedAt }: NonNullable<AfterSaleDoc['proposal']>): AfterSaleDetail['proposal'] {
  return { by, state, type, refundFen, reason, text, proposedAt };
}

/** The request is not where this could be done. */
export function notNow({ status }: AfterSaleDoc, what: string): Failure {
  return fail('INVALID_STATE', `售后${afterSaleStatusName(status)}，不能${what}`, { detail: { status } });
}
