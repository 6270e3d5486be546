/** Reads the fields of a request; refuses wrong types with the service's INVALID_PARAM. */
import { parseDocument, parseValue } from './ejson';
import { invalidParameter, requestFailed } from './failures';
import type { Order } from './sorting';
import type { Document, Value } from './types';
import { isDocument } from './values';

export type Parameters = Record<string, unknown>;

export function textOf(params: Parameters, name: string): string {
  const value = params[name];
  if (typeof value !== 'string' || value === '') throw invalidParameter(`${name} is required and must be a string`);
  return value;
}

/** A whole number, 0 or more. */
export function countOf(params: Parameters, name: string, fallback: number): number {
  const value = params[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw invalidParameter(`${name} must be an integer of 0 or more`);
  return value;
}

export function queryOf(params: Parameters, now: number): Document {
  return parseDocument(params.query, 'query', now);
}

/** `{"a":1,"b":-1}`; the order of the keys is the order of sorting. */
export function orderOf(params: Parameters, now: number): Order {
  return orderFrom(parseDocument(params.order, 'order', now));
}
export function orderFrom(document: Document): Order {
  return Object.keys(document).map((path) => {
    const direction = document[path];
    if (direction !== 1 && direction !== -1) throw requestFailed(`$sort key ordering must be 1 (for ascending) or -1 (for descending), at '${path}'`);
    return [path, direction];
  });
}

/** Documents to be added: each a string of EJSON. */
export function documentsOf(params: Parameters, now: number): { document: Document; bytes: number }[] {
  if (!Array.isArray(params.data)) throw invalidParameter('data must be an array');
  return (params.data as unknown[]).map((text, i) => {
    const document = parseValue(text, `data[${i}]`, now);
    if (!isDocument(document)) throw invalidParameter(`data[${i}] must be an object`);
    return { document, bytes: (text as string).length * 3 };
  });
}

export function stagesOf(params: Parameters, now: number): Document[] {
  if (!Array.isArray(params.stages)) throw invalidParameter('stages must be an array');
  return (params.stages as unknown[]).map((stage, i) => {
    const { stageKey, stageValue } = (isDocument(stage) ? stage : {}) as { stageKey?: Value; stageValue?: Value };
    if (typeof stageKey !== 'string') throw invalidParameter(`stages[${i}].stageKey must be a string`);
    return { [stageKey]: parseValue(stageValue, `stages[${i}].stageValue`, now) };
  });
}
