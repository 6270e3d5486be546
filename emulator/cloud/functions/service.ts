/** Cloud functions: found, built, run for a caller, and built again when their sources change. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Caller, Invocation } from '../../contracts';
import { messageOf } from '../../errors';
import { isRecord } from '../../json';
import type { Callers } from '../callers';
import { callerEnv, functionEnv, platformEnv, type Surroundings } from '../environment';
import type { Journal } from '../journal';
import { Hatchery } from './hatchery';
import type { CloudDoor, Instance, Outcome } from './instance';
import { FunctionPool } from './pool';
import { type BrokenFunction, buildFunction, type BuiltFunction, findFunctions, findSdk, isStale } from './sources';

export interface FunctionOptions {
  functionsRoot: string | null;
  buildRoot: string;
  surroundings: Surroundings;
  callers: Callers;
  journal: Journal;
  door: CloudDoor;
  /** Instances of a function that start as soon as calls wait for them; default one more than processors. */
  eager?: number;
}
interface Entry {
  source: BuiltFunction | BrokenFunction;
  pool: FunctionPool | null;
}
/** The result as the function wrote it, so that it is not parsed when it only travels on. */
export type RawInvocation = Omit<Invocation, 'result'> & { text?: string };

/** Codes with which the service reports a call that did not come to an answer. */
const CODES = { unknown: -501000, threw: -504002, broke: -504002, timeout: -504003, payload: -501007, result: -604001 };
const PAYLOAD_BYTES = 6 * 1024 * 1024;
const CLIENT_RESULT_BYTES = 1024 * 1024;
const MAX_DEPTH = 8;

export class FunctionService {
  private readonly entries = new Map<string, Entry>();
  private readonly env: Record<string, string>;
  /** Calls under way, by request id. */
  private readonly underway = new Map<string, { name: string; instance: Instance }>();
  private hatchery: Hatchery | null = null;
  private reloading: Promise<void> = Promise.resolve();
  /** Each build goes to a folder of its own: an instance may still be reading the one before. */
  private builds = 0;

  constructor(private readonly options: FunctionOptions) {
    this.env = platformEnv(options.surroundings);
  }

  async start(): Promise<void> {
    const { functionsRoot, buildRoot, surroundings, journal, door } = this.options;
    if (functionsRoot === null) return;
    rmSync(path.join(buildRoot, 'functions'), { recursive: true, force: true });
    const opening = Hatchery.open({
      buildRoot,
      sdk: findSdk(functionsRoot),
      address: surroundings.url,
      env: this.env,
      door,
      complain: (text) => journal.log({ level: 'warn', from: 'cloud', text }),
    });
    [this.hatchery] = await Promise.all([opening, this.reload()]);
  }

  async stop(): Promise<void> {
    await this.reloading;
    await Promise.all([this.hatchery?.stop(), ...[...this.entries.values()].map(({ pool }) => pool?.stop())]);
    this.entries.clear();
  }

  /** Builds what is new or changed, retires what is gone. Never throws. */
  reload(): Promise<void> {
    this.reloading = this.reloading.then(() => this.rebuild()).catch((error: unknown) => {
      this.options.journal.log({ level: 'error', from: 'cloud', text: `The functions could not be read: ${messageOf(error)}` });
    });
    return this.reloading;
  }

  /** Functions that can run, with their settings. */
  list(): BuiltFunction[] {
    return [...this.entries.values()].flatMap(({ source }) => ('error' in source ? [] : [source]));
  }

  /** Instances and calls, by function. */
  figures(): Record<string, { instances: number; idle: number; waiting: number; calls: string[] }> {
    const entries = [...this.entries].flatMap(([name, { pool }]) => (pool ? [[name, pool] as const] : []));
    const callsOf = (name: string) => [...this.underway].filter(([, call]) => call.name === name).map(([requestId]) => requestId);
    return Object.fromEntries(entries.map(([name, pool]) => [name, { ...pool.figures(), calls: callsOf(name) }]));
  }

  /** Ends the instance that serves this call. False: no such call is under way. */
  async kill(requestId: string): Promise<boolean> {
    const instance = this.underway.get(requestId)?.instance;
    await instance?.kill();
    return instance !== undefined;
  }

  async invoke(name: string, event: unknown, caller: Caller): Promise<Invocation> {
    const { text, ...rest } = await this.call(name, JSON.stringify(event ?? {}), caller);
    return text === undefined ? rest : { ...rest, result: JSON.parse(text) };
  }

  /** `event` is JSON. `depth`: how many functions are already waiting for this call. */
  async call(name: string, event: string, caller: Caller, depth = 0): Promise<RawInvocation> {
    const requestId = randomUUID();
    const started = performance.now();
    const answer = await this.answer(name, event, caller, requestId, depth);
    const duration = Math.round((performance.now() - started) * 10) / 10;
    this.record(name, event, caller, requestId, duration, answer);
    return { requestId, duration, ...answer };
  }

