/** Numbers and dates calculated with. Nothing in, null out. */
import { Long } from 'bson';
import { breakRule } from '../failures';
import { fromBigInt, isInteger, isNumeric, minus, type Numeric, plus, times, toBigInt, toNumber } from '../numbers';
import type { Value } from '../types';
import { shown, typeName } from '../values';
import { compileOperands, isNothing, type Operator } from './compile';

/** Of one number. */
function unary(calculate: (value: number, exact: Numeric) => Value): Operator {
  return (operand, scope, name) => {
    const [argument] = compileOperands(operand, scope, name, 1, 1);
    return (frame) => {
      const value = argument!(frame);
      if (isNothing(value)) return null;
      if (!isNumeric(value)) return breakRule(`${name} only supports numeric types, not ${typeName(value)}`);
      return calculate(toNumber(value), value);
    };
  };
}
/** Of two numbers; `explain` says what is wrong with others. */
function binary(calculate: (a: Numeric, b: Numeric) => Value, explain: (a: Value, b: Value, name: string) => never): Operator {
  return (operand, scope, name) => {
    const [left, right] = compileOperands(operand, scope, name, 2, 2);
    return (frame) => {
      const [a, b] = [left!(frame), right!(frame)];
      if (isNothing(a) || isNothing(b)) return null;
      return isNumeric(a) && isNumeric(b) ? calculate(a, b) : explain(a, b, name);
    };
  };
}
const bothNumeric = (a: Value, b: Value, name: string): never => breakRule(`${name} only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);

const $add: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => {
    let sum: Numeric = 0;
    let dates = 0;
    for (const part of parts) {
      const value = part(frame);
      if (isNothing(value)) return null;
      if (value instanceof Date && ++dates > 1) return breakRule('only one date allowed in an $add expression');
      const number: Value = value instanceof Date ? value.getTime() : value;
      if (!isNumeric(number)) return breakRule(`$add only supports numeric or date types, not ${typeName(value)}`);
      sum = plus(sum, number) ?? toNumber(sum) + toNumber(number);
    }
    return dates === 0 ? sum : new Date(Math.round(toNumber(sum)));
  };
};

const $multiply: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => {
    let product: Numeric = 1;
    for (const part of parts) {
      const value = part(frame);
      if (isNothing(value)) return null;
      if (!isNumeric(value)) return breakRule(`$multiply only supports numeric types, not ${typeName(value)}`);
      product = times(product, value) ?? toNumber(product) * toNumber(value);
    }
    return product;
  };
};

const $subtract: Operator = (operand, scope, name) => {
  const [left, right] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const [a, b] = [left!(frame), right!(frame)];
    if (isNothing(a) || isNothing(b)) return null;
    if (isNumeric(a) && isNumeric(b)) return minus(a, b) ?? toNumber(a) - toNumber(b);
    if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
    if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b)));
    return breakRule(`cant $subtract a${typeName(b)} from a ${typeName(a)}`);
  };
};

function remainder(a: Numeric, b: Numeric): Value {
  if (toNumber(b) === 0) return breakRule("can't $mod by zero");
  if ((a instanceof Long || b instanceof Long) && isInteger(a) && isInteger(b)) return fromBigInt(toBigInt(a) % toBigInt(b));
  const result = toNumber(a) % toNumber(b);
  return result === 0 && isInteger(a) ? 0 : result;
}
function divided(a: Numeric, b: Numeric): Value {
  return toNumber(b) === 0 ? breakRule("can't $divide by zero") : toNumber(a) / toNumber(b);
}

const $pow: Operator = binary(
  (a, b) => {
    const [base, exponent] = [toNumber(a), toNumber(b)];
    if (base === 0 && exponent < 0) return breakRule('$pow cannot take a base of 0 and a negative exponent');
    const result = base ** exponent;
    if (Number.isSafeInteger(result) || !isInteger(a) || !isInteger(b) || exponent < 0 || !Number.isFinite(result)) return result;
    return fromBigInt(toBigInt(a) ** toBigInt(b)) ?? result;
  },
  (a, b) => (isNumeric(a) ? breakRule(`$pow's exponent must be numeric, not ${typeName(b)}`) : breakRule(`$pow's base must be numeric, not ${typeName(a)}`)),
);
const $log: Operator = binary(
  (a, b) => {
    const [value, base] = [toNumber(a), toNumber(b)];
    if (value <= 0) return breakRule(`$log's argument must be a positive number, but is ${value}`);
    if (base <= 0 || base === 1) return breakRule(`$log's base must be a positive number not equal to 1, but is ${base}`);
    return Math.log(value) / Math.log(base);
  },
  (a, b) => (isNumeric(a) ? breakRule(`$log's base must be numeric, not ${typeName(b)}`) : breakRule(`$log's argument must be numeric, not ${typeName(a)}`)),
);
/** Only of numbers greater than zero. */
const logarithm = (name: string, calculate: (value: number) => number): Operator =>
  unary((value) => (value <= 0 ? breakRule(`${name}'s argument must be a positive number, but is ${value}`) : calculate(value)));

