import type { VipCard, VipLevel } from '../../../../typings/index';
import { plainYuan as short } from '../../../utils/coupon-text';

export interface LevelRow {
  key: number;
  name: string;
  need: string;
  gain: string;
  /** Reached by the shopper. */
  reached: boolean;
}
export interface CardView {
  level: string;
  /** What is missing to the next grade; '' at the top. */
  next: string;
  percent: number;
  levels: LevelRow[];
  rules: string[];
}

export function cardView({ program, joinedAt, level, paidFen, earned }: VipCard): CardView {
  const byPaid = program.gradeBy === 'paid';
  const have = byPaid ? paidFen : earned;
  const next = joinedAt === null ? undefined : program.levels[level + 1];
  const from = program.levels[level]?.from ?? 0;
  const amount = (value: number): string => (byPaid ? `¥${short(value)}` : `${value} 积分`);
  return {
    level: program.levels[level]?.name ?? '',
    next: next ? `再${byPaid ? '消费' : '得'} ${amount(next.from - have)} 升级${next.name}` : joinedAt === null ? '' : '已是最高等级',
    percent: next ? Math.max(2, Math.min(100, Math.round(((have - from) * 100) / (next.from - from)))) : 100,
    levels: program.levels.map((one, key) => ({ key, name: one.name, need: one.from === 0 ? '入会即得' : `累计${byPaid ? '消费' : '获得'} ${amount(one.from)}`, gain: gainOf(one), reached: joinedAt !== null && key <= level })),
    rules: rulesOf(program),
  };
}

function gainOf({ discountNum }: VipLevel): string {
  return discountNum < 10_000 ? `全店 ${discountNum / 1000} 折` : '会员价商品';
}

function rulesOf({ points }: VipCard['program']): string[] {
  const rules = ['会员价与限时价、直播价取最低的一个，可与满减、优惠券同享', '会员等级按本店已完成的订单计算，退款的部分会扣除'];
  if (!points.on) return rules;
  const per = points.fenPerPoint === 100 ? '每消费 1 元' : `每消费 ${short(points.fenPerPoint)} 元`;
  return [
    ...rules,
    `${per}得 1 积分，确认收货后到账；退款时收回相应的积分`,
    ...(points.mostShare > 0 ? [`${points.pointsPerYuan} 积分抵 1 元，每单最多抵商品金额的 ${points.mostShare / 100}%，不抵运费`] : []),
    '退出会员时剩余积分失效；等级按累计保留，重新入会后恢复',
    points.validDays > 0 ? `积分自到账起 ${points.validDays} 天内有效` : '积分长期有效',
  ];
}
