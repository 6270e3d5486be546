import type { VipProgram } from '../../../../typings/index';
import { plainYuan } from '../../../utils/coupon-text';
import { parseYuan } from '../../../utils/money';
import { type OfferProblem, parseDiscount } from './offer-form';

export interface LevelForm {
  id: number;
  name: string;
  /** Yuan or points, by gradeBy. */
  from: string;
  /** 折; '' for the ordinary price. */
  discount: string;
}
export interface VipForm {
  on: boolean;
  gradeBy: VipProgram['gradeBy'];
  levels: LevelForm[];
  pointsOn: boolean;
  /** Yuan for one point. */
  perPoint: string;
  pointsPerYuan: string;
  /** Percent. */
  mostShare: string;
  /** '' for ever. */
  validDays: string;
}

export function vipFormOf({ on, gradeBy, levels, points }: VipProgram): VipForm {
  return {
    on,
    gradeBy,
    levels: levels.map(({ name, from, discountNum }, id) => ({ id, name, from: gradeBy === 'paid' ? plainYuan(from) : String(from), discount: discountNum < 10_000 ? String(discountNum / 1000) : '' })),
    pointsOn: points.on,
    perPoint: plainYuan(points.fenPerPoint),
    pointsPerYuan: String(points.pointsPerYuan),
    mostShare: String(points.mostShare / 100),
    validDays: points.validDays > 0 ? String(points.validDays) : '',
  };
}

/** What the cloud is sent. What cannot be read is named here; all other rules are the cloud's. */
export function programOf(form: VipForm): VipProgram | OfferProblem {
  const levels: VipProgram['levels'] = [];
  for (const [i, { name, from, discount }] of form.levels.entries()) {
    const sum = i === 0 ? 0 : form.gradeBy === 'paid' ? parseYuan(from) : whole(from);
    const discountNum = discount.trim() ? parseDiscount(discount) : 10_000;
    if (!name.trim()) return { field: `levels[${i}]`, message: `请填写第 ${i + 1} 级的名称` };
    if (sum === null) return { field: `levels[${i}]`, message: form.gradeBy === 'paid' ? '请填写累计消费多少元升级' : '请填写累计多少积分升级' };
    if (Number.isNaN(discountNum)) return { field: `levels[${i}]`, message: '折扣应如 9.5，不打折就留空' };
    levels.push({ name: name.trim(), from: sum, discountNum });
  }
  const fenPerPoint = parseYuan(form.perPoint);
  const pointsPerYuan = whole(form.pointsPerYuan);
  const mostShare = whole(form.mostShare);
  const validDays = form.validDays.trim() ? whole(form.validDays) : 0;
  if (fenPerPoint === null) return { field: 'points.fenPerPoint', message: '请填写消费多少元得 1 积分' };
  if (pointsPerYuan === null) return { field: 'points.pointsPerYuan', message: '请填写多少积分抵 1 元' };
  if (mostShare === null || mostShare > 100) return { field: 'points.mostShare', message: '最多抵扣应为 0 到 100 的整数' };
  if (validDays === null) return { field: 'points.validDays', message: '有效天数应为整数，长期有效就留空' };
  return { on: form.on, gradeBy: form.gradeBy, levels, points: { on: form.pointsOn, fenPerPoint, pointsPerYuan, mostShare: mostShare * 100, validDays } };
}

/** The form's row for a field that the cloud names. */
export function vipField(field: string): string {
  return field.replace(/^program\./, '').replace(/\]\..*$/, ']');
}

function whole(text: string): number | null {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}
