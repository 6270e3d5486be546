import type { CouponDraft, CouponType, PromotionDraft, PromotionType } from '../../../../typings/index';
import { parseYuan } from '../../../utils/money';

/** What is wrong with what was filled in; `field` names the row of the form. */
export interface OfferProblem {
  field: string;
  message: string;
}
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** '2026-11-30' → its first moment in Asia/Shanghai; its last one with `end`. */
export function dayOf(text: string, end = false): number {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return Date.UTC(year, month - 1, day) - SHANGHAI + (end ? DAY - 1 : 0);
}

/** '8.5' → 8500; NaN for what is no 折. */
export function parseDiscount(text: string): number {
  return /^\d(\.\d)?$/.test(text.trim()) ? Math.round(Number(text) * 1000) : Number.NaN;
}

export type CouponKind = 'off' | 'discount' | 'direct' | 'flat';
export interface CouponForm {
  scope: 'shop' | 'product';
  kind: CouponKind;
  name: string;
  sum: string;
  discount: string;
  /** For a discount on a condition: by sum or by pieces. */
  by: 'fen' | 'count';
  threshold: string;
  spus: { spuId: string; title: string }[];
  total: string;
  perUser: string;
  /** Days: yyyy-mm-dd. */
  receiveUntil: string;
  validType: 1 | 2;
  validUntil: string;
  validDays: string;
}

export const COUPON_KINDS: { key: CouponKind; text: string; hint: string }[] = [
  { key: 'off', text: '满减', hint: '满一定金额减一定金额' },
  { key: 'discount', text: '满折', hint: '满一定金额或件数打折' },
  { key: 'direct', text: '直减', hint: '没有门槛，直接减' },
  { key: 'flat', text: '统一折扣', hint: '没有门槛，直接打折' },
];
const TYPES: Record<CouponKind, CouponType> = { discount: 1, off: 2, flat: 3, direct: 4 };

/** What the cloud is sent. Numbers that cannot be read are NaN or −1 and are named here; all other rules are the cloud's. */
export function couponDraftOf(form: CouponForm, now: number): CouponDraft | OfferProblem {
  const share = form.kind === 'discount' || form.kind === 'flat';
  const hasThreshold = form.kind === 'off' || form.kind === 'discount';
  const byCount = form.kind === 'discount' && form.by === 'count';
  const discountFen = share ? 0 : parseYuan(form.sum);
  const discountNum = share ? parseDiscount(form.discount) : 0;
  const thresholdFen = hasThreshold && !byCount ? parseYuan(form.threshold) : 0;
  const thresholdCount = byCount ? whole(form.threshold) : 0;
  if (!form.name.trim()) return { field: 'name', message: '请填写优惠券名称' };
  if (discountFen === null) return { field: 'sum', message: '请填写减免金额，如 10 或 9.9' };
  if (Number.isNaN(discountNum)) return { field: 'discount', message: '请填写折扣，如 8.5' };
  if (thresholdFen === null || thresholdCount === null) return { field: 'threshold', message: byCount ? '请填写满多少件可用' : '请填写满多少元可用' };
  if (form.scope === 'product' && form.spus.length === 0) return { field: 'spus', message: '请选择适用的商品' };
  const total = whole(form.total);
  const perUser = whole(form.perUser);
  const validDays = form.validType === 2 ? whole(form.validDays) : 0;
  if (total === null) return { field: 'total', message: '请填写发放总量' };
  if (perUser === null) return { field: 'perUser', message: '请填写每人限领几张' };
  if (!form.receiveUntil) return { field: 'receiveUntil', message: '请选择领取的截止日期' };
  if (validDays === null) return { field: 'validDays', message: '请填写领取后几天内有效' };
  if (form.validType === 1 && !form.validUntil) return { field: 'validUntil', message: '请选择使用的截止日期' };
  return {
    type: (TYPES[form.kind] + (form.scope === 'shop' ? 100 : 0)) as CouponType,
    name: form.name.trim(),
    discountFen,
    discountNum,
    thresholdFen,
    thresholdCount,
    spuIds: form.scope === 'product' ? form.spus.map(({ spuId }) => spuId) : [],
    total,
    perUser,
    receiveFrom: now,
    receiveUntil: dayOf(form.receiveUntil, true),
    validType: form.validType,
    validFrom: form.validType === 1 ? now : 0,
    validUntil: form.validType === 1 ? dayOf(form.validUntil, true) : 0,
    validDays,
  };
}

