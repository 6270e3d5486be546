/** The documents of a collection by the value of one field, for `$lookup`: by an index of the collection, or by one made for the occasion. */
import type { Collection } from './collection';
import { CollectionIndex } from './collection-index';
import { encodeKey } from './index-key';
import { selectRecords, type Meter } from './reading';
import type { Document, Value } from './types';
import { rank, rankOf } from './values';

const byKey = new Set<number>([rank.number, rank.string, rank.boolean, rank.date, rank.objectId]);

export class LookupIndex {
  private own: CollectionIndex | null = null;
  private readonly indexed: boolean;

  constructor(
    private readonly collection: Collection,
    private readonly field: string,
    private readonly meter: Meter,
  ) {
    this.indexed = field === '_id' || collection.indexes.some(({ declaration, usable }) => usable && declaration.keys[0]![0] === field);
  }

  /** Documents in which the field equals one of the values, each once, in the order of insertion. */
  find(values: Value[]): Document[] {
    if (values.length === 0) return [];
    if (this.indexed || !values.every((value) => byKey.has(rankOf(value)))) {
      const records = selectRecords(this.collection, { query: { [this.field]: { $in: values } } }, this.meter);
      return records.sort((a, b) => a.ordinal - b.ordinal).map(({ document }) => document!);
    }
    const found = new Map<number, Document>();
    const index = this.build();
    for (const value of values) {
      const key = encodeKey(value, 1);
      for (const record of index.holders(key)) found.set(record.ordinal, record.document!);
    }
    return [...found].sort(([a], [b]) => a - b).map(([, document]) => document);
  }

  private build(): CollectionIndex {
    if (this.own) return this.own;
    this.own = new CollectionIndex({ name: '', keys: [[this.field, 1]] }, this.collection.name);
    this.own.build(this.collection.records);
    this.meter.examined += this.collection.size;
    this.meter.scanned?.(this.collection, { [this.field]: null }, [], this.collection.size);
    return this.own;
  }
}
