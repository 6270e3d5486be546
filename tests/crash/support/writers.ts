/**
 * Writers that know what was acknowledged to them. Each does one thing after the other through the real SDK; when the cloud dies, at most
 * the thing that it was just doing is in doubt. After a restart each looks whether what it knows is there, and nothing else.
 */
import type { Chance } from './chance';

// The SDK's own types leave out half of what it does.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type LooseDatabase = any;

export interface Writer {
  name: string;
  /** One operation; resolves when it was acknowledged. */
  step(): Promise<void>;
  /** Throws if what is there is not what was acknowledged, with or without what is in doubt. */
  verify(): Promise<void>;
  /** What was acknowledged so far. */
  acknowledged: number;
}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`lost or wrong after a kill: ${what}`);
}

const kept = 25;
/** Most are short; some go over several pages of the file. */
const textFor = (n: number): string => `${n}:`.padEnd(n % 10 === 3 ? (n * 7919) % 6000 : n % 150, '小店');

/** Adds numbered notes, one or several at once, and removes the oldest: what is there is always one run of numbers. */
export class NoteWriter implements Writer {
  acknowledged = 0;
  private low = 0;
  private high = 0;
  /** Where low and high may be if the operation that was not answered was carried out. */
  private lowInDoubt = 0;
  private highInDoubt = 0;

  constructor(
    readonly name: string,
    private readonly db: LooseDatabase,
    private readonly chance: Chance,
  ) {}

  async step(): Promise<void> {
    const notes = this.db.collection('notes');
    if (this.high - this.low > kept * 2) {
      this.lowInDoubt = this.high - kept;
      await notes.where({ writer: this.name, n: this.db.command.lt(this.lowInDoubt) }).remove();
      this.low = this.lowInDoubt;
    } else {
      const count = this.chance.happens(0.2) ? this.chance.whole(2, 8) : 1;
      this.highInDoubt = this.high + count;
      const data = Array.from({ length: count }, (_, i) => ({ _id: `${this.name}-${this.high + i}`, writer: this.name, n: this.high + i, text: textFor(this.high + i) }));
      await notes.add({ data: count === 1 ? data[0] : data });
      this.high = this.highInDoubt;
    }
    this.acknowledged++;
  }

  async verify(): Promise<void> {
    const { data } = (await this.db.collection('notes').where({ writer: this.name }).orderBy('n', 'asc').limit(1000).get()) as { data: { _id: string; n: number; text: string }[] };
    const low = data[0]?.n ?? this.high;
    const high = (data.at(-1)?.n ?? this.high - 1) + 1;
    const shown = `${this.name} has ${low} to ${high}, acknowledged were ${this.low} to ${this.high}, in doubt ${this.lowInDoubt} to ${this.highInDoubt}`;
    demand(data.length === high - low, `${shown}; ${data.length} documents`);
    demand(low === this.low || (low > this.low && low <= this.lowInDoubt), shown);
    demand(high === this.high || (high > this.high && high <= this.highInDoubt), shown);
    for (const [i, { _id, n, text }] of data.entries()) demand(n === low + i && _id === `${this.name}-${n}` && text === textFor(n), `${_id} is ${n} with ${text?.length} characters`);
    [this.low, this.high, this.lowInDoubt, this.highInDoubt] = [low, high, low, high];
  }
}

/** Updates a counter only if it is what it was: the guard against selling too much. */
export class CounterWriter implements Writer {
  acknowledged = 0;
  private value = -1;
  private inDoubt = -1;

  constructor(
    readonly name: string,
    private readonly db: LooseDatabase,
  ) {}

  async step(): Promise<void> {
    const counters = this.db.collection('counters');
    this.inDoubt = this.value + 1;
    if (this.value < 0) await counters.add({ data: { _id: this.name, value: 0, double: 0 } });
    else {
      const { stats } = await counters
        .where({ _id: this.name, value: this.value })
        .update({ data: { value: this.db.command.inc(1), double: this.db.command.inc(2), at: this.db.serverDate() } });
      demand(stats.updated === 1, `${this.name} is not ${this.value}`);
    }
    this.value = this.inDoubt;
    this.acknowledged++;
  }

  async verify(): Promise<void> {
    const { data } = (await this.db.collection('counters').where({ _id: this.name }).get()) as { data: { value: number; double: number }[] };
    const { value, double } = data[0] ?? { value: -1, double: -2 };
    demand(value === this.value || value === this.inDoubt, `${this.name} is ${value}, acknowledged was ${this.value}, in doubt ${this.inDoubt}`);
    demand(data.length === 0 || double === value * 2, `${this.name}: half an update`);
    this.value = this.inDoubt = value;
  }
}

/** Adds and removes one document in turn; its code is taken in a unique index as long as it is there. */
export class SwitchWriter implements Writer {
  acknowledged = 0;
  private on = false;
  private inDoubt = false;

  constructor(
    readonly name: string,
    private readonly db: LooseDatabase,
  ) {}

  async step(): Promise<void> {
    const codes = this.db.collection('codes');
    this.inDoubt = !this.on;
    if (this.on) await codes.doc(this.name).remove();
    else await codes.add({ data: { _id: this.name, code: this.name } });
    this.on = this.inDoubt;
    this.acknowledged++;
  }

  async verify(): Promise<void> {
    const { data } = (await this.db.collection('codes').where({ code: this.name }).get()) as { data: object[] };
    const on = data.length === 1;
    demand(on === this.on || on === this.inDoubt, `${this.name} is ${on ? 'there' : 'not there'}`);
    const taken = await this.db.collection('codes').add({ data: { _id: `${this.name} again`, code: this.name } }).then(
      () => false,
      (error: { errMsg: string }) => error.errMsg.includes('E11000'),
    );
    demand(taken === on, `the code of ${this.name} is ${taken ? 'taken' : 'free'}`);
    if (!taken) await this.db.collection('codes').doc(`${this.name} again`).remove();
    this.on = this.inDoubt = on;
  }
}
