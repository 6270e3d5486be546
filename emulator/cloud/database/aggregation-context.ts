/** mingo's aggregation, with the stages replaced in which it differs from MongoDB or would change stored documents. */
import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import type { Iterator } from 'mingo/lazy';
import type { Options } from 'mingo/types';
import { breakRule } from './failures';
import { distance, pointOf } from './geo';
import { compileQuery } from './matcher';
import { segmentsOf, valueAt } from './paths';
import { orderFrom } from './parameters';
import { isPlainProjection, project } from './projection';
import { sortDocuments } from './sorting';
import type { Document, Value } from './types';
import { cloneValue, isDocument } from './values';

type Stage = (documents: Iterator, operand: never, options: Options) => Iterator;
type AnyStage = (documents: Iterator, operand: Value, options: Options) => Iterator;

/** mingo changes what flows through these stages; it gets copies. */
function isolated(stage: Stage, deep: (operand: Value) => boolean): AnyStage {
  return (documents, operand, options) => {
    const copy = deep(operand) ? cloneValue<Document> : (document: Document) => ({ ...document });
    return stage(documents.map(copy as never), operand as never, options);
  };
}
const dotted = (names: Value): boolean => JSON.stringify(names).includes('.');
const addFields = isolated(pipeline.$addFields as Stage, (operand) => isDocument(operand) && dotted(Object.keys(operand)));

function $project(documents: Iterator, operand: Value, options: Options): Iterator {
  if (!isDocument(operand) || Object.keys(operand).length === 0) return breakRule('$project specification must have at least one field');
  if (!isPlainProjection(operand)) return pipeline.$project(documents as never, operand as never, options);
  const apply = project(operand);
  return documents.map(apply as never);
}

function $unset(documents: Iterator, operand: Value, options: Options): Iterator {
  const names = Array.isArray(operand) ? operand : [operand];
  return $project(documents, Object.fromEntries(names.map((name) => [String(name), 0])), options);
}

function $match(documents: Iterator, operand: Value, options: Options): Iterator {
  if (!isDocument(operand)) return breakRule('the match filter must be an expression in an object');
  const test = compileQuery(operand, (value, document) => evalExpr(document, value, options));
  return documents.filter(test as never);
}

function $sort(documents: Iterator, operand: Value): Iterator {
  if (!isDocument(operand) || Object.keys(operand).length === 0) return breakRule('$sort stage must have at least one sort key');
  const order = orderFrom(operand);
  return documents.transform(((all: Document[]) => sortDocuments(all.slice(), order)) as never);
}

/** `near` with distances in metres; the nearest first. */
function $geoNear(documents: Iterator, operand: Value): Iterator {
  const spec = isDocument(operand) ? operand : {};
  const center = pointOf(spec.near);
  const { distanceField, key } = spec;
  if (!center || typeof distanceField !== 'string' || typeof key !== 'string') {
    return breakRule('$geoNear needs near (a Point), distanceField and key');
  }
  const number = (value: Value, fallback: number): number => (typeof value === 'number' ? value : fallback);
  const [min, max] = [number(spec.minDistance, 0), number(spec.maxDistance, Infinity)];
  const factor = number(spec.distanceMultiplier, 1);
  const test = isDocument(spec.query) ? compileQuery(spec.query, () => breakRule('$expr is not allowed in $geoNear')) : () => true;
  return documents.transform(((all: Document[]) => {
    const found: { metres: number; document: Document }[] = [];
    for (const document of all) {
      const point = pointOf(valueAt(document, key));
      if (!point || !test(document)) continue;
      const metres = distance(center, point);
      if (metres >= min && metres <= max) found.push({ metres, document });
    }
    found.sort((a, b) => a.metres - b.metres);
    return found.slice(0, number(spec.limit ?? spec.num, 100)).map(({ metres, document }) => {
      const located = with_(document, distanceField, metres * factor);
      return typeof spec.includeLocs === 'string' ? with_(located, spec.includeLocs, valueAt(document, key)) : located;
    });
  }) as never);
}
/** A copy in which the field under the path has the value. */
function with_(document: Document, path: string, value: Value): Document {
  const [first, ...rest] = segmentsOf(path) as [string, ...string[]];
  if (rest.length === 0) return { ...document, [first]: value };
  const inner = document[first];
  return { ...document, [first]: with_(isDocument(inner) ? inner : {}, rest.join('.'), value) };
}

const { $out: _out, $merge: _merge, $lookup: _lookup, ...stages } = pipeline;
const { $where: _where, ...queries } = query;
const { $function: _function, ...expressions } = expression;
const { $accumulator: _accumulator, ...accumulators } = accumulator;

/** Context with one more stage: `$lookup` needs the collections. */
export function contextWith($lookup: AnyStage): Context {
  const own = {
    $addFields: addFields,
    $set: addFields,
    $unwind: isolated(pipeline.$unwind as Stage, dotted),
    $setWindowFields: isolated(pipeline.$setWindowFields as Stage, () => true),
    $fill: isolated(pipeline.$fill as Stage, () => true),
    $project,
    $unset,
    $match,
    $sort,
    $geoNear,
    $lookup,
  };
  return Context.init({
    accumulator: accumulators,
    expression: expressions,
    pipeline: { ...stages, ...own } as never,
    projection: projection as never,
    query: queries as never,
    window: window as never,
  });
}

const plain: Partial<Options> = { context: contextWith(() => breakRule('$lookup is not allowed here')), scriptEnabled: false };

/** Evaluates an aggregation expression over one document. */
export function evaluate(value: Value, document: Document): Value {
  return evalExpr(document, value, plain as Options);
}
export type { AnyStage };
