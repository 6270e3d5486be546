/** The shop's rules: grades, what they pay, points. */
import type { StaffRole, VipProgram } from '../../typings';
import { command } from '../data/client';
import type { ShopDoc } from '../data/documents';
import { remembered } from '../data/recent';
import { customers, shops } from '../data/store';
import { programProblem } from '../domain/vip';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, flag, form, id, integer, list, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { tellDeals } from '../processes/deals';

export const vipStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const MOST_POINTS = 1_000_000;
const MOST_DAYS = 3650;

/** What a shop begins with; off until the merchant says so. */
const BEGINNING: VipProgram = {
  on: false,
  gradeBy: 'paid',
  levels: [{ name: '普通会员', from: 0, discountNum: 10_000 }],
  points: { on: false, fenPerPoint: 100, pointsPerYuan: 100, mostShare: 5000, validDays: 365 },
};

const programForm = form({
  on: flag,
  gradeBy: choice(['paid', 'points'] as const),
  levels: list(form({ name: text(20), from: fenSum, discountNum: integer(0, 10_000) }), 10),
  points: form({ on: flag, fenPerPoint: integer(0, 10_000_000), pointsPerYuan: integer(0, MOST_POINTS), mostShare: integer(0, 10_000), validDays: integer(0, MOST_DAYS) }),
});

export const program: ActionOf<'vip', 'program'> = {
  access: { staff: vipStaff },
  schema: form({ shopId: id }),
  async run({ shopId }) {
    const [shop, members] = await Promise.all([shops.get(shopId), customers.count({ shopId, joinedAt: command.gt(0) })]);
    return shop ? ok({ ...programOf(shop), members }) : notFound('这个店铺');
  },
};

export const saveProgram: ActionOf<'vip', 'saveProgram'> = {
  access: { staff: vipStaff },
  schema: form({ requestId, shopId: id, version: integer(0, Number.MAX_SAFE_INTEGER), program: programForm }),
  async run({ requestId: request, shopId, version, program: asked }, { now }) {
    const shop = await shops.get(shopId);
    if (!shop) return notFound('这个店铺');
    if (shop.vip?.recent.includes(request)) return ok(programOf(shop));
    const program: VipProgram = { ...asked, levels: asked.levels.map((level) => ({ ...level, name: level.name.trim() })) };
    const problem = programProblem(program);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `program.${problem.field}` });
    const vip = { ...program, version: version + 1, recent: remembered(shop.vip?.recent ?? [], request) };
    const saved = await shops.update({ _id: shopId, 'vip.version': version === 0 ? null : version }, { vip });
    if (saved !== 1) return conflict('会员设置');
    await tellDeals(shopId, now);
    return ok(programOf({ vip }));
  },
};

function programOf({ vip }: Pick<ShopDoc, 'vip'>): { program: VipProgram; version: number } {
  if (!vip) return { program: BEGINNING, version: 0 };
  const { version, recent: _recent, ...program } = vip;
  return { program, version };
}
