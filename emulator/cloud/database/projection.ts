/** `field()` of a query: which fields of a document are shown, and which part of an array. */
import { compileProjection } from './project-stage';
import { emptyScope, noVariables } from './expressions';
import { breakRule } from './failures';
import { matchedElementOf } from './matched-element';
import { compileQuery } from './matcher';
import { segmentsOf, valueAt } from './paths';
import type { Document, Value } from './types';
import { isDocument } from './values';

export type Projection = (document: Document) => Document;
/** Shown, hidden, or partly: by the fields below. */
type Node = { kind: 'leaf'; apply: (value: Value) => Value } | { kind: 'branch'; fields: Map<string, Node> };

const isFlag = (value: Value): boolean => typeof value === 'boolean' || typeof value === 'number';
const isShown = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

/** Compiles the projection of a query, which a positional `list.$` refers to. */
export function projectionFor(spec: Document, query: Document): Projection {
  const [positional, more] = Object.keys(spec).filter((path) => path.endsWith('.$'));
  if (more !== undefined) return breakRule('Cannot specify more than one positional proj. per query.');
  if (positional !== undefined) return matchedPart(spec, positional, query);
  if (isPlainProjection(spec)) return project(spec);
  const compute = compileProjection(spec, emptyScope);
  return (document) => compute(document, { root: document, variables: noVariables, now: Date.now() });
}

/** Of an array the element that met the query. */
function matchedPart(spec: Document, positional: string, query: Document): Projection {
  const path = positional.slice(0, -2);
  const { [positional]: flag, ...others } = spec;
  if (!isShown(flag)) return breakRule('Cannot exclude array elements with the positional operator.');
  const matched = matchedElementOf(query);
  const base = project({ ...others, [path]: 1 });
  return (document) => {
    if (!Array.isArray(valueAt(document, path))) return base(document);
    const at = matched(document, path);
    if (at < 0) return breakRule(`Executor error during find command :: caused by :: positional operator (${positional}) requires corresponding field in query specifier`);
    const part = (value: Value, segments: string[]): Value => {
      if (segments.length === 0) return [(value as Value[])[at]];
      const [first, ...rest] = segments as [string, ...string[]];
      return { ...(value as Document), [first]: part((value as Document)[first], rest) };
    };
    return part(base(document), segmentsOf(path)) as Document;
  };
}

/** Only flags, `$slice` and `$elemMatch`: no computed fields. */
function isPlainProjection(spec: Document): boolean {
  return Object.keys(spec).every((path) => {
    const value = spec[path];
    return !path.endsWith('.$') && (isFlag(value) || isArrayPart(value));
  });
}
function isArrayPart(value: Value): value is Document {
  if (!isDocument(value)) return false;
  const [name, ...more] = Object.keys(value);
  if (more.length > 0) return false;
  if (name === '$elemMatch') return isDocument(value.$elemMatch);
  const slice = value.$slice;
  return name === '$slice' && (typeof slice === 'number' || (Array.isArray(slice) && slice.every((part) => typeof part === 'number')));
}

/** A projection of flags and parts of arrays. The fields keep the document's order, `_id` comes with the others unless it is hidden. */
function project(spec: Document): Projection {
  const flags = Object.keys(spec).filter((path) => path !== '_id' && isFlag(spec[path]));
  const including = flags.some((path) => isShown(spec[path])) || (flags.length === 0 && isShown(spec._id) && '_id' in spec);
  const elemMatch = Object.keys(spec).some((path) => isDocument(spec[path]) && '$elemMatch' in (spec[path] as Document));
  if (including && flags.some((path) => !isShown(spec[path]))) {
    const path = flags.find((name) => !isShown(spec[name]))!;
    breakRule(`Cannot do exclusion on field ${path} in inclusion projection`);
  }
  // Alone, $elemMatch shows only its field; $slice leaves the others.
  const inclusive = including || (elemMatch && flags.length === 0);
  const root = new Map<string, Node>();
  for (const path of Object.keys(spec)) {
    const value = spec[path];
    if (path === '_id') {
      if (isShown(value) === inclusive) place(root, '_id', keep);
      continue;
    }
    if (isFlag(value)) place(root, path, keep);
    else place(root, path, arrayPart(value as Document));
  }
  if (inclusive && !('_id' in spec)) place(root, '_id', keep);
  return (document) => (inclusive ? include(document, root) : exclude(document, root)) as Document;
}

const keep = (value: Value): Value => value;
function arrayPart(spec: Document): (value: Value) => Value {
  if (isDocument(spec.$elemMatch)) {
    const wanted = spec.$elemMatch;
    const byValue = Object.keys(wanted)[0]?.startsWith('$') ?? false;
    const test = compileQuery(byValue ? { element: wanted } : wanted, () => breakRule('$expr is not allowed in a projection'));
    return (value) => {
      const found = Array.isArray(value) ? (value as Value[]).find((element) => test(byValue ? { element } : (element as Document))) : undefined;
      return found === undefined ? undefined : [found];
    };
  }
  const [first, count] = Array.isArray(spec.$slice) ? (spec.$slice as number[]) : [spec.$slice as number];
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (count === undefined) return first! < 0 ? value.slice(first) : value.slice(0, first);
    const start = first! < 0 ? Math.max(0, value.length + first!) : first!;
    return value.slice(start, start + count);
  };
}

function place(root: Map<string, Node>, path: string, apply: (value: Value) => Value): void {
  let fields = root;
  const segments = segmentsOf(path);
  segments.forEach((segment, i) => {
    const known = fields.get(segment);
    if (i === segments.length - 1) {
      if (known) breakRule(`Path collision at ${path}`);
      fields.set(segment, { kind: 'leaf', apply });
      return;
    }
    if (known?.kind === 'leaf') breakRule(`Path collision at ${path}`);
    const branch = known?.kind === 'branch' ? known : { kind: 'branch' as const, fields: new Map<string, Node>() };
    fields.set(segment, branch);
    fields = branch.fields;
  });
}

function include(value: Value, fields: Map<string, Node>): Value {
  if (Array.isArray(value)) {
    return (value as Value[]).filter((element) => isDocument(element) || Array.isArray(element)).map((element) => include(element, fields));
  }
  if (!isDocument(value)) return undefined;
  const shown: Document = {};
  for (const key of Object.keys(value)) {
    const node = fields.get(key);
    if (!node) continue;
    const field = node.kind === 'leaf' ? node.apply(value[key]) : include(value[key], node.fields);
    if (field !== undefined) shown[key] = field;
  }
  return shown;
}

function exclude(value: Value, fields: Map<string, Node>): Value {
  if (Array.isArray(value)) return (value as Value[]).map((element) => exclude(element, fields));
  if (!isDocument(value)) return value;
  const shown: Document = {};
  for (const key of Object.keys(value)) {
    const node = fields.get(key);
    if (!node) shown[key] = value[key];
    else if (node.kind === 'branch') shown[key] = exclude(value[key], node.fields);
    // A slice keeps a part; a plain leaf is hidden.
    else if (node.apply !== keep) shown[key] = node.apply(value[key]);
  }
  return shown;
}
