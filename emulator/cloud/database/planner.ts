/** Chooses the index that answers a query with the fewest documents looked at. */
import type { Collection } from './collection';
import type { CollectionIndex, StoredRecord } from './collection-index';
import { alternativesOf, type Alternative, type Constraint } from './constraints';
import { AFTER, encodeKey, encodeRange } from './index-key';
import { MergeQueue } from './merge-queue';
import { keyOf } from './record-key';
import type { Order } from './sorting';
import type { Document } from './types';

export interface Plan {
  /** Name of the index; `_id_` for a look-up by id; null for a scan of the whole collection. */
  index: string | null;
  /** The records come in the order asked for. */
  ordered: boolean;
  /** How many index entries lie in the ranges. */
  entries: number;
  /** Every record that can match, each once. */
  records(): Iterable<StoredRecord>;
}

interface Interval {
  from: string;
  to: string;
  /** Where in these keys the leading fields end that are bound to one value. */
  ends: number[];
}
const mostIntervals = 256;

export function planQuery(collection: Collection, query: Document, order: Order = [], wanted = Infinity): Plan {
  const alternatives = alternativesOf(query);
  const byId = planById(collection, alternatives);
  if (byId) return { ...byId, ordered: order.length === 0 || byId.entries <= 1 };
  let best: Plan = {
    index: null,
    ordered: order.length === 0,
    entries: collection.records.size,
    records: () => collection.records.values(),
  };
  let bestCost = cost(best, wanted, false);
  for (const index of collection.indexesFor(order, alternatives)) {
    if (!mayServe(index, alternatives, order)) continue;
    if (!index.built) index.build(collection.records);
    const plan = planIndex(index, alternatives, order);
    if (!plan) continue;
    const planCost = cost(plan, wanted, plan.covered);
    if (planCost < bestCost) [best, bestCost] = [plan, planCost];
  }
  return best;
}

/** Estimated number of documents looked at, sorting included. */
function cost(plan: Plan, wanted: number, covered: boolean): number {
  if (!plan.ordered) return plan.entries * 1.2 + 1;
  // Conditions that the index does not cover skip some documents: take it that one in ten matches.
  return Math.min(plan.entries, covered ? wanted : wanted * 10) + plan.entries / 1000;
}

function planById(collection: Collection, alternatives: Alternative[]): Omit<Plan, 'ordered'> | null {
  const keys = new Set<string>();
  for (const alternative of alternatives) {
    const points = alternative.get('_id')?.find((constraint) => constraint.kind === 'points');
    if (!points) return null;
    for (const value of points.values) keys.add(keyOf(value));
  }
  return {
    index: '_id_',
    entries: keys.size,
    *records() {
      for (const key of keys) {
        const record = collection.records.get(key);
        if (record) yield record;
      }
    },
  };
}

/** By its fields alone. */
function mayServe(index: CollectionIndex, alternatives: Alternative[], order: Order): boolean {
  const first = index.declaration.keys[0]![0];
  return index.usable && (order[0]?.[0] === first || alternatives.every((alternative) => alternative.has(first)));
}

function planIndex(index: CollectionIndex, alternatives: Alternative[], order: Order): (Plan & { covered: boolean }) | null {
  const bounds = alternatives.map((alternative) => boundsOf(index, alternative));
  const bounded = bounds.every(({ used }) => used > 0);
  const fit = order.length === 0 ? { direction: 1 as const, depth: 0 } : orderFit(index, bounds, order);
  if (!bounded && (!fit || order.length === 0)) return null;
  const intervals = bounded ? bounds.flatMap((bound) => bound.intervals) : [{ from: '', to: AFTER, ends: [] }];
  const groups = groupsOf(intervals, fit?.depth ?? 0);
  const reverse = fit?.direction === -1;
  const manyKeys = index.arrays.some((count) => count > 0);
  return {
    index: index.name,
    ordered: fit !== null,
    covered: bounds.every(({ used }, i) => used >= alternatives[i]!.size),
    entries: groups.flatMap(({ intervals: parts }) => parts).reduce((sum, { from, to }) => sum + index.entries.count(from, to), 0),
    *records() {
      const seen = new Set<StoredRecord>();
      const records = groups.length === 1 ? inOrder(index, groups[0]!, reverse) : merged(index, groups, reverse);
      for (const record of records) {
        if (manyKeys) {
          if (seen.has(record)) continue;
          seen.add(record);
        }
        yield record;
      }
    },
  };
}

/** Ranges of the index that share the first `length` characters of their keys; sorted, without overlaps. */
interface Group {
  length: number;
  intervals: Interval[];
}
/** By the values of the first fields, `depth` of them: within a group the index is in the order of the fields after these. */
function groupsOf(intervals: Interval[], depth: number): Group[] {
  if (depth === 0) return [{ length: 0, intervals: united(intervals) }];
  const groups = new Map<string, Interval[]>();
  for (const interval of intervals) {
    const prefix = interval.from.slice(0, interval.ends[depth - 1]);
    const known = groups.get(prefix);
    if (known) known.push(interval);
    else groups.set(prefix, [interval]);
  }
  return [...groups].map(([prefix, parts]) => ({ length: prefix.length, intervals: united(parts) }));
}

function* inOrder(index: CollectionIndex, { intervals }: Group, reverse: boolean): Generator<StoredRecord> {
  for (const { from, to } of reverse ? intervals.toReversed() : intervals) yield* index.entries.range(from, to, reverse);
}

