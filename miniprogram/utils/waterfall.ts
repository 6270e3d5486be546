import type { SpuCard } from '../../typings/index';

/** Height of a card in units of its width, as far as it can be told before it is drawn: a square picture, then its lines of text. */
function height(card: Pick<SpuCard, 'title' | 'subTitle'>): number {
  const titleLines = card.title.length > 11 ? 2 : 1;
  return 1 + 0.42 + 0.12 * titleLines + (card.subTitle ? 0.1 : 0);
}

/** Two columns filled evenly: the next card goes to the shorter one. Remembers the heights from page to page. */
export class Waterfall<T extends Pick<SpuCard, 'title' | 'subTitle'>> {
  private heights: [number, number] = [0, 0];
  private counts: [number, number] = [0, 0];

  reset(): void {
    this.heights = [0, 0];
    this.counts = [0, 0];
  }

  /** setData paths that append the cards: `left[3]`, `right[2]` … */
  append(cards: T[]): Record<string, T> {
    const patch: Record<string, T> = {};
    for (const card of cards) {
      const side = this.heights[0] <= this.heights[1] ? 0 : 1;
      patch[`${side === 0 ? 'left' : 'right'}[${this.counts[side]}]`] = card;
      this.counts[side]++;
      this.heights[side] += height(card);
    }
    return patch;
  }
}
