/** Update operators over arrays. */
import { breakRule } from './failures';
import { compileQuery, isOperators } from './matcher';
import { refuseBadNames, valueAt } from './paths';
import type { Document, Value } from './types';
import type { Change, FieldContext } from './field-change';
import { compareValues, equalValues, isDocument, shown, typeName } from './values';

type Compile = (operand: Value, path: string) => Change;

function arrayOf(old: Value, { path, document }: FieldContext): Value[] {
  if (old === undefined) return [];
  if (Array.isArray(old)) return old;
  return breakRule(`The field '${path}' must be an array but is of type ${typeName(old)} in document {_id: ${shown(document._id)}}`);
}

/** `{$each: […], …}` or a single value. */
function eachOf(operand: Value, operator: string, modifiers: string[]): { each: Value[]; options: Document } {
  refuseBadNamesOutside(operand);
  if (!isDocument(operand) || !('$each' in operand)) return { each: [operand], options: {} };
  const { $each, ...options } = operand;
  if (!Array.isArray($each)) return breakRule(`The argument to $each in ${operator} must be an array but it was of type ${typeName($each)}`);
  const unknown = Object.keys(options).find((name) => !modifiers.includes(name));
  if (unknown !== undefined) return breakRule(`Unrecognized clause in ${operator}: ${unknown}`);
  return { each: $each, options };
}
function refuseBadNamesOutside(operand: Value): void {
  refuseBadNames(isDocument(operand) && '$each' in operand ? operand.$each : operand);
}

function integer(value: Value, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) return breakRule(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return value;
}

function comparison(order: Value): (a: Value, b: Value) => number {
  if (order === 1 || order === -1) return (a, b) => compareValues(a, b) * order;
  if (!isDocument(order)) return breakRule('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  const keys = Object.entries(order);
  if (keys.length === 0 || keys.some(([, direction]) => direction !== 1 && direction !== -1)) {
    breakRule('The $sort element value must be either 1 or -1');
  }
  const read = (value: Value, path: string): Value => (isDocument(value) ? valueAt(value, path) : undefined);
  return (a, b) => {
    for (const [path, direction] of keys) {
      const result = compareValues(read(a, path), read(b, path)) * (direction as number);
      if (result !== 0) return result;
    }
    return 0;
  };
}

const push: Compile = (operand) => {
  const { each, options } = eachOf(operand, '$push', ['$position', '$slice', '$sort']);
  const position = integer(options.$position, '$position');
  const slice = integer(options.$slice, '$slice');
  const compare = options.$sort === undefined ? null : comparison(options.$sort);
  return (old, context) => {
    const array = arrayOf(old, context);
    if (each.length === 0 && old !== undefined && slice === undefined && !compare) return old;
    const at = position === undefined ? array.length : position < 0 ? Math.max(0, array.length + position) : Math.min(position, array.length);
    let next = [...array.slice(0, at), ...each, ...array.slice(at)];
    if (compare) next.sort(compare);
    if (slice !== undefined) next = slice < 0 ? next.slice(slice) : next.slice(0, slice);
    return old !== undefined && equalValues(old, next) ? old : next;
  };
};

const addToSet: Compile = (operand) => {
  const { each } = eachOf(operand, '$addToSet', []);
  return (old, context) => {
    if (old !== undefined && !Array.isArray(old)) {
      return breakRule(`Cannot apply $addToSet to non-array field. Field named '${context.path.split('.').pop()}' has non-array type ${typeName(old)}`);
    }
    const array = arrayOf(old, context);
    const next = array.slice();
    for (const value of each) if (!next.some((known) => equalValues(known, value))) next.push(value);
    return old !== undefined && next.length === array.length ? old : next;
  };
};

const pop: Compile = (operand, path) => {
  if (operand !== 1 && operand !== -1) return breakRule(`$pop expects 1 or -1, found: ${shown(operand)}`);
  return (old) => {
    if (old === undefined) return old;
    if (!Array.isArray(old)) return breakRule(`Path '${path}' contains an element of non-array type '${typeName(old)}'`);
    if (old.length === 0) return old;
    return operand === 1 ? old.slice(0, -1) : old.slice(1);
  };
};

/** Keeps the elements for which `drop` is false. */
function without(old: Value, drop: (value: Value) => boolean): Value {
  if (old === undefined) return old;
  if (!Array.isArray(old)) return breakRule('Cannot apply $pull to a non-array value');
  const kept = old.filter((value) => !drop(value));
  return kept.length === old.length ? old : kept;
}

const pull: Compile = (operand) => {
  const drop = pullTest(operand);
  return (old) => without(old, drop);
};
function pullTest(operand: Value): (value: Value) => boolean {
  const noExpression = (): never => breakRule('$expr is not allowed in $pull');
  if (isOperators(operand) || operand instanceof RegExp) {
    const test = compileQuery({ element: operand }, noExpression);
    return (element) => test({ element });
  }
  if (isDocument(operand)) {
    const test = compileQuery(operand, noExpression);
    return (element) => isDocument(element) && test(element);
  }
  return (element) => (operand === null ? element === null : equalValues(element, operand));
}

const pullAll: Compile = (operand) => {
  if (!Array.isArray(operand)) return breakRule(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return (old) => without(old, (value) => operand.some((gone) => equalValues(gone, value) || (gone === null && value === null)));
};

export const arrayOperators: Record<string, Compile> = {
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};
