/** Update operators over single values. */
import { breakRule } from './failures';
import { fromBigInt, isInteger, isNumeric, type Numeric, plus, times, toBigInt } from './numbers';
import { refuseBadNames } from './paths';
import type { Value } from './types';
import { removed, type Change } from './field-change';
import { compareValues, equalValues, isDocument, shown, typeName } from './values';

function numeric(operator: string, apply: (old: Numeric, operand: Numeric) => Numeric | undefined) {
  const verb = operator === '$inc' ? 'increment' : 'multiply';
  return (operand: Value, path: string): Change => {
    if (!isNumeric(operand)) return breakRule(`Cannot ${verb} with non-numeric argument: {${path}: ${shown(operand)}}`);
    return (old = 0, { document }) => {
      if (!isNumeric(old)) {
        return breakRule(
          `Cannot apply ${operator} to a value of non-numeric type. {_id: ${shown(document._id)}} has the field ` +
            `'${path.split('.').pop()}' of non-numeric type ${typeName(old)}`,
        );
      }
      const result = apply(old, operand);
      if (result === undefined) breakRule(`Failed to apply ${operator} operations to current value ((NumberLong)${String(old)}) for document {_id: ${shown(document._id)}}`);
      return result;
    };
  };
}
function extreme(sign: 1 | -1) {
  return (operand: Value): Change => {
    refuseBadNames(operand);
    return (old) => (old === undefined || compareValues(operand, old) * sign > 0 ? operand : old);
  };
}
const setTo = (operand: Value, path: string): Change => {
  refuseBadNames(operand, path);
  return (old) => (old !== undefined && equalValues(old, operand) ? old : operand);
};

const bitwise: Record<string, (a: bigint, b: bigint) => bigint> = { and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b };
const $bit = (operand: Value, path: string): Change => {
  if (!isDocument(operand)) return breakRule(`The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`);
  const entries = Object.entries(operand);
  if (entries.length === 0) return breakRule(`You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`);
  const steps = entries.map(([name, bits]): [(a: bigint, b: bigint) => bigint, bigint] => {
    const apply = Object.hasOwn(bitwise, name) ? bitwise[name]! : breakRule(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${shown(bits)}}`);
    if (!isInteger(bits)) return breakRule(`The $bit modifier field must be an Integer(32/64 bit); a '${typeName(bits)}' is not supported here: {${name}: ${shown(bits)}}`);
    return [apply, toBigInt(bits)];
  });
  return (old = 0, { document }) => {
    if (!isInteger(old)) {
      return breakRule(`Cannot apply $bit to a value of non-integral type.{_id: ${shown(document._id)}} has the field ${path.split('.').pop()} of non-integer type ${typeName(old)}`);
    }
    const result = fromBigInt(steps.reduce((bits, [apply, by]) => apply(bits, by), toBigInt(old)))!;
    return equalValues(result, old) ? old : result;
  };
};

export const fieldOperators: Record<string, (operand: Value, path: string) => Change> = {
  $set: setTo,
  $setOnInsert(operand, path) {
    const set = setTo(operand, path);
    return (old, context) => (context.inserting ? set(old, context) : old);
  },
  $unset: () => () => removed,
  $inc: numeric('$inc', plus),
  $mul: numeric('$mul', times),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: (operand) => {
    if (operand !== true && !(isDocument(operand) && operand.$type === 'date')) {
      breakRule("$currentDate needs true or {$type: 'date'}");
    }
    return (_old, { now }) => new Date(now);
  },
  $bit,
};
