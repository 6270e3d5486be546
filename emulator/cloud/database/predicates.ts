/** Query operators over single values: regular expressions, remainders, types and bits. */
import { Long } from 'bson';
import { toRegExp } from './ejson';
import { breakRule } from './failures';
import { isInteger, toBigInt } from './numbers';
import type { Value } from './types';
import { equalValues, shown, typeName } from './values';

type ValueTest = (value: Value) => boolean;

export function compileRegex(operand: Value, options?: Value): ValueTest {
  const pattern =
    operand instanceof RegExp ? (typeof options === 'string' ? toRegExp(operand.source, options) : operand) : toRegExp(operand, options);
  const expression = matcherOf(pattern);
  return (value) => (typeof value === 'string' ? expression.test(value) : value instanceof RegExp && equalValues(value, pattern));
}

/** The expression by which texts are tested: whole characters are counted, also those outside the BMP, where its syntax allows that. */
export function matcherOf(pattern: RegExp): RegExp {
  // A global or sticky expression would remember where it stopped.
  const flags = pattern.flags.replace(/[gyu]/g, '');
  try {
    return new RegExp(pattern.source, `${flags}u`);
  } catch {
    // Escapes that JavaScript forbids in that mode (\- and its like).
    return new RegExp(pattern.source, flags);
  }
}

export function compileMod(operand: Value): ValueTest {
  if (!Array.isArray(operand) || operand.length !== 2) return breakRule('malformed mod, needs to be an array of two numbers');
  const [divisor, remainder] = operand.map((part) => (typeof part === 'number' ? Math.trunc(part) : NaN)) as [number, number];
  if (Number.isNaN(divisor) || Number.isNaN(remainder)) return breakRule('malformed mod, divisor and remainder must be numbers');
  if (divisor === 0) return breakRule('divisor cannot be 0');
  return (value) => {
    if (value instanceof Long) return value.toBigInt() % BigInt(divisor) === BigInt(remainder);
    return typeof value === 'number' && Number.isFinite(value) && Math.trunc(value) % divisor === remainder;
  };
}

const typeNumbers: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
};
const typeNames = new Set([...Object.values(typeNumbers), 'number', 'javascript']);

export function compileType(operand: Value): ValueTest {
  const wanted = new Set(
    (Array.isArray(operand) ? operand : [operand]).map((type: Value) => {
      const name = typeof type === 'number' ? typeNumbers[type] : type;
      if (typeof name !== 'string' || !typeNames.has(name)) return breakRule(`Unknown type name alias: ${shown(type)}`);
      return name;
    }),
  );
  return (value) => {
    const name = typeName(value);
    return wanted.has(name) || (wanted.has('number') && ['int', 'long', 'double', 'decimal'].includes(name));
  };
}

export function compileBits(operator: string, operand: Value): ValueTest {
  const mask = maskOf(operator, operand);
  return (value) => {
    if (!isInteger(value)) return false;
    const found = BigInt.asUintN(64, toBigInt(value)) & mask;
    switch (operator) {
      case '$bitsAllSet':
        return found === mask;
      case '$bitsAnySet':
        return found !== 0n;
      case '$bitsAllClear':
        return found === 0n;
      default:
        return found !== mask;
    }
  };
}
function maskOf(operator: string, operand: Value): bigint {
  if (typeof operand === 'number' && Number.isSafeInteger(operand) && operand >= 0) return BigInt(operand);
  if (!Array.isArray(operand)) return breakRule(`${operator} takes a non-negative integer or an array of bit positions`);
  let mask = 0n;
  for (const position of operand as Value[]) {
    if (typeof position !== 'number' || !Number.isInteger(position) || position < 0 || position > 63) {
      return breakRule(`${operator}: bit positions must be integers from 0 to 63`);
    }
    mask |= 1n << BigInt(position);
  }
  return mask;
}
