/** What a shopper can claim, and what they have. */
import * as v from 'valibot';
import type { UserCoupon } from '../../typings';
import { command, type Where } from '../data/client';
import type { CouponDoc, UserCouponDoc } from '../data/documents';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { coupons, userCoupons } from '../data/store';
import { couponScope, isShopCoupon } from '../domain/coupon-terms';
import { ok } from '../kernel/reply';
import { choice, form, id, list, paging } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { claimableOf } from '../processes/claimable';
import { userCouponOf } from '../processes/user-coupons';

/** Of one shop at a time; a merchant may not have more that can be claimed. */
const MOST_LIVE = 50;
const MOST_MINE = 200;
const MOST_PRODUCTS = 120;

/** Two operations. */
export const claimable: ActionOf<'coupon', 'claimable'> = {
  access: 'public',
  schema: form({ shopId: id, spuIds: v.optional(list(id, MOST_PRODUCTS)) }),
  async run({ shopId, spuIds }, { openid, now }) {
    const [live, mine] = await Promise.all([
      coupons.find({ shopId, status: 2, receiveUntil: command.gt(now) }, { limit: MOST_LIVE, order: [['receiveUntil', 'asc']], fields: { holds: false, recent: false } }),
      openid === '' ? [] : userCoupons.find({ openid, shopId, status: command.in([100, 102]) }, { limit: MOST_MINE, fields: { couponId: true } }),
    ]);
    const meant = (coupon: CouponDoc): boolean => coupon.receiveFrom <= now && (!spuIds || isShopCoupon(coupon) || spuIds.some((spuId) => couponScope(coupon, spuId)));
    const countOf = (couponId: string): number => mine.filter((piece) => piece.couponId === couponId).length;
    return ok({ items: live.filter(meant).map((coupon) => claimableOf(coupon, countOf(coupon._id))) });
  },
};

const tabs = ['usable', 'used', 'expired'] as const;

export const mine: ActionOf<'coupon', 'mine'> = {
  access: 'shopper',
  schema: form({ ...paging, tab: choice(tabs) }),
  async run({ tab, ...page }, { openid, now }) {
    const { where, order } = placeOf(tab, now);
    return ok(mapPage(await findPage<UserCouponDoc>(userCoupons, { openid, ...where }, order, page), (piece) => shownOf(piece, now)));
  },
};

/** What ends first comes first; what ended or was used last comes first. */
function placeOf(tab: (typeof tabs)[number], now: number): { where: Where; order: KeysetOrder } {
  if (tab === 'used') return { where: { status: 102 }, order: { field: 'usedAt', direction: 'desc' } };
  if (tab === 'expired') return { where: { status: 100, validUntil: command.lte(now) }, order: { field: 'validUntil', direction: 'desc', idDirection: 'desc' } };
  return { where: { status: 100, validUntil: command.gt(now) }, order: { field: 'validUntil', direction: 'asc' } };
}

function shownOf(piece: UserCouponDoc, now: number): UserCoupon {
  const shown = userCouponOf(piece);
  return shown.status === 100 && shown.validUntil <= now ? { ...shown, status: 101 } : shown;
}

export const count: ActionOf<'coupon', 'count'> = {
  access: 'shopper',
  schema: form({}),
  run: async (_request, { openid, now }) => ok({ usable: await userCoupons.count({ openid, status: 100, validUntil: command.gt(now) }) }),
};
