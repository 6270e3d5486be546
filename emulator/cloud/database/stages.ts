/** Stages of the aggregation. What flows through them are stored documents: no stage changes one, each makes copies of what it touches. */
import { compileExpression, type Expression, type Scope, type Variables } from './expressions';
import { breakRule } from './failures';
import { distance, pointOf } from './geo';
import { groupStages } from './group-stages';
import { compileQuery } from './matcher';
import { orderFrom } from './parameters';
import { segmentsOf, valueAt } from './paths';
import { compileProjection } from './project-stage';
import { sortDocuments } from './sorting';
import type { Document, Value } from './types';
import { type Stage, type StageCompiler, frameOf, whole } from './stage';
import { isDocument, shown } from './values';

/** One document in, one out. */
function each(change: (document: Document, variables: Variables) => Document): Stage {
  return function* (documents, variables) {
    for (const document of documents) yield change(document, variables);
  };
}
const $match: StageCompiler = (operand, context) => {
  if (!isDocument(operand)) return breakRule('the match filter must be an expression in an object');
  // The test of a document knows nothing of variables: they are set before each.
  let current: Variables;
  const test = compileQuery(operand, (value) => {
    const expression = compileExpression(value, context.scope);
    return (document) => expression(frameOf(document, current, context));
  });
  return function* (documents, variables) {
    for (const document of documents) {
      current = variables;
      if (test(document)) yield document;
    }
  };
};

const $project: StageCompiler = (operand, context) => {
  const project = compileProjection(operand, context.scope);
  return each((document, variables) => project(document, frameOf(document, variables, context)));
};

const $unset: StageCompiler = (operand, context) => {
  const names: Value[] = Array.isArray(operand) ? operand : [operand];
  if (names.length === 0 || !names.every((name) => typeof name === 'string')) return breakRule('$unset specification must be a string or an array with at least one field');
  return $project(Object.fromEntries(names.map((name) => [name, 0])), context);
};

/** Embedded objects of the specification add to embedded documents; dotted paths are the same thing. */
const $addFields: StageCompiler = (operand, context) => {
  if (!isDocument(operand)) return breakRule(`$addFields specification stage must be an object, got ${shown(operand)}`);
  if (Object.keys(operand).length === 0) return breakRule('$addFields specification must have at least one field');
  const additions = additionsOf(operand, [], context.scope);
  return each((document, variables) => {
    const frame = frameOf(document, variables, context);
    let result: Value = document;
    for (const { segments, expression } of additions) result = withField(result, segments, 0, expression(frame));
    return result as Document;
  });
};
function additionsOf(spec: Document, before: string[], scope: Scope): { segments: string[]; expression: Expression }[] {
  return Object.keys(spec).flatMap((key) => {
    const segments = [...before, ...segmentsOf(key)];
    const value = spec[key];
    const nested = isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$');
    return nested ? additionsOf(value, segments, scope) : [{ segments, expression: compileExpression(value, scope) }];
  });
}
/** A copy in which the field has the value (undefined: is not there); in an array, each of its elements. */
export function withField(container: Value, segments: string[], at: number, value: Value): Value {
  if (at === segments.length) return value;
  if (Array.isArray(container)) return (container as Value[]).map((element) => withField(element, segments, at, value));
  const segment = segments[at]!;
  const object = isDocument(container) ? container : {};
  const field = withField(object[segment], segments, at + 1, value);
  if (field !== undefined) return { ...object, [segment]: field };
  const { [segment]: _, ...rest } = object;
  return rest;
}

const $replaceWith: StageCompiler = (operand, context) => {
  const expression = compileExpression(operand, context.scope);
  return each((document, variables) => {
    const root = expression(frameOf(document, variables, context));
    if (!isDocument(root)) return breakRule(`'newRoot' expression must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : shown(root)}`);
    return root;
  });
};
const $replaceRoot: StageCompiler = (operand, context) => {
  const strange = isDocument(operand) ? Object.keys(operand).find((name) => name !== 'newRoot') : undefined;
  if (strange !== undefined) return breakRule(`unrecognized option to $replaceRoot stage: ${strange}, only valid option is 'newRoot'.`);
  if (!isDocument(operand) || !('newRoot' in operand)) return breakRule('no newRoot specified for the $replaceRoot stage');
  return $replaceWith(operand.newRoot, context);
};

