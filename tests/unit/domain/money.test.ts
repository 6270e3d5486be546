import fc from 'fast-check';
import { allocate, fen, minus, sum, times, yuan } from '../../../cloudfunctions/domain/money';

const amount = fc.integer({ min: 0, max: 1_000_000_000 });

test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('%p is no amount', (value) => {
  expect(() => fen(value)).toThrow(RangeError);
});

test('sums and products that leave the exact range throw', () => {
  expect(() => times(2 ** 40, 2 ** 20)).toThrow(RangeError);
  expect(() => sum([2 ** 53 - 1, 1])).toThrow(RangeError);
  expect(() => minus(1, 2)).toThrow(RangeError);
  expect(sum([])).toBe(0);
  expect(minus(5, 5)).toBe(0);
});

test.each([[0, '0'], [1, '0.01'], [10, '0.1'], [1200, '12'], [1234, '12.34'], [100_000_00, '100000']])('%i fen are %s yuan', (value, text) => {
  expect(yuan(value)).toBe(text);
});

describe('allocate', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [1, [1, 1], [1, 0]],
    [10, [0, 0], [10, 0]],
    [7, [3, 0, 4], [3, 0, 4]],
    [5, [1, 2, 2], [1, 2, 2]],
    [0, [5, 5], [0, 0]],
    [100, [1, 2, 3], [17, 33, 50]],
  ])('%i over %j', (total, weights, shares) => {
    expect(allocate(total, weights)).toEqual(shares);
  });

  test('nothing can be shared out over nobody', () => {
    expect(allocate(0, [])).toEqual([]);
    expect(() => allocate(1, [])).toThrow(RangeError);
  });

  test('the shares add up, none is more than a fen away from its exact part, and heavier never gets less', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 30 }), (total, weights) => {
        const shares = allocate(total, weights);
        expect(shares.reduce((all: number, share) => all + share, 0)).toBe(total);
        const whole = weights.reduce((all, weight) => all + weight, 0);
        for (const [i, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          if (whole === 0) continue;
          expect(Math.abs(share - (total * weights[i]!) / whole)).toBeLessThan(1 + 1e-3);
          if (weights[i] === 0) expect(share).toBe(0);
          for (const [j, other] of shares.entries()) if (weights[i]! > weights[j]!) expect(share).toBeGreaterThanOrEqual(other);
        }
      }),
    );
  });

  test('a part of a line is never more than the line, when no more is shared out than there is', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (weights, part) => {
        const total = Math.floor(weights.reduce((all, weight) => all + weight, 0) * part);
        for (const [i, share] of allocate(total, weights).entries()) expect(share).toBeLessThanOrEqual(weights[i]!);
      }),
    );
  });

  test('is exact where floating point is not', () => {
    const big = 2 ** 52;
    expect(sum(allocate(big, [big - 1, 1, 1].map((weight) => Math.floor(weight / 2))))).toBe(big);
  });
});
