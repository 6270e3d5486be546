import type { Cart, CartLine, CartOp } from '../../typings/index';

/** With one more edit: a number or a tick takes the place of one that still waits for the same line; additions all stay. */
export function withOp(queue: CartOp[], op: CartOp): CartOp[] {
  if (op.kind === 'add') return queue.some(({ opId }) => opId === op.opId) ? queue : [...queue, op];
  return [...queue.filter((other) => other.kind !== op.kind || other.skuId !== op.skuId), op];
}

/** What a new number of the line contains: additions that the cloud told of, and those that still wait here. */
export function coversOf(line: Pick<CartLine, 'skuId' | 'adds'>, queue: CartOp[]): string[] {
  const own = queue.flatMap((op) => (op.kind === 'add' && op.skuId === line.skuId ? [op.opId] : []));
  return [...new Set([...(line.adds ?? []), ...own])].slice(-80);
}

/** The cart as it will be when the edits are through, as far as this phone can tell; lines that it never saw are left out. */
export function withPending(cart: Cart, queue: CartOp[]): Cart {
  if (queue.length === 0) return cart;
  const shops = cart.shops
    .map((group) => ({ ...group, lines: group.lines.map((line) => queue.reduce(edited, line)).filter(({ num }) => num > 0) }))
    .filter(({ lines }) => lines.length > 0);
  const lines = shops.flatMap((group) => group.lines);
  const chosen = lines.filter(({ selected, state }) => selected && state === 'ok');
  return {
    shops,
    count: lines.reduce((sum, { num }) => sum + num, 0),
    selectedCount: chosen.reduce((sum, { num }) => sum + num, 0),
    selectedFen: chosen.reduce((sum, { num, priceFen }) => sum + num * priceFen, 0),
  };
}

function edited(line: CartLine, op: CartOp): CartLine {
  if (op.skuId !== line.skuId) return line;
  if (op.kind === 'pick') return { ...line, selected: op.selected };
  if (op.kind === 'add' && line.adds?.includes(op.opId)) return line;
  const num = op.kind === 'add' ? line.num + op.num : op.num;
  const state = line.state === 'ok' || line.state === 'short' ? (num > line.available ? 'short' : 'ok') : line.state;
  return { ...line, num, state, ...(op.kind === 'add' ? { selected: true } : {}) };
}
