/**
 * Sends writes one after the other while the page shows their outcome already. A write that waits is replaced by a newer one
 * with the same key, so that ten taps on a plus become two calls. `settled` gets the last answer once nothing waits any more.
 */
export class WriteQueue<T> {
  private waiting = new Map<string, () => Promise<T>>();
  private running = false;

  constructor(
    private readonly settled: (last: T) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get idle(): boolean {
    return !this.running;
  }

  push(key: string, send: () => Promise<T>): void {
    this.waiting.delete(key);
    this.waiting.set(key, send);
    if (!this.running) void this.drain();
  }

  private async drain(): Promise<void> {
    this.running = true;
    try {
      let last: T | undefined;
      for (let next = this.take(); next; next = this.take()) last = await next();
      this.running = false;
      if (last !== undefined) this.settled(last);
    } catch (error) {
      this.running = false;
      this.waiting.clear();
      this.failed(error);
    }
  }

  private take(): (() => Promise<T>) | undefined {
    const first = this.waiting.entries().next();
    if (first.done) return undefined;
    this.waiting.delete(first.value[0]);
    return first.value[1];
  }
}
