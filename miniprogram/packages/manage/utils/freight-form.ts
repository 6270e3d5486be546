/** A freight template while it is edited: sums in yuan and weights in kilograms as they are typed. */
import type { Area, ConditionFreeDetail, FreightCalcMethod, FreightTemplate, FreightTemplateDraft, SendTime, ShippingMethod, ValuationType } from '../../../../typings/index';
import { parseYuan } from '../../../utils/money';

/** One way of charging; the first of a form is the default and has no regions. */
export interface MethodForm {
  id: number;
  areas: Area[];
  areasText: string;
  firstAmount: string;
  firstPrice: string;
  secondAmount: string;
  secondPrice: string;
}
export interface FreeForm {
  id: number;
  areas: Area[];
  areasText: string;
  piece: string;
  weight: string;
  amount: string;
}
export interface FreightForm {
  name: string;
  valuationType: ValuationType;
  shippingMethod: ShippingMethod;
  sendTime: SendTime;
  isDefault: boolean;
  methods: MethodForm[];
  frees: FreeForm[];
  notSend: Area[];
  notSendText: string;
}
export interface FreightProblem {
  /** name, methods[1].firstPrice, frees[0].piece, notSend. */
  field: string;
  message: string;
}

const MOST_SHOWN = 6;
/** 江苏省、浙江省杭州市 */
export function areaLabel({ provinceName, cityName = '', countyName = '' }: Area): string {
  return provinceName + cityName + countyName;
}
export function areasLabel(areas: readonly Area[], none: string): string {
  if (areas.length === 0) return none;
  const names = areas.slice(0, MOST_SHOWN).map(areaLabel).join('、');
  return areas.length > MOST_SHOWN ? `${names} 等 ${areas.length} 个地区` : names;
}

export function emptyMethod(id: number): MethodForm {
  return { id, areas: [], areasText: '', firstAmount: '1', firstPrice: '', secondAmount: '1', secondPrice: '' };
}
export function emptyFree(id: number): FreeForm {
  return { id, areas: [], areasText: '全国', piece: '', weight: '', amount: '' };
}
export function emptyFreight(): FreightForm {
  return { name: '', valuationType: 'PIECE', shippingMethod: 'NO_FREE', sendTime: 'SendTime_FOUTYEIGHT_HOUR', isDefault: false, methods: [emptyMethod(1)], frees: [], notSend: [], notSendText: '' };
}

const yuanText = (fen: number): string => (fen / 100).toFixed(2).replace(/\.?0+$/, '');
const kiloText = (grams: number): string => String(grams / 1000);

export function freightFormOf(template: FreightTemplate): FreightForm {
  const { name, valuationType, shippingMethod, sendTime, isDefault, allFreightCalcMethod, allConditionFreeDetail, notSendArea } = template;
  const amount = (value: number): string => (valuationType === 'PIECE' ? String(value) : kiloText(value));
  const ordered = [...allFreightCalcMethod].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const methods = ordered.map(
    ({ areas, firstValAmount, firstPrice, secondValAmount, secondPrice }, i): MethodForm => ({
      ...{ id: i + 1, areas, areasText: areasLabel(areas, '') },
      ...{ firstAmount: amount(firstValAmount), firstPrice: yuanText(firstPrice), secondAmount: amount(secondValAmount), secondPrice: yuanText(secondPrice) },
    }),
  );
  const frees = allConditionFreeDetail.map(({ areas, minPiece, minWeight, minAmount }, i): FreeForm => ({ id: i + 1, areas, areasText: areasLabel(areas, '全国'), piece: minPiece ? String(minPiece) : '', weight: minWeight ? kiloText(minWeight) : '', amount: minAmount ? yuanText(minAmount) : '' }));
  return { name, valuationType, shippingMethod, sendTime, isDefault, methods: methods.length > 0 ? methods : [emptyMethod(1)], frees, notSend: notSendArea, notSendText: areasLabel(notSendArea, '') };
}

/** '1.25' → 1250; null for what is no weight in kilograms with at most three decimals. */
export function parseKilograms(text: string): number | null {
  return /^\s*\d{1,5}(?:\.\d{1,3})?\s*$/.test(text) ? Math.round(Number(text) * 1000) : null;
}
function parseWhole(text: string): number | null {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : null;
}

