/**
 * A cloud in this process whose every step is chosen: functions run with the real SDK, database and WeChat Pay are the embedded ones, and one
 * seed decides which request is carried out next, which one fails, and where a process dies. Time passes only when it is made to.
 */
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { collections } from '../../../../cloudfunctions/data/indexes';
import { useClock } from '../../../../cloudfunctions/kernel/clock';
import { CloudError } from '../../../../emulator/cloud/cloud-error';
import type { Clock } from '../../../../emulator/cloud/clock';
import { openDatabase, type Database } from '../../../../emulator/cloud/database';
import { transactionConflict } from '../../../../emulator/cloud/database/failures';
import { callerEnv, functionEnv, platformEnv } from '../../../../emulator/cloud/environment';
import { readFunctionConfig } from '../../../../emulator/cloud/functions/config';
import type { FunctionService } from '../../../../emulator/cloud/functions/service';
import { Journal } from '../../../../emulator/cloud/journal';
import { MiniProgram } from '../../../../emulator/cloud/openapi/mini-program';
import { PhoneCodes } from '../../../../emulator/cloud/openapi/phone-codes';
import { OpenApiService } from '../../../../emulator/cloud/openapi/service';
import { Users } from '../../../../emulator/cloud/openapi/users';
import { payAction, PayService } from '../../../../emulator/cloud/pay/service';
import { parseForm } from '../../../../emulator/cloud/wire/multipart';
import type { Caller, Invocation } from '../../../../emulator/contracts';
import type { Chance } from './chance';
import { type Exchange, inInstance, type Instance, quiet } from './instances';

export const surroundings = { url: 'http://127.0.0.1:9/admin', envId: 'local-env', appid: 'wx0000000000000000' };
export const platform = platformEnv(surroundings);
/** Any Monday; calls never see another clock. */
export const BEGINNING = Date.UTC(2031, 0, 6, 2);

type Main = (event: unknown, context: unknown) => Promise<unknown>;
const ROOT = path.resolve(__dirname, '../../../../cloudfunctions');
/** Every function of the project, its own code, loaded once. */
const mains = new Map<string, { main: Main; openapi: string[] }>();
function mainOf(name: string): { main: Main; openapi: string[] } {
  if (mains.size === 0) {
    for (const folder of readdirSync(ROOT)) {
      if (!existsSync(path.join(ROOT, folder, 'index.ts'))) continue;
      const { main } = jest.requireActual<{ main: Main }>(path.join(ROOT, folder, 'index.ts'));
      mains.set(folder, { main, openapi: readFunctionConfig(path.join(ROOT, folder)).openapi });
    }
  }
  return mains.get(name)!;
}

/** How often, in a hundred operations, something goes wrong. */
export interface Mishaps {
  crash: number;
  failure: number;
}

interface Call extends Instance {
  id: string;
  name: string;
  caller: Caller;
  openapi: string[];
  dead: boolean;
  /** What went wrong in it on purpose; '' : nothing. */
  struck: string;
  /** Errors that it logged. */
  errors: string[];
  die(): void;
}
interface Waiting {
  call: Call;
  exchange: Exchange;
}

export type Outcome = Invocation & { struck: string; errors: string[] };

export class SimulatedCloud {
  readonly trace: string[] = [];
  readonly clock: SimulatedClock;
  readonly pay: PayService;
  mishaps: Mishaps = { crash: 0, failure: 0 };
  operations = 0;
  /** Asked after every so many operations. */
  watch: () => void = () => {};

  private readonly openapi: OpenApiService;
  private readonly payHandler: ReturnType<typeof payAction>;
  private requests: Waiting[] = [];
  private sleepers: { until: number; wake: () => void }[] = [];
  private live = 0;
  private calls = 0;
  private readonly giveBackClock: () => void;

  private constructor(
    readonly database: Database,
    private readonly chance: Chance,
    folder: string,
  ) {
    const journal = new Journal(() => {});
    this.clock = new SimulatedClock(BEGINNING);
    this.giveBackClock = useClock(() => this.clock.now());
    const functions = { invoke: (name: string, event: unknown, caller: Caller) => this.call(name, event, caller) } as unknown as FunctionService;
    this.pay = new PayService({ file: ':memory:', appid: surroundings.appid, mchName: '小店', functions, clock: this.clock, journal });
    this.payHandler = payAction(this.pay);
    const users = new Users(path.join(folder, 'users.json'), this.clock);
    const miniProgram = new MiniProgram(path.join(ROOT, '../miniprogram'), () => null);
    this.openapi = new OpenApiService({ appid: surroundings.appid, clock: this.clock, phoneCodes: new PhoneCodes(this.clock), users, pay: this.pay, miniProgram, announce: () => {} } as never, journal);
    this.pay.start();
  }

