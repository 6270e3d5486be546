/** MongoDB's query language: turns a query into a test of documents. */
import { breakRule } from './failures';
import { geoPredicates } from './geo';
import { compileSchema } from './json-schema';
import { segmentsOf, someValue } from './paths';
import { compileBits, compileMod, compileRegex, compileType } from './predicates';
import type { Document, Value } from './types';
import { compareValues, equalValues, isDocument, rank, rankOf, shown } from './values';

export type DocumentTest = (document: Document) => boolean;
export type ValueTest = (value: Value) => boolean;
/** Compiles an aggregation expression (`$expr`). */
export type CompileExpression = (expression: Value) => (document: Document) => Value;

const always: DocumentTest = () => true;

export function compileQuery(query: Document, compile: CompileExpression): DocumentTest {
  const tests: DocumentTest[] = [];
  for (const key of Object.keys(query)) {
    const condition = query[key];
    if (key.startsWith('$')) {
      if (key !== '$comment') tests.push(compileLogical(key, condition, compile));
    } else tests.push(compileField(key, condition, compile));
  }
  return every(tests);
}

function every<T>(tests: ((value: T) => boolean)[]): (value: T) => boolean {
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0]!;
  if (tests.length === 2) {
    const [first, second] = tests as [(value: T) => boolean, (value: T) => boolean];
    return (value) => first(value) && second(value);
  }
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

function compileLogical(operator: string, operand: Value, compile: CompileExpression): DocumentTest {
  if (operator === '$expr') {
    const expression = compile(operand);
    return (document) => isTrue(expression(document));
  }
  if (operator === '$jsonSchema') return compileSchema(operand);
  if (operator === '$text') return breakRule('text index required for $text query');
  if (operator === '$where') return breakRule('$where is not supported by the document database');
  if (operator !== '$and' && operator !== '$or' && operator !== '$nor') {
    return breakRule(`unknown top level operator: ${operator}`);
  }
  if (!Array.isArray(operand) || operand.length === 0) return breakRule(`${operator} must be a nonempty array`);
  const branches = operand.map((branch) => {
    if (!isDocument(branch)) breakRule(`${operator} entries need to be full objects`);
    return compileQuery(branch as Document, compile);
  });
  if (operator === '$and') return every(branches);
  if (operator === '$or') return (document) => branches.some((test) => test(document));
  return (document) => !branches.some((test) => test(document));
}
const isTrue = (value: Value): boolean => value !== false && value !== null && value !== undefined && value !== 0;

/** An object whose first field is an operator; a plain object is a value to be equal to. */
export function isOperators(condition: Value): condition is Document {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first !== undefined && first.startsWith('$');
}

function compileField(path: string, condition: Value, compile: CompileExpression): DocumentTest {
  const segments = segmentsOf(path);
  if (!isOperators(condition)) {
    const test = condition instanceof RegExp ? compileRegex(condition) : equalTo(condition);
    return over(segments, true, test);
  }
  return every(Object.keys(condition).map((operator) => compileOperator(segments, true, operator, condition, compile)));
}

/** True if a value under the path passes. */
function over(segments: string[], leaves: boolean, test: ValueTest): DocumentTest {
  if (segments.length > 1) return (document) => someValue(document, segments, leaves, test);
  const field = segments[0]!;
  return (document) => {
    const value = Object.hasOwn(document, field) ? document[field] : undefined;
    if (leaves && Array.isArray(value)) return value.some(test) || test(value);
    return test(value);
  };
}
const not = (test: DocumentTest): DocumentTest => (document) => !test(document);

/** With `leaves`, an array is also seen by its elements. */
function compileOperator(segments: string[], leaves: boolean, operator: string, condition: Document, compile: CompileExpression): DocumentTest {
  const operand = condition[operator];
  switch (operator) {
    case '$ne':
      return not(over(segments, leaves, equalTo(refuseRegex(operand, '$ne'))));
    case '$nin':
      return not(over(segments, leaves, oneOf(operand, '$nin')));
    case '$exists': {
      const present = over(segments, false, (value) => value !== undefined);
      return isTrue(operand) ? present : not(present);
    }
    case '$size': {
      if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
        breakRule(`Failed to parse $size. Expected a non-negative integer in: $size: ${shown(operand)}`);
      }
      return over(segments, false, (value) => Array.isArray(value) && value.length === operand);
    }
    case '$elemMatch':
      return over(segments, false, compileElemMatch(operand, compile));
    case '$all':
      return compileAll(segments, leaves, operand, compile);
    case '$not': {
      if (operand instanceof RegExp) return not(over(segments, leaves, compileRegex(operand)));
      if (!isOperators(operand)) return breakRule('$not needs a regex or a document');
      return not(every(Object.keys(operand).map((name) => compileOperator(segments, leaves, name, operand, compile))));
    }
    case '$options':
      if (!('$regex' in condition)) breakRule('$options needs a $regex');
      return always;
    default:
      return over(segments, leaves, compileValue(operator, condition));
  }
}