/** The form's row for a field of the draft that the cloud names. */
export function couponField(field: string): string {
  const name = field.replace(/^draft\./, '');
  const rows: Record<string, string> = { discountFen: 'sum', discountNum: 'discount', thresholdFen: 'threshold', thresholdCount: 'threshold', spuIds: 'spus' };
  return rows[name] ?? name;
}

export interface TierForm {
  id: number;
  from: string;
  off: string;
}
export interface PromotionForm {
  type: PromotionType;
  name: string;
  startsOn: string;
  endsOn: string;
  tiers: TierForm[];
  spu: { spuId: string; title: string } | null;
  prices: { skuId: string; text: string; priceFen: number; price: string; stock?: string }[];
  /** Pieces for one shopper; '' for no limit. */
  perUser?: string;
}

export function promotionDraftOf(form: PromotionForm, now: number): PromotionDraft | OfferProblem {
  const { type, name, startsOn, endsOn, spu } = form;
  if (!name.trim()) return { field: 'name', message: '请填写活动名称' };
  if (!endsOn) return { field: 'endsAt', message: '请选择结束日期' };
  const common = { type, name: name.trim(), startsAt: startsOn ? Math.max(dayOf(startsOn), now) : now, endsAt: dayOf(endsOn, true) };
  if (type === 'flash') {
    const filled = form.prices.filter(({ price }) => price.trim());
    const wrong = filled.find(({ price }) => parseYuan(price) === null);
    if (!spu) return { field: 'spuId', message: '请选择参加限时价的商品' };
    if (wrong) return { field: 'prices', message: `“${wrong.text}”的限时价应为金额，如 39.9` };
    const uncounted = filled.find(({ stock = '' }) => stock.trim() && whole(stock) === null);
    if (uncounted) return { field: 'prices', message: `“${uncounted.text}”的限量应为件数，不限就留空` };
    const perUser = form.perUser?.trim() ? whole(form.perUser) : 0;
    if (perUser === null) return { field: 'perUser', message: '每人限购应为件数，不限就留空' };
    const prices = filled.map(({ skuId, price, stock = '' }) => ({ skuId, priceFen: parseYuan(price) ?? 0, ...(stock.trim() ? { stock: whole(stock) ?? 0 } : {}) }));
    return { ...common, tiers: [], spuId: spu.spuId, prices, ...(perUser > 0 ? { perUser } : {}) };
  }
  const tiers = form.tiers.map(({ from, off }) => ({ fromFen: parseYuan(from), offFen: type === 'reduction' ? parseYuan(off) : 0, discountNum: type === 'discount' ? parseDiscount(off) : 0 }));
  const place = tiers.findIndex(({ fromFen, offFen, discountNum }) => fromFen === null || offFen === null || Number.isNaN(discountNum));
  if (place >= 0) return { field: `tiers[${place}]`, message: type === 'reduction' ? '请填写门槛和减免金额' : '请填写门槛和折扣，如 满 99 打 9.5 折' };
  return { ...common, tiers: tiers.map(({ fromFen, offFen, discountNum }) => ({ fromFen: fromFen ?? 0, offFen: offFen ?? 0, discountNum })), spuId: '', prices: [] };
}

export function promotionField(field: string): string {
  return field.replace(/^draft\./, '').replace(/\]\..*$/, ']').replace(/^prices.*/, 'prices');
}

function whole(text: string): number | null {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}
