/**
 * Where goods can be given back without a fault of theirs: not when the product excluded it (微信小店's seven_day_return 0), and no longer than
 * so many days after the receipt. Consumer law (消费者权益保护法 §25) counts from the day after it, so that the last day is a whole one.
 */
import type { AfterSaleReason, AfterSaleType, OrderLine } from '../../typings';
import { shanghaiMidnight } from './order-number';

/** Reasons that lie with the shopper, not with the goods. */
export const OWN_REASONS: readonly AfterSaleReason[] = ['NO_REASON_7_DAYS', 'NO_LONGER_WANT', 'INCORRECT_SELECTION'];

const DAY = 86_400_000;

export interface Bar {
  reasons: AfterSaleReason[];
  /** Why, in Chinese, with what can be done instead; '' when nothing is barred. */
  text: string;
}

/** What cannot be given as a reason for goods that go back. `finishedAt`: of the receipt; null: not confirmed yet. */
export function barredReasons({ sevenDayReturn }: Pick<OrderLine, 'sevenDayReturn'>, finishedAt: number | null, noReasonDays: number, now: number): Bar {
  if (sevenDayReturn === 0) return { reasons: [...OWN_REASONS], text: '这件商品不支持七天无理由退货，有质量问题仍可申请售后' };
  if (finishedAt !== null && now >= shanghaiMidnight(finishedAt) + (noReasonDays + 1) * DAY) {
    return { reasons: ['NO_REASON_7_DAYS'], text: `签收已超过 ${noReasonDays} 天，不能再申请无理由退货，有其他问题仍可申请售后` };
  }
  return { reasons: [], text: '' };
}

/** Money for goods that stay is never a return: there is nothing to bar. */
export function isBarred(bar: Bar, type: AfterSaleType, reason: AfterSaleReason): boolean {
  return type !== 'REFUND' && bar.reasons.includes(reason);
}
