/** The editable table of numbers. The code knows what each means, never what it is. */
import { rules } from './store';

export const UNPAID_MINUTES = 'order.unpaidMinutes';
export const AUTO_CONFIRM_DAYS = 'order.autoConfirmDays';
export const TRIAL_PRODUCT_LIMIT = 'deposit.trialProductLimit';

/** Throws when the rule is not there: the shop cannot run without it. */
export async function ruleValue(id: string): Promise<number> {
  return present(id, (await rules.get(id))?.value);
}

export function present(id: string, value: number | undefined): number {
  if (value === undefined) throw new Error(`the rule ${id} is missing from the collection "rules"`);
  return value;
}