const $unwind: StageCompiler = (operand) => {
  const spec: Document = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keeps = false } = spec;
  const strange = Object.keys(spec).find((name) => !['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name));
  if (strange !== undefined) return breakRule(`unrecognized option to $unwind stage: ${strange}`);
  if (typeof path !== 'string') return breakRule(path === undefined ? 'no path specified to $unwind stage' : `expected a string as the path for $unwind stage, got ${shown(path)}`);
  if (!path.startsWith('$')) return breakRule(`path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (typeof keeps !== 'boolean') return breakRule(`expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${shown(keeps)}`);
  if (index !== undefined && (typeof index !== 'string' || index === '')) return breakRule(`expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${shown(index)}`);
  if (typeof index === 'string' && index.startsWith('$')) return breakRule(`includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`);
  const segments = segmentsOf(path.slice(1));
  const numbered = (document: Document, i: number | null): Document => (index === undefined ? document : (withField(document, segmentsOf(index as string), 0, i) as Document));
  return function* (documents) {
    for (const document of documents) {
      const value = valueAt(document, path.slice(1));
      if (!Array.isArray(value)) {
        if (value !== undefined && value !== null) yield numbered(document, null);
        else if (keeps) yield numbered(document, null);
      } else if (value.length === 0) {
        if (keeps) yield numbered(withField(document, segments, 0, undefined) as Document, null);
      } else {
        for (const [i, element] of (value as Value[]).entries()) yield numbered(withField(document, segments, 0, element) as Document, i);
      }
    }
  };
};

const $sort: StageCompiler = (operand) => {
  if (!isDocument(operand)) return breakRule('the $sort key specification must be an object');
  if (Object.keys(operand).length === 0) return breakRule('$sort stage must have at least one sort key');
  const order = orderFrom(operand);
  return whole((all) => sortDocuments(all, order));
};

function count(operand: Value, complain: string, least: number): number {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < least) return breakRule(complain);
  return operand;
}
const $limit: StageCompiler = (operand) => {
  const most = count(operand, typeof operand === 'number' ? 'the limit must be positive' : 'the limit must be specified as a number', 1);
  return function* (documents) {
    let given = 0;
    for (const document of documents) {
      yield document;
      if (++given === most) return;
    }
  };
};
const $skip: StageCompiler = (operand) => {
  const skipped = count(operand, typeof operand === 'number' ? 'Argument to $skip cannot be negative' : 'Argument to $skip must be a number', 0);
  return function* (documents) {
    let seen = 0;
    for (const document of documents) if (++seen > skipped) yield document;
  };
};

/** Of no documents none. */
const $count: StageCompiler = (operand) => {
  if (typeof operand !== 'string' || operand === '') return breakRule('the count field must be a non-empty string');
  if (operand.startsWith('$')) return breakRule('the count field cannot be a $-prefixed path');
  if (operand.includes('.')) return breakRule("the count field cannot contain '.'");
  return function* (documents) {
    let total = 0;
    for (const _document of documents) total++;
    if (total > 0) yield { [operand]: total };
  };
};

/** Each document at most once. */
const $sample: StageCompiler = (operand) => {
  if (!isDocument(operand)) return breakRule('the $sample stage specification must be an object');
  const strange = Object.keys(operand).find((name) => name !== 'size');
  if (strange !== undefined) return breakRule(`unrecognized option to $sample: ${strange}`);
  if (!('size' in operand)) return breakRule('$sample stage must specify a size');
  const size = count(operand.size, typeof operand.size === 'number' ? 'size argument to $sample must not be negative' : 'size argument to $sample must be a number', 0);
  return whole((pool) => {
    for (let i = 0; i < Math.min(size, pool.length); i++) {
      const j = i + Math.floor(Math.random() * (pool.length - i));
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    return pool.slice(0, size);
  });
};

/** Distances in metres; the nearest first. */
const $geoNear: StageCompiler = (operand, context) => {
  const spec = isDocument(operand) ? operand : {};
  const center = pointOf(spec.near) ?? breakRule('$geoNear requires a \'near\' option as an Object or Array');
  const { distanceField, key, includeLocs } = spec;
  if (typeof distanceField !== 'string') return breakRule('$geoNear requires a \'distanceField\' option as a String');
  if (typeof key !== 'string') return breakRule('$geoNear requires a \'key\' option as a String');
  const number = (value: Value, fallback: number): number => (typeof value === 'number' ? value : fallback);
  const filter = isDocument(spec.query) ? $match(spec.query, context) : null;
  const [least, most] = [number(spec.minDistance, 0), number(spec.maxDistance, Infinity)];
  return whole((all, variables) => {
    const found = [...(filter ? filter(all, variables) : all)].flatMap((document) => {
      const point = pointOf(valueAt(document, key));
      const metres = point ? distance(center, point) : NaN;
      return metres >= least && metres <= most ? [{ document, metres }] : [];
    });
    found.sort((a, b) => a.metres - b.metres);
    return found.slice(0, number(spec.limit ?? spec.num, 100)).map(({ document, metres }) => {
      const located = withField(document, segmentsOf(distanceField), 0, metres * number(spec.distanceMultiplier, 1));
      return (typeof includeLocs === 'string' ? withField(located, segmentsOf(includeLocs), 0, valueAt(document, key)) : located) as Document;
    });
  });
};

export const stages: Record<string, StageCompiler> = {
  $match,
  $project,
  $unset,
  $addFields,
  $set: $addFields,
  $replaceRoot,
  $replaceWith,
  $unwind,
  $sort,
  $limit,
  $skip,
  $count,
  $sample,
  ...groupStages,
  $geoNear,
};
