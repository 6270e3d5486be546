/** The shop's own cloud functions on a cloud of this test file: called as a mini program calls them, its documents read and written directly. */
import { EJSON } from 'bson';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CloudOptions, startCloud } from '../../../emulator/cloud/server';
import type { Caller, Cloud, Invocation, LogEntry } from '../../../emulator/contracts';
import { openDataFolder } from '../../../emulator/data-folder';
import { loadProject } from '../../../emulator/project';
import type { ActionRequest, ActionResult, CloudFunctions, Failure, Reply } from '../../../typings';
import { startInProcess } from './in-process/backend';
import { fixtureDocuments } from './shop-fixture';

/** What the service gives at most. */
const READ_AT_ONCE = 1000;
const PROJECT = path.resolve(__dirname, '../../..');

type WithoutRequestId<T> = T extends unknown ? Omit<T, 'requestId'> & { requestId?: string } : never;
type Outcome = 'success' | 'cancel' | 'fail';
export interface DatabaseFigures {
  operations: number;
  examined: number;
  actions: Record<string, { operations: number; failed: number; examined: number; slow: number }>;
}

/** What stands behind: a cloud of its own with workers and a port, or one in this process. */
export interface Backend {
  readonly logs: Omit<LogEntry, 'at'>[];
  invoke(name: string, event: unknown, caller: Caller): Promise<Invocation>;
  control(route: string, body: object): Promise<unknown>;
  /** One operation of the database, as the SDK words it. */
  wire(body: { action: string } & Record<string, unknown>): Promise<{ data: Record<string, unknown> }>;
  stop(): Promise<void>;
  /** Absent in this process. */
  readonly cloud?: Cloud;
}

/** A request id that was never used. */
export function newRequest(): string {
  return randomUUID();
}

export class ShopCloud {
  private constructor(private readonly backend: Backend) {}

  /** `documents` left out: the small world of shop-fixture.ts. */
  static async start(documents: Record<string, { _id: string }[]> = fixtureDocuments(), options: Pick<CloudOptions, 'eager'> = {}): Promise<ShopCloud> {
    return ShopCloud.on(await startWithWorkers(options), documents);
  }

  /** The same without workers and network: for tests of many calls. The real SDK is in it all the same. */
  static async inProcess(documents: Record<string, { _id: string }[]> = fixtureDocuments()): Promise<ShopCloud> {
    return ShopCloud.on(await startInProcess(), documents);
  }

  private static async on(backend: Backend, documents: Record<string, { _id: string }[]>): Promise<ShopCloud> {
    const shop = new ShopCloud(backend);
    for (const [collection, list] of Object.entries(documents)) await shop.insert(collection, list);
    return shop;
  }

  /** Over a cloud that runs in another process. */
  static attached(cloud: Cloud, token: string): ShopCloud {
    return new ShopCloud(workers(cloud, [], token, async () => {}));
  }

  /** With the client's side and storage. */
  get cloud(): Cloud {
    if (!this.backend.cloud) throw new Error('this needs ShopCloud.start()');
    return this.backend.cloud;
  }

  get logs(): Omit<LogEntry, 'at'>[] {
    return this.backend.logs;
  }

  stop(): Promise<void> {
    return this.backend.stop();
  }

