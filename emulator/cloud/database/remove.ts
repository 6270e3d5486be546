/** Removes documents. */
import type { Collection } from './collection';
import type { Call } from './operations';
import { selectRecords, testFor } from './reading';
import { singleKey } from './single-key';
import type { Transaction } from './transactions';
import type { Document } from './types';

export async function remove(call: Call, collection: Collection, query: Document, multi: boolean): Promise<number> {
  const { store } = call;
  const test = testFor(query);
  let removed = 0;
  for (const { key } of selectRecords(collection, { query, limit: multi ? undefined : 1 }, call)) {
    let waited = false;
    for (;;) {
      const holder = collection.locks.get(key);
      if (!holder) break;
      await holder.ended;
      waited = true;
    }
    const current = collection.records.get(key)?.document;
    if (!current || (waited && !test(current))) continue;
    store.write(collection, key, store.prepare(collection, key, current, null, 0), 0);
    removed++;
  }
  return removed;
}

export function removeInTransaction(call: Call, transaction: Transaction, collection: Collection, query: Document): number {
  const { store } = call;
  const key = singleKey(query);
  const current = store.read(transaction, collection, key);
  call.examined += Number(current !== null);
  if (!current || !testFor(query)(current)) return 0;
  store.writeInTransaction(transaction, collection, key, null, 0);
  return 1;
}
