/**
 * Search by relevance. The best hundred of the shop's own order are put in the order of relevance, then the next hundred: a cursor names the
 * hundred by where it begins, and the place in it by score. Titles that are exactly what was typed come first of all, wherever they stand.
 */
import type { ListFilter } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { BadCursor, behind, positionOf, sortOf, type Position } from '../data/paging';
import { spus } from '../data/store';
import { titleMark } from '../domain/product-terms';
import { EXACT, relevance } from '../domain/relevance';
import { looseClauses, type Clause } from '../domain/search-query';
import { cardFields } from '../processes/cards';
import { conditionsOf, orders } from './orders';
import type { Keep, Scanned } from './scan';

export const WINDOW = 100;
const MOST_EXACT = 200;

interface Place {
  /** Where the window begins; null: at the first product. */
  start: Position | null;
  /** Behind which score, rank and id; null: at the window's first. */
  after: [score: number, rank: number, id: string] | null;
}
interface Scored {
  score: number;
  spu: SpuDoc;
}

export async function searchPage(keyword: string, clauses: Clause[], filter: ListFilter, limit: number, cursor: string | undefined, keep: Keep | null): Promise<Scanned> {
  const { start, after } = cursor === undefined ? { start: null, after: null } : placeAt(cursor);
  const window = await spus.find(behind(conditionsOf(clauses, filter), orders.default, start), { limit: WINDOW, order: sortOf(orders.default), fields: cardFields });
  const full = window.length === WINDOW;
  // Once all of them have been shown there is no need to know them.
  const asksExact = full && start === null && (after === null || after[0] === EXACT);
  const onlyExact = asksExact ? await exactOnes(keyword, filter) : [];
  // Behind the first window an exact title has been shown already.
  const scored = scoredBy(keyword, merged(onlyExact, window)).filter(({ score, spu }) => (start === null || score < EXACT) && (!keep || keep(spu)));
  const rest = after ? scored.filter((one) => isBehind(one, after)) : scored;
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next: Place | null =
    rest.length > limit && last ? { start, after: keyOf(last) } : full ? { start: positionOf(window.at(-1)!, orders.default), after: null } : null;
  return { items: items.map(({ spu }) => spu), nextCursor: next && encode(next), operations: asksExact ? 2 : 1 };
}

/** What comes close to a keyword that nothing answers: one page of the best. */
export async function similarOnes(keyword: string, filter: ListFilter, limit: number, keep: Keep | null): Promise<SpuDoc[]> {
  const clauses = looseClauses(keyword);
  if (clauses.length === 0) return [];
  const window = await spus.find(behind(conditionsOf(clauses, filter), orders.default, null), { limit: WINDOW, order: sortOf(orders.default), fields: cardFields });
  return scoredBy(keyword, keep ? window.filter(keep) : window)
    .slice(0, limit)
    .map(({ spu }) => spu);
}

function exactOnes(keyword: string, filter: ListFilter): Promise<SpuDoc[]> {
  return spus.find(behind(conditionsOf([[titleMark(keyword)]], filter), orders.default, null), { limit: MOST_EXACT, order: sortOf(orders.default), fields: cardFields });
}

function merged(first: SpuDoc[], second: SpuDoc[]): SpuDoc[] {
  return [...new Map([...first, ...second].map((spu) => [spu._id, spu])).values()];
}

function scoredBy(keyword: string, found: SpuDoc[]): Scored[] {
  return found.map((spu) => ({ score: relevance(keyword, spu), spu })).sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function keyOf({ score, spu }: Scored): [number, number, string] {
  return [score, spu.rank, spu._id];
}

/** Higher scores first, then higher ranks, then ids. */
function compare(a: readonly [number, number, string], b: readonly [number, number, string]): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

function isBehind(one: Scored, after: [number, number, string]): boolean {
  return compare(keyOf(one), after) > 0;
}

function encode({ start, after }: Place): string {
  return Buffer.from(JSON.stringify([start && [start.value, start.id], after])).toString('base64url');
}

function placeAt(cursor: string): Place {
  try {
    const [start, after, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const from = start === null ? null : isList(start, ['number', 'string']) ? { value: start[0] as number, id: start[1] as string } : undefined;
    const behindWhat = after === null ? null : isList(after, ['number', 'number', 'string']) ? (after as [number, number, string]) : undefined;
    if (from === undefined || behindWhat === undefined || rest.length > 0) throw new BadCursor();
    return { start: from, after: behindWhat };
  } catch {
    throw new BadCursor();
  }
}

function isList(value: unknown, types: readonly string[]): value is unknown[] {
  return Array.isArray(value) && value.length === types.length && value.every((one: unknown, i) => typeof one === types[i]);
}
