/** A shop's full reductions, full discounts and flash prices, as its merchant manages them. */
import * as v from 'valibot';
import type { Failure, Promotion, PromotionDraft } from '../../typings';
import { command, pathId } from '../data/client';
import type { PromotionDoc, SpuDoc } from '../data/documents';
import { findPage, mapPage } from '../data/paging';
import { by, notBy, wasBy } from '../data/recent';
import { promotions as collection, spus } from '../data/store';
import { promotionProblem } from '../domain/promotions';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, form, id, integer, list, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { tellDeals } from '../processes/deals';
import { instant, offerStaff } from './manage';

/** Every product page and checkout of the shop reads them all. */
const MOST_LIVE = 20;
const MOST_SKUS = 100;
const MOST_STOCK = 1_000_000;
const MOST_PER_USER = 200;

const draft = form({
  type: choice(['reduction', 'discount', 'flash'] as const),
  name: text(40),
  startsAt: instant,
  endsAt: instant,
  tiers: list(form({ fromFen: fenSum, offFen: fenSum, discountNum: integer(0, 10_000) }), 10),
  spuId: v.union([id, v.literal('')], '应为商品编号'),
  prices: list(form({ skuId: id, priceFen: fenSum, stock: v.optional(integer(0, MOST_STOCK)) }), MOST_SKUS),
  perUser: v.optional(integer(0, MOST_PER_USER)),
});

export const promotions: ActionOf<'coupon', 'promotions'> = {
  access: { staff: offerStaff },
  schema: form({ ...paging, shopId: id, tab: choice(['live', 'ended'] as const) }),
  async run({ shopId, tab, ...page }, { now }) {
    const where = { shopId, liveShopId: tab === 'live' ? shopId : '' };
    const found = await findPage(collection, where, { field: 'createdAt', direction: 'desc' }, page);
    const limited = found.items.filter(isLimited);
    const products = limited.length > 0 ? await spus.getMany(limited.map(({ spuId }) => spuId), { flashLeft: true }) : [];
    return ok(mapPage(found, (one) => ({ ...shownOf(one, now), ...takenOf(one, products) })));
  },
};

export const createPromotion: ActionOf<'coupon', 'createPromotion'> = {
  access: { staff: offerStaff },
  schema: form({ requestId, shopId: id, draft }),
  async run({ requestId: request, shopId, draft: asked }, { openid, now }) {
    const _id = derivedId('P', shopId, openid, request);
    const isFlash = asked.type === 'flash';
    const [earlier, live, spu] = await Promise.all([
      collection.get(_id),
      collection.find({ liveShopId: shopId, endsAt: command.gt(now) }, { limit: MOST_LIVE + 1 }),
      isFlash && asked.spuId ? spus.get(asked.spuId, { shopId: true, title: true, skus: true, status: true }) : null,
    ]);
    if (earlier) return ok(shownOf(earlier, now));
    const draft: PromotionDraft = isFlash ? { ...asked, tiers: [] } : { ...asked, spuId: '', prices: [], perUser: 0 };
    const problem = promotionProblem(draft, now);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    if (live.length >= MOST_LIVE) return fail('LIMIT_EXCEEDED', `同时进行的活动最多 ${MOST_LIVE} 个，请先结束不用的`);
    const refused = isFlash ? flashRefusal(draft, shopId, spu, live) : null;
    if (refused) return refused;
    // The pieces are counted with the product from the first moment on; without the promotion nobody looks at them.
    const counted = draft.prices.filter(({ stock = 0 }) => stock > 0);
    const counter = `flashLeft.${pathId(_id)}`;
    if (counted.length > 0) await spus.update({ _id: draft.spuId, [counter]: command.exists(false) }, { [counter]: Object.fromEntries(counted.map(({ skuId, stock }) => [skuId, stock])) });
    const doc: PromotionDoc = { _id, shopId, liveShopId: shopId, ...draft, name: draft.name.trim(), title: spu?.title ?? '', stoppedAt: null, createdAt: now, recent: [request] };
    const stored = (await collection.insert(doc)) ? doc : ((await collection.get(_id)) ?? doc);
    await tellDeals(shopId, now);
    return ok(shownOf(stored, now));
  },
};

function flashRefusal({ spuId, prices, startsAt, endsAt }: PromotionDraft, shopId: string, spu: SpuDoc | null, live: readonly PromotionDoc[]): Failure | null {
  if (!spu || spu.shopId !== shopId || spu.status === 6 || spu.status === 9) return fail('BAD_REQUEST', '本店没有这件商品，请重新选择', { field: 'draft.spuId' });
  for (const [i, { skuId, priceFen }] of prices.entries()) {
    const sku = spu.skus.find((one) => one.skuId === skuId);
    if (!sku) return fail('BAD_REQUEST', '商品没有这个规格，请刷新后重选', { field: `draft.prices[${i}].skuId` });
    if (priceFen < 1 || priceFen >= sku.priceFen) return fail('BAD_REQUEST', '限时价应大于 0，并低于原价', { field: `draft.prices[${i}].priceFen` });
  }
  const other = live.find((one) => one.type === 'flash' && one.spuId === spuId && one.startsAt < endsAt && startsAt < one.endsAt);
  return other ? fail('CONFLICT', `这件商品在这段时间已有限时价“${other.name}”，请先结束它或改时间`, { field: 'draft.spuId' }) : null;
}

export const stopPromotion: ActionOf<'coupon', 'stopPromotion'> = {
  access: { staff: offerStaff },
  schema: form({ requestId, shopId: id, promotionId: id }),
  async run({ requestId: request, shopId, promotionId }, { now }) {
    const stopped = await collection.update({ _id: promotionId, liveShopId: shopId, endsAt: command.gt(now), ...notBy(request) }, { liveShopId: '', stoppedAt: now, ...by(request) });
    const promotion = await collection.get(promotionId);
    if (!promotion || promotion.shopId !== shopId) return notFound('这个活动');
    if (stopped === 1) await tellDeals(shopId, now);
    if (stopped === 1 || wasBy(promotion, request)) return ok(shownOf(promotion, now));
    return fail('INVALID_STATE', '活动已经结束');
  },
};

function isLimited({ type, prices }: PromotionDoc): boolean {
  return type === 'flash' && prices.some(({ stock = 0 }) => stock > 0);
}

function takenOf(promotion: PromotionDoc, products: readonly SpuDoc[]): Pick<Promotion, 'taken'> {
  if (!isLimited(promotion)) return {};
  const left = products.find(({ _id }) => _id === promotion.spuId)?.flashLeft?.[promotion._id] ?? {};
  return { taken: Object.fromEntries(promotion.prices.flatMap(({ skuId, stock = 0 }) => (stock > 0 ? [[skuId, stock - (left[skuId] ?? 0)]] : []))) };
}

function shownOf({ _id, shopId, type, name, startsAt, endsAt, tiers, spuId, prices, perUser = 0, title, stoppedAt, createdAt }: PromotionDoc, now: number): Promotion {
  const state = stoppedAt !== null ? 'stopped' : now >= endsAt ? 'ended' : now < startsAt ? 'upcoming' : 'running';
  return { promotionId: _id, shopId, type, name, startsAt, endsAt, tiers, spuId, prices, perUser, title, state, createdAt };
}
