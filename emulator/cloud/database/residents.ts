/**
 * The records that are held in memory as objects. Documents that were not looked at lately are dropped: the disk gives them back. It
 * happens between two turns of the event loop only, so that within a turn one ordinal is always one object.
 */
import type { StoredRecord } from './collection-index';

/** Characters of stored text that may be held as objects. Objects take about three times their text. */
const textHeld = 64 * 1024 * 1024;

export class Residents {
  private young = new Map<number, StoredRecord>();
  private old = new Map<number, StoredRecord>();
  /** Of the young ones, characters of text. */
  private size = 0;
  private scheduled = false;

  constructor(
    /** Tells, for this moment, whether a record must stay: memory knows more of it than the disk. Null: there is no disk. */
    private readonly pins: (() => (record: StoredRecord) => boolean) | null,
    private readonly capacity = textHeld,
  ) {}

  get(ordinal: number): StoredRecord | undefined {
    const record = this.young.get(ordinal);
    if (record || this.old.size === 0) return record;
    const older = this.old.get(ordinal);
    if (older) {
      this.old.delete(ordinal);
      this.keep(older, older.weight);
    }
    return older;
  }
  has(ordinal: number): boolean {
    return this.young.has(ordinal) || this.old.has(ordinal);
  }

  keep(record: StoredRecord, weight: number): void {
    this.young.set(record.ordinal, record);
    this.size += weight;
    if (this.size <= this.capacity / 2 || this.scheduled || !this.pins) return;
    this.scheduled = true;
    setImmediate(() => this.forget());
  }
  drop(ordinal: number): void {
    this.young.delete(ordinal);
    this.old.delete(ordinal);
  }
  /** Whether so much text can be held without dropping others at once. */
  hasRoom(characters: number): boolean {
    return !this.pins || characters <= this.capacity / 2;
  }

  /** The young become the old, and of the old only those stay that must. */
  private forget(): void {
    this.scheduled = false;
    const stay = new Map<number, StoredRecord>();
    const pinned = this.pins!();
    for (const [ordinal, record] of this.old) if (pinned(record)) stay.set(ordinal, record);
    this.old = this.young;
    this.young = stay;
    this.size = 0;
  }
}
