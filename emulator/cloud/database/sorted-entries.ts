/**
 * A sorted list of (key, record) in blocks: logarithmic search, cheap insertion, counting by blocks. Keys are held as bytes (packed-key.ts);
 * every entry ends in the record's ordinal, so that no two are equal and the bytes alone decide.
 */
import { compareBytes, ordinalAt, ordinalLength, packEntry, packKey, unpackEntry } from './packed-key';
import { type Arena, sortedOrder } from './packed-sort';

const fullBlock = 512;

export class SortedEntries<R> {
  private blocks: Block[] = [];
  size = 0;

  /** `at` gives the record of an ordinal. */
  constructor(private readonly at: (ordinal: number) => R) {}

  /** Replaces the content by the keys of the records. With `unique`, returns two records that share a key, if there are. */
  load(records: Iterable<[ordinal: number, keys: string[]]>, unique: boolean): [R, R] | null {
    const arena = gather(records);
    const order = sortedOrder(arena);
    this.blocks = [];
    this.size = arena.count;
    let twice: [R, R] | null = null;
    for (let i = 0; i < order.length; i += fullBlock / 2) {
      const block = Block.of(arena, order.subarray(i, i + fullBlock / 2));
      const clash: [number, number] | null = unique && !twice ? clashIn(block, this.blocks.at(-1)) : null;
      if (clash) twice = [this.at(clash[0]), this.at(clash[1])];
      this.blocks.push(block);
    }
    return twice;
  }

  insert(key: string, ordinal: number): void {
    const entry = packEntry(key, ordinal);
    this.size++;
    if (this.blocks.length === 0) this.blocks.push(new Block());
    const index = Math.min(this.blockOf(entry), this.blocks.length - 1);
    const block = this.blocks[index]!;
    const at = block.placeOf(entry);
    block.insert(at, entry);
    if (block.count <= fullBlock) return;
    // Keys often come in ascending order: then the left half would never be filled again.
    const half = at === fullBlock ? fullBlock - 1 : fullBlock / 2;
    this.blocks.splice(index + 1, 0, block.splitAt(half));
  }

  remove(key: string, ordinal: number): void {
    const entry = packEntry(key, ordinal);
    const index = this.blockOf(entry);
    const block = this.blocks[index];
    if (!block) return;
    const at = block.placeOf(entry);
    if (!block.holds(at, entry)) return;
    this.size--;
    block.remove(at);
    if (block.count === 0) this.blocks.splice(index, 1);
  }

  /** Records whose key lies in [from, to), in order or in reverse. The list must not change meanwhile. */
  range(from: string, to: string, reverse = false): Generator<R> {
    return this.walk(from, to, reverse, (block, i) => this.at(block.ordinal(i)));
  }
  /** The same with the keys; behind each key is something that makes it unlike all others. */
  entries(from: string, to: string, reverse: boolean): Generator<[key: string, record: R]> {
    return this.walk(from, to, reverse, (block, i) => [block.key(i), this.at(block.ordinal(i))]);
  }

  private *walk<T>(fromKey: string, toKey: string, reverse: boolean, give: (block: Block, i: number) => T): Generator<T> {
    const from = this.placeOf(packKey(fromKey));
    const to = this.placeOf(packKey(toKey));
    if (from.block > to.block || (from.block === to.block && from.at >= to.at)) return;
    if (reverse) {
      for (let index = to.block; index >= from.block; index--) {
        const block = this.blocks[index];
        if (!block) continue;
        const first = index === from.block ? from.at : 0;
        for (let i = (index === to.block ? to.at : block.count) - 1; i >= first; i--) yield give(block, i);
      }
      return;
    }
    for (let index = from.block; index <= to.block && index < this.blocks.length; index++) {
      const block = this.blocks[index]!;
      const end = index === to.block ? to.at : block.count;
      for (let i = index === from.block ? from.at : 0; i < end; i++) yield give(block, i);
    }
  }

  /** How many entries lie in [from, to). */
  count(fromKey: string, toKey: string): number {
    const from = this.placeOf(packKey(fromKey));
    const to = this.placeOf(packKey(toKey));
    if (from.block > to.block) return 0;
    let total = to.at - from.at;
    for (let index = from.block; index < to.block; index++) total += this.blocks[index]!.count;
    return Math.max(0, total);
  }

  /** Of the first entry that is not before this one. */
  private placeOf(bound: Uint8Array): { block: number; at: number } {
    const block = this.blockOf(bound);
    return { block, at: this.blocks[block]?.placeOf(bound) ?? 0 };
  }

