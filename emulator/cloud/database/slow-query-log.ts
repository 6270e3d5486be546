/** Tells of queries that looked at many documents because no index served them, with the index that would. */
import type { Log } from '../../contracts';
import type { Collection } from './collection';
import { alternativesOf } from './constraints';
import type { Order } from './sorting';
import type { Document } from './types';

/** Scans of fewer documents are no matter. */
const slowFrom = 1000;
/** ms in which a query of one shape is told of once. */
const quietFor = 10_000;

export class SlowQueryLog {
  private readonly told = new Map<string, number>();
  constructor(private readonly log: Log) {}

  /** True if the scan was a slow one. */
  report(action: string, collection: Collection, query: Document, order: Order, examined: number): boolean {
    if (examined <= slowFrom) return false;
    const index = helpfulIndex(query, order);
    const shape = `${collection.name} ${JSON.stringify(index)} ${Object.keys(query).join()}`;
    const now = Date.now();
    if (now - (this.told.get(shape) ?? -Infinity) < quietFor) return true;
    this.told.set(shape, now);
    const fields = Object.keys(query).join(', ') || 'nothing';
    const mend =
      index.length > 0
        ? `an index ${JSON.stringify(Object.fromEntries(index))} would serve it`
        : 'no index can serve it: ask for less, or ask by a field';
    this.log({
      level: 'warn',
      from: 'cloud',
      text: `Slow query: ${action} on ${collection.name} by ${fields} looked at ${examined} documents; ${mend}.`,
    });
    return true;
  }
}

/** Fields asked for by value, then the order, then the ranges. */
export function helpfulIndex(query: Document, order: Order): Order {
  const [first, ...others] = alternativesOf(query);
  const inAll = [...(first ?? new Map())].filter(([field]) => others.every((alternative) => alternative.has(field as string)));
  const points = inAll.filter(([, constraints]) => constraints.some(({ kind }: { kind: string }) => kind === 'points'));
  const ranges = inAll.filter((entry) => !points.includes(entry));
  const index: Order = points.map(([field]) => [field as string, 1]);
  const names = new Set(index.map(([field]) => field));
  for (const [field, direction] of [...order, ...ranges.map(([name]): [string, 1] => [name as string, 1])]) {
    if (!names.has(field)) index.push([field, direction]);
    names.add(field);
  }
  return index;
}
