import type { SpuCard } from '../../typings/index';

type Words = Pick<SpuCard, 'title' | 'subTitle'>;
export type Side = 'left' | 'right';
/** Some cards of one column. Far from the screen it has no cards, only their height. */
export interface Part<T> {
  key: string;
  cards: T[];
  /** px; 0: not measured yet. */
  height: number;
}
/** A part as it lies on the screen. */
export interface Measured {
  side: Side;
  index: number;
  height: number;
}
type Patch<T> = Record<string, Part<T> | T | T[] | number>;

const CARDS_A_PART = 4;
/** Screens above and below the visible one that keep their cards; one mostly goes down. */
const SCREENS_ABOVE = 1;
const SCREENS_BELOW = 3;

/** Height of a card in units of its width, as far as it can be told before it is drawn: a square picture, then its lines of text. */
function height(card: Words): number {
  const titleLines = card.title.length > 11 ? 2 : 1;
  return 1 + 0.42 + 0.12 * titleLines + (card.subTitle ? 0.1 : 0);
}

/**
 * Two columns filled evenly, the next card going to the shorter one, and drawn near the screen only: the number of nodes stays bounded
 * however long the list grows. Everything answers with paths for setData on `left` and `right`, which are lists of parts.
 */
export class Waterfall<T extends Words> {
  private heights: Record<Side, number> = { left: 0, right: 0 };
  private parts: Record<Side, { key: string; cards: T[]; height: number; shown: boolean }[]> = { left: [], right: [] };

  reset(): void {
    this.heights = { left: 0, right: 0 };
    this.parts = { left: [], right: [] };
  }

  /** `left[3]` is a new part, `right[2].cards[1]` one more card of a part. */
  append(cards: T[]): Patch<T> {
    const patch: Patch<T> = {};
    for (const card of cards) {
      const side: Side = this.heights.left <= this.heights.right ? 'left' : 'right';
      const parts = this.parts[side];
      const last = parts[parts.length - 1];
      this.heights[side] += height(card);
      if (last && last.shown && last.cards.length < CARDS_A_PART) {
        const part = patch[`${side}[${parts.length - 1}]`] as Part<T> | undefined;
        if (part) part.cards.push(card);
        else patch[`${side}[${parts.length - 1}].cards[${last.cards.length}]`] = card;
        last.cards.push(card);
        last.height = 0;
      } else {
        const key = `${side}${parts.length}`;
        parts.push({ key, cards: [card], height: 0, shown: true });
        patch[`${side}[${parts.length - 1}]`] = { key, cards: [card], height: 0 };
      }
    }
    return patch;
  }

  /** Takes down how high the parts with cards turned out to be. */
  measured(found: readonly Measured[]): void {
    for (const { side, index, height: px } of found) {
      const part = this.parts[side][index];
      if (part?.shown && px > 0) part.height = px;
    }
  }

  /** Which parts gain or lose their cards. `top`: px from the feed's beginning to the screen's upper edge; `screen`: its height in px. */
  look(top: number, screen: number): Patch<T> {
    const patch: Patch<T> = {};
    const from = top - screen * SCREENS_ABOVE;
    const to = top + screen * (1 + SCREENS_BELOW);
    for (const side of ['left', 'right'] as const) {
      let y = 0;
      for (const [i, part] of this.parts[side].entries()) {
        // What was not measured has to be drawn, and so has everything whose place follows from it.
        const near = part.height === 0 || (y + part.height > from && y < to);
        if (near !== part.shown) {
          part.shown = near;
          patch[`${side}[${i}].cards`] = near ? [...part.cards] : [];
          if (!near) patch[`${side}[${i}].height`] = part.height;
        }
        y += part.height;
      }
    }
    return patch;
  }
}
