/**
 * The database on the disk: one SQLite file. Memory is what queries read; the journal writes every change behind it and says when a
 * change is safe. Changes that come while the disk is still saving earlier ones wait together: they go into one SQLite transaction and are
 * saved at once, in their order, so that the file is at any moment the state after some prefix of the changes.
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
  /** Writes all or nothing. It survives the end of the process; a power cut when saved() has resolved. */
  commit(changes: Iterable<DocumentChange>, collections: StoredCollection[], emptied: number[]): void;
  /** Resolves when everything committed so far is safe. Asked for again only when it has answered. */
  saved(): Promise<void>;
  close(): void;
}

export class Journal {
  private changes = new Map<number, DocumentChange>();
  private collections: StoredCollection[] = [];
  private waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  /** The changes that wait are going to be committed. */
  private scheduled = false;
  /** Saves one batch after the other until nothing is scheduled. */
  private running = false;
  /** The batch that is being saved. */
  private underway: Promise<void> = Promise.resolve();
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
  /** Removes all documents of the collections, for good. The changes so far come before it. */
  empty(collections: number[]): Promise<void> {
    this.commit();
    this.commit(collections);
    this.schedule();
    return this.saved();
  }

  /** Resolves when everything appended so far is safe. */
  saved(): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    if (this.scheduled) return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    return this.underway;
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
    if (!this.running) setImmediate(() => void this.run());
  }

  /** Never rejects: whoever waits is told. */
  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.scheduled) {
      const { waiting } = this;
      this.waiting = [];
      this.scheduled = false;
      this.underway = this.save();
      try {
        await this.underway;
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    }
    this.running = false;
  }

  private async save(): Promise<void> {
    try {
      this.commit();
      await this.disk.saved();
    } catch (error) {
      this.broken ??= error as Error;
    }
    this.check();
  }

  /** Throws if that fails, now or earlier. */
  private commit(emptied: number[] = []): void {
    this.check();
    const { changes, collections } = this;
    if (changes.size + collections.length + emptied.length === 0) return;
    [this.changes, this.collections] = [new Map(), []];
    try {
      this.disk.commit(changes.values(), collections, emptied);
    } catch (error) {
      this.broken = error as Error;
      throw error;
    }
    this.commits++;
    this.written += changes.size;
  }

  /** Rejects if the last changes could not be saved. */
  async close(): Promise<void> {
    const saved = this.saved();
    await saved.catch(() => undefined);
    this.disk.close();
    await saved;
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
  saved(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}
