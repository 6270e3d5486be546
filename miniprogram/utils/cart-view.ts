import type { Cart, CartLine, CartShop } from '../../typings/index';

/** A shop in the cart with its own tick. */
export interface CartGroup extends CartShop {
  picked: boolean;
  pickable: boolean;
}
export interface CartTotals {
  count: number;
  selectedCount: number;
  selectedFen: number;
  allPicked: boolean;
  /** Lines that were taken off the shelf. */
  invalid: number;
}

const buyable = (line: CartLine) => line.state === 'ok';

export function cartGroups(cart: Cart): CartGroup[] {
  return cart.shops.map((group) => ({ ...group, ...pickOf(group.lines) }));
}

/** A shop is ticked when every line that can be bought is. */
export function pickOf(lines: CartLine[]): { picked: boolean; pickable: boolean } {
  const candidates = lines.filter(buyable);
  return { picked: candidates.length > 0 && candidates.every((line) => line.selected), pickable: candidates.length > 0 };
}

/** The same sums as the cloud's, for the moment between a tap and its answer. */
export function cartTotals(groups: { lines: CartLine[] }[]): CartTotals {
  const lines = groups.flatMap((group) => group.lines);
  const selected = lines.filter((line) => line.selected && buyable(line));
  return {
    count: lines.reduce((sum, line) => sum + line.num, 0),
    selectedCount: selected.reduce((sum, line) => sum + line.num, 0),
    selectedFen: selected.reduce((sum, line) => sum + line.priceFen * line.num, 0),
    allPicked: pickOf(lines).picked,
    invalid: lines.filter((line) => line.state === 'offShelf').length,
  };
}

/** What a line is with another number of pieces. */
export function withNumber(line: CartLine, num: number): CartLine {
  const state = line.state === 'short' || line.state === 'ok' ? (num > line.available ? 'short' : 'ok') : line.state;
  return { ...line, num, state };
}
