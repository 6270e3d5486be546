/**
 * The table of wx.*: every API has one entry, through which the app, the built-ins and automation call it, so that
 * automation can put something else in its place.
 */
import { messageOf } from './failure';

/** async: callbacks or a promise. task: callbacks only, and returns a task. sync: returns its answer. */
export type ApiKind = 'async' | 'sync' | 'task';
type Call = (...args: unknown[]) => unknown;

export interface Api {
  /** As in `wx.NAME`; with a dot for `wx.cloud.NAME`. */
  readonly name: string;
  readonly kind: ApiKind;
  /** False: known by name only; calling it fails. */
  readonly supported: boolean;
  /** What `wx.NAME` runs unless automation has put something in its place. */
  readonly original: Call;
  replacement: Call | null;
}

export const apis = new Map<string, Api>();

export interface Callbacks {
  success?: (result: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (result: unknown) => void;
}
export type Result = { errMsg: string } & Record<string, unknown>;

// Each body declares the options it reads; what the app really passes is checked in the body.
type AsyncBody = (options: never) => unknown;
type TaskBody = (options: never, settle: Settle) => unknown;
/** How a task reports its end; only the first one counts. */
export interface Settle {
  ok(result?: Record<string, unknown>): void;
  fail(error: unknown): void;
}

/** APIs that answer later. The body returns (or resolves to) the fields beside errMsg, and throws to fail. */
export function defineAsync(bodies: Record<string, AsyncBody>, prefix = ''): void {
  for (const [key, body] of Object.entries(bodies)) {
    const name = prefix + key;
    add(name, 'async', (options) => runAsync(name, body as (options: unknown) => unknown, options));
  }
}
/** APIs that return their answer at once. */
export function defineSync(bodies: Record<string, (...args: never[]) => unknown>, prefix = ''): void {
  for (const [key, body] of Object.entries(bodies)) add(prefix + key, 'sync', body as Call);
}
/** APIs that return a task and report through callbacks. */
export function defineTask(bodies: Record<string, TaskBody>): void {
  for (const [name, body] of Object.entries(bodies)) {
    add(name, 'task', (options = {}) => {
      const settle = settler(name, asCallbacks(options));
      return (body as (options: unknown, settle: Settle) => unknown)(options, settle);
    });
  }
}
/** An API that exists on the phone and not here. */
export function defineUnsupported(name: string, kind: ApiKind, call: Call): void {
  if (!apis.has(name)) apis.set(name, { name, kind, supported: false, original: call, replacement: null });
}
function add(name: string, kind: ApiKind, original: Call): void {
  apis.set(name, { name, kind, supported: true, original, replacement: null });
}

/** Calls an API as `wx.NAME(...)` does. */
export function callApi(name: string, ...args: unknown[]): unknown {
  const api = apis.get(name);
  if (!api) throw new Error(`wx.${name} not exists`);
  return (api.replacement ?? api.original)(...args);
}

/** Calls an API and waits for its end, whatever its kind. Rejects with the object that `fail` gets. */
export function callForResult(name: string, args: unknown[]): Promise<unknown> {
  const api = apis.get(name);
  if (!api) return Promise.reject(new Error(`wx.${name} not exists`));
  if (api.kind === 'sync') return Promise.resolve().then(() => callApi(name, ...args));
  return new Promise((resolve, reject) => {
    callApi(name, { ...(args[0] as object | undefined), success: resolve, fail: reject, complete: undefined }, ...args.slice(1));
  });
}

/** Asked before each async API; what it gives is waited for. */
let guard: (name: string) => Promise<void> | null = () => null;
export function guardAsync(given: typeof guard): void {
  guard = given;
}

function runAsync(name: string, body: (options: unknown) => unknown, given: unknown): Promise<unknown> | undefined {
  const options = given ?? {};
  const callbacks = asCallbacks(options);
  const outcome = Promise.resolve().then(() => {
    const pending = guard(name);
    return pending ? pending.then(() => body(options)) : body(options);
  });
  return conclude(name, outcome, callbacks);
}

/**
 * The convention of every async API: callbacks when at least one is given (then nothing is returned), otherwise a promise
 * that resolves with what `success` would get and rejects with what `fail` would.
 */
export function conclude(name: string, outcome: Promise<unknown>, callbacks: Callbacks): Promise<unknown> | undefined {
  if (callbacks.success || callbacks.fail || callbacks.complete) {
    const settle = settler(name, callbacks);
    outcome.then((result) => settle.ok(result as Record<string, unknown>), settle.fail);
    return undefined;
  }
  return outcome.then(
    (result) => okResult(name, result),
    (error: unknown) => Promise.reject(failResult(name, error)),
  );
}

export function settler(name: string, { success, fail, complete }: Callbacks): Settle {
  let settled = false;
  const once = (callback: ((result: unknown) => void) | undefined, result: unknown) => {
    if (settled) return;
    settled = true;
    run(callback, result);
    run(complete, result);
  };
  return {
    ok: (result) => once(success, okResult(name, result)),
    fail: (error) => once(fail, failResult(name, error)),
  };
}
/** An error in the app's callback is the app's: it goes where uncaught errors go, and the next callback still runs. */
function run(callback: ((result: unknown) => void) | undefined, result: unknown): void {
  try {
    callback?.(result);
  } catch (error) {
    reportError(error);
  }
}

export function asCallbacks(options: unknown): Callbacks {
  const { success, fail, complete } = (options ?? {}) as Record<string, unknown>;
  const callbacks: Callbacks = {};
  if (typeof success === 'function') callbacks.success = success as Callbacks['success'];
  if (typeof fail === 'function') callbacks.fail = fail as Callbacks['fail'];
  if (typeof complete === 'function') callbacks.complete = complete as Callbacks['complete'];
  return callbacks;
}

function okResult(name: string, result: unknown): Result {
  return { errMsg: `${name}:ok`, ...(result as object | undefined) };
}
function failResult(name: string, error: unknown): object {
  // The cloud APIs fail with an Error that carries its own errMsg, and so do mocks.
  if (typeof error === 'object' && error !== null && 'errMsg' in error) return error;
  const extra = error instanceof Error && 'extra' in error ? (error.extra as object) : {};
  return { errMsg: `${name}:fail ${messageOf(error)}`.trimEnd(), ...extra };
}
