/** The actions of the wire protocol, each from its request to its reply. */
import { CloudError } from '../cloud-error';
import { aggregate } from './aggregate';
import { canonicalText, parseDocument } from './ejson';
import { invalidParameter, resultTooLarge } from './failures';
import { modify, modifyInTransaction } from './modify';
import { add, addInTransaction } from './add';
import { remove, removeInTransaction } from './remove';
import { countOf, documentsOf, orderOf, queryOf, stagesOf, textOf, type Parameters } from './parameters';
import { projectionFor } from './projection';
import { checkOrder, countRecords, selectRecords, testFor, type Meter } from './reading';
import { singleKey } from './single-key';
import type { Store } from './store';
import type { Transaction } from './transactions';
import type { Document } from './types';

export interface Call extends Meter {
  store: Store;
  params: Parameters;
  /** ms; one time for the whole request. */
  now: number;
}
type Reply = Record<string, unknown>;
type Action = (call: Call) => Reply | Promise<Reply>;

/** The service's limits for one `get`. */
const defaultLimit = 100;
const largestLimit = 1000;
/** Bytes of EJSON. */
const largestAnswer = 16 * 1024 * 1024;

const collectionName = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/;

export const actions: Record<string, Action> = {
  'database.addCollection'({ store, params }) {
    const name = textOf(params, 'collectionName');
    if (!collectionName.test(name)) throw invalidParameter(`collectionName ${name} is not a valid name`);
    store.create(name);
    return { data: {} };
  },

  async 'database.insertDocument'(call) {
    const { store, params, now } = call;
    const collection = store.collection(params.collectionName);
    const documents = documentsOf(params, now);
    const transaction = transactionOf(call);
    const ids = transaction ? addInTransaction(store, transaction, collection, documents) : await add(store, collection, documents);
    return { data: { insertedIds: ids } };
  },

  'database.getDocument'(call) {
    const { store, params, now } = call;
    const collection = store.collection(params.collectionName);
    const query = queryOf(params, now);
    const order = orderOf(params, now);
    checkOrder(order);
    const shown = projectionOf(params, query, now);
    const transaction = transactionOf(call);
    const limit = Math.min(countOf(params, 'limit', defaultLimit), largestLimit);
    const documents = transaction
      ? readInTransaction(call, transaction, query)
      : selectRecords(collection, { query, order, offset: countOf(params, 'offset', 0), limit }, call).map(({ document }) => document!);
    return { data: { list: packed(documents.map((document) => (shown ? canonicalText(shown(document)) : store.texts.textOf(document)))) } };
  },

  'database.calculateDocument'(call) {
    const { store, params, now } = call;
    return { data: { total: countRecords(store.collection(params.collectionName), queryOf(params, now), call) } };
  },

  async 'database.modifyDocument'(call) {
    const request = modificationOf(call);
    const transaction = transactionOf(call);
    const { updated, upsertId } = transaction ? modifyInTransaction(call, transaction, request) : await modify(call, request);
    return { data: { updated, upsert_id: upsertId } };
  },

  async 'database.modifyAndReturnDoc'(call) {
    const request = { ...modificationOf(call), multi: false };
    const transaction = transactionOf(call);
    const { updated, document } = transaction ? modifyInTransaction(call, transaction, request) : await modify(call, request);
    return { data: { updated, doc: document ? canonicalText(document) : null } };
  },

  async 'database.removeDocument'(call) {
    const { store, params, now } = call;
    const collection = store.collection(params.collectionName);
    const query = queryOf(params, now);
    const transaction = transactionOf(call);
    const deleted = transaction ? removeInTransaction(call, transaction, collection, query) : await remove(call, collection, query, params.multi === true);
    return { data: { deleted } };
  },

  'database.aggregateDocuments'(call) {
    const { store, params, now } = call;
    const collection = store.collection(params.collectionName);
    const list = aggregate(collection, stagesOf(params, now), (name) => store.collection(name), call, now);
    return { data: { list: packed(list.map(canonicalText)) } };
  },

  'database.startTransaction': ({ store }) => ({ transactionId: store.begin().id }),
  'database.commitTransaction'({ store, params }) {
    store.commit(store.transactions.find(textOf(params, 'transactionId')));
    return {};
  },
  'database.abortTransaction'({ store, params }) {
    store.transactions.end(store.transactions.find(textOf(params, 'transactionId')));
    return {};
  },
};

/** Refuses an answer of more than 16 MB. */
function packed(texts: string[]): string[] {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  // A character has three bytes at most for each of its code units.
  if (length * 3 <= largestAnswer) return texts;
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > largestAnswer) throw resultTooLarge(bytes, largestAnswer);
  return texts;
}

/** An operation that fails ends the transaction that it was part of, as MongoDB does. */
export function endBrokenTransaction({ store, params }: Call, error: unknown): void {
  const id = params.transactionId;
  if (typeof id !== 'string' || id === '' || !(error instanceof Error)) return;
  try {
    store.transactions.end(store.transactions.find(id));
  } catch (missing) {
    if (!(missing instanceof CloudError)) throw missing;
  }
}

function transactionOf({ store, params }: Call): Transaction | null {
  const id = params.transactionId;
  if (id === undefined || id === null || id === '') return null;
  if (typeof id !== 'string') throw invalidParameter('transactionId must be a string');
  return store.transactions.find(id);
}

function readInTransaction(call: Call, transaction: Transaction, query: Document): Document[] {
  const { store, params } = call;
  const document = store.read(transaction, store.collection(params.collectionName), singleKey(query));
  call.examined += Number(document !== null);
  return document && testFor(query)(document) ? [document] : [];
}

export interface Modification {
  query: Document;
  data: Document;
  /** Bound of what a document grows by. */
  bytes: number;
  multi: boolean;
  /** False: `data` replaces the document. */
  merge: boolean;
  upsert: boolean;
}
function modificationOf({ params, now }: Call): Modification {
  return {
    query: queryOf(params, now),
    data: parseDocument(params.data, 'data', now),
    bytes: String(params.data).length * 3,
    multi: params.multi === true,
    merge: params.merge !== false,
    upsert: params.upsert === true,
  };
}

function projectionOf(params: Parameters, query: Document, now: number): ((document: Document) => Document) | null {
  const spec = parseDocument(params.projection, 'projection', now);
  return Object.keys(spec).length === 0 ? null : projectionFor(spec, query);
}
