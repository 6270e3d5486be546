/**
 * A cloud in this process whose every step is chosen: one seed decides which request is carried out next, which one fails, and where a process
 * dies. Time passes only when it is made to.
 */
import { collections } from '../../../../cloudfunctions/data/indexes';
import { useClock } from '../../../../cloudfunctions/kernel/clock';
import { CloudError } from '../../../../emulator/cloud/cloud-error';
import type { Clock } from '../../../../emulator/cloud/clock';
import { openDatabase, type Database } from '../../../../emulator/cloud/database';
import { transactionConflict } from '../../../../emulator/cloud/database/failures';
import type { PayService } from '../../../../emulator/cloud/pay/service';
import type { Caller } from '../../../../emulator/contracts';
import type { Chance } from '../in-process/chance';
import { InProcessFunctions, type Mishap, type Outcome, timedOut, type Waiting } from '../in-process/functions';
import { quiet } from '../in-process/instances';

export type { Outcome };
/** Any Monday; calls never see another clock. */
export const BEGINNING = Date.UTC(2031, 0, 6, 2);

/** How often, in a hundred operations, something goes wrong. */
export interface Mishaps {
  crash: number;
  failure: number;
}

/** Operations from one look to the next. */
const WATCHED = 60;

export class SimulatedCloud {
  readonly trace: string[] = [];
  readonly clock = new SimulatedClock(BEGINNING);
  mishaps: Mishaps = { crash: 0, failure: 0 };
  operations = 0;
  /** Told how each call ended that nobody waited for. */
  heard: (what: string, outcome: Outcome) => void = () => {};
  /** Asked after every so many operations. */
  watch: () => Promise<void> = async () => {};

  private readonly functions: InProcessFunctions;
  private readonly giveBackClock: () => void;

  private constructor(
    readonly database: Database,
    private readonly chance: Chance,
    folder: string,
  ) {
    const now = (): number => this.clock.now();
    this.giveBackClock = useClock(now);
    const link = (fileId: string): string => `https://files/${fileId.split('/').at(-1)!}`;
    const announce = (_event: string, message: Record<string, unknown>): Promise<void> => this.tell(message);
    this.functions = new InProcessFunctions({ database, clock: this.clock, now, random: () => this.chance.next(), folder, link, announce });
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

  get pay(): PayService {
    return this.functions.pay;
  }

  /** What WeChat knows of people. */
  get users(): InProcessFunctions['users'] {
    return this.functions.users;
  }

  /** Messages that WeChat sent for the shops. */
  get sent(): number {
    return this.functions.openapi.calls.filter(({ api, answer }) => api === 'subscribeMessage.send' && answer.includes('"errcode":0')).length;
  }

  /** What WeChat found out about a picture. */
  async tellVerdict(traceId: string, suggest: string): Promise<void> {
    this.heard('verdict', await this.functions.call('review', { MsgType: 'event', Event: 'wxa_media_check', trace_id: traceId, errcode: 0, result: { suggest } }, { source: 'wx_unknown' }));
  }

  /** Its news arrive once, twice, much later, or not at all. */
  private async tell({ trace_id: traceId, result }: Record<string, unknown>): Promise<void> {
    const tell = (): Promise<void> => this.tellVerdict(String(traceId), (result as { suggest: string }).suggest);
    if (this.chance.percent(10)) return;
    if (this.chance.percent(20)) this.clock.at(this.clock.now() + this.chance.below(90 * 60_000), () => void tell());
    if (this.chance.percent(75)) await tell();
  }

  all<T>(collection: string): T[] {
    return this.database.find(collection) as T[];
  }

  /** A call of a function. It goes on only while the director moves. */
  call(name: string, event: unknown, caller: Caller): Promise<Outcome> {
    return this.functions.call(name, event, caller);
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
      const idle = underway === 0 && this.functions.live === 0;
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
      else if (!(step?.alone && idle)) throw new Error(`nothing moves: ${underway} steps, ${this.functions.live} calls`);
    }
  }

  /** Until nothing is under way any more. One at a time: no step but one that is alone may ask for it. */
  async drain(): Promise<void> {
    for (;;) {
      await quiet();
      if (this.hasWork()) await this.move();
      else if (this.functions.live === 0) return;
      else throw new Error(`nothing moves: ${this.functions.live} calls`);
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
    const { requests, sleepers } = this.functions;
    return requests.length > 0 || sleepers.length > 0 || this.clock.isDue();
  }

  /** One thing happens: a request is carried out, a pause is over, WeChat Pay does what it planned. */
  private async move(): Promise<void> {
    const { requests, sleepers } = this.functions;
    const choice = this.chance.below(requests.length + sleepers.length + (this.clock.isDue() ? 1 : 0));
    if (choice < requests.length) return this.carryOut(requests.splice(choice, 1)[0]!);
    const [sleeper] = sleepers.splice(choice - requests.length, 1);
    if (!sleeper) return this.clock.runDue();
    this.clock.moveTo(sleeper.until);
    sleeper.wake();
  }

  private async carryOut(waiting: Waiting): Promise<void> {
    const { call } = waiting;
    // What a process sent before it died may arrive or not.
    if (call.dead && this.chance.percent(50)) return;
    this.clock.moveTo(this.clock.now() + 1 + this.chance.below(12));
    await this.functions.carryOut(waiting, (action, { collectionName, apiName }) => {
      const [words, mishap] = call.dead ? ['', '' as const] : this.mishap(action);
      call.struck ||= words;
      this.trace.push(`    ${call.id} ${call.name} ${action.replace('database.', '')} ${String(collectionName ?? apiName ?? '')}${words && ` !! ${words}`}`);
      return mishap;
    });
    if (++this.operations % WATCHED === 0) await this.watch();
  }

  /** In words, and what happens. */
  private mishap(action: string): [string, Mishap] {
    const named = (mishap: Mishap & string): [string, Mishap] => [mishap, mishap];
    if (this.chance.percent(this.mishaps.crash)) return named(this.chance.of(['dies before', 'dies after'] as const));
    if (!this.chance.percent(this.mishaps.failure)) return ['', ''];
    const refused = (words: string, error: CloudError): [string, Mishap] => [words, error];
    const ofAny = [() => named('connection breaks'), () => refused('fails', new CloudError('SYS_ERR', '[InternalError] failed on purpose'))];
    const ofDatabase = [
      () => refused('times out', timedOut()),
      () => named('times out after all'),
      () => refused('conflict', transactionConflict()),
      () => refused('busy', new CloudError('DATABASE_TRANSACTION_FAIL', '[ResourceUnavailable.TransactionBusy] Transaction is busy.')),
    ];
    return this.chance.of(action.startsWith('database.') ? [...ofAny, ...ofDatabase] : ofAny)();
  }
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
