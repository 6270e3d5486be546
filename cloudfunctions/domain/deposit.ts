/** 保证金: what a shop owes, and where it stands. */
import type { DepositRequirement, DepositState, Fen, SpuStatus } from '../../typings';

/** Products in these statuses count for the deposit: on the shelf, or able to go there. */
export const depositStatuses: readonly SpuStatus[] = [0, 5, 11, 14];

/** The rule of a category: that of the leaf, else of the category above it, nearest first. */
export function categoryDepositRules(categoryIds: readonly string[]): string[] {
  return [...categoryIds].reverse().map((id) => `deposit.category.${id}`);
}

/** The highest of the categories, not their sum. */
export function requiredDeposit(requirements: readonly Pick<DepositRequirement, 'amountFen'>[]): Fen {
  return requirements.reduce((highest, { amountFen }) => Math.max(highest, amountFen), 0);
}

export interface DepositStanding {
  state: DepositState;
  requiredFen: Fen;
  balanceFen: number;
  dueFen: Fen;
}

/**
 * balanceFen: the sum of the ledger. A shop in 0元保证金试运营 owes nothing.
 */
export function depositStanding(facts: { trial: boolean; requiredFen: Fen; balanceFen: number; everPaid: boolean }): DepositStanding {
  const requiredFen = facts.trial ? 0 : facts.requiredFen;
  const dueFen = Math.max(0, requiredFen - facts.balanceFen);
  const state: DepositState = facts.trial ? 'trial' : dueFen > 0 ? (facts.everPaid ? 'insufficient' : 'unpaid') : facts.everPaid ? 'paid' : 'unpaid';
  return { state, requiredFen, balanceFen: facts.balanceFen, dueFen };
}

export type ListingObstacle =
  | { kind: 'deposit'; requiredFen: Fen; balanceFen: number; shortFen: Fen }
  | { kind: 'trialLimit'; limit: number };

/** Why a product of this category may not go on the shelf; null: it may. `listed`: products on the shelf without it. */
export function listingObstacle(facts: {
  trial: boolean;
  trialLimit: number;
  listed: number;
  requiredFen: Fen;
  balanceFen: number;
}): ListingObstacle | null {
  if (facts.trial) return facts.listed < facts.trialLimit ? null : { kind: 'trialLimit', limit: facts.trialLimit };
  const shortFen = facts.requiredFen - facts.balanceFen;
  return shortFen <= 0 ? null : { kind: 'deposit', requiredFen: facts.requiredFen, balanceFen: facts.balanceFen, shortFen };
}
