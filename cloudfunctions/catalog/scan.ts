/** A page of a list in one of the index's orders, by at most two operations however much of it a filter leaves out. */
import type { Where } from '../data/client';
import type { SpuDoc } from '../data/documents';
import { BadCursor, behind, decodeCursor, encodeCursor, positionOf, sortOf, type KeysetOrder, type Position } from '../data/paging';
import { spus } from '../data/store';
import { cardFields } from '../processes/cards';

export interface Scanned {
  items: SpuDoc[];
  nextCursor: string | null;
  operations: number;
}
export type Keep = (spu: SpuDoc) => boolean;

/** How many products are looked at for a filter that no index serves: first a few, then more. */
const WINDOWS = [60, 240];

/** `keep` null: everything is kept. With it a page may be shorter than `limit`, and still have a next one. */
export async function scan(conditions: readonly Where[], order: KeysetOrder, limit: number, cursor: string | undefined, keep: Keep | null): Promise<Scanned> {
  let position = positionAt(cursor);
  const kept: SpuDoc[] = [];
  let operations = 0;
  for (const size of keep ? WINDOWS : [limit + 1]) {
    const found = await spus.find(behind(conditions, order, position), { limit: size, order: sortOf(order), fields: cardFields });
    operations++;
    kept.push(...(keep ? found.filter(keep) : found));
    if (kept.length > limit) return { items: kept.slice(0, limit), nextCursor: encodeCursor(positionOf(kept[limit - 1]!, order)), operations };
    const last = found.at(-1);
    if (!last || found.length < size) return { items: kept, nextCursor: null, operations };
    position = positionOf(last, order);
  }
  return { items: kept, nextCursor: position && encodeCursor(position), operations };
}

function positionAt(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const position = decodeCursor(cursor);
  if (!position) throw new BadCursor();
  return position;
}
