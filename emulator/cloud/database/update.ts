/** MongoDB's update language. The document given is never changed: what an update touches is copied, the rest is shared. */
import { arrayOperators } from './array-updates';
import { type Change, removed } from './field-change';
import { fieldOperators } from './field-updates';
import { breakRule } from './failures';
import { isPosition, segmentsOf } from './paths';
import type { Document, Value } from './types';
import { equalValues, isDocument, shown, typeName } from './values';

export interface UpdateOptions {
  /** ms; what `$currentDate` writes. */
  now: number;
  /** True for a document that an upsert creates. */
  inserting?: boolean;
  /** For the positional `$`: which element of the array under the path the query matched; -1 for none. */
  matchedElement?(document: Document, arrayPath: string): number;
}
export type Update = (document: Document, options: UpdateOptions) => Document;

interface Step {
  operator: string;
  path: string;
  segments: string[];
  change: Change;
}

/** Checks an update and makes it ready to be applied to any number of documents. */
export function compileUpdate(update: Document): Update {
  const steps: Step[] = [];
  for (const operator of Object.keys(update)) {
    const fields = update[operator];
    if (!operator.startsWith('$')) {
      return breakRule(`the update operations must all begin with '$', found '${operator}'`);
    }
    if (!isDocument(fields)) {
      return breakRule(`Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shown(fields)}}`);
    }
    if (Object.keys(fields).length === 0) return breakRule(`'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`);
    for (const path of Object.keys(fields)) steps.push(...compileStep(operator, path, fields[path]));
  }
  refuseConflicts(steps);
  return (document, options) => {
    let result = document;
    for (const { path, segments, change, operator } of steps) {
      const context = { path, document, now: options.now, inserting: options.inserting ?? false };
      const positions = segments.includes('$') ? positional(segments, document, options) : segments;
      result = changeAt(result, positions, 0, (old) => change(old, context), operator) as Document;
    }
    if (result !== document && '_id' in document && !equalValues(document._id, result._id)) {
      breakRule("Performing an update on the path '_id' would modify the immutable field '_id'");
    }
    return result;
  };
}

function compileStep(operator: string, path: string, operand: Value): Step[] {
  const segments = segmentsOf(path);
  if (operator === '$rename') return compileRename(path, segments, operand);
  const compile = operators[operator];
  if (!compile) return breakRule(`Unknown modifier: ${operator}`);
  return [{ operator, path, segments, change: compile(operand, path) }];
}

/** Two operators may not touch one field, nor a field and its own part. */
function refuseConflicts(steps: Step[]): void {
  if (steps.length < 2) return;
  const paths = [...new Set(steps.map(({ path }) => path))];
  if (paths.length < steps.length) {
    const twice = steps.find(({ path }, i) => steps.findIndex((other) => other.path === path) < i)!;
    breakRule(`Updating the path '${twice.path}' would create a conflict at '${twice.path}'`);
  }
  const known = new Set(paths);
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      const parent = path.slice(0, dot);
      if (known.has(parent)) breakRule(`Updating the path '${path}' would create a conflict at '${parent}'`);
    }
  }
}

function positional(segments: string[], document: Document, options: UpdateOptions): string[] {
  return segments.map((segment, i) => {
    if (segment !== '$') return segment;
    const index = options.matchedElement?.(document, segments.slice(0, i).join('.')) ?? -1;
    if (index < 0) breakRule('The positional operator did not find the match needed from the query');
    return String(index);
  });
}

/** These leave a document alone in which the way to the field does not exist. */
const lenient = new Set(['$unset', '$pull', '$pullAll', '$pop', '$rename']);

