/**
 * Index keys as strings: comparing two of them as strings compares the values in BSON's order, so that one sorted list of strings serves
 * compound keys, ranges and both directions. Each encoded value ends by itself and starts with its type, and no key holds \uffff at a
 * place where a value starts: `key + AFTER` is the end of everything that begins with `key`.
 */
import { calculateObjectSize } from 'bson';
import { breakRule } from './failures';
import { isPosition, segmentsOf } from './paths';
import type { Document, IndexDeclaration, Value } from './types';
import { remainderOf, toNumber } from './numbers';
import { emptyArray, isDocument, rank, rankOf, textOf } from './values';

export const AFTER = '\uffff';

const bits = new DataView(new ArrayBuffer(8));
function encodeNumber(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0';
  bits.setFloat64(0, value === 0 ? 0 : value);
  const high = bits.getUint16(0);
  if (high < 0x8000) {
    return String.fromCharCode(high | 0x8000, bits.getUint16(2), bits.getUint16(4), bits.getUint16(6));
  }
  const flip = (offset: number): number => 0xffff ^ bits.getUint16(offset);
  return String.fromCharCode(flip(0), flip(2), flip(4), flip(6));
}
/** Beyond 2^53 there are integers between the doubles: what such a number is more than its double follows it. */
function encodeNumeric(value: Value): string {
  const number = toNumber(value);
  const key = encodeNumber(number);
  return Math.abs(number) > Number.MAX_SAFE_INTEGER ? key + String.fromCharCode(0x8000 + remainderOf(value)) : key;
}

/** Code units in the order of code points: surrogates behind all others. */
const high = /[\ud800-\uffff]/;
function ordered(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    result += unit < 0xd800 ? text[i] : String.fromCharCode(unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
  }
  return result;
}
function encodeString(text: string): string {
  const plain = high.test(text) ? ordered(text) : text;
  return (plain.includes('\0') ? plain.replaceAll('\0', '\0\uffff') : plain) + '\0\0';
}
const typeMark = (place: number): string => String.fromCharCode(place);

/** The ascending form of one value. */
function encodeAscending(value: Value): string {
  const place = rankOf(value);
  const mark = typeMark(place);
  switch (place) {
    case rank.number:
      return mark + encodeNumeric(value);
    case rank.string:
      return mark + encodeString(value as string);
    case rank.boolean:
      return mark + (value ? '\u0001' : '\0');
    case rank.date:
      return mark + encodeNumber((value as Date).getTime());
    case rank.undefined:
    case rank.null:
    case rank.minKey:
    case rank.maxKey:
      return mark;
    case rank.array:
      return `${mark}${(value as Value[]).map(encodeAscending).join('')}\0`;
    case rank.object: {
      let text = mark;
      for (const key of Object.keys(value as Document)) {
        const field = (value as Document)[key];
        text += typeMark(rankOf(field)) + encodeString(key) + encodeAscending(field);
      }
      return text + '\0';
    }
    default:
      return mark + encodeString(textOf(value));
  }
}
function inverted(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) result += String.fromCharCode(0xffff ^ text.charCodeAt(i));
  return result;
}

export function encodeKey(value: Value, direction: 1 | -1): string {
  const text = encodeAscending(value);
  return direction === 1 ? text : inverted(text);
}

/** One side or both of a range of values of one type. */
export interface ValueRange {
  /** Place of the type: values of other types are outside the range. */
  place: number;
  low?: { value: Value; inclusive: boolean };
  high?: { value: Value; inclusive: boolean };
}
/** From (inclusive) and to (exclusive) of the keys in the range; to be put behind the prefix. */
export function encodeRange(range: ValueRange, direction: 1 | -1): [from: string, to: string] {
  const edge = (value: Value, after: boolean): string => encodeKey(value, direction) + (after ? AFTER : '');
  if (direction === 1) {
    return [
      range.low ? edge(range.low.value, !range.low.inclusive) : typeMark(range.place),
      range.high ? edge(range.high.value, range.high.inclusive) : typeMark(range.place + 1),
    ];
  }
  return [
    range.high ? edge(range.high.value, !range.high.inclusive) : typeMark(0xffff ^ range.place),
    range.low ? edge(range.low.value, range.low.inclusive) : typeMark((0xffff ^ range.place) + 1),
  ];
}

/** Keys of fewer characters are never too large. */
const surelyShort = 300;

/** Computes the keys of documents for one index. */
export class KeyExtractor {
  private readonly paths: string[][];
  private readonly simple: boolean;
  /** `check` is told the size in bytes of each key that may be too large. */
  constructor(
    readonly declaration: IndexDeclaration,
    private readonly check: (bytes: number) => void,
  ) {
    this.paths = declaration.keys.map(([field]) => segmentsOf(field));
    this.simple = this.paths.every((segments) => segments.length === 1);
  }

  /**
   * The different keys of a document (several if one of the fields holds an array). Sets `arrays[i]` when field i crossed an array.
   * Throws for arrays in two fields, as MongoDB does.
   */
  keysOf(document: Document, arrays: boolean[]): string[] {
    if (this.simple) {
      const values = this.paths.map(([field]) => document[field!]);
      if (!values.some(Array.isArray)) return [this.encode(values)];
    }
    const keys = new Set<string>();
    this.expand(this.paths.map((segments) => ({ value: document, segments, at: 0 })), arrays, keys);
    return [...keys];
  }

  private encode(values: Value[]): string {
    let key = '';
    for (let i = 0; i < values.length; i++) {
      const text = encodeAscending(values[i]);
      key += this.declaration.keys[i]![1] === 1 ? text : inverted(text);
    }
    if (key.length > surelyShort) this.check(values.reduce<number>((sum, value) => sum + calculateObjectSize({ '': value ?? null }) - 5, 5));
    return key;
  }

  /** Walks all fields until an array is met; then takes its elements one after the other for all fields that go through it. */
  private expand(cursors: Cursor[], arrays: boolean[], keys: Set<string>): void {
    let array: Value[] | null = null;
    const arrived = cursors.map((cursor, i): Cursor => {
      let { value, at } = cursor;
      while (at < cursor.segments.length && !Array.isArray(value)) {
        value = isDocument(value) ? value[cursor.segments[at]!] : undefined;
        at++;
      }
      if (Array.isArray(value) && !cursor.element) {
        arrays[i] = true;
        if (array && array !== value) breakRule('cannot index parallel arrays');
        array = value;
      }
      return { value, segments: cursor.segments, at, element: cursor.element };
    });
    if (!array) {
      keys.add(this.encode(arrived.map(({ value }) => value)));
      return;
    }
    const elements: unknown[] = (array as Value[]).length === 0 ? [emptyArray] : array;
    for (const element of elements) {
      this.expand(
        arrived.map((cursor) => {
          if (cursor.value !== array || cursor.element) return cursor;
          const last = cursor.at === cursor.segments.length;
          if (last) return { ...cursor, value: element, element: true };
          const enters = isDocument(element) || (Array.isArray(element) && isPosition(cursor.segments[cursor.at]!));
          return enters ? { ...cursor, value: element } : { ...cursor, value: null, at: cursor.segments.length };
        }),
        arrays,
        keys,
      );
    }
  }
}
interface Cursor {
  value: unknown;
  segments: string[];
  at: number;
  /** The value is an element of an array: if it is an array itself, it is a value and not entered. */
  element?: boolean;
}
