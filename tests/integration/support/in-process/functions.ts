/**
 * The project's cloud functions in this process: their own code with the real SDK, on the embedded database, WeChat Pay and open API. Nothing
 * goes on by itself: whoever directs says which of the requests that wait is carried out next, and what becomes of it.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CloudError } from '../../../../emulator/cloud/cloud-error';
import type { Clock } from '../../../../emulator/cloud/clock';
import type { Database } from '../../../../emulator/cloud/database';
import { callerEnv, functionEnv, platformEnv } from '../../../../emulator/cloud/environment';
import { readFunctionConfig } from '../../../../emulator/cloud/functions/config';
import type { FunctionService } from '../../../../emulator/cloud/functions/service';
import { Journal } from '../../../../emulator/cloud/journal';
import { MiniProgram } from '../../../../emulator/cloud/openapi/mini-program';
import { PhoneCodes } from '../../../../emulator/cloud/openapi/phone-codes';
import { OpenApiService } from '../../../../emulator/cloud/openapi/service';
import { Users } from '../../../../emulator/cloud/openapi/users';
import { payAction, PayService } from '../../../../emulator/cloud/pay/service';
import type { KnownCaller } from '../../../../emulator/cloud/callers';
import { DroppedReply } from '../../../../emulator/cloud/faults';
import { parseForm } from '../../../../emulator/cloud/wire/multipart';
import type { Caller, Invocation, Log } from '../../../../emulator/contracts';
import { type Exchange, inInstance, type Instance } from './instances';

export const surroundings = { url: 'http://127.0.0.1:9/admin', envId: 'local-env', appid: 'wx0000000000000000' };
export const platform = platformEnv(surroundings);

export const FUNCTIONS_ROOT = path.resolve(__dirname, '../../../../cloudfunctions');

type Main = (event: unknown, context: unknown) => Promise<unknown>;
const mains = new Map<string, { main: Main; openapi: string[] }>();

/** Each function of the project, loaded once. */
export function functionNames(): string[] {
  return readdirSync(FUNCTIONS_ROOT).filter((folder) => existsSync(path.join(FUNCTIONS_ROOT, folder, 'index.ts')));
}
function mainOf(name: string): { main: Main; openapi: string[] } | undefined {
  if (!mains.has(name) && functionNames().includes(name)) {
    const { main } = jest.requireActual<{ main: Main }>(path.join(FUNCTIONS_ROOT, name, 'index.ts'));
    mains.set(name, { main, openapi: readFunctionConfig(path.join(FUNCTIONS_ROOT, name)).openapi });
  }
  return mains.get(name);
}

export interface Call extends Instance {
  id: string;
  name: string;
  known: KnownCaller;
  dead: boolean;
  /** What went wrong in it on purpose; '' : nothing. */
  struck: string;
  /** Errors that it logged. */
  errors: string[];
  die(): void;
}
export interface Waiting {
  call: Call;
  exchange: Exchange;
}
export type Outcome = Invocation & { struck: string; errors: string[] };

export interface FunctionOptions {
  database: Database;
  /** Of WeChat Pay and its like. */
  clock: Clock;
  /** Of the functions. */
  now(): number;
  random(): number;
  /** For what WeChat knows of its users. */
  folder: string;
  log?: Log;
  /** Where a file can be fetched; null: it does not exist. Absent: there is no storage. */
  link?(fileId: string): string | null;
  /** What WeChat tells the mini program's server. Absent: nothing arrives. */
  announce?(event: string, message: Record<string, unknown>): Promise<void>;
  /** Stands around every request, as the cloud's own faults do. */
  around?<T>(action: string, parameters: Record<string, unknown>, from: KnownCaller, work: () => Promise<T>): Promise<T>;
}

/** In words for the trace; '' : nothing. */
export type Mishap = '' | 'dies before' | 'dies after' | 'connection breaks' | 'times out after all' | CloudError;

export class InProcessFunctions {
  readonly journal: Journal;
  readonly pay: PayService;
  readonly users: Users;
  readonly openapi: OpenApiService;
  readonly phoneCodes: PhoneCodes;
  requests: Waiting[] = [];
  sleepers: { until: number; wake: () => void }[] = [];
  /** Calls under way. */
  live = 0;
  /** Told when something can go on. */
  onWork: () => void = () => {};

  private readonly payHandler: ReturnType<typeof payAction>;
  private calls = 0;

  constructor(private readonly options: FunctionOptions) {
    const { clock, folder, log = () => {} } = options;
    this.journal = new Journal(log);
    const functions = { invoke: (name: string, event: unknown, caller: Caller) => this.call(name, event, caller) } as unknown as FunctionService;
    this.pay = new PayService({ file: ':memory:', appid: surroundings.appid, mchName: '小店', functions, clock, journal: this.journal });
    this.payHandler = payAction(this.pay);
    this.users = new Users(path.join(folder, 'users.json'), clock);
    const miniProgram = new MiniProgram(path.join(FUNCTIONS_ROOT, '../miniprogram'), () => null);
    this.phoneCodes = new PhoneCodes(clock);
    this.openapi = new OpenApiService({ appid: surroundings.appid, clock, phoneCodes: this.phoneCodes, users: this.users, pay: this.pay, miniProgram, announce: this.options.announce ?? (async () => {}), answered: () => {} }, this.journal);
    this.pay.start();
  }

