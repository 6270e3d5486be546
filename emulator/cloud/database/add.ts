/** Adds documents. */
import { randomBytes } from 'node:crypto';
import type { Collection } from './collection';
import { refuseBadId } from './collection';
import { duplicateKey, MongoRuleError, writeFailed } from './failures';
import { refuseBadNames } from './paths';
import { keyOf } from './record-key';
import type { Store } from './store';
import type { Transaction } from './transactions';
import type { Document, Value } from './types';
import { shown } from './values';

const kind = '.Insert';
export interface NewDocument {
  document: Document;
  /** Bound of its size. */
  bytes: number;
}

/** CloudBase's own ids: 32 hexadecimal characters. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** With an `_id`, which comes first, and refused if a field may not be stored. */
export function completed(document: Document): Document {
  try {
    refuseBadNames(document);
  } catch (error) {
    if (error instanceof MongoRuleError) throw writeFailed(error.message, kind);
    throw error;
  }
  if (document._id === undefined) return { _id: newId(), ...document };
  refuseBadId(document._id);
  return Object.keys(document)[0] === '_id' ? document : { _id: document._id, ...document };
}

/** One after the other; those before a failure stay, as in MongoDB. */
export async function add(store: Store, collection: Collection, documents: NewDocument[]): Promise<Value[]> {
  const ids: Value[] = [];
  for (const { document, bytes } of documents) ids.push(await addOne(store, collection, completed(document), bytes));
  return ids;
}

async function addOne(store: Store, collection: Collection, document: Document, bytes: number): Promise<Value> {
  const key = keyOf(document._id);
  for (;;) {
    const prepared = store.prepare(collection, key, null, document, bytes);
    const holder = store.holderOf(collection, key, prepared);
    if (holder) {
      await holder.ended;
      continue;
    }
    if (collection.records.get(key)?.document) throw duplicateId(collection, document);
    store.write(collection, key, prepared, bytes, kind);
    return document._id;
  }
}

export function addInTransaction(store: Store, transaction: Transaction, collection: Collection, documents: NewDocument[]): Value[] {
  return documents.map(({ document, bytes }) => {
    const complete = completed(document);
    const key = keyOf(complete._id);
    if (store.read(transaction, collection, key)) throw duplicateId(collection, complete);
    store.writeInTransaction(transaction, collection, key, complete, bytes);
    return complete._id;
  });
}

export function duplicateId(collection: Collection, document: Document): Error {
  return duplicateKey(collection.name, '_id_', `_id: ${shown(document._id)}`, kind);
}
