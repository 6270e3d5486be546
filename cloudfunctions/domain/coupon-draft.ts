/** What 微信小店 asks of a coupon before it can be given out. */
import type { CouponDraft } from '../../typings';
import { isDiscountCoupon, isShopCoupon } from './coupon-terms';
import type { FieldProblem } from './problem';

const MOST_NAME = 10;
const MOST_DISCOUNT_FEN = 20_000;
/** 2 折 is the lowest; a hundred is a tenth of a 折. */
const DISCOUNT_NUM = { least: 2000, most: 9900, step: 100 };
const MOST_PRODUCTS = 200;
const MOST_DAYS = 365;
const DAY = 86_400_000;
const MOST_TOTAL = 1_000_000;
const MOST_PER_USER = 50;

const problem = (field: string, message: string): FieldProblem => ({ field, message });

/** The first thing wrong with the draft; null: nothing. Paths start at the draft. */
export function couponProblem(draft: CouponDraft, now: number): FieldProblem | null {
  const length = [...draft.name.trim()].length;
  if (length < 1 || length > MOST_NAME) return problem('name', `优惠券名称应为 1 到 ${MOST_NAME} 个字，现在 ${length} 个字`);
  return discountProblem(draft) ?? thresholdProblem(draft) ?? scopeProblem(draft) ?? countProblem(draft) ?? timeProblem(draft, now);
}

function discountProblem(draft: CouponDraft): FieldProblem | null {
  const { discountFen, discountNum } = draft;
  if (isDiscountCoupon(draft)) {
    const { least, most, step } = DISCOUNT_NUM;
    if (discountNum < least || discountNum > most || discountNum % step !== 0) return problem('discountNum', '折扣应在 2 折到 9.9 折之间，最多一位小数');
    return discountFen === 0 ? null : problem('discountFen', '折扣券不填减免金额');
  }
  if (discountFen < 1 || discountFen > MOST_DISCOUNT_FEN) return problem('discountFen', `减免金额应在 0.01 到 ${MOST_DISCOUNT_FEN / 100} 元之间`);
  return discountNum === 0 ? null : problem('discountNum', '减免券不填折扣');
}

function thresholdProblem({ type, thresholdFen, thresholdCount, discountFen }: CouponDraft): FieldProblem | null {
  switch (type % 100) {
    case 1:
      return thresholdFen > 0 !== thresholdCount > 0 ? null : problem('thresholdFen', '条件折扣券要填一个门槛：满多少元，或者满多少件');
    case 2:
      if (thresholdCount > 0) return problem('thresholdCount', '满减券的门槛只能是金额');
      return thresholdFen > discountFen ? null : problem('thresholdFen', '满减券的门槛应大于减免金额');
    default:
      return thresholdFen === 0 && thresholdCount === 0 ? null : problem('thresholdFen', '无门槛券不填门槛');
  }
}

function scopeProblem(draft: CouponDraft): FieldProblem | null {
  const { spuIds } = draft;
  if (isShopCoupon(draft)) return spuIds.length === 0 ? null : problem('spuIds', '店铺券适用全店，不选商品');
  if (spuIds.length < 1 || spuIds.length > MOST_PRODUCTS) return problem('spuIds', `商品券请选择 1 到 ${MOST_PRODUCTS} 件商品`);
  return new Set(spuIds).size === spuIds.length ? null : problem('spuIds', '商品有重复，请去掉');
}

function countProblem({ total, perUser }: CouponDraft): FieldProblem | null {
  if (total < 1 || total > MOST_TOTAL) return problem('total', `发放总量应在 1 到 ${MOST_TOTAL} 张之间`);
  if (perUser < 1 || perUser > Math.min(MOST_PER_USER, total)) return problem('perUser', `每人限领应在 1 到 ${Math.min(MOST_PER_USER, total)} 张之间`);
  return null;
}

function timeProblem({ receiveFrom, receiveUntil, validType, validFrom, validUntil, validDays }: CouponDraft, now: number): FieldProblem | null {
  if (receiveUntil <= now || receiveUntil <= receiveFrom) return problem('receiveUntil', '领取结束时间应晚于现在，也晚于领取开始时间');
  if (receiveUntil - receiveFrom > MOST_DAYS * DAY) return problem('receiveUntil', `领取时间最长 ${MOST_DAYS} 天`);
  if (validType === 2) {
    return validDays >= 1 && validDays <= MOST_DAYS ? null : problem('validDays', `领取后有效天数应在 1 到 ${MOST_DAYS} 天之间`);
  }
  if (validUntil <= validFrom || validUntil < receiveUntil) return problem('validUntil', '使用结束时间应晚于使用开始时间，且不早于领取结束时间');
  return null;
}

/** When a coupon that is claimed now can be used. */
export function validityOf({ validType, validFrom, validUntil, validDays }: CouponDraft, now: number): { validFrom: number; validUntil: number } {
  return validType === 1 ? { validFrom, validUntil } : { validFrom: now, validUntil: now + validDays * DAY };
}
