/** The part of WXSS selectors that automation searches with. Knows nothing of the page: a Tree says what the nodes are. */

export interface Tree<N> {
  tag(node: N): string;
  id(node: N): string;
  hasClass(node: N, name: string): boolean;
  /** null: it has none of that name. */
  attribute(node: N, name: string): string | null;
  /** Within the file the node is written in: a component's content, not its inside. */
  children(node: N): N[];
  /** The inside of a component; empty for anything else. */
  inside(node: N): N[];
}

interface AttributeTest {
  name: string;
  operator: '' | '=' | '~=' | '^=' | '$=' | '*=' | '|=';
  value: string;
}
interface Compound {
  tag: string | null;
  id: string | null;
  classes: string[];
  attributes: AttributeTest[];
}
type Combinator = ' ' | '>' | '>>>' | '+' | '~';
interface Step {
  combinator: Combinator;
  compound: Compound;
}

/** Everything under `roots` (themselves included) that matches, in document order. Throws on a selector it cannot read. */
export function query<N>(tree: Tree<N>, roots: N[], selector: string): N[] {
  const found = new Set<N>();
  for (const steps of parseSelector(selector)) for (const node of run(tree, roots, steps)) found.add(node);
  return [...walk(tree, roots, true)].filter((node) => found.has(node));
}

function run<N>(tree: Tree<N>, roots: N[], steps: Step[]): N[] {
  let current: N[] = [];
  steps.forEach(({ combinator, compound }, index) => {
    const candidates = index === 0 ? [...walk(tree, roots, false)] : current.flatMap((node) => related(tree, roots, node, combinator));
    current = [...new Set(candidates)].filter((node) => matches(tree, node, compound));
  });
  return current;
}

function related<N>(tree: Tree<N>, roots: N[], node: N, combinator: Combinator): N[] {
  if (combinator === '>') return tree.children(node);
  if (combinator === ' ') return [...walk(tree, tree.children(node), false)];
  if (combinator === '>>>') return [...walk(tree, [...tree.inside(node), ...tree.children(node)], true)];
  const siblings = siblingsOf(tree, roots, node);
  const after = siblings.slice(siblings.indexOf(node) + 1);
  return combinator === '+' ? after.slice(0, 1) : after;
}

function siblingsOf<N>(tree: Tree<N>, roots: N[], node: N): N[] {
  if (roots.includes(node)) return roots;
  for (const parent of walk(tree, roots, true)) {
    for (const siblings of [tree.children(parent), tree.inside(parent)]) if (siblings.includes(node)) return siblings;
  }
  return [node];
}

function* walk<N>(tree: Tree<N>, roots: N[], inside: boolean): Generator<N> {
  for (const node of roots) {
    yield node;
    if (inside) yield* walk(tree, tree.inside(node), true);
    yield* walk(tree, tree.children(node), inside);
  }
}

function matches<N>(tree: Tree<N>, node: N, { tag, id, classes, attributes }: Compound): boolean {
  return (
    (tag === null || tag === tree.tag(node)) &&
    (id === null || id === tree.id(node)) &&
    classes.every((name) => tree.hasClass(node, name)) &&
    attributes.every((test) => holds(test, tree.attribute(node, test.name)))
  );
}

function holds({ operator, value }: AttributeTest, actual: string | null): boolean {
  if (actual === null) return false;
  switch (operator) {
    case '':
      return true;
    case '=':
      return actual === value;
    case '~=':
      return actual.split(/\s+/).includes(value);
    case '|=':
      return actual === value || actual.startsWith(`${value}-`);
    case '^=':
      return value !== '' && actual.startsWith(value);
    case '$=':
      return value !== '' && actual.endsWith(value);
    case '*=':
      return value !== '' && actual.includes(value);
  }
}

const NAME = String.raw`(?:[\w\u0080-\uffff-]|\\.)+`;
const token = {
  combinator: /\s*(>>>|[>+~])\s*|\s+/y,
  comma: /\s*,\s*/y,
  tag: new RegExp(`\\*|${NAME}`, 'y'),
  id: new RegExp(`#(${NAME})`, 'y'),
  class: new RegExp(`\\.(${NAME})`, 'y'),
  attribute: new RegExp(`\\[\\s*(${NAME})\\s*(?:([~^$*|]?=)\\s*(?:"([^"]*)"|'([^']*)'|([^\\]\\s]+)))?\\s*\\]`, 'y'),
};

/** One list of steps a comma-separated part. */
export function parseSelector(selector: string): Step[][] {
  const text = selector.trim();
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const fail = () => new Error(`selector "${selector}" is not supported at "${text.slice(at) || 'its end'}"`);

  const compound = (): Compound => {
    const start = at;
    const result: Compound = { tag: null, id: null, classes: [], attributes: [] };
    const tag = take(token.tag)?.[0];
    if (tag && tag !== '*') result.tag = unescaped(tag).toLowerCase();
    for (;;) {
      const id = take(token.id);
      const name = id ? null : take(token.class);
      const attribute = id || name ? null : take(token.attribute);
      if (id?.[1]) result.id = unescaped(id[1]);
      else if (name?.[1]) result.classes.push(unescaped(name[1]));
      else if (attribute?.[1]) {
        const [, key, operator = '', ...values] = attribute;
        result.attributes.push({ name: unescaped(key ?? ''), operator: operator as AttributeTest['operator'], value: values.find((value) => value !== undefined) ?? '' });
      } else break;
    }
    if (at === start) throw fail();
    return result;
  };

  const parts: Step[][] = [];
  do {
    const steps: Step[] = [{ combinator: ' ', compound: compound() }];
    for (let next = nextCombinator(); next; next = nextCombinator()) steps.push({ combinator: next, compound: compound() });
    parts.push(steps);
  } while (take(token.comma));
  if (at < text.length) throw fail();
  return parts;

  function nextCombinator(): Combinator | null {
    const before = at;
    // Blanks before a comma are no combinator.
    if (take(token.comma)) {
      at = before;
      return null;
    }
    const match = take(token.combinator);
    if (!match) return null;
    return (match[1] as Combinator | undefined) ?? ' ';
  }
}

const unescaped = (name: string) => name.replace(/\\(.)/g, '$1');
