import type { Page } from '../../typings/index';

/** more: ask again at the bottom. end: that was all. error: a tap asks again. */
export type FootState = 'more' | 'loading' | 'end' | 'error';

/** Empty pages in a row, after which the user is asked whether to go on. */
const MOST_EMPTY = 5;

/**
 * Walks through a keyset-paginated list. Only one request at a time; what an older walk brings after `restart` is dropped.
 */
export class Pager<T> {
  private cursor: string | null | undefined;
  private walk = 0;
  private loading = false;

  constructor(private readonly fetch: (cursor?: string) => Promise<Page<T>>) {}

  get ended(): boolean {
    return this.cursor === null;
  }

  /** Begins anew; `first` is a page that came by another way. */
  restart(first?: Page<T>): void {
    this.walk++;
    this.loading = false;
    this.cursor = first ? first.nextCursor : undefined;
  }

  /** The next items; null when there is nothing to do: one is under way, the list has ended, or the walk was restarted. */
  async next(): Promise<T[] | null> {
    if (this.loading || this.ended) return null;
    const walk = this.walk;
    this.loading = true;
    try {
      for (let rounds = 1; ; rounds++) {
        const page = await this.fetch(this.cursor ?? undefined);
        if (walk !== this.walk) return null;
        this.cursor = page.nextCursor;
        // A search looks at a bounded number of products at a time, and may find none of them fitting.
        if (page.items.length > 0 || page.nextCursor === null || rounds === MOST_EMPTY) return page.items;
      }
    } catch (error) {
      if (walk !== this.walk) return null;
      throw error;
    } finally {
      if (walk === this.walk) this.loading = false;
    }
  }
}
