/** Rules of the cart: how much goes in, and whether a line can be bought as it stands. */
import type { CartLineState } from '../../typings';

/** SKUs in one cart. */
export const MOST_CART_LINES = 120;
/** Pieces of one SKU. */
export const MOST_PIECES = 999;

export function cartLineState(line: { listed: boolean; available: number; num: number }): CartLineState {
  if (!line.listed) return 'offShelf';
  if (line.available < 1) return 'soldOut';
  return line.available < line.num ? 'short' : 'ok';
}
