/** All collections, and the one way in which documents change: checked, applied to memory as a whole, handed to the journal. */
import { calculateObjectSize } from 'bson';
import { EmulatorError } from '../../errors';
import { Collection, type PreparedChange } from './collection';
import type { StoredRecord } from './collection-index';
import { collectionExists, collectionMissing, transactionConflict, writeFailed } from './failures';
import type { Disk, DocumentChange } from './journal';
import { Journal } from './journal';
import { keyOf } from './record-key';
import { RecordTable } from './record-table';
import { Residents } from './residents';
import { FieldReader } from './stored-fields';
import { TextCache } from './text-cache';
import { realClock, type Transaction, TransactionTable, visibleAt } from './transactions';
import type { CollectionDeclaration, Document, LifetimeClock } from './types';

/** MongoDB's limit, in bytes. */
export const largestDocument = 16 * 1024 * 1024;

export class Store {
  readonly collections = new Map<string, Collection>();
  readonly transactions: TransactionTable;
  readonly texts = new TextCache();
  readonly journal: Journal;
  private readonly residents: Residents;
  /** Time of the last commit; a counter. */
  private clock = 1;
  private nextOrdinal = 1;
  private nextCollection = 1;

  constructor(
    private readonly disk: Disk,
    clock: LifetimeClock = realClock,
    held?: number,
  ) {
    this.transactions = new TransactionTable(clock);
    this.journal = new Journal(disk);
    this.residents = new Residents(disk.keeps ? () => this.pins() : null, held);
  }

  /** Of which records memory knows something that the disk does not: the state, or since when it is so and how it was before. */
  private pins(): (record: StoredRecord) => boolean {
    const oldest = this.transactions.oldestSnapshot;
    return ({ ordinal, since }) => since > oldest || this.journal.holds(ordinal);
  }

  /** Reads everything from the disk, then makes collections and indexes those declared. */
  load(declared: CollectionDeclaration[]): void {
    const byId = new Map<number, Collection>();
    const idReader = new FieldReader(['_id']);
    this.disk.load(
      ({ id, name, declaration }) => {
        const collection = this.newCollection(id, JSON.parse(declaration) as CollectionDeclaration);
        this.collections.set(name, collection);
        byId.set(id, collection);
        this.nextCollection = Math.max(this.nextCollection, id + 1);
      },
      ({ count, ordinals, collections, bytes, starts, ends }) => {
        for (let i = 0; i < count; i++) {
          const collection = byId.get(collections[i]!)!;
          const { _id } = idReader.read(bytes, starts[i]!, ends[i]!);
          collection.records.addStored(keyOf(_id), ordinals[i]!, ends[i]! - starts[i]!);
          collection.size++;
        }
        this.nextOrdinal = ordinals[count - 1]! + 1;
      },
    );
    for (const collection of byId.values()) collection.setIndexes(collection.declaration.indexes ?? [], true);
    this.declare(declared);
  }

  private newCollection(id: number, declaration: CollectionDeclaration): Collection {
    return new Collection(id, declaration.name, declaration, new RecordTable(this.disk, this.residents));
  }

  collection(name: unknown): Collection {
    const collection = typeof name === 'string' ? this.collections.get(name) : undefined;
    if (!collection) throw collectionMissing(String(name));
    return collection;
  }

  create(name: string): void {
    if (this.collections.has(name)) throw collectionExists();
    this.declare([{ name, indexes: [] }]);
  }

  declare(declarations: CollectionDeclaration[]): void {
    for (const declaration of declarations) {
      let collection = this.collections.get(declaration.name);
      const changed = !collection || JSON.stringify(collection.declaration) !== JSON.stringify(declaration);
      collection ??= this.newCollection(this.nextCollection++, declaration);
      const problem = collection.setIndexes(declaration.indexes ?? [], false);
      if (problem) {
        throw new EmulatorError(
          `The index ${problem.index} of collection ${declaration.name} cannot be built: ${problem.reason}.`,
          'Change these documents or the index declaration. In a unique index a missing field counts as null.',
        );
      }
      collection.declaration = declaration;
      this.collections.set(declaration.name, collection);
      if (changed) this.journal.declare({ id: collection.id, name: collection.name, declaration: JSON.stringify(declaration) });
    }
  }

  async empty(names: string[]): Promise<void> {
    this.transactions.endAll();
    const collections = names.map((name) => this.collection(name));
    const saved = this.journal.empty(collections.map(({ id }) => id));
    for (const collection of collections) collection.clear();
    await saved;
  }

  /** Who holds the document, or a unique key that it needs; a plain write waits until that transaction has ended. */
  holderOf(collection: Collection, key: string, prepared: PreparedChange): Transaction | null {
    const lock = collection.locks.get(key);
    if (lock) return lock;
    if (collection.locks.size === 0) return null;
    const self = collection.records.get(key);
    for (const pending of pendingKeysOf(prepared)) {
      const holder = collection.pendingKeys.get(pending);
      if (holder) return holder;
    }
    const clash = collection.clash(prepared, self);
    return (clash && collection.locks.get(clash.holder.key)) ?? null;
  }

