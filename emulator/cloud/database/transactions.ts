/** Open transactions: snapshot, own writes, life time. What a write means is decided in store.ts. */
import { randomUUID } from 'node:crypto';
import type { Collection } from './collection';
import type { StoredRecord } from './collection-index';
import { transactionMissing } from './failures';
import type { Document, LifetimeClock } from './types';

/** ms */
export const transactionLifetime = 30_000;

interface OwnWrite {
  /** null: removed. */
  document: Document | null;
  /** Bound of what the document grew by. */
  bytes: number;
}

export class Transaction {
  readonly id = randomUUID();
  /** By collection, then by key of the document. */
  readonly writes = new Map<Collection, Map<string, OwnWrite>>();
  readonly ended: Promise<void>;
  private settle!: () => void;
  /** Takes back its end by age. */
  outlive: () => void = () => {};

  constructor(
    /** It sees what was committed until this time. */
    readonly snapshot: number,
  ) {
    this.ended = new Promise((resolve) => (this.settle = resolve));
  }

  written(collection: Collection, key: string): Document | null | undefined {
    return this.writes.get(collection)?.get(key)?.document;
  }
  write(collection: Collection, key: string, document: Document | null, bytes: number): void {
    const known = this.writes.get(collection) ?? new Map<string, OwnWrite>();
    known.set(key, { document, bytes: bytes + (known.get(key)?.bytes ?? 0) });
    this.writes.set(collection, known);
    collection.locks.set(key, this);
  }
  /** Lets go of everything it holds and wakes up who waits for it. */
  release(): void {
    this.outlive();
    for (const [collection, documents] of this.writes) {
      for (const key of documents.keys()) if (collection.locks.get(key) === this) collection.locks.delete(key);
      for (const [key, holder] of collection.pendingKeys) if (holder === this) collection.pendingKeys.delete(key);
    }
    this.settle();
  }
}

export const realClock: LifetimeClock = {
  now: () => Date.now(),
  at(time, task) {
    const timer = setTimeout(task, Math.max(0, time - Date.now()));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export class TransactionTable {
  private readonly open = new Map<string, Transaction>();
  /** Records with older states, by the time at which these became old. */
  private superseded: { collection: Collection; record: StoredRecord; at: number }[] = [];

  constructor(private readonly clock: LifetimeClock) {}

  get size(): number {
    return this.open.size;
  }

  /** What was committed until then is what every open transaction sees; Infinity: none is open. */
  get oldestSnapshot(): number {
    return Math.min(Infinity, ...[...this.open.values()].map(({ snapshot }) => snapshot));
  }

  begin(snapshot: number): Transaction {
    const transaction = new Transaction(snapshot);
    transaction.outlive = this.clock.at(this.clock.now() + transactionLifetime, () => this.end(transaction));
    this.open.set(transaction.id, transaction);
    return transaction;
  }
  find(id: string): Transaction {
    const transaction = this.open.get(id);
    if (!transaction) throw transactionMissing();
    return transaction;
  }
  end(transaction: Transaction): void {
    if (!this.open.delete(transaction.id)) return;
    transaction.release();
    this.forget();
  }
  endAll(): void {
    for (const transaction of [...this.open.values()]) this.end(transaction);
  }

  /** Keeps the state that a record is about to lose, for the transactions that may still read it. */
  keepPast(collection: Collection, record: StoredRecord, at: number): void {
    if (this.open.size === 0) return;
    record.past.push({ document: record.document, since: record.since });
    this.superseded.push({ collection, record, at });
  }
  /** Drops the old states that no open transaction can see any more. */
  private forget(): void {
    const oldest = this.oldestSnapshot;
    let done = 0;
    for (; done < this.superseded.length && this.superseded[done]!.at <= oldest; done++) {
      const { collection, record } = this.superseded[done]!;
      record.past.shift();
      const gone = !record.document && record.past.length === 0;
      if (gone && collection.records.get(record.key) === record) collection.records.delete(record.key);
    }
    if (done > 0) this.superseded = this.superseded.slice(done);
  }
}

/** What a transaction sees of a record, its own writes aside. */
export function visibleAt(record: StoredRecord | undefined, snapshot: number): Document | null {
  if (!record) return null;
  if (record.since <= snapshot) return record.document;
  for (let i = record.past.length - 1; i >= 0; i--) {
    if (record.past[i]!.since <= snapshot) return record.past[i]!.document;
  }
  return null;
}