  /** One action; a request id is added unless the request has one. `as` '' is nobody. */
  async call<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F] & string>(
    name: F,
    action: A,
    request: WithoutRequestId<ActionRequest<F, A>>,
    as: string,
  ): Promise<Reply<ActionResult<F, A>>> {
    return (await this.raw(name, { requestId: newRequest(), ...request, action }, as)) as Reply<ActionResult<F, A>>;
  }

  /** The data of an action that must succeed. */
  async must<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F] & string>(
    name: F,
    action: A,
    request: WithoutRequestId<ActionRequest<F, A>>,
    as: string,
  ): Promise<ActionResult<F, A>> {
    const reply = await this.call(name, action, request, as);
    if (!reply.ok) throw new Error(`${name}.${action}: ${reply.code} ${reply.message} ${JSON.stringify(reply.detail ?? '')}`);
    return reply.data;
  }

  /** Any event at all; throws when the call itself failed. */
  async raw(name: string, event: unknown, as: string): Promise<unknown> {
    const { result, error } = await this.invoke(name, event, as === '' ? { source: 'wx_client' } : { openid: as });
    if (error) throw new Error(`${name}: ${error.errCode} ${error.errMsg}`);
    return result;
  }

  invoke(name: string, event: unknown, caller: Caller): Promise<Invocation> {
    return this.backend.invoke(name, event, caller);
  }

  /** The timer function, as its trigger calls it. */
  async runTimer(): Promise<Record<string, number | 'failed'>> {
    const { result, error } = await this.invoke('timer', { Type: 'Timer', TriggerName: 'everyMinute', Time: new Date().toISOString() }, { source: 'wx_trigger' });
    if (error) throw new Error(error.errMsg);
    return result as Record<string, number | 'failed'>;
  }

  /** Pays in the sheet; the callback has been delivered when it resolves. */
  async pay(outTradeNo: string, outcome: Outcome = 'success'): Promise<string> {
    return (await this.control<{ errMsg: string }>('pay/settle', { outTradeNo, outcome })).errMsg;
  }

  /** WeChat Pay's callback with these fields, whatever its own books say. */
  async callback(fields: Record<string, unknown>): Promise<{ errcode: number; errmsg: string }> {
    const event = { returnCode: 'SUCCESS', resultCode: 'SUCCESS', transactionId: `4200${Date.now()}`, ...fields };
    const { result, error } = await this.invoke('payment', event, { source: 'wx_paycallback' });
    if (error) throw new Error(error.errMsg);
    return result as { errcode: number; errmsg: string };
  }

  stats(): Promise<DatabaseFigures> {
    return this.control<DatabaseFigures>('stats');
  }

  /** Database operations and documents looked at while `work` runs; nothing else may be under way. */
  async measure<T>(work: () => Promise<T>): Promise<{ result: T; operations: number; examined: number }> {
    const before = await this.stats();
    const result = await work();
    const after = await this.stats();
    return { result, operations: after.operations - before.operations, examined: after.examined - before.examined };
  }

  async control<T>(route: string, body: object = {}): Promise<T> {
    return (await this.backend.control(route, body)) as T;
  }

  /** Every document of a collection that matches; a MongoDB query. */
  async all<T>(collectionName: string, query: object = {}): Promise<T[]> {
    const found: T[] = [];
    for (;;) {
      const page = { queryType: 'WHERE', query: EJSON.stringify(query), offset: found.length, limit: READ_AT_ONCE };
      const reply = await this.backend.wire({ action: 'database.getDocument', collectionName, ...page });
      const list = reply.data.list as string[];
      found.push(...list.map((text) => parsed(text) as T));
      if (list.length < READ_AT_ONCE) return found;
    }
  }

  async one<T>(collectionName: string, _id: string): Promise<T> {
    const [found] = await this.all<T>(collectionName, { _id });
    if (found === undefined) throw new Error(`${collectionName} has no ${_id}`);
    return found;
  }

  async insert(collectionName: string, documents: { _id: string }[]): Promise<void> {
    if (documents.length === 0) return;
    await this.backend.wire({ action: 'database.insertDocument', collectionName, data: documents.map((document) => EJSON.stringify(document)) });
  }

  /** Sets fields of every document that matches. */
  async set(collectionName: string, query: object, fields: object): Promise<void> {
    const request = { queryType: 'WHERE', multi: true, merge: true, upsert: false, query: EJSON.stringify(query), data: EJSON.stringify({ $set: fields }) };
    await this.backend.wire({ action: 'database.modifyDocument', collectionName, ...request });
  }

  async remove(collectionName: string, query: object): Promise<void> {
    await this.backend.wire({ action: 'database.removeDocument', collectionName, queryType: 'WHERE', multi: true, query: EJSON.stringify(query) });
  }
}

async function startWithWorkers(options: Pick<CloudOptions, 'eager'>): Promise<Backend> {
  const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-shop-'));
  const data = openDataFolder(root);
  const logs: Omit<LogEntry, 'at'>[] = [];
  const cloud = await startCloud({ project: loadProject(PROJECT), data, port: 0, log: (entry) => logs.push(entry), timers: false, ...options });
  return workers(cloud, logs, data.token, async () => {
    await cloud.stop();
    data.close();
    rmSync(root, { recursive: true, force: true });
  });
}

function workers(cloud: Cloud, logs: Omit<LogEntry, 'at'>[], token: string, stop: () => Promise<void>): Backend {
  return {
    cloud,
    logs,
    stop,
    invoke: (name, event, caller) => cloud.invoke(name, event, caller),
    async control(route, body) {
      const url = `http://127.0.0.1:${cloud.port}/control/${route}`;
      const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
      const answer = (await response.json()) as { error?: string };
      if (!response.ok) throw new Error(`${route}: ${answer.error}`);
      return answer;
    },
    async wire(body) {
      const response = await fetch(cloud.url, { method: 'POST', body: JSON.stringify(body) });
      const reply = (await response.json()) as { code?: string; message?: string; data: Record<string, unknown> };
      if (reply.code) throw new Error(`${reply.code} ${reply.message}`);
      return reply;
    },
  };
}

/** Most documents have nothing but numbers that JSON does not have, and JSON is read many times faster. (Inside a text its quotes would be escaped.) */
function parsed(text: string): unknown {
  const plain = text.replace(/\{"\$number(?:Long|Int)":"(-?\d{1,15})"\}/g, '$1');
  return plain.includes('"$') ? EJSON.parse(text) : JSON.parse(plain);
}

/** The failure of an action that must be refused. */
export function refusal(reply: Reply<unknown>): Failure {
  if (reply.ok) throw new Error(`was not refused: ${JSON.stringify(reply.data)}`);
  return reply;
}
