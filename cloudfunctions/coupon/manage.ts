/** What a merchant does with coupons. */
import type { ManagedCoupon, StaffRole } from '../../typings';
import { command } from '../data/client';
import type { CouponDoc } from '../data/documents';
import { findPage, mapPage } from '../data/paging';
import { by, notBy, wasBy } from '../data/recent';
import { coupons, shops, spus } from '../data/store';
import { couponProblem } from '../domain/coupon-draft';
import { couponTypes } from '../domain/coupon-terms';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, form, id, integer, list, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { tellDeals } from '../processes/deals';

export const offerStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const MOST_LIVE = 50;
const COUPON = '这张优惠券';

export const instant = integer(0, 32_503_680_000_000);
const draft = form({
  type: choice(couponTypes),
  name: text(20),
  discountFen: fenSum,
  discountNum: integer(0, 10_000),
  thresholdFen: fenSum,
  thresholdCount: integer(0, 999),
  spuIds: list(id, 200),
  total: integer(0, 1_000_000_000),
  perUser: integer(0, 1_000_000_000),
  receiveFrom: instant,
  receiveUntil: instant,
  validType: choice([1, 2] as const),
  validFrom: instant,
  validUntil: instant,
  validDays: integer(0, 10_000),
});

export const manageList: ActionOf<'coupon', 'manageList'> = {
  access: { staff: offerStaff },
  schema: form({ ...paging, shopId: id, tab: choice(['live', 'ended'] as const) }),
  async run({ shopId, tab, ...page }, { now }) {
    const where = { shopId, status: tab === 'live' ? command.in([1, 2]) : command.in([3, 4]) };
    const found = await findPage(coupons, where, { field: 'createdAt', direction: 'desc' }, page, { holds: false, recent: false });
    return ok(mapPage(found, (coupon) => managedOf(coupon, now)));
  },
};

export const create: ActionOf<'coupon', 'create'> = {
  access: { staff: offerStaff },
  schema: form({ requestId, shopId: id, draft }),
  async run({ requestId: request, shopId, draft: asked }, { openid, now }) {
    const _id = derivedId('K', shopId, openid, request);
    const [shop, earlier, live, products] = await Promise.all([
      shops.get(shopId),
      coupons.get(_id, { holds: false }),
      coupons.count({ shopId, status: 2, receiveUntil: command.gt(now) }),
      asked.spuIds.length > 0 ? spus.find({ _id: command.in(asked.spuIds), shopId }, { limit: 200, fields: { status: true } }) : [],
    ]);
    if (earlier) return ok(managedOf(earlier, now));
    if (!shop) return notFound('这个店铺');
    const draft = { ...asked, name: asked.name.trim() };
    const problem = couponProblem(draft, now);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    const known = new Set(products.filter(({ status }) => status !== 6 && status !== 9).map(({ _id: spuId }) => spuId));
    if (draft.spuIds.some((spuId) => !known.has(spuId))) return fail('BAD_REQUEST', '所选商品里有本店没有的，请重新选择', { field: 'draft.spuIds' });
    if (live >= MOST_LIVE) return fail('LIMIT_EXCEEDED', `同时发放的优惠券最多 ${MOST_LIVE} 种，请先停发不用的`);
    const coupon: CouponDoc = { _id, shopId, shopName: shop.name, ...draft, status: 2, left: draft.total, holds: {}, createdAt: now, updatedAt: now, recent: [request] };
    const stored = (await coupons.insert(coupon)) ? coupon : ((await coupons.get(_id)) ?? coupon);
    await tellDeals(shopId, now);
    return ok(managedOf(stored, now));
  },
};

export const stop: ActionOf<'coupon', 'stop'> = {
  access: { staff: offerStaff },
  schema: form({ requestId, shopId: id, couponId: id }),
  async run({ requestId: request, shopId, couponId }, { now }) {
    const stopped = await coupons.update({ _id: couponId, shopId, status: 2, ...notBy(request) }, { status: 4, updatedAt: now, ...by(request) });
    const coupon = await coupons.get(couponId, { holds: false });
    if (!coupon || coupon.shopId !== shopId || coupon.status === 5) return notFound(COUPON);
    if (stopped === 1) await tellDeals(shopId, now);
    if (stopped === 1 || wasBy(coupon, request)) return ok(managedOf(coupon, now));
    return fail('INVALID_STATE', '优惠券已经结束，不用再停发');
  },
};

function managedOf(coupon: CouponDoc, now: number): ManagedCoupon {
  const { _id, shopId: _shop, shopName: _name, left, holds: _holds, updatedAt: _updated, recent: _recent, status, createdAt, ...draft } = coupon;
  return { couponId: _id, ...draft, status: status === 2 && coupon.receiveUntil <= now ? 3 : status, claimed: coupon.total - left, createdAt };
}
