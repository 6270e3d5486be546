/** Sorting as MongoDB sorts: several keys, BSON's order, arrays by their smallest or largest element. */
import { segmentsOf, someValue } from './paths';
import type { Document, Value } from './types';
import { compareValues, emptyArray } from './values';

export type Order = [path: string, direction: 1 | -1][];

/** Sorts in place, stably. */
export function sortItems<T>(items: T[], valuesOf: (item: T) => Value[], directions: number[]): T[] {
  const rows = items.map((item) => ({ item, values: valuesOf(item) }));
  rows.sort((a, b) => {
    for (let i = 0; i < directions.length; i++) {
      const order = compareValues(a.values[i], b.values[i]);
      if (order !== 0) return order * directions[i]!;
    }
    return 0;
  });
  rows.forEach(({ item }, i) => (items[i] = item));
  return items;
}

/** The values by which a document is sorted. */
export function sortKeyOf(order: Order): (document: Document) => Value[] {
  const keys = order.map(([path, direction]) => ({ segments: segmentsOf(path), direction }));
  return (document) => keys.map(({ segments, direction }) => sortValue(document, segments, direction));
}
export const directionsOf = (order: Order): number[] => order.map(([, direction]) => direction);

export function sortDocuments(documents: Document[], order: Order): Document[] {
  return sortItems(documents, sortKeyOf(order), directionsOf(order));
}

/** Of an array its smallest element when ascending, its largest when descending; an empty array ranks below null. */
function sortValue(document: Document, segments: string[], direction: 1 | -1): Value {
  if (segments.length === 1) {
    const value = document[segments[0]!];
    if (!Array.isArray(value)) return value;
  }
  let best: Value;
  let any = false;
  someValue(document, segments, true, (value) => {
    // A filled array is seen by its elements.
    if (Array.isArray(value) && value.length > 0) return false;
    const seen: Value = Array.isArray(value) ? emptyArray : value;
    if (!any || compareValues(seen, best) * direction < 0) best = seen;
    any = true;
    return false;
  });
  return best;
}
