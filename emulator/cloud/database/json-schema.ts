/** `$jsonSchema`: the part of JSON Schema, draft 4, that MongoDB takes. A keyword says nothing about values of other types than its own. */
import { breakRule } from './failures';
import { isNumeric, toNumber } from './numbers';
import { compileRegex, compileType } from './predicates';
import type { Document, Value } from './types';
import { equalValues, isDocument, shown, typeName } from './values';

type Test = (value: Value) => boolean;
type Keyword = (operand: Value, name: string, schema: Document) => Test;

const unsupported = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id']);
const silent = new Set(['title', 'description', 'exclusiveMinimum', 'exclusiveMaximum', 'additionalItems', 'additionalProperties']);

export function compileSchema(schema: Value): Test {
  if (!isDocument(schema)) return breakRule('$jsonSchema must be an object');
  const tests = Object.keys(schema).flatMap((name): Test[] => {
    if (unsupported.has(name)) return breakRule(`$jsonSchema keyword '${name}' is not currently supported`);
    const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
    if (keyword) return [keyword(schema[name], name, schema)];
    return silent.has(name) ? [] : breakRule(`Unknown $jsonSchema keyword: ${name}`);
  });
  // Without the keywords that they complete they stand for themselves.
  if ('additionalProperties' in schema && !('properties' in schema) && !('patternProperties' in schema)) tests.push(fields({}, 'properties', schema));
  return (value) => tests.every((test) => test(value));
}

function listOf(operand: Value, name: string): Value[] {
  return Array.isArray(operand) && operand.length > 0 ? (operand as Value[]) : breakRule(`$jsonSchema keyword '${name}' must be an array with at least one element`);
}
function countOf(operand: Value, name: string): number {
  return typeof operand === 'number' && Number.isInteger(operand) && operand >= 0 ? operand : breakRule(`$jsonSchema keyword '${name}' must be a non-negative integer, but found ${shown(operand)}`);
}
const numeric = (decide: (value: number, limit: number) => boolean): Keyword => (operand, name) => {
  if (!isNumeric(operand)) return breakRule(`$jsonSchema keyword '${name}' must be a number, but found an element of type ${typeName(operand)}`);
  const limit = toNumber(operand);
  return (value) => !isNumeric(value) || decide(toNumber(value), limit);
};
const counted = (count: (value: Value) => number | null, decide: (count: number, limit: number) => boolean): Keyword => (operand, name) => {
  const limit = countOf(operand, name);
  return (value) => {
    const found = count(value);
    return found === null || decide(found, limit);
  };
};
const characters = (value: Value): number | null => (typeof value === 'string' ? Array.from(value).length : null);
const elements = (value: Value): number | null => (Array.isArray(value) ? value.length : null);
const names = (value: Value): number | null => (isDocument(value) ? Object.keys(value).length : null);
const least = (count: number, limit: number): boolean => count >= limit;
const most = (count: number, limit: number): boolean => count <= limit;

const aliases: Record<string, string> = { object: 'object', array: 'array', number: 'number', boolean: 'bool', string: 'string', null: 'null' };
const type: Keyword = (operand) => {
  const wanted = (Array.isArray(operand) ? (operand as Value[]) : [operand]).map((name) => {
    if (name === 'integer') return breakRule("$jsonSchema type 'integer' is not currently supported.");
    return typeof name === 'string' && Object.hasOwn(aliases, name) ? aliases[name] : breakRule(`Unknown $jsonSchema type alias: ${shown(name)}`);
  });
  return compileType(wanted);
};

/** `properties` and `patternProperties`, and what is said of all others. */
function fields(_operand: Value, _name: string, schema: Document): Test {
  const own = Object.entries((schema.properties ?? {}) as Document).map(([name, sub]): [string, Test] => [name, compileSchema(sub)]);
  const patterns = Object.entries((schema.patternProperties ?? {}) as Document).map(([pattern, sub]): [Test, Test] => [compileRegex(pattern), compileSchema(sub)]);
  const { additionalProperties: others = true } = schema;
  const other: Test = typeof others === 'boolean' ? () => others : compileSchema(others);
  return (value) => {
    if (!isDocument(value)) return true;
    return Object.keys(value).every((name) => {
      const tests = [...own.filter(([known]) => known === name).map(([, test]) => test), ...patterns.filter(([matches]) => matches(name)).map(([, test]) => test)];
      return tests.length === 0 ? other(value[name]) : tests.every((test) => test(value[name]));
    });
  };
}

const items: Keyword = (operand, _name, { additionalItems: others = true }) => {
  if (!Array.isArray(operand)) {
    const test = compileSchema(operand);
    return (value) => !Array.isArray(value) || value.every(test);
  }
  const tests = (operand as Value[]).map(compileSchema);
  const other: Test = typeof others === 'boolean' ? () => others : compileSchema(others);
  return (value) => !Array.isArray(value) || (value as Value[]).every((element, i) => (tests[i] ?? other)(element));
};

const dependencies: Keyword = (operand) => {
  const tests = Object.entries(isDocument(operand) ? operand : {}).map(([name, needs]): [string, Test] => [name, Array.isArray(needs) ? required(needs, 'dependencies', {}) : compileSchema(needs)]);
  return (value) => !isDocument(value) || tests.every(([name, test]) => !Object.hasOwn(value, name) || test(value));
};
const required: Keyword = (operand, name) => {
  const wanted = listOf(operand, name).map((field) => (typeof field === 'string' ? field : breakRule(`$jsonSchema keyword '${name}' must be an array of strings`)));
  return (value) => !isDocument(value) || wanted.every((field) => Object.hasOwn(value, field));
};

const keywords: Record<string, Keyword> = {
  bsonType: (operand) => compileType(operand),
  type,
  required,
  properties: fields,
  patternProperties: fields,
  dependencies,
  items,
  enum: (operand, name) => {
    const choices = listOf(operand, name);
    return (value) => choices.some((choice) => (choice === null ? value === null : equalValues(choice, value)));
  },
  minimum: (operand, name, { exclusiveMinimum }) => numeric((value, limit) => (exclusiveMinimum === true ? value > limit : value >= limit))(operand, name, {}),
  maximum: (operand, name, { exclusiveMaximum }) => numeric((value, limit) => (exclusiveMaximum === true ? value < limit : value <= limit))(operand, name, {}),
  multipleOf: numeric((value, limit) => value % limit === 0),
  minLength: counted(characters, least),
  maxLength: counted(characters, most),
  pattern: (operand) => {
    const test = compileRegex(operand);
    return (value) => typeof value !== 'string' || test(value);
  },
  minItems: counted(elements, least),
  maxItems: counted(elements, most),
  uniqueItems: (operand) => (value) => operand !== true || !Array.isArray(value) || (value as Value[]).every((a, i) => !(value as Value[]).some((b, j) => j < i && equalValues(a, b))),
  minProperties: counted(names, least),
  maxProperties: counted(names, most),
  allOf: (operand, name) => {
    const tests = listOf(operand, name).map(compileSchema);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (operand, name) => {
    const tests = listOf(operand, name).map(compileSchema);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (operand, name) => {
    const tests = listOf(operand, name).map(compileSchema);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (operand) => {
    const test = compileSchema(operand);
    return (value) => !test(value);
  },
};
