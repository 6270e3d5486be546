/** How an after-sale request moves: one table, and nothing moves beside it. Status strings are 微信小店's own. */
import type { AfterSaleAct, AfterSaleStatus, AfterSaleTab, AfterSaleType } from '../../typings';

/** SUBMITTING: written down, its line not claimed yet. VOID: could not be claimed. Neither is ever shown. */
export type StoredAfterSaleStatus = AfterSaleStatus | 'SUBMITTING' | 'VOID';
export type AfterSaleEvent =
  | 'submit'
  | 'void'
  | 'cancel'
  | 'agree'
  | 'reject'
  | 'sendBack'
  | 'receive'
  | 'uphold' // the platform decides for the shopper
  | 'dismiss' // the platform decides for the merchant
  | 'overdue' // the step's time is over
  | 'forceRefund' // the same, where only money can help
  | 'refunded';
export type AfterSaleActor = 'shopper' | 'merchant' | 'platform' | 'system';

interface Move {
  event: AfterSaleEvent;
  by: AfterSaleActor;
  /** null: either. */
  type: AfterSaleType | null;
  from: StoredAfterSaleStatus;
  to: StoredAfterSaleStatus;
}
const move = (event: AfterSaleEvent, by: AfterSaleActor, type: AfterSaleType | null, from: StoredAfterSaleStatus, to: StoredAfterSaleStatus): Move => ({ event, by, type, from, to });

export const afterSaleMoves: readonly Move[] = [
  move('submit', 'shopper', null, 'SUBMITTING', 'MERCHANT_PROCESSING'),
  move('void', 'system', null, 'SUBMITTING', 'VOID'),

  move('agree', 'merchant', 'REFUND', 'MERCHANT_PROCESSING', 'PLATFORM_REFUNDING'),
  move('agree', 'merchant', 'RETURN', 'MERCHANT_PROCESSING', 'USER_WAIT_RETURN'),
  move('reject', 'merchant', 'REFUND', 'MERCHANT_PROCESSING', 'MERCHANT_REJECT_REFUND'),
  move('reject', 'merchant', 'RETURN', 'MERCHANT_PROCESSING', 'MERCHANT_REJECT_RETURN'),
  move('sendBack', 'shopper', 'RETURN', 'USER_WAIT_RETURN', 'MERCHANT_WAIT_RECEIPT'),
  move('receive', 'merchant', 'RETURN', 'MERCHANT_WAIT_RECEIPT', 'PLATFORM_REFUNDING'),
  move('reject', 'merchant', 'RETURN', 'MERCHANT_WAIT_RECEIPT', 'MERCHANT_REJECT_RETURN'),
  move('refunded', 'system', 'REFUND', 'PLATFORM_REFUNDING', 'MERCHANT_REFUND_SUCCESS'),
  move('refunded', 'system', 'RETURN', 'PLATFORM_REFUNDING', 'MERCHANT_RETURN_SUCCESS'),

  // Not while goods are on their way back: they would be nobody's.
  move('cancel', 'shopper', null, 'MERCHANT_PROCESSING', 'USER_CANCELD'),
  move('cancel', 'shopper', 'RETURN', 'USER_WAIT_RETURN', 'USER_CANCELD'),
  move('cancel', 'shopper', 'REFUND', 'MERCHANT_REJECT_REFUND', 'USER_CANCELD'),
  move('cancel', 'shopper', 'RETURN', 'MERCHANT_REJECT_RETURN', 'USER_CANCELD'),

  move('uphold', 'platform', 'REFUND', 'MERCHANT_REJECT_REFUND', 'PLATFORM_REFUNDING'),
  move('uphold', 'platform', 'RETURN', 'MERCHANT_REJECT_RETURN', 'PLATFORM_REFUNDING'),
  move('dismiss', 'platform', 'REFUND', 'MERCHANT_REJECT_REFUND', 'USER_CANCELD'),
  move('dismiss', 'platform', 'RETURN', 'MERCHANT_REJECT_RETURN', 'RETURN_CLOSED'),

  // A silent merchant has agreed; a silent shopper has given up.
  move('overdue', 'system', 'REFUND', 'MERCHANT_PROCESSING', 'PLATFORM_REFUNDING'),
  move('overdue', 'system', 'RETURN', 'MERCHANT_PROCESSING', 'USER_WAIT_RETURN'),
  move('overdue', 'system', 'RETURN', 'MERCHANT_WAIT_RECEIPT', 'PLATFORM_REFUNDING'),
  move('overdue', 'system', 'RETURN', 'USER_WAIT_RETURN', 'RETURN_CLOSED'),
  move('overdue', 'system', 'REFUND', 'MERCHANT_REJECT_REFUND', 'USER_CANCELD'),
  move('overdue', 'system', 'RETURN', 'MERCHANT_REJECT_RETURN', 'RETURN_CLOSED'),
  // The merchant is silent and has no return address; the platform is silent about a dispute.
  move('forceRefund', 'system', 'RETURN', 'MERCHANT_PROCESSING', 'PLATFORM_REFUNDING'),
  move('forceRefund', 'system', 'REFUND', 'MERCHANT_REJECT_REFUND', 'PLATFORM_REFUNDING'),
  move('forceRefund', 'system', 'RETURN', 'MERCHANT_REJECT_RETURN', 'PLATFORM_REFUNDING'),
];

