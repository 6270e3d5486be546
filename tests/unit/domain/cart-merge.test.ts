/** Two phones, offline for a while, edit one cart: in whatever order their edits arrive, and however often, both see the same in the end. */
import fc from 'fast-check';
import { compacted, joined, newHistory, numberOf, openAdds, reconciled, type LineHistory } from '../../../cloudfunctions/domain/cart-merge';
import type { CartOp } from '../../../typings';

const SKU = 'sku';
type Wish = { kind: 'add'; num: number } | { kind: 'set'; num: number } | { kind: 'pick'; selected: boolean };
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), num: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('set' as const), num: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('pick' as const), selected: fc.boolean() }),
);
/** What a phone does, and how much time passes before it. */
const phone = fc.array(fc.tuple(wish, fc.integer({ min: 0, max: 5 })), { maxLength: 8 });

/** As the phone's queue writes it down: a number names the additions that the phone knows of. */
function queueOf(name: string, wishes: [Wish, number][], start: LineHistory): CartOp[] {
  let at = 100;
  const known = [...openAdds(start)];
  return wishes.map(([one, pause], i): CartOp => {
    at += pause;
    const common = { opId: `${name}-edit-${i}`, at, skuId: SKU };
    if (one.kind === 'add') known.push(common.opId);
    if (one.kind === 'add') return { kind: 'add', ...common, spuId: 'spu', num: one.num };
    if (one.kind === 'set') return { kind: 'set', ...common, num: one.num, covers: [...known] };
    return { kind: 'pick', ...common, selected: one.selected };
  });
}
const bringIn = (history: LineHistory, ops: readonly CartOp[]): LineHistory => ops.reduce(joined, history);
/** Each queue in its own order, otherwise as `turns` says. */
function interleaved(a: CartOp[], b: CartOp[], turns: boolean[]): CartOp[] {
  const rest: [CartOp[], CartOp[]] = [[...a], [...b]];
  const out: CartOp[] = [];
  for (let i = 0; rest[0].length + rest[1].length > 0; i++) {
    const side = rest[turns[i % Math.max(1, turns.length)] ? 1 : 0];
    out.push((side.length > 0 ? side : rest[0].length > 0 ? rest[0] : rest[1]).shift()!);
  }
  return out;
}
const scene = fc.tuple(fc.integer({ min: 0, max: 5 }), phone, phone);
const seen = (history: LineHistory) => ({ num: numberOf(history), selected: history.selected });

test('any interleaving of two queues, with any repeats, comes to the same', () => {
  fc.assert(
    fc.property(scene, fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }), fc.array(fc.nat(15), { maxLength: 6 }), ([num, first, second], one, other, again) => {
      const start = newHistory(num, true);
      const [a, b] = [queueOf('a', first, start), queueOf('b', second, start)];
      const plain = bringIn(start, interleaved(a, b, one));
      expect(seen(bringIn(start, interleaved(a, b, other)))).toEqual(seen(plain));
      const all = [...a, ...b];
      expect(seen(bringIn(plain, again.flatMap((i) => all[i] ?? [])))).toEqual(seen(plain));
      // Even in no order at all.
      expect(seen(bringIn(start, [...all].reverse()))).toEqual(seen(plain));
    }),
    { numRuns: 2000 },
  );
});

test('no addition is lost: what the last number does not contain comes on top of it', () => {
  fc.assert(
    fc.property(scene, fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }), ([num, first, second], turns) => {
      const start = newHistory(num, true);
      const ops = interleaved(queueOf('a', first, start), queueOf('b', second, start), turns);
      const sets = ops.flatMap((op) => (op.kind === 'set' ? [op] : [])).sort((x, y) => x.at - y.at || (x.opId < y.opId ? -1 : 1));
      const last = sets.at(-1);
      const missing = ops.flatMap((op) => (op.kind === 'add' && !last?.covers.includes(op.opId) ? [op.num] : []));
      expect(numberOf(bringIn(start, ops))).toBe(missing.reduce((all, one) => all + one, last?.num ?? num));
    }),
    { numRuns: 2000 },
  );
});

test('a line that an order took stays away from edits made before, and takes new additions', () => {
  const bought = reconciled(joined(newHistory(2, true), { kind: 'add', opId: 'add-before', at: 5, spuId: 'p', skuId: SKU, num: 1 }), 0, 50);
  expect(numberOf(bought)).toBe(0);
  expect(numberOf(joined(bought, { kind: 'set', opId: 'set-before', at: 40, skuId: SKU, num: 7, covers: [] }))).toBe(0);
  expect(numberOf(joined(bought, { kind: 'add', opId: 'add-after', at: 60, spuId: 'p', skuId: SKU, num: 4 }))).toBe(4);
});

test('a history that was shortened shows the same number', () => {
  let history = newHistory(1, true);
  for (let i = 0; i < 90; i++) {
    history = joined(history, { kind: 'add', opId: `add-${i}`, at: i, spuId: 'p', skuId: SKU, num: 1 });
    if (i === 50) history = joined(history, { kind: 'set', opId: 'set-50', at: i, skuId: SKU, num: 5, covers: openAdds(history) });
    expect(numberOf(compacted(history))).toBe(numberOf(history));
    history = compacted(history);
  }
  expect(Object.keys(history.adds)).toHaveLength(40);
  expect(numberOf(history)).toBe(44);
});
