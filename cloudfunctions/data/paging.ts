/** Keyset pages: the next one starts behind the last document, however many were added or removed in between. */
import type { Page, PageRequest } from '../../typings';
import { anyOf, command, type Where } from './client';
import type { Collection, Fields } from './collection';

export const DEFAULT_LIMIT = 20;

/** The list's order: one number, then `_id` (ascending unless told), so that no two documents share a place. */
export interface KeysetOrder {
  field: string;
  direction: 'asc' | 'desc';
  idDirection?: 'asc' | 'desc';
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
  const found = await collection.find(request.cursor === undefined ? where : after(where, order, request.cursor), {
    limit: limit + 1,
    order: [
      [order.field, order.direction],
      ['_id', order.idDirection ?? 'asc'],
    ],
    fields,
  });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor({ value: (last as Record<string, unknown>)[order.field] as number, id: last._id }) : null };
}

/** Each way of lying behind the last document is a complete condition, so that the index serves both of them as one range. */
function after(where: Where, { field, direction, idDirection = 'asc' }: KeysetOrder, cursor: string) {
  const position = decodeCursor(cursor);
  if (!position) throw new BadCursor();
  const { value, id } = position;
  const beyond = direction === 'asc' ? command.gt(value) : command.lt(value);
  const behind = idDirection === 'asc' ? command.gt(id) : command.lt(id);
  return anyOf({ ...where, [field]: beyond }, { ...where, [field]: value, _id: behind });
}

export function mapPage<T, R>(page: Page<T>, map: (item: T) => R): Page<R> {
  return { items: page.items.map(map), nextCursor: page.nextCursor };
}
