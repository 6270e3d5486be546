/**
 * Other implementations in the place of APIs, for automation and tests.
 *
 * A function is called as `fn.apply({ origin }, [...arguments of the call, ...its own])`; `origin` is the real API. What it
 * returns (or resolves to) is the answer: of a sync API the value; of an async one what `success` gets, or `fail` when its
 * errMsg contains ":fail". Returning undefined answers nothing: the function calls the callbacks itself, or nobody does.
 * When it does both, the callback that came first counts.
 */
import { apis, asCallbacks, callForResult, settler, type Api } from './table';
import { messageOf } from './failure';

type Implementation = (this: { origin: Api['original'] }, ...args: unknown[]) => unknown;
export type MockSpec =
  | { result: unknown }
  /** Source text of a function, evaluated in the page. */
  | { functionDeclaration: string; args?: unknown[] }
  | { implementation: Implementation; args?: unknown[] };

/** Puts something in the place of `wx.NAME` (`cloud.callFunction` for wx.cloud's) until restore(). */
export function mock(name: string, spec: MockSpec): void {
  const api = find(name);
  const implementation = implementationOf(spec);
  const extra = 'args' in spec ? (spec.args ?? []) : [];
  const answer = (args: unknown[]) => implementation.apply({ origin: api.original }, [...args, ...extra]);
  api.replacement = api.kind === 'sync' ? (...args) => answer(args) : (...args) => answerLater(api, args, answer);
}

/** Gives the real one back. */
export function restore(name: string): void {
  find(name).replacement = null;
}
export function restoreAll(): void {
  for (const api of apis.values()) api.replacement = null;
}

/**
 * `wx.NAME(...args)` as automation calls it: an async API without callbacks, settled when it has ended. Rejects with an
 * Error whose message is errMsg.
 */
export async function callMethod(name: string, args: unknown[]): Promise<unknown> {
  find(name);
  try {
    return await callForResult(name, args);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'errMsg' in error) throw Object.assign(new Error(String(error.errMsg)), error);
    throw error;
  }
}

function find(name: string): Api {
  const api = apis.get(name);
  if (!api) throw new Error(`wx.${name} not exists`);
  return api;
}

function implementationOf(spec: MockSpec): Implementation {
  if ('implementation' in spec) return spec.implementation;
  if ('result' in spec) return () => spec.result;
  const source = spec.functionDeclaration.trim().replace(/;+$/, '');
  // The line break ends a comment on the last line.
  const value: unknown = (0, eval)(`(${source}\n)`);
  if (typeof value !== 'function') throw new Error('functionDeclaration is not a function');
  return value as Implementation;
}

function answerLater(api: Api, args: unknown[], answer: (args: unknown[]) => unknown): unknown {
  const [options, ...rest] = args;
  const callbacks = asCallbacks(options);
  const listening = Object.keys(callbacks).length > 0;
  let outcome: Promise<unknown> | undefined;
  let settle = settler(api.name, callbacks);
  if (!listening) outcome = new Promise((resolve, reject) => (settle = settler(api.name, { success: resolve, fail: reject })));
  // The function sees callbacks of its own, so that the first answer counts, wherever it comes from.
  const own = { ...(options as object | undefined), success: (result: unknown) => deliver(api, result, settle), fail: (error: unknown) => settle.fail(asFailure(error)), complete: () => {} };
  Promise.resolve()
    .then(() => answer([own, ...rest]))
    .then(
      (result) => {
        if (result !== undefined) deliver(api, result, settle);
      },
      (error: unknown) => settle.fail(error),
    );
  if (api.kind === 'task') return new Proxy({}, { get: () => () => {} });
  return outcome;
}

function deliver(api: Api, result: unknown, settle: ReturnType<typeof settler>): void {
  const fields = typeof result === 'object' && result !== null ? (result as Record<string, unknown>) : {};
  if (String(fields.errMsg ?? '').includes(':fail')) settle.fail(asFailure(fields));
  else settle.ok({ ...fields });
}
/** Keeps the errMsg that the mock gave. */
function asFailure(error: unknown): object {
  return typeof error === 'object' && error !== null ? { errMsg: '', ...error } : new Error(messageOf(error));
}
