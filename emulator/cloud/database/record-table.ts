/**
 * The documents of a collection, by key and in the order of insertion. For each there are a few numbers; the documents themselves are
 * read from the disk when they are asked for, and held as long as they are in use (residents.ts).
 */
import type { StoredRecord } from './collection-index';
import { parseStored } from './ejson';
import type { Disk } from './journal';
import { keyOf } from './record-key';
import type { Residents } from './residents';
import { FieldReader } from './stored-fields';
import { textAt } from './text-batch';
import type { Document } from './types';

/** Documents read from the disk at once. */
const readAtOnce = 512;
/** In a slot whose entry was removed. */
const removed = -1;

export class RecordTable {
  /** By place in the order of insertion; 0: removed. */
  private ordinals = new Float64Array(16);
  /** Of the key. */
  private hashes = new Int32Array(16);
  /** Places used so far, removed ones included. */
  private used = 0;
  /** A hash table of places, each plus one. */
  private slots = new Int32Array(32);
  /** Slots that are not 0. */
  private taken = 0;
  private live = 0;
  /** Characters of the documents read at the start; enough to know whether all of them fit into memory. */
  private textSize = 0;

  constructor(
    private readonly disk: Disk,
    private readonly residents: Residents,
  ) {}

  /** Also counts removed documents that an open transaction may still see. */
  get size(): number {
    return this.live;
  }

  get(key: string): StoredRecord | undefined {
    const slot = this.slotOf(key);
    return slot < 0 ? undefined : this.at(this.ordinals[this.slots[slot]! - 1]!);
  }

  /** The record of an ordinal that is in the table. */
  at(ordinal: number): StoredRecord {
    return this.residents.get(ordinal) ?? this.hold(ordinal, this.disk.text(ordinal));
  }

  set(key: string, record: StoredRecord): void {
    this.residents.keep(record, record.weight);
    this.enter(key, record.ordinal);
  }
  /** A document that is on the disk; `size` is that of its text. */
  addStored(key: string, ordinal: number, size: number): void {
    this.textSize += size;
    this.enter(key, ordinal);
  }
  delete(key: string): void {
    const slot = this.slotOf(key);
    if (slot < 0) return;
    const place = this.slots[slot]! - 1;
    this.residents.drop(this.ordinals[place]!);
    this.ordinals[place] = 0;
    this.slots[slot] = removed;
    this.live--;
  }
  clear(): void {
    for (let place = 0; place < this.used; place++) this.residents.drop(this.ordinals[place]!);
    this.used = this.taken = this.live = this.textSize = 0;
    this.slots = new Int32Array(32);
  }

  /** All records, in the order of insertion. Nothing may change meanwhile. */
  *values(): Generator<StoredRecord> {
    // A collection that does not fit is only passed through.
    const keep = this.residents.hasRoom(this.textSize);
    for (const [ordinal, text] of this.walk(textAt)) {
      yield this.residents.get(ordinal) ?? (keep ? this.hold(ordinal, text!) : recordOf(ordinal, text!));
    }
  }

  /** Of all documents at least these fields. */
  *fields(names: readonly string[]): Generator<[ordinal: number, document: Document]> {
    const reader = new FieldReader(names);
    for (const [ordinal, read] of this.walk(({ bytes, starts, ends }, i) => reader.read(bytes, starts[i]!, ends[i]!))) {
      const document = read ?? this.residents.get(ordinal)!.document;
      if (document) yield [ordinal, document];
    }
  }

  /** All ordinals; for those that are not in memory what `read` makes of their text. */
  private *walk<T>(read: (batch: ReturnType<Disk['batch']>, i: number) => T): Generator<[ordinal: number, read: T | undefined]> {
    for (let from = 0; from < this.used; from += readAtOnce) {
      const places = this.ordinals.subarray(from, Math.min(from + readAtOnce, this.used));
      const missing = places.filter((ordinal) => ordinal !== 0 && !this.residents.has(ordinal));
      const batch = missing.length > 0 ? this.disk.batch(missing) : null;
      let next = 0;
      for (const ordinal of places) {
        if (ordinal === 0) continue;
        const isMissing = batch !== null && next < batch.count && batch.ordinals[next] === ordinal;
        yield [ordinal, isMissing ? read(batch, next++) : undefined];
      }
    }
  }

  private hold(ordinal: number, text: string): StoredRecord {
    const record = recordOf(ordinal, text);
    this.residents.keep(record, record.weight);
    return record;
  }

  /** -1: not there. */
  private slotOf(key: string): number {
    const hash = hashOf(key);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = this.slots[slot]! - 1;
      if (place >= 0 && this.hashes[place] === hash && this.at(this.ordinals[place]!).key === key) return slot;
    }
    return -1;
  }

  private enter(key: string, ordinal: number): void {
    if (this.used === this.ordinals.length) this.resize();
    const hash = hashOf(key);
    this.ordinals[this.used] = ordinal;
    this.hashes[this.used] = hash;
    this.used++;
    this.live++;
    if ((this.taken + 1) * 4 > this.slots.length * 3) this.rehash();
    else this.occupy(this.used - 1);
  }
  private occupy(place: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hashes[place]! & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = place + 1;
    this.taken++;
  }
  private rehash(): void {
    let length = 32;
    while (length < this.live * 1.6) length *= 2;
    this.slots = new Int32Array(length);
    this.taken = 0;
    for (let place = 0; place < this.used; place++) if (this.ordinals[place] !== 0) this.occupy(place);
  }
  /** Leaves out what was removed, and makes room. */
  private resize(): void {
    const length = Math.max(16, Math.ceil(this.live * 1.5));
    const [ordinals, hashes] = [new Float64Array(length), new Int32Array(length)];
    let used = 0;
    for (let place = 0; place < this.used; place++) {
      if (this.ordinals[place] === 0) continue;
      ordinals[used] = this.ordinals[place]!;
      hashes[used++] = this.hashes[place]!;
    }
    [this.ordinals, this.hashes, this.used] = [ordinals, hashes, used];
    this.rehash();
  }
}

function recordOf(ordinal: number, text: string): StoredRecord {
  const document = parseStored(text);
  return { ordinal, key: keyOf(document._id), document, since: 0, past: [], sizeBound: text.length * 3, weight: text.length };
}

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
