/** A database with requests in the shape of the SDK's, without the SDK. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EJSON } from 'bson';
import { openDatabase, type CollectionDeclaration, type Database, type Document, type Value } from '../../../../emulator/cloud/database';

export const text = (value: unknown): string => EJSON.stringify(value as never, { relaxed: false });
export const read = (value: unknown): Document => EJSON.parse(String(value)) as Document;

export interface Client {
  database: Database;
  logs: string[];
  add(collection: string, documents: object | object[], transactionId?: string): Promise<Value[]>;
  get(collection: string, query?: object, options?: { order?: object; limit?: number; offset?: number; projection?: object; transactionId?: string }): Promise<Document[]>;
  count(collection: string, query?: object): Promise<number>;
  update(collection: string, query: object, data: object, options?: object): Promise<{ updated: number; upsert_id: Value }>;
  set(collection: string, id: Value, data: object, options?: object): Promise<{ updated: number; upsert_id: Value }>;
  remove(collection: string, query: object, options?: object): Promise<number>;
  aggregate(collection: string, stages: object[]): Promise<Document[]>;
  begin(): Promise<string>;
  commit(transactionId: string): Promise<unknown>;
  abort(transactionId: string): Promise<unknown>;
  /** Documents looked at by the calls made in `run`. */
  examined(run: () => Promise<unknown>): Promise<number>;
}

type Reply<T> = { data: T };

export async function openClient(collections: CollectionDeclaration[], file = ':memory:', options: { held?: number } = {}): Promise<Client> {
  const logs: string[] = [];
  const database = await openDatabase({ ...options, file, collections, log: (entry) => logs.push(entry.text) });
  const send = async <T>(action: string, params: object): Promise<T> =>
    (await database.handle(`database.${action}`, params as Record<string, unknown>)) as T;
  const data = async <T>(action: string, params: object): Promise<T> => (await send<Reply<T>>(action, params)).data;
  return {
    database,
    logs,
    async add(collectionName, documents, transactionId) {
      const list = Array.isArray(documents) ? documents : [documents];
      return (await data<{ insertedIds: Value[] }>('insertDocument', { collectionName, data: list.map(text), transactionId })).insertedIds;
    },
    async get(collectionName, query, { order, projection, ...options } = {}) {
      const request = {
        collectionName,
        queryType: 'WHERE',
        query: query && text(query),
        order: order && text(order),
        projection: projection && text(projection),
        ...options,
      };
      return (await data<{ list: string[] }>('getDocument', request)).list.map(read);
    },
    async count(collectionName, query) {
      return (await data<{ total: number }>('calculateDocument', { collectionName, query: query && text(query) })).total;
    },
    update: (collectionName, query, change, options) =>
      data('modifyDocument', { collectionName, query: text(query), data: text(change), multi: true, merge: true, upsert: false, ...options }),
    set: (collectionName, _id, document, options) =>
      data('modifyDocument', { collectionName, query: text({ _id }), data: text(document), multi: false, merge: false, upsert: true, ...options }),
    async remove(collectionName, query, options) {
      return (await data<{ deleted: number }>('removeDocument', { collectionName, query: text(query), multi: true, ...options })).deleted;
    },
    async aggregate(collectionName, stages) {
      const request = { collectionName, stages: stages.map((stage) => ({ stageKey: Object.keys(stage)[0], stageValue: text(Object.values(stage)[0]) })) };
      return (await data<{ list: string[] }>('aggregateDocuments', request)).list.map(read);
    },
    begin: async () => (await send<{ transactionId: string }>('startTransaction', {})).transactionId,
    commit: (transactionId) => send('commitTransaction', { transactionId }),
    abort: (transactionId) => send('abortTransaction', { transactionId }),
    async examined(run) {
      const before = database.stats().examined;
      await run();
      return database.stats().examined - before;
    },
  };
}

/** A folder of its own for each test; removed by the function returned. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-database-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Refusal {
  code: string;
  message: string;
}
/** What a request was refused with; fails if it was not. */
export async function refusal(request: Promise<unknown>): Promise<Refusal> {
  const outcome = await request.then(
    (value) => ({ value }),
    (error: Refusal) => ({ error }),
  );
  if ('value' in outcome) throw new Error(`expected a refusal, got ${JSON.stringify(outcome.value)}`);
  const { code, message } = outcome.error;
  return { code, message };
}
