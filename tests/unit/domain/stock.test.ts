import fc from 'fast-check';
import { applyStock, emptyStock, stockChange, stockGuard, stockHolds, type StockEvent, type StockLevels } from '../../../cloudfunctions/domain/stock';

const events: StockEvent[] = ['receive', 'hold', 'release', 'sell', 'return', 'writeOff', 'add', 'take'];

test('a new record', () => {
  expect(emptyStock(7)).toEqual({ available: 7, held: 0, sold: 0, received: 7, adjusted: 0 });
  expect(emptyStock()).toEqual({ available: 0, held: 0, sold: 0, received: 0, adjusted: 0 });
});

test('a sale by hand', () => {
  const held = applyStock(emptyStock(5), 'hold', 3)!;
  expect(held).toMatchObject({ available: 2, held: 3 });
  expect(applyStock(held, 'hold', 3)).toBeNull();
  expect(applyStock(held, 'sell', 4)).toBeNull();
  expect(applyStock(applyStock(held, 'sell', 2)!, 'release', 1)).toEqual({ available: 3, held: 0, sold: 2, received: 5, adjusted: 0 });
});

test.each([
  ['receive', null],
  ['hold', 'available'],
  ['release', 'held'],
  ['sell', 'held'],
  ['return', 'sold'],
  ['writeOff', 'sold'],
  ['add', null],
  ['take', 'available'],
] as const)('%s is guarded by %s', (event, guard) => {
  expect(stockGuard(event)).toBe(guard);
});

test.each([0, -1, 1.5, NaN])('%p is no number of pieces', (num) => {
  expect(() => stockChange('hold', num)).toThrow(RangeError);
});

test('the record keeps its promise through any history', () => {
  const step = fc.record({ event: fc.constantFrom(...events), num: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.nat(200), fc.array(step, { maxLength: 200 }), (start, history) => {
      let stock = emptyStock(start);
      for (const { event, num } of history) {
        const before = stock;
        const after = applyStock(stock, event, num);
        const guard = stockGuard(event);
        expect(after === null).toBe(guard !== null && before[guard] < num);
        if (after) stock = after;
        expect(stockHolds(stock)).toBe(true);
      }
    }),
  );
});

test('a hold that is given back leaves no trace; one that is sold cannot be given back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (start, num) => {
      const held = applyStock(emptyStock(start), 'hold', num);
      if (!held) return expect(num).toBeGreaterThan(start);
      expect(applyStock(held, 'release', num)).toEqual(emptyStock(start));
      expect(applyStock(applyStock(held, 'sell', num)!, 'release', num)).toBeNull();
    }),
  );
});

test.each<Partial<StockLevels>>([{ available: -1, held: 1 }, { held: 1 }, { sold: 1 }, { adjusted: 1 }, { available: 0.5, held: -0.5 }])('%j breaks a record of nothing', (wrong) => {
  expect(stockHolds({ ...emptyStock(), ...wrong })).toBe(false);
});
