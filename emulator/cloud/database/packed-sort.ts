/** Sorts many packed entries: a few bytes of each at a time as numbers, which the engine sorts natively, then what is still equal by the next bytes. */
import { compareBytes } from './packed-key';

/** Fewer are sorted by comparing. */
const few = 24;
/** No entry is so long; whoever gets here is sorted by comparing too. */
const deepest = 8192;

/** Entries one behind the other in one buffer; entry i ends where ends[i] says. */
export interface Arena {
  bytes: Uint8Array;
  ends: Uint32Array;
  count: number;
}
const startOf = ({ ends }: Arena, i: number): number => (i === 0 ? 0 : ends[i - 1]!);

/** The entries' numbers in the order of the entries. */
export function sortedOrder(arena: Arena): Uint32Array {
  const order = new Uint32Array(arena.count).map((_, i) => i);
  const work: [from: number, to: number, depth: number][] = [[0, arena.count, 0]];
  for (let part = work.pop(); part; part = work.pop()) {
    const [from, to, depth] = part;
    if (to - from <= few) sortFew(arena, order, from, to);
    else if (depth > deepest) order.subarray(from, to).sort((a, b) => compareEntries(arena, a, b));
    else sortMany(arena, order, from, to, depth, (...next) => work.push(next));
  }
  return order;
}

function compareEntries(arena: Arena, a: number, b: number): number {
  return compareBytes(arena.bytes, startOf(arena, a), arena.ends[a]!, arena.bytes, startOf(arena, b), arena.ends[b]!);
}

function sortFew(arena: Arena, order: Uint32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const entry = order[i]!;
    let at = i;
    for (; at > from && compareEntries(arena, order[at - 1]!, entry) > 0; at--) order[at] = order[at - 1]!;
    order[at] = entry;
  }
}

/** Sorts by the first bytes that are not the same everywhere; hands on each run that is equal in these. All are equal up to `depth`. */
function sortMany(arena: Arena, order: Uint32Array, from: number, to: number, depth: number, handOn: (from: number, to: number, depth: number) => void): void {
  const { bytes, ends } = arena;
  const count = to - from;
  const common = commonLength(arena, order, from, to, depth);
  // The number holds some bytes and, behind them, which entry it is: 53 bits in all.
  const places = 2 ** Math.ceil(Math.log2(count));
  const width = Math.floor((53 - Math.log2(places)) / 8);
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const entry = order[from + i]!;
    let at = startOf(arena, entry) + common;
    let value = 0;
    for (let n = 0; n < width; n++, at++) value = value * 256 + (at < ends[entry]! ? bytes[at]! : 0);
    numbers[i] = value * places + i;
  }
  numbers.sort();
  const before = order.slice(from, to);
  let run = 0;
  for (let i = 0; i < count; i++) {
    order[from + i] = before[numbers[i]! % places]!;
    if (i > 0 && Math.floor(numbers[i]! / places) !== Math.floor(numbers[i - 1]! / places)) {
      if (i - run > 1) handOn(from + run, from + i, common + width);
      run = i;
    }
  }
  if (count - run > 1) handOn(from + run, to, common + width);
}

/** How long a beginning all share; they are known to share `depth`. */
function commonLength(arena: Arena, order: Uint32Array, from: number, to: number, depth: number): number {
  const { bytes, ends } = arena;
  const first = startOf(arena, order[from]!);
  let length = ends[order[from]!]! - first;
  for (let i = from + 1; i < to && length > depth; i++) {
    const entry = order[i]!;
    const start = startOf(arena, entry);
    const most = Math.min(length, ends[entry]! - start);
    let at = depth;
    while (at < most && bytes[start + at] === bytes[first + at]) at++;
    length = at;
  }
  return Math.max(length, depth);
}