  private async answer(name: string, event: string, caller: Caller, requestId: string, depth: number): Promise<Pick<RawInvocation, 'text' | 'error'>> {
    const fail = (errCode: number, errMsg: string) => ({ error: { errCode, errMsg } });
    const entry = this.entries.get(name);
    if (!entry) return fail(CODES.unknown, 'FunctionName parameter could not be found.');
    if (Buffer.byteLength(event) > PAYLOAD_BYTES) return fail(CODES.payload, 'Request payload exceeds 6 MB.');
    if (depth > MAX_DEPTH) return fail(CODES.threw, `More than ${MAX_DEPTH} functions call each other in a ring.`);
    if (!entry.pool) return fail(CODES.threw, (entry.source as BrokenFunction).error);

    const { config } = entry.source as BuiltFunction;
    const token = this.options.callers.admitCall({
      caller,
      call: { requestId, functionName: name, action: actionOf(event), openapi: config.openapi, depth },
    });
    const outcome = await entry.pool.run({
      event: this.eventFor(event, caller),
      env: { ...this.env, ...functionEnv(name, config.memoryMb), ...callerEnv(this.options.surroundings, caller, token, requestId) },
      nested: depth > 0,
      log: (level, text) => this.options.journal.log({ level, from: `function:${name}`, text, requestId }),
      began: (instance) => this.underway.set(requestId, { name, instance }),
    });
    this.underway.delete(requestId);
    return this.limited(outcome, depth === 0 && isClient(caller));
  }

  private limited(outcome: Outcome, toClient: boolean): Pick<RawInvocation, 'text' | 'error'> {
    if (!outcome.ok) return { error: { errCode: CODES[outcome.reason], errMsg: outcome.text } };
    const limit = toClient ? CLIENT_RESULT_BYTES : PAYLOAD_BYTES;
    if (outcome.text.length * 3 > limit && Buffer.byteLength(outcome.text) > limit) {
      return { error: { errCode: CODES.result, errMsg: `Response size exceeds ${limit / 1024 / 1024} MB.` } };
    }
    return { text: outcome.text };
  }

  /** Calls from a mini program carry the user in the event as well. */
  private eventFor(event: string, caller: Caller): string {
    if (!isClient(caller) || !caller.openid) return event;
    const value: unknown = JSON.parse(event);
    if (!isRecord(value)) return event;
    return JSON.stringify({ ...value, userInfo: { appId: this.options.surroundings.appid, openId: caller.openid } });
  }

  private async rebuild(): Promise<void> {
    const { functionsRoot, buildRoot, journal } = this.options;
    if (functionsRoot === null) return;
    const names = findFunctions(functionsRoot);
    const outputRoot = path.join(buildRoot, 'functions', String(++this.builds));
    for (const [name, entry] of this.entries) {
      if (names.includes(name)) continue;
      entry.pool?.retire();
      this.entries.delete(name);
    }
    const stale = names.filter((name) => {
      const entry = this.entries.get(name);
      return !entry || isStale(entry.source);
    });
    await Promise.all(
      stale.map(async (name) => {
        const source = await buildFunction(functionsRoot, name, outputRoot);
        this.entries.get(name)?.pool?.retire();
        const pool = 'error' in source ? null : this.poolOf(source);
        this.entries.set(name, { source, pool });
        if ('error' in source) journal.log({ level: 'error', from: `function:${name}`, text: source.error });
      }),
    );
    if (stale.length > 0) journal.log({ level: 'debug', from: 'cloud', text: `built ${stale.join(', ')}` });
  }

  private poolOf(source: BuiltFunction): FunctionPool {
    // No call comes before start() has ended.
    const instances = { take: (memoryMb: number) => this.hatchery!.take(memoryMb) };
    return new FunctionPool(source, instances, { ...this.env, ...functionEnv(source.name, source.config.memoryMb) }, this.options.eager);
  }

  private record(name: string, event: string, caller: Caller, requestId: string, duration: number, { text, error }: Pick<RawInvocation, 'text' | 'error'>): void {
    const { journal } = this.options;
    journal.record({
      requestId,
      at: Date.now(),
      name,
      action: actionOf(event),
      caller,
      duration,
      outcome: error ? 'failed' : /^\{"ok":false/.test(text ?? '') ? 'refused' : 'ok',
      request: event,
      response: error ? error.errMsg : (text ?? 'null'),
    });
    if (error) journal.log({ level: 'error', from: `function:${name}`, text: error.errMsg, requestId });
  }
}

/** `action` of the event, without parsing all of it; '' : none. */
function actionOf(event: string): string {
  return /"action"\s*:\s*"([\w.-]{1,64})"/.exec(event.slice(0, 2000))?.[1] ?? '';
}

function isClient(caller: Caller): boolean {
  return (caller.source ?? 'wx_client') === 'wx_client';
}