/** Operators that look at one value at a time. */
function compileValue(operator: string, condition: Document): ValueTest {
  const operand = condition[operator];
  switch (operator) {
    case '$eq':
      return equalTo(operand);
    case '$in':
      return oneOf(operand, '$in');
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return compileComparison(operator, operand);
    case '$regex':
      return compileRegex(operand, condition.$options);
    case '$mod':
      return compileMod(operand);
    case '$type':
      return compileType(operand);
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return compileBits(operator, operand);
    default: {
      const geo = geoPredicates[operator];
      return geo ? geo(operand, condition) : breakRule(`unknown operator: ${operator}`);
    }
  }
}

function refuseRegex(operand: Value, operator: string): Value {
  return operand instanceof RegExp ? breakRule(`Can't have regex as arg to ${operator}.`) : operand;
}

function equalTo(operand: Value): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  return (value) => equalValues(value, operand);
}

function oneOf(operand: Value, operator: string): ValueTest {
  if (!Array.isArray(operand)) return breakRule(`${operator} needs an array`);
  const scalars = new Set<Value>();
  const others: ValueTest[] = [];
  for (const choice of operand) {
    if (typeof choice === 'string' || typeof choice === 'boolean' || (typeof choice === 'number' && !Number.isNaN(choice))) {
      scalars.add(choice);
    } else if (choice instanceof RegExp) others.push(compileRegex(choice));
    else if (isOperators(choice)) breakRule(`cannot nest $ under ${operator}`);
    else others.push(equalTo(choice));
  }
  return (value) => scalars.has(value) || others.some((test) => test(value));
}

/** Values of another type than the operand's are never in the range. */
function compileComparison(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): ValueTest {
  refuseRegex(operand, operator);
  const place = rankOf(operand);
  const inclusive = operator.endsWith('e');
  if (place === rank.null) return (value) => inclusive && (value === null || value === undefined);
  if (place === rank.minKey || place === rank.maxKey) {
    const wanted = operator.startsWith('$g') === (place === rank.minKey);
    return (value) => (wanted ? value !== undefined && (inclusive || rankOf(value) !== place) : inclusive && rankOf(value) === place);
  }
  const above = operator.startsWith('$g');
  if (typeof operand === 'number' && !Number.isNaN(operand)) {
    return (value) => {
      if (typeof value !== 'number') return rankOf(value) === place && accepts(compareValues(value, operand));
      if (above) return inclusive ? value >= operand : value > operand;
      return inclusive ? value <= operand : value < operand;
    };
  }
  function accepts(order: number): boolean {
    return order === 0 ? inclusive : above === order > 0;
  }
  if (typeof operand === 'number') return (value) => inclusive && Number.isNaN(value);
  // NaN comes before all numbers, but is in no range.
  return (value) => value !== undefined && rankOf(value) === place && !Number.isNaN(value) && accepts(compareValues(value, operand));
}

function compileElemMatch(operand: Value, compile: CompileExpression): ValueTest {
  if (!isDocument(operand)) return breakRule('$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  const byValue = first !== undefined && first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  if (!byValue) {
    const test = compileQuery(operand, compile);
    return (value) =>
      Array.isArray(value) &&
      value.some((element) => (isDocument(element) ? test(element) : Array.isArray(element) && test({ ...element })));
  }
  // An element that is an array itself is a value here, and not looked into.
  const test = every(Object.keys(operand).map((operator) => compileOperator(['element'], false, operator, operand, compile)));
  return (value) => Array.isArray(value) && value.some((element) => test({ element }));
}

function compileAll(segments: string[], leaves: boolean, operand: Value, compile: CompileExpression): DocumentTest {
  if (!Array.isArray(operand)) return breakRule('$all needs an array');
  if (operand.length === 0) return () => false;
  return every(
    operand.map((element): DocumentTest => {
      if (isDocument(element) && '$elemMatch' in element) {
        return over(segments, false, compileElemMatch(element.$elemMatch, compile));
      }
      if (isOperators(element)) return breakRule('no $ expressions in $all');
      return over(segments, leaves, element instanceof RegExp ? compileRegex(element) : equalTo(element));
    }),
  );
}
