/** Keyset pages: the next one starts behind the last document, however many were added or removed in between. */
import type { Page, PageRequest } from '../../typings';
import { anyOf, command, type Where } from './client';
import type { Collection, Fields, Order } from './collection';

export const DEFAULT_LIMIT = 20;

/** The list's order: one number, then `_id` (ascending unless told), so that no two documents share a place. */
export interface KeysetOrder {
  field: string;
  direction: 'asc' | 'desc';
  idDirection?: 'asc' | 'desc';
  /** Only values between these, both included. */
  span?: { from?: number; to?: number };
}
export interface Position {
  value: number;
  id: string;
}

export function encodeCursor({ value, id }: Position): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** null: not a cursor that we gave out. */
export function decodeCursor(cursor: string): Position | null {
  try {
    const [value, id, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof value !== 'number' || !Number.isFinite(value) || typeof id !== 'string' || id.length > 64 || rest.length > 0) return null;
    return { value, id };
  } catch {
    return null;
  }
}

/** Thrown for a cursor that we never gave out; serve() answers BAD_REQUEST. */
export class BadCursor extends Error {
  override name = 'BadCursor';
}

/** One query, one page. `where` must be a prefix of an index that goes on with the order's field and `_id`. */
export async function findPage<T extends { _id: string }>(
  collection: Collection<T>,
  where: Where,
  order: KeysetOrder,
  request: PageRequest,
  fields?: Fields,
): Promise<Page<T>> {
  const limit = request.limit ?? DEFAULT_LIMIT;
  const position = request.cursor === undefined ? null : decodeCursor(request.cursor);
  if (request.cursor !== undefined && !position) throw new BadCursor();
  const found = await collection.find(behind([where], order, position), { limit: limit + 1, order: sortOf(order), fields });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(positionOf(last, order)) : null };
}

export function sortOf({ field, direction, idDirection = 'asc' }: KeysetOrder): Order {
  return [
    [field, direction],
    ['_id', idDirection],
  ];
}

/** Where the document stands in the order. */
export function positionOf<T extends { _id: string }>(document: T, { field }: KeysetOrder): Position {
  return { value: (document as Record<string, unknown>)[field] as number, id: document._id };
}

/**
 * Documents that meet one of `alternatives` and lie behind the position. Each way of lying behind it is a complete condition, so that the
 * index serves all of them as ranges.
 */
export function behind(alternatives: readonly Where[], order: KeysetOrder, position: Position | null) {
  const { field, direction, idDirection = 'asc' } = order;
  const { from, to } = order.span ?? {};
  const bounds = [...(from === undefined ? [] : [command.gte(from)]), ...(to === undefined ? [] : [command.lte(to)])];
  if (!position) return oneOf(alternatives.map((where) => (bounds.length === 0 ? where : { ...where, [field]: both(bounds) })));
  const { value, id } = position;
  const beyond = direction === 'asc' ? [command.gt(value), ...bounds.slice(from === undefined ? 0 : 1)] : [command.lt(value), ...(from === undefined ? [] : [command.gte(from)])];
  const after = idDirection === 'asc' ? command.gt(id) : command.lt(id);
  return oneOf(alternatives.flatMap((where) => [{ ...where, [field]: both(beyond) }, { ...where, [field]: value, _id: after }]));
}

function oneOf(alternatives: Where[]) {
  return alternatives.length === 1 ? alternatives[0]! : anyOf(...alternatives);
}

function both(bounds: Bound[]): Bound {
  return bounds.length === 1 ? bounds[0]! : (command.and(bounds as never) as Bound);
}
type Bound = ReturnType<typeof command.gte>;

export function mapPage<T, R>(page: Page<T>, map: (item: T) => R): Page<R> {
  return { items: page.items.map(map), nextCursor: page.nextCursor };
}
