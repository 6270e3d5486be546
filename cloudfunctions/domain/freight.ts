/** The freight of one shop's part of an order: by the templates of its products, or by the shop's flat fee where there is no template. */
import type { Fen, FreightPart } from '../../typings';
import type { Place } from './areas';
import { templateFee, type FreightRates } from './freight-templates';
import { allocate, sum, yuan } from './money';

/** A shop's flat delivery fee, free from a sum on. */
export interface FreightPolicy {
  feeFen: Fen;
  /** 0: always free. */
  freeFromFen: Fen;
}

/** Of what is not sent to an address. */
export const NO_FREIGHT: FreightPolicy = { feeFen: 0, freeFromFen: 0 };

/** `productFen`: what the shop's goods in this order cost after discounts. */
export function freightOf(policy: FreightPolicy, productFen: Fen): Fen {
  return policy.freeFromFen === 0 || productFen >= policy.freeFromFen ? 0 : policy.feeFen;
}

export function freightText(policy: FreightPolicy): string {
  if (policy.freeFromFen === 0 || policy.feeFen === 0) return '包邮';
  return `运费 ¥${yuan(policy.feeFen)}，满 ¥${yuan(policy.freeFromFen)} 包邮`;
}

/** How one SKU is sent. */
export interface SkuFreight {
  /** null: by the flat fee. */
  template: (FreightRates & { templateId: string }) | null;
  /** Grams of one piece. */
  weight: number;
}
/** Everything that freight depends on beside the goods themselves. */
export interface FreightPlan {
  flat: FreightPolicy;
  /** null: not known yet. */
  to: Place | null;
  /** A SKU that is left out goes by the flat fee. */
  bySku: ReadonlyMap<string, SkuFreight>;
}
/** A shop that has nothing but its flat fee needs no plan. */
export type Freight = FreightPolicy | FreightPlan;

export interface FreightLine {
  skuId: string;
  num: number;
  /** What it costs after discounts. */
  leftFen: Fen;
}
export interface FreightShares {
  freightFen: Fen;
  /** A line each, in their order. */
  shares: Fen[];
  parts: FreightPart[];
}

interface Group extends SkuFreight {
  lines: (FreightLine & { at: number; grams: number })[];
}

/** The freight of these lines together, and each line's share of it by largest remainder. The order of the lines does not matter. */
export function freightShares(freight: Freight, lines: readonly FreightLine[]): FreightShares {
  const plan: FreightPlan = 'bySku' in freight ? freight : { flat: freight, to: null, bySku: new Map() };
  const groups = new Map<string, Group>();
  for (const [at, line] of lines.entries()) {
    const { template, weight } = plan.bySku.get(line.skuId) ?? { template: null, weight: 0 };
    const key = template?.templateId ?? '';
    const group = groups.get(key) ?? { template, weight, lines: [] };
    group.lines.push({ ...line, at, grams: weight * line.num });
    groups.set(key, group);
  }
  const shares = lines.map(() => 0);
  const parts: FreightPart[] = [];
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key)!;
    const part = partOf(plan, group);
    parts.push(part);
    // Equal remainders go by SKU, not by the order in which somebody put the lines.
    const ordered = [...group.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
    const own = allocate(part.fen, weightsOf(group, ordered));
    for (const [i, { at }] of ordered.entries()) shares[at] = own[i]!;
  }
  return { freightFen: sum(parts.map(({ fen }) => fen)), shares, parts };
}

function partOf({ flat, to }: FreightPlan, { template, lines }: Group): FreightPart {
  const goodsFen = sum(lines.map(({ leftFen }) => leftFen));
  if (!template) return { templateId: '', name: '运费', fen: freightOf(flat, goodsFen), text: freightText(flat) };
  const pieces = sum(lines.map(({ num }) => num));
  const { fen, text } = templateFee(template, { pieces, grams: sum(lines.map(({ grams }) => grams)), goodsFen }, to);
  return { templateId: template.templateId, name: template.name, fen, text };
}

/** As the fee came about: by weight, by pieces, or for the flat fee by what the goods cost. */
function weightsOf({ template }: Group, lines: Group['lines']): number[] {
  if (!template) return lines.map(({ leftFen }) => leftFen);
  const byWeight = template.valuationType === 'WEIGHT' && lines.some(({ grams }) => grams > 0);
  return lines.map(({ grams, num }) => (byWeight ? grams : num));
}
