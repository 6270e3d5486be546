/** What a user has looked at, each product once, the newest first. */
import * as v from 'valibot';
import type { FootprintsDoc } from '../data/find-documents';
import { changeOwned } from '../data/owned';
import { footprints as collection, spus } from '../data/store';
import { notFound, ok } from '../kernel/reply';
import { form, id, list, paging, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { likes } from './favorites';
import { cardsOf, inOrder, isShown } from './kept';

const MOST = 100;

function noFootprints(openid: string): FootprintsDoc {
  return { _id: openid, items: [], recent: [], updatedAt: 0 };
}

export const footprints: ActionOf<'user', 'footprints'> = {
  access: 'shopper',
  schema: form(paging),
  async run(request, { openid, now }) {
    const { items } = (await collection.get(openid)) ?? noFootprints(openid);
    return ok(await cardsOf(items, request, now, (card, { at }, listed) => ({ ...card, seenAt: at, listed })));
  },
};

export const visit: ActionOf<'user', 'visit'> = {
  access: 'shopper',
  schema: form({ requestId, spuId: id }),
  async run({ requestId: request, spuId }, { openid, now }) {
    const spu = await spus.get(spuId, { status: true });
    if (!spu || !isShown(spu)) return notFound('这件商品');
    const [saved, favorite] = await Promise.all([
      changeOwned(collection, noFootprints(openid), request, now, ({ items }) => ok({ items: inOrder([{ spuId, at: now }, ...items.filter((item) => item.spuId !== spuId)]).slice(0, MOST) })),
      likes(openid, spuId),
    ]);
    return saved.ok ? ok({ favorite }) : saved;
  },
};

export const forgetFootprints: ActionOf<'user', 'forgetFootprints'> = {
  access: 'shopper',
  schema: form({ requestId, spuIds: v.optional(list(id, MOST, 1)) }),
  async run({ requestId: request, spuIds }, { openid, now }) {
    const saved = await changeOwned(collection, noFootprints(openid), request, now, ({ items }) => ok({ items: spuIds ? items.filter(({ spuId }) => !spuIds.includes(spuId)) : [] }));
    return saved.ok ? ok({ count: saved.data.items.length }) : saved;
  },
};
