/**
 * Two transactions in every order in which their steps can meet. What has to come out is said by a small model of snapshot isolation:
 * reads come from the start, own writes are seen, the second writer of a document is refused at its write.
 */
import { _, db, failure, fresh, type Loose, useService } from './support/service';

useService();

type Key = 'x' | 'y' | 'z';
type Step = ['start'] | ['read' | 'inc' | 'remove' | 'add', Key] | ['commit'] | ['abort'];
/** What a step answers: a value, how many it changed, or how it was refused. */
type Answer = number | null | 'ok' | 'conflict' | 'gone' | 'duplicate';

interface Open {
  snapshot: number;
  writes: Map<Key, number | null>;
}
/** What a service with snapshot isolation does. */
class Model {
  private time = 0;
  /** Committed values, oldest first. */
  private readonly history = new Map<Key, { at: number; value: number | null }[]>();
  private readonly open: (Open | null)[] = [null, null];

  constructor(values: Partial<Record<Key, number>>) {
    for (const [key, value] of Object.entries(values)) this.history.set(key as Key, [{ at: 0, value }]);
  }
  private latest(key: Key): { at: number; value: number | null } {
    return this.history.get(key)?.at(-1) ?? { at: 0, value: null };
  }
  value(key: Key): number | null {
    return this.latest(key).value;
  }
  private seen(own: Open, key: Key): number | null {
    if (own.writes.has(key)) return own.writes.get(key)!;
    return this.history.get(key)?.findLast(({ at }) => at <= own.snapshot)?.value ?? null;
  }
  private write(who: number, own: Open, key: Key, value: number | null): 'conflict' | null {
    const other = this.open[1 - who];
    if (!other?.writes.has(key) && this.latest(key).at <= own.snapshot) {
      own.writes.set(key, value);
      return null;
    }
    this.open[who] = null;
    return 'conflict';
  }

  step(who: number, [verb, key]: Step): Answer {
    if (verb === 'start') {
      this.open[who] = { snapshot: this.time, writes: new Map() };
      return 'ok';
    }
    const own = this.open[who];
    if (!own) return 'gone';
    if (verb === 'commit' || verb === 'abort') {
      this.open[who] = null;
      if (verb === 'abort' || own.writes.size === 0) return 'ok';
      this.time++;
      for (const [written, value] of own.writes) this.history.set(written, [...(this.history.get(written) ?? []), { at: this.time, value }]);
      return 'ok';
    }
    const now = this.seen(own, key!);
    if (verb === 'read') return now;
    if (verb === 'add') {
      if (now === null) return this.write(who, own, key!, 1) ?? 'ok';
      this.open[who] = null;
      return 'duplicate';
    }
    if (now === null) return 0;
    return this.write(who, own, key!, verb === 'inc' ? now + 1 : null) ?? 1;
  }
}

/** The same through the SDK. */
class Actual {
  private readonly transactions: Loose[] = [];
  constructor(private readonly collection: string) {}

  async step(who: number, [verb, key]: Step): Promise<Answer> {
    try {
      return await this.perform(who, verb, key);
    } catch (error) {
      const text = String((error as { errMsg?: string }).errMsg ?? (error as Error).message);
      if (text.includes('does not exist') && verb === 'read' && !text.includes('Transaction')) return null;
      if (text.includes('TransactionConflict')) return 'conflict';
      if (text.includes('TransactionNotExist')) return 'gone';
      if (text.includes('E11000')) return 'duplicate';
      throw error;
    }
  }
  private async perform(who: number, verb: Step[0], key?: Key): Promise<Answer> {
    if (verb === 'start') {
      this.transactions[who] = await db.startTransaction();
      return 'ok';
    }
    const transaction = this.transactions[who];
    if (verb === 'commit') await transaction.commit();
    else if (verb === 'abort') await transaction.rollback();
    else if (verb === 'add') await transaction.collection(this.collection).add({ data: { _id: key, n: 1 } });
    else {
      const document = transaction.collection(this.collection).doc(key);
      if (verb === 'read') return ((await document.get()) as { data: { n: number } }).data.n;
      if (verb === 'inc') return ((await document.update({ data: { n: _.inc(1) } })) as { stats: { updated: number } }).stats.updated;
      return ((await document.remove()) as { stats: { removed: number } }).stats.removed;
    }
    return 'ok';
  }
}

/** Every order of two sequences: who is next, step by step. */
function orders(a: number, b: number): number[][] {
  if (a === 0 || b === 0) return [[...Array<number>(a).fill(0), ...Array<number>(b).fill(1)]];
  return [...orders(a - 1, b).map((rest) => [0, ...rest]), ...orders(a, b - 1).map((rest) => [1, ...rest])];
}

