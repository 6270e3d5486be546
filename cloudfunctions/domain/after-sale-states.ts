/** How an after-sale request moves: one table, and nothing moves beside it. Status strings are 微信小店's own. */
import type { AfterSaleStatus, AfterSaleTab, AfterSaleType } from '../../typings';

/** SUBMITTING: written down, its line not claimed yet. VOID: could not be claimed. Neither is ever shown. */
export type StoredAfterSaleStatus = AfterSaleStatus | 'SUBMITTING' | 'VOID';
export type AfterSaleEvent =
  | 'submit'
  | 'submitInstant' // nobody began to ship, and the shop agrees to all such requests
  | 'uncollected' // nobody came to fetch it
  | 'offer' // the merchant begins it
  | 'payDifference' // the merchant gives a part of the price back
  | 'void'
  | 'cancel'
  | 'agree'
  | 'reject'
  | 'propose' // the merchant wants another type, sum or reason
  | 'acceptRefund' // the shopper accepts: the money goes out
  | 'acceptReturn' // the goods have to be sent back first
  | 'acceptOnTheWay' // they are on their way back already
  | 'decline' // the shopper does not accept, or says nothing
  | 'declineOnTheWay'
  | 'refuse' // the shopper does not want what the merchant began
  | 'intercept'
  | 'sendBack'
  | 'receive'
  | 'soldOut' // nothing is left of what was wanted in exchange
  | 'reship'
  | 'confirmExchange'
  | 'uphold' // the platform decides for the shopper
  | 'dismiss' // the platform decides for the merchant
  | 'overdue' // the step's time is over
  | 'forceRefund' // the same, where only money can help
  | 'refundFailed' // WeChat Pay refused several times
  | 'giveUp' // and several times more
  | 'retry'
  | 'certify' // the shopper was paid by another way
  | 'refunded';
export type AfterSaleActor = 'shopper' | 'merchant' | 'platform' | 'system';

interface Move {
  event: AfterSaleEvent;
  by: AfterSaleActor;
  /** null: any. */
  types: readonly AfterSaleType[] | null;
  from: StoredAfterSaleStatus;
  to: StoredAfterSaleStatus;
}
type Types = '' | 'refund' | 'return' | 'exchange' | 'goods';
const TYPES: Record<Types, readonly AfterSaleType[] | null> = { '': null, refund: ['REFUND'], return: ['RETURN'], exchange: ['EXCHANGE'], goods: ['RETURN', 'EXCHANGE'] };
const move = (event: AfterSaleEvent, by: AfterSaleActor, types: Types, from: StoredAfterSaleStatus, to: StoredAfterSaleStatus): Move => ({ event, by, types: TYPES[types], from, to });

/** What the merchant refused; in each of them the shopper may go to the platform. */
export const REJECTED: readonly AfterSaleStatus[] = ['MERCHANT_REJECT_REFUND', 'MERCHANT_REJECT_RETURN', 'MERCHANT_REJECT_EXCHANGE', 'MERCHANT_REJECT_RESHIP'];
/** WeChat Pay does not give the money. */
export const REFUND_FAILED: readonly AfterSaleStatus[] = ['PLATFORM_REFUND_FAIL', 'MERCHANT_REFUND_RETRY_FAIL'];

