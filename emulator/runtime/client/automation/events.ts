/** What the page tells without being asked: console output (when wanted), errors, calls of exposed functions. */
import { on } from '../signals';

type Send = (method: string, params: unknown) => void;
let send: Send = () => {};
let logging: (() => void) | null = null;

/** Called once by the agent; errors are reported from then on. */
export function connectEvents(to: Send): void {
  send = to;
  on('exception', (exception) => send('App.exceptionThrown', exception));
}

export function enableLog(): void {
  logging ??= on('log', ({ type, args }) => send('App.logAdded', { type, args: args.map((value) => plain(value)) }));
}
export function disableLog(): void {
  logging?.();
  logging = null;
}

const bindings = new Set<string>();

/** A global function of the app's realm; each call is an event, and returns nothing. */
export function addBinding(name: string): void {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) throw new Error(`"${name}" cannot be the name of a function`);
  if (!bindings.has(name) && name in globalThis) throw new Error(`${name} already exists in the app`);
  bindings.add(name);
  (globalThis as Record<string, unknown>)[name] = (...args: unknown[]) => send('App.bindingCalled', { name, args: args.map((value) => plain(value)) });
}
export function removeBindings(): void {
  for (const name of bindings) delete (globalThis as Record<string, unknown>)[name];
  bindings.clear();
}

const DEPTH = 8;

/** A value that JSON can carry: what it cannot is described in words. */
export function plain(value: unknown, above: readonly unknown[] = []): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return `[Function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp || value instanceof globalThis.Node) return String(value);
  if (above.includes(value)) return '[Circular]';
  if (above.length >= DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]';
  const inner = [...above, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, inner));
  if (value instanceof Map) return plain(Object.fromEntries(value), inner);
  if (value instanceof Set) return plain([...value], inner);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, inner)]));
}
