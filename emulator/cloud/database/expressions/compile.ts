/** Aggregation expressions: compiled once, evaluated for many documents. The operators register themselves here. */
import { breakRule } from '../failures';
import { refuseForbiddenName } from '../paths';
import type { Document, Value } from '../types';
import { isDocument, shown } from '../values';

/** Values of the variables by name; an inner scope inherits from the outer one. */
export type Variables = Readonly<Record<string, Value>>;
export interface Frame {
  root: Value;
  variables: Variables;
  /** ms: what `$$NOW` is. */
  now: number;
}
/** A missing field is `undefined`; it is another thing than null. */
export type Expression = (frame: Frame) => Value;
/** Names of the variables that are known where an expression stands. */
export type Scope = ReadonlySet<string>;
export type Operator = (operand: Value, scope: Scope, name: string) => Expression;

export const noVariables: Variables = Object.freeze(Object.create(null) as Record<string, Value>);
export const emptyScope: Scope = new Set();

const operators = new Map<string, Operator>();
export function registerOperators(table: Record<string, Operator>): void {
  for (const name of Object.keys(table)) operators.set(name, table[name]!);
}

export function compileExpression(value: Value, scope: Scope): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? compilePath(value, scope) : () => value;
  if (Array.isArray(value)) return compileArray(value, scope);
  if (!isDocument(value)) return () => value;
  const names = Object.keys(value);
  if (!names[0]?.startsWith('$')) return compileObject(value, scope);
  if (names.length > 1) return breakRule(`an object representing an expression must have exactly one field: ${shown(value)}`);
  return compileOperator(names[0], value[names[0]], scope);
}

export function compileOperator(name: string, operand: Value, scope: Scope): Expression {
  const compile = operators.get(name);
  return compile ? compile(operand, scope, name) : breakRule(`Unrecognized expression '${name}'`);
}

/** A list; what is missing is null in it. */
function compileArray(elements: Value[], scope: Scope): Expression {
  const parts = elements.map((element) => compileExpression(element, scope));
  return (frame) => parts.map((part) => part(frame) ?? null);
}

/** An object; what is missing is not in it. */
function compileObject(value: Document, scope: Scope): Expression {
  const fields = Object.keys(value).map((name): [string, Expression] => {
    refuseBadFieldName(name);
    return [name, compileExpression(value[name], scope)];
  });
  return (frame) => {
    const result: Document = {};
    for (const [name, expression] of fields) {
      const field = expression(frame);
      if (field !== undefined) result[name] = field;
    }
    return result;
  };
}
export function refuseBadFieldName(name: string): void {
  if (name.startsWith('$')) breakRule(`FieldPath field names may not start with '$'.`);
  if (name.includes('.')) breakRule(`FieldPath field names may not contain '.'.`);
  if (name === '') breakRule('FieldPath field names may not be empty strings.');
  refuseForbiddenName(name);
}

/** `$field.of.document`, `$$variable.field`, and the variables that are always there. */
function compilePath(path: string, scope: Scope): Expression {
  const inVariable = path.startsWith('$$');
  const text = path.slice(inVariable ? 2 : 1);
  if (text === '') return breakRule(inVariable ? 'empty variable names are not allowed' : "'$' by itself is not a valid FieldPath");
  if (text.endsWith('.')) return breakRule("FieldPath must not end with a '.'.");
  const segments = text.split('.');
  const [variable, ...fields] = inVariable ? segments : ['ROOT', ...segments];
  for (const field of fields) {
    if (field.startsWith('$')) breakRule(`FieldPath field names may not start with '$'.`);
    if (field === '') breakRule('FieldPath field names may not be empty strings.');
    refuseForbiddenName(field);
  }
  const start = compileVariable(variable!, scope);
  if (fields.length === 0) return start;
  if (fields.length === 1) {
    const name = fields[0]!;
    return (frame) => fieldOf(start(frame), name);
  }
  return (frame) => follow(start(frame), fields, 0);
}