export const afterSaleMoves: readonly Move[] = [
  move('submit', 'shopper', '', 'SUBMITTING', 'MERCHANT_PROCESSING'),
  move('submitInstant', 'shopper', 'refund', 'SUBMITTING', 'PLATFORM_REFUNDING'),
  move('offer', 'merchant', '', 'SUBMITTING', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE'),
  move('payDifference', 'merchant', 'refund', 'SUBMITTING', 'PLATFORM_REFUNDING'),
  move('uncollected', 'system', 'refund', 'SUBMITTING', 'PLATFORM_REFUNDING'),
  move('void', 'system', '', 'SUBMITTING', 'VOID'),

  move('agree', 'merchant', 'refund', 'MERCHANT_PROCESSING', 'PLATFORM_REFUNDING'),
  move('agree', 'merchant', 'goods', 'MERCHANT_PROCESSING', 'USER_WAIT_RETURN'),
  move('reject', 'merchant', 'refund', 'MERCHANT_PROCESSING', 'MERCHANT_REJECT_REFUND'),
  move('reject', 'merchant', 'return', 'MERCHANT_PROCESSING', 'MERCHANT_REJECT_RETURN'),
  move('reject', 'merchant', 'exchange', 'MERCHANT_PROCESSING', 'MERCHANT_REJECT_EXCHANGE'),
  move('propose', 'merchant', '', 'MERCHANT_PROCESSING', 'USER_WAIT_CONFIRM_UPDATE'),
  move('intercept', 'merchant', 'refund', 'MERCHANT_PROCESSING', 'WAIT_PACKAGE_INTERCEPT'),

  move('receive', 'merchant', 'refund', 'WAIT_PACKAGE_INTERCEPT', 'PLATFORM_REFUNDING'),
  move('reject', 'merchant', 'refund', 'WAIT_PACKAGE_INTERCEPT', 'MERCHANT_REJECT_REFUND'),

  move('sendBack', 'shopper', 'goods', 'USER_WAIT_RETURN', 'MERCHANT_WAIT_RECEIPT'),
  // Handed over without a parcel.
  move('receive', 'merchant', 'return', 'USER_WAIT_RETURN', 'PLATFORM_REFUNDING'),
  move('receive', 'merchant', 'return', 'MERCHANT_WAIT_RECEIPT', 'PLATFORM_REFUNDING'),
  move('reject', 'merchant', 'return', 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_REJECT_RETURN'),
  move('propose', 'merchant', 'goods', 'MERCHANT_WAIT_RECEIPT', 'USER_WAIT_CONFIRM_UPDATE'),

  move('soldOut', 'system', 'exchange', 'USER_WAIT_RETURN', 'USER_WAIT_CONFIRM_UPDATE'),
  move('reship', 'merchant', 'exchange', 'MERCHANT_WAIT_RECEIPT', 'USER_WAIT_RECEIPT'),
  move('reject', 'merchant', 'exchange', 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_REJECT_RESHIP'),
  move('confirmExchange', 'shopper', 'exchange', 'USER_WAIT_RECEIPT', 'MERCHANT_EXCHANGE_SUCCESS'),

  move('acceptRefund', 'shopper', '', 'USER_WAIT_CONFIRM_UPDATE', 'PLATFORM_REFUNDING'),
  move('acceptReturn', 'shopper', '', 'USER_WAIT_CONFIRM_UPDATE', 'USER_WAIT_RETURN'),
  move('acceptOnTheWay', 'shopper', 'goods', 'USER_WAIT_CONFIRM_UPDATE', 'MERCHANT_WAIT_RECEIPT'),
  move('decline', 'shopper', '', 'USER_WAIT_CONFIRM_UPDATE', 'MERCHANT_PROCESSING'),
  move('declineOnTheWay', 'shopper', 'goods', 'USER_WAIT_CONFIRM_UPDATE', 'MERCHANT_WAIT_RECEIPT'),

  move('acceptRefund', 'shopper', 'refund', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', 'PLATFORM_REFUNDING'),
  move('acceptReturn', 'shopper', 'goods', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', 'USER_WAIT_RETURN'),
  move('refuse', 'shopper', '', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', 'USER_CANCELD'),

  // Not while goods are on their way back: they would be nobody's.
  move('cancel', 'shopper', '', 'MERCHANT_PROCESSING', 'USER_CANCELD'),
  move('cancel', 'shopper', 'goods', 'USER_WAIT_RETURN', 'USER_CANCELD'),
  move('cancel', 'shopper', '', 'USER_WAIT_CONFIRM_UPDATE', 'USER_CANCELD'),
  ...([...REJECTED, 'RETURN_CLOSED'] as const).flatMap((from) => [
    move('cancel', 'shopper', '', from, 'USER_CANCELD'),
    move('uphold', 'platform', '', from, 'PLATFORM_REFUNDING'),
    move('dismiss', 'platform', '', from, 'USER_CANCELD'),
    move('overdue', 'system', '', from, 'USER_CANCELD'),
  ]),

  // A silent merchant has agreed; a silent shopper has given up, and has not accepted.
  move('overdue', 'system', 'refund', 'MERCHANT_PROCESSING', 'MERCHANT_OVERDUE_REFUND'),
  move('overdue', 'system', 'goods', 'MERCHANT_PROCESSING', 'USER_WAIT_RETURN'),
  move('overdue', 'system', 'goods', 'USER_WAIT_RETURN', 'RETURN_CLOSED'),
  move('overdue', 'system', 'goods', 'MERCHANT_WAIT_RECEIPT', 'PLATFORM_REFUNDING'),
  move('overdue', 'system', 'refund', 'WAIT_PACKAGE_INTERCEPT', 'PLATFORM_REFUNDING'),
  move('overdue', 'system', 'exchange', 'USER_WAIT_RECEIPT', 'MERCHANT_EXCHANGE_SUCCESS'),
  // What was wanted is gone, nothing was sent, and the shopper does not say what else to do.
  move('overdue', 'system', 'exchange', 'USER_WAIT_CONFIRM_UPDATE', 'USER_CANCELD'),
  // Money that the merchant offers for goods that the shopper keeps needs no answer.
  move('overdue', 'system', 'refund', 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE', 'PLATFORM_REFUNDING'),
  // The merchant is silent and has no return address; the platform is silent about a dispute.
  move('forceRefund', 'system', 'goods', 'MERCHANT_PROCESSING', 'PLATFORM_REFUNDING'),
  ...REJECTED.map((from) => move('forceRefund', 'system', '', from, 'PLATFORM_REFUNDING')),

  ...(['PLATFORM_REFUNDING', 'MERCHANT_OVERDUE_REFUND'] as const).flatMap((from) => [
    move('refunded', 'system', 'refund', from, 'MERCHANT_REFUND_SUCCESS'),
    move('refunded', 'system', 'goods', from, 'MERCHANT_RETURN_SUCCESS'),
    move('refundFailed', 'system', '', from, 'PLATFORM_REFUND_FAIL'),
    move('giveUp', 'system', '', from, 'MERCHANT_REFUND_RETRY_FAIL'),
  ]),
  ...REFUND_FAILED.flatMap((from) => [
    move('retry', 'merchant', '', from, 'PLATFORM_REFUNDING'),
    move('certify', 'merchant', 'refund', from, 'MERCHANT_REFUND_SUCCESS'),
    move('certify', 'merchant', 'goods', from, 'MERCHANT_RETURN_SUCCESS'),
  ]),
];

/** Those that are shown. */
export const afterSaleStatuses: readonly AfterSaleStatus[] = [
  'MERCHANT_PROCESSING',
  'MERCHANT_REJECT_REFUND',
  'MERCHANT_REJECT_RETURN',
  'MERCHANT_REJECT_EXCHANGE',
  'MERCHANT_REJECT_RESHIP',
  'USER_WAIT_CONFIRM_UPDATE',
  'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE',
  'USER_WAIT_RETURN',
  'MERCHANT_WAIT_RECEIPT',
  'WAIT_PACKAGE_INTERCEPT',
  'USER_WAIT_RECEIPT',
  'MERCHANT_OVERDUE_REFUND',
  'PLATFORM_REFUNDING',
  'PLATFORM_REFUND_FAIL',
  'MERCHANT_REFUND_RETRY_FAIL',
  'MERCHANT_REFUND_SUCCESS',
  'MERCHANT_RETURN_SUCCESS',
  'MERCHANT_EXCHANGE_SUCCESS',
  'RETURN_CLOSED',
  'USER_CANCELD',
];

/** Where `event` leads; null: it may not happen there. */
export function nextAfterSaleStatus(status: StoredAfterSaleStatus, type: AfterSaleType, event: AfterSaleEvent): StoredAfterSaleStatus | null {
  return afterSaleMoves.find((one) => one.from === status && one.event === event && (one.types === null || one.types.includes(type)))?.to ?? null;
}

export function isTerminal(status: StoredAfterSaleStatus): boolean {
  return !afterSaleMoves.some(({ from }) => from === status);
}

/** offline: the refund is one that the merchant paid by another way. The others as `AfterSaleTodo` says. */
export type AfterSaleDebt = 'refund' | 'unhold' | 'release' | 'reserve' | 'unreserve' | 'reship' | 'offline';

/**
 * What other documents are owed once this status is reached. `reserves`: the request may hold goods in exchange, which have to go back
 * wherever no exchange can come of it any more.
 */
export function debtsOf(status: StoredAfterSaleStatus, type: AfterSaleType, reserves: boolean): AfterSaleDebt[] {
  const unreserve: AfterSaleDebt[] = reserves ? ['unreserve'] : [];
  switch (status) {
    case 'PLATFORM_REFUNDING':
    case 'MERCHANT_OVERDUE_REFUND':
      return ['refund', ...unreserve];
    case 'MERCHANT_REJECT_REFUND':
    case 'MERCHANT_REJECT_RETURN':
    case 'MERCHANT_REJECT_EXCHANGE':
    case 'MERCHANT_REJECT_RESHIP':
    case 'RETURN_CLOSED':
      return ['unhold', ...unreserve];
    case 'USER_CANCELD':
    case 'VOID':
      return ['release', ...unreserve];
    case 'USER_WAIT_RETURN':
      return type === 'EXCHANGE' ? ['reserve'] : [];
    case 'USER_WAIT_RECEIPT':
      return ['reship'];
    case 'MERCHANT_EXCHANGE_SUCCESS':
      return ['release'];
    default:
      return [];
  }
}

/** What waits for the merchant. */
const TODO: readonly AfterSaleStatus[] = ['MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT', 'WAIT_PACKAGE_INTERCEPT', ...REFUND_FAILED];

/** The statuses that a tab of the merchant's list shows. */
export function afterSaleStatusesOf(tab: AfterSaleTab): readonly AfterSaleStatus[] {
  if (tab === 'todo') return TODO;
  return tab === 'done' ? afterSaleStatuses.filter(isTerminal) : afterSaleStatuses;
}

const NAMES: Record<AfterSaleStatus, string> = {
  MERCHANT_PROCESSING: '待商家处理',
  MERCHANT_REJECT_REFUND: '商家已拒绝退款',
  MERCHANT_REJECT_RETURN: '商家已拒绝退货退款',
  MERCHANT_REJECT_EXCHANGE: '商家已拒绝换货',
  MERCHANT_REJECT_RESHIP: '商家已拒绝发出换货商品',
  USER_WAIT_CONFIRM_UPDATE: '待买家处理商家的协商',
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: '待买家处理商家发起的售后',
  USER_WAIT_RETURN: '待买家退货',
  MERCHANT_WAIT_RECEIPT: '待商家收货',
  WAIT_PACKAGE_INTERCEPT: '包裹拦截中',
  USER_WAIT_RECEIPT: '待买家收货',
  MERCHANT_OVERDUE_REFUND: '商家逾期，平台退款中',
  PLATFORM_REFUNDING: '退款中',
  PLATFORM_REFUND_FAIL: '退款失败，等待重试',
  MERCHANT_REFUND_RETRY_FAIL: '多次退款失败，待商家处理',
  MERCHANT_REFUND_SUCCESS: '退款成功',
  MERCHANT_RETURN_SUCCESS: '退货退款成功',
  MERCHANT_EXCHANGE_SUCCESS: '换货完成',
  RETURN_CLOSED: '退货已关闭',
  USER_CANCELD: '申请已关闭',
};

export function afterSaleStatusName(status: StoredAfterSaleStatus): string {
  return status === 'SUBMITTING' || status === 'VOID' ? '提交中' : NAMES[status];
}
