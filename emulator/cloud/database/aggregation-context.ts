/** mingo's aggregation with the corrections that make it MongoDB's. */
import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as window from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import { breakRule } from './failures';
import { type Stage, stages } from './stages';
import type { Document, Value } from './types';
import { cloneValue, compareValues, emptyArray } from './values';

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

/** Stages that change what flows through them get copies. */
const isolated =
  (stage: Stage): Stage =>
  (documents, operand, options) =>
    stage(documents.map(cloneValue as never), operand, options);

const { $out: _out, $merge: _merge, ...known } = pipeline;
const { $function: _function, ...expressions } = expression;
const { $accumulator: _accumulator, ...accumulators } = accumulator;

/** Everything but `$lookup`, which needs the collections. */
export function contextWith($lookup: Stage): Context {
  const isolatedStages = {
    $setWindowFields: isolated(known.$setWindowFields as Stage),
    $fill: isolated(known.$fill as Stage),
    $densify: isolated(known.$densify as Stage),
    $redact: isolated(known.$redact as Stage),
  };
  return Context.init({
    accumulator: { ...accumulators, ...collections } as never,
    expression: { ...expressions, ...comparisons } as never,
    pipeline: { ...known, ...isolatedStages, ...stages, $lookup } as never,
    projection: projection as never,
    window: window as never,
  });
}

const plain: Partial<Options> = { context: contextWith(() => breakRule('$lookup is not allowed here')), scriptEnabled: false };

/** Evaluates an aggregation expression over one document. */
export function evaluate(value: Value, document: Document): Value {
  return evalExpr(document, value, plain as Options) as Value;
}
