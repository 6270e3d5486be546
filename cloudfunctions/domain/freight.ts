/** A shop's flat delivery fee, free from a sum on. */
import type { Fen } from '../../typings';
import { yuan } from './money';

export interface FreightPolicy {
  feeFen: Fen;
  /** 0: always free. */
  freeFromFen: Fen;
}

/** `productFen`: what the shop's goods in this order cost after discounts. */
export function freightOf(policy: FreightPolicy, productFen: Fen): Fen {
  return policy.freeFromFen === 0 || productFen >= policy.freeFromFen ? 0 : policy.feeFen;
}

export function freightText(policy: FreightPolicy): string {
  if (policy.freeFromFen === 0 || policy.feeFen === 0) return '包邮';
  return `运费 ¥${yuan(policy.feeFen)}，满 ¥${yuan(policy.freeFromFen)} 包邮`;
}
