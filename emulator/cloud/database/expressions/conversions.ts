/** Types of values, and values of other types made of them. */
import { Long, ObjectId } from 'bson';
import { breakRule, MongoRuleError } from '../failures';
import { fromBigInt, isInteger, isNumeric, toNumber } from '../numbers';
import type { Value } from '../types';
import { shown, typeName } from '../values';
import { compileOperands, compileParts, isNothing, isTrue, type Operator } from './compile';
import { parseDate } from './date-text';
import { timeOf } from './dates';

type Target = 'double' | 'string' | 'objectId' | 'bool' | 'date' | 'int' | 'long';
const numbers: Record<number, Target> = { 1: 'double', 2: 'string', 7: 'objectId', 8: 'bool', 9: 'date', 16: 'int', 18: 'long' };

function unsupported(value: Value, target: Target): never {
  return breakRule(`Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value`);
}
const failed = (text: string, why: string): never => breakRule(`Failed to parse ${why} '${text}' in $convert with no onError value`);

function integerOf(value: Value, target: 'int' | 'long'): Value {
  const [least, most] = target === 'int' ? [-0x80000000, 0x7fffffff] : [-(2 ** 63), 2 ** 63 - 1];
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date && target === 'long') return value.getTime();
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) return failed(value, 'number');
    const exact = fromBigInt(BigInt(value.replace('+', '')));
    return exact === undefined || toNumber(exact) < least || toNumber(exact) > most ? failed(value, 'number') : exact;
  }
  if (!isNumeric(value)) return unsupported(value, target);
  if (value instanceof Long && target === 'long') return value;
  const number = Math.trunc(toNumber(value));
  if (Number.isNaN(number)) return breakRule('Attempt to convert NaN value to integer type in $convert with no onError value');
  if (!Number.isFinite(number)) return breakRule('Attempt to convert infinity value to integer type in $convert with no onError value');
  return number < least || number > most ? breakRule(`Conversion would overflow target type in $convert with no onError value: ${number}`) : number + 0;
}

const conversions: Record<Target, (value: Value) => Value> = {
  int: (value) => integerOf(value, 'int'),
  long: (value) => integerOf(value, 'long'),
  double(value) {
    if (typeof value === 'boolean') return Number(value);
    if (value instanceof Date) return value.getTime();
    if (typeof value === 'string') return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : failed(value, 'number');
    return isNumeric(value) ? toNumber(value) : unsupported(value, 'double');
  },
  bool: (value) => isTrue(value),
  date(value) {
    if (value instanceof Date || value instanceof ObjectId) return new Date(timeOf(value));
    if (typeof value === 'string') return new Date(parseDate(value, null));
    // An int is too small to be a time.
    if (isNumeric(value) && !(isInteger(value) && Math.abs(toNumber(value)) <= 0x7fffffff)) return new Date(Math.trunc(toNumber(value)));
    return unsupported(value, 'date');
  },
  string(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean' || isNumeric(value)) return String(value);
    if (value instanceof Date) return value.toISOString();
    return value instanceof ObjectId ? value.toHexString() : unsupported(value, 'string');
  },
  objectId(value) {
    if (value instanceof ObjectId) return value;
    if (typeof value !== 'string') return unsupported(value, 'objectId');
    return /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : failed(value, 'objectId');
  },
};

const to = (target: Target): Operator => (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const value = argument!(frame);
    return isNothing(value) ? null : conversions[target](value);
  };
};

const $convert: Operator = (operand, scope, name) => {
  const parts = compileParts(operand, scope, name, { input: 'needed', to: 'needed', onError: 'optional', onNull: 'optional' });
  return (frame) => {
    const value = parts.input!(frame);
    const wanted = parts.to!(frame);
    if (isNothing(wanted)) return null;
    const target = typeof wanted === 'number' ? numbers[wanted] : wanted;
    if (typeof target !== 'string' || !Object.hasOwn(conversions, target)) return breakRule(`Unknown type name: ${shown(wanted)}`);
    if (isNothing(value)) return parts.onNull ? parts.onNull(frame) : null;
    if (!parts.onError) return conversions[target as Target](value);
    try {
      return conversions[target as Target](value);
    } catch (error) {
      if (!(error instanceof MongoRuleError)) throw error;
      return parts.onError(frame);
    }
  };
};

export const conversionOperators: Record<string, Operator> = {
  $type: (operand, scope, name) => {
    const [argument] = compileOperands(operand, scope, name, 1, 1);
    return (frame) => typeName(argument!(frame));
  },
  $isNumber: (operand, scope, name) => {
    const [argument] = compileOperands(operand, scope, name, 1, 1);
    return (frame) => isNumeric(argument!(frame));
  },
  $convert,
  $toInt: to('int'),
  $toLong: to('long'),
  $toDouble: to('double'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toString: to('string'),
  $toObjectId: to('objectId'),
};
