/** Stages that gather documents into groups. */
import { compileAccumulator, compileExpression, type Variables } from './expressions';
import { breakRule } from './failures';
import { roundingOf } from './granularity';
import { encodeKey } from './index-key';
import { isNumeric, toNumber } from './numbers';
import { segmentsOf } from './paths';
import { sortDocuments, sortItems } from './sorting';
import { frameOf, type StageCompiler, type StageContext, whole } from './stage';
import type { Document, Value } from './types';
import { compareValues, isDocument, rankOf, shown } from './values';

/** Computed fields of a group over its documents. */
type Output = (documents: Document[], variables: Variables) => Document;
function compileOutput(spec: Document, context: StageContext): Output {
  const fields = Object.keys(spec).map((name) => {
    if (name.includes('.')) return breakRule(`The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$')) return breakRule(`The field name '${name}' cannot be an operator name`);
    segmentsOf(name);
    return { name, ...compileAccumulator(name, spec[name], context.scope) };
  });
  return (documents, variables) => {
    const result: Document = {};
    for (const { name, expression, gather } of fields) {
      result[name] = gather(documents.map((document) => expression(frameOf(document, variables, context)))) ?? null;
    }
    return result;
  };
}

const $group: StageCompiler = (operand, context) => {
  if (!isDocument(operand)) return breakRule("a group's fields must be specified in an object");
  if (!('_id' in operand)) return breakRule('a group specification must include an _id');
  const { _id, ...fields } = operand;
  const key = compileExpression(_id, context.scope);
  const output = compileOutput(fields, context);
  return whole((all, variables) => {
    const groups = new Map<string, { id: Value; documents: Document[] }>();
    for (const document of all) {
      const id = key(frameOf(document, variables, context)) ?? null;
      const text = encodeKey(id, 1);
      const group = groups.get(text);
      if (group) group.documents.push(document);
      else groups.set(text, { id, documents: [document] });
    }
    return [...groups.values()].map(({ id, documents }) => ({ _id: id, ...output(documents, variables) }));
  });
};

const $sortByCount: StageCompiler = (operand, context) => {
  const expression = typeof operand === 'string' ? operand.startsWith('$') : isDocument(operand) && (Object.keys(operand)[0]?.startsWith('$') ?? false);
  if (!expression) return breakRule("the sortByCount field must be defined as a $-prefixed path or an expression inside an object");
  const group = $group({ _id: operand, count: { $sum: 1 } }, context);
  return whole((all, variables) => sortDocuments([...group(all, variables)], [['count', -1]]));
};

const $bucket: StageCompiler = (operand, context) => {
  const spec = isDocument(operand) ? operand : breakRule(`Argument to $bucket stage must be an object, but found type: ${shown(operand)}`);
  const strange = Object.keys(spec).find((name) => !['groupBy', 'boundaries', 'default', 'output'].includes(name));
  if (strange !== undefined) return breakRule(`Unrecognized option to $bucket: ${strange}.`);
  if (!('groupBy' in spec) || !('boundaries' in spec)) return breakRule("$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(spec.boundaries)) return breakRule(`The $bucket 'boundaries' field must be an array, but found: ${shown(spec.boundaries)}`);
  const bounds = spec.boundaries as Value[];
  if (bounds.length < 2) return breakRule(`The $bucket 'boundaries' field must have at least 2 values, but found ${bounds.length} value(s).`);
  bounds.forEach((bound, i) => {
    if (i === 0) return;
    const last = bounds[i - 1];
    if (rankOf(bound) !== rankOf(last)) breakRule(`All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types at ${i - 1} and ${i}`);
    if (compareValues(last, bound) >= 0) breakRule(`The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order (${shown(last)} is not less than ${shown(bound)}).`);
  });
  const inside = spec.default !== undefined && rankOf(spec.default) === rankOf(bounds[0]) && compareValues(spec.default, bounds[0]) >= 0 && compareValues(spec.default, bounds.at(-1)) < 0;
  if (inside) return breakRule("The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.");
  const groupBy = compileExpression(spec.groupBy, context.scope);
  const output = compileOutput((spec.output ?? { count: { $sum: 1 } }) as Document, context);
  return whole((all, variables) => {
    const buckets = bounds.slice(0, -1).map((bound) => ({ _id: bound, documents: [] as Document[] }));
    const others = { _id: spec.default, documents: [] as Document[] };
    for (const document of all) {
      const value = groupBy(frameOf(document, variables, context));
      const at = bounds.findLastIndex((bound) => rankOf(value) === rankOf(bound) && compareValues(value, bound) >= 0);
      const bucket = at < 0 || at === bounds.length - 1 ? others : buckets[at]!;
      if (bucket === others && spec.default === undefined) breakRule('$switch could not find a matching branch for an input, and no default was specified.');
      bucket.documents.push(document);
    }
    const filled = [...buckets, others].filter(({ documents }) => documents.length > 0);
    return sortDocuments(filled.map(({ _id, documents }) => ({ _id, ...output(documents, variables) })), [['_id', 1]]);
  });
};

/** As even as the values allow: equal values stay together. */
const $bucketAuto: StageCompiler = (operand, context) => {
  const spec = isDocument(operand) ? operand : breakRule(`The argument to $bucketAuto must be an object, but found type: ${shown(operand)}.`);
  const strange = Object.keys(spec).find((name) => !['groupBy', 'buckets', 'output', 'granularity'].includes(name));
  if (strange !== undefined) return breakRule(`Unrecognized option to $bucketAuto: ${strange}.`);
  const { groupBy, buckets, granularity } = spec;
  if (groupBy === undefined || buckets === undefined) return breakRule("$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  if (typeof buckets !== 'number') return breakRule(`The $bucketAuto 'buckets' field must be a numeric value, but found type: ${shown(buckets)}`);
  if (!Number.isInteger(buckets) || buckets <= 0) return breakRule(`The $bucketAuto 'buckets' field must be greater than 0, but found: ${buckets}.`);
  const key = compileExpression(groupBy, context.scope);
  const output = compileOutput((spec.output ?? { count: { $sum: 1 } }) as Document, context);
  const rounding = granularity === undefined ? null : roundingOf(granularity);
  return whole((all, variables) => {
    const sorted = all.map((document) => ({ document, value: key(frameOf(document, variables, context)) ?? null }));
    sortItems(sorted, ({ value }) => [value], [1]);
    if (rounding && sorted.some(({ value }) => !isNumeric(value) || !(toNumber(value) >= 0))) {
      return breakRule('$bucketAuto can specify a granularity with numeric boundaries only, none of them negative or NaN');
    }
    const size = Math.max(1, Math.round(sorted.length / buckets));
    const found: { min: Value; max: Value; documents: Document[] }[] = [];
    for (let i = 0; i < sorted.length; ) {
      const last = found.length === buckets - 1;
      let end = last ? sorted.length : Math.min(i + size, sorted.length);
      let max = sorted[end - 1]!.value;
      if (rounding) max = rounding.up(toNumber(max));
      while (end < sorted.length && (rounding ? compareValues(sorted[end]!.value, max) < 0 : compareValues(sorted[end]!.value, max) === 0)) end++;
      const min = rounding ? (found.at(-1)?.max ?? rounding.down(toNumber(sorted[i]!.value))) : sorted[i]!.value;
      found.push({ min, max, documents: sorted.slice(i, end).map(({ document }) => document) });
      i = end;
    }
    return found.map(({ min, max, documents }, i) => {
      const upper = rounding ? max : (found[i + 1]?.min ?? max);
      return { _id: { min, max: upper }, ...output(documents, variables) };
    });
  });
};

export const groupStages: Record<string, StageCompiler> = { $group, $sortByCount, $bucket, $bucketAuto };
