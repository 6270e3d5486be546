/** The one connection to the cloud database. Everything else in data/ goes through it. */
import cloud from 'wx-server-sdk';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

/** A missing document is an answer (null), not an error. */
export const database = cloud.database({ throwOnNotFound: false } as never);

/** Query and update commands. Use `anyOf` for an "or": two fields that each hold an `or` would be merged into one. */
export const command = database.command;
/** Operators inside an aggregation. */
export const operators = database.command.aggregate;

type QueryCommand = ReturnType<typeof command.eq> | ReturnType<typeof command.and>;
/** The SDK takes a list as well, which its types do not say. */
type Combine = (conditions: unknown) => QueryCommand;
type Scalar = string | number | boolean | null;

/** Field path → value or query command. A plain object is refused: it might be an operator that somebody sent in. */
export type Where = { [path: string]: Scalar | QueryCommand };

/** Every one of these conditions, where each is a `Where` or an `anyOf`. */
export function allOf(...conditions: (Where | QueryCommand)[]): QueryCommand {
  return (command.and as Combine)(conditions.map(checkedCondition));
}

export function anyOf(...conditions: Where[]): QueryCommand {
  return (command.or as Combine)(conditions.map(checkedCondition));
}

/** Throws on what the SDK would quietly drop or pass through: an empty query, `undefined`, a plain object. */
export function checkedCondition(condition: Where | QueryCommand): Where | QueryCommand {
  if (isCommand(condition)) return condition as QueryCommand;
  const entries = Object.entries(condition);
  if (entries.length === 0) throw new TypeError('an empty query matches everything');
  for (const [path, value] of entries) {
    if (value === undefined) throw new TypeError(`the query's ${path} is undefined, which would match everything`);
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`the query's ${path} is ${value}`);
    if (value !== null && typeof value === 'object' && !isCommand(value)) throw new TypeError(`the query's ${path} is an object`);
  }
  return condition;
}

/** Commands are instances of the SDK's classes; what came in from outside is a plain object or an array. */
export function isCommand(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== null && !(value instanceof Date);
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** An id that is safe as part of a field path (`holds.<id>`): no dot, no `$`. Throws otherwise. */
export function pathId(id: string): string {
  if (!ID.test(id) || id === '__proto__') throw new TypeError(`not an id: ${JSON.stringify(id)}`);
  return id;
}
