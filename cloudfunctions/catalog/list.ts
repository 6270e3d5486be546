/** Product lists: every filter in every order is one query on a declared index. */
import * as v from 'valibot';
import type { ActionRequest, Page, SpuCard, SpuSort } from '../../typings';
import { command, type Where } from '../data/client';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { spus } from '../data/store';
import { queryTerms } from '../domain/search-terms';
import { ok } from '../kernel/reply';
import { choice, form, id, paging, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { cardFields, cardOf } from './cards';

type ListRequest = ActionRequest<'catalog', 'list'>;

const sorts = ['default', 'sold', 'priceAsc', 'priceDesc', 'newest'] as const;
const orders: Record<SpuSort, KeysetOrder> = {
  default: { field: 'rank', direction: 'desc' },
  sold: { field: 'sold', direction: 'desc' },
  priceAsc: { field: 'minPriceFen', direction: 'asc' },
  // The index of priceAsc read backwards.
  priceDesc: { field: 'minPriceFen', direction: 'desc', idDirection: 'desc' },
  newest: { field: 'createdAt', direction: 'desc' },
};

export const list: ActionOf<'catalog', 'list'> = {
  access: 'public',
  schema: form({
    ...paging,
    categoryId: v.optional(id),
    shopId: v.optional(id),
    keyword: v.optional(text(60)),
    sort: v.optional(choice(sorts)),
  }),
  async run(request) {
    return ok(await findCards(request));
  },
};

export async function findCards({ categoryId, shopId, keyword = '', sort = 'default', ...page }: ListRequest): Promise<Page<SpuCard>> {
  const terms = queryTerms(keyword);
  // Nothing that could be searched for: nothing is found, rather than everything.
  if (keyword.trim() !== '' && terms.length === 0) return { items: [], nextCursor: null };
  const where: Where = { status: 5 };
  if (categoryId !== undefined) where.categoryIds = categoryId;
  if (shopId !== undefined) where.shopId = shopId;
  if (terms.length > 0) where.terms = command.all(terms);
  return mapPage(await findPage(spus, where, orders[sort], page, cardFields), cardOf);
}
