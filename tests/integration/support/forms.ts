/** Requests made from their forms: a well-formed one with every field, and where in it what kind of value stands. */
import * as v from 'valibot';

/** As much of a valibot schema as has to be looked into. */
interface Form {
  type: string;
  entries?: Record<string, v.GenericSchema>;
  item?: v.GenericSchema;
  items?: v.GenericSchema[];
  wrapped?: v.GenericSchema;
  key?: v.GenericSchema;
  value?: v.GenericSchema;
  options?: readonly unknown[];
  literal?: unknown;
  pipe?: readonly (v.GenericSchema & { kind: string })[];
}
export type Path = (string | number)[];
export interface Place {
  path: Path;
  kind: 'string' | 'number' | 'boolean' | 'list' | 'object' | 'record' | 'choice';
  schema: v.GenericSchema;
  mayBeNull: boolean;
}

const TEXTS = ['a-well-formed-id', '文字', '/images/a.webp', '13800000000', 'x', '2031-01-06', 'https://example.com/a', 'SF', 'SF123456', 'cloud://demo/a.mp4', ''];
const NUMBERS = [1, 0, 2, 5, 100, 1000, 1_900_000_000_000];

/** A value that the schema takes; undefined: none was found. `places` collects what stands where. */
export function sampleOf(schema: v.GenericSchema, path: Path = [], places: Place[] = [], mayBeNull = false): unknown {
  const form = schema as unknown as Form;
  const note = (kind: Place['kind']): void => void places.push({ path, kind, schema, mayBeNull });
  const taken = (values: readonly unknown[]): unknown => values.find((value) => v.safeParse(schema, value).success);
  switch (form.type) {
    case 'optional':
    case 'nullable':
    case 'nullish':
    case 'exact_optional':
    case 'non_optional':
      return sampleOf(form.wrapped!, path, places, mayBeNull || form.type.startsWith('null'));
    case 'string':
      note('string');
      return taken(TEXTS);
    case 'number':
      note('number');
      return taken(NUMBERS);
    case 'boolean':
      note('boolean');
      return true;
    case 'picklist':
    case 'enum':
      note('choice');
      return form.options![0];
    case 'literal':
      note('choice');
      return form.literal;
    case 'array':
      note('list');
      return [sampleOf(form.item!, [...path, 0], places)];
    case 'tuple':
      note('list');
      return form.items!.map((item, i) => sampleOf(item, [...path, i], places));
    case 'record':
      note('record');
      return { 'shop-1': sampleOf(form.value!, [...path, 'shop-1'], places) };
    case 'object':
    case 'loose_object':
    case 'strict_object':
      if (path.length > 0) note('object');
      return Object.fromEntries(Object.entries(form.entries!).map(([key, inner]) => [key, sampleOf(inner, [...path, key], places)]));
    case 'union':
    case 'variant':
      return sampleOf(form.options![0] as v.GenericSchema, path, places);
    default:
      return undefined;
  }
}

/** A request that the form takes, with as many of its fields as go together. */
export function requestOf(schema: v.GenericSchema): { request: Record<string, unknown>; places: Place[] } {
  const places: Place[] = [];
  let request = sampleOf(schema, [], places) as Record<string, unknown>;
  for (const key of Object.keys(request)) {
    if (v.safeParse(schema, request).success) break;
    const { [key]: _left, ...rest } = request;
    if (v.safeParse(schema, rest).success) request = rest;
  }
  return { request, places: places.filter(({ path: [first] }) => String(first) in request) };
}

export function replaced(value: unknown, [head, ...rest]: Path, by: unknown): unknown {
  if (head === undefined) return by;
  if (Array.isArray(value)) return value.map((inner, i) => (i === head ? replaced(inner, rest, by) : inner));
  return { ...(value as object), [head]: replaced((value as Record<string, unknown>)[head as string], rest, by) };
}

/** `lines[0].num` */
export function nameOf(path: Path): string {
  return path.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `${text && '.'}${key}`), '');
}
