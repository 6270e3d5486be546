/** Collections, queries and documents of wx.cloud.database(). */
import { encodeDocument, encodeQuery, encodeUpdate } from './encode';
import { decodeValue } from './values';

/** Asks the cloud for one action; rejects with the service's error, `errMsg` beginning with the name of the call. */
export type Ask = (call: string, action: string, params: object) => Promise<{ data?: Record<string, unknown> }>;
/** The convention of wx: callbacks in the options, or a promise. */
export type Conclude = (call: string, outcome: Promise<Row>, options: Options) => unknown;
export interface Settings {
  ask: Ask;
  conclude: Conclude;
  /** False: get() of a document that is not there gives null. */
  throwOnNotFound: boolean;
}
export type Options = { data?: unknown; success?: unknown; fail?: unknown; complete?: unknown } | undefined;
export type Row = Record<string, unknown>;

interface Selection {
  query?: Record<string, unknown>;
  order: [string, 1 | -1][];
  offset?: number;
  limit?: number;
  projection?: Record<string, unknown>;
}

/** What goes wrong while preparing counts as well. */
function answer({ conclude }: Settings, call: string, options: Options, work: () => Promise<Row>): unknown {
  return conclude(call, Promise.resolve().then(work), options);
}
const text = (value: unknown) => JSON.stringify(value);
const rowsOf = (data: Record<string, unknown> | undefined) => (data?.list as string[]).map((row) => decodeValue(JSON.parse(row)));

function noWatch(): never {
  throw new Error('watch() is not supported in the local WeChat: read again when the page is shown, or let a cloud function answer');
}

export class DocumentReference {
  private projection: Record<string, unknown> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly collection: string,
    private readonly id: string | number,
  ) {}

  field(projection: Record<string, unknown>): DocumentReference {
    const other = new DocumentReference(this.settings, this.collection, this.id);
    other.projection = projection;
    return other;
  }

  get(options?: Options): unknown {
    return answer(this.settings, 'document.get', options, async () => {
      const params = { ...this.target(), limit: 1, ...(this.projection ? { projection: text(this.projection) } : {}) };
      const [found] = rowsOf((await this.settings.ask('document.get', 'database.getDocument', params)).data);
      if (found === undefined && this.settings.throwOnNotFound) {
        throw Object.assign(new Error(), { errCode: -1, errMsg: `document.get:fail cannot find document with _id ${this.id}, please make sure that the document exists and you have the corresponding access permission` });
      }
      return { data: found ?? null };
    });
  }

  set(options: Options): unknown {
    return answer(this.settings, 'document.set', options, async () => {
      const data = text(encodeDocument(options?.data));
      const reply = await this.settings.ask('document.set', 'database.modifyDocument', { ...this.target(), data, multi: false, merge: false, upsert: true });
      const created = Number(reply.data?.upsert_id !== null && reply.data?.upsert_id !== undefined);
      return { _id: this.id, stats: { updated: reply.data?.updated, created } };
    });
  }

  update(options: Options): unknown {
    return answer(this.settings, 'document.update', options, async () => {
      const data = text(encodeUpdate(options?.data));
      const reply = await this.settings.ask('document.update', 'database.modifyDocument', { ...this.target(), data, multi: false, merge: true, upsert: false });
      return { stats: { updated: reply.data?.updated } };
    });
  }

  remove(options?: Options): unknown {
    return answer(this.settings, 'document.remove', options, async () => {
      const reply = await this.settings.ask('document.remove', 'database.removeDocument', { ...this.target(), multi: false });
      return { stats: { removed: reply.data?.deleted } };
    });
  }

  watch = noWatch;

  private target(): object {
    return { collectionName: this.collection, queryType: 'DOC', query: text({ _id: this.id }) };
  }
}

export class QueryReference {
  constructor(
    protected readonly settings: Settings,
    protected readonly collection: string,
    private readonly selection: Selection = { order: [] },
  ) {}

  where(query: unknown): QueryReference {
    return this.but({ query: encodeQuery(query) });
  }
  orderBy(path: string, direction: 'asc' | 'desc'): QueryReference {
    if (typeof path !== 'string' || (direction !== 'asc' && direction !== 'desc')) throw new Error('orderBy needs a field, and asc or desc');
    return this.but({ order: [...this.selection.order, [path, direction === 'asc' ? 1 : -1]] });
  }
  limit(limit: number): QueryReference {
    return this.but({ limit: whole('limit', limit, 1) });
  }
  skip(offset: number): QueryReference {
    return this.but({ offset: whole('skip', offset, 0) });
  }
  field(projection: Record<string, unknown>): QueryReference {
    return this.but({ projection });
  }

  get(options?: Options): unknown {
    return answer(this.settings, 'collection.get', options, async () => {
      const { order, offset, limit, projection } = this.selection;
      const params = {
        ...this.target(),
        limit,
        offset,
        ...(order.length > 0 ? { order: text(Object.fromEntries(order)) } : {}),
        ...(projection ? { projection: text(projection) } : {}),
      };
      return { data: rowsOf((await this.settings.ask('collection.get', 'database.getDocument', params)).data) };
    });
  }
  count(options?: Options): unknown {
    return answer(this.settings, 'collection.count', options, async () => ({ total: (await this.settings.ask('collection.count', 'database.calculateDocument', this.target())).data?.total }));
  }
  update(options: Options): unknown {
    return answer(this.settings, 'collection.update', options, async () => {
      const data = text(encodeUpdate(options?.data));
      const reply = await this.settings.ask('collection.update', 'database.modifyDocument', { ...this.conditions(), data, multi: true, merge: true, upsert: false });
      return { stats: { updated: reply.data?.updated } };
    });
  }
  remove(options?: Options): unknown {
    return answer(this.settings, 'collection.remove', options, async () => {
      const reply = await this.settings.ask('collection.remove', 'database.removeDocument', { ...this.conditions(), multi: true });
      return { stats: { removed: reply.data?.deleted } };
    });
  }

  watch = noWatch;

  private but(change: Partial<Selection>): QueryReference {
    return new QueryReference(this.settings, this.collection, { ...this.selection, ...change });
  }
  private target(): Record<string, unknown> {
    const { query } = this.selection;
    return { collectionName: this.collection, queryType: 'WHERE', ...(query ? { query: text(query) } : {}) };
  }
  /** Changes of everything at once are not offered. */
  private conditions(): Record<string, unknown> {
    if (!this.selection.query) throw new Error('parameter error: use where() first');
    return this.target();
  }
}

export class CollectionReference extends QueryReference {
  doc(id: string | number): DocumentReference {
    if (typeof id !== 'string' && typeof id !== 'number') throw new Error('doc needs an id: a string or a number');
    return new DocumentReference(this.settings, this.collection, id);
  }

  add(options: Options): unknown {
    return answer(this.settings, 'collection.add', options, async () => {
      const data = [text(encodeDocument(options?.data))];
      const reply = await this.settings.ask('collection.add', 'database.insertDocument', { collectionName: this.collection, data });
      return { _id: (reply.data?.insertedIds as unknown[])[0] };
    });
  }

  aggregate(): never {
    throw new Error('aggregate() is not supported from the mini program in the local WeChat: aggregate in a cloud function');
  }
}

function whole(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw new Error(`${name} must be a whole number from ${least} on`);
}