/** What the cloud is sent. Numbers that cannot be read are named here; all other rules are the cloud's. */
export function freightDraftOf(form: FreightForm): FreightTemplateDraft | FreightProblem {
  const { name, valuationType, shippingMethod, sendTime, isDefault, notSend } = form;
  if (!name.trim()) return { field: 'name', message: '请填写模板名称' };
  const methods: FreightCalcMethod[] = [];
  for (const [i, one] of (shippingMethod === 'FREE' ? [] : form.methods).entries()) {
    const method = methodOf(one, i, valuationType);
    if ('message' in method) return method;
    methods.push(method);
  }
  const details: ConditionFreeDetail[] = [];
  for (const [i, one] of (shippingMethod === 'CONDITION_FREE' ? form.frees : []).entries()) {
    const detail = detailOf(one, i);
    if ('message' in detail) return detail;
    details.push(detail);
  }
  if (shippingMethod === 'CONDITION_FREE' && details.length === 0) return { field: 'frees', message: '请添加至少一条包邮条件' };
  return { name: name.trim(), valuationType, shippingMethod, sendTime, isDefault, allFreightCalcMethod: methods, allConditionFreeDetail: details, notSendArea: notSend };
}

function methodOf(one: MethodForm, i: number, type: ValuationType): FreightCalcMethod | FreightProblem {
  const amount = type === 'PIECE' ? parseWhole : parseKilograms;
  const wrong = (field: keyof MethodForm, message: string): FreightProblem => ({ field: `methods[${i}].${field}`, message });
  const unit = type === 'PIECE' ? '件数应为整数' : '重量最多三位小数';
  const firstValAmount = amount(one.firstAmount);
  const secondValAmount = one.secondAmount.trim() ? amount(one.secondAmount) : 0;
  const firstPrice = parseYuan(one.firstPrice);
  const secondPrice = one.secondPrice.trim() ? parseYuan(one.secondPrice) : 0;
  if (i > 0 && one.areas.length === 0) return wrong('areas', '请选择这组运费的地区');
  if (firstValAmount === null) return wrong('firstAmount', unit);
  if (firstPrice === null) return wrong('firstPrice', '请填写运费，最多两位小数');
  if (secondValAmount === null) return wrong('secondAmount', unit);
  if (secondPrice === null) return wrong('secondPrice', '续费最多两位小数');
  return { isDefault: i === 0, firstValAmount, firstPrice, secondValAmount, secondPrice, areas: i === 0 ? [] : one.areas };
}

function detailOf(one: FreeForm, i: number): ConditionFreeDetail | FreightProblem {
  const wrong = (field: keyof FreeForm, message: string): FreightProblem => ({ field: `frees[${i}].${field}`, message });
  const minPiece = one.piece.trim() ? parseWhole(one.piece) : 0;
  const minWeight = one.weight.trim() ? parseKilograms(one.weight) : 0;
  const minAmount = one.amount.trim() ? parseYuan(one.amount) : 0;
  if (minPiece === null) return wrong('piece', '件数应为整数');
  if (minWeight === null) return wrong('weight', '重量最多三位小数');
  if (minAmount === null) return wrong('amount', '金额最多两位小数');
  if (minPiece + minWeight + minAmount === 0) return wrong('piece', '请至少填一个包邮条件');
  return { minPiece, minWeight, minAmount, areas: one.areas };
}

const FIELDS: Record<string, string> = { firstValAmount: 'firstAmount', secondValAmount: 'secondAmount', minPiece: 'piece', minWeight: 'weight', minAmount: 'amount' };
/** The cloud names a field of the request (draft.allFreightCalcMethod[1].areas[0]); this is the form's name for it. */
export function freightField(field: string): string {
  const match = /^draft\.(allFreightCalcMethod|allConditionFreeDetail)\[(\d+)\]\.(\w+)/.exec(field);
  if (match) return `${match[1] === 'allFreightCalcMethod' ? 'methods' : 'frees'}[${match[2]}].${FIELDS[match[3]!] ?? match[3]}`;
  if (/notSendArea/.test(field)) return 'notSend';
  if (/allConditionFreeDetail/.test(field)) return 'frees';
  return /allFreightCalcMethod/.test(field) ? 'methods[0].firstPrice' : 'name';
}
