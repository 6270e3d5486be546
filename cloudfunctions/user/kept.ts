/** Lists of products that belong to one user: a document each, newest first, bounded. */
import type { Page, PageRequest, SpuCard } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { BadCursor, decodeCursor, DEFAULT_LIMIT, encodeCursor } from '../data/paging';
import { spus } from '../data/store';
import { cardAt, cardFields } from '../processes/cards';

interface Item {
  spuId: string;
  at: number;
}

/** One read for the products of the page. What was deleted since is left out. */
export async function cardsOf<T extends Item, C>(items: readonly T[], { cursor, limit = DEFAULT_LIMIT }: PageRequest, now: number, cardFor: (card: SpuCard, item: T, listed: boolean) => C): Promise<Page<C>> {
  const rest = cursor === undefined ? items : behind(items, cursor);
  const shown = rest.slice(0, limit);
  const found = new Map((await spus.getMany(shown.map(({ spuId }) => spuId), cardFields)).map((spu) => [spu._id, spu]));
  const last = shown.at(-1);
  return {
    items: shown.flatMap((item) => {
      const spu = found.get(item.spuId);
      return spu && isShown(spu) ? [cardFor(cardAt(now)(spu), item, spu.status === 5)] : [];
    }),
    nextCursor: rest.length > limit && last ? encodeCursor({ value: last.at, id: last.spuId }) : null,
  };
}

/** Newest first; of one moment by id. */
function behind<T extends Item>(items: readonly T[], cursor: string): readonly T[] {
  const position = decodeCursor(cursor);
  if (!position) throw new BadCursor();
  const { value, id } = position;
  return items.filter(({ at, spuId }) => at < value || (at === value && spuId > id));
}

export function inOrder<T extends Item>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => b.at - a.at || (a.spuId < b.spuId ? -1 : 1));
}

/** On the shelf, or taken off it. */
export function isShown({ status }: Pick<SpuDoc, 'status'>): boolean {
  return status !== 0 && status !== 6 && status !== 9 && status !== 20;
}
