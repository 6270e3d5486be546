/** The orders of product lists, and the conditions that the terms of products serve. */
import type { ListFilter, SpuSort } from '../../typings';
import { command, type Where } from '../data/client';
import type { KeysetOrder } from '../data/paging';
import { attributeMark, placeMark } from '../domain/product-terms';
import type { Clause } from '../domain/search-query';

export const orders: Record<SpuSort, KeysetOrder> = {
  default: { field: 'rank', direction: 'desc' },
  sold: { field: 'sold', direction: 'desc' },
  priceAsc: { field: 'minPriceFen', direction: 'asc' },
  // The index of priceAsc read backwards.
  priceDesc: { field: 'minPriceFen', direction: 'desc', idDirection: 'desc' },
  newest: { field: 'createdAt', direction: 'desc' },
};

/** Each clause with the marks of the filter; none: everything that is on the shelf. */
export function conditionsOf(clauses: readonly Clause[], { categoryId, shopId, attrs = [] }: ListFilter): Where[] {
  const place = categoryId === undefined && shopId === undefined ? [] : [placeMark({ categoryId, shopId })];
  const marks = [...attrs.map(attributeMark), ...place];
  return (clauses.length === 0 ? [[]] : clauses).map((clause): Where => {
    const terms = [...clause, ...marks];
    if (terms.length === 0) return { status: 5 };
    return { terms: terms.length === 1 ? terms[0]! : command.all(terms), status: 5 };
  });
}