  /** The first block whose last entry is not before this one; the number of blocks if there is none. */
  private blockOf(entry: Uint8Array): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.blocks[middle]!;
      if (block.compare(block.count - 1, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Some entries, one behind the other in one buffer. */
class Block implements Arena {
  constructor(
    public bytes = new Uint8Array(1024),
    /** Entry i ends before ends[i]. */
    public ends = new Uint32Array(32),
    public count = 0,
  ) {}

  static of(arena: Arena, numbers: Uint32Array): Block {
    const ends = new Uint32Array(numbers.length);
    let length = 0;
    for (let i = 0; i < numbers.length; i++) ends[i] = length += arena.ends[numbers[i]!]! - startOf(arena, numbers[i]!);
    const bytes = new Uint8Array(length);
    let to = 0;
    for (const entry of numbers) for (let from = startOf(arena, entry); from < arena.ends[entry]!; from++) bytes[to++] = arena.bytes[from]!;
    return new Block(bytes, ends, numbers.length);
  }

  compare(i: number, entry: Uint8Array): number {
    return compareBytes(this.bytes, startOf(this, i), this.ends[i]!, entry, 0, entry.length);
  }
  /** Of the first entry that is not before this one. */
  placeOf(entry: Uint8Array): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(middle, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  holds(i: number, entry: Uint8Array): boolean {
    return i < this.count && this.compare(i, entry) === 0;
  }
  ordinal(i: number): number {
    return ordinalAt(this.bytes, this.ends[i]!);
  }
  key(i: number): string {
    return unpackEntry(this.bytes, startOf(this, i), this.ends[i]!);
  }

  insert(i: number, entry: Uint8Array): void {
    const start = startOf(this, i);
    const used = startOf(this, this.count);
    const { length } = entry;
    if (used + length > this.bytes.length) this.bytes = grown(this.bytes, used, used + length);
    if (this.count === this.ends.length) this.ends = grown(this.ends, this.count, this.count + 1);
    this.bytes.copyWithin(start + length, start, used);
    this.bytes.set(entry, start);
    for (let n = this.count; n > i; n--) this.ends[n] = this.ends[n - 1]! + length;
    this.ends[i] = start + length;
    this.count++;
  }
  remove(i: number): void {
    const start = startOf(this, i);
    const length = this.ends[i]! - start;
    this.bytes.copyWithin(start, start + length, startOf(this, this.count));
    this.count--;
    for (let n = i; n < this.count; n++) this.ends[n] = this.ends[n + 1]! - length;
  }
  /** Keeps the entries before i; gives the others. */
  splitAt(i: number): Block {
    const start = startOf(this, i);
    const bytes = this.bytes.slice(start, startOf(this, this.count));
    const ends = this.ends.slice(i, this.count).map((end) => end - start);
    const rest = new Block(bytes, ends, this.count - i);
    this.bytes = this.bytes.slice(0, start);
    this.count = i;
    return rest;
  }
}

function startOf({ ends }: { ends: Uint32Array }, i: number): number {
  return i === 0 ? 0 : ends[i - 1]!;
}

function grown<T extends Uint8Array | Uint32Array>(list: T, used: number, needed: number): T {
  const next = new (list.constructor as new (length: number) => T)(needed + (needed >> 1));
  next.set(list.subarray(0, used));
  return next;
}

function gather(records: Iterable<[ordinal: number, keys: string[]]>): Arena {
  let bytes = new Uint8Array(64 * 1024);
  let ends = new Uint32Array(1024);
  let [count, used] = [0, 0];
  for (const [ordinal, keys] of records) {
    for (const key of keys) {
      const entry = packEntry(key, ordinal);
      if (used + entry.length > bytes.length) bytes = grown(bytes, used, used + entry.length);
      if (count === ends.length) ends = grown(ends, count, count + 1);
      for (let i = 0; i < entry.length; i++) bytes[used++] = entry[i]!;
      ends[count++] = used;
    }
  }
  return { bytes, ends, count };
}

/** The ordinals of two neighbours with one key; `before` is the block before. */
function clashIn(block: Block, before: Block | undefined): [number, number] | null {
  const same = (a: Block, i: number, b: Block, n: number): boolean =>
    compareBytes(a.bytes, startOf(a, i), a.ends[i]! - ordinalLength, b.bytes, startOf(b, n), b.ends[n]! - ordinalLength) === 0;
  if (before && same(before, before.count - 1, block, 0)) return [before.ordinal(before.count - 1), block.ordinal(0)];
  for (let i = 1; i < block.count; i++) if (same(block, i - 1, block, i)) return [block.ordinal(i - 1), block.ordinal(i)];
  return null;
}