  static async open(documents: Record<string, { _id: string }[]>, chance: Chance, folder: string): Promise<SimulatedCloud> {
    const cloud = new SimulatedCloud(await openDatabase({ file: ':memory:', collections }), chance, folder);
    for (const [name, list] of Object.entries(documents)) await cloud.database.insertMissing(name, list);
    return cloud;
  }

  async close(): Promise<void> {
    this.giveBackClock();
    await this.pay.stop();
    await this.database.close();
  }

  now(): number {
    return this.clock.now();
  }

  all<T>(collection: string): T[] {
    return this.database.find(collection) as T[];
  }

  /** A call of a function. It goes on only while the director moves. */
  call(name: string, event: unknown, caller: Caller): Promise<Outcome> {
    const { main, openapi } = mainOf(name);
    const id = `call-${++this.calls}`;
    const env = { ...platform, ...functionEnv(name, 256), ...callerEnv(surroundings, caller, id, id) };
    this.live++;
    return new Promise<Outcome>((resolve) => {
      const end = (answer: Pick<Invocation, 'result' | 'error'>): void => {
        if (call.dead) return;
        call.dead = true;
        this.live--;
        resolve({ requestId: id, duration: 0, struck: call.struck, errors: call.errors, ...answer });
      };
      const call: Call = {
        id,
        name,
        caller,
        openapi,
        env,
        dead: false,
        struck: '',
        errors: [],
        now: () => this.clock.now(),
        random: () => this.chance.next(),
        log: (level, text) => void (level === 'error' && call.errors.push(text)),
        send: (exchange) => void (call.dead || this.requests.push({ call, exchange })),
        sleep: (ms, wake) => void this.sleepers.push({ until: this.clock.now() + ms, wake: () => call.dead || wake() }),
        die: () => end({ error: { errCode: -504002, errMsg: 'the process died' } }),
      };
      const withUser = caller.openid && typeof event === 'object' ? { ...event, userInfo: { appId: surroundings.appid, openId: caller.openid } } : event;
      const input: unknown = JSON.parse(JSON.stringify(withUser ?? {}));
      void inInstance(call, () => main(input, { request_id: id })).then(
        (result) => end({ result: JSON.parse(JSON.stringify(result ?? null)) as unknown }),
        (error: unknown) => end({ error: { errCode: -504002, errMsg: String(error) } }),
      );
    });
  }

  /** Works through `steps`, at most `lanes` of them at a time, in an order that chance makes. */
  async run(steps: readonly { alone: boolean; work: () => Promise<void> }[], lanes: number): Promise<void> {
    let next = 0;
    let underway = 0;
    let failure: unknown;
    const begin = (): void => {
      const { work } = steps[next++]!;
      underway++;
      work()
        .catch((error: unknown) => (failure ??= error))
        .finally(() => underway--);
    };
    for (;;) {
      await quiet();
      if (failure) throw failure;
      const step = steps[next];
      const idle = underway === 0 && this.live === 0;
      if (step?.alone && idle && !this.hasWork()) {
        next++;
        await step.work();
        continue;
      }
      const mayBegin = step !== undefined && !step.alone && underway < lanes;
      // Somebody comes along about as often as something is carried out.
      if (mayBegin && (!this.hasWork() || this.chance.percent(25))) begin();
      else if (this.hasWork()) await this.move();
      else if (next === steps.length && idle) return;
      else if (!(step?.alone && idle)) throw new Error(`nothing moves: ${underway} steps, ${this.live} calls`);
    }
  }

  /** Until nothing is under way any more. One at a time: no step but one that is alone may ask for it. */
  async drain(): Promise<void> {
    for (;;) {
      await quiet();
      if (this.hasWork()) await this.move();
      else if (this.live === 0) return;
      else throw new Error(`nothing moves: ${this.live} calls`);
    }
  }

  /** Time passes; what falls due in it happens. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (let due = this.clock.next(); due !== null && due <= until; due = this.clock.next()) {
      this.clock.moveTo(due);
      await this.drain();
    }
    this.clock.moveTo(until);
  }

  private hasWork(): boolean {
    return this.requests.length > 0 || this.sleepers.length > 0 || this.clock.isDue();
  }

  /** One thing happens: a request is carried out, a pause is over, WeChat Pay does what it planned. */
  private async move(): Promise<void> {
    const { requests, sleepers } = this;
    const choice = this.chance.below(requests.length + sleepers.length + (this.clock.isDue() ? 1 : 0));
    if (choice < requests.length) return this.carryOut(requests.splice(choice, 1)[0]!);
    const sleeper = sleepers[choice - requests.length];
    if (sleeper) {
      sleepers.splice(choice - requests.length, 1);
      this.clock.moveTo(sleeper.until);
      sleeper.wake();
    } else this.clock.runDue();
  }

