/** What is gathered over the documents of a group, or over the elements of an array. */
import { breakRule } from '../failures';
import { encodeKey } from '../index-key';
import { isNumeric, type Numeric, plus, toNumber } from '../numbers';
import type { Value } from '../types';
import { compareValues, isDocument } from '../values';
import { compileExpression, compileOperands, type Expression, isNothing, type Operator, type Scope } from './compile';
import { merged } from './sets-and-objects';

/** From the values of all documents, in their order; what is missing is undefined. The result may be missing too. */
type Gather = (values: Value[]) => Value;

function sum(values: Value[]): Value {
  let total: Numeric = 0;
  for (const value of values) if (isNumeric(value)) total = plus(total, value) ?? toNumber(total) + toNumber(value);
  return total;
}
function average(values: Value[]): Value {
  const counted = values.filter(isNumeric);
  return counted.length === 0 ? null : toNumber(sum(counted)) / counted.length;
}
/** Nothing takes no part. */
const extreme = (sign: 1 | -1): Gather => (values) => {
  let best: Value = null;
  for (const value of values) if (!isNothing(value) && (best === null || compareValues(value, best) * sign > 0)) best = value;
  return best;
};
const deviation = (less: 0 | 1): Gather => (values) => {
  const counted = values.filter(isNumeric).map(toNumber);
  if (counted.length <= less) return null;
  const mean = counted.reduce((total, value) => total + value, 0) / counted.length;
  return Math.sqrt(counted.reduce((total, value) => total + (value - mean) ** 2, 0) / (counted.length - less));
};
function distinct(values: Value[]): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) {
    if (value === undefined) continue;
    const key = encodeKey(value, 1);
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

const gatherers: Record<string, Gather> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: (values) => values[0],
  $last: (values) => values.at(-1),
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: distinct,
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
  $mergeObjects: merged,
};

export interface Accumulator {
  /** Of one document. */
  expression: Expression;
  gather: Gather;
}

/** A computed field of a group: `{$sum: …}` and its like. */
export function compileAccumulator(field: string, spec: Value, scope: Scope): Accumulator {
  if (!isDocument(spec)) return breakRule(`The field '${field}' must be an accumulator object`);
  const names = Object.keys(spec);
  if (names.length !== 1) return breakRule(`The field '${field}' must specify one accumulator`);
  const name = names[0]!;
  const gather = Object.hasOwn(gatherers, name) ? gatherers[name] : undefined;
  if (!gather) return breakRule(name.startsWith('$') ? `unknown group operator '${name}'` : `The field '${field}' must be an accumulator object`);
  if (Array.isArray(spec[name])) return breakRule(`The ${name} accumulator is a unary operator`);
  return { expression: compileExpression(spec[name], scope), gather };
}

/** In an expression: over the elements of one array, or over several values. */
const overArray = (gather: Gather): Operator => (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => {
    const values = parts.map((part) => part(frame));
    return gather(values.length === 1 && Array.isArray(values[0]) ? (values[0] as Value[]) : values);
  };
};

export const accumulatorExpressions: Record<string, Operator> = Object.fromEntries(
  ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'].map((name) => [name, overArray(gatherers[name]!)]),
);