/** Whole numbers stay as they are; others lose their fraction in one of several ways. */
const whole = (calculate: (value: number) => number): Operator => unary((value, exact) => (isInteger(exact) ? exact : calculate(value) + 0));

/** To a number of decimal places; a half goes to the even neighbour. */
function placed(name: string, calculate: (value: number) => number): Operator {
  return (operand, scope) => {
    const [argument, places] = compileOperands(operand, scope, name, 1, 2);
    return (frame) => {
      const value = argument!(frame);
      const digits = places ? places(frame) : 0;
      if (isNothing(value) || isNothing(digits)) return null;
      if (!isNumeric(value)) return breakRule(`${name} only supports numeric types, not ${typeName(value)}`);
      if (typeof digits !== 'number' || !Number.isInteger(digits)) return breakRule(`precision argument to ${name} must be a integral value`);
      if (digits < -20 || digits > 100) return breakRule(`cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
      if (!Number.isFinite(toNumber(value)) || (digits >= 0 && isInteger(value))) return value;
      return shifted(calculate(shifted(toNumber(value), digits)), -digits);
    };
  };
}
/** By powers of ten in decimal notation, which is exact where multiplying is not. */
function shifted(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
function halfToEven(value: number): number {
  const below = Math.floor(value);
  const over = value - below;
  if (over !== 0.5) return Math.round(value) + 0;
  return below % 2 === 0 ? below : below + 1;
}

const trigonometry: Record<string, Operator> = Object.fromEntries(
  (['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const).map((name) => [`$${name}`, unary(Math[name])]),
);

export const arithmetic: Record<string, Operator> = {
  $add,
  $multiply,
  $subtract,
  $divide: binary(divided, bothNumeric),
  $mod: binary(remainder, bothNumeric),
  $pow,
  $log,
  $abs: unary((value, exact) => (exact instanceof Long ? (fromBigInt(exact.isNegative() ? -exact.toBigInt() : exact.toBigInt()) ?? breakRule(`can't take $abs of long long min: ${shown(value)}`)) : Math.abs(value))),
  $ceil: whole(Math.ceil),
  $floor: whole(Math.floor),
  $trunc: placed('$trunc', Math.trunc),
  $round: placed('$round', halfToEven),
  $exp: unary(Math.exp),
  $ln: logarithm('$ln', Math.log),
  $log10: logarithm('$log10', Math.log10),
  $sqrt: unary((value) => (value < 0 ? breakRule("$sqrt's argument must be greater than or equal to 0") : Math.sqrt(value))),
  ...trigonometry,
  $atan2: binary((a, b) => Math.atan2(toNumber(a), toNumber(b)), bothNumeric),
  $degreesToRadians: unary((value) => (value * Math.PI) / 180),
  $radiansToDegrees: unary((value) => (value * 180) / Math.PI),
};