  private async carryOut({ call, exchange }: Waiting): Promise<void> {
    // What a process sent before it died may arrive or not.
    if (call.dead && this.chance.percent(50)) return;
    this.clock.moveTo(this.clock.now() + 1 + this.chance.below(12));
    const parameters = await readParameters(exchange);
    const action = String(parameters.action);
    const label = `${call.id} ${call.name} ${action.replace('database.', '')} ${String(parameters.collectionName ?? parameters.apiName ?? '')}`;
    const mishap = call.dead ? '' : this.mishap(action);
    if (mishap !== '') call.struck ||= mishap;
    this.trace.push(mishap === '' ? `    ${label}` : `    ${label} !! ${mishap}`);
    if (mishap === 'dies before') return call.die();
    const refused = refusals[mishap];
    const answer = refused ? failed(refused()) : await this.perform(action, parameters, call).then(answered, failed);
    if (++this.operations % 60 === 0) this.watch();
    if (call.dead) return;
    if (mishap === 'dies after') call.die();
    else if (mishap === 'connection breaks') exchange.cut();
    else if (mishap === 'times out after all') exchange.reply(...failed(timeout()));
    else exchange.reply(...answer);
  }

  private mishap(action: string): string {
    if (this.chance.percent(this.mishaps.crash)) return this.chance.of(['dies before', 'dies after']);
    if (!this.chance.percent(this.mishaps.failure)) return '';
    return this.chance.of(action.startsWith('database.') ? ['connection breaks', 'times out', 'times out after all', 'conflict', 'busy', 'fails'] : ['connection breaks', 'fails']);
  }

  private perform(action: string, parameters: Record<string, unknown>, { caller, id, name, openapi }: Call): Promise<object | Buffer> {
    if (action.startsWith('database.')) return this.database.handle(action, parameters);
    const from = { caller, call: { requestId: id, functionName: name, action: '', openapi, depth: 0 } };
    if (action === 'wx.wxPayApi') return this.payHandler(action, parameters, from);
    if (action === 'wx.openApi') return this.openapi.handle(action, parameters, from);
    throw new Error(`nothing carries out ${action}`);
  }
}

const timeout = () => new CloudError('DATABASE_REQUEST_FAILED', '[FailedOperation.Timeout] Execution request timeout');
const refusals: Record<string, () => CloudError> = {
  conflict: transactionConflict,
  busy: () => new CloudError('DATABASE_TRANSACTION_FAIL', '[ResourceUnavailable.TransactionBusy] Transaction is busy.'),
  'times out': timeout,
  fails: () => new CloudError('SYS_ERR', '[InternalError] failed on purpose'),
};

function answered(reply: object | Buffer): [Buffer, string] {
  return Buffer.isBuffer(reply) ? [reply, 'application/octet-stream'] : [Buffer.from(JSON.stringify({ requestId: 'r', ...reply })), 'application/json; charset=utf-8'];
}
function failed(error: unknown): [Buffer, string] {
  if (!(error instanceof CloudError)) throw error;
  return answered({ code: error.code, message: error.message });
}

async function readParameters({ body, contentType }: Exchange): Promise<Record<string, unknown>> {
  if (!contentType.startsWith('multipart/form-data')) return JSON.parse(body.toString()) as Record<string, unknown>;
  const fields = await parseForm(body, contentType);
  return Object.fromEntries(Object.entries(fields).map(([name, bytes]) => [name, name === 'requestData' || name === 'apiOptions' ? bytes : bytes.toString()]));
}

/** Time that stands still unless it is moved. */
class SimulatedClock implements Clock {
  private appointments: { time: number; task: () => void | Promise<void> }[] = [];

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }
  moveTo(time: number): void {
    this.time = Math.max(this.time, time);
  }
  at(time: number, task: () => void | Promise<void>): () => void {
    const appointment = { time, task };
    this.appointments.push(appointment);
    return () => {
      this.appointments = this.appointments.filter((other) => other !== appointment);
    };
  }
  next(): number | null {
    return this.appointments.length === 0 ? null : Math.min(...this.appointments.map(({ time }) => time));
  }
  isDue(): boolean {
    return this.appointments.some(({ time }) => time <= this.time);
  }
  /** The earliest one; it goes on while the director moves. */
  runDue(): void {
    const first = this.next();
    const due = this.appointments.find(({ time }) => time === first)!;
    this.appointments = this.appointments.filter((other) => other !== due);
    void due.task();
  }
  advance(): Promise<void> {
    throw new Error('the director moves the time');
  }
  stop(): void {
    this.appointments = [];
  }
}
