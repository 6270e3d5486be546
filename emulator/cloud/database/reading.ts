/** Finds documents: by the planner's choice of index, tested, sorted, cut and projected. */
import type { Collection } from './collection';
import type { StoredRecord } from './collection-index';
import { documentExpression } from './expressions';
import { breakRule } from './failures';
import { nearDistance } from './geo';
import { compileQuery, type DocumentTest } from './matcher';
import { segmentsOf, valueAt } from './paths';
import { planQuery, type Plan } from './planner';
import { directionsOf, sortItems, sortKeyOf, type Order } from './sorting';
import type { Document } from './types';

/** Counts what an operation looks at, and hears of scans of whole collections. */
export interface Meter {
  examined: number;
  scanned?(collection: Collection, query: Document, order: Order, examined: number): void;
}
export interface Selection {
  query: Document;
  order?: Order;
  offset?: number;
  limit?: number;
}

export function testFor(query: Document): DocumentTest {
  return compileQuery(query, documentExpression);
}

/** The committed documents that match, as records. */
export function selectRecords(collection: Collection, selection: Selection, meter: Meter): StoredRecord[] {
  const { query, order = [], offset = 0, limit = Infinity } = selection;
  const test = testFor(query);
  const near = order.length === 0 ? nearDistance(query) : null;
  const plan = planQuery(collection, query, order, offset + limit);
  const streams = plan.ordered && !near;
  const found: StoredRecord[] = [];
  const enough = streams ? offset + limit : Infinity;
  const before = meter.examined;
  if (enough > 0) {
    for (const record of plan.records()) {
      if (!record.document) continue;
      meter.examined++;
      if (!test(record.document)) continue;
      found.push(record);
      if (found.length >= enough) break;
    }
  }
  report(collection, selection, plan, meter, before);
  if (near) sortItems(found, (record) => [near((path) => valueAt(record.document!, path))], [1]);
  else if (!plan.ordered) {
    const keyOf = sortKeyOf(order);
    sortItems(found, (record) => keyOf(record.document!), directionsOf(order));
  }
  return offset === 0 && found.length <= limit ? found : found.slice(offset, offset + limit);
}

/** How many match; nothing is looked at when the query is empty. */
export function countRecords(collection: Collection, query: Document, meter: Meter): number {
  if (Object.keys(query).length === 0) return collection.size;
  return selectRecords(collection, { query }, meter).length;
}

function report(collection: Collection, { query, order = [] }: Selection, plan: Plan, meter: Meter, before: number): void {
  if (plan.index === null) meter.scanned?.(collection, query, order, meter.examined - before);
}

/** MongoDB refuses to sort by a path that is none. */
export function checkOrder(order: Order): void {
  for (const [path] of order) {
    segmentsOf(path);
    if (path.startsWith('$')) breakRule(`FieldPath field names may not start with '$': ${path}`);
  }
}