  /** Resolves when the function has answered, or died. */
  call(name: string, event: unknown, caller: Caller): Promise<Outcome> {
    const found = mainOf(name);
    const id = `call-${++this.calls}`;
    if (!found) return Promise.resolve({ requestId: id, duration: 0, struck: '', errors: [], error: { errCode: -501000, errMsg: 'FunctionName parameter could not be found.' } });
    const action = typeof event === 'object' && event !== null && 'action' in event ? String(event.action) : '';
    this.live++;
    return new Promise<Outcome>((resolve) => {
      const end = (answer: Pick<Invocation, 'result' | 'error'>): void => {
        if (call.dead) return;
        call.dead = true;
        this.live--;
        this.onWork();
        resolve({ requestId: id, duration: 0, struck: call.struck, errors: call.errors, ...answer });
      };
      const call: Call = {
        id,
        name,
        known: { caller, call: { requestId: id, functionName: name, action, openapi: found.openapi, depth: 0 } },
        env: { ...platform, ...functionEnv(name, 256), ...callerEnv(surroundings, caller, id, id) },
        dead: false,
        struck: '',
        errors: [],
        now: this.options.now,
        random: this.options.random,
        log: (level, text) => {
          if (level === 'error') call.errors.push(text);
          this.journal.log({ level: level === 'log' ? 'info' : (level as 'error'), from: `function:${name}`, text, requestId: id });
        },
        send: (exchange) => {
          if (!call.dead) this.requests.push({ call, exchange });
          this.onWork();
        },
        sleep: (ms, wake) => {
          this.sleepers.push({ until: this.options.now() + ms, wake: () => call.dead || wake() });
          this.onWork();
        },
        die: () => end({ error: { errCode: -504002, errMsg: 'the process died' } }),
      };
      const input = inputOf(event, caller);
      this.onWork();
      void inInstance(call, () => found.main(input, { request_id: id })).then(
        (result) => end({ result: JSON.parse(JSON.stringify(result ?? null)) as unknown }),
        (error: unknown) => end({ error: { errCode: -504002, errMsg: String(error) } }),
      );
    });
  }

  /** Carries a request out, with this mishap, and answers it. */
  async carryOut({ call, exchange }: Waiting, strike: (action: string, parameters: Record<string, unknown>) => Mishap = () => ''): Promise<void> {
    const parameters = await readParameters(exchange);
    const action = String(parameters.action);
    const mishap = strike(action, parameters);
    if (mishap === 'dies before') return call.die();
    let answer: [Buffer, string] | null;
    if (mishap instanceof CloudError) answer = failed(mishap);
    else {
      const work = (): Promise<object | Buffer> => this.perform(action, parameters, call.known);
      answer = await (this.options.around ? this.options.around(action, parameters, call.known, work) : work()).then(answered, failed);
    }
    if (call.dead) return;
    if (mishap === 'dies after') call.die();
    else if (mishap === 'connection breaks' || answer === null) exchange.cut();
    else exchange.reply(...(mishap === 'times out after all' ? answered({ code: timedOut().code, message: timedOut().message }) : answer));
  }

  private perform(action: string, parameters: Record<string, unknown>, from: KnownCaller): Promise<object | Buffer> {
    if (action.startsWith('database.')) return this.options.database.handle(action, parameters);
    if (action === 'wx.wxPayApi') return this.payHandler(action, parameters, from);
    if (action === 'wx.openApi') return this.openapi.handle(action, parameters, from);
    if (action === 'storage.batchGetDownloadUrl' && this.options.link) return Promise.resolve({ data: { download_list: linksOf(parameters, this.options.link) } });
    // There is no storage here; the function hears so, as of any service that fails.
    return Promise.reject(new CloudError('INVALID_PARAM', `nothing in this process carries out ${action}`));
  }
}

function linksOf({ file_list: list }: Record<string, unknown>, link: (fileId: string) => string | null): object[] {
  return (list as { fileid: string }[]).map(({ fileid }) => {
    const url = link(fileid);
    return url === null ? { fileid, code: 'STORAGE_FILE_NONEXIST', download_url: '' } : { fileid, code: 'SUCCESS', download_url: url };
  });
}

export const timedOut = (): CloudError => new CloudError('DATABASE_REQUEST_FAILED', '[FailedOperation.Timeout] Execution request timeout');

/** As it arrives: through JSON, and with the user where a mini program calls. */
function inputOf(event: unknown, { openid, source = 'wx_client' }: Caller): unknown {
  const value: unknown = JSON.parse(JSON.stringify(event ?? {}));
  const isForm = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isForm && openid && source === 'wx_client' ? { ...value, userInfo: { appId: surroundings.appid, openId: openid } } : value;
}

function answered(reply: object | Buffer): [Buffer, string] {
  return Buffer.isBuffer(reply) ? [reply, 'application/octet-stream'] : [Buffer.from(JSON.stringify({ requestId: 'r', ...reply })), 'application/json; charset=utf-8'];
}
/** null: no answer at all. */
function failed(error: unknown): [Buffer, string] | null {
  if (error instanceof DroppedReply) return null;
  if (!(error instanceof CloudError)) throw error;
  return answered({ code: error.code, message: error.message });
}

async function readParameters({ body, contentType }: Exchange): Promise<Record<string, unknown>> {
  if (!contentType.startsWith('multipart/form-data')) return JSON.parse(body.toString()) as Record<string, unknown>;
  const fields = await parseForm(body, contentType);
  return Object.fromEntries(Object.entries(fields).map(([name, bytes]) => [name, name === 'requestData' || name === 'apiOptions' ? bytes : bytes.toString()]));
}
