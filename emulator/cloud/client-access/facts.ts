/**
 * What is certain about every document that a query can find (or about one that is at hand). A query with alternatives
 * (`$or`, `$in`) is taken apart into cases; a rule has to hold in each.
 */
import type { Document, Value } from '../database/types';

export interface Bound {
  value: Value;
  inclusive: boolean;
}
export interface FieldFacts {
  /** Values that the field has; several only when the query asks for several. Empty: not known. */
  equals: Value[];
  not: Value[];
  lower: Bound[];
  upper: Bound[];
}
export interface Facts {
  about(path: string): FieldFacts;
}

const UNKNOWN: FieldFacts = { equals: [], not: [], lower: [], upper: [] };
/** More alternatives than this are not looked into. */
const MOST_CASES = 256;

/** Of a document as it stands: everything is known, also what is missing. */
export function factsOfDocument(document: Document): Facts {
  return { about: (path) => ({ ...UNKNOWN, equals: [valueAt(document, path)] }) };
}

/** null: too many alternatives. */
export function factsOfQuery(query: Document): Facts[] | null {
  const cases = casesOf(query);
  return cases && cases.map((conditions) => new QueryFacts(conditions));
}

type Condition = [path: string, operator: string, value: Value];

class QueryFacts implements Facts {
  private readonly fields = new Map<string, FieldFacts>();

  constructor(conditions: Condition[]) {
    for (const [path, operator, value] of conditions) this.learn(path, operator, value);
  }

  about(path: string): FieldFacts {
    const known = this.fields.get(path);
    if (known) return known;
    // {a: {b: 1}} says what a.b is, too.
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
      const outer = this.fields.get(path.slice(0, end))?.equals.filter(isObject) ?? [];
      if (outer.length > 0) return { ...UNKNOWN, equals: outer.map((value) => valueAt(value, path.slice(end + 1))) };
    }
    return UNKNOWN;
  }

  private learn(path: string, operator: string, value: Value): void {
    let facts = this.fields.get(path);
    if (!facts) this.fields.set(path, (facts = { equals: [], not: [], lower: [], upper: [] }));
    switch (operator) {
      case '$eq':
        return void facts.equals.push(value);
      case '$ne':
        return void facts.not.push(value);
      case '$nin':
        return void facts.not.push(...(Array.isArray(value) ? value : []));
      case '$gt':
      case '$gte':
        return void facts.lower.push({ value, inclusive: operator === '$gte' });
      case '$lt':
      case '$lte':
        return void facts.upper.push({ value, inclusive: operator === '$lte' });
      // Whatever else is asked makes the result smaller and nothing more certain.
    }
  }
}

/** Alternatives of conditions that all hold; null: too many. */
function casesOf(query: Document): Condition[][] | null {
  let cases: Condition[][] = [[]];
  for (const [key, value] of Object.entries(query)) {
    const found = alternatives(key, value);
    if (found === null || cases.length * found.length > MOST_CASES) return null;
    cases = cases.flatMap((before) => found.map((more) => [...before, ...more]));
  }
  return cases;
}

function alternatives(key: string, value: Value): Condition[][] | null {
  if (key === '$and') return Array.isArray(value) ? product(value) : [[]];
  if (key === '$or') return Array.isArray(value) && value.length > 0 ? union(value) : [[]];
  if (key.startsWith('$')) return [[]];
  // A pattern says nothing of the value that it matches.
  if (!isComparable(value)) return [[]];
  if (!isObject(value) || !Object.keys(value).some((name) => name.startsWith('$'))) return [[[key, '$eq', value]]];
  const { $in: listed, ...rest } = value;
  const conditions = Object.entries(rest).map(([operator, operand]): Condition => [key, operator, operand]);
  if (!Array.isArray(listed)) return [conditions];
  // No alternative at all: nothing is found, so nothing is broken; one case without facts is on the safe side.
  if (listed.length === 0) return [conditions];
  if (!listed.every(isComparable)) return [conditions];
  return listed.length > MOST_CASES ? null : listed.map((item: Value) => [...conditions, [key, '$eq', item] satisfies Condition]);
}

function product(parts: Value[]): Condition[][] | null {
  let cases: Condition[][] = [[]];
  for (const part of parts) {
    const found = isObject(part) ? casesOf(part) : [[]];
    if (found === null || cases.length * found.length > MOST_CASES) return null;
    cases = cases.flatMap((before) => found.map((more) => [...before, ...more]));
  }
  return cases;
}

function union(parts: Value[]): Condition[][] | null {
  const all: Condition[][] = [];
  for (const part of parts) {
    const found = isObject(part) ? casesOf(part) : [[]];
    if (found === null || all.length + found.length > MOST_CASES) return null;
    all.push(...found);
  }
  return all;
}

/** Own fields only; undefined when the path leads nowhere. */
export function valueAt(value: Value, path: string): Value {
  let current = value;
  for (const part of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Document)[part];
  }
  return current;
}

function isComparable(value: Value): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date || Array.isArray(value) || isObject(value);
}

function isObject(value: Value): value is Document {
  return typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}
