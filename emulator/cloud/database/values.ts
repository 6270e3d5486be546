/** BSON's types, order and equality over plain JavaScript values. */
import { Decimal128, type ObjectId } from 'bson';
import { compareNumbers, compareNumeric, isInteger, toNumber } from './numbers';
import type { Document, Value } from './types';

/** Places of the types in BSON's order. A missing field ranks as null; an empty array in an index ranks below it. */
export const rank = {
  minKey: 1,
  undefined: 2,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  other: 60,
  maxKey: 127,
} as const;

/** Stands for an empty array where a value is sorted or indexed: it ranks below null. */
export const emptyArray = new (class BsonUndefined {
  readonly _bsontype = 'Undefined';
})();

const bsonRanks: Record<string, number> = {
  Undefined: rank.undefined,
  ObjectId: rank.objectId,
  ObjectID: rank.objectId,
  Binary: rank.binary,
  UUID: rank.binary,
  Long: rank.number,
  Int32: rank.number,
  Double: rank.number,
  Decimal128: rank.number,
  Timestamp: rank.timestamp,
  MinKey: rank.minKey,
  MaxKey: rank.maxKey,
  BSONRegExp: rank.regex,
};

export function rankOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return rank.string;
    case 'number':
    case 'bigint':
      return rank.number;
    case 'boolean':
      return rank.boolean;
    case 'undefined':
      return rank.null;
  }
  if (value === null) return rank.null;
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  if (value instanceof RegExp) return rank.regex;
  const bsonType = (value as { _bsontype?: unknown })._bsontype;
  if (typeof bsonType === 'string' && Object.getPrototypeOf(value) !== Object.prototype) {
    return bsonRanks[bsonType] ?? rank.other;
  }
  return rank.object;
}

/** An embedded document: neither array, nor date, nor another BSON type. */
export function isDocument(value: Value): value is Document {
  return typeof value === 'object' && value !== null && rankOf(value) === rank.object;
}
export function isObjectId(value: Value): value is ObjectId {
  return typeof value === 'object' && value !== null && rankOf(value) === rank.objectId;
}

/** By code points, which is the order of their bytes in UTF-8. UTF-16 has characters outside the BMP before those of U+E000 to U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return x >= 0xd800 && y >= 0xd800 && isSurrogate(x) !== isSurrogate(y) ? (isSurrogate(x) ? 1 : -1) : x < y ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}
const isSurrogate = (unit: number): boolean => unit < 0xe000;

/** BSON's order. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  const rankA = rankOf(a);
  const difference = rankA - rankOf(b);
  if (difference !== 0) return difference < 0 ? -1 : 1;
  switch (rankA) {
    case rank.undefined:
    case rank.null:
    case rank.minKey:
    case rank.maxKey:
      return 0;
    case rank.number:
      return compareNumeric(a, b);
    case rank.string:
      return compareText(a as string, b as string);
    case rank.boolean:
    case rank.date:
      return compareNumbers(Number(a), Number(b));
    case rank.array:
      return compareArrays(a as Value[], b as Value[]);
    case rank.object:
      return compareDocuments(a as Document, b as Document);
    default: {
      const [textA, textB] = [textOf(a), textOf(b)];
      return textA < textB ? -1 : textA === textB ? 0 : 1;
    }
  }
}

function compareArrays(a: Value[], b: Value[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return compareNumbers(a.length, b.length);
}

/** Field by field in their own order: type, then name, then value. */
function compareDocuments(a: Document, b: Document): number {
  const keysA = Object.keys(a);
  const keysB = Object.keys(b);
  for (let i = 0; i < keysA.length && i < keysB.length; i++) {
    const [keyA, keyB] = [keysA[i]!, keysB[i]!];
    const types = compareNumbers(rankOf(a[keyA]), rankOf(b[keyB]));
    if (types !== 0) return types;
    if (keyA !== keyB) return compareText(keyA, keyB);
    const order = compareValues(a[keyA], b[keyB]);
    if (order !== 0) return order;
  }
  return compareNumbers(keysA.length, keysB.length);
}

/** A text that is the same for equal values of the rarer types. */
export function textOf(value: Value): string {
  if (value instanceof RegExp) return `${value.source}/${value.flags}`;
  const hex = (value as { toHexString?: () => string }).toHexString;
  return typeof hex === 'function' ? hex.call(value) : String(value);
}

/** Equality as MongoDB sees it: the order of the fields of an embedded document counts; null is not a missing field. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    if (typeof a === 'number' && typeof b === 'number') return Number.isNaN(a) && Number.isNaN(b);
    return a !== undefined && b !== undefined && a !== null && b !== null && rankOf(a) === rankOf(b) && compareValues(a, b) === 0;
  }
  return compareValues(a, b) === 0;
}

/** The type's name in MongoDB's messages and in `$type`. */
export function typeName(value: Value): string {
  if (value === undefined) return 'missing';
  switch (rankOf(value)) {
    case rank.null:
      return 'null';
    case rank.number:
      if (value instanceof Decimal128) return 'decimal';
      if (!isInteger(value)) return 'double';
      return toNumber(value) >= -0x80000000 && toNumber(value) <= 0x7fffffff ? 'int' : 'long';
    case rank.string:
      return 'string';
    case rank.object:
      return 'object';
    case rank.array:
      return 'array';
    case rank.binary:
      return 'binData';
    case rank.objectId:
      return 'objectId';
    case rank.boolean:
      return 'bool';
    case rank.date:
      return 'date';
    case rank.timestamp:
      return 'timestamp';
    case rank.regex:
      return 'regex';
    default:
      return 'javascript';
  }
}

/** As the shell prints it in an error: short, for people. */
export function shown(value: Value): string {
  const text = value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'undefined');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** A copy that shares nothing that can change. */
export function cloneValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneValue) as T;
  if (value instanceof Date) return new Date(value.getTime()) as T;
  if (!isDocument(value)) return value;
  const copy: Document = {};
  for (const key of Object.keys(value)) copy[key] = cloneValue(value[key]);
  return copy as T;
}
