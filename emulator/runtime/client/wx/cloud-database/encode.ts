/** Queries and updates in the form in which they travel: paths with dots, operators with $. */
import { Change, Combination, Condition } from './command';
import { DatabaseRegExp, encodeValue, GeoPoint, GeoShape, ServerDate } from './values';

type Encoded = Record<string, unknown>;

/** where(): fields, or _.and / _.or / _.nor of such. */
export function encodeQuery(query: unknown): Encoded {
  if (query instanceof Combination) {
    if (query.operator === '$not') throw new Error('_.not belongs to a field');
    return { [query.operator]: query.operands.map(encodeQuery) };
  }
  if (!isPlain(query)) throw new Error('parameter error: where needs an object');
  return merge(Object.entries(query).map(([path, value]) => encodeField(path, value)));
}

function encodeField(path: string, value: unknown): Encoded {
  if (value === undefined) return {};
  if (value instanceof Condition) return { [path]: encodeCondition(value) };
  if (value instanceof Combination) {
    if (value.operator === '$not') return { [path]: { $not: negated(value.operands[0]) } };
    return { [value.operator]: value.operands.map((operand) => encodeField(path, operand)) };
  }
  if (!isPlain(value) || Object.keys(value).length === 0) return { [path]: encodeValue(value) };
  return merge(Object.entries(value).map(([name, inner]) => encodeField(`${path}.${name}`, inner)));
}

function negated(operand: unknown): unknown {
  if (operand instanceof Condition) return encodeCondition(operand);
  if (operand instanceof RegExp || operand instanceof DatabaseRegExp) return encodeValue(operand);
  throw new Error('_.not needs a condition');
}

function encodeCondition({ operator, operand }: Condition): Encoded {
  if (operator === '$elemMatch') return { $elemMatch: operand instanceof Condition ? encodeCondition(operand) : encodeQuery(operand) };
  return { [operator]: encodeValue(operand) };
}

/** Two fields that each have an `_.or` get one $or between them, as with the service's own libraries: put them into `_.and`. */
function merge(parts: Encoded[]): Encoded {
  const merged: Encoded = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      const before = merged[name];
      if (Array.isArray(before) && name.startsWith('$')) merged[name] = [...(before as unknown[]), ...(value as unknown[])];
      else Object.defineProperty(merged, name, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return merged;
}

/** update(): plain values are set, objects field by field. */
export function encodeUpdate(data: unknown): Encoded {
  if (!isPlain(data)) throw new Error('parameter error: data must be an object');
  const update: Record<string, Encoded> = {};
  const put = (operator: string, path: string, value: unknown) => {
    (update[operator] ??= {})[path] = value;
  };
  const walk = (path: string, value: unknown): void => {
    if (value === undefined) return;
    if (value instanceof Change) return put(value.operator, path, encodeOperand(value));
    if (!isPlain(value) || Object.keys(value).length === 0) return put('$set', path, encodeValue(value));
    for (const [name, inner] of Object.entries(value)) walk(`${path}.${name}`, inner);
  };
  for (const [name, value] of Object.entries(data)) walk(name, value);
  return update;
}

function encodeOperand({ operator, operand }: Change): unknown {
  if (operator !== '$pull') return encodeValue(operand);
  if (operand instanceof Condition) return encodeCondition(operand);
  return isPlain(operand) ? encodeQuery(operand) : encodeValue(operand);
}

/** add() and set(): the document itself. */
export function encodeDocument(data: unknown): unknown {
  if (!isPlain(data)) throw new Error('parameter error: data must be an object');
  if (Object.values(data).some((value) => value instanceof Change)) throw new Error('parameter error: update commands belong to update()');
  return encodeValue(data);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  const special = [Date, RegExp, DatabaseRegExp, ServerDate, GeoPoint, GeoShape, Condition, Combination, Change].some((type) => value instanceof type);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !special;
}
