/** Operators over arrays. An array that is null or missing gives null. */
import { breakRule } from '../failures';
import { isNumeric, toNumber } from '../numbers';
import type { Value } from '../types';
import { shown, typeName } from '../values';
import { compileExpression, compileOperands, compileParts, type Expression, extended, type Frame, isNothing, isTrue, type Operator, withVariables } from './compile';
import { compareAny } from './logic';

/** A whole number of 32 bits; otherwise `complain` is told. */
function integer(value: Value, complain: (problem: string) => never): number {
  if (!isNumeric(value)) return complain(`must be a numeric value, but is ${typeName(value)}`);
  const number = toNumber(value);
  if (!Number.isInteger(number) || Math.abs(number) > 0x7fffffff) return complain(`must be representable as a 32-bit integer: ${number}`);
  return number;
}

const $arrayElemAt: Operator = (operand, scope, name) => {
  const [list, position] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const [array, index] = [list!(frame), position!(frame)];
    if (isNothing(array) || isNothing(index)) return null;
    if (!Array.isArray(array)) return breakRule(`$arrayElemAt's first argument must be an array, but is ${typeName(array)}`);
    const at = integer(index, (problem) => breakRule(`$arrayElemAt's second argument ${problem}`));
    return (array as Value[]).at(at);
  };
};
/** `$first` and `$last` of one array. */
const elementAt = (at: number): Operator => (operand, scope, name) => {
  const [list] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const array = list!(frame);
    if (isNothing(array)) return null;
    return Array.isArray(array) ? (array as Value[]).at(at) : breakRule(`${name}'s argument must be an array, but is ${typeName(array)}`);
  };
};

const $concatArrays: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => {
    const result: Value[] = [];
    for (const part of parts) {
      const array = part(frame);
      if (isNothing(array)) return null;
      if (!Array.isArray(array)) return breakRule(`$concatArrays only supports arrays, not ${typeName(array)}`);
      result.push(...(array as Value[]));
    }
    return result;
  };
};

/** The variable by which the elements are called. */
function elementName(operand: Value): string {
  const as = (operand as { as?: Value }).as;
  if (as === undefined) return 'this';
  return typeof as === 'string' ? as : breakRule('a variable name must be a string');
}
const $filter: Operator = (operand, scope, name) => {
  const { input } = compileParts(operand, scope, name, { input: 'needed', as: 'optional', cond: 'later' });
  const as = elementName(operand);
  const test = compileExpression((operand as { cond: Value }).cond, extended(scope, as));
  return (frame) => {
    const array = input!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`input to $filter must be an array not ${typeName(array)}`);
    return (array as Value[]).filter((element) => isTrue(test(withVariables(frame, { [as]: element }))));
  };
};
const $map: Operator = (operand, scope, name) => {
  const { input } = compileParts(operand, scope, name, { input: 'needed', as: 'optional', in: 'later' });
  const as = elementName(operand);
  const body = compileExpression((operand as { in: Value }).in, extended(scope, as));
  return (frame) => {
    const array = input!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`input to $map must be an array not ${typeName(array)}`);
    return (array as Value[]).map((element) => body(withVariables(frame, { [as]: element })) ?? null);
  };
};
const $reduce: Operator = (operand, scope, name) => {
  const { input, initialValue } = compileParts(operand, scope, name, { input: 'needed', initialValue: 'needed', in: 'later' });
  const body = compileExpression((operand as { in: Value }).in, extended(scope, 'this', 'value'));
  return (frame) => {
    const array = input!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`$reduce requires that 'input' be an array, found: ${shown(array)}`);
    return (array as Value[]).reduce((value, element) => body(withVariables(frame, { this: element, value })), initialValue!(frame));
  };
};

const $in: Operator = (operand, scope, name) => {
  const [needle, list] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const array = list!(frame);
    if (!Array.isArray(array)) return breakRule(`$in requires an array as a second argument, found: ${typeName(array)}`);
    const wanted = needle!(frame);
    return (array as Value[]).some((element) => compareAny(element, wanted) === 0);
  };
};

/** The optional start and end of a search; null if the search finds nothing. */
export function searchRange(frame: Frame, [from, to]: (Expression | undefined)[], length: number, name: string): [start: number, end: number] {
  const bound = (expression: Expression | undefined, fallback: number, which: string): number => {
    if (!expression) return fallback;
    const value = expression(frame);
    if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
      return breakRule(`${name} requires an integral ${which} index, found a value of type: ${typeName(value)}, with value: "${shown(value)}"`);
    }
    const number = toNumber(value);
    return number < 0 ? breakRule(`${name} requires a nonnegative ${which} index, found: ${number}`) : number;
  };
  return [bound(from, 0, 'starting'), Math.min(bound(to, length, 'ending'), length)];
}
const $indexOfArray: Operator = (operand, scope, name) => {
  const [list, needle, ...limits] = compileOperands(operand, scope, name, 2, 4);
  return (frame) => {
    const array = list!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`$indexOfArray requires an array as a first argument, found: ${typeName(array)}`);
    const wanted = needle!(frame);
    const [start, end] = searchRange(frame, limits, array.length, name);
    for (let i = start; i < end; i++) if (compareAny(array[i], wanted) === 0) return i;
    return -1;
  };
};

