/** db.command: what a query asks of a field, and what an update does to one. */

/** One condition of a field. */
export class Condition {
  constructor(
    readonly operator: string,
    readonly operand: unknown,
  ) {}
  and(...more: Query[]): Combination {
    return new Combination('$and', [this, ...more]);
  }
  or(...more: Query[]): Combination {
    return new Combination('$or', [this, ...more]);
  }

  // A field of several conditions: _.gt(1).lt(5)
  eq = chained('eq');
  neq = chained('neq');
  gt = chained('gt');
  gte = chained('gte');
  lt = chained('lt');
  lte = chained('lte');
  in = chained('in');
  nin = chained('nin');
}
/** Conditions, or whole queries, put together. */
export class Combination {
  constructor(
    readonly operator: '$and' | '$or' | '$nor' | '$not',
    readonly operands: Query[],
  ) {}
  and(...more: Query[]): Combination {
    return new Combination('$and', [this, ...more]);
  }
  or(...more: Query[]): Combination {
    return new Combination('$or', [this, ...more]);
  }
}
export type Query = Condition | Combination | Record<string, unknown>;

export class Change {
  constructor(
    readonly operator: string,
    readonly operand: unknown,
  ) {}
}

function chained(name: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin') {
  return function (this: Condition, operand: unknown): Combination {
    return this.and(conditions[name](operand));
  };
}

/** `_.and(a, b)` and `_.and([a, b])` alike. */
const list = (first: Query | Query[], rest: Query[]): Query[] => (Array.isArray(first) ? first : [first, ...rest]);
const condition = (operator: string) => (operand: unknown) => new Condition(operator, operand);
const change = (operator: string) => (operand: unknown) => new Change(operator, operand);

const conditions = {
  eq: condition('$eq'),
  neq: condition('$ne'),
  gt: condition('$gt'),
  gte: condition('$gte'),
  lt: condition('$lt'),
  lte: condition('$lte'),
  in: condition('$in'),
  nin: condition('$nin'),
  exists: condition('$exists'),
  size: condition('$size'),
  all: condition('$all'),
  elemMatch: condition('$elemMatch'),
  mod: (divisor: number, remainder: number) => new Condition('$mod', [divisor, remainder]),
  geoNear: (near: { geometry: unknown; maxDistance?: number; minDistance?: number }) => {
    if (!near?.geometry) throw new Error('geoNear needs a geometry');
    return new Condition('$nearSphere', { $geometry: near.geometry, $maxDistance: near.maxDistance, $minDistance: near.minDistance });
  },
  geoWithin: ({ geometry, centerSphere }: { geometry?: unknown; centerSphere?: unknown }) =>
    new Condition('$geoWithin', geometry === undefined ? { $centerSphere: sphereOf(centerSphere) } : { $geometry: geometry }),
  geoIntersects: ({ geometry }: { geometry: unknown }) => new Condition('$geoIntersects', { $geometry: geometry }),
};

function sphereOf(sphere: unknown): unknown {
  if (!Array.isArray(sphere)) throw new Error('geoWithin needs a geometry or a centerSphere');
  const [centre, radius] = sphere as [unknown, number];
  const point = centre as { coordinates?: unknown };
  return [point.coordinates ?? centre, radius];
}

interface PushOptions {
  each: unknown[];
  position?: number;
  sort?: unknown;
  slice?: number;
}

export const command = {
  ...conditions,
  and: (first: Query | Query[], ...rest: Query[]) => new Combination('$and', list(first, rest)),
  or: (first: Query | Query[], ...rest: Query[]) => new Combination('$or', list(first, rest)),
  nor: (first: Query | Query[], ...rest: Query[]) => new Combination('$nor', list(first, rest)),
  not: (operand: Query) => new Combination('$not', [operand]),
  set: change('$set'),
  remove: () => new Change('$unset', ''),
  inc: change('$inc'),
  mul: change('$mul'),
  min: change('$min'),
  max: change('$max'),
  rename: change('$rename'),
  push: (...given: unknown[]) => new Change('$push', pushed(given)),
  unshift: (...given: unknown[]) => new Change('$push', { $each: listed(given), $position: 0 }),
  pop: () => new Change('$pop', 1),
  shift: () => new Change('$pop', -1),
  pull: change('$pull'),
  pullAll: change('$pullAll'),
  addToSet: (value: unknown) => new Change('$addToSet', hasEach(value) ? { $each: value.each } : value),
  expr: (): never => unsupported('_.expr'),
  get aggregate(): never {
    return unsupported('db.command.aggregate');
  },
};

function unsupported(what: string): never {
  throw new Error(`${what} is not supported from the mini program in the local WeChat; use a cloud function`);
}

function listed(given: unknown[]): unknown[] {
  return given.length === 1 && Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
}

function pushed(given: unknown[]): object {
  const [first] = given;
  if (!hasEach(first)) return { $each: listed(given) };
  const { each, position, sort, slice } = first;
  return { $each: each, $position: position, $sort: sort, $slice: slice };
}

function hasEach(value: unknown): value is PushOptions {
  return typeof value === 'object' && value !== null && Array.isArray((value as PushOptions).each);
}
