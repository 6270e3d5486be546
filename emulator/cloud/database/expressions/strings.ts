/** Operators over text. Positions count bytes of UTF-8 or code points; the case is changed of ASCII letters only, as MongoDB does. */
import { Long, ObjectId } from 'bson';
import { toRegExp } from '../ejson';
import { breakRule } from '../failures';
import { isNumeric, toNumber } from '../numbers';
import { matcherOf } from '../predicates';
import type { Value } from '../types';
import { shown, typeName } from '../values';
import { searchRange } from './arrays';
import { compileOperands, compileParts, type Expression, type Frame, isNothing, type Operator } from './compile';

/** As text where MongoDB takes other types too; nothing is an empty text. */
export function coerced(value: Value): string {
  if (isNothing(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || value instanceof Long) return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return breakRule("can't convert from BSON type objectId to String");
  return breakRule(`can't convert from BSON type ${typeName(value)} to String`);
}
/** Of one text, which may be of a type that becomes text. */
const ofText = (change: (text: string) => Value): Operator => (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => change(coerced(argument!(frame)));
};
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const $concat: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => {
    let text = '';
    for (const part of parts) {
      const value = part(frame);
      if (isNothing(value)) return null;
      if (typeof value !== 'string') return breakRule(`$concat only supports strings, not ${typeName(value)}`);
      text += value;
    }
    return text;
  };
};

const length = (measure: (text: string) => number): Operator => (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => {
    const text = argument!(frame);
    return typeof text === 'string' ? measure(text) : breakRule(`${name} requires a string argument, found: ${typeName(text)}`);
  };
};

const $strcasecmp: Operator = (operand, scope, name) => {
  const [left, right] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const [a, b] = [upper(coerced(left!(frame))), upper(coerced(right!(frame)))];
    return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  };
};

