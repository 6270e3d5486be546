/** Suggestions while typing, and what a list can be narrowed by. The words and categories of all are kept in memory for a minute. */
import * as v from 'valibot';
import type { FilterOptions, Suggestion } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { behind, sortOf } from '../data/paging';
import { categories, searchPages, spus } from '../data/store';
import { syllablesOf } from '../domain/pinyin';
import { squeezed } from '../domain/product-terms';
import { searchClauses } from '../domain/search-query';
import { isHan, segmentsOf } from '../domain/search-terms';
import { form, id, text } from '../kernel/schema';
import { ok } from '../kernel/reply';
import type { ActionOf } from '../kernel/serve';
import { SEARCH_PAGE, wordsOf } from './hot-words';
import { conditionsOf, orders } from './orders';

const MOST = 10;
const MOST_PRODUCTS = 6;
const FRESH = 60_000;
const JUDGED = 200;

interface Word {
  suggestion: Suggestion;
  /** The text, its pinyin, its initials: what is typed may begin any of them. */
  begins: string[];
}
interface Words {
  at: number;
  list: Word[];
  names: Map<string, string>;
}
let known: Words | null = null;

export const suggest: ActionOf<'catalog', 'suggest'> = {
  access: 'public',
  schema: form({ keyword: text(60) }),
  async run({ keyword }, { now }) {
    const typed = squeezed(keyword);
    const clauses = searchClauses(keyword);
    if (typed === '' || clauses.length === 0) return ok({ items: [] });
    const [{ list }, products] = await Promise.all([
      wordsAt(now),
      spus.find(behind(conditionsOf(clauses, {}), orders.sold, null), { limit: MOST_PRODUCTS, order: sortOf(orders.sold), fields: { title: true } }),
    ]);
    const words = list.filter(({ begins }) => begins.some((text) => text.startsWith(typed))).map(({ suggestion }) => suggestion);
    const titles = products.map(({ _id, title }): Suggestion => ({ kind: 'product', text: title, spuId: _id }));
    return ok({ items: [...words.slice(0, MOST - titles.length), ...titles] });
  },
};

async function wordsAt(now: number): Promise<Words> {
  if (known && now - known.at < FRESH) return known;
  const [all, page] = await Promise.all([
    categories.findFirst([['parentId', 'asc'], ['sort', 'asc']], 1000),
    searchPages.get(SEARCH_PAGE),
  ]);
  const list = [
    ...wordsOf(page).map((word): Word => ({ suggestion: { kind: 'word', text: word }, begins: beginningsOf(word) })),
    ...all.map(({ _id, name }): Word => ({ suggestion: { kind: 'category', text: name, categoryId: _id }, begins: beginningsOf(name) })),
  ];
  known = { at: now, list, names: new Map(all.map(({ _id, name }) => [_id, name])) };
  return known;
}

function beginningsOf(text: string): string[] {
  const parts = segmentsOf(text).map((segment) => (isHan(segment) ? syllablesOf(segment) : [segment]));
  return [squeezed(text), parts.flat().join(''), parts.flat().map((syllable) => syllable.charAt(0)).join('')];
}

export const filters: ActionOf<'catalog', 'filters'> = {
  access: 'public',
  schema: form({ categoryId: v.optional(id), shopId: v.optional(id), keyword: v.optional(text(60)) }),
  async run({ keyword = '', ...place }, { now }) {
    const clauses = searchClauses(keyword);
    if (keyword.trim() !== '' && clauses.length === 0) return ok(optionsOf([], new Map()));
    const fields = { title: true, shopId: true, shopName: true, categoryIds: true, params: true, 'skus.attrs': true, minPriceFen: true };
    const [{ names }, found] = await Promise.all([
      wordsAt(now),
      spus.find(behind(conditionsOf(clauses, place), orders.default, null), { limit: JUDGED, order: sortOf(orders.default), fields }),
    ]);
    return ok(optionsOf(found, names));
  },
};

const MOST_KEYS = 8;
const MOST_VALUES = 16;

/** What most of the products have comes first; what only one of them tells is no help. */
function optionsOf(found: SpuDoc[], names: Map<string, string>): FilterOptions {
  const leaves = counted(found.map(({ categoryIds }) => [categoryIds.at(-1) ?? '']));
  const shops = new Map(found.map(({ shopId, shopName }) => [shopId, shopName]));
  const own = found.map(({ params, skus }) => [...params, ...skus.flatMap(({ attrs }) => attrs)]);
  const keys = counted(own.map((attrs) => attrs.map(({ key }) => key)));
  const prices = found.map(({ minPriceFen }) => minPriceFen);
  return {
    categories: leaves.flatMap(([leaf]) => (names.has(leaf) ? [{ id: leaf, name: names.get(leaf)! }] : [])).slice(0, MOST_VALUES),
    shops: [...shops].map(([shopId, name]) => ({ id: shopId, name })).slice(0, MOST_VALUES),
    attrs: keys
      .filter(([, number]) => number > 1 || found.length < 3)
      .slice(0, MOST_KEYS)
      .map(([key]) => ({ key, values: counted(own.map((attrs) => attrs.filter((attr) => attr.key === key).map(({ value }) => value))).map(([value]) => value).slice(0, MOST_VALUES) })),
    priceSpan: prices.length === 0 ? null : { minFen: Math.min(...prices), maxFen: Math.max(...prices) },
  };
}

/** How many of the lists have each text, the most frequent first. */
function counted(lists: string[][]): [text: string, number: number][] {
  const numbers = new Map<string, number>();
  for (const list of lists) for (const one of new Set(list)) if (one !== '') numbers.set(one, (numbers.get(one) ?? 0) + 1);
  return [...numbers].sort((a, b) => b[1] - a[1]);
}
