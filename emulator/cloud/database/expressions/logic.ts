/** Comparisons, conditions and variables. */
import { breakRule } from '../failures';
import type { Value } from '../types';
import { compareValues, emptyArray, isDocument, shown } from '../values';
import { compileExpression, compileOperands, compileParts, extended, type Expression, isNothing, isTrue, type Operator, withVariables } from './compile';

/** Whole values of any type are compared in BSON's order; what is missing comes before null. */
export function compareAny(a: Value, b: Value): number {
  return compareValues(a === undefined ? emptyArray : a, b === undefined ? emptyArray : b);
}
function comparison(decide: (order: number) => Value): Operator {
  return (operand, scope, name) => {
    const [left, right] = compileOperands(operand, scope, name, 2, 2);
    return (frame) => decide(compareAny(left!(frame), right!(frame)));
  };
}

const $not: Operator = (operand, scope, name) => {
  const [argument] = compileOperands(operand, scope, name, 1, 1);
  return (frame) => !isTrue(argument!(frame));
};
const $and: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => parts.every((part) => isTrue(part(frame)));
};
const $or: Operator = (operand, scope, name) => {
  const parts = compileOperands(operand, scope, name);
  return (frame) => parts.some((part) => isTrue(part(frame)));
};

const $cond: Operator = (operand, scope, name) => {
  let parts: Expression[];
  if (isDocument(operand)) {
    const strange = Object.keys(operand).find((part) => !['if', 'then', 'else'].includes(part));
    if (strange !== undefined) return breakRule(`Unrecognized parameter to $cond: ${strange}`);
    parts = ['if', 'then', 'else'].map((part) => (part in operand ? compileExpression(operand[part], scope) : breakRule(`Missing '${part}' parameter to $cond`)));
  } else parts = compileOperands(operand, scope, name, 3, 3);
  const [test, yes, no] = parts;
  return (frame) => (isTrue(test!(frame)) ? yes!(frame) : no!(frame));
};

const $ifNull: Operator = (operand, scope, name) => {
  const [value, fallback] = compileOperands(operand, scope, name, 2, 2);
  return (frame) => {
    const found = value!(frame);
    return isNothing(found) ? fallback!(frame) : found;
  };
};

const $switch: Operator = (operand, scope) => {
  if (!isDocument(operand)) return breakRule(`$switch requires an object as an argument, found: ${shown(operand)}`);
  const strange = Object.keys(operand).find((part) => part !== 'branches' && part !== 'default');
  if (strange !== undefined) return breakRule(`$switch found an unknown argument: ${strange}`);
  if (!Array.isArray(operand.branches)) return breakRule(`$switch expected an array for 'branches', found: ${shown(operand.branches)}`);
  if (operand.branches.length === 0) return breakRule('$switch requires at least one branch.');
  const branches = (operand.branches as Value[]).map((branch): [Expression, Expression] => {
    if (!isDocument(branch)) return breakRule(`$switch expected each branch to be an object, found: ${shown(branch)}`);
    const unknown = Object.keys(branch).find((part) => part !== 'case' && part !== 'then');
    if (unknown !== undefined) return breakRule(`$switch found an unknown argument to a branch: ${unknown}`);
    if (!('case' in branch)) return breakRule("$switch requires each branch have a 'case' expression");
    if (!('then' in branch)) return breakRule("$switch requires each branch have a 'then' expression.");
    return [compileExpression(branch.case, scope), compileExpression(branch.then, scope)];
  });
  const fallback = 'default' in operand ? compileExpression(operand.default, scope) : null;
  return (frame) => {
    for (const [test, result] of branches) if (isTrue(test(frame))) return result(frame);
    return fallback ? fallback(frame) : breakRule('$switch could not find a matching branch for an input, and no default was specified.');
  };
};

const $let: Operator = (operand, scope, name) => {
  compileParts(operand, scope, name, { vars: 'later', in: 'later' });
  const { vars, in: body } = operand as { vars: Value; in: Value };
  if (!isDocument(vars)) return breakRule(`invalid parameter: expected an object (vars)`);
  const values = Object.keys(vars).map((variable): [string, Expression] => [variable, compileExpression(vars[variable], scope)]);
  const inner = compileExpression(body, extended(scope, ...values.map(([variable]) => variable)));
  return (frame) => inner(withVariables(frame, Object.fromEntries(values.map(([variable, value]) => [variable, value(frame)]))));
};

export const logic: Record<string, Operator> = {
  $cmp: comparison((order) => order),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and,
  $or,
  $not,
  $cond,
  $ifNull,
  $switch,
  $let,
  $literal: (operand) => () => operand,
};
