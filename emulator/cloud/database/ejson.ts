/** Extended JSON: what travels between the SDK and the database, and what is stored. */
import { EJSON } from 'bson';
import { breakRule, invalidParameter, MongoRuleError, requestFailed } from './failures';
import { fromBigInt } from './numbers';
import { refuseForbiddenName } from './paths';
import type { Document, Value } from './types';
import { rank, rankOf } from './values';

const deepest = 180;

/** Reads a value of the wire. `now` (ms) is what `serverDate()` stands for. Throws a CloudError for malformed text. */
export function parseValue(text: unknown, name: string, now: number): Value {
  if (typeof text !== 'string') throw invalidParameter(`${name} must be a string of EJSON`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalidParameter(`${name} is not valid EJSON: ${(error as Error).message}`);
  }
  try {
    return revive(json, now, 0);
  } catch (error) {
    if (error instanceof MongoRuleError) throw invalidParameter(`${name}: ${error.message}`);
    throw error;
  }
}

/** As parseValue, for what has to be an object; absent or empty text is `{}`. */
export function parseDocument(text: unknown, name: string, now: number): Document {
  if (text === undefined || text === null || text === '') return {};
  const value = parseValue(text, name, now);
  if (rankOf(value) !== rank.object) throw invalidParameter(`${name} must be an object`);
  return value as Document;
}

/** Replaces the extended forms in parsed JSON, in place, by the values that they stand for. */
function revive(value: unknown, now: number, depth: number): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) breakRule(`the document is nested deeper than ${deepest} levels`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const element: unknown = value[i];
      if (typeof element === 'object' && element !== null) value[i] = revive(element, now, depth + 1);
    }
    return value;
  }
  const object = value as Document;
  let first = true;
  for (const key in object) {
    if (first && key.charCodeAt(0) === 36) {
      const special = reviveSpecial(object, key, now);
      if (special !== undefined) return special;
    }
    first = false;
    if (key.length >= 9) refuseForbiddenName(key);
    if (key.includes('\0')) breakRule('a field name contains a null character');
    const field = object[key];
    if (typeof field === 'object' && field !== null) object[key] = revive(field, now, depth + 1);
  }
  return object;
}

/** The value that `{"$…": …}` stands for; undefined if it is no extended form (an operator of a query, for instance). */
function reviveSpecial(object: Document, key: string, now: number): Value {
  const value = object[key];
  switch (key) {
    case '$numberDouble': {
      const number = Number(value);
      if (typeof value !== 'string' || (Number.isNaN(number) && value !== 'NaN')) breakRule(`${shownType(key)} ${String(value)} is no number`);
      return number;
    }
    case '$numberInt':
    case '$numberLong': {
      const integer = typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? (value.length < 16 ? Number(value) : fromBigInt(BigInt(value))) : undefined;
      return integer === undefined ? breakRule(`${shownType(key)} ${String(value)} is no number`) : integer;
    }
    case '$date': {
      const time = typeof value === 'object' && value !== null ? Number((value as Document).$numberLong) : value;
      const date = new Date(time as number | string);
      if (Number.isNaN(date.getTime())) breakRule(`$date ${JSON.stringify(value)} is no date`);
      return date;
    }
    case '$tcb_server_date': {
      const offset = revive((value as Document | null)?.offset ?? 0, now, 0);
      return new Date(now + (typeof offset === 'number' && Number.isFinite(offset) ? offset : 0));
    }
    case '$regularExpression': {
      const { pattern, options } = (value ?? {}) as Document;
      try {
        return toRegExp(pattern, options);
      } catch (error) {
        // Well-formed EJSON; it is the query that is wrong.
        throw error instanceof MongoRuleError ? requestFailed(error.message) : error;
      }
    }
    case '$undefined':
      return null;
    case '$oid':
    case '$binary':
    case '$uuid':
    case '$numberDecimal':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
    case '$symbol':
    case '$code':
      try {
        return EJSON.deserialize({ v: object } as never, { relaxed: true }).v as Value;
      } catch (error) {
        return breakRule((error as Error).message);
      }
    default:
      return undefined;
  }
}
const shownType = (key: string): string => key.slice(1);

/** MongoDB's options i, m, s, x and those in a leading `(?i)`; flags that only JavaScript has are ignored. */
export function toRegExp(pattern: Value, options: Value = ''): RegExp {
  if (typeof pattern !== 'string') return breakRule('$regex has to be a string');
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const flags = (typeof options === 'string' ? options : '') + (inline?.[1] ?? '');
  const strange = /[^imsxgudyv]/.exec(flags);
  if (strange) return breakRule(`invalid flag in regex options: ${strange[0]}`);
  const source = inline ? pattern.slice(inline[0].length) : pattern;
  try {
    return new RegExp(flags.includes('x') ? withoutBlanks(source) : source, [...new Set(flags.replace(/[^ims]/g, ''))].join(''));
  } catch (error) {
    return breakRule(`Regular expression is invalid: ${(error as Error).message}`);
  }
}

/** For option x: white space and comments outside of brackets mean nothing. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#[^\n]*/gs, (part) => (/^[\s#]/.test(part) ? '' : part));
}

/** Canonical EJSON, as the service answers. */
export function canonicalText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      break;
    default:
      return 'null';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalText(value[i]);
    return text + ']';
  }
  if (value instanceof Date) return `{"$date":{"$numberLong":"${value.getTime()}"}}`;
  if (rankOf(value) !== rank.object) return EJSON.stringify(value, { relaxed: false });
  let text = '{';
  const object = value as Document;
  for (const key in object) {
    const field = object[key];
    if (field === undefined) continue;
    text += (text.length === 1 ? '' : ',') + nameText(key) + canonicalText(field);
  }
  return text + '}';
}

const nameTexts = new Map<string, string>();
/** `"name":` — the same few names come again and again. */
function nameText(name: string): string {
  const known = nameTexts.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (nameTexts.size < 5000 && name.length < 64) nameTexts.set(name, text);
  return text;
}

function numberText(value: number): string {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value >= -0x80000000 && value <= 0x7fffffff) return `{"$numberInt":"${value}"}`;
    // All digits: a number's own text is only as long as its double needs.
    if (Math.abs(value) < 2 ** 63) return `{"$numberLong":"${BigInt(value)}"}`;
  }
  return `{"$numberDouble":"${Object.is(value, -0) ? '-0.0' : value}"}`;
}

/** Compact text for the disk: JSON, in which only what JSON cannot say is extended. Read by parseStored. */
export function storedText(document: Document): string {
  return JSON.stringify(isPlain(document) ? document : extended(document));
}
export function parseStored(text: string): Document {
  return revive(JSON.parse(text), 0, 0) as Document;
}

function isPlain(value: Value): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (rankOf(value) !== rank.object) return false;
  for (const key in value) if (!isPlain((value as Document)[key])) return false;
  return true;
}
function extended(value: Value): Value {
  if (typeof value === 'number') return isPlain(value) ? value : JSON.parse(numberText(value));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(extended);
  if (rankOf(value) !== rank.object) return JSON.parse(canonicalText(value));
  const copy: Document = {};
  for (const key in value) copy[key] = extended((value as Document)[key]);
  return copy;
}
