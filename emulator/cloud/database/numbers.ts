/**
 * Numbers as MongoDB has them: a 64-bit integer is a JavaScript number as long as that number is exactly it, and a `Long` otherwise, so
 * that nothing is lost and almost everything is a plain number.
 */
import { Decimal128, Long } from 'bson';
import type { Value } from './types';

export type Numeric = number | Long;

const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/** An integer or a double; Decimal128 is stored and compared, but not calculated with. */
export function isNumeric(value: Value): value is Numeric {
  return typeof value === 'number' || value instanceof Long;
}

/** The number itself, or the double nearest to it. */
export function toNumber(value: Value): number {
  return typeof value === 'number' ? value : Number(String(value));
}

/** A whole number that fits into 64 bits: what MongoDB stores as int or long. */
export function isInteger(value: Value): value is Numeric {
  return typeof value === 'number' ? Number.isInteger(value) && Math.abs(value) < 2 ** 63 && !Object.is(value, -0) : value instanceof Long;
}
export function toBigInt(value: Numeric): bigint {
  return typeof value === 'number' ? BigInt(value) : value.toBigInt();
}

/** The integer as it is held; undefined if it has more than 64 bits. */
export function fromBigInt(value: bigint): Numeric | undefined {
  if (value < least || value > greatest) return undefined;
  const number = Number(value);
  return BigInt(number) === value && Math.abs(number) < 2 ** 63 ? number : Long.fromBigInt(value);
}

/** Undefined: two integers whose sum or product has more than 64 bits. */
export function plus(a: Numeric, b: Numeric): Numeric | undefined {
  return calculate(a, b, (x, y) => x + y, (x, y) => x + y);
}
export function times(a: Numeric, b: Numeric): Numeric | undefined {
  return calculate(a, b, (x, y) => x * y, (x, y) => x * y);
}
export function minus(a: Numeric, b: Numeric): Numeric | undefined {
  return calculate(a, b, (x, y) => x - y, (x, y) => x - y);
}

function calculate(a: Numeric, b: Numeric, roughly: (x: number, y: number) => number, exactly: (x: bigint, y: bigint) => bigint): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = roughly(a, b);
    if (Number.isSafeInteger(result)) return result;
  }
  if (!isInteger(a) || !isInteger(b)) return roughly(toNumber(a), toNumber(b));
  return fromBigInt(exactly(toBigInt(a), toBigInt(b)));
}

/** -1, 0 or 1; NaN comes before all others and equals itself. */
export function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** Compares numbers of any type by their value. */
export function compareNumeric(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  const rough = compareNumbers(toNumber(a), toNumber(b));
  if (rough !== 0 || a instanceof Decimal128 || b instanceof Decimal128) return rough;
  const difference = remainderOf(a) - remainderOf(b);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** What an integer is more than the double nearest to it; at most 512 either way. */
export function remainderOf(value: Value): number {
  return value instanceof Long ? Number(value.toBigInt() - BigInt(value.toNumber())) : 0;
}
