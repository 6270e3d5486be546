/** Documents that are read from the disk again and again are the same as those that stay in memory: random work, on both. */
import path from 'node:path';
import fc from 'fast-check';
import type { CollectionDeclaration } from '../../../../emulator/cloud/database';
import { type Client, openClient, type Refusal, temporaryFolder } from './support';

const collections: CollectionDeclaration[] = [
  { name: 'things', indexes: [{ name: 'kind', keys: [['kind', 1], ['n', -1]] }, { name: 'tags', keys: [['tags', 1]] }, { name: 'code', keys: [['code', 1]], unique: true }] },
  { name: 'others' },
];

const id = fc.integer({ min: 0, max: 12 }).map((n) => `d${n}`);
const collection = fc.constantFrom('things', 'things', 'others');
const fields = fc.record({
  kind: fc.constantFrom('a', 'b', '小店', null),
  n: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0.5, -0, 1.7e12, NaN, new Date(3))),
  tags: fc.array(fc.constantFrom('x', 'y', '"\\\n'), { maxLength: 3 }),
  code: fc.integer({ min: 0, max: 40 }),
  text: fc.string({ maxLength: 200 }),
  'in"ner': fc.record({ kind: fc.constant('z'), n: fc.constant(1) }),
}, { requiredKeys: ['code'] });
const inTransaction = fc.boolean();
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), collection, id, fields, inTransaction }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), collection, id, fields, inTransaction }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('update' as const), collection, id, by: fc.integer({ min: -1, max: 1 }), inTransaction }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), collection, id, inTransaction }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('get' as const), collection, id, inTransaction }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('find' as const), collection, query: fc.constantFrom({}, { kind: 'a' }, { tags: 'x' }, { kind: { $in: ['b', null] }, n: { $gte: 1 } }, { code: 7 }, { text: { $regex: 'a' } }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sort' as const), collection }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('burst' as const), ids: fc.array(id, { minLength: 2, maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('begin' as const, 'commit' as const, 'abort' as const, 'reopen' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/** One database and what was begun on it. */
class Worker {
  private transaction: string | undefined;
  constructor(
    private client: Client,
    private readonly reopen: (() => Promise<Client>) | null,
  ) {}

  /** What came of it, in a form that can be compared. */
  async run(step: Action): Promise<unknown> {
    try {
      return await this.perform(step);
    } catch (error) {
      if (!('code' in (error as object))) throw error;
      // A refusal inside a transaction ends it.
      if ('inTransaction' in step && step.inTransaction) this.transaction = undefined;
      const { code, message } = error as Refusal;
      return { code, message };
    }
  }

  private async perform(step: Action): Promise<unknown> {
    const { client } = this;
    const transactionId = 'inTransaction' in step && step.inTransaction ? this.transaction : undefined;
    switch (step.do) {
      case 'add':
        return client.add(step.collection, { _id: step.id, ...step.fields }, transactionId);
      case 'set':
        return client.set(step.collection, step.id, step.fields, { transactionId });
      case 'update':
        return client.update(step.collection, { _id: step.id }, { $inc: { by: step.by }, $set: { kind: 'b' } }, { transactionId, multi: false });
      case 'remove':
        return client.remove(step.collection, { _id: step.id }, { transactionId, multi: false });
      case 'get':
        return client.get(step.collection, { _id: step.id }, { transactionId });
      case 'find':
        return (await client.get(step.collection, step.query)).map((document) => JSON.stringify(document)).sort();
      case 'sort':
        return client.get(step.collection, {}, { order: { kind: 1, n: -1, _id: 1 } });
      case 'burst':
        // Reads of some push others out while these are on their way to the disk.
        return Promise.all(
          step.ids.map(async (_id, i) => [await client.update('others', { _id }, { $inc: { by: i } }, { upsert: true, multi: false }), await client.get('others', { _id: step.ids[0] })]),
        );
      case 'begin':
        if (this.transaction) return null;
        this.transaction = await client.begin();
        return 'begun';
      case 'commit':
      case 'abort': {
        if (!this.transaction) return null;
        const transaction = this.transaction;
        this.transaction = undefined;
        return client[step.do](transaction);
      }
      case 'reopen':
        this.transaction = undefined;
        await client.abort('').catch(() => null);
        if (this.reopen) this.client = await this.reopen();
        return null;
    }
  }
  close(): Promise<void> {
    return this.client.database.close();
  }
}

test('with memory for next to nothing every answer is the same', async () => {
  const place = temporaryFolder();
  let runs = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (steps) => {
        const file = path.join(place.folder, `${++runs}.db`);
        const open = (): Promise<Client> => openClient(collections, file, { held: 300 });
        let onDisk = await open();
        const small = new Worker(onDisk, async () => {
          await onDisk.database.close();
          return (onDisk = await open());
        });
        const whole = new Worker(await openClient(collections), null);
        for (const step of steps) {
          if (step.do === 'reopen') for (const worker of [small, whole]) await worker.run({ do: 'abort' });
          const outcomes = Promise.all([small.run(step), whole.run(step)]);
          // A plain write may wait for what the transaction holds.
          let waits = true;
          void outcomes.then(() => (waits = false));
          // Between two turns of the event loop documents are dropped.
          for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
          if (waits) for (const worker of [small, whole]) await worker.run({ do: 'commit' });
          const [found, expected] = await outcomes;
          expect(found).toEqual(expected);
        }
        for (const worker of [small, whole]) await worker.run({ do: 'abort' });
        await small.close();
        await whole.close();
      }),
      { numRuns: 60 },
    );
  } finally {
    place.remove();
  }
}, 60_000);