const start: Step = ['start'];
const commit: Step = ['commit'];
test.each<[string, Step[], Step[], number]>([
  ['both count up one document', [start, ['read', 'x'], ['inc', 'x'], commit], [start, ['read', 'x'], ['inc', 'x'], commit], 70],
  ['each reads what the other writes', [start, ['read', 'y'], ['inc', 'x'], commit], [start, ['read', 'x'], ['inc', 'y'], commit], 70],
  ['they write two documents in opposite orders', [start, ['inc', 'x'], ['inc', 'y'], commit], [start, ['inc', 'y'], ['inc', 'x'], commit], 70],
  ['one gives up', [start, ['inc', 'x'], ['inc', 'y'], ['abort']], [start, ['read', 'x'], ['inc', 'x'], commit], 70],
  ['one removes what the other changes', [start, ['remove', 'x'], commit], [start, ['read', 'x'], ['inc', 'x'], commit], 35],
  ['one removes what the other reads twice', [start, ['remove', 'x'], commit], [start, ['read', 'x'], ['read', 'x'], commit], 35],
  ['both remove one document', [start, ['remove', 'x'], commit], [start, ['remove', 'x'], commit], 20],
  ['both add one id', [start, ['add', 'z'], commit], [start, ['read', 'z'], ['add', 'z'], commit], 35],
  ['one adds what the other wants to change', [start, ['add', 'z'], commit], [start, ['inc', 'z'], ['read', 'z'], commit], 35],
  ['one removes and adds again', [start, ['remove', 'x'], ['add', 'x'], commit], [start, ['inc', 'x'], commit], 35],
  ['one only reads', [start, ['inc', 'x'], ['inc', 'y'], commit], [start, ['read', 'x'], ['read', 'y'], commit], 70],
])('%s', async (_name, first, second, count) => {
  const all = orders(first.length, second.length);
  expect(all).toHaveLength(count);
  const wrong: string[] = [];
  for (const order of all) {
    const collection = await fresh([{ _id: 'x', n: 10 }, { _id: 'y', n: 20 }]);
    const [model, actual] = [new Model({ x: 10, y: 20 }), new Actual(collection)];
    const rest = [[...first], [...second]];
    const told: string[] = [];
    for (const who of order) {
      const step = rest[who]!.shift()!;
      const [expected, answer] = [model.step(who, step), await actual.step(who, step)];
      told.push(`${'AB'[who]} ${step.join(' ')}: ${answer}${answer === expected ? '' : ` instead of ${expected}`}`);
    }
    const { data } = (await db.collection(collection).get()) as { data: { _id: Key; n: number }[] };
    const left = Object.fromEntries(data.map(({ _id, n }) => [_id, n]));
    const expected = Object.fromEntries((['x', 'y', 'z'] as const).flatMap((key) => (model.value(key) === null ? [] : [[key, model.value(key)]])));
    if (JSON.stringify(Object.entries(left).sort()) !== JSON.stringify(Object.entries(expected).sort())) told.push(`left: ${JSON.stringify(left)} instead of ${JSON.stringify(expected)}`);
    if (told.some((line) => line.includes('instead of'))) wrong.push(told.join('; '));
  }
  expect(wrong).toEqual([]);
});

test('a plain write meets a transaction in every order: it waits for the document, and never gets lost', async () => {
  const steps = ['start', 'read', 'inc', 'commit'] as const;
  for (let at = 0; at <= steps.length; at++) {
    const collection = await fresh([{ _id: 'x', n: 10 }]);
    const actual = new Actual(collection);
    let plain: Promise<unknown> | null = null;
    let waited = false;
    const answers: Answer[] = [];
    for (const [i, verb] of [...steps, null].entries()) {
      if (i === at) {
        let done = false;
        plain = db.collection(collection).doc('x').update({ data: { n: _.mul(2) } }).then(() => (done = true));
        // The document is held from the transaction's write to its end; at all other times the plain write is answered.
        if (i === 3) {
          await db.collection(collection).doc('x').get();
          waited = !done;
        } else await plain;
      }
      if (verb === null) break;
      answers.push(await actual.step(0, verb === 'read' || verb === 'inc' ? [verb, 'x'] : [verb]));
    }
    await plain;
    const { n } = ((await db.collection(collection).doc('x').get()) as { data: { n: number } }).data;
    const expected: [Answer[], number, boolean][] = [
      [['ok', 20, 1, 'ok'], 21, false],
      [['ok', 10, 'conflict', 'gone'], 20, false],
      [['ok', 10, 'conflict', 'gone'], 20, false],
      [['ok', 10, 1, 'ok'], 22, true],
      [['ok', 10, 1, 'ok'], 22, false],
    ];
    expect([at, answers, n, waited]).toEqual([at, ...expected[at]!]);
  }
});

test('two transactions that want one key of a unique index, in every order', async () => {
  for (const order of orders(3, 3)) {
    const suffix = order.join('');
    const transactions: Loose[] = [];
    const done = [0, 0];
    const failed = [false, false];
    for (const who of order) {
      const step = done[who]!++;
      if (step === 0) transactions[who] = await db.startTransaction();
      else if (step === 1) {
        const add = transactions[who].collection('accounts').add({ data: { _id: `${suffix}-${who}`, mail: suffix } });
        failed[who] = await add.then(
          () => false,
          ({ errMsg }: { errMsg: string }) => /TransactionConflict|E11000/.test(errMsg),
        );
      } else if (failed[who]) expect((await failure(transactions[who].commit())).errMsg ?? 'gone').toBeDefined();
      else await transactions[who].commit();
    }
    const { total } = (await db.collection('accounts').where({ mail: suffix }).count()) as { total: number };
    expect([suffix, total, failed.filter(Boolean).length]).toEqual([suffix, 1, 1]);
  }
});
