/** Who may do what with an after-sale request now, beyond what the state table says alone. */
import type { AfterSaleAct, AfterSaleType, Dispute, FulfilmentMethod, OrderStatus, Proposal } from '../../typings';
import { wayOf } from './fulfilment';
import { isTerminal, nextAfterSaleStatus, REFUND_FAILED, REJECTED, type AfterSaleActor, type AfterSaleEvent, type StoredAfterSaleStatus } from './after-sale-states';

/** What the acts depend on. */
export interface Standing {
  status: StoredAfterSaleStatus;
  type: AfterSaleType;
  unshipped: boolean;
  dispute: Pick<Dispute, 'state'> | null;
  /** The goods are on their way back, or the merchant has them. */
  returnDelivery: object | null;
  /** The order's status when it was asked for; absent in requests of old. */
  orderStatus?: OrderStatus;
  /** Absent: by express. */
  method?: FulfilmentMethod;
  proposal?: Pick<Proposal, 'type'> | null;
  /** How often the merchant may still propose something. */
  proposalsLeft?: number;
}

/** A proposal that the shopper accepts leads on by what was proposed and where the goods are. */
export function acceptEvent({ status, type, proposal, returnDelivery }: Standing): AfterSaleEvent {
  const agreed = status === 'USER_WAIT_CONFIRM_UPDATE' ? (proposal?.type ?? type) : type;
  if (agreed === 'REFUND') return 'acceptRefund';
  return returnDelivery && status === 'USER_WAIT_CONFIRM_UPDATE' ? 'acceptOnTheWay' : 'acceptReturn';
}

/** Nothing changes but the turn: back to where it was proposed. */
export function declineEvent({ status, returnDelivery }: Standing): AfterSaleEvent {
  if (status === 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE') return 'refuse';
  return returnDelivery ? 'declineOnTheWay' : 'decline';
}

export function mayCancel(standing: Standing): boolean {
  return can(standing, 'cancel') && !(standing.status === 'USER_WAIT_CONFIRM_UPDATE' && standing.returnDelivery);
}

/** Once, after a rejection; what has been decided stays decided. */
export function mayDispute({ status, dispute }: Standing): boolean {
  return dispute === null && (REJECTED.some((one) => one === status) || status === 'RETURN_CLOSED');
}

/** Unshipped goods have one price and nothing to send back: agree or reject. */
export function mayPropose(standing: Standing): boolean {
  return can(standing, 'propose') && !standing.unshipped && (standing.proposalsLeft ?? 0) > 0;
}

/** There is a parcel, and it has not arrived. */
export function mayIntercept(standing: Standing): boolean {
  return can(standing, 'intercept') && !standing.unshipped && wayOf(standing.method ?? 'express').toAddress && (standing.orderStatus === 30 || standing.orderStatus === 21);
}

/** For each side. */
export function actsOf(actor: Exclude<AfterSaleActor, 'system'>, standing: Standing): AfterSaleAct[] {
  if (isTerminal(standing.status)) return [];
  const disputed = standing.dispute?.state === 'open';
  const acts: Record<Exclude<AfterSaleActor, 'system'>, [AfterSaleAct, boolean][]> = {
    shopper: [
      ['cancel', mayCancel(standing)],
      ['sendBack', can(standing, 'sendBack')],
      ['dispute', mayDispute(standing)],
      ['decline', waitsForShopper(standing)],
      ['accept', waitsForShopper(standing)],
      ['confirmExchange', can(standing, 'confirmExchange')],
      ['say', true],
    ],
    merchant: [
      ['reject', can(standing, 'reject')],
      ['propose', mayPropose(standing)],
      ['intercept', mayIntercept(standing)],
      ['agree', can(standing, 'agree')],
      ['receive', can(standing, 'receive')],
      ['reship', can(standing, 'reship')],
      ['certify', REFUND_FAILED.some((one) => one === standing.status)],
      ['retryRefund', can(standing, 'retry')],
      ['say', true],
    ],
    platform: [
      ['decide', disputed && can(standing, 'uphold')],
      ['say', true],
    ],
  };
  return acts[actor].filter(([, may]) => may).map(([act]) => act);
}

export function waitsForShopper({ status }: Pick<Standing, 'status'>): boolean {
  return status === 'USER_WAIT_CONFIRM_UPDATE' || status === 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE';
}

function can({ status, type }: Standing, event: AfterSaleEvent): boolean {
  return nextAfterSaleStatus(status, type, event) !== null;
}
