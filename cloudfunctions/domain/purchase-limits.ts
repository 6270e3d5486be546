/** How much of a product one shopper may buy: periods, what is left, and what the counter has to say of it. */
import type { LimitedInfo, LimitNotice, LimitPeriod } from '../../typings';
import type { FieldProblem } from './problem';

/** A shopper's purchases of one product, as its counter keeps them. */
export interface PurchaseCounts {
  /** Pieces by period: 'day-2026-11-23'. A period that is missing has none. */
  counts: Record<string, number>;
  lifetime: number;
}
/** What an order takes of the counter. */
export interface LimitClaim {
  spuId: string;
  num: number;
  /** The period it counts in; '' where the product has no limit by period. */
  period: string;
  /** The limits that it was allowed under; 0 for none. */
  mostInPeriod: number;
  mostEver: number;
}

const MOST = 9999;
/** The shop's day begins at midnight of Asia/Shanghai, which knows no summer time. */
const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;
const NAMES: Record<LimitPeriod, string> = { 0: '', 1: '每天', 2: '每周', 3: '每月' };

export function isCounted(limit: LimitedInfo | undefined): limit is LimitedInfo {
  return limit !== undefined && (limit.limitedBuyNum > 0 || limit.lifetimeNum > 0);
}

export function isLimited(limit: LimitedInfo | undefined): limit is LimitedInfo {
  return limit !== undefined && (limit.limitedBuyNum > 0 || limit.lifetimeNum > 0 || limit.perOrderNum > 0);
}

/** The key of the period that `now` lies in; '' for none. Weeks are named by their Monday. */
export function periodKey(period: LimitPeriod, now: number): string {
  const day = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10);
  if (period === 1) return `day-${day(now)}`;
  if (period === 2) return `week-${day(now - ((new Date(now + SHANGHAI).getUTCDay() + 6) % 7) * DAY)}`;
  return period === 3 ? `month-${day(now).slice(0, 7)}` : '';
}

/** What may still be put in one order. Never negative. */
export function leftToBuy(limit: LimitedInfo, counts: PurchaseCounts | undefined, now: number): number {
  const { periodType, limitedBuyNum, lifetimeNum, perOrderNum } = limit;
  const bought = counts?.counts[periodKey(periodType, now)] ?? 0;
  const rooms = [
    ...(perOrderNum > 0 ? [perOrderNum] : []),
    ...(limitedBuyNum > 0 ? [limitedBuyNum - bought] : []),
    ...(lifetimeNum > 0 ? [lifetimeNum - (counts?.lifetime ?? 0)] : []),
  ];
  return Math.max(0, Math.min(MOST, ...rooms));
}

/** 每人每天限购 2 件，每单限购 1 件 */
export function limitText({ periodType, limitedBuyNum, lifetimeNum, perOrderNum }: LimitedInfo): string {
  const parts = [
    limitedBuyNum > 0 ? `每人${NAMES[periodType]}限购 ${limitedBuyNum} 件` : '',
    lifetimeNum > 0 ? `每人累计限购 ${lifetimeNum} 件` : '',
    perOrderNum > 0 ? `每单限购 ${perOrderNum} 件` : '',
  ];
  return parts.filter(Boolean).join('，');
}

/** null: as many as there are. */
export function limitNotice(limit: LimitedInfo | undefined, counts: PurchaseCounts | undefined, now: number): LimitNotice | null {
  return isLimited(limit) ? { text: limitText(limit), left: leftToBuy(limit, counts, now) } : null;
}

/** Why `num` pieces are too many, with the mend; '' when they are not. */
export function limitRefusal(limit: LimitedInfo | undefined, counts: PurchaseCounts | undefined, num: number, now: number): string {
  if (!isLimited(limit)) return '';
  const left = leftToBuy(limit, counts, now);
  if (num <= left) return '';
  return left === 0 ? `${limitText(limit)}，你已买满` : `${limitText(limit)}，你还能买 ${left} 件，请减少数量`;
}

/** What an order of `num` pieces takes of the counter; null: nothing is counted. */
export function claimOf(spuId: string, limit: LimitedInfo | undefined, num: number, now: number): LimitClaim | null {
  if (!isCounted(limit)) return null;
  const period = limit.limitedBuyNum > 0 ? periodKey(limit.periodType, now) : '';
  return { spuId, num, period, mostInPeriod: limit.limitedBuyNum, mostEver: limit.lifetimeNum };
}

/** The first thing wrong with what a merchant set; null: nothing. */
export function limitProblem({ periodType, limitedBuyNum, lifetimeNum, perOrderNum }: LimitedInfo): FieldProblem | null {
  const wrong = (field: keyof LimitedInfo, message: string): FieldProblem => ({ field: `limitedInfo.${field}`, message });
  for (const [field, num] of Object.entries({ limitedBuyNum, lifetimeNum, perOrderNum })) {
    if (!Number.isSafeInteger(num) || num < 0 || num > MOST) return wrong(field as keyof LimitedInfo, `限购件数应为 0 到 ${MOST} 的整数，0 为不限`);
  }
  if ((periodType === 0) !== (limitedBuyNum === 0)) return wrong('limitedBuyNum', periodType === 0 ? '请先选择按天、按周或按月限购' : '请填写每个周期限购的件数');
  if (lifetimeNum > 0 && limitedBuyNum > lifetimeNum) return wrong('lifetimeNum', '累计限购不能少于每个周期的限购件数');
  return null;
}
