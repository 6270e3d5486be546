/** The database as the cloud uses it: one door through which every operation passes. */
import { EmulatorError } from '../../errors';
import { CloudError } from '../cloud-error';
import { add } from './add';
import { cloneValue } from './values';
import { parseStored, storedText } from './ejson';
import { MongoRuleError, requestFailed } from './failures';
import { NoDisk } from './journal';
import { actions, endBrokenTransaction, type Call } from './operations';
import { selectRecords } from './reading';
import { keyOf } from './record-key';
import { SlowQueryLog } from './slow-query-log';
import { SqliteDisk } from './sqlite-disk';
import { Store } from './store';
import type { ActionFigures, CollectionDeclaration, Database, DatabaseOptions, Document, Interceptor, Operation, Statistics } from './types';

/** Opens the file, or makes a new one. Rejects with an EmulatorError for a file that is damaged, foreign or in use. */
export async function openDatabase({ file, log = () => {}, collections = [], clock, held, logPages }: DatabaseOptions): Promise<Database> {
  const disk = file === ':memory:' ? new NoDisk() : new SqliteDisk(file, logPages);
  const store = new Store(disk, clock, held);
  try {
    store.load(collections);
    await store.journal.saved();
  } catch (error) {
    try {
      disk.close();
    } catch {
      // A file that cannot be read cannot be closed properly either; the first error is the one to tell.
    }
    throw error;
  }
  return new OpenDatabase(store, log);
}

class OpenDatabase implements Database {
  private readonly figures: Record<string, ActionFigures> = {};
  private readonly slowQueries: SlowQueryLog;
  private interceptor: Interceptor | null = null;
  private closed = false;

  constructor(
    private readonly store: Store,
    private readonly log: NonNullable<DatabaseOptions['log']>,
  ) {
    this.slowQueries = new SlowQueryLog(log);
  }

  async handle(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const operation: Operation = { action, params, examined: 0 };
    const name = Object.hasOwn(actions, action) ? action : 'unknown';
    const figures = (this.figures[name] ??= { operations: 0, failed: 0, examined: 0, slow: 0 });
    figures.operations++;
    try {
      if (this.interceptor?.before) await this.interceptor.before(operation);
      const reply = await this.perform(operation, figures);
      if (this.interceptor?.after) await this.interceptor.after(operation);
      return reply;
    } catch (error) {
      figures.failed++;
      throw this.asCloudError(action, error);
    } finally {
      figures.examined += operation.examined;
    }
  }

  private async perform(operation: Operation, figures: ActionFigures): Promise<Record<string, unknown>> {
    const { action, params } = operation;
    this.refuseIfUnusable();
    if (!Object.hasOwn(actions, action)) throw new CloudError('INVALID_PARAM', `[InvalidParameter] unknown action ${action}`);
    const call: Call = {
      store: this.store,
      params,
      now: Date.now(),
      examined: 0,
      scanned: (collection, query, order, examined) => {
        if (this.slowQueries.report(action, collection, query, order, examined)) figures.slow++;
      },
    };
    const before = this.store.journal.appended;
    try {
      return await actions[action]!(call);
    } catch (error) {
      endBrokenTransaction(call, error);
      throw error;
    } finally {
      operation.examined = call.examined;
      // Also a failed operation may have written: of many documents those before the failure.
      if (this.store.journal.appended !== before) await this.store.journal.saved();
    }
  }

  private refuseIfUnusable(): void {
    if (this.closed) throw new CloudError('SYS_ERR', 'The database is closed');
    this.store.journal.check();
  }

  private asCloudError(action: string, error: unknown): CloudError {
    if (error instanceof CloudError) return error;
    if (error instanceof MongoRuleError) return requestFailed(error.message);
    const text = error instanceof EmulatorError ? error.text : error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log({ level: 'error', from: 'cloud', text: `${action}: ${text}` });
    return new CloudError('SYS_ERR', `[InternalError] ${error instanceof Error ? error.message : String(error)}`);
  }

  async declare(collections: CollectionDeclaration[]): Promise<void> {
    this.refuseIfUnusable();
    this.store.declare(collections);
    await this.store.journal.saved();
  }

  collections(): string[] {
    return [...this.store.collections.keys()];
  }

  async insertMissing(name: string, documents: { _id: string }[]): Promise<{ added: number; kept: number }> {
    this.refuseIfUnusable();
    if (!this.store.collections.has(name)) this.store.create(name);
    const collection = this.store.collection(name);
    const missing = documents.filter(({ _id }) => !collection.records.get(keyOf(_id))?.document);
    // Through the stored form: what cannot be stored (functions, undefined) is dropped here and not after a restart.
    const fresh = missing.map((document) => {
      const text = storedText(document);
      return { document: parseStored(text), bytes: text.length * 3 };
    });
    try {
      await add(this.store, collection, fresh);
    } finally {
      await this.store.journal.saved();
    }
    return { added: fresh.length, kept: documents.length - fresh.length };
  }

  async empty(names = this.collections()): Promise<void> {
    this.refuseIfUnusable();
    await this.store.empty(names);
  }

  find(name: string, query: Document = {}): Document[] {
    this.refuseIfUnusable();
    return selectRecords(this.store.collection(name), { query }, { examined: 0 }).map(({ document }) => cloneValue(document!));
  }

  stats(): Statistics {
    const all = Object.values(this.figures);
    const sum = (field: keyof ActionFigures): number => all.reduce((total, figures) => total + figures[field], 0);
    const collections = [...this.store.collections.values()];
    return {
      operations: sum('operations'),
      examined: sum('examined'),
      actions: structuredClone(this.figures),
      collections: Object.fromEntries(collections.map(({ name, size, indexes }) => [name, { documents: size, indexes: indexes.length }])),
      commits: this.store.journal.commits,
      changes: this.store.journal.written,
      openTransactions: this.store.transactions.size,
    };
  }

  intercept(interceptor: Interceptor | null): void {
    this.interceptor = interceptor;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.store.transactions.endAll();
    await this.store.journal.close();
  }
}
