/** Arrays as sets, and objects taken apart and put together. */
import { breakRule } from '../failures';
import type { Document, Value } from '../types';
import { isDocument, shown, typeName } from '../values';
import { encodeKey } from '../index-key';
import { compileOperands, isNothing, isTrue, type Operator, refuseBadFieldName } from './compile';

/** Values by a text that is the same for equal ones. */
const keyOf = (value: Value): string => encodeKey(value, 1);
function unique(values: Value[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const value of values) if (!found.has(keyOf(value))) found.set(keyOf(value), value);
  return found;
}

/** Of several arrays; null if one of them is nothing. */
function ofSets(join: (sets: Map<string, Value>[]) => Value): Operator {
  return (operand, scope, name) => {
    const parts = compileOperands(operand, scope, name);
    return (frame) => {
      const sets: Map<string, Value>[] = [];
      for (const part of parts) {
        const array = part(frame);
        if (isNothing(array)) return null;
        if (!Array.isArray(array)) return breakRule(`All operands of ${name} must be arrays. One argument is of type: ${typeName(array)}`);
        sets.push(unique(array));
      }
      return join(sets);
    };
  };
}
const $setUnion = ofSets((sets) => [...unique(sets.flatMap((set) => [...set.values()])).values()]);
const $setIntersection = ofSets(([first, ...others]) => [...(first ?? [])].filter(([key]) => others.every((set) => set.has(key))).map(([, value]) => value));

const $setEquals: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name, 2);
  return (frame) => {
    const [first, ...others] = parts.map((part) => {
      const array = part(frame);
      return Array.isArray(array) ? unique(array) : breakRule(`All operands of $setEquals must be arrays. One argument is of type: ${typeName(array)}`);
    });
    return others.every((set) => set.size === first!.size && [...set.keys()].every((key) => first!.has(key)));
  };
};
function ofTwo(decide: (first: Value[], second: Map<string, Value>) => Value, ofNothing: boolean): Operator {
  return (operand, scope, name) => {
    const [left, right] = compileOperands(operand, scope, name, 2, 2);
    return (frame) => {
      const [a, b] = [left!(frame), right!(frame)];
      if (ofNothing && (isNothing(a) || isNothing(b))) return null;
      if (!Array.isArray(a)) return breakRule(`both operands of ${name} must be arrays. First argument is of type: ${typeName(a)}`);
      if (!Array.isArray(b)) return breakRule(`both operands of ${name} must be arrays. Second argument is of type: ${typeName(b)}`);
      return decide(a, unique(b));
    };
  };
}
function everyElement(decide: (values: Value[]) => boolean): Operator {
  return (operand, scope, name) => {
    const [list] = compileOperands(operand, scope, name, 1, 1);
    return (frame) => {
      const array = list!(frame);
      return Array.isArray(array) ? decide(array) : breakRule(`${name}'s argument must be an array, but is ${typeName(array)}`);
    };
  };
}

/** The later ones win. */
export function merged(objects: Value[]): Document {
  const result: Document = {};
  for (const object of objects) {
    if (isNothing(object)) continue;
    if (!isDocument(object)) return breakRule(`$mergeObjects requires object inputs, but input ${shown(object)} is of type ${typeName(object)}`);
    Object.assign(result, object);
  }
  return result;
}
const $mergeObjects: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => merged(parts.map((part) => part(frame)));
};

const $objectToArray: Operator = (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const object = argument!(frame);
    if (isNothing(object)) return null;
    if (!isDocument(object)) return breakRule(`$objectToArray requires a document input, found: ${typeName(object)}`);
    return Object.keys(object).map((k) => ({ k, v: object[k] }));
  };
};

/** Of `[[key, value], …]` or `[{k, v}, …]`. */
const $arrayToObject: Operator = (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const array = argument!(frame);
    if (isNothing(array)) return null;
    if (!Array.isArray(array)) return breakRule(`$arrayToObject requires an array input, found: ${typeName(array)}`);
    const pairs = (array as Value[]).map(pairOf);
    if (array.length > 0 && (array as Value[]).some((element) => Array.isArray(element) !== Array.isArray(array[0]))) {
      const wanted = Array.isArray(array[0]) ? 'arrays' : 'objects';
      return breakRule(`$arrayToObject requires a consistent input format. Elements must all be ${wanted} or all be ${wanted === 'arrays' ? 'objects' : 'arrays'}.`);
    }
    return Object.fromEntries(pairs);
  };
};
function pairOf(element: Value): [string, Value] {
  if (Array.isArray(element)) {
    if (element.length !== 2) return breakRule(`$arrayToObject requires an array of size 2 arrays,found array of size: ${element.length}`);
    const [k, v] = element as [Value, Value];
    if (typeof k !== 'string') return breakRule(`$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(k)}`);
    return checked(k, v);
  }
  if (!isDocument(element)) return breakRule(`Unrecognised input type format for $arrayToObject: ${typeName(element)}`);
  if (Object.keys(element).length !== 2) return breakRule(`$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(element).length}`);
  if (!('k' in element) || !('v' in element)) return breakRule("$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: " + shown(element));
  if (typeof element.k !== 'string') return breakRule(`$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(element.k)}`);
  return checked(element.k, element.v);
}
function checked(name: string, value: Value): [string, Value] {
  // The names are data: those with a dot or a dollar are made all the same, those that reach into JavaScript are not.
  if (!name.startsWith('$') && !name.includes('.') && name !== '') refuseBadFieldName(name);
  else if (name.includes('\0')) breakRule('Key field cannot contain an embedded null byte');
  return [name, value];
}

export const setsAndObjects: Record<string, Operator> = {
  $setUnion,
  $setIntersection,
  $setEquals,
  $setDifference: ofTwo((first, second) => [...unique(first.filter((value) => !second.has(keyOf(value)))).values()], true),
  $setIsSubset: ofTwo((first, second) => first.every((value) => second.has(keyOf(value))), false),
  $allElementsTrue: everyElement((values) => values.every(isTrue)),
  $anyElementTrue: everyElement((values) => values.some(isTrue)),
  $mergeObjects,
  $objectToArray,
  $arrayToObject,
};

