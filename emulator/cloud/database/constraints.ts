/** What a query demands of single fields, in the form in which an index can use it. Never more than the query demands. */
import type { ValueRange } from './index-key';
import { isOperators } from './matcher';
import type { Document, Value } from './types';
import { isDocument, rank, rankOf } from './values';

export type Constraint = { kind: 'points'; values: Value[] } | { kind: 'range'; range: ValueRange };
/** One alternative of the query: constraints that all hold, by field. */
export type Alternative = Map<string, Constraint[]>;

const mostAlternatives = 64;

/** The alternatives of which each matching document fulfils at least one. An empty map demands nothing. */
export function alternativesOf(query: Document): Alternative[] {
  let alternatives: Alternative[] = [new Map()];
  for (const key of Object.keys(query)) {
    const condition = query[key];
    if (key === '$and' || key === '$or') {
      const branches = (Array.isArray(condition) ? (condition as Value[]) : []).filter(isDocument).map(alternativesOf);
      if (branches.length === 0) continue;
      if (key === '$and') for (const branch of branches) alternatives = crossed(alternatives, branch);
      else alternatives = crossed(alternatives, branches.flat());
    } else if (!key.startsWith('$')) {
      for (const [path, constraint] of constraintsOf(key, condition)) {
        for (const alternative of alternatives) add(alternative, path, constraint);
      }
    }
  }
  return alternatives;
}

function add(alternative: Alternative, path: string, constraint: Constraint): void {
  const known = alternative.get(path);
  if (known) known.push(constraint);
  else alternative.set(path, [constraint]);
}

/** Each with each; the left side alone if that would be too many. */
function crossed(left: Alternative[], right: Alternative[]): Alternative[] {
  if (left.length * right.length > mostAlternatives) return left;
  return left.flatMap((a) =>
    right.map((b) => {
      const both: Alternative = new Map([...a].map(([path, constraints]) => [path, constraints.slice()]));
      for (const [path, constraints] of b) for (const constraint of constraints) add(both, path, constraint);
      return both;
    }),
  );
}

function constraintsOf(path: string, condition: Value): [string, Constraint][] {
  if (!isOperators(condition)) {
    if (condition instanceof RegExp) return prefixed(path, condition);
    return isPoint(condition) ? [[path, { kind: 'points', values: [condition] }]] : [];
  }
  const found: [string, Constraint][] = [];
  for (const operator of Object.keys(condition)) {
    const operand = condition[operator];
    switch (operator) {
      case '$eq':
        if (isPoint(operand)) found.push([path, { kind: 'points', values: [operand] }]);
        break;
      case '$in':
        if (Array.isArray(operand) && operand.every(isPoint)) found.push([path, { kind: 'points', values: operand }]);
        break;
      case '$all':
        if (Array.isArray(operand) && isPoint(operand[0])) found.push([path, { kind: 'points', values: [operand[0]] }]);
        break;
      case '$gt':
      case '$gte':
        if (isBound(operand)) found.push([path, { kind: 'range', range: { place: rankOf(operand), low: { value: operand, inclusive: operator === '$gte' } } }]);
        break;
      case '$lt':
      case '$lte':
        if (isBound(operand)) found.push([path, { kind: 'range', range: { place: rankOf(operand), high: { value: operand, inclusive: operator === '$lte' } } }]);
        break;
      case '$regex':
        if (condition.$options === undefined) found.push(...prefixed(path, operand));
        break;
      case '$elemMatch':
        if (isDocument(operand) && !isOperators(operand)) {
          for (const field of Object.keys(operand)) {
            if (!field.startsWith('$')) found.push(...constraintsOf(`${path}.${field}`, operand[field]));
          }
        }
        break;
    }
  }
  return found;
}

const pointRanks = new Set<number>([rank.null, rank.number, rank.string, rank.boolean, rank.date, rank.objectId]);
/** A value that is looked up by its key. Arrays and objects are not: an array also matches by its elements. */
function isPoint(value: Value): boolean {
  return value !== undefined && !isOperators(value) && pointRanks.has(rankOf(value));
}
function isBound(value: Value): boolean {
  return value !== null && isPoint(value) && !Number.isNaN(value);
}

/** A regular expression that begins with fixed text looks only at strings that begin with it. */
function prefixed(path: string, pattern: Value): [string, Constraint][] {
  const source = pattern instanceof RegExp ? (pattern.flags === '' ? pattern.source : '') : pattern;
  if (typeof source !== 'string' || source.includes('|')) return [];
  // The last character may be optional (ab?, ab*, ab{0}), so it does not count when something follows it.
  const prefix = /^\^([^\\^$.*+?()[\]{}|/]+)(.?)/su.exec(source);
  if (!prefix) return [];
  const letters = Array.from(prefix[1]!);
  const fixed = prefix[2] === '' ? letters : letters.slice(0, -1);
  if (fixed.length === 0) return [];
  const text = fixed.join('');
  const last = fixed.at(-1)!.codePointAt(0)!;
  if (last === 0x10ffff) return [];
  // The surrogates are no characters of their own.
  const high = fixed.slice(0, -1).join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
  return [[path, { kind: 'range', range: { place: rank.string, low: { value: text, inclusive: true }, high: { value: high, inclusive: false } } }]];
}
