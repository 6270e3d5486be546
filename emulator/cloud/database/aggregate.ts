/** Aggregation: what stands at the head of the pipeline is answered by an index, the rest stage by stage. */
import type { Collection } from './collection';
import { compileExpression, emptyScope, type Expression, extended, noVariables, type Scope, type Variables } from './expressions';
import { breakRule } from './failures';
import { LookupIndex } from './lookup-index';
import { orderFrom } from './parameters';
import { someValue, segmentsOf } from './paths';
import { selectRecords, type Meter } from './reading';
import type { Stage, StageContext } from './stage';
import { stages, withField } from './stages';
import type { Document, Value } from './types';
import { isDocument, rank, rankOf, shown } from './values';

export type FindCollection = (name: unknown) => Collection;
/** What a pipeline needs besides its documents. */
interface Surroundings {
  find: FindCollection;
  meter: Meter;
  /** ms */
  now: number;
}

/** Runs a pipeline over the committed documents. */
export function aggregate(collection: Collection, pipeline: Document[], find: FindCollection, meter: Meter, now: number): Value[] {
  const run = compilePipeline(pipeline, emptyScope, { find, meter, now }, true);
  return [...run(collection, noVariables)];
}

/** From a collection to the documents that come out at the end. */
type Pipeline = (collection: Collection, variables: Variables) => Iterable<Document>;

function compilePipeline(pipeline: Document[], scope: Scope, surroundings: Surroundings, outermost: boolean): Pipeline {
  pipeline.forEach((stage, i) => refuseMisplaced(stage, i));
  const context = { scope, now: surroundings.now };
  // All are compiled, also those that an index will answer: a mistake in one is told in any case.
  const compiled = pipeline.map((stage) => compileStage(stage, context, surroundings));
  const head = headOf(pipeline, outermost);
  return (collection, variables) => {
    const { query, order, limit } = head.selection(variables);
    const records = selectRecords(collection, { query, order, limit }, surroundings.meter);
    let documents: Iterable<Document> = records.map(({ document }) => document!);
    for (const stage of compiled.slice(head.answered)) documents = stage(documents, variables);
    return documents;
  };
}

function refuseMisplaced(stage: Document, at: number): void {
  const names = Object.keys(stage);
  if (names.length !== 1) breakRule('A pipeline stage specification object must contain exactly one field.');
  if (names[0] === '$geoNear' && at > 0) breakRule('$geoNear is only valid as the first stage in a pipeline.');
}

function compileStage(stage: Document, context: StageContext, surroundings: Surroundings): Stage {
  const name = Object.keys(stage)[0]!;
  if (name === '$lookup') return compileLookup(stage.$lookup, context, surroundings);
  const compile = Object.hasOwn(stages, name) ? stages[name] : undefined;
  return compile ? compile(stage[name], context) : breakRule(`Unrecognized pipeline stage name: '${name}'`);
}

interface Head {
  /** How many of the first stages the selection does. */
  answered: number;
  selection(variables: Variables): { query: Document; order?: [string, 1 | -1][]; limit?: number };
}

/** As many of the first stages as a planned query can do. */
function headOf(pipeline: Document[], outermost: boolean): Head {
  let answered = 0;
  const match = pipeline[0]?.$match;
  let query = (): Document => ({});
  let narrowing: ((variables: Variables) => Document) | null = null;
  if (isDocument(match)) {
    if (!usesVariables(match, outermost)) {
      query = () => match;
      answered = 1;
    } else {
      // The condition on the variables stays in the pipeline; what an index can use of it narrows the documents before.
      const { $expr, ...others } = match;
      narrowing = (variables) => (usesVariables(others, false) ? {} : { ...others, ...equalities($expr, variables, others) });
    }
  }
  const whole = narrowing === null;
  const sort = pipeline[answered]?.$sort;
  const order = whole && isDocument(sort) && Object.keys(sort).length > 0 ? orderFrom(sort) : [];
  if (order.length > 0) answered++;
  const limit = whole && typeof pipeline[answered]?.$limit === 'number' ? (pipeline[answered]!.$limit as number) : undefined;
  if (limit !== undefined) answered++;
  return { answered, selection: (variables) => ({ query: narrowing ? narrowing(variables) : query(), order, limit }) };
}
/** A condition that may speak of the variables of a `$lookup`. */
const usesVariables = (match: Document, outermost: boolean): boolean => !outermost && JSON.stringify(match).includes('"$expr"');

