/** Aggregation: what stands at the head of the pipeline is answered by an index, the rest by mingo. */
import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { Lazy, type Iterator } from 'mingo/lazy';
import type { Options } from 'mingo/types';
import { CloudError } from '../cloud-error';
import { contextWith } from './aggregation-context';
import type { Collection } from './collection';
import { breakRule, MongoRuleError } from './failures';
import { LookupIndex } from './lookup-index';
import { orderFrom } from './parameters';
import { someValue, segmentsOf } from './paths';
import { selectRecords, type Meter } from './reading';
import type { Document, Value } from './types';
import { isDocument, rank, rankOf } from './values';

export type FindCollection = (name: unknown) => Collection;

/** Runs a pipeline over the committed documents. */
export function aggregate(collection: Collection, pipeline: Document[], find: FindCollection, meter: Meter): Value[] {
  for (const stage of pipeline) {
    if (Object.keys(stage).length !== 1) breakRule('A pipeline stage specification object must contain exactly one field.');
  }
  const context = contextWith((documents, operand, options) => lookup(documents, operand, options, find, meter));
  const options = {
    context,
    scriptEnabled: false,
    collectionResolver: (name: string) => documentsOf(find(name), [], {}, meter).documents,
  };
  const { documents, rest } = documentsOf(collection, pipeline, {}, meter);
  return guarded(() => new Aggregator(rest as never, options as Partial<Options>).run(documents as never));
}

/** mingo's own complaints, and its stumbling over malformed operands, are errors of the request. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof CloudError || error instanceof MongoRuleError) throw error;
    const { message } = error as Error;
    const stage = /^unregistered pipeline operator (\S+)\.$/.exec(message)?.[1];
    return breakRule(stage ? `Unrecognized pipeline stage name: '${stage}'` : message);
  }
}

/** The documents that enter a pipeline, after as many of its first stages as a planned query can do. */
function documentsOf(
  collection: Collection,
  pipeline: Document[],
  variables: Document,
  meter: Meter,
): { documents: Document[]; rest: Document[] } {
  let rest = pipeline;
  let query: Document = {};
  const match = rest[0]?.$match;
  if (isDocument(match)) {
    if (!('$expr' in match) || Object.keys(variables).length === 0) {
      query = match;
      rest = rest.slice(1);
    } else {
      // The condition on the variables stays in the pipeline; what an index can use of it narrows the documents before.
      const { $expr, ...others } = match;
      query = { ...others, ...equalities($expr, variables, others) };
    }
  }
  const whole = rest.length < pipeline.length || match === undefined;
  const order = whole && isDocument(rest[0]?.$sort) ? orderFrom(rest[0].$sort) : [];
  if (order.length > 0) rest = rest.slice(1);
  const limit = whole && typeof rest[0]?.$limit === 'number' && rest[0].$limit > 0 ? rest[0].$limit : undefined;
  if (limit !== undefined) rest = rest.slice(1);
  const records = selectRecords(collection, { query, order, limit }, meter);
  return { documents: records.map(({ document }) => document!), rest };
}

/** Of `{$and: [{$eq: ['$field', '$$variable']}, …]}` the fields with the variables' values. */
function equalities(expression: Value, variables: Document, taken: Document): Document {
  const found: Document = {};
  if (!isDocument(expression)) return found;
  const terms = Array.isArray(expression.$and) ? (expression.$and as Value[]) : [expression];
  for (const term of terms) {
    if (!isDocument(term) || !Array.isArray(term.$eq) || term.$eq.length !== 2) continue;
    for (const [field, other] of [term.$eq, [term.$eq[1], term.$eq[0]]] as [Value, Value][]) {
      if (typeof field !== 'string' || !/^\$[^$]/.test(field) || typeof other !== 'string' || !other.startsWith('$$')) continue;
      const value = variables[other.slice(2)];
      const path = field.slice(1);
      // Other types compare differently in expressions and in queries.
      if (path in taken || !(typeof value === 'string' || typeof value === 'number' || rankOf(value) === rank.objectId)) continue;
      found[path] = value;
    }
  }
  return found;
}

function lookup(documents: Iterator, operand: Value, options: Options, find: FindCollection, meter: Meter): Iterator {
  const spec = isDocument(operand) ? operand : {};
  const { from, as, localField, foreignField } = spec;
  if (typeof from !== 'string' || typeof as !== 'string') return breakRule('$lookup needs from and as, both strings');
  const joins = typeof localField === 'string' && typeof foreignField === 'string';
  if (!joins && !Array.isArray(spec.pipeline)) return breakRule('$lookup needs localField and foreignField, or a pipeline');
  const pipeline = (spec.pipeline ?? []) as Document[];
  const collection = find(from);
  const index = joins ? new LookupIndex(collection, foreignField, meter) : null;
  const local = joins ? segmentsOf(localField) : [];
  return documents.map(((document: Document) => {
    const variables = isDocument(spec.let) ? (evalExpr(document, spec.let, options) as Document) : {};
    const all: Document = { ...options.variables, ...variables };
    if (!index) return { ...document, [as]: subPipeline(documentsOf(collection, pipeline, all, meter), all, options) };
    const found = index.find(localValues(document, local));
    if (pipeline.length === 0) return { ...document, [as]: found };
    return { ...document, [as]: subPipeline({ documents: found, rest: pipeline }, all, options) };
  }) as never);
}

/** What a field is joined by: the elements of an array; null when it is missing. */
function localValues(document: Document, segments: string[]): Value[] {
  const values: Value[] = [];
  someValue(document, segments, false, (value) => {
    if (Array.isArray(value)) values.push(...(value as Value[]));
    else values.push(value ?? null);
    return false;
  });
  return values;
}

function subPipeline({ documents, rest }: { documents: Document[]; rest: Document[] }, variables: Document, options: Options): Value[] {
  if (rest.length === 0) return documents;
  const { context, collectionResolver } = options;
  const inner = { context, collectionResolver, scriptEnabled: false, variables };
  return new Aggregator(rest as never, inner as Partial<Options>).run(Lazy(documents as never) as never);
}

/** A projection with computed fields or a positional `$`. */
export function aggregateProjection(spec: Document): (document: Document) => Document {
  if (Object.keys(spec).some((path) => path.endsWith('.$'))) return breakRule('positional projection is not supported: use $elemMatch');
  const aggregator = new Aggregator([{ $project: spec }], { context: contextWith(() => breakRule('$lookup is not allowed here')), scriptEnabled: false });
  return (document) => guarded(() => aggregator.run<Document>([document])[0]!);
}
