/** A shop's own offers: full reduction, full discount, and what a flash price may look like. */
import type { Fen, PromotionDraft, PromotionTier } from '../../typings';
import { shareOff } from './coupon-terms';
import { yuan } from './money';
import type { FieldProblem } from './problem';

export interface ShopPromotion {
  id: string;
  type: 'reduction' | 'discount';
  name: string;
  tiers: readonly PromotionTier[];
}
/** What the best of the tiers that are reached takes off. */
export function promotionOff({ type, tiers }: ShopPromotion, fen: Fen): Fen {
  const reached = tiers.filter(({ fromFen }) => fen >= fromFen);
  return Math.max(0, ...reached.map(({ offFen, discountNum }) => (type === 'reduction' ? Math.min(offFen, fen) : shareOff(fen, discountNum))));
}

export function isRunning({ startsAt, endsAt }: Pick<PromotionDraft, 'startsAt' | 'endsAt'>, now: number): boolean {
  return startsAt <= now && now < endsAt;
}

/** 满 99 减 10；满 199 减 25 */
export function promotionText({ type, tiers }: Pick<ShopPromotion, 'type' | 'tiers'>): string {
  return tiers.map(({ fromFen, offFen, discountNum }) => `满 ${yuan(fromFen)} ${type === 'reduction' ? `减 ${yuan(offFen)}` : `打 ${discountNum / 1000} 折`}`).join('；');
}

const MOST_NAME = 20;
const MOST_TIERS = 5;
const DAY = 86_400_000;
const MOST_DAYS = 365;

/** The first thing wrong with the draft; null: nothing. Paths start at the draft. */
export function promotionProblem(draft: PromotionDraft, now: number): FieldProblem | null {
  const { name, startsAt, endsAt, type } = draft;
  const length = [...name.trim()].length;
  if (length < 1 || length > MOST_NAME) return { field: 'name', message: `活动名称应为 1 到 ${MOST_NAME} 个字` };
  if (endsAt <= now || endsAt <= startsAt) return { field: 'endsAt', message: '结束时间应晚于现在，也晚于开始时间' };
  if (endsAt - startsAt > MOST_DAYS * DAY) return { field: 'endsAt', message: `活动最长 ${MOST_DAYS} 天` };
  return type === 'flash' ? flashProblem(draft) : tiersProblem(draft);
}

function flashProblem({ spuId, prices, perUser = 0 }: PromotionDraft): FieldProblem | null {
  if (!spuId) return { field: 'spuId', message: '请选择参加限时价的商品' };
  if (prices.length === 0) return { field: 'prices', message: '请至少给一个规格填写限时价' };
  if (new Set(prices.map(({ skuId }) => skuId)).size < prices.length) return { field: 'prices', message: '同一个规格只能填一个限时价' };
  const limits = prices.flatMap(({ stock = 0 }) => (stock > 0 ? [stock] : []));
  if (perUser > 0 && limits.length === prices.length && perUser > Math.max(...limits)) return { field: 'perUser', message: '每人限购不能多于限量件数' };
  return null;
}

function tiersProblem({ type, tiers }: PromotionDraft): FieldProblem | null {
  if (tiers.length < 1 || tiers.length > MOST_TIERS) return { field: 'tiers', message: `请填写 1 到 ${MOST_TIERS} 档优惠` };
  for (const [i, { fromFen, offFen, discountNum }] of tiers.entries()) {
    const before = tiers[i - 1];
    const field = `tiers[${i}]`;
    if (fromFen < 1 || (before && fromFen <= before.fromFen)) return { field: `${field}.fromFen`, message: '门槛应大于 0，并且逐档提高' };
    if (type === 'reduction') {
      if (offFen < 1 || offFen >= fromFen) return { field: `${field}.offFen`, message: '减免金额应大于 0，并小于门槛' };
      if (before && offFen <= before.offFen) return { field: `${field}.offFen`, message: '门槛越高，减免应越多' };
    } else {
      if (discountNum < 1000 || discountNum > 9900 || discountNum % 100 !== 0) return { field: `${field}.discountNum`, message: '折扣应在 1 折到 9.9 折之间，最多一位小数' };
      if (before && discountNum >= before.discountNum) return { field: `${field}.discountNum`, message: '门槛越高，折扣应越低' };
    }
  }
  return null;
}
