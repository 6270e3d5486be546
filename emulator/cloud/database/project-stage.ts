/** `$project`, and the projections of a query that compute: fields shown, hidden or computed, at any depth. */
import { compileExpression, type Expression, type Frame, type Scope } from './expressions';
import { breakRule } from './failures';
import { segmentsOf } from './paths';
import type { Document, Value } from './types';
import { isDocument, shown } from './values';

/** What becomes of a field: kept (or, in an exclusion, dropped), computed, or looked into. */
type Node = 'named' | Expression | Branch;
type Branch = Map<string, Node>;
type Project = (document: Document, frame: Frame) => Document;

export function compileProjection(spec: Value, scope: Scope): Project {
  if (!isDocument(spec)) return breakRule(`$project specification must be an object`);
  if (Object.keys(spec).length === 0) return breakRule('$project specification must have at least one field');
  const parser = new SpecParser(spec, scope);
  const { root, including } = parser;
  if (!including) return (document) => without(document, root) as Document;
  const computes = markComputing(root);
  return (document, frame) => {
    const kept = (only(document, root) ?? {}) as Document;
    return computes ? (computed(kept, root, frame) as Document) : kept;
  };
}

class SpecParser {
  readonly root: Branch = new Map();
  including: boolean;
  private excluding = false;

  constructor(
    private readonly spec: Document,
    private readonly scope: Scope,
  ) {
    this.including = false;
    for (const key of Object.keys(spec)) this.read(this.root, segmentsOf(key), spec[key], key);
    const id = spec._id;
    // An _id may be hidden in either kind; alone, it decides.
    if (!this.including && !this.excluding && isFlag(id)) {
      if (isShown(id)) this.including = true;
    }
    if (isFlag(id) && isShown(id) !== this.including) this.root.delete('_id');
    else if (id === undefined && this.including && !this.root.has('_id')) this.root.set('_id', 'named');
  }

  private read(parent: Branch, segments: string[], value: Value, path: string): void {
    if (isFlag(value)) {
      if (path !== '_id') this.decide(isShown(value));
      place(parent, segments, 'named', path);
    } else if (isDocument(value) && !Object.keys(value)[0]?.startsWith('$')) {
      const names = Object.keys(value);
      if (names.length === 0) this.fail(`an empty object is not a valid value. Found at path ${path}`);
      const branch = branchAt(parent, segments, path);
      for (const name of names) {
        if (name.includes('.')) this.fail(`cannot use dotted field name '${name}' in a sub object`);
        this.read(branch, [name], value[name], `${path}.${name}`);
      }
    } else {
      this.decide(true);
      place(parent, segments, compileExpression(value, this.scope), path);
    }
  }

  private decide(including: boolean): void {
    if (including) this.including = true;
    else this.excluding = true;
    if (!this.including || !this.excluding) return;
    this.fail(
      including
        ? `cannot include fields or add computed fields during an exclusion projection: ${shown(this.spec)}`
        : `cannot exclude fields other than '_id' in an inclusion projection: ${shown(this.spec)}`,
    );
  }
  private fail(problem: string): never {
    return breakRule(`Invalid $project :: caused by :: Bad projection specification, ${problem}`);
  }
}

const isFlag = (value: Value): value is boolean | number => typeof value === 'boolean' || typeof value === 'number';
const isShown = (value: boolean | number): boolean => value !== false && value !== 0;

function branchAt(parent: Branch, segments: string[], path: string): Branch {
  let branch = parent;
  for (const segment of segments) {
    const known = branch.get(segment);
    if (known !== undefined && !(known instanceof Map)) return collision(path);
    const next: Branch = known ?? new Map<string, Node>();
    branch.set(segment, next);
    branch = next;
  }
  return branch;
}
function place(parent: Branch, segments: string[], node: Node, path: string): void {
  const branch = branchAt(parent, segments.slice(0, -1), path);
  if (branch.has(segments.at(-1)!)) collision(path);
  branch.set(segments.at(-1)!, node);
}
const collision = (path: string): never => breakRule(`Invalid $project :: caused by :: specification contains two conflicting paths. Cannot specify both '${path}' and a part of it`);

/** Branches with a computed field in them. */
const computing = new WeakSet<Branch>();
function markComputing(branch: Branch): boolean {
  for (const node of branch.values()) if (typeof node === 'function' || (node instanceof Map && markComputing(node))) computing.add(branch);
  return computing.has(branch);
}

/** The named fields only; what is no document is undefined, and left out of arrays unless computed fields make one of it. */
function only(value: Value, branch: Branch): Value {
  if (Array.isArray(value)) return (value as Value[]).flatMap((element) => (isDocument(element) || Array.isArray(element) || computing.has(branch) ? [only(element, branch)] : []));
  if (!isDocument(value)) return undefined;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const node = branch.get(key);
    if (node === 'named') result[key] = value[key];
    else if (node instanceof Map) {
      const part = only(value[key], node);
      if (part !== undefined) result[key] = part;
    }
  }
  return result;
}

/** With the computed fields, in the order of the specification; a value that is no document becomes one. */
function computed(value: Value, branch: Branch, frame: Frame): Value {
  if (Array.isArray(value)) return (value as Value[]).map((element) => computed(element, branch, frame));
  const result: Document = isDocument(value) ? value : {};
  for (const [name, node] of branch) {
    if (typeof node === 'function') {
      const field = node(frame);
      if (field !== undefined) result[name] = field;
    } else if (node instanceof Map && computing.has(node)) result[name] = computed(result[name], node, frame);
  }
  return result;
}

/** Everything but the named fields. */
function without(value: Value, branch: Branch): Value {
  if (Array.isArray(value)) return (value as Value[]).map((element) => without(element, branch));
  if (!isDocument(value)) return value;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const node = branch.get(key);
    if (node === undefined) result[key] = value[key];
    else if (node instanceof Map) result[key] = without(value[key], node);
  }
  return result;
}
