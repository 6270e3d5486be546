/**
 * A shopper comes in from a live room. WeChat tells the mini program only with which scene it was opened, and nobody can check that; so the pages
 * that a live room opens carry the code of the session, which only the server gives out. A scene alone is believed where the shop is live.
 */
import * as v from 'valibot';
import type { LiveRoom } from '../../typings';
import { customerId, ensureCustomer } from '../data/customers';
import { command } from '../data/client';
import type { PromotionDoc } from '../data/documents';
import { customers, promotions, shops, spus } from '../data/store';
import { isRunning } from '../domain/promotions';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, integer } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { availableOf, cardFields } from '../processes/cards';

/** 1176 the host in the live room, 1177 a product of it, 1184 a link of Channels. */
const LIVE_SCENES: readonly number[] = [1176, 1177, 1184];
const LIVE = '这场直播';

export const enter: ActionOf<'live', 'enter'> = {
  access: 'shopper',
  schema: form({ shopId: v.optional(id), code: v.optional(id), scene: v.optional(integer(0, 10_000)) }),
  async run({ shopId, code, scene }, { openid, now }) {
    const fromRoom = scene !== undefined && LIVE_SCENES.includes(scene) && shopId !== undefined;
    if (code === undefined && !fromRoom) return fail('FORBIDDEN', '请从直播间进入，才能享受直播价');
    const live = code === undefined ? await runningOf(shopId!, now) : await byCode(code, now);
    if (!live || (shopId !== undefined && live.shopId !== shopId)) return notFound(LIVE);
    const _id = customerId(live.shopId, openid);
    const change = { live: { liveId: live._id, at: now } };
    if ((await customers.update({ _id }, change)) === 0) {
      await ensureCustomer(live.shopId, openid, now);
      await customers.update({ _id }, change);
    }
    return ok(await roomOf(live));
  },
};

async function byCode(code: string, now: number): Promise<PromotionDoc | null> {
  const [live] = await promotions.find({ code }, { limit: 1 });
  return live && live.liveShopId !== '' && isRunning(live, now) ? live : null;
}

async function runningOf(shopId: string, now: number): Promise<PromotionDoc | null> {
  const running = await promotions.find({ liveShopId: shopId, endsAt: command.gt(now) }, { limit: 100 });
  return running.find((one) => one.type === 'live' && isRunning(one, now)) ?? null;
}

/** Its products that are on the shelf, each with the lowest of its live prices. */
async function roomOf({ _id: liveId, shopId, name, endsAt, liveGoods = [] }: PromotionDoc): Promise<LiveRoom> {
  const ids = [...new Set(liveGoods.map(({ spuId }) => spuId))];
  const [shop, found] = await Promise.all([shops.get(shopId), spus.getMany(ids, cardFields)]);
  const goods = ids.flatMap((spuId): LiveRoom['goods'] => {
    const spu = found.find((one) => one._id === spuId && one.status === 5);
    if (!spu) return [];
    const cheapest = liveGoods.filter((one) => one.spuId === spuId).reduce((a, b) => (b.priceFen < a.priceFen ? b : a));
    const { title, headImages } = spu;
    const sku = spu.skus.find(({ skuId }) => skuId === cheapest.skuId);
    return [{ spuId, title, image: headImages[0] ?? '', priceFen: cheapest.priceFen, ordinaryFen: sku?.priceFen ?? cheapest.ordinaryFen, soldOut: availableOf(spu) === 0 }];
  });
  return { liveId, shopId, shopName: shop?.name ?? '', title: name, endsAt, goods };
}
