/** A collection: its documents and indexes in memory. Changes are checked first and then applied as a whole. */
import { CollectionIndex, type KeyChange, type StoredRecord } from './collection-index';
import type { Alternative } from './constraints';
import { duplicateKey, MongoRuleError, writeFailed } from './failures';
import type { RecordTable } from './record-table';
import type { Order } from './sorting';
import type { Transaction } from './transactions';
import type { CollectionDeclaration, Document, IndexDeclaration, Value } from './types';
import { isDocument, shown } from './values';
import { valueAt } from './paths';

/** A change that was found possible: nothing is changed until it is applied. */
export interface PreparedChange {
  document: Document | null;
  keys: KeyChange[];
}

export class Collection {
  /** Documents written by open transactions, by key. */
  readonly locks = new Map<string, Transaction>();
  /** Keys of unique indexes that open transactions are going to add: `<index>\0<key>`. */
  readonly pendingKeys = new Map<string, Transaction>();
  indexes: CollectionIndex[] = [];
  private idIndex: CollectionIndex | null = null;

  constructor(
    /** Number on the disk. */
    readonly id: number,
    readonly name: string,
    public declaration: CollectionDeclaration,
    readonly records: RecordTable,
  ) {}

  /** Committed documents; `records` also holds removed ones that an open transaction may still see. */
  size = 0;

  /**
   * Makes the indexes those declared; keeps what is the same. With `checked`, the documents are known to fit them: they are built when
   * they are needed. If a new index cannot be built, returns why, and the indexes stay as they were.
   */
  setIndexes(declarations: IndexDeclaration[], checked: boolean): { index: string; reason: string } | null {
    const next: CollectionIndex[] = [];
    for (const declaration of declarations) {
      const same = this.indexes.find((index) => JSON.stringify(index.declaration) === JSON.stringify(declaration));
      const index = same ?? new CollectionIndex(declaration, this.name);
      const reason = same || checked || (!index.unique && this.size === 0) ? null : this.build(index);
      if (reason !== null) return { index: declaration.name, reason };
      next.push(index);
    }
    this.indexes = next;
    return null;
  }
  private build(index: CollectionIndex): string | null {
    try {
      const clash = index.build(this.records);
      if (!clash) return null;
      const [a, b] = clash.map((record) => shown(record.document?._id));
      return `documents ${a} and ${b} have the same ${index.declaration.keys.map(([field]) => field).join(', ')}`;
    } catch (error) {
      if (error instanceof MongoRuleError) return error.message;
      throw error;
    }
  }

  /** Indexes that may serve a query; one over `_id` is made the first time that its order is asked for. */
  indexesFor(order: Order, alternatives: Alternative[]): CollectionIndex[] {
    const wanted = order[0]?.[0] === '_id' || alternatives.every((alternative) => alternative.has('_id'));
    if (!this.idIndex && wanted) {
      this.idIndex = new CollectionIndex({ name: '_id_', keys: [['_id', 1]] }, this.name);
    }
    return this.idIndex ? [this.idIndex, ...this.indexes] : this.indexes;
  }

  /** Computes the index entries of a change and checks the unique ones against the committed documents. Throws a CloudError. */
  prepare(before: Document | null, after: Document | null): PreparedChange {
    const keys: KeyChange[] = [];
    try {
      for (const index of this.idIndex ? [this.idIndex, ...this.indexes] : this.indexes) {
        const change = index.change(before, after);
        if (change) keys.push(change);
      }
    } catch (error) {
      if (error instanceof MongoRuleError) throw writeFailed(error.message);
      throw error;
    }
    return { document: after, keys };
  }

  /** The first entry of a unique index that somebody else holds. */
  clash(prepared: PreparedChange, self: StoredRecord | undefined): { index: CollectionIndex; holder: StoredRecord } | null {
    for (const { index, come } of prepared.keys) {
      if (!index.unique) continue;
      if (!index.built) index.build(this.records);
      for (const key of come) {
        const holder = index.holderOf(key, self);
        if (holder) return { index, holder };
      }
    }
    return null;
  }
  duplicate(index: CollectionIndex, document: Document, kind = ''): Error {
    const values = index.declaration.keys.map(([field]) => `${field}: ${shown(valueAt(document, field) ?? null)}`);
    return duplicateKey(this.name, index.name, values.join(', '), kind);
  }

  applyKeys(prepared: PreparedChange, record: StoredRecord): void {
    for (const change of prepared.keys) change.index.update(change, record);
  }

  clear(): void {
    this.records.clear();
    this.size = 0;
    this.idIndex = null;
    const declarations = this.indexes.map(({ declaration }) => declaration);
    this.indexes = [];
    this.setIndexes(declarations, true);
  }
}

export function refuseBadId(id: Value): void {
  if (Array.isArray(id) || id instanceof RegExp || id === undefined) {
    throw writeFailed(`can't use ${Array.isArray(id) ? 'an array' : 'a regex'} for _id`, '.Insert');
  }
  if (isDocument(id) && Object.keys(id).some((key) => key.startsWith('$'))) throw writeFailed("_id fields may not contain '$'-prefixed fields");
}
