/** The expressions of security rules, e.g. `auth.openid == doc._openid || doc.kind in ['a', 'b']`: read into a tree by hand. */

export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in';
export type Expression =
  | { kind: 'literal'; value: unknown }
  | { kind: 'list'; items: Expression[] }
  /** The parts are put together to one text. */
  | { kind: 'template'; parts: Expression[] }
  | { kind: 'variable'; name: 'auth' | 'doc' | 'now' | 'request' }
  | { kind: 'member'; of: Expression; name: Expression }
  | { kind: 'get'; path: Expression }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: Operator; left: Expression; right: Expression };

/** Why an expression is none, and at which character (from 1). */
export class RuleMistake extends Error {
  override name = 'RuleMistake';
}

export const LONGEST_RULE = 1024;
const MOST_GETS = 3;
const DEEPEST_GET = 2;

type TokenKind = 'name' | 'number' | 'text' | 'sign' | 'end';
interface Token {
  kind: TokenKind;
  /** For a text: its content. */
  text: string;
  at: number;
  /** A text between backquotes: its parts, expressions unread. */
  template?: { text?: string; code?: string }[];
}

const VARIABLES = new Set(['auth', 'doc', 'now', 'request']);
const CONSTANTS: Record<string, unknown> = { true: true, false: false, null: null, undefined };
const SIGN = /^(?:==|!=|>=|<=|&&|\|\||[><!()[\],.])/;

/** Throws a RuleMistake. */
export function parseRule(text: string): Expression {
  if (text.length > LONGEST_RULE) throw new RuleMistake(`it has ${text.length} characters; ${LONGEST_RULE} are allowed`);
  const expression = parse(text, 0);
  const gets = getsIn(expression);
  if (gets > MOST_GETS) throw new RuleMistake(`it calls get() ${gets} times; ${MOST_GETS} are allowed`);
  return expression;
}

function parse(text: string, getDepth: number): Expression {
  return new Parser(tokensOf(text), getDepth).whole();
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: Token[],
    private getDepth: number,
  ) {}

  whole(): Expression {
    const expression = this.either();
    if (this.next.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private either(): Expression {
    let left = this.both();
    while (this.take('||')) left = { kind: 'or', left, right: this.both() };
    return left;
  }
  private both(): Expression {
    let left = this.comparison();
    while (this.take('&&')) left = { kind: 'and', left, right: this.comparison() };
    return left;
  }
  private comparison(): Expression {
    const left = this.unary();
    const operator = this.operator();
    if (operator === null) return left;
    const right = this.unary();
    if (this.operator() !== null) throw new RuleMistake(`comparisons cannot be chained, at character ${this.next.at + 1}`);
    return { kind: 'compare', operator, left, right };
  }
  private operator(): Operator | null {
    const { kind, text } = this.next;
    const found = kind === 'sign' ? ['==', '!=', '>', '>=', '<', '<='].includes(text) : kind === 'name' && text === 'in';
    if (!found) return null;
    this.at++;
    return text as Operator;
  }
  private unary(): Expression {
    return this.take('!') ? { kind: 'not', of: this.unary() } : this.member();
  }
  private member(): Expression {
    let of = this.primary();
    for (;;) {
      if (this.take('.')) {
        const token = this.tokens[this.at++]!;
        if (token.kind !== 'name') throw mistakeAt(token);
        of = { kind: 'member', of, name: { kind: 'literal', value: token.text } };
      } else if (this.take('[')) {
        of = { kind: 'member', of, name: this.either() };
        this.expect(']');
      } else return of;
    }
  }
  private primary(): Expression {
    const token = this.tokens[this.at++]!;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'text':
        return token.template ? this.template(token.template) : { kind: 'literal', value: token.text };
      case 'name':
        return this.named(token);
      case 'sign':
        if (token.text === '(') return this.inside(')');
        if (token.text === '[') return this.list();
    }
    throw mistakeAt(token);
  }
  private named(token: Token): Expression {
    if (Object.hasOwn(CONSTANTS, token.text)) return { kind: 'literal', value: CONSTANTS[token.text] };
    if (VARIABLES.has(token.text)) return { kind: 'variable', name: token.text as 'auth' };
    if (token.text !== 'get' || !this.take('(')) throw new RuleMistake(`there is no "${token.text}", at character ${token.at + 1}: use auth, doc, now, request.data and get()`);
    if (++this.getDepth > DEEPEST_GET) throw new RuleMistake(`get() is nested deeper than ${DEEPEST_GET}`);
    const path = this.inside(')');
    this.getDepth--;
    return { kind: 'get', path };
  }
  private inside(end: string): Expression {
    const expression = this.either();
    this.expect(end);
    return expression;
  }
  private list(): Expression {
    const items: Expression[] = [];
    while (!this.take(']')) {
      if (items.length > 0) this.expect(',');
      items.push(this.either());
    }
    return { kind: 'list', items };
  }
  private template(parts: NonNullable<Token['template']>): Expression {
    return { kind: 'template', parts: parts.map(({ text, code }) => (code === undefined ? { kind: 'literal', value: text } : parse(code, this.getDepth))) };
  }

  private get next(): Token {
    return this.tokens[this.at]!;
  }
  private take(sign: string): boolean {
    if (this.next.kind !== 'sign' || this.next.text !== sign) return false;
    this.at++;
    return true;
  }
  private expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected(`"${sign}" is missing`);
  }
  private unexpected(why?: string): RuleMistake {
    return mistakeAt(this.next, why);
  }
}