  /** Checks a new state of a document; `bytes` bounds what it grew by. */
  prepare(collection: Collection, key: string, before: Document | null, after: Document | null, bytes: number): PreparedChange {
    const record = collection.records.get(key);
    if (after && (record?.sizeBound ?? 0) + bytes > largestDocument && calculateObjectSize(after) > largestDocument) {
      throw writeFailed(`BSONObj size: ${calculateObjectSize(after)} is invalid. Size must be between 0 and ${largestDocument}(16MB)`);
    }
    return collection.prepare(before, after);
  }

  /** Outside transactions: nobody holds the document (see holderOf). Throws if a unique index forbids it. */
  write(collection: Collection, key: string, prepared: PreparedChange, bytes: number, kind = ''): void {
    const clash = collection.clash(prepared, collection.records.get(key));
    if (clash) throw collection.duplicate(clash.index, prepared.document!, kind);
    this.journal.append([this.apply(collection, key, prepared, ++this.clock, bytes)]);
  }

  /** What a transaction sees under a key. */
  read(transaction: Transaction, collection: Collection, key: string): Document | null {
    const own = transaction.written(collection, key);
    return own !== undefined ? own : visibleAt(collection.records.get(key), transaction.snapshot);
  }

  /** Inside a transaction: the first writer wins, the second is told so at once. */
  writeInTransaction(transaction: Transaction, collection: Collection, key: string, document: Document | null, bytes: number): void {
    const record = collection.records.get(key);
    const lock = collection.locks.get(key);
    if ((lock && lock !== transaction) || (record && record.since > transaction.snapshot)) throw transactionConflict();
    const prepared = this.prepare(collection, key, record?.document ?? null, document, bytes);
    const pending = pendingKeysOf(prepared);
    for (const name of pending) {
      const holder = collection.pendingKeys.get(name);
      if (holder && holder !== transaction) throw transactionConflict();
    }
    this.refuseClash(transaction, collection, key, prepared);
    transaction.write(collection, key, document, bytes);
    for (const name of pending) collection.pendingKeys.set(name, transaction);
  }

  private refuseClash(transaction: Transaction, collection: Collection, key: string, prepared: PreparedChange): void {
    const own = transaction.writes.get(collection);
    if (own) {
      // Against the transaction's own other writes, which are in no index yet.
      for (const { index, come } of prepared.keys) {
        if (!index.unique) continue;
        for (const [otherKey, { document: other }] of own) {
          if (otherKey !== key && other && index.keysOf(other).some((taken) => come.includes(taken))) {
            throw collection.duplicate(index, prepared.document!);
          }
        }
      }
    }
    const clash = collection.clash(prepared, collection.records.get(key));
    if (!clash) return;
    const holder = collection.locks.get(clash.holder.key);
    if (holder && holder !== transaction) throw transactionConflict();
    const mine = own?.get(clash.holder.key)?.document;
    const givenUp = holder === transaction && !(mine && clash.index.keysOf(mine).some((taken) => clash.index.keysOf(prepared.document!).includes(taken)));
    if (givenUp) return;
    throw clash.holder.since > transaction.snapshot ? transactionConflict() : collection.duplicate(clash.index, prepared.document!);
  }

  /** Makes the transaction's writes everybody's, at one time, and ends it. */
  commit(transaction: Transaction): boolean {
    const changes: DocumentChange[] = [];
    const time = ++this.clock;
    for (const [collection, documents] of transaction.writes) {
      // Everything was checked when it was written, and the locks have kept it true since.
      for (const [key, { document, bytes }] of documents) {
        const before = collection.records.get(key)?.document ?? null;
        if (before === document) continue;
        changes.push(this.apply(collection, key, collection.prepare(before, document), time, bytes));
      }
    }
    this.transactions.end(transaction);
    if (changes.length > 0) this.journal.append(changes);
    return changes.length > 0;
  }
  begin(): Transaction {
    return this.transactions.begin(this.clock);
  }

  /** The only place where a stored document changes. */
  private apply(collection: Collection, key: string, prepared: PreparedChange, time: number, bytes: number): DocumentChange {
    let record = collection.records.get(key);
    if (record) this.transactions.keepPast(collection, record, time);
    else {
      record = { ordinal: this.nextOrdinal++, key, document: null, since: 0, past: [], sizeBound: 0, weight: bytes / 3 };
      collection.records.set(key, record);
    }
    collection.size += Number(prepared.document !== null) - Number(record.document !== null);
    collection.applyKeys(prepared, record);
    record.document = prepared.document;
    record.since = time;
    record.sizeBound += bytes;
    if (record.sizeBound > largestDocument && prepared.document) record.sizeBound = calculateObjectSize(prepared.document);
    if (!prepared.document && record.past.length === 0) collection.records.delete(key);
    return { ordinal: record.ordinal, collection: collection.id, document: prepared.document };
  }
}

function pendingKeysOf(prepared: PreparedChange): string[] {
  const names: string[] = [];
  for (const { index, come } of prepared.keys) if (index.unique) for (const key of come) names.push(`${index.name}\0${key}`);
  return names;
}
