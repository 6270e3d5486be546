/** Functions that arrive as their source text. */

/** Evaluates the text of a function (declaration, arrow, async) in the app's realm. */
export function functionFrom(source: unknown): (...args: unknown[]) => unknown {
  if (typeof source !== 'string') throw new Error('functionDeclaration must be a string');
  // A comment at the end must not swallow the bracket.
  const text = `(${source.trim().replace(/;+$/, '')}\n)`;
  const value: unknown = (0, eval)(text);
  if (typeof value !== 'function') throw new Error(`not a function: ${source.slice(0, 80)}`);
  return value as (...args: unknown[]) => unknown;
}