/** Those that are shown. */
export const afterSaleStatuses: readonly AfterSaleStatus[] = [
  'MERCHANT_PROCESSING',
  'MERCHANT_REJECT_REFUND',
  'MERCHANT_REJECT_RETURN',
  'USER_WAIT_RETURN',
  'MERCHANT_WAIT_RECEIPT',
  'PLATFORM_REFUNDING',
  'MERCHANT_REFUND_SUCCESS',
  'MERCHANT_RETURN_SUCCESS',
  'RETURN_CLOSED',
  'USER_CANCELD',
];

/** Where `event` leads; null: it may not happen there. */
export function nextAfterSaleStatus(status: StoredAfterSaleStatus, type: AfterSaleType, event: AfterSaleEvent): StoredAfterSaleStatus | null {
  return afterSaleMoves.find((one) => one.from === status && one.event === event && (one.type === null || one.type === type))?.to ?? null;
}

export function isTerminal(status: StoredAfterSaleStatus): boolean {
  return !afterSaleMoves.some(({ from }) => from === status);
}

/** What another document is owed once this status is reached. */
export function debtOf(status: StoredAfterSaleStatus): 'refund' | 'unhold' | 'release' | null {
  if (status === 'PLATFORM_REFUNDING') return 'refund';
  if (status === 'MERCHANT_REJECT_REFUND' || status === 'MERCHANT_REJECT_RETURN') return 'unhold';
  return status === 'USER_CANCELD' || status === 'RETURN_CLOSED' || status === 'VOID' ? 'release' : null;
}

/** What each side may do; `disputed`: the platform is looking into it. */
export function actsOf(actor: Exclude<AfterSaleActor, 'system'>, status: StoredAfterSaleStatus, type: AfterSaleType, disputed: boolean): AfterSaleAct[] {
  const can = (event: AfterSaleEvent): boolean => nextAfterSaleStatus(status, type, event) !== null;
  if (actor === 'platform') return disputed && can('uphold') ? ['decide'] : [];
  if (actor === 'merchant') return (['reject', 'agree', 'receive'] as const).filter(can);
  const acts = (['cancel', 'sendBack'] as const).filter(can);
  return can('uphold') && !disputed ? [...acts, 'dispute'] : acts;
}

const TODO: readonly AfterSaleStatus[] = ['MERCHANT_PROCESSING', 'MERCHANT_WAIT_RECEIPT'];

/** The statuses that a tab of the merchant's list shows. */
export function afterSaleStatusesOf(tab: AfterSaleTab): readonly AfterSaleStatus[] {
  if (tab === 'todo') return TODO;
  return tab === 'done' ? afterSaleStatuses.filter(isTerminal) : afterSaleStatuses;
}

const NAMES: Record<AfterSaleStatus, string> = {
  MERCHANT_PROCESSING: '待商家处理',
  MERCHANT_REJECT_REFUND: '商家已拒绝退款',
  MERCHANT_REJECT_RETURN: '商家已拒绝退货退款',
  USER_WAIT_RETURN: '待买家退货',
  MERCHANT_WAIT_RECEIPT: '待商家收货',
  PLATFORM_REFUNDING: '退款中',
  MERCHANT_REFUND_SUCCESS: '退款成功',
  MERCHANT_RETURN_SUCCESS: '退货退款成功',
  RETURN_CLOSED: '退货退款已关闭',
  USER_CANCELD: '申请已关闭',
};

export function afterSaleStatusName(status: StoredAfterSaleStatus): string {
  return status === 'SUBMITTING' || status === 'VOID' ? '提交中' : NAMES[status];
}
