/**
 * What freight templates ask for. All goods of one shop's order that go by the same template are counted together (their pieces or their
 * grams, and what they cost after discounts); the sums of several templates are added up. That templates are counted each by itself follows
 * from 微信小店's shape, which has no rule between templates; that they are added is an inference, and the one rule under which taking a
 * product out of an order never makes the freight of the others dearer.
 *
 * Of the regions that a template names, the closest one to the address holds: county before city before province before the default.
 */
import type { ConditionFreeDetail, Fen, FreightCalcMethod, FreightTemplateDraft } from '../../typings';
import { areasText, closest, type Place } from './areas';
import { fen, sum, times, yuan } from './money';

export type FreightRates = Pick<FreightTemplateDraft, 'name' | 'valuationType' | 'shippingMethod' | 'allConditionFreeDetail' | 'allFreightCalcMethod' | 'notSendArea'>;

/** Goods that go by one template. */
export interface Load {
  pieces: number;
  grams: number;
  /** After discounts. */
  goodsFen: Fen;
}
export interface Fee {
  fen: Fen;
  /** How it came about, for the shopper. */
  text: string;
}

export function canSend({ notSendArea }: Pick<FreightRates, 'notSendArea'>, to: Place): boolean {
  return closest(notSendArea, to) === 0;
}

/** `to` null: the shopper has no address yet, and the default holds. Where goods cannot be sent is for canSend to say. */
export function templateFee(rates: FreightRates, load: Load, to: Place | null): Fee {
  if (rates.shippingMethod === 'FREE') return { fen: 0, text: '包邮' };
  const free = rates.shippingMethod === 'CONDITION_FREE' ? rates.allConditionFreeDetail.find((detail) => covers(detail, to) && isMet(detail, load)) : undefined;
  if (free) return { fen: 0, text: `${conditionText(free)}包邮` };
  const method = methodFor(rates.allFreightCalcMethod, to);
  const measure = rates.valuationType === 'PIECE' ? load.pieces : load.grams;
  return { fen: methodFee(method, measure), text: methodText(method, rates.valuationType) };
}

function covers({ areas }: ConditionFreeDetail, to: Place | null): boolean {
  return areas.length === 0 || (to !== null && closest(areas, to) > 0);
}

function isMet({ minPiece, minWeight, minAmount }: ConditionFreeDetail, { pieces, grams, goodsFen }: Load): boolean {
  return pieces >= minPiece && grams >= minWeight && goodsFen >= minAmount;
}

function methodFor(methods: readonly FreightCalcMethod[], to: Place | null): FreightCalcMethod {
  let best = methods.find(({ isDefault }) => isDefault);
  let bestCloseness = 0;
  for (const method of to === null ? [] : methods) {
    const found = closest(method.areas, to!);
    if (found > bestCloseness) [best, bestCloseness] = [method, found];
  }
  if (!best) throw new Error('a freight template without a default method');
  return best;
}

function methodFee({ firstValAmount, firstPrice, secondValAmount, secondPrice }: FreightCalcMethod, measure: number): Fen {
  const beyond = Math.max(0, measure - firstValAmount);
  const steps = secondValAmount === 0 ? 0 : Math.ceil(beyond / secondValAmount);
  return sum([fen(firstPrice), times(secondPrice, steps)]);
}

/** The least and the most that `load` costs, wherever it goes. */
export function feeSpan(rates: FreightRates, load: Load): { least: Fen; most: Fen } {
  if (rates.shippingMethod === 'FREE') return { least: 0, most: 0 };
  const measure = rates.valuationType === 'PIECE' ? load.pieces : load.grams;
  const fees = rates.allFreightCalcMethod.map((method) => methodFee(method, measure));
  const details = rates.shippingMethod === 'CONDITION_FREE' ? rates.allConditionFreeDetail.filter((detail) => isMet(detail, load)) : [];
  if (details.some(({ areas }) => areas.length === 0)) return { least: 0, most: 0 };
  return { least: details.length > 0 ? 0 : Math.min(...fees), most: Math.max(...fees) };
}

const kilograms = (grams: number): string => `${Number((grams / 1000).toFixed(3))} kg`;
const amount = (value: number, type: FreightRates['valuationType']): string => (type === 'PIECE' ? `${value} 件` : kilograms(value));

/** 满 2 件且满 ¥99 */
function conditionText({ minPiece, minWeight, minAmount }: ConditionFreeDetail): string {
  const parts = [minPiece > 0 ? `满 ${minPiece} 件` : '', minWeight > 0 ? `满 ${kilograms(minWeight)}` : '', minAmount > 0 ? `满 ¥${yuan(minAmount)} ` : ''];
  return parts.filter(Boolean).join('且');
}

/** 首 1 件 ¥8，每续 1 件 ¥2 */
function methodText({ firstValAmount, firstPrice, secondValAmount, secondPrice }: FreightCalcMethod, type: FreightRates['valuationType']): string {
  const first = `首 ${amount(firstValAmount, type)} ¥${yuan(firstPrice)}`;
  if (secondValAmount === 0 || secondPrice === 0) return firstPrice === 0 ? '包邮' : `每单 ¥${yuan(firstPrice)}`;
  return `${first}，每续 ${amount(secondValAmount, type)} ¥${yuan(secondPrice)}`;
}

/** What the template says, a sentence a region. */
export function templateRules(rates: FreightRates): string[] {
  const { shippingMethod, valuationType, allConditionFreeDetail, allFreightCalcMethod, notSendArea } = rates;
  const where = (areas: FreightCalcMethod['areas']): string => (areas.length === 0 ? '' : `${areasText(areas)}：`);
  const paid = [...allFreightCalcMethod].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  return [
    ...(shippingMethod === 'FREE' ? ['全部地区包邮'] : paid.map((method) => `${method.isDefault ? (paid.length > 1 ? '其他地区：' : '') : where(method.areas)}${methodText(method, valuationType)}`).reverse()),
    ...(shippingMethod === 'CONDITION_FREE' ? allConditionFreeDetail.map((detail) => `${where(detail.areas)}${conditionText(detail)}包邮`) : []),
    ...(notSendArea.length > 0 ? [`不配送：${areasText(notSendArea)}`] : []),
  ];
}
