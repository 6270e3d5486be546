/**
 * Stages of the aggregation that mingo has not, does otherwise than MongoDB, or does by changing what flows through it: that is stored
 * documents, which nobody may change.
 */
import { evalExpr } from 'mingo/core';
import { Lazy, type Iterator } from 'mingo/lazy';
import * as pipeline from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { breakRule } from './failures';
import { distance, pointOf } from './geo';
import { compileQuery } from './matcher';
import { orderFrom } from './parameters';
import { segmentsOf, valueAt } from './paths';
import { isPlainProjection, project } from './projection';
import { sortDocuments } from './sorting';
import type { Document, Value } from './types';
import { compareValues, isDocument, rankOf, shown } from './values';

export type Stage = (documents: Iterator, operand: Value, options: Options) => Iterator;

const map = (documents: Iterator, change: (document: Document) => Value): Iterator => documents.map(change as never);
/** For stages that need all documents before they give the first. */
function whole(documents: Iterator, change: (all: Document[]) => Value[]): Iterator {
  return documents.transform(((all: Document[]) => Lazy(change(all))) as never);
}

const $match: Stage = (documents, operand, options) => {
  if (!isDocument(operand)) return breakRule('the match filter must be an expression in an object');
  const test = compileQuery(operand, (value, document) => evalExpr(document, value, options));
  return documents.filter(test as never);
};

const $project: Stage = (documents, operand, options) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) return breakRule('$project specification must have at least one field');
  if (isPlainProjection(operand)) return map(documents, project(operand));
  return pipeline.$project(documents as never, operand as never, options);
};

const $unset: Stage = (documents, operand) => {
  const names = Array.isArray(operand) ? operand : [operand];
  return map(documents, project(Object.fromEntries(names.map((name) => [String(name), 0]))));
};

/** Embedded objects of the specification add to embedded documents; dotted paths are the same thing. */
const $addFields: Stage = (documents, operand, options) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) return breakRule('$addFields specification must have at least one field');
  const additions = additionsOf(operand, []);
  return map(documents, (document) => {
    let result: Value = document;
    for (const { segments, expression } of additions) result = withField(result, segments, 0, evalExpr(document, expression, options));
    return result;
  });
};
function additionsOf(spec: Document, before: string[]): { segments: string[]; expression: Value }[] {
  return Object.keys(spec).flatMap((key) => {
    const segments = [...before, ...segmentsOf(key)];
    const value = spec[key];
    const nested = isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$');
    return nested ? additionsOf(value, segments) : [{ segments, expression: value }];
  });
}
/** A copy in which the field has the value (undefined: is not there); in an array, each of its elements. */
function withField(container: Value, segments: string[], at: number, value: Value): Value {
  if (at === segments.length) return value;
  if (Array.isArray(container)) return (container as Value[]).map((element) => withField(element, segments, at, value));
  const segment = segments[at]!;
  const object = isDocument(container) ? container : {};
  const field = withField(object[segment], segments, at + 1, value);
  if (field !== undefined) return { ...object, [segment]: field };
  const { [segment]: _, ...rest } = object;
  return rest;
}

const $unwind: Stage = (documents, operand) => {
  const spec: Document = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex: index } = spec;
  if (typeof path !== 'string' || !path.startsWith('$')) return breakRule(`path option to $unwind stage should be prefixed with a '$': ${shown(path)}`);
  const segments = segmentsOf(path.slice(1));
  const keeps = spec.preserveNullAndEmptyArrays === true;
  const numbered = (document: Document, i: number | null): Document => (typeof index === 'string' ? (withField(document, segmentsOf(index), 0, i) as Document) : document);
  return whole(documents, (all) =>
    all.flatMap((document) => {
      const value = valueAt(document, path.slice(1));
      if (Array.isArray(value) && value.length > 0) {
        return (value as Value[]).map((element, i) => numbered(withField(document, segments, 0, element) as Document, i));
      }
      if (value === undefined || value === null) return keeps ? [numbered(document, null)] : [];
      if (!Array.isArray(value)) return [numbered(document, null)];
      return keeps ? [numbered(withField(document, segments, 0, undefined) as Document, null)] : [];
    }),
  );
};

const $sort: Stage = (documents, operand) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) return breakRule('$sort stage must have at least one sort key');
  const order = orderFrom(operand);
  return whole(documents, (all) => sortDocuments(all.slice(), order));
};