/** The groups read side by side, always going on with the one whose next key comes first. */
function* merged(index: CollectionIndex, groups: Group[], reverse: boolean): Generator<StoredRecord> {
  function* keysOf({ length, intervals }: Group): Generator<[key: string, record: StoredRecord]> {
    for (const { from, to } of reverse ? intervals.toReversed() : intervals) {
      for (const [key, record] of index.entries.entries(from, to, reverse)) yield [key.slice(length), record];
    }
  }
  const queue = new MergeQueue<StoredRecord>(reverse);
  for (const group of groups) queue.add(keysOf(group));
  for (let record = queue.next(); record; record = queue.next()) yield record;
}

interface Bounds {
  intervals: Interval[];
  /** Leading fields of the index that the bounds use. */
  used: number;
  /** Of these, the leading ones that are bound to values, and not to a range of them. */
  points: number;
  /** Of these, the leading ones that are bound to a single value, by their encoded form. */
  fixed: string[];
}

/** The ranges of the index in which the documents of one alternative lie. */
function boundsOf(index: CollectionIndex, alternative: Alternative): Bounds {
  let prefixes: { key: string; ends: number[] }[] = [{ key: '', ends: [] }];
  const fixed: string[] = [];
  const arrayRoots = new Set<string>();
  let used = 0;
  for (const [i, [field, direction]] of index.declaration.keys.entries()) {
    const holdsArrays = index.arrays[i]! > 0;
    const root = index.roots[i]!;
    // Two conditions under one array may be met by different elements, of which no single key tells.
    if (holdsArrays && arrayRoots.has(root)) break;
    const constraint = strictest(alternative.get(field) ?? [], holdsArrays);
    if (!constraint) break;
    if (holdsArrays) arrayRoots.add(root);
    if (constraint.kind === 'range') {
      const [from, to] = encodeRange(constraint.range, direction);
      return { intervals: prefixes.map(({ key, ends }) => ({ from: key + from, to: key + to, ends })), used: used + 1, points: used, fixed };
    }
    const points = [...new Set(constraint.values.map((value) => encodeKey(value, direction)))];
    if (prefixes.length * points.length > mostIntervals) break;
    if (points.length === 1 && fixed.length === used) fixed.push(points[0]!);
    prefixes = prefixes.flatMap(({ key, ends }) => points.map((point) => ({ key: key + point, ends: [...ends, key.length + point.length] })));
    used++;
  }
  return { intervals: prefixes.map(({ key, ends }) => ({ from: key, to: key + AFTER, ends })), used, points: used, fixed };
}

/** One constraint that stands for the field; of an array each may be met by another element, so only one of them holds. */
function strictest(constraints: Constraint[], holdsArrays: boolean): Constraint | null {
  let points: (Constraint & { kind: 'points' }) | null = null;
  let range: (Constraint & { kind: 'range' }) | null = null;
  for (const constraint of constraints) {
    if (constraint.kind === 'points') {
      if (!points || constraint.values.length < points.values.length) points = constraint;
    } else if (!range) range = constraint;
    else if (!holdsArrays && constraint.range.place === range.range.place) {
      range = { kind: 'range', range: narrowed(range, constraint) };
    }
  }
  return points ?? range;
}
function narrowed(a: Constraint & { kind: 'range' }, b: Constraint & { kind: 'range' }): (Constraint & { kind: 'range' })['range'] {
  const later = (x: string, y: string): boolean => x > y;
  const text = (edge: { value: unknown; inclusive: boolean }, after: boolean): string => encodeKey(edge.value, 1) + (after ? AFTER : '');
  let { low, high } = a.range;
  if (b.range.low && (!low || later(text(b.range.low, !b.range.low.inclusive), text(low, !low.inclusive)))) low = b.range.low;
  if (b.range.high && (!high || later(text(high, high.inclusive), text(b.range.high, b.range.high.inclusive)))) high = b.range.high;
  return { place: a.range.place, low, high };
}

/** Sorted, without overlaps. */
function united(intervals: Interval[]): Interval[] {
  if (intervals.length === 1) return intervals;
  intervals.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const result: Interval[] = [];
  for (const interval of intervals) {
    const last = result.at(-1);
    if (last && interval.from <= last.to) {
      if (interval.to > last.to) last.to = interval.to;
    } else result.push({ ...interval });
  }
  return result;
}

/** How an index gives an order; null: it does not. */
interface Fit {
  direction: 1 | -1;
  /** The order begins behind so many leading fields. If these have several values, the ranges of these have to be merged; 0: nothing has. */
  depth: number;
}
function orderFit(index: CollectionIndex, bounds: Bounds[], order: Order): Fit | null {
  const keys = index.declaration.keys;
  const first = bounds[0]!;
  let constant = 0;
  while (constant < first.fixed.length && bounds.every(({ fixed }) => fixed[constant] === first.fixed[constant])) constant++;
  const constants = new Set(keys.slice(0, constant).filter((_, i) => index.arrays[i] === 0).map(([field]) => field));
  const wanted = order.filter(([field]) => !constants.has(field));
  if (wanted.length === 0) return { direction: 1, depth: 0 };
  const most = Math.min(...bounds.map(({ points }) => points));
  for (let depth = constant; depth <= most; depth++) {
    const direction = directionFrom(index, depth, wanted);
    if (direction !== 0) return { direction, depth: depth === constant ? 0 : depth };
  }
  return null;
}

/** 1 or -1: the index's fields from one on, read forwards or backwards, give the order; 0: they do not. */
function directionFrom(index: CollectionIndex, start: number, wanted: Order): 1 | -1 | 0 {
  const given = index.declaration.keys.slice(start);
  const direction = wanted[0]![1] === given[0]?.[1] ? 1 : -1;
  for (const [i, [field, way]] of wanted.entries()) {
    const key = given[i];
    if (!key || key[0] !== field || key[1] * direction !== way || index.arrays[start + i]! > 0) return 0;
    // All that follows a field that tells every document apart is settled.
    if (field === '_id') break;
  }
  return direction;
}
