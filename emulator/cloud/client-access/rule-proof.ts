/** Whether a rule certainly holds for all that a request can touch. What cannot be shown does not hold. */
import { isDeepStrictEqual } from 'node:util';
import type { Document, Value } from '../database/types';
import { type Facts, type FieldFacts, valueAt } from './facts';
import type { Expression, Operator } from './rule-expression';

/** What a rule may look at besides the documents. */
export interface RuleWorld {
  openid: string;
  now: number;
  /** The fields of a new document, or those that an update sets. */
  data: Document | undefined;
  /** `database.<collection>.<id>`; undefined: there is none. */
  get(collection: string, id: string): Document | undefined;
}

/** A side of a comparison: a value that is known, or a field of the documents. */
type Term = { value: Value } | { field: string } | null;

const OPPOSITES: Record<Exclude<Operator, 'in'>, Exclude<Operator, 'in'>> = { '==': '!=', '!=': '==', '>': '<=', '>=': '<', '<': '>=', '<=': '>' };
const MIRRORED: Record<string, Operator> = { '==': '==', '!=': '!=', '>': '<', '>=': '<=', '<': '>', '<=': '>=' };

export function holds(rule: Expression, facts: Facts, world: RuleWorld): boolean {
  return new Proof(facts, world).proves(rule);
}

class Proof {
  constructor(
    private readonly facts: Facts,
    private readonly world: RuleWorld,
  ) {}

  proves(rule: Expression): boolean {
    switch (rule.kind) {
      case 'and':
        return this.proves(rule.left) && this.proves(rule.right);
      case 'or':
        return this.proves(rule.left) || this.proves(rule.right);
      case 'not':
        return this.refutes(rule.of);
      case 'compare':
        return this.compares(rule.operator, rule.left, rule.right);
      default:
        return this.certainly('==', this.term(rule), { value: true });
    }
  }

  private refutes(rule: Expression): boolean {
    switch (rule.kind) {
      case 'and':
        return this.refutes(rule.left) || this.refutes(rule.right);
      case 'or':
        return this.refutes(rule.left) && this.refutes(rule.right);
      case 'not':
        return this.proves(rule.of);
      case 'compare':
        return rule.operator === 'in' ? this.excludes(this.term(rule.left), this.term(rule.right)) : this.compares(OPPOSITES[rule.operator], rule.left, rule.right);
      default:
        return this.certainly('!=', this.term(rule), { value: true });
    }
  }

  private compares(operator: Operator, left: Expression, right: Expression): boolean {
    return operator === 'in' ? this.contains(this.term(left), this.term(right)) : this.certainly(operator, this.term(left), this.term(right));
  }

  private certainly(operator: Operator, left: Term, right: Term): boolean {
    if (left === null || right === null) return false;
    if ('value' in left && 'value' in right) return compare(operator, left.value, right.value);
    if ('field' in left && 'value' in right) return follows(this.facts.about(left.field), operator, right.value);
    if ('value' in left && 'field' in right) return follows(this.facts.about(right.field), MIRRORED[operator]!, left.value);
    const [one, other] = [this.equalsOf(left), this.equalsOf(right)];
    return one.some((a) => other.some((b) => compare(operator, a, b)));
  }

  /** `x in list`: the list is known, or a field whose content the query names. */
  private contains(item: Term, list: Term): boolean {
    if (item === null || list === null) return false;
    const items = this.equalsOf(item);
    if ('value' in list) return Array.isArray(list.value) && items.some((value) => (list.value as Value[]).some((element) => same(element, value)));
    return this.equalsOf(list).some((known) => items.some((value) => (Array.isArray(known) ? known.some((element) => same(element, value)) : same(known, value))));
  }

  private excludes(item: Term, list: Term): boolean {
    if (item === null || list === null || !('value' in list) || !Array.isArray(list.value)) return false;
    return (list.value as Value[]).every((element) => this.certainly('!=', item, { value: element }));
  }

  private equalsOf(term: Exclude<Term, null>): Value[] {
    return 'value' in term ? [term.value] : this.facts.about(term.field).equals;
  }

  /** null: not known beforehand, and no field. */
  private term(expression: Expression): Term {
    const { openid, now, data } = this.world;
    switch (expression.kind) {
      case 'literal':
        return { value: expression.value };
      case 'list':
        return this.known(expression.items, (values) => values);
      case 'template':
        return this.known(expression.parts, (values) => values.map(String).join(''));
      case 'variable':
        return { auth: { value: { openid } }, now: { value: now }, request: { value: { data } }, doc: { field: '' } }[expression.name];
      case 'member':
        return this.member(this.term(expression.of), this.term(expression.name));
      case 'get':
        return this.known([expression.path], ([path]) => this.fetch(path));
      default:
        return null;
    }
  }

  private member(of: Term, name: Term): Term {
    if (of === null || name === null) return null;
    const key = 'value' in name ? name.value : this.equalsOf(name)[0];
    if (typeof key !== 'string' && typeof key !== 'number') return null;
    if ('value' in of) return { value: valueAt(of.value, String(key)) };
    return { field: of.field === '' ? String(key) : `${of.field}.${key}` };
  }

  /** A field counts as known when the query asks for one value of it. */
  private known(parts: Expression[], make: (values: Value[]) => Value): Term {
    const values: Value[] = [];
    for (const part of parts) {
      const term = this.term(part);
      const equals = term === null ? [] : this.equalsOf(term);
      if (equals.length !== 1) return null;
      values.push(equals[0]);
    }
    return { value: make(values) };
  }

  private fetch(path: Value): Document | undefined {
    const parts = typeof path === 'string' ? /^database\.([^.]+)\.(.+)$/s.exec(path) : null;
    return parts ? this.world.get(parts[1]!, parts[2]!) : undefined;
  }
}

/** Whether the comparison follows for a field of which these things are known. */
function follows({ equals, not, lower, upper }: FieldFacts, operator: Operator, value: Value): boolean {
  if (equals.some((known) => compare(operator, known, value))) return true;
  // The value is beyond an edge: strictly, unless the edge itself is left out.
  const above = lower.some((bound) => compare('>', bound.value, value) || (!bound.inclusive && same(bound.value, value)));
  const below = upper.some((bound) => compare('<', bound.value, value) || (!bound.inclusive && same(bound.value, value)));
  switch (operator) {
    case '!=':
      return above || below || not.some((known) => same(known, value));
    case '>':
      return above;
    case '>=':
      return above || lower.some((bound) => same(bound.value, value));
    case '<':
      return below;
    case '<=':
      return below || upper.some((bound) => same(bound.value, value));
    default:
      return false;
  }
}

function compare(operator: Operator, left: Value, right: Value): boolean {
  if (operator === '==') return same(left, right);
  if (operator === '!=') return !same(left, right);
  const [a, b] = [left instanceof Date ? left.getTime() : left, right instanceof Date ? right.getTime() : right];
  if (!(typeof a === 'number' && typeof b === 'number') && !(typeof a === 'string' && typeof b === 'string')) return false;
  return { '>': a > b, '>=': a >= b, '<': a < b, '<=': a <= b }[operator as '>'];
}

/** A missing value is null; a time is its milliseconds. */
function same(left: Value, right: Value): boolean {
  const plain = (value: Value) => (value === undefined ? null : value instanceof Date ? value.getTime() : value);
  return isDeepStrictEqual(plain(left), plain(right));
}