/** A copy of `container` with the field at the end of `segments` changed; the container itself if nothing changed. */
function changeAt(container: Value, segments: string[], at: number, change: (old: Value) => Value, operator: string): Value {
  const segment = segments[at]!;
  const last = at === segments.length - 1;
  if (Array.isArray(container)) return changeInArray(container, segments, at, change, operator);
  const object = container as Document;
  const old = Object.hasOwn(object, segment) ? object[segment] : undefined;
  let next: Value;
  if (last) next = change(old);
  else if (typeof old === 'object' && old !== null && (Array.isArray(old) || isDocument(old))) {
    next = changeAt(old, segments, at + 1, change, operator);
  } else if (lenient.has(operator)) return container;
  else if (old === undefined) {
    next = changeAt({}, segments, at + 1, change, operator);
    // Nothing was written further down: do not leave empty objects on the way.
    if (isDocument(next) && Object.keys(next).length === 0) return container;
  } else return breakRule(`Cannot create field '${segments[at + 1]}' in element {${segment}: ${shown(old)}}`);
  if (next === old) return container;
  if (next === removed) {
    if (old === undefined) return container;
    const { [segment]: _, ...rest } = object;
    return rest;
  }
  return { ...object, [segment]: next };
}

function changeInArray(array: Value[], segments: string[], at: number, change: (old: Value) => Value, operator: string): Value {
  const segment = segments[at]!;
  const last = at === segments.length - 1;
  const changeElement = (old: Value): Value => {
    if (last) return change(old);
    if (Array.isArray(old) || isDocument(old)) return changeAt(old, segments, at + 1, change, operator);
    if (lenient.has(operator)) return old;
    if (old === undefined) return changeAt({}, segments, at + 1, change, operator);
    return breakRule(`Cannot create field '${segments[at + 1]}' in element {${segment}: ${shown(old)}}`);
  };
  if (segment === '$[]') {
    // An element of an array that is unset stays behind as null.
    const next = array.map(changeElement).map((value) => (value === removed ? null : value));
    return next.every((value, i) => value === array[i]) ? array : next;
  }
  if (!isPosition(segment)) {
    if (lenient.has(operator)) return array;
    return breakRule(`Cannot create field '${segment}' in element {${segments[at - 1] ?? ''}: ${shown(array)}}`);
  }
  const index = Number(segment);
  if (index >= array.length && lenient.has(operator)) return array;
  if (index - array.length >= 1_500_000) return breakRule("can't backfill more than 1500000 elements");
  const next = changeElement(array[index]);
  if (next === array[index]) return array;
  const copy = array.slice();
  while (copy.length < index) copy.push(null);
  copy[index] = next === removed ? null : next;
  return copy;
}

function refuseArrayOnTheWay(document: Document, target: string[], path: string): void {
  let value: Value = document;
  for (const segment of target) {
    if (Array.isArray(value)) breakRule(`The destination field cannot be an array element, '${path}' in doc with _id: ${shown(document._id)} has an array field`);
    value = isDocument(value) ? value[segment] : undefined;
  }
}

function compileRename(from: string, segments: string[], operand: Value): Step[] {
  if (typeof operand !== 'string') return breakRule(`The 'to' field for $rename must be a string: ${from}: ${shown(operand)}`);
  if (operand === from) return breakRule(`The source and target field for $rename must differ: ${from}: "${operand}"`);
  const target = segmentsOf(operand);
  if (`${from}.`.startsWith(`${operand}.`) || `${operand}.`.startsWith(`${from}.`)) {
    return breakRule(`The source and target field for $rename must not be on the same path: ${from}: "${operand}"`);
  }
  // The value is read from the document as it was: the two steps do not depend on their order.
  const read = (document: Document): Value => {
    let value: Value = document;
    for (const segment of segments) {
      if (Array.isArray(value)) return breakRule(`The source field cannot be an array element, '${from}' in doc with _id: ${shown(document._id)} has an array field`);
      value = isDocument(value) ? value[segment] : undefined;
    }
    if (value !== undefined) refuseArrayOnTheWay(document, target, operand);
    return value;
  };
  return [
    { operator: '$rename', path: from, segments, change: (old) => (old === undefined ? old : removed) },
    {
      operator: '$set',
      path: operand,
      segments: target,
      change: (old, { document }) => {
        const value = read(document);
        return value === undefined ? old : value;
      },
    },
  ];
}

const operators: Record<string, (operand: Value, path: string) => Change> = { ...fieldOperators, ...arrayOperators };
