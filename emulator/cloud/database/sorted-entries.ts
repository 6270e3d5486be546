/**
 * A sorted list of (key, record) in blocks: logarithmic search, cheap insertion, counting by blocks. Every entry's key ends in the
 * record's ordinal, so that no two are equal and the strings alone decide.
 */

/** What an entry points at. */
export interface Ordered {
  readonly ordinal: number;
}
interface Block<R> {
  keys: string[];
  records: R[];
}
const fullBlock = 512;

/** Code units at the end of a key that hold the ordinal. None of them starts with \uffff. */
const suffixLength = 3;
const suffixOf = (ordinal: number): string => String.fromCharCode(Math.floor(ordinal / 2 ** 32), (ordinal >>> 16) & 0xffff, ordinal & 0xffff);
function ordinalOf(key: string): number {
  const at = key.length - suffixLength;
  return key.charCodeAt(at) * 2 ** 32 + key.charCodeAt(at + 1) * 2 ** 16 + key.charCodeAt(at + 2);
}

export class SortedEntries<R extends Ordered> {
  private blocks: Block<R>[] = [];
  size = 0;

  /** Replaces the content; `keysOf` gives the keys of a record. With `unique`, returns two records that share a key, if there are. */
  load(records: Iterable<R>, keysOf: (record: R) => string[], unique: boolean): [R, R] | null {
    const byOrdinal = new Map<number, R>();
    const all: string[] = [];
    for (const record of records) {
      byOrdinal.set(record.ordinal, record);
      const suffix = suffixOf(record.ordinal);
      for (const key of keysOf(record)) all.push(key + suffix);
    }
    // Without a comparison function: the engine compares strings itself, several times faster.
    all.sort();
    this.blocks = [];
    this.size = all.length;
    for (let i = 0; i < all.length; i += fullBlock / 2) {
      const keys = all.slice(i, i + fullBlock / 2);
      this.blocks.push({ keys, records: keys.map((key) => byOrdinal.get(ordinalOf(key))!) });
    }
    const twice = unique ? all.findIndex((key, i) => i > 0 && key.slice(0, -suffixLength) === all[i - 1]!.slice(0, -suffixLength)) : -1;
    return twice < 0 ? null : [byOrdinal.get(ordinalOf(all[twice - 1]!))!, byOrdinal.get(ordinalOf(all[twice]!))!];
  }

  insert(plainKey: string, record: R): void {
    const key = plainKey + suffixOf(record.ordinal);
    this.size++;
    if (this.blocks.length === 0) {
      this.blocks.push({ keys: [key], records: [record] });
      return;
    }
    const index = Math.min(this.blockOf(key), this.blocks.length - 1);
    const block = this.blocks[index]!;
    const at = placeIn(block.keys, key);
    block.keys.splice(at, 0, key);
    block.records.splice(at, 0, record);
    if (block.keys.length <= fullBlock) return;
    // Keys often come in ascending order: then the left half would never be filled again.
    const half = at === fullBlock ? fullBlock - 1 : fullBlock / 2;
    this.blocks.splice(index + 1, 0, { keys: block.keys.splice(half), records: block.records.splice(half) });
  }

  remove(plainKey: string, record: R): void {
    const key = plainKey + suffixOf(record.ordinal);
    const index = this.blockOf(key);
    const block = this.blocks[index];
    if (!block) return;
    const at = placeIn(block.keys, key);
    if (block.keys[at] !== key) return;
    this.size--;
    block.keys.splice(at, 1);
    block.records.splice(at, 1);
    if (block.keys.length === 0) this.blocks.splice(index, 1);
  }

  /** Records whose key lies in [from, to), in order or in reverse. The list must not change meanwhile. */
  range(from: string, to: string, reverse = false): Generator<R> {
    return this.walk(from, to, reverse, (_key, record) => record);
  }
  /** The same with the keys. */
  entries(from: string, to: string, reverse: boolean): Generator<[key: string, record: R]> {
    return this.walk(from, to, reverse, (key, record) => [key, record]);
  }
  private walk<T>(from: string, to: string, reverse: boolean, give: (key: string, record: R) => T): Generator<T> {
    return reverse ? this.backwards(from, to, give) : this.forwards(from, to, give);
  }

  private *forwards<T>(from: string, to: string, give: (key: string, record: R) => T): Generator<T> {
    let index = this.blockOf(from);
    let at = index < this.blocks.length ? placeIn(this.blocks[index]!.keys, from) : 0;
    for (; index < this.blocks.length; index++, at = 0) {
      const { keys, records } = this.blocks[index]!;
      for (; at < keys.length; at++) {
        if (keys[at]! >= to) return;
        yield give(keys[at]!, records[at]!);
      }
    }
  }

  private *backwards<T>(from: string, to: string, give: (key: string, record: R) => T): Generator<T> {
    let index = this.blockOf(to);
    let at = index < this.blocks.length ? placeIn(this.blocks[index]!.keys, to) - 1 : -1;
    for (;;) {
      if (at < 0) {
        if (--index < 0) return;
        at = this.blocks[index]!.keys.length - 1;
        continue;
      }
      const { keys, records } = this.blocks[index]!;
      for (; at >= 0; at--) {
        if (keys[at]! < from) return;
        yield give(keys[at]!, records[at]!);
      }
    }
  }

  /** How many entries lie in [from, to). */
  count(from: string, to: string): number {
    if (to <= from) return 0;
    const first = this.blockOf(from);
    if (first >= this.blocks.length) return 0;
    const last = this.blockOf(to);
    const skipped = placeIn(this.blocks[first]!.keys, from);
    if (first === last) return placeIn(this.blocks[first]!.keys, to) - skipped;
    let total = -skipped;
    for (let i = first; i < last; i++) total += this.blocks[i]!.keys.length;
    if (last < this.blocks.length) total += placeIn(this.blocks[last]!.keys, to);
    return total;
  }

  /** The first block whose last key is not before this one; the number of blocks if there is none. */
  private blockOf(key: string): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { keys } = this.blocks[middle]!;
      if (keys[keys.length - 1]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Place of the first key that is not before this one. */
function placeIn(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
