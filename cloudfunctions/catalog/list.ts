/** Product lists and search: at most two database operations each. */
import * as v from 'valibot';
import type { FoundPage, ListFilter, PageRequest } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { DEFAULT_LIMIT, mapPage } from '../data/paging';
import { searchClauses } from '../domain/search-query';
import { ok } from '../kernel/reply';
import { choice, fenSum, flag, form, id, list as listOf, paging, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { availableOf, cardAt } from '../processes/cards';
import { conditionsOf, orders } from './orders';
import { noteSearch } from './hot-words';
import { scan, type Keep } from './scan';
import { searchPage, similarOnes } from './search';

const sorts = ['default', 'sold', 'priceAsc', 'priceDesc', 'newest'] as const;

export const list: ActionOf<'catalog', 'list'> = {
  access: 'public',
  schema: form({
    limit: paging.limit,
    cursor: v.optional(v.pipe(v.string('应为上一页给出的游标'), v.maxLength(500, '应为上一页给出的游标'))),
    categoryId: v.optional(id),
    shopId: v.optional(id),
    keyword: v.optional(text(60)),
    sort: v.optional(choice(sorts)),
    minPriceFen: v.optional(fenSum),
    maxPriceFen: v.optional(fenSum),
    inStock: v.optional(flag),
    attrs: v.optional(listOf(form({ key: text(100, 1), value: text(100, 1) }), 5)),
  }),
  async run(request, { openid, now }) {
    const { operations, ...page } = await findCards(request, now);
    const begins = request.cursor === undefined && request.shopId === undefined && !page.similar && page.items.length > 0;
    if (begins && operations < 2 && request.keyword) await noteSearch(request.keyword, openid, now);
    return ok(page);
  },
};

type Found = FoundPage & { operations: number };

export async function findCards({ limit = DEFAULT_LIMIT, cursor, ...filter }: PageRequest & ListFilter, now: number): Promise<Found> {
  const { keyword = '', sort = 'default', minPriceFen, maxPriceFen } = filter;
  const clauses = searchClauses(keyword);
  // Nothing that could be searched for: nothing is found, rather than everything.
  if (keyword.trim() !== '' && clauses.length === 0) return { items: [], nextCursor: null, operations: 0 };
  const byPrice = orders[sort].field === 'minPriceFen';
  const keep = keepOf(filter, byPrice);
  const order = byPrice ? { ...orders[sort], span: { from: minPriceFen, to: maxPriceFen } } : orders[sort];
  const found =
    clauses.length > 0 && sort === 'default'
      ? await searchPage(keyword, clauses, filter, limit, cursor, keep)
      : await scan(conditionsOf(clauses, filter), order, limit, cursor, keep);
  const answered = found.items.length > 0 || found.nextCursor !== null || cursor !== undefined;
  if (answered || clauses.length === 0 || found.operations > 1) return { ...mapPage(found, cardAt(now)), operations: found.operations };
  const near = await similarOnes(keyword, filter, limit, keepOf(filter, false));
  const ordered = sort === 'default' ? near : near.sort((a, b) => (order.direction === 'asc' ? 1 : -1) * (numberOf(a, order.field) - numberOf(b, order.field)));
  return { items: ordered.map(cardAt(now)), nextCursor: null, ...(near.length > 0 ? { similar: true } : {}), operations: 2 };
}

/** What no index serves; a price does where it is the order. */
function keepOf({ minPriceFen = 0, maxPriceFen = Infinity, inStock = false }: ListFilter, byPrice: boolean): Keep | null {
  const prices = !byPrice && (minPriceFen > 0 || maxPriceFen < Infinity);
  if (!prices && !inStock) return null;
  return (spu: SpuDoc) => (!prices || (spu.minPriceFen >= minPriceFen && spu.minPriceFen <= maxPriceFen)) && (!inStock || availableOf(spu) > 0);
}

function numberOf(spu: SpuDoc, field: string): number {
  return (spu as unknown as Record<string, number>)[field] ?? 0;
}
