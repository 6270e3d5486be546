/** How long each step of an after-sale may take, by the rule that says so. Steps that are not here end by what they owe, at once. */
import type { StoredAfterSaleStatus } from './after-sale-states';

export type StepRule = 'merchantDays' | 'returnDays' | 'receiveDays' | 'disputeDays' | 'platformDays' | 'confirmDays' | 'interceptDays' | 'exchangeDays' | 'retryDays';

const DAY = 24 * 3600_000;

const RULES: Partial<Record<StoredAfterSaleStatus, StepRule>> = {
  MERCHANT_PROCESSING: 'merchantDays',
  MERCHANT_REJECT_REFUND: 'disputeDays',
  MERCHANT_REJECT_RETURN: 'disputeDays',
  MERCHANT_REJECT_EXCHANGE: 'disputeDays',
  MERCHANT_REJECT_RESHIP: 'disputeDays',
  RETURN_CLOSED: 'disputeDays',
  USER_WAIT_CONFIRM_UPDATE: 'confirmDays',
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: 'confirmDays',
  USER_WAIT_RETURN: 'returnDays',
  MERCHANT_WAIT_RECEIPT: 'receiveDays',
  WAIT_PACKAGE_INTERCEPT: 'interceptDays',
  USER_WAIT_RECEIPT: 'exchangeDays',
  PLATFORM_REFUND_FAIL: 'retryDays',
  MERCHANT_REFUND_RETRY_FAIL: 'retryDays',
};

export function stepRule(status: StoredAfterSaleStatus): StepRule | null {
  return RULES[status] ?? null;
}

/** null: this step has no end of its own. */
export function deadlineOf(status: StoredAfterSaleStatus, days: Record<StepRule, number>, now: number): number | null {
  const rule = stepRule(status);
  return rule ? now + days[rule] * DAY : null;
}
