/** One index of a collection. */
import { breakRule } from './failures';
import { AFTER, KeyExtractor } from './index-key';
import { isPosition, segmentsOf } from './paths';
import type { RecordTable } from './record-table';
import { SortedEntries } from './sorted-entries';
import type { Document, IndexDeclaration } from './types';

/** What the indexes point at. */
export interface StoredRecord {
  /** Place in the order of insertion; also the key on the disk. */
  readonly ordinal: number;
  /** Identity of `_id` as a string. */
  readonly key: string;
  /** The committed document; null when it is removed but an open transaction may still see it. */
  document: Document | null;
  /** Time (a counter) at which `document` was committed. */
  since: number;
  /** Older states that open transactions may see, oldest first. */
  past: { document: Document | null; since: number }[];
  /** At least the number of bytes of the document. */
  sizeBound: number;
  /** About how many characters of text it had when it came into memory. */
  readonly weight: number;
}

/** Keys that a change takes from and adds to one index. */
export interface KeyChange {
  index: CollectionIndex;
  gone: string[];
  come: string[];
  arraysGone: boolean[];
  arraysCome: boolean[];
}
/** Bytes. */
const longestKey = 1024;

export class CollectionIndex {
  readonly entries = new SortedEntries<StoredRecord>((ordinal) => this.records!.at(ordinal));
  /** For each field, how many records hold an array on its path. */
  readonly arrays: number[];
  /** First segments of the fields. */
  readonly roots: string[];
  /** Positions in arrays (`a.0`) are not looked up by index. */
  readonly usable: boolean;
  /** An index that is not unique is built when the first query asks for it: most are not needed for a while after a start. */
  built = false;
  private readonly extractor: KeyExtractor;
  private records: RecordTable | null = null;

  constructor(
    readonly declaration: IndexDeclaration,
    private readonly collection: string,
  ) {
    this.extractor = new KeyExtractor(declaration, (bytes) => this.refuseLarge(bytes));
    const paths = declaration.keys.map(([field]) => segmentsOf(field));
    this.roots = paths.map(([root]) => root!);
    this.arrays = paths.map(() => 0);
    this.usable = !paths.flat().some(isPosition);
  }

  get name(): string {
    return this.declaration.name;
  }
  get unique(): boolean {
    return this.declaration.unique === true;
  }

  keysOf(document: Document, arrays: boolean[] = []): string[] {
    return this.extractor.keysOf(document, arrays);
  }
  private refuseLarge(bytes: number): void {
    if (bytes > longestKey) breakRule(`WiredTigerIndex::insert: key too large to index, failing tnt.${this.collection}.$${this.name} ${bytes} > ${longestKey}`);
  }

  /** What changes in this index when `before` becomes `after`; null if nothing. Throws for a document that cannot be indexed. */
  change(before: Document | null, after: Document | null): KeyChange | null {
    if (before && after && this.roots.every((root) => before[root] === after[root])) return null;
    const arraysGone: boolean[] = [];
    const arraysCome: boolean[] = [];
    let gone = before ? this.keysOf(before, arraysGone) : [];
    let come = after ? this.keysOf(after, arraysCome) : [];
    if (gone.length > 0 && come.length > 0) {
      const [old, fresh] = [new Set(gone), new Set(come)];
      gone = gone.filter((key) => !fresh.has(key));
      come = come.filter((key) => !old.has(key));
    }
    return { index: this, gone, come, arraysGone, arraysCome };
  }
  update(change: KeyChange, record: StoredRecord): void {
    if (!this.built) return;
    for (const key of change.gone) this.entries.remove(key, record.ordinal);
    for (const key of change.come) this.entries.insert(key, record.ordinal);
    for (let i = 0; i < this.arrays.length; i++) {
      this.arrays[i]! += Number(change.arraysCome[i] ?? false) - Number(change.arraysGone[i] ?? false);
    }
  }

  /**
   * Builds the index over all records. Returns two records that hold one key of a unique index, if there are. Throws for a document that
   * cannot be indexed.
   */
  build(records: RecordTable): [StoredRecord, StoredRecord] | null {
    this.records = records;
    this.arrays.fill(0);
    const clash = this.entries.load(this.keysOfAll(records), this.unique);
    this.built = true;
    return clash;
  }
  private *keysOfAll(records: RecordTable): Generator<[ordinal: number, keys: string[]]> {
    for (const [ordinal, document] of records.fields(this.roots)) {
      const arrays: boolean[] = [];
      const keys = this.keysOf(document, arrays);
      arrays.forEach((is, i) => (this.arrays[i]! += Number(is)));
      yield [ordinal, keys];
    }
  }

  /** Records that hold the key. */
  holders(key: string): Iterable<StoredRecord> {
    return this.entries.range(key, key + AFTER);
  }
  /** Another record that holds the key. */
  holderOf(key: string, self: StoredRecord | undefined): StoredRecord | null {
    for (const record of this.holders(key)) if (record !== self) return record;
    return null;
  }
}
