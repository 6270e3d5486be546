import type { Fen, Millis, Page, PageRequest, Write } from './common';
import type { Prepaid } from './payment';

/** unpaid: never paid; insufficient: below what is owed; paid: covers it; trial: 0元保证金试运营. */
export type DepositState = 'unpaid' | 'insufficient' | 'paid' | 'trial';

export type DepositEntryType = 'payment' | 'deduction' | 'refund' | 'adjustment';

/** One entry of the append-only ledger. amountFen is signed: + into the deposit, − out of it. */
export interface DepositEntry {
  entryId: string;
  type: DepositEntryType;
  amountFen: number;
  /** The cause: a payment's number, a decision's number. */
  causeId: string;
  note: string;
  postedAt: Millis;
}
export interface DepositRequirement {
  categoryId: string;
  categoryName: string;
  amountFen: Fen;
  /** Where the number comes from, and whether it was checked. */
  source: string;
  verified: boolean;
}
export interface DepositAccount {
  shopId: string;
  state: DepositState;
  /** The highest of the shop's categories (max, not sum). */
  requiredFen: Fen;
  balanceFen: Fen;
  /** max(0, required − balance). */
  dueFen: Fen;
  requirements: DepositRequirement[];
  /** Only in a trial: listed products and how many the trial allows. */
  trial: { listed: number; limit: number } | null;
  ledger: Page<DepositEntry>;
}

/** Actions of the cloud function `deposit`. Owner, administrator, finance. */
export interface DepositActions {
  get: { request: { shopId: string }; result: DepositAccount };
  ledger: { request: PageRequest & { shopId: string }; result: Page<DepositEntry> };
  /** amountFen must be what is due now; anything else is refused with CONFLICT and the present sum. */
  prepay: { request: Write & { shopId: string; amountFen: Fen }; result: Prepaid };
}
