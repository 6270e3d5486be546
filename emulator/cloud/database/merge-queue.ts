/** Several sorted sequences read as one: a heap of their next entries. */

interface Head<R> {
  key: string;
  value: R;
  rest: Iterator<[key: string, value: R]>;
}

export class MergeQueue<R> {
  private readonly heads: Head<R>[] = [];
  /** Descending: the sequences are sorted from the last key to the first. */
  constructor(private readonly descending: boolean) {}

  add(sequence: Iterator<[key: string, value: R]>): void {
    const { done, value } = sequence.next();
    if (done) return;
    this.heads.push({ key: value[0], value: value[1], rest: sequence });
    this.rise(this.heads.length - 1);
  }

  /** The next value of all; undefined at the end. */
  next(): R | undefined {
    const head = this.heads[0];
    if (!head) return undefined;
    const found = head.value;
    const { done, value } = head.rest.next();
    if (done) {
      const last = this.heads.pop()!;
      if (this.heads.length === 0) return found;
      this.heads[0] = last;
    } else [head.key, head.value] = value;
    this.sink();
    return found;
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.heads[a]!.key, this.heads[b]!.key];
    return this.descending ? x > y : x < y;
  }
  private swap(a: number, b: number): void {
    [this.heads[a], this.heads[b]] = [this.heads[b]!, this.heads[a]!];
  }
  private rise(at: number): void {
    for (let above = (at - 1) >> 1; at > 0 && this.before(at, above); at = above, above = (at - 1) >> 1) this.swap(at, above);
  }
  private sink(): void {
    for (let at = 0; ; ) {
      let first = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < this.heads.length && this.before(below, first)) first = below;
      if (first === at) return;
      this.swap(at, first);
      at = first;
    }
  }
}
