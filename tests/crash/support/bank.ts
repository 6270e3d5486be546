/** Money that moves between accounts in transactions: none is made or lost, and every movement is written down or did not happen. */
import type { Chance } from './chance';
import type { LooseDatabase, Writer } from './writers';

const accounts = ['a', 'b', 'c', 'd', 'e'];
const start = 1000;

interface Movement {
  _id: string;
  from: string;
  to: string;
  amount: number;
}

/** Knows all movements of all its tellers. */
export class Bank {
  private readonly balances = new Map(accounts.map((account) => [account, start]));
  /** Acknowledged since the last check, and in doubt. */
  private done = new Map<string, Movement>();
  private readonly doubtful = new Map<string, Movement>();
  conflicts = 0;

  constructor(private readonly db: LooseDatabase) {}

  async open(): Promise<void> {
    for (const account of accounts) await this.db.collection('accounts').add({ data: { _id: account, balance: start } });
  }

  /** `way`: through runTransaction, by hand, or by hand and taken back at the end. True: the movement was acknowledged. */
  async move(movement: Movement, way: 'run' | 'by hand' | 'taken back'): Promise<boolean> {
    this.doubtful.set(movement._id, movement);
    try {
      await (way === 'run' ? this.db.runTransaction((transaction: LooseDatabase) => this.write(transaction, movement)) : this.byHand(movement, way === 'taken back'));
    } catch (error) {
      // The cloud is gone: nobody knows. Anything else was refused, and nothing of it may be found later.
      const { errMsg = '' } = error as { errMsg?: string };
      if (!/Transaction(Conflict|NotExist)/.test(errMsg)) throw error;
      this.conflicts++;
      this.doubtful.delete(movement._id);
      return false;
    }
    this.doubtful.delete(movement._id);
    if (way === 'taken back') return false;
    this.done.set(movement._id, movement);
    return true;
  }

  private async byHand(movement: Movement, giveUp: boolean): Promise<void> {
    const transaction = await this.db.startTransaction();
    await this.write(transaction, movement);
    await (giveUp ? transaction.rollback() : transaction.commit());
  }
  private async write(transaction: LooseDatabase, { _id, from, to, amount }: Movement): Promise<void> {
    const held = transaction.collection('accounts');
    const { data } = await held.doc(from).get();
    await held.doc(from).update({ data: { balance: data.balance - amount } });
    await transaction.collection('transfers').add({ data: { _id, from, to, amount } });
    await held.doc(to).update({ data: { balance: this.db.command.inc(amount) } });
  }

  async verify(): Promise<void> {
    const { data: written } = (await this.db.collection('transfers').limit(1000).get()) as { data: Movement[] };
    const { data: found } = (await this.db.collection('accounts').limit(100).get()) as { data: { _id: string; balance: number }[] };
    const ids = new Set(written.map(({ _id }) => _id));
    for (const id of this.done.keys()) if (!ids.has(id)) throw new Error(`lost or wrong after a kill: transfer ${id} was acknowledged and is gone`);
    for (const movement of written) {
      const known = this.done.get(movement._id) ?? this.doubtful.get(movement._id);
      if (JSON.stringify(known) !== JSON.stringify(movement)) throw new Error(`lost or wrong after a kill: transfer ${movement._id} was refused or is another one`);
      this.balances.set(movement.from, this.balances.get(movement.from)! - movement.amount);
      this.balances.set(movement.to, this.balances.get(movement.to)! + movement.amount);
    }
    const expected = [...this.balances].map(([account, balance]) => `${account} ${balance}`).join(', ');
    const actual = found.map(({ _id, balance }) => `${_id} ${balance}`).join(', ');
    if (actual !== expected) throw new Error(`lost or wrong after a kill: half a transaction; there is ${actual}, the transfers make ${expected}`);
    for (let i = 0; i < written.length; i += 20) {
      await this.db.collection('transfers').where({ _id: this.db.command.in(written.slice(i, i + 20).map(({ _id }) => _id)) }).remove();
    }
    this.done = new Map();
    this.doubtful.clear();
  }
}

export class Teller implements Writer {
  acknowledged = 0;
  private last = 0;

  constructor(
    readonly name: string,
    private readonly bank: Bank,
    private readonly chance: Chance,
    /** The first of the tellers checks for all. */
    private readonly checks: boolean,
  ) {}

  async step(): Promise<void> {
    const from = this.chance.one(accounts);
    const to = this.chance.one(accounts.filter((account) => account !== from));
    const movement = { _id: `${this.name}-${++this.last}`, from, to, amount: this.chance.whole(1, 50) };
    if (await this.bank.move(movement, this.chance.happens(0.1) ? 'taken back' : this.chance.one(['run', 'by hand']))) this.acknowledged++;
  }
  async verify(): Promise<void> {
    if (this.checks) await this.bank.verify();
  }
}
