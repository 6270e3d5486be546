/**
 * The database on the disk: one SQLite file. Memory is what queries read; the journal writes every change behind it and says when a
 * change is safe. Changes of one turn of the event loop go into one SQLite transaction (one fsync), in their order, so that the file is at
 * any moment the state after some prefix of the changes.
 */
import type { TextBatch } from './text-batch';
import type { Document } from './types';

export interface DocumentChange {
  ordinal: number;
  collection: number;
  /** null: removed. */
  document: Document | null;
}
export interface StoredCollection {
  id: number;
  name: string;
  /** JSON of the CollectionDeclaration. */
  declaration: string;
}

/** Where the changes go. */
export interface Disk {
  /** False: what was committed is gone, and memory has to keep everything. */
  readonly keeps: boolean;
  /** Gives everything that is there, first the collections, then the documents by ordinal. */
  load(collection: (stored: StoredCollection) => void, documents: (batch: TextBatch) => void): void;
  /** The text of a committed document; throws if it is not there or is not what was written. */
  text(ordinal: number): string;
  /** The same for several, by ascending ordinal. */
  batch(ordinals: Float64Array): TextBatch;
  /** Writes all or nothing; when it returns, it is safe. */
  commit(changes: Iterable<DocumentChange>, collections: StoredCollection[], emptied: number[]): void;
  close(): void;
}

export class Journal {
  private changes = new Map<number, DocumentChange>();
  private collections: StoredCollection[] = [];
  private waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  private scheduled = false;
  private broken: Error | null = null;
  /** How many times something was handed over. */
  appended = 0;
  commits = 0;
  written = 0;

  constructor(private readonly disk: Disk) {}

  /** Changes that belong together, in one call: they reach the disk together or not at all. */
  append(changes: DocumentChange[]): void {
    for (const change of changes) this.changes.set(change.ordinal, change);
    this.schedule();
  }
  declare(collection: StoredCollection): void {
    this.collections.push(collection);
    this.schedule();
  }
  /** Removes all documents of the collections, at once and for good. */
  empty(collections: number[]): void {
    this.flush();
    if (this.broken) throw this.broken;
    this.disk.commit([], [], collections);
    this.commits++;
  }

  /** Resolves when everything appended so far is on the disk. */
  saved(): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    if (!this.scheduled) return Promise.resolve();
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }
  /** A change of the document is not on the disk yet. */
  holds(ordinal: number): boolean {
    return this.changes.has(ordinal);
  }
  /** Throws if a write to the disk failed before: memory and disk differ then, and nothing may be answered any more. */
  check(): void {
    if (this.broken) throw this.broken;
  }

  private schedule(): void {
    this.appended++;
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    if (!this.scheduled) return;
    this.scheduled = false;
    const { changes, collections, waiting } = this;
    [this.changes, this.collections, this.waiting] = [new Map(), [], []];
    try {
      if (this.broken) throw this.broken;
      this.disk.commit(changes.values(), collections, []);
      this.commits++;
      this.written += changes.size;
    } catch (error) {
      this.broken = error as Error;
      for (const { reject } of waiting) reject(error);
      return;
    }
    for (const { resolve } of waiting) resolve();
  }

  close(): void {
    this.flush();
    this.disk.close();
  }
}

/** For ':memory:'. */
export class NoDisk implements Disk {
  readonly keeps = false;
  load(): void {}
  text(): never {
    throw new Error('nothing is on the disk');
  }
  batch(): never {
    throw new Error('nothing is on the disk');
  }
  commit(): void {}
  close(): void {}
}
