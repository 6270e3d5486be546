/** What a user likes, with the price that it had. */
import type { FavoritesDoc } from '../data/find-documents';
import { changeOwned } from '../data/owned';
import { favorites as collection, footprints, spus } from '../data/store';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, list, paging, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { cardsOf, inOrder, isShown } from './kept';

const MOST = 300;
const MOST_AT_ONCE = 100;

export function noFavorites(openid: string): FavoritesDoc {
  return { _id: openid, items: [], recent: [], updatedAt: 0 };
}

export const favorites: ActionOf<'user', 'favorites'> = {
  access: 'shopper',
  schema: form(paging),
  async run(request, { openid, now }) {
    const { items } = (await collection.get(openid)) ?? noFavorites(openid);
    return ok(await cardsOf(items, request, now, (card, { priceFen, at }, listed) => ({ ...card, addedPriceFen: priceFen, addedAt: at, listed })));
  },
};

export const isFavorite: ActionOf<'user', 'isFavorite'> = {
  access: 'shopper',
  schema: form({ spuId: id }),
  run: async ({ spuId }, { openid }) => ok({ favorite: await likes(openid, spuId) }),
};

export async function likes(openid: string, spuId: string): Promise<boolean> {
  return (await collection.get(openid))?.items.some((item) => item.spuId === spuId) ?? false;
}

export const setFavorite: ActionOf<'user', 'setFavorite'> = {
  access: 'shopper',
  schema: form({ requestId, spuIds: list(id, MOST_AT_ONCE, 1), favorite: flag }),
  async run({ requestId: request, spuIds, favorite }, { openid, now }) {
    const wanted = [...new Set(spuIds)];
    const products = favorite ? (await spus.getMany(wanted, { status: true, minPriceFen: true })).filter(isShown) : [];
    if (favorite && products.length < wanted.length) return notFound('这件商品');
    const saved = await changeOwned(collection, noFavorites(openid), request, now, ({ items }) => {
      if (!favorite) return ok({ items: items.filter(({ spuId }) => !wanted.includes(spuId)) });
      const fresh = products.filter(({ _id }) => !items.some(({ spuId }) => spuId === _id));
      if (items.length + fresh.length > MOST) return fail('LIMIT_EXCEEDED', `最多收藏 ${MOST} 件商品，请先取消一些`);
      return ok({ items: inOrder([...fresh.map(({ _id, minPriceFen }) => ({ spuId: _id, priceFen: minPriceFen, at: now })), ...items]) });
    });
    return saved.ok ? ok({ count: saved.data.items.length }) : saved;
  },
};

export const keptCounts: ActionOf<'user', 'keptCounts'> = {
  access: 'shopper',
  schema: form({}),
  async run(_request, { openid }) {
    const [liked, seen] = await Promise.all([collection.get(openid), footprints.get(openid)]);
    return ok({ favorites: liked?.items.length ?? 0, footprints: seen?.items.length ?? 0 });
  },
};