const isContinuation = (bytes: Buffer, at: number): boolean => at >= 0 && at < bytes.length && (bytes[at]! & 0xc0) === 0x80;
const $substrBytes: Operator = (operand, scope, name) => {
  const [argument, from, count] = compileOperands(operand, scope, name, 3, 3);
  const whole = (value: Value, which: string): number =>
    isNumeric(value) ? Math.trunc(toNumber(value)) : breakRule(`${name}:  ${which} must be a numeric type (is BSON type ${typeName(value)})`);
  return (frame) => {
    const bytes = Buffer.from(coerced(argument!(frame)));
    const start = whole(from!(frame), 'starting index');
    const wanted = whole(count!(frame), 'length');
    if (isContinuation(bytes, start)) return breakRule(`${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
    // A negative length means: to the end. A negative start is behind every end.
    const end = wanted < 0 ? bytes.length : start + wanted;
    if (start >= 0 && isContinuation(bytes, end)) return breakRule(`${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`);
    return start < 0 || start >= bytes.length ? '' : bytes.subarray(start, end).toString();
  };
};
const $substrCP: Operator = (operand, scope, name) => {
  const [argument, from, count] = compileOperands(operand, scope, name, 3, 3);
  const whole = (value: Value, which: string): number => {
    if (!isNumeric(value)) return breakRule(`$substrCP: ${which} must be a numeric type (is BSON type ${typeName(value)})`);
    const number = toNumber(value);
    return Number.isInteger(number) ? number : breakRule(`$substrCP: ${which} cannot be represented as a 32-bit integral value: ${number}`);
  };
  return (frame) => {
    const text = coerced(argument!(frame));
    const start = whole(from!(frame), 'starting index');
    const wanted = whole(count!(frame), 'length');
    if (wanted < 0) return breakRule('$substrCP: length must be a nonnegative integer.');
    if (start < 0) return breakRule('$substrCP: the starting index must be nonnegative integer.');
    return Array.from(text).slice(start, start + wanted).join('');
  };
};

/** Place of one text in another; -1: it is not there; null: there is no text to look in. */
function position(units: (text: string) => ArrayLike<unknown>): Operator {
  return (operand, scope, name) => {
    const [argument, part, ...limits] = compileOperands(operand, scope, name, 2, 4);
    return (frame) => {
      const text = argument!(frame);
      if (isNothing(text)) return null;
      if (typeof text !== 'string') return breakRule(`${name} requires a string as the first argument, found: ${typeName(text)}`);
      const wanted = part!(frame);
      if (typeof wanted !== 'string') return breakRule(`${name} requires a string as the second argument, found: ${typeName(wanted)}`);
      const [haystack, needle] = [units(text), units(wanted)];
      const [start, end] = searchRange(frame, limits, haystack.length, name);
      for (let i = start; i + needle.length <= end; i++) {
        let same = 0;
        while (same < needle.length && haystack[i + same] === needle[same]) same++;
        if (same === needle.length) return i;
      }
      return -1;
    };
  };
}

const $split: Operator = (operand, scope, name) => {
  const [argument, separator] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const [text, by] = [argument!(frame), separator!(frame)];
    if (isNothing(text) || isNothing(by)) return null;
    if (typeof text !== 'string') return breakRule(`$split requires an expression that evaluates to a string as a first argument, found: ${typeName(text)}`);
    if (typeof by !== 'string') return breakRule(`$split requires an expression that evaluates to a string as a second argument, found: ${typeName(by)}`);
    return by === '' ? breakRule('$split requires a non-empty separator') : text.split(by);
  };
};

const blanks = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';
function trim(left: boolean, right: boolean): Operator {
  return (operand, scope, name) => {
    const { input, chars } = compileParts(operand, scope, name, { input: 'needed', chars: 'optional' });
    return (frame) => {
      const [text, given] = [input!(frame), chars ? chars(frame) : blanks];
      if (isNothing(text) || isNothing(given)) return null;
      if (typeof text !== 'string') return breakRule(`${name} requires its input to be a string, got ${shown(text)} (of type ${typeName(text)}) instead.`);
      if (typeof given !== 'string') return breakRule(`${name} requires 'chars' to be a string, got ${shown(given)} (of type ${typeName(given)}) instead.`);
      const drop = new Set(given);
      const letters = Array.from(text);
      let [from, to] = [0, letters.length];
      while (left && from < to && drop.has(letters[from]!)) from++;
      while (right && to > from && drop.has(letters[to - 1]!)) to--;
      return letters.slice(from, to).join('');
    };
  };
}

/** `$replaceOne` and `$replaceAll`. */
function replace(all: boolean): Operator {
  return (operand, scope, name) => {
    const parts = compileParts(operand, scope, name, { input: 'needed', find: 'needed', replacement: 'needed' });
    return (frame) => {
      const values = (['input', 'find', 'replacement'] as const).map((part) => {
        const value = parts[part]!(frame);
        return isNothing(value) || typeof value === 'string' ? value : breakRule(`${name} requires that '${part}' be a string, found: ${shown(value)}`);
      });
      if (values.some(isNothing)) return null;
      const [text, find, replacement] = values as [string, string, string];
      return all ? text.replaceAll(find, () => replacement) : text.replace(find, () => replacement);
    };
  };
}

interface Found {
  match: string;
  idx: number;
  captures: (string | null)[];
}
/** The operators with regular expressions: `decide` gets the matches one after the other. */
function regex(decide: (matches: Iterable<Found>) => Value, none: Value): Operator {
  return (operand, scope, name) => {
    const { input, regex: pattern, options } = compileParts(operand, scope, name, { input: 'needed', regex: 'needed', options: 'optional' });
    return (frame) => {
      const text = input!(frame);
      const expression = expressionOf(frame, pattern!, options, name);
      if (isNothing(text) || !expression) return none;
      if (typeof text !== 'string') return breakRule(`${name} needs 'input' to be of type string`);
      return decide(matches(text, expression));
    };
  };
}
function expressionOf(frame: Frame, pattern: Expression, options: Expression | null, name: string): RegExp | null {
  const given = pattern(frame);
  if (isNothing(given)) return null;
  const flags = options?.(frame) ?? (given instanceof RegExp ? given.flags : '');
  if (typeof given !== 'string' && !(given instanceof RegExp)) return breakRule(`${name} needs 'regex' to be of type string or regex`);
  if (typeof flags !== 'string') return breakRule(`${name} needs 'options' to be of type string`);
  const matcher = matcherOf(toRegExp(given instanceof RegExp ? given.source : given, flags));
  return new RegExp(matcher.source, `${matcher.flags.replace('g', '')}g`);
}
function* matches(text: string, expression: RegExp): Generator<Found> {
  for (const match of text.matchAll(expression)) {
    yield { match: match[0], idx: Array.from(text.slice(0, match.index)).length, captures: match.slice(1).map((capture: string | undefined) => capture ?? null) };
  }
}
const first = (found: Iterable<Found>): Value => {
  for (const match of found) return match;
  return null;
};

export const strings: Record<string, Operator> = {
  $concat,
  $toLower: ofText(lower),
  $toUpper: ofText(upper),
  $strLenBytes: length((text) => Buffer.byteLength(text)),
  $strLenCP: length((text) => Array.from(text).length),
  $strcasecmp,
  $substr: $substrBytes,
  $substrBytes,
  $substrCP,
  $indexOfBytes: position((text) => Buffer.from(text)),
  $indexOfCP: position((text) => Array.from(text)),
  $split,
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $regexMatch: regex((found) => first(found) !== null, false),
  $regexFind: regex(first, null),
  $regexFindAll: regex((found) => [...found], []),
};
