/** Documents that belong to one user and are changed as a whole: the cart, the profile. */
import type { Reply } from '../../typings';
import { StoreBusy } from './retry';
import type { Collection } from './collection';
import { remembered, wasBy } from './recent';

interface Owned {
  _id: string;
  recent: string[];
  /** Grows with every change, so that a change made from an older state is noticed. */
  updatedAt: number;
}
const ATTEMPTS = 8;

/**
 * Reads, changes and writes back, again from the start when somebody else wrote meanwhile. `initial` is what a user without document has.
 * A request that was carried out already changes nothing and is answered from the present state.
 */
export async function changeOwned<T extends Owned>(
  collection: Collection<T>,
  initial: T,
  requestId: string,
  now: number,
  change: (document: T) => Reply<Partial<T>>,
): Promise<Reply<T>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await collection.get(initial._id);
    const document = stored ?? initial;
    if (wasBy(document, requestId)) return { ok: true, data: document };
    const changed = change(document);
    if (!changed.ok) return changed;
    const next: T = {
      ...document,
      ...changed.data,
      recent: remembered(document.recent, requestId),
      updatedAt: Math.max(now, document.updatedAt + 1),
    };
    if (stored) {
      const { _id, ...fields } = next;
      if ((await collection.update({ _id, updatedAt: stored.updatedAt }, fields)) === 1) return { ok: true, data: next };
    } else if (await collection.insert(next)) return { ok: true, data: next };
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * attempt));
  }
  throw new StoreBusy(`${collection.name} ${initial._id} is being changed all the time`);
}
