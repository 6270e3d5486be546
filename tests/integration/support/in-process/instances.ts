/**
 * Instances of cloud functions inside this process. Each call has its own environment, clock, chance and log, and its way out is caught where the
 * real SDK would open a connection: whoever directs a call decides when its requests are carried out, what becomes of them, and when it dies.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import http from 'node:http';
import { format } from 'node:util';

/** A request on its way to the cloud. One of the three ends it. */
export interface Exchange {
  body: Buffer;
  contentType: string;
  reply(bytes: Buffer, contentType: string): void;
  /** The connection breaks. */
  cut(): void;
}
/** What a call needs of its surroundings. */
export interface Instance {
  env: Record<string, string>;
  now(): number;
  random(): number;
  log(level: string, text: string): void;
  send(exchange: Exchange): void;
  /** `wake` is to be called once, after `ms`. */
  sleep(ms: number, wake: () => void): void;
}

const running = new AsyncLocalStorage<Instance>();

export function inInstance<T>(instance: Instance, work: () => Promise<T>): Promise<T> {
  return running.run(instance, work);
}

/** Node's own, untouched by what follows. */
const { setImmediate: soon } = globalThis;

/** When everything that can go on by itself has gone on. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}

/** Puts clocks, timers, chance, log and connections of calls in the hands of their instances. Returns what takes it back. */
export function takeOver(base: Record<string, string>): () => void {
  const undo: (() => void)[] = [];
  const replace = <T extends object, K extends keyof T>(owner: T, name: K, make: (original: T[K]) => T[K]): void => {
    const original = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, { configurable: true, writable: true, value: make(owner[name]) });
    undo.push(() => Object.defineProperty(owner, name, original));
  };
  const env = Object.getOwnPropertyDescriptor(process, 'env')!;
  const outside = { ...process.env, ...base };
  Object.defineProperty(process, 'env', { configurable: true, get: () => running.getStore()?.env ?? outside });
  undo.push(() => Object.defineProperty(process, 'env', env));

  // Nobody reads the signatures that the SDK makes of every request, and they are half of its work.
  const signer = jest.requireActual<{ sign: unknown }>('@cloudbase/signature-nodejs');
  replace(signer, 'sign', () => () => ({ authorization: '', timestamp: 0 }));
  replace(Date, 'now', (real) => () => running.getStore()?.now() ?? real());
  replace(Math, 'random', (real) => () => running.getStore()?.random() ?? real());
  for (const level of ['error', 'warn', 'info', 'log'] as const) {
    replace(console, level, (real) => (...parts: unknown[]) => {
      const instance = running.getStore();
      if (instance) instance.log(level, format(...parts));
      else real.apply(console, parts);
    });
  }
  replace(globalThis, 'setTimeout', (real) => ((wake: () => void, ms = 0, ...rest: unknown[]) => {
    const instance = running.getStore();
    return instance ? simulatedTimer(instance, () => (wake as (...all: unknown[]) => void)(...rest), ms) : (real as (...all: unknown[]) => unknown)(wake, ms, ...rest);
  }) as unknown as typeof setTimeout);
  replace(globalThis, 'clearTimeout', (real) => ((timer: unknown) => {
    if (timer instanceof Timer) timer.cancel();
    else real(timer as NodeJS.Timeout);
  }) as typeof clearTimeout);
  replace(http, 'request', (real) => ((...parts: Parameters<typeof http.request>) => {
    const instance = running.getStore();
    if (!instance) return real(...parts);
    const [, options, answer] = parts as unknown as [string, http.RequestOptions, (response: http.IncomingMessage) => void];
    return new WireRequest(instance, options.headers as Record<string, string>, answer);
  }) as unknown as typeof http.request);
  return () => {
    for (const back of undo.reverse()) back();
  };
}

/** Looks like Node's own handle. */
class Timer {
  private cancelled = false;
  cancel(): void {
    this.cancelled = true;
  }
  fire(work: () => void): void {
    if (!this.cancelled) work();
  }
  unref(): this {
    return this;
  }
  ref(): this {
    return this;
  }
}

/** Warnings of the SDK wait for seconds and are taken back; nothing of ours waits that long. */
const LONG = 2_000;

function simulatedTimer(instance: Instance, wake: () => void, ms: number): Timer {
  const timer = new Timer();
  if (ms < LONG) instance.sleep(ms, () => timer.fire(() => running.run(instance, wake)));
  return timer;
}

/** As much of Node's ClientRequest and IncomingMessage as the SDK uses. */
class WireRequest extends EventEmitter {
  private readonly parts: Buffer[] = [];

  constructor(
    private readonly instance: Instance,
    private readonly headers: Record<string, string>,
    private readonly answer: (response: http.IncomingMessage) => void,
  ) {
    super();
  }

  write(part: string | Buffer): boolean {
    this.parts.push(Buffer.from(part as string));
    return true;
  }

  end(): this {
    const contentType = String(Object.entries(this.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '');
    this.instance.send({
      body: Buffer.concat(this.parts),
      contentType,
      reply: (bytes, type) => running.run(this.instance, () => this.respond(bytes, type)),
      cut: () => running.run(this.instance, () => void this.emit('error', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))),
    });
    return this;
  }

  setTimeout(): this {
    return this;
  }
  abort(): void {}
  destroy(): this {
    return this;
  }

  private respond(bytes: Buffer, type: string): void {
    const response = Object.assign(new EventEmitter(), { statusCode: 200, headers: { 'content-type': type }, setEncoding: () => {} });
    this.answer(response as unknown as http.IncomingMessage);
    response.emit('data', bytes);
    response.emit('end');
  }
}