test('what came after a transaction began stays unseen, also when it was dropped from memory', async () => {
  const place = temporaryFolder();
  try {
    const client = await openClient(collections, path.join(place.folder, 'database.db'), { held: 300 });
    await client.add('others', Array.from({ length: 20 }, (_, i) => ({ _id: `o${i}`, text: 'x'.repeat(100) })));
    await client.add('things', { _id: 'old', code: 1, n: 1 });
    const transactionId = await client.begin();
    await client.add('things', { _id: 'new', code: 2 });
    await client.update('things', { _id: 'old' }, { $set: { n: 2 } });
    for (let i = 0; i < 20; i++) {
      await client.get('others', { _id: `o${i}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.get('things', { _id: 'new' }, { transactionId })).toEqual([]);
    expect(await client.get('things', { _id: 'old' }, { transactionId })).toMatchObject([{ n: 1 }]);
    expect(await client.get('things', {})).toHaveLength(2);
    await client.database.close();
  } finally {
    place.remove();
  }
});

test('a scan, an index and an aggregation over more than fits', async () => {
  const place = temporaryFolder();
  const file = path.join(place.folder, 'database.db');
  try {
    const first = await openClient(collections, file);
    const count = 3000;
    await first.add('things', Array.from({ length: count }, (_, i) => ({ _id: `t${i}`, code: i, kind: `k${i % 7}`, n: i, tags: [`x${i % 3}`, 'y'], text: i === 1000 ? '大'.repeat(50_000) : `text ${i}` })));
    await first.remove('things', { _id: { $in: ['t5', 't600', 't2999'] } });
    await first.database.close();
    const client = await openClient([], file, { held: 2000 });
    expect(await client.count('things', { text: { $regex: '^t' } })).toBe(count - 4);
    expect(await client.count('things', { text: { $regex: '大大' } })).toBe(1);
    expect((await client.get('things', { kind: 'k3' }, { order: { n: -1 }, limit: 2 })).map(({ n }) => n)).toEqual([2998 - ((2998 - 3) % 7), 2998 - ((2998 - 3) % 7) - 7]);
    expect(await client.count('things', { tags: 'x2' })).toBe(Math.floor(count / 3) - 2);
    await client.update('things', { kind: 'k1' }, { $set: { kind: 'moved' } });
    expect(await client.aggregate('things', [{ $match: { kind: 'moved' } }, { $group: { _id: null, total: { $sum: 1 }, most: { $max: '$n' } } }])).toEqual([{ _id: null, total: 429, most: 2997 }]);
    expect((await client.get('things', { _id: 't1000' }))[0]!.text).toHaveLength(50_000);
    expect(await client.add('things', { _id: 'late', code: 5 })).toEqual(['late']);
    await expect(client.add('things', { code: 7 })).rejects.toThrow('index: code');
    await client.database.close();
    const again = await openClient([], file);
    expect(await again.count('things', { kind: 'moved' })).toBe(429);
    await again.database.close();
  } finally {
    place.remove();
  }
});
