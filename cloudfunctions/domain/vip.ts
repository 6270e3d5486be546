/** Members of a shop: grades, and what a program may look like. */
import type { VipLevel, VipProgram } from '../../typings';
import type { FieldProblem } from './problem';

export interface Standing {
  joinedAt: number | null;
  paidFen: number;
  earned: number;
}

/** The highest grade that is reached, from 0; 0 too for somebody who would join now. */
export function levelOf({ gradeBy, levels }: Pick<VipProgram, 'gradeBy' | 'levels'>, { paidFen, earned }: Pick<Standing, 'paidFen' | 'earned'>): number {
  const reached = gradeBy === 'paid' ? paidFen : earned;
  return Math.max(0, levels.findLastIndex(({ from }) => reached >= from));
}

export const MOST_LEVELS = 5;
const MOST_NAME = 8;

/** The first thing wrong with it; null: nothing. Paths start at the program. */
export function programProblem({ levels, points }: VipProgram): FieldProblem | null {
  if (levels.length < 1 || levels.length > MOST_LEVELS) return { field: 'levels', message: `请设置 1 到 ${MOST_LEVELS} 个会员等级` };
  for (const [i, level] of levels.entries()) {
    const problem = levelProblem(level, levels[i - 1]);
    if (problem) return { ...problem, field: `levels[${i}].${problem.field}` };
  }
  if (!points.on) return null;
  if (points.fenPerPoint < 1) return { field: 'points.fenPerPoint', message: '请填写消费多少元得 1 积分，至少 0.01 元' };
  if (points.pointsPerYuan < 1) return { field: 'points.pointsPerYuan', message: '请填写多少积分抵 1 元，至少 1 积分' };
  if (points.mostShare > 10_000) return { field: 'points.mostShare', message: '积分最多抵扣应在 0% 到 100% 之间' };
  return null;
}

function levelProblem({ name, from, discountNum }: VipLevel, before: VipLevel | undefined): FieldProblem | null {
  const length = [...name.trim()].length;
  if (length < 1 || length > MOST_NAME) return { field: 'name', message: `等级名称应为 1 到 ${MOST_NAME} 个字` };
  if (before ? from <= before.from : from !== 0) return { field: 'from', message: before ? '门槛应逐级提高' : '第一级入会即得，门槛为 0' };
  if (discountNum < 1000 || discountNum > 10_000 || discountNum % 100 !== 0) return { field: 'discountNum', message: '折扣应在 1 折到 10 折（不打折）之间，最多一位小数' };
  if (before && discountNum > before.discountNum) return { field: 'discountNum', message: '等级越高，折扣应越低' };
  return null;
}
