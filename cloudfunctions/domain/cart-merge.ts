/**
 * Edits of one cart by several phones, some of them offline for a while: whatever order they come in, and however often, the cart is the same
 * in the end, and no addition is lost. Additions are kept one by one; a number that was set holds from its time on and names the additions
 * that it already contains; of two numbers the later one holds. A line that is gone keeps its history for a while, so that an old edit does
 * not bring it back.
 */
import type { CartOp } from '../../typings';
import { MOST_PIECES } from './cart-lines';

export interface LineHistory {
  /** The number that was set last, when, by which edit, and the additions that are in it. */
  base: number;
  baseAt: number;
  baseId: string;
  covers: string[];
  /** By edit. */
  adds: Record<string, number>;
  selected: boolean;
  pickAt: number;
  pickId: string;
  /** Of the last edit. */
  at: number;
  /** Of a line that is gone: what it has when an edit brings it back. */
  gone?: { spuId: string; priceFen: number; addedAt: number };
}

/** Additions that are told apart; older ones become part of the number. */
const MOST_ADDS = 40;
/** Histories of lines that are gone. */
const MOST_GONE = 60;

/** Of a line that has none: its number as it stands. */
export function newHistory(num: number, selected: boolean): LineHistory {
  return { base: num, baseAt: 0, baseId: '', covers: [], adds: {}, selected, pickAt: 0, pickId: '', at: 0 };
}

/** Additions that come on top of the number that was set. */
export function openAdds({ adds, covers }: LineHistory): string[] {
  return Object.keys(adds).filter((id) => !covers.includes(id));
}

export function numberOf(history: LineHistory): number {
  return Math.min(MOST_PIECES, openAdds(history).reduce((all, id) => all + history.adds[id]!, history.base));
}

/** The history as it has to be for a line that says `num` (0: there is none): somebody changed the line without it, e.g. an order took it. */
export function reconciled(history: LineHistory, num: number, now: number): LineHistory {
  if (numberOf(history) === num) return history;
  return { ...history, base: num, baseAt: now, baseId: '', covers: Object.keys(history.adds) };
}

/** With one more edit; the same history when it knows the edit, or something later. */
export function joined(history: LineHistory, op: CartOp): LineHistory {
  const touched = { ...history, at: Math.max(history.at, op.at) };
  switch (op.kind) {
    case 'add':
      if (Object.hasOwn(history.adds, op.opId)) return history;
      return picked({ ...touched, adds: { ...history.adds, [op.opId]: op.num } }, op.at, op.opId, true);
    case 'set':
      if (!isLater(op.at, op.opId, history.baseAt, history.baseId)) return history;
      return { ...touched, base: op.num, baseAt: op.at, baseId: op.opId, covers: [...op.covers].sort() };
    case 'pick':
      return picked(touched, op.at, op.opId, op.selected);
  }
}

function picked(history: LineHistory, at: number, id: string, selected: boolean): LineHistory {
  return isLater(at, id, history.pickAt, history.pickId) ? { ...history, selected, pickAt: at, pickId: id } : history;
}

function isLater(at: number, id: string, thanAt: number, thanId: string): boolean {
  return at !== thanAt ? at > thanAt : id > thanId;
}

/** Shorter, and just as good unless a phone comes back after very many additions of others. */
export function compacted(history: LineHistory): LineHistory {
  const ids = Object.keys(history.adds);
  if (ids.length <= MOST_ADDS) return history;
  const folded = ids.slice(0, ids.length - MOST_ADDS);
  const base = folded.filter((id) => !history.covers.includes(id)).reduce((all, id) => all + history.adds[id]!, history.base);
  const adds = Object.fromEntries(Object.entries(history.adds).filter(([id]) => !folded.includes(id)));
  return { ...history, base, adds, covers: history.covers.filter((id) => !folded.includes(id)) };
}

/** Of the lines that are gone, the histories that were edited last. */
export function keptHistories(histories: Record<string, LineHistory>, present: (skuId: string) => boolean): Record<string, LineHistory> {
  const gone = Object.entries(histories).filter(([skuId]) => !present(skuId));
  if (gone.length <= MOST_GONE) return histories;
  const dropped = gone.sort(([, a], [, b]) => b.at - a.at).slice(MOST_GONE).map(([skuId]) => skuId);
  return Object.fromEntries(Object.entries(histories).filter(([skuId]) => !dropped.includes(skuId)));
}
