/** WXML as text: just enough of a scanner to correct a source before the template compiler reads it. */

interface Token {
  kind: 'text' | 'tag' | 'other';
  start: number;
  end: number;
}

const EXPRESSION = /\{\{[\s\S]*?\}\}/g;

/** Text, tags, and other parts (comments, the bodies of wxs) in order. */
function* tokens(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    if (text.startsWith('<!--', at)) {
      at = after(text, '-->', at + 4);
      yield { kind: 'other', start, end: at };
    } else if (text[at] === '<') {
      at = tagEnd(text, at);
      yield { kind: 'tag', start, end: at };
      if (/^<wxs[\s>]/.test(text.slice(start, start + 5)) && text[at - 2] !== '/') {
        const body = at;
        const close = text.indexOf('</wxs', at);
        at = close < 0 ? text.length : close;
        yield { kind: 'other', start: body, end: at };
      }
    } else {
      at = textEnd(text, at);
      yield { kind: 'text', start, end: at };
    }
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function tagEnd(text: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return text.length;
}

/** Text ends where a tag begins, but `<` in an expression begins none. */
function textEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '<') at = text.startsWith('{{', at) ? after(text, '}}', at) : at + 1;
  return at;
}

/** `\n` written in text is a line break in WeChat. The entity keeps the line numbers as they are. */
export function withLineBreaks(text: string): string {
  if (!text.includes('\\n')) return text;
  let result = '';
  for (const { kind, start, end } of tokens(text)) {
    const part = text.slice(start, end);
    result += kind === 'text' ? outsideExpressions(part, (plain) => plain.replaceAll('\\n', '&#10;')) : part;
  }
  return result;
}

function outsideExpressions(text: string, change: (plain: string) => string): string {
  let result = '';
  let at = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    result += change(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return result + change(text.slice(at));
}

/**
 * Of an attribute given twice WeChat keeps the last one, glass-easel the first. Blanks the first one of the pair whose
 * second stands at `offset`. Unchanged text: there was no pair.
 */
export function withoutEarlierAttribute(text: string, offset: number): string {
  for (const { kind, start, end } of tokens(text)) {
    if (kind !== 'tag' || offset < start || offset >= end) continue;
    const list = [...attributes(text.slice(start, end))].map((item) => ({ name: item.name, start: item.start + start, end: item.end + start }));
    const second = list.find((item) => item.start <= offset && offset < item.end);
    const first = second && list.find((item) => item.name === second.name && item.start < second.start);
    if (!first) return text;
    return text.slice(0, first.start) + text.slice(first.start, first.end).replace(/[^\n]/g, ' ') + text.slice(first.end);
  }
  return text;
}

function* attributes(tag: string): Generator<{ name: string; start: number; end: number }> {
  const pattern = /([^\s=<>/"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?/g;
  pattern.lastIndex = /^<\/?[^\s>/]*/.exec(tag)?.[0].length ?? 0;
  for (let match = pattern.exec(tag); match; match = pattern.exec(tag)) {
    yield { name: match[1] as string, start: match.index, end: match.index + match[0].length };
  }
}

/** Offset of a line and column that count from 0. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 0; n < line; n++) at = text.indexOf('\n', at) + 1;
  return at + column;
}
