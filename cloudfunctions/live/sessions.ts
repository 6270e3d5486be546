/** The shop's side: one session at a time, with the prices of the products in it. */
import type { Failure, LiveDraft, ManagedLive, StaffRole } from '../../typings';
import { command } from '../data/client';
import type { PromotionDoc, SpuDoc } from '../data/documents';
import { findPage, mapPage } from '../data/paging';
import { by, notBy, wasBy } from '../data/recent';
import { promotions, spus } from '../data/store';
import { isRunning } from '../domain/promotions';
import { HOUR } from '../kernel/clock';
import { derivedId, nonce } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { fenSum, form, id, integer, list, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { tellDeals } from '../processes/deals';

const liveStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const MOST_PRICES = 200;
const MOST_HOURS = 24;
const LIVE = '这场直播';

export const sessions: ActionOf<'live', 'sessions'> = {
  access: { staff: liveStaff },
  schema: form({ ...paging, shopId: id }),
  async run({ shopId, ...page }, { now }) {
    return ok(mapPage(await findPage(promotions, { shopId, type: 'live' }, { field: 'createdAt', direction: 'desc' }, page), (one) => shownOf(one, now)));
  },
};

/** One session of a shop at a time, also when two members of the staff begin one at the same moment. */
export const start: ActionOf<'live', 'start'> = {
  access: { staff: liveStaff },
  schema: form({
    requestId,
    shopId: id,
    draft: form({ title: text(20, 1), hours: integer(1, MOST_HOURS), prices: list(form({ spuId: id, skuId: id, priceFen: fenSum }), MOST_PRICES, 1) }),
  }),
  async run({ requestId: request, shopId, draft }, { openid, now }) {
    const _id = derivedId('L', shopId, openid, request);
    const [earlier, live, products] = await Promise.all([
      promotions.get(_id),
      promotions.find({ liveShopId: shopId, endsAt: command.gt(now) }, { limit: 100 }),
      spus.getMany(draft.prices.map(({ spuId }) => spuId), { shopId: true, title: true, skus: true, status: true }),
    ]);
    if (earlier) return ok(shownOf(earlier, now));
    const refused = priceProblem(draft, shopId, products);
    if (refused) return refused;
    if (live.some((one) => one.type === 'live' && isRunning(one, now))) return fail('CONFLICT', '已经有一场直播在进行，请先结束它');
    const doc = liveDoc(_id, shopId, draft, products, request, now);
    if (!(await promotions.insert(doc))) return ok(shownOf((await promotions.get(_id)) ?? doc, now));
    const first = await firstOf(shopId, now);
    if (first && first._id !== _id) {
      await promotions.update({ _id }, { liveShopId: '', stoppedAt: now });
      return fail('CONFLICT', '已经有一场直播在进行，请先结束它');
    }
    await tellDeals(shopId, now);
    return ok(shownOf(doc, now));
  },
};

/** Of several that began at the same moment, the one that everybody agrees on. */
async function firstOf(shopId: string, now: number): Promise<PromotionDoc | undefined> {
  const running = (await promotions.find({ liveShopId: shopId, endsAt: command.gt(now) }, { limit: 100 })).filter(({ type }) => type === 'live');
  return running.sort((a, b) => a.createdAt - b.createdAt || (a._id < b._id ? -1 : 1))[0];
}

function priceProblem({ prices }: LiveDraft, shopId: string, products: readonly SpuDoc[]): Failure | null {
  for (const [i, { spuId, skuId, priceFen }] of prices.entries()) {
    const spu = products.find(({ _id }) => _id === spuId);
    if (!spu || spu.shopId !== shopId || spu.status === 6 || spu.status === 9) return fail('BAD_REQUEST', '本店没有这件商品，请重新选择', { field: `draft.prices[${i}].spuId` });
    const sku = spu.skus.find((one) => one.skuId === skuId);
    if (!sku) return fail('BAD_REQUEST', '商品没有这个规格，请刷新后重选', { field: `draft.prices[${i}].skuId` });
    if (priceFen < 1 || priceFen >= sku.priceFen) return fail('BAD_REQUEST', '直播价应大于 0，并低于原价', { field: `draft.prices[${i}].priceFen` });
    if (prices.findIndex((one) => one.skuId === skuId) < i) return fail('BAD_REQUEST', '同一个规格只能填一个直播价', { field: `draft.prices[${i}].skuId` });
  }
  return null;
}

function liveDoc(_id: string, shopId: string, { title, hours, prices }: LiveDraft, products: readonly SpuDoc[], request: string, now: number): PromotionDoc {
  const liveGoods = prices.map(({ spuId, skuId, priceFen }) => {
    const spu = products.find((one) => one._id === spuId)!;
    const sku = spu.skus.find((one) => one.skuId === skuId)!;
    return { spuId, skuId, priceFen, title: spu.title, attrs: sku.attrs, ordinaryFen: sku.priceFen };
  });
  return {
    _id,
    shopId,
    liveShopId: shopId,
    type: 'live',
    name: title.trim(),
    startsAt: now,
    endsAt: now + hours * HOUR,
    tiers: [],
    spuId: '',
    prices: prices.map(({ skuId, priceFen }) => ({ skuId, priceFen })),
    title: '',
    code: nonce(),
    liveGoods,
    stoppedAt: null,
    createdAt: now,
    recent: [request],
  };
}

export const stop: ActionOf<'live', 'stop'> = {
  access: { staff: liveStaff },
  schema: form({ requestId, shopId: id, liveId: id }),
  async run({ requestId: request, shopId, liveId }, { now }) {
    const stopped = await promotions.update({ _id: liveId, liveShopId: shopId, type: 'live', endsAt: command.gt(now), ...notBy(request) }, { liveShopId: '', stoppedAt: now, ...by(request) });
    const live = await promotions.get(liveId);
    if (!live || live.shopId !== shopId || live.type !== 'live') return notFound(LIVE);
    if (stopped !== 1 && !wasBy(live, request)) return fail('INVALID_STATE', '这场直播已经结束');
    await tellDeals(shopId, now);
    return ok(shownOf(live, now));
  },
};

function shownOf({ _id, name, startsAt, endsAt, stoppedAt, liveGoods = [], code = '' }: PromotionDoc, now: number): ManagedLive {
  const ended = stoppedAt !== null || now >= endsAt;
  return { liveId: _id, title: name, state: ended ? 'ended' : 'running', startedAt: startsAt, endsAt: stoppedAt ?? endsAt, prices: liveGoods, code };
}