/** Of `{$and: [{$eq: ['$field', '$$variable']}, …]}` the fields with the variables' values. */
function equalities(expression: Value, variables: Variables, taken: Document): Document {
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

const lookupParts = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function compileLookup(spec: Value, { scope }: StageContext, surroundings: Surroundings): Stage {
  if (!isDocument(spec)) return breakRule(`the $lookup specification must be an Object`);
  const strange = Object.keys(spec).find((name) => !lookupParts.includes(name));
  if (strange !== undefined) return breakRule(`unknown argument to $lookup: ${strange}`);
  const { from, as, localField, foreignField } = spec;
  if (typeof from !== 'string') return breakRule("missing 'from' option to $lookup stage specification: " + shown(spec));
  if (typeof as !== 'string') return breakRule("must specify 'as' field for a $lookup");
  const joins = typeof localField === 'string' && typeof foreignField === 'string';
  if (!joins && !Array.isArray(spec.pipeline)) return breakRule('$lookup requires either \'pipeline\' or both \'localField\' and \'foreignField\' to be specified');
  if (spec.let !== undefined && !isDocument(spec.let)) return breakRule(`$lookup argument 'let: ${shown(spec.let)}' must be an object`);
  const collection = surroundings.find(from);
  const values = Object.entries((spec.let ?? {}) as Document).map(([name, value]): [string, Expression] => [name, compileExpression(value, scope)]);
  const inner = extended(scope, ...values.map(([name]) => name));
  const stageList = (Array.isArray(spec.pipeline) ? spec.pipeline : []) as Document[];
  const target = segmentsOf(as);
  const variablesOf = (document: Document, variables: Variables): Variables => {
    const frame = { root: document, variables, now: surroundings.now };
    const own = Object.fromEntries(values.map(([name, value]) => [name, value(frame)]));
    return Object.assign(Object.create(variables) as Record<string, Value>, own);
  };
  const join = joins ? joined(collection, localField, foreignField, stageList, inner, surroundings) : separate(collection, stageList, inner, surroundings);
  return function* (documents, variables) {
    for (const document of documents) yield withField(document, target, 0, join(document, variablesOf(document, variables))) as Document;
  };
}

type Join = (document: Document, variables: Variables) => Document[];

/** The pipeline over the whole collection, for each document. One that asks for nothing of the document runs once. */
function separate(collection: Collection, pipeline: Document[], scope: Scope, surroundings: Surroundings): Join {
  const run = compilePipeline(pipeline, scope, surroundings, false);
  let same: Document[] | null = null;
  const constant = scope.size === 0 && !JSON.stringify(pipeline).includes('$sample');
  return (_document, variables) => (constant ? (same ??= [...run(collection, variables)]) : [...run(collection, variables)]);
}

function joined(collection: Collection, localField: string, foreignField: string, pipeline: Document[], scope: Scope, surroundings: Surroundings): Join {
  const index = new LookupIndex(collection, foreignField, surroundings.meter);
  const local = segmentsOf(localField);
  const context = { scope, now: surroundings.now };
  const compiled = pipeline.map((stage) => compileStage(stage, context, surroundings));
  return (document, variables) => {
    let found: Iterable<Document> = index.find(localValues(document, local));
    for (const stage of compiled) found = stage(found, variables);
    return [...found];
  };
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