function count(operand: Value, stage: string, least: number): number {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < least) return breakRule(`invalid argument to ${stage} stage: ${shown(operand)}`);
  return operand;
}
const $limit: Stage = (documents, operand) => documents.take(count(operand, '$limit', 1));
const $skip: Stage = (documents, operand) => documents.drop(count(operand, '$skip', 0));

/** Of no documents none, as in MongoDB. */
const $count: Stage = (documents, operand) => {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) return breakRule('the count field must be a plain field name');
  return whole(documents, (all) => (all.length === 0 ? [] : [{ [operand]: all.length }]));
};

/** Each document at most once. */
const $sample: Stage = (documents, operand) => {
  const size = count(isDocument(operand) ? operand.size : undefined, '$sample', 1);
  return whole(documents, (all) => {
    const pool = all.slice();
    for (let i = 0; i < Math.min(size, pool.length); i++) {
      const j = i + Math.floor(Math.random() * (pool.length - i));
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    return pool.slice(0, size);
  });
};

const $bucket: Stage = (documents, operand, options) => {
  const spec = isDocument(operand) ? operand : {};
  const bounds = Array.isArray(spec.boundaries) ? (spec.boundaries as Value[]) : [];
  if (bounds.length < 2) return breakRule("The $bucket 'boundaries' field must have at least 2 values");
  const rising = bounds.every((bound, i) => i === 0 || (rankOf(bound) === rankOf(bounds[i - 1]) && compareValues(bounds[i - 1], bound) < 0));
  if (!rising) return breakRule("The 'boundaries' option to $bucket must be sorted, of one type");
  const output = (spec.output ?? { count: { $sum: 1 } }) as Document;
  return whole(documents, (all) => {
    const buckets = bounds.slice(0, -1).map((bound) => ({ _id: bound, documents: [] as Document[] }));
    const others = { _id: spec.default, documents: [] as Document[] };
    for (const document of all) {
      const value = evalExpr(document, spec.groupBy, options) as Value;
      const at = bounds.findLastIndex((bound) => rankOf(value) === rankOf(bound) && compareValues(value, bound) >= 0);
      const bucket = at < 0 || at === bounds.length - 1 ? others : buckets[at]!;
      if (bucket === others && spec.default === undefined) {
        breakRule('$switch could not find a matching branch for an input, and no default was specified');
      }
      bucket.documents.push(document);
    }
    return [...buckets, others]
      .filter((bucket) => bucket.documents.length > 0)
      .map((bucket) => ({ _id: bucket._id, ...(evalExpr(bucket.documents, output, options) as Document) }));
  });
};

/** Distances in metres; the nearest first. */
const $geoNear: Stage = (documents, operand) => {
  const spec = isDocument(operand) ? operand : {};
  const center = pointOf(spec.near);
  const { distanceField, key, includeLocs } = spec;
  if (!center || typeof distanceField !== 'string' || typeof key !== 'string') return breakRule('$geoNear needs near (a Point), distanceField and key');
  const number = (value: Value, fallback: number): number => (typeof value === 'number' ? value : fallback);
  const test = isDocument(spec.query) ? compileQuery(spec.query, () => breakRule('$expr is not allowed in $geoNear')) : () => true;
  return whole(documents, (all) => {
    const found = all.flatMap((document) => {
      const point = test(document) ? pointOf(valueAt(document, key)) : null;
      return point ? [{ document, metres: distance(center, point) }] : [];
    });
    return found
      .filter(({ metres }) => metres >= number(spec.minDistance, 0) && metres <= number(spec.maxDistance, Infinity))
      .sort((a, b) => a.metres - b.metres)
      .slice(0, number(spec.limit ?? spec.num, 100))
      .map(({ document, metres }) => {
        const located = withField(document, segmentsOf(distanceField), 0, metres * number(spec.distanceMultiplier, 1));
        return typeof includeLocs === 'string' ? withField(located, segmentsOf(includeLocs), 0, valueAt(document, key)) : located;
      });
  });
};

export const stages: Record<string, Stage> = {
  $match,
  $project,
  $unset,
  $addFields,
  $set: $addFields,
  $unwind,
  $sort,
  $limit,
  $skip,
  $count,
  $sample,
  $bucket,
  $geoNear,
};