function mistakeAt({ kind, text, at }: Token, why?: string): RuleMistake {
  const found = kind === 'end' ? 'it ends too early' : `"${text}" is not expected`;
  return new RuleMistake(`${why ?? found}, at character ${at + 1}`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space) {
      at += space.length;
      continue;
    }
    const token = tokenAt(rest, at);
    tokens.push(token.token);
    at += token.length;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenAt(rest: string, at: number): { token: Token; length: number } {
  const name = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
  if (name) return { token: { kind: 'name', text: name, at }, length: name.length };
  const number = /^-?\d+(?:\.\d+)?/.exec(rest)?.[0];
  if (number) return { token: { kind: 'number', text: number, at }, length: number.length };
  const quoted = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(rest);
  if (quoted) return { token: { kind: 'text', text: (quoted[1] ?? quoted[2]!).replace(/\\(.)/g, '$1'), at }, length: quoted[0].length };
  const backquoted = /^`([^`]*)`/.exec(rest);
  if (backquoted) return { token: { kind: 'text', text: backquoted[1]!, at, template: templateParts(backquoted[1]!) }, length: backquoted[0].length };
  const sign = SIGN.exec(rest)?.[0];
  if (sign) return { token: { kind: 'sign', text: sign, at }, length: sign.length };
  throw new RuleMistake(`"${rest[0]!}" is not understood, at character ${at + 1}`);
}

function templateParts(text: string): NonNullable<Token['template']> {
  return text.split(/(\$\{[^}]*\})/).filter(Boolean).map((part) => (part.startsWith('${') ? { code: part.slice(2, -1) } : { text: part }));
}

function getsIn(expression: Expression): number {
  switch (expression.kind) {
    case 'get':
      return 1 + getsIn(expression.path);
    case 'list':
      return sum(expression.items);
    case 'template':
      return sum(expression.parts);
    case 'member':
      return getsIn(expression.of) + getsIn(expression.name);
    case 'not':
      return getsIn(expression.of);
    case 'and':
    case 'or':
    case 'compare':
      return getsIn(expression.left) + getsIn(expression.right);
    default:
      return 0;
  }
}

function sum(expressions: Expression[]): number {
  return expressions.reduce((total, expression) => total + getsIn(expression), 0);
}
