/** Random numbers that are the same again for the same seed. */
export class Chance {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 to just below 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let value = Math.imul(this.state ^ (this.state >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
  }
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  one<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }
  happens(share: number): boolean {
    return this.next() < share;
  }
}

/** Of this run: CRASH_SEED, or another one each time. */
export function runSeed(): number {
  return Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000_000);
}
/** How many of `most` in this run; CRASH_SIZE is a share, default 1. */
export function sized(most: number): number {
  return Math.max(1, Math.round(most * Number(process.env.CRASH_SIZE ?? 1)));
}
