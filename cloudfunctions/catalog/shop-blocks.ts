/** A shop's own home: blocks that its staff arranges, as the operator does for the platform's. Only what is the shop's own stands on it. */
import type { Failure, HomeBlockDraft, Reply, ShopArrangement, StaffRole } from '../../typings';
import { by, notBy, remembered, wasBy } from '../data/recent';
import { pages, shops, spus } from '../data/store';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, integer, list, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { block, MOST_BLOCKS } from './arrange';
import { filled } from './home';

const arranging: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const pageOf = (shopId: string): string => `shop:${shopId}`;

export const shopBlocks: ActionOf<'catalog', 'shopBlocks'> = {
  access: 'public',
  schema: form({ shopId: id }),
  async run({ shopId }, { openid, now }) {
    const page = await pages.get(pageOf(shopId));
    return ok({ blocks: page ? await filled(page, openid, now) : [] });
  },
};

export const shopArrangement: ActionOf<'catalog', 'shopArrangement'> = {
  access: { staff: arranging },
  schema: form({ shopId: id }),
  run: ({ shopId }) => arrangement(shopId),
};

export const saveShopBlocks: ActionOf<'catalog', 'saveShopBlocks'> = {
  access: { staff: arranging },
  schema: form({ requestId, shopId: id, version: integer(0, Number.MAX_SAFE_INTEGER), blocks: list(block, MOST_BLOCKS) }),
  async run({ requestId: request, shopId, version, blocks }) {
    const _id = pageOf(shopId);
    const [stored, shop] = await Promise.all([pages.get(_id), shops.get(shopId)]);
    if (!shop) return notFound('这个店铺');
    if (stored && wasBy(stored, request)) return arrangement(shopId);
    const strange = await strangeIn(blocks, shopId);
    if (strange) return strange;
    if ((stored?.version ?? 0) !== version) return conflict('店铺首页');
    const saved = stored
      ? (await pages.update({ _id, version, ...notBy(request) }, { blocks, version: version + 1, ...by(request) })) === 1
      : await pages.insert({ _id, blocks, version: 1, recent: remembered([], request) });
    // Whoever came in between may have been the same request.
    const present = saved ? null : await pages.get(_id);
    return saved || (present && wasBy(present, request)) ? arrangement(shopId) : conflict('店铺首页');
  },
};

/** Another shop's goods and coupons have no place here. */
async function strangeIn(blocks: readonly HomeBlockDraft[], shopId: string): Promise<Failure | null> {
  const ids = blocks.flatMap((one) => (one.type === 'feature' || one.type === 'grid' ? one.spuIds : []));
  const own = new Set((await spus.getMany(ids, { shopId: true })).filter((spu) => spu.shopId === shopId).map(({ _id }) => _id));
  for (const [i, one] of blocks.entries()) {
    const at = (path: string): string => `blocks[${i}].${path}`;
    if (one.type === 'shops') return fail('BAD_REQUEST', '店铺首页不能推荐其他店铺', { field: at('type') });
    if (one.type === 'coupons' && one.shopIds.some((each) => each !== shopId)) return fail('BAD_REQUEST', '店铺首页只能放本店的优惠券', { field: at('shopIds') });
    const other = one.type === 'feature' || one.type === 'grid' ? one.spuIds.findIndex((each) => !own.has(each)) : -1;
    if (other >= 0) return fail('BAD_REQUEST', '店铺首页只能放本店的商品，请移除后再保存', { field: at(`spuIds[${other}]`) });
  }
  return null;
}

async function arrangement(shopId: string): Promise<Reply<ShopArrangement>> {
  const page = await pages.get(pageOf(shopId));
  return ok({ blocks: page?.blocks ?? [], version: page?.version ?? 0 });
}
