/** What the rest of the cloud sees of the database. Types only. */
import type { Log } from '../../contracts';

/** A value as it is held in memory: JSON plus Date, RegExp and the rarer BSON types. Stored documents are never changed in place. */
export type Value = unknown;
export type Document = { [field: string]: Value };

export interface IndexDeclaration {
  name: string;
  /** Fields in order, 1 ascending, -1 descending. A field that holds an array is indexed by each element. */
  keys: [field: string, direction: 1 | -1][];
  unique?: boolean;
}
export interface CollectionDeclaration {
  name: string;
  permission?: 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY';
  /** Security rules for clients, in place of the permission: an expression, or true or false, for each kind of access. */
  rules?: Partial<Record<'read' | 'write' | 'create' | 'update' | 'delete', string | boolean>>;
  indexes?: IndexDeclaration[];
}

/** One request to the database, from the moment it is read until its reply is ready (for a write: until it is on disk). */
export interface Operation {
  /** E.g. database.getDocument. */
  action: string;
  params: Record<string, unknown>;
  /** Documents looked at to answer it. */
  examined: number;
}
/** Sees every operation; what it throws is what the caller gets. Used to make the database fail on purpose. */
export interface Interceptor {
  /** Before anything is done: a throw here means nothing was written. */
  before?(operation: Operation): void | Promise<void>;
  /** After it is on disk: a throw here loses the reply, not the write. */
  after?(operation: Operation): void | Promise<void>;
}

export interface ActionFigures {
  operations: number;
  failed: number;
  examined: number;
  /** Queries that looked at more than 1000 documents with no index to serve them. */
  slow: number;
}
export interface Statistics {
  operations: number;
  examined: number;
  actions: Record<string, ActionFigures>;
  collections: Record<string, { documents: number; indexes: number }>;
  /** Commits to the disk, and document changes in them. */
  commits: number;
  changes: number;
  openTransactions: number;
}

/** Time by which transactions grow old. */
export interface LifetimeClock {
  now(): number;
  /** Runs `task` at a time (ms since the epoch). Returns a function that takes it back. */
  at(time: number, task: () => void): () => void;
}

export interface DatabaseOptions {
  /** Absolute path, or ':memory:' for a database that is gone when it is closed. */
  file: string;
  log?: Log;
  /** As for declare(). */
  collections?: CollectionDeclaration[];
  /** Default: the real time. */
  clock?: LifetimeClock;
  /** How many characters of the documents' text may be held in memory; default 64 million. The rest is read when it is asked for. */
  held?: number;
  /** Pages of SQLite's log after which it is taken over into the file; default 4000. */
  logPages?: number;
}
export interface Database {
  /**
   * Serves one `database.*` action of the wire protocol: the request's body in, the reply's top-level fields out
   * (`{ data }`, or `{ transactionId }`). Rejects with a CloudError. A write resolves when it is on disk.
   * Other keys of `params` than the action's own are ignored.
   */
  handle(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Creates the collections that are missing and makes their indexes those declared. Other collections stay as they are. */
  declare(collections: CollectionDeclaration[]): Promise<void>;
  /** Names of all collections. */
  collections(): string[];
  /** Adds the documents whose `_id` is not there yet. Plain values (numbers, strings, Dates). Creates the collection if need be. */
  insertMissing(collection: string, documents: { _id: string }[]): Promise<{ added: number; kept: number }>;
  /** Removes all documents of the collections named, or of all; collections and indexes stay. Open transactions are aborted. */
  empty(collections?: string[]): Promise<void>;
  /** Copies of the documents that match, unordered; for checks and for the workbench. */
  find(collection: string, query?: Document): Document[];
  stats(): Statistics;
  intercept(interceptor: Interceptor | null): void;
  /** Writes what is still to be written and closes the file. May be called twice. */
  close(): Promise<void>;
}
