/** Sums of money: whole fen, never negative, never beyond what a number holds exactly. */
import type { Fen } from '../../typings';

declare const checked: unique symbol;
/** A number of fen that was checked to be one. It can be used wherever Fen is asked for, not the other way round. */
export type Amount = Fen & { readonly [checked]: true };

/** Throws a RangeError when `value` is no amount: a wrong sum is a bug, and must not travel. */
export function fen(value: number): Amount {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an amount of fen: ${value}`);
  return value as Amount;
}

export const ZERO = fen(0);

export function sum(amounts: readonly number[]): Amount {
  return fen(amounts.reduce((total, amount) => total + fen(amount), 0));
}

export function times(amount: number, count: number): Amount {
  return fen(fen(amount) * fen(count));
}

/** Throws when more is taken than there is. */
export function minus(amount: number, taken: number): Amount {
  return fen(fen(amount) - fen(taken));
}

/**
 * Shares `total` out in proportion to `weights`, in whole fen, by largest remainder (ties: the earlier one).
 * The shares add up to `total` exactly. With no weight at all the first one gets everything.
 */
export function allocate(total: number, weights: readonly number[]): Amount[] {
  const amount = BigInt(fen(total));
  const whole = weights.reduce((all, weight) => all + BigInt(fen(weight)), 0n);
  if (weights.length === 0) {
    if (amount > 0n) throw new RangeError('nothing to share an amount out over');
    return [];
  }
  if (whole === 0n) return weights.map((_, i) => (i === 0 ? fen(total) : ZERO));

  const parts = weights.map((weight, i) => {
    const product = amount * BigInt(weight);
    return { i, share: product / whole, remainder: product % whole };
  });
  let left = amount - parts.reduce((all, part) => all + part.share, 0n);
  const byRemainder = [...parts].sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder < b.remainder ? 1 : -1));
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => fen(Number(part.share)));
}

/** 1234 → "12.34", 1200 → "12". */
export function yuan(amount: number): string {
  return (fen(amount) / 100).toFixed(2).replace(/\.?0+$/, '');
}