function compileVariable(name: string, scope: Scope): Expression {
  if (scope.has(name)) return ({ variables }) => variables[name];
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return ({ root }) => root;
    case 'REMOVE':
      return () => undefined;
    case 'NOW':
      return ({ now }) => new Date(now);
    case 'DESCEND':
    case 'PRUNE':
    case 'KEEP':
      return () => name.toLowerCase();
    default:
      return breakRule(`Use of undefined variable: ${name}`);
  }
}

/** The last step of a path; of an array, the fields of those elements that are documents. */
function fieldOf(value: Value, name: string): Value {
  if (Array.isArray(value)) {
    const found: Value[] = [];
    for (const element of value as Value[]) {
      if (!isDocument(element) || !Object.hasOwn(element, name)) continue;
      if (element[name] !== undefined) found.push(element[name]);
    }
    return found;
  }
  return isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
function follow(value: Value, fields: string[], at: number): Value {
  if (at === fields.length) return value;
  if (Array.isArray(value)) {
    return (value as Value[]).flatMap((element) => {
      const found = isDocument(element) ? follow(element, fields, at) : undefined;
      return found === undefined ? [] : [found];
    });
  }
  if (!isDocument(value) || !Object.hasOwn(value, fields[at]!)) return undefined;
  return follow(value[fields[at]!], fields, at + 1);
}

/** The operands of an operator that takes a list: one that is no list is the only one. */
export function compileOperands(operand: Value, scope: Scope, name: string, least = 0, most = Infinity): Expression[] {
  const list: Value[] = Array.isArray(operand) ? operand : [operand];
  const given = `${list.length} were passed in.`;
  if (least === most && list.length !== least) return breakRule(`Expression ${name} takes exactly ${least} arguments. ${given}`);
  if (list.length < least || list.length > most) {
    const wanted = most === Infinity ? `at least ${least} arguments` : `at least ${least} arguments, and at most ${most}`;
    return breakRule(`Expression ${name} takes ${wanted}, but ${given}`);
  }
  return list.map((part) => compileExpression(part, scope));
}

/** The operands of an operator that takes an object with named parts. */
export function compileParts<K extends string>(operand: Value, scope: Scope, name: string, parts: Record<K, 'needed' | 'optional' | 'later'>): Record<K, Expression | null> {
  if (!isDocument(operand)) return breakRule(`${name} only supports an object as its argument`);
  const strange = Object.keys(operand).find((part) => !Object.hasOwn(parts, part));
  if (strange !== undefined) return breakRule(`Unrecognized argument to ${name}: ${strange}`);
  const found = {} as Record<K, Expression | null>;
  for (const part of Object.keys(parts) as K[]) {
    if (!(part in operand) && parts[part] !== 'optional') return breakRule(`Missing '${part}' parameter to ${name}`);
    // `later`: stands in a scope of its own, compiled by the operator itself.
    found[part] = part in operand && parts[part] !== 'later' ? compileExpression(operand[part], scope) : null;
  }
  return found;
}

/** The scope and the frames in which `names` stand for values. */
export function extended(scope: Scope, ...names: string[]): Scope {
  for (const name of names) {
    if (!/^[a-z\u0080-\uffff]/.test(name) && name !== 'CURRENT') breakRule(`'${name}' starts with an invalid character for a user variable name`);
    if (/[^a-zA-Z0-9_\u0080-\uffff]/.test(name)) breakRule(`'${name}' contains an invalid character for a variable name`);
  }
  return new Set([...scope, ...names]);
}
export function withVariables(frame: Frame, values: Record<string, Value>): Frame {
  const variables = Object.assign(Object.create(frame.variables) as Record<string, Value>, values);
  return { ...frame, variables };
}

/** True for everything but false, null, 0 and what is missing. */
export const isTrue = (value: Value): boolean => value !== false && value !== null && value !== undefined && value !== 0;
export const isNothing = (value: Value): value is null | undefined => value === null || value === undefined;