const $isArray: Operator = (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => Array.isArray(argument!(frame));
};

const longestRange = 1_000_000;
const $range: Operator = (operand, scope, name) => {
  const [from, to, by] = compileOperands(operand, scope, name, 2, 3);
  const whole = (value: Value, which: string): number => {
    if (!isNumeric(value)) return breakRule(`$range requires a numeric ${which} value, found value of type: ${typeName(value)}`);
    const number = toNumber(value);
    if (Number.isInteger(number) && Math.abs(number) <= 0x7fffffff) return number;
    return breakRule(`$range requires a ${which} value that can be represented as a 32-bit integer, found value: ${number}`);
  };
  return (frame) => {
    const start = whole(from!(frame), 'starting');
    const end = whole(to!(frame), 'ending');
    const step = by ? whole(by(frame), 'step') : 1;
    if (step === 0) return breakRule('$range requires a non-zero step value');
    if ((end - start) / step > longestRange) return breakRule('$range: the array would be too large');
    const result: number[] = [];
    for (let i = start; step > 0 ? i < end : i > end; i += step) result.push(i);
    return result;
  };
};

const $reverseArray: Operator = (operand, scope, name) => {
  const [list] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const array = list!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`The argument to $reverseArray must be an array, but was of type: ${typeName(array)}`);
    return (array as Value[]).slice().reverse();
  };
};
const $size: Operator = (operand, scope, name) => {
  const [list] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const array = list!(frame);
    return Array.isArray(array) ? array.length : breakRule(`The argument to $size must be an array, but was of type: ${typeName(array)}`);
  };
};

/** `[array, n]`: the first n, or the last -n. `[array, position, n]`: n from a position on. */
const $slice: Operator = (operand, scope, name) => {
  const [list, second, third] = compileOperands(operand, scope, name, 2, 3);
  const whole = (value: Value, which: string): number => {
    if (!isNumeric(value)) return breakRule(`${which} argument to $slice must be a numeric value, but is of type: ${typeName(value)}`);
    const number = toNumber(value);
    return Number.isInteger(number) ? number : breakRule(`${which} argument to $slice can't be represented as a 32-bit integer: ${number}`);
  };
  return (frame) => {
    const [array, a, b] = [list!(frame), second!(frame), third?.(frame)];
    if (isNothing(array) || isNothing(a) || (third && isNothing(b))) return null;
    if (!Array.isArray(array)) return breakRule(`First argument to $slice must be an array, but is of type: ${typeName(array)}`);
    const position = whole(a, 'Second');
    if (!third) return position < 0 ? array.slice(position) : array.slice(0, position);
    const count = whole(b, 'Third');
    if (count <= 0) return breakRule(`Third argument to $slice must be positive: ${count}`);
    const start = position < 0 ? Math.max(0, array.length + position) : position;
    return array.slice(start, start + count);
  };
};

const $zip: Operator = (operand, scope, name) => {
  compileParts(operand, scope, name, { inputs: 'later', useLongestLength: 'optional', defaults: 'optional' });
  const { inputs, useLongestLength = false, defaults } = operand as Record<string, Value>;
  if (!Array.isArray(inputs)) return breakRule(`inputs must be an array of expressions, found ${typeName(inputs)}`);
  if (inputs.length === 0) return breakRule('$zip requires at least one input array');
  if (typeof useLongestLength !== 'boolean') return breakRule(`useLongestLength must be a bool, found ${typeName(useLongestLength)}`);
  if (defaults !== undefined && !Array.isArray(defaults)) return breakRule(`defaults must be an array of expressions, found ${typeName(defaults)}`);
  if (defaults && !useLongestLength) return breakRule('cannot specify defaults unless useLongestLength is true');
  if (defaults && defaults.length !== inputs.length) return breakRule('defaults and inputs must have the same length');
  const lists = inputs.map((input: Value) => compileExpression(input, scope));
  const fillers = (defaults as Value[] | undefined)?.map((filler) => compileExpression(filler, scope));
  return (frame) => {
    const arrays: Value[][] = [];
    for (const list of lists) {
      const array = list(frame);
      if (isNothing(array)) return null;
      if (!Array.isArray(array)) return breakRule(`$zip found a non-array expression in input: ${shown(array)}`);
      arrays.push(array);
    }
    const lengths = arrays.map(({ length }) => length);
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths);
    const filler = fillers?.map((expression) => expression(frame) ?? null);
    return Array.from({ length }, (_, i) => arrays.map((array, at) => (i < array.length ? array[i] : (filler?.[at] ?? null))));
  };
};

export const arrays: Record<string, Operator> = {
  $arrayElemAt,
  $concatArrays,
  $filter,
  $in,
  $indexOfArray,
  $isArray,
  $map,
  $range,
  $reduce,
  $reverseArray,
  $size,
  $slice,
  $zip,
  $first: elementAt(0),
  $last: elementAt(-1),
};
