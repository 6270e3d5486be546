/** A sorted list of (key, record) in blocks: logarithmic search, cheap insertion, counting by blocks. */

/** What an entry points at; `ordinal` orders entries of one key. */
export interface Ordered {
  ordinal: number;
}
interface Block<R> {
  keys: string[];
  records: R[];
}
const fullBlock = 512;

export class SortedEntries<R extends Ordered> {
  private blocks: Block<R>[] = [];
  size = 0;

  /** Replaces the content; entries need not be sorted. */
  load(entries: { key: string; record: R }[]): void {
    entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.record.ordinal - b.record.ordinal));
    this.blocks = [];
    this.size = entries.length;
    const step = fullBlock / 2;
    for (let i = 0; i < entries.length; i += step) {
      const part = entries.slice(i, i + step);
      this.blocks.push({ keys: part.map(({ key }) => key), records: part.map(({ record }) => record) });
    }
  }

  insert(key: string, record: R): void {
    this.size++;
    if (this.blocks.length === 0) {
      this.blocks.push({ keys: [key], records: [record] });
      return;
    }
    const index = Math.min(this.blockOf(key, record.ordinal), this.blocks.length - 1);
    const block = this.blocks[index]!;
    const at = placeIn(block, key, record.ordinal);
    block.keys.splice(at, 0, key);
    block.records.splice(at, 0, record);
    if (block.keys.length <= fullBlock) return;
    const half = block.keys.length >> 1;
    this.blocks.splice(index + 1, 0, { keys: block.keys.splice(half), records: block.records.splice(half) });
  }

  remove(key: string, record: R): void {
    const index = this.blockOf(key, record.ordinal);
    const block = this.blocks[index];
    if (!block) return;
    const at = placeIn(block, key, record.ordinal);
    if (block.records[at] !== record || block.keys[at] !== key) return;
    this.size--;
    block.keys.splice(at, 1);
    block.records.splice(at, 1);
    if (block.keys.length === 0) this.blocks.splice(index, 1);
  }

  /** Records whose key lies in [from, to), in order or in reverse. The list must not change meanwhile. */
  *range(from: string, to: string, reverse = false): Generator<{ key: string; record: R }> {
    if (reverse) {
      yield* this.backwards(from, to);
      return;
    }
    let index = this.blockOf(from, -1);
    let at = index < this.blocks.length ? placeIn(this.blocks[index]!, from, -1) : 0;
    for (; index < this.blocks.length; index++, at = 0) {
      const { keys, records } = this.blocks[index]!;
      for (; at < keys.length; at++) {
        const key = keys[at]!;
        if (key >= to) return;
        yield { key, record: records[at]! };
      }
    }
  }

  private *backwards(from: string, to: string): Generator<{ key: string; record: R }> {
    let index = this.blockOf(to, -1);
    let at = index < this.blocks.length ? placeIn(this.blocks[index]!, to, -1) - 1 : -1;
    for (;;) {
      if (at < 0) {
        if (--index < 0) return;
        at = this.blocks[index]!.keys.length - 1;
        continue;
      }
      const { keys, records } = this.blocks[index]!;
      for (; at >= 0; at--) {
        const key = keys[at]!;
        if (key < from) return;
        yield { key, record: records[at]! };
      }
    }
  }

  /** How many entries lie in [from, to). */
  count(from: string, to: string): number {
    if (to <= from) return 0;
    const first = this.blockOf(from, -1);
    if (first >= this.blocks.length) return 0;
    const last = this.blockOf(to, -1);
    const skipped = placeIn(this.blocks[first]!, from, -1);
    if (first === last) return placeIn(this.blocks[first]!, to, -1) - skipped;
    let total = -skipped;
    for (let i = first; i < last; i++) total += this.blocks[i]!.keys.length;
    if (last < this.blocks.length) total += placeIn(this.blocks[last]!, to, -1);
    return total;
  }

  /** The first block whose last entry is not before (key, ordinal); the number of blocks if there is none. */
  private blockOf(key: string, ordinal: number): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { keys, records } = this.blocks[middle]!;
      const end = keys.length - 1;
      if (isBefore(keys[end]!, records[end]!.ordinal, key, ordinal)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(key: string, ordinal: number, otherKey: string, otherOrdinal: number): boolean {
  return key < otherKey || (key === otherKey && ordinal < otherOrdinal);
}
/** Place of the first entry of the block that is not before (key, ordinal). */
function placeIn(block: Block<Ordered>, key: string, ordinal: number): number {
  let low = 0;
  let high = block.keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(block.keys[middle]!, block.records[middle]!.ordinal, key, ordinal)) low = middle + 1;
    else high = middle;
  }
  return low;
}
