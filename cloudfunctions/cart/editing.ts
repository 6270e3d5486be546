/** Edits brought into the stored cart: every change goes this way, so that those that were made offline find how a number came about. */
import type { CartOp, Reply } from '../../typings';
import type { CartDoc, CartLineDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { carts } from '../data/store';
import { compacted, joined, keptHistories, newHistory, numberOf, reconciled, type LineHistory } from '../domain/cart-merge';
import { ok } from '../kernel/reply';
import type { Context } from '../kernel/serve';
import { emptyCart } from './view';

/** What a line has when an edit makes it; null: there can be no such line. */
export type Starts = (op: CartOp) => Pick<CartLineDoc, 'spuId' | 'priceFen'> & Partial<Pick<CartLineDoc, 'addedAt'>> | null;
export const startsNothing: Starts = () => null;

/** The edits that `plan` answers with are made, once for each request. */
export function editCart({ openid, now }: Context, request: string, plan: (cart: CartDoc) => Reply<CartOp[]>, starts: Starts = startsNothing): Promise<Reply<CartDoc>> {
  return changeOwned(carts, emptyCart(openid), request, now, (cart) => {
    const planned = plan(cart);
    return planned.ok ? ok(edited(cart, planned.data, starts, now)) : planned;
  });
}

function edited(cart: CartDoc, ops: readonly CartOp[], starts: Starts, now: number): Pick<CartDoc, 'lines' | 'history'> {
  const lines = { ...cart.lines };
  const histories = { ...cart.history };
  for (const op of ops) {
    const { skuId } = op;
    const line = Object.hasOwn(lines, skuId) ? lines[skuId] : undefined;
    const known = Object.hasOwn(histories, skuId) ? histories[skuId] : undefined;
    // A number or a tick of a line that nobody remembers is about nothing.
    if (!line && !known && op.kind !== 'add') continue;
    const before = reconciled(known ?? newHistory(line?.num ?? 0, line?.selected ?? true), line?.num ?? 0, now);
    const after = compacted(joined(before, op));
    const next = lineAfter(line, after, op, starts, now);
    if (next === 'impossible') continue;
    const { gone, ...history } = after;
    const left = line ? { spuId: line.spuId, priceFen: line.priceFen, addedAt: line.addedAt } : gone;
    histories[skuId] = next || !left ? history : { ...history, gone: left };
    if (next) lines[skuId] = next;
    else delete lines[skuId];
  }
  return { lines, history: keptHistories(histories, (skuId) => Object.hasOwn(lines, skuId)) };
}

/** null: the line goes, or stays away. */
function lineAfter(line: CartLineDoc | undefined, history: LineHistory, op: CartOp, starts: Starts, now: number): CartLineDoc | null | 'impossible' {
  const num = numberOf(history);
  if (num <= 0) return null;
  const { selected } = history;
  if (line) return { ...line, num, selected, addedAt: op.kind === 'add' ? now : line.addedAt };
  const start = starts(op) ?? history.gone ?? null;
  return start ? { addedAt: now, ...start, num, selected } : 'impossible';
}
