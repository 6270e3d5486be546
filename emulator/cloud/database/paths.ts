/** Dotted paths through documents and arrays. */
import type { Document, Value } from './types';
import { breakRule } from './failures';
import { isDocument } from './values';

const forbidden = /(?:^|\.)(?:__proto__|constructor|prototype)(?:\.|$)/;

/** Names that would reach into JavaScript's own objects. Never stored, queried or updated. */
export function refuseForbiddenName(name: string): void {
  // The shortest of them has nine characters.
  if (name.length >= 9 && forbidden.test(name)) {
    breakRule(`The field name '${name}' is not allowed`);
  }
}

/** Refuses names that may not be stored, at any depth. */
export function refuseBadNames(value: Value, path = ''): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) refuseBadNames(element, path);
    return;
  }
  if (!isDocument(value)) return;
  for (const key of Object.keys(value)) {
    const full = path ? `${path}.${key}` : key;
    if (key.startsWith('$')) breakRule(`The dollar ($) prefixed field '${key}' in '${full}' is not valid for storage.`);
    refuseForbiddenName(key);
    refuseBadNames(value[key], full);
  }
}

const split = new Map<string, string[]>();
/** The segments of a path; refuses empty ones and forbidden names. */
export function segmentsOf(path: string): string[] {
  const known = split.get(path);
  if (known) return known;
  refuseForbiddenName(path);
  const segments = path.split('.');
  if (segments.includes('')) breakRule(`The field path '${path}' has an empty part`);
  if (split.size > 10_000) split.clear();
  split.set(path, segments);
  return segments;
}

export function isPosition(segment: string): boolean {
  return /^(0|[1-9]\d*)$/.test(segment);
}

function fieldOf(value: Value, segment: string): Value {
  return isDocument(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

/**
 * Calls `test` with each value that MongoDB's matcher sees under the path, until one returns true: every object in an array on the way is
 * entered; a missing field is `undefined`. With `leaves` an array at the end of the path gives its elements, then itself.
 */
export function someValue(
  value: Value,
  segments: string[],
  leaves: boolean,
  test: (value: Value) => boolean,
  from = 0,
): boolean {
  for (let i = from; i < segments.length; i++) {
    const segment = segments[i]!;
    if (Array.isArray(value)) {
      const next = i;
      if (isPosition(segment)) {
        const element: Value = value[Number(segment)];
        if (element !== undefined && someValue(element, segments, leaves, test, next + 1)) return true;
      }
      return value.some((element) => isDocument(element) && someValue(element, segments, leaves, test, next));
    }
    value = fieldOf(value, segment);
    if (value === undefined) return test(undefined);
  }
  if (leaves && Array.isArray(value) && value.some((element) => test(element))) return true;
  return test(value);
}

/** The value under the path where no array is crossed; undefined if missing. */
export function valueAt(document: Document, path: string): Value {
  if (!path.includes('.')) return Object.hasOwn(document, path) ? document[path] : undefined;
  let value: Value = document;
  for (const segment of segmentsOf(path)) {
    if (Array.isArray(value) && isPosition(segment)) value = value[Number(segment)];
    else value = fieldOf(value, segment);
    if (value === undefined) return undefined;
  }
  return value;
}
