/** mingo's aggregation with the corrections that make it MongoDB's. */
import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import type { Options } from 'mingo/types';
import { breakRule } from './failures';
import { type Stage, stages } from './stages';
import type { Document, Value } from './types';
import { compareValues, emptyArray } from './values';

type Expression = (document: Value, operand: Value, options: Options) => Value;

/** mingo compares as queries do (any element of an array, one type only); expressions compare whole values of any type. */
function comparison(name: string, accepts: (order: number) => Value): Expression {
  return (document, operand, options) => {
    if (!Array.isArray(operand) || operand.length !== 2) return breakRule(`Expression ${name} takes exactly 2 arguments`);
    // A missing field ranks below null here.
    const [a, b] = (operand as Value[]).map((part) => {
      const value = evalExpr(document, part, options) as Value;
      return value === undefined ? emptyArray : value;
    });
    return accepts(compareValues(a, b));
  };
}
const comparisons = {
  $cmp: comparison('$cmp', (order) => order),
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
};

/** Of nothing comes null; mingo complains. */
const $slice: Expression = (document, operand, options) => {
  const array = Array.isArray(operand) ? (evalExpr(document, operand[0], options) as Value) : undefined;
  return array === undefined || array === null ? null : (expression.$slice(document as never, operand as never, options) as Value);
};

/** In groups: a document without the field adds nothing; mingo would add null. */
function collecting(add: (values: Value[], value: Value) => void): Expression {
  return (group, operand, options) => {
    const values: Value[] = [];
    for (const document of group as Document[]) {
      // Each document is its own root.
      const { context, variables } = options;
      const value = evalExpr(document, operand, { context, variables, scriptEnabled: false } as Options) as Value;
      if (value !== undefined) add(values, value);
    }
    return values;
  };
}
const collections = {
  $push: collecting((values, value) => values.push(value)),
  $addToSet: collecting((values, value) => {
    if (!values.some((known) => compareValues(known, value) === 0)) values.push(value);
  }),
};

/** Of mingo's stages those that the SDK can send and that are right as they are. */
const { $bucketAuto, $group, $replaceRoot, $replaceWith, $sortByCount } = pipeline;
const { $function: _function, ...expressions } = expression;
const { $accumulator: _accumulator, ...accumulators } = accumulator;

/** Everything but `$lookup`, which needs the collections. */
export function contextWith($lookup: Stage): Context {
  return Context.init({
    accumulator: { ...accumulators, ...collections } as never,
    expression: { ...expressions, ...comparisons, $slice } as never,
    pipeline: { $bucketAuto, $group, $replaceRoot, $replaceWith, $sortByCount, ...stages, $lookup } as never,
    projection: projection as never,
  });
}

const plain: Partial<Options> = { context: contextWith(() => breakRule('$lookup is not allowed here')), scriptEnabled: false };

/** Evaluates an aggregation expression over one document. */
export function evaluate(value: Value, document: Document): Value {
  return evalExpr(document, value, plain as Options) as Value;
}
