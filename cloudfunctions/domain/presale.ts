/** Presale paid in full (stock_type 1), and by when goods are sent. */
import type { DeliverInfo, PresaleNotice, SendTime, ShipTerm } from '../../typings';
import type { FieldProblem } from './problem';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SHANGHAI = 8 * HOUR;

/** What 微信小店 allows; rows of `rules`. */
export interface PresaleLimits {
  /** Of the window, in days. */
  mostWindowDays: number;
  /** From now to its end, in days. */
  mostEndDays: number;
  leastDeliveryDays: number;
  mostDeliveryDays: number;
}

const SEND_HOURS: Record<SendTime, number> = { SendTime_TWENTYFOUR_HOUR: 24, SendTime_FOUTYEIGHT_HOUR: 48 };

export function sendHours(sendTime: SendTime): number {
  return SEND_HOURS[sendTime];
}

/** null: goods in stock, or none of its time (any more). */
export function presaleOf(info: DeliverInfo | undefined, now: number): PresaleNotice | null {
  if (info?.stockType !== 1) return null;
  const { presaleBeginTime: beginTime, presaleEndTime: endTime, afterPresale } = info;
  const state = now < beginTime ? 'upcoming' : now < endTime ? 'running' : 'ended';
  if (state === 'ended' && afterPresale === 'NORMAL') return null;
  return { state, beginTime, endTime, buyable: state === 'running', text: state === 'ended' ? '预售已结束' : shipText(info) };
}

/** 付款后 7 天内发货 / 12月8日前发货 */
export function shipText(info: DeliverInfo): string {
  const days = info.fullPaymentPresaleDeliveryTime;
  return info.fullPaymentPresaleDeliveryType === 0 ? `付款后 ${days} 天内发货` : `${dayText(info.presaleEndTime + days * DAY)}前发货`;
}

/** Why the product cannot be bought now, with the mend; '' when it can. */
export function presaleRefusal(info: DeliverInfo | undefined, now: number): string {
  const presale = presaleOf(info, now);
  if (!presale || presale.buyable) return '';
  return presale.state === 'upcoming' ? `预售 ${timeText(presale.beginTime)} 开始，请到时再来` : '预售已结束，请选别的商品';
}

/** By when a line that is ordered now is sent. */
export function shipTermOf(info: DeliverInfo | undefined, sendTime: SendTime | undefined, usualHours: number, now: number): ShipTerm {
  const presale = presaleOf(info, now);
  if (!info || !presale) return { stockType: 0, afterPay: (sendTime ? sendHours(sendTime) : usualHours) * HOUR };
  const days = info.fullPaymentPresaleDeliveryTime * DAY;
  return info.fullPaymentPresaleDeliveryType === 0 ? { stockType: 1, afterPay: days } : { stockType: 1, by: info.presaleEndTime + days };
}

/** The time that a term comes to; undefined: there is no term. */
export function deadlineOf(term: ShipTerm | undefined, paidAt: number): number | undefined {
  if (!term) return undefined;
  return term.by ?? (term.afterPay === undefined ? undefined : paidAt + term.afterPay);
}

/** The first thing wrong with what a merchant set; null: nothing. A presale that has begun may be saved again as it is. */
export function presaleProblem(info: DeliverInfo, limits: PresaleLimits, now: number): FieldProblem | null {
  if (info.stockType === 0) return null;
  const { presaleBeginTime, presaleEndTime, fullPaymentPresaleDeliveryTime: days } = info;
  const { mostWindowDays, mostEndDays, leastDeliveryDays, mostDeliveryDays } = limits;
  const wrong = (field: keyof DeliverInfo, message: string): FieldProblem => ({ field: `deliverInfo.${field}`, message });
  if (presaleEndTime <= presaleBeginTime) return wrong('presaleEndTime', '预售结束时间应晚于开始时间');
  if (presaleEndTime <= now) return wrong('presaleEndTime', '预售结束时间应晚于现在');
  if (presaleEndTime - presaleBeginTime > mostWindowDays * DAY) return wrong('presaleEndTime', `预售最长 ${mostWindowDays} 天`);
  if (presaleEndTime - now > mostEndDays * DAY) return wrong('presaleEndTime', `预售应在 ${mostEndDays} 天内结束`);
  if (!Number.isSafeInteger(days) || days < leastDeliveryDays || days > mostDeliveryDays) {
    return wrong('fullPaymentPresaleDeliveryTime', `发货时间应为 ${leastDeliveryDays} 到 ${mostDeliveryDays} 天`);
  }
  return null;
}

/** 11月23日 */
function dayText(at: number): string {
  const date = new Date(at + SHANGHAI);
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** 11月23日 10:00 */
function timeText(at: number): string {
  return `${dayText(at)} ${new Date(at + SHANGHAI).toISOString().slice(11, 16)}`;
}
