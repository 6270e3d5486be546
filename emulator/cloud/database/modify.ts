/** Updates, replacements and upserts. */
import { addInTransaction, completed, duplicateId, newId } from './add';
import type { Collection } from './collection';
import { MongoRuleError, writeFailed } from './failures';
import { matchedElementOf } from './matched-element';
import { isOperators } from './matcher';
import type { Call, Modification } from './operations';
import { refuseBadNames } from './paths';
import { selectRecords, testFor } from './reading';
import { keyOf } from './record-key';
import { singleKey } from './single-key';
import type { Transaction } from './transactions';
import type { Document, Value } from './types';
import { compileUpdate, type Update } from './update';
import { equalValues, isDocument } from './values';

export interface Modified {
  /** Documents that are different now. */
  updated: number;
  /** Of a document that was created; null otherwise. */
  upsertId: Value;
  /** The last document touched, as it is now. */
  document: Document | null;
}
type Change = (document: Document, inserting: boolean) => Document;

export async function modify(call: Call, request: Modification): Promise<Modified> {
  const { store } = call;
  const collection = store.collection(call.params.collectionName);
  const change = changeOf(request, call.now);
  const test = testFor(request.query);
  for (;;) {
    const limit = request.multi ? undefined : 1;
    const records = selectRecords(collection, { query: request.query, limit }, call);
    const result: Modified = { updated: 0, upsertId: null, document: null };
    let waited = false;
    for (const { key } of records) {
      for (;;) {
        // Read again after every wait: somebody else may have changed or removed it.
        const current = collection.records.get(key)?.document;
        if (!current || (waited && !test(current))) break;
        const next = change(current, false);
        if (next === current) {
          const lock = collection.locks.get(key);
          if (!lock) {
            result.document = current;
            break;
          }
          await lock.ended;
          waited = true;
          continue;
        }
        const prepared = store.prepare(collection, key, current, next, request.bytes);
        const holder = store.holderOf(collection, key, prepared);
        if (holder) {
          await holder.ended;
          waited = true;
          continue;
        }
        store.write(collection, key, prepared, request.bytes);
        result.updated++;
        result.document = next;
        break;
      }
    }
    // The one document that matched is another one since: look again.
    if (waited && !request.multi && result.document === null) continue;
    if (records.length > 0 || !request.upsert) return result;

    const created = createdBy(request, change);
    const key = keyOf(created._id);
    const prepared = store.prepare(collection, key, null, created, request.bytes);
    const holder = store.holderOf(collection, key, prepared);
    if (holder) {
      await holder.ended;
      continue;
    }
    if (collection.records.get(key)?.document) throw duplicateId(collection, created);
    store.write(collection, key, prepared, request.bytes);
    return { updated: 0, upsertId: created._id, document: created };
  }
}

export function modifyInTransaction(call: Call, transaction: Transaction, request: Modification): Modified {
  const { store } = call;
  const collection: Collection = store.collection(call.params.collectionName);
  const key = singleKey(request.query);
  const change = changeOf(request, call.now);
  const current = store.read(transaction, collection, key);
  call.examined += Number(current !== null);
  if (!current) {
    if (!request.upsert) return { updated: 0, upsertId: null, document: null };
    const document = createdBy(request, change);
    const [id] = addInTransaction(store, transaction, collection, [{ document, bytes: request.bytes }]);
    return { updated: 0, upsertId: id, document };
  }
  const next = change(current, false);
  // Also a write that changes nothing has to be the first one.
  store.writeInTransaction(transaction, collection, key, next, request.bytes);
  return { updated: Number(next !== current), upsertId: null, document: next };
}

/** What the request does to a document; MongoDB's complaints become those of a write. */
function changeOf(request: Modification, now: number): Change {
  const change = asWrite(() => (request.merge ? mergeOf(request, now) : replacementOf(request.data)));
  return (document, inserting) => asWrite(() => change(document, inserting));
}
function asWrite<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoRuleError) throw writeFailed(error.message);
    throw error;
  }
}

function mergeOf({ data, query }: Modification, now: number): Change {
  // Fields beside the operators are set.
  const operators: Document = {};
  const set: Document = {};
  for (const key of Object.keys(data)) (key.startsWith('$') ? operators : set)[key] = data[key];
  if (Object.keys(set).length > 0) operators.$set = { ...(isDocument(operators.$set) ? operators.$set : {}), ...set };
  const update: Update = compileUpdate(operators);
  const matchedElement = matchedElementOf(query);
  return (document, inserting) => update(document, { now, inserting, matchedElement });
}

function replacementOf(data: Document): Change {
  const { _id: newOne, ...fields } = data;
  refuseBadNames(fields);
  return (document) => {
    if (newOne !== undefined && !equalValues(newOne, document._id)) {
      throw writeFailed("After applying the update, the (immutable) field '_id' was found to have been altered");
    }
    const next = { _id: document._id, ...fields };
    return equalValues(next, document) ? document : next;
  };
}

/** The document that an upsert creates: the query's equalities, then the update. */
function createdBy({ query, data, merge }: Modification, change: Change): Document {
  const base: Document = {};
  if (query._id !== undefined && !isOperators(query._id)) base._id = query._id;
  if (!merge) return completed({ ...base, ...(base._id === undefined && data._id === undefined ? { _id: newId() } : {}), ...data });
  const equalities: Document = {};
  for (const key of Object.keys(query)) {
    const condition = query[key];
    if (key.startsWith('$') || key === '_id') continue;
    if (!isOperators(condition)) equalities[key] = condition;
    else if ('$eq' in condition) equalities[key] = condition.$eq;
  }
  const seeded = Object.keys(equalities).length > 0 ? asWrite(() => compileUpdate({ $set: equalities })(base, { now: 0 })) : base;
  const created = change(seeded._id === undefined ? { _id: newId(), ...seeded } : seeded, true);
  return completed(created);
}
