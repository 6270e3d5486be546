/** Transactions of two clients in their interleavings, and with plain writes between. */
import { openClient, refusal, type Client } from './support';

let client: Client;
beforeEach(async () => {
  client = await openClient([{ name: 'accounts', indexes: [{ name: 'mail', keys: [['mail', 1]], unique: true }] }]);
  await client.add('accounts', [
    { _id: 'a', n: 100, mail: 'a@x' },
    { _id: 'b', n: 0, mail: 'b@x' },
  ]);
});

const conflict = { code: 'DATABASE_TRANSACTION_CONFLICT', message: expect.stringContaining('[ResourceUnavailable.TransactionConflict]') as string };
const missing = { code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining('[ResourceUnavailable.TransactionNotExist]') as string };
const read = async (id: string, transactionId?: string) => (await client.get('accounts', { _id: id }, { transactionId }))[0];
const inc = (id: string, by: number, transactionId?: string) =>
  client.update('accounts', { _id: id }, { $inc: { n: by } }, { multi: false, transactionId });
/** True when a promise has not settled although everything that can happen has happened. */
async function waits(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => (settled = true);
  promise.then(note, note);
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  return !settled;
}

test('own writes are seen inside, by others only after the commit', async () => {
  const t = await client.begin();
  await inc('a', -30, t);
  await client.add('accounts', { _id: 'c', n: 1, mail: 'c@x' }, t);
  expect((await read('a', t))!.n).toBe(70);
  expect(await read('c', t)).toMatchObject({ n: 1 });
  expect((await read('a'))!.n).toBe(100);
  expect(await read('c')).toBeUndefined();
  expect(await client.count('accounts')).toBe(2);
  await client.commit(t);
  expect((await read('a'))!.n).toBe(70);
  expect(await client.count('accounts')).toBe(3);
});

test('a rollback leaves nothing', async () => {
  const t = await client.begin();
  await inc('a', -30, t);
  await client.remove('accounts', { _id: 'b' }, { multi: false, transactionId: t });
  await client.add('accounts', { _id: 'c', mail: 'c@x' }, t);
  expect(await read('b', t)).toBeUndefined();
  await client.abort(t);
  expect(await client.get('accounts', {}, { order: { _id: 1 } })).toMatchObject([{ _id: 'a', n: 100 }, { _id: 'b' }]);
  expect(await refusal(inc('a', 1, t))).toEqual(missing);
  expect(await refusal(client.commit(t))).toEqual(missing);
});

test('reads come from the moment of the start', async () => {
  const t = await client.begin();
  await inc('a', 5);
  await client.remove('accounts', { _id: 'b' });
  await client.add('accounts', { _id: 'c', mail: 'c@x' });
  expect((await read('a', t))!.n).toBe(100);
  expect(await read('b', t)).toMatchObject({ n: 0 });
  expect(await read('c', t)).toBeUndefined();
  await client.abort(t);
});

test('the second writer is refused at its write and its transaction is over', async () => {
  const [first, second] = [await client.begin(), await client.begin()];
  await inc('b', 1, second);
  await inc('a', 1, first);
  expect(await refusal(inc('a', 10, second))).toEqual(conflict);
  expect(await refusal(client.commit(second))).toEqual(missing);
  await client.commit(first);
  expect(await read('a')).toMatchObject({ n: 101 });
  expect(await read('b')).toMatchObject({ n: 0 });
});

test.each<[string, () => Promise<unknown>, (t: string) => Promise<unknown>]>([
  ['updated', () => inc('a', 1), (t) => inc('a', 1, t)],
  ['removed', () => client.remove('accounts', { _id: 'a' }), (t) => client.set('accounts', 'a', { n: 1, mail: 'n@x' }, { transactionId: t })],
  ['added', () => client.add('accounts', { _id: 'c', mail: 'c@x' }), (t) => client.add('accounts', { _id: 'c', mail: 'd@x' }, t)],
])('a document that was %s after the start conflicts', async (_name, meanwhile, write) => {
  const t = await client.begin();
  await meanwhile();
  expect(await refusal(write(t))).toEqual(conflict);
});

test('a write that changes nothing is a write too', async () => {
  const [first, second] = [await client.begin(), await client.begin()];
  await client.update('accounts', { _id: 'a' }, { $set: { n: 100 } }, { multi: false, transactionId: first });
  expect(await refusal(inc('a', 1, second))).toEqual(conflict);
  await client.commit(first);
});

test('write skew is possible: only writes conflict', async () => {
  const [first, second] = [await client.begin(), await client.begin()];
  await read('b', first);
  await read('a', second);
  await inc('a', -100, first);
  await inc('b', 100, second);
  await client.commit(first);
  await client.commit(second);
  expect([await read('a'), await read('b')]).toMatchObject([{ n: 0 }, { n: 100 }]);
});

test('a plain write waits for the transaction that holds the document, then sees what it did', async () => {
  const t = await client.begin();
  await inc('a', -100, t);
  const guarded = client.update('accounts', { _id: 'a', n: { $gte: 1 } }, { $inc: { n: -1 } });
  const other = client.remove('accounts', { _id: 'a', n: 0 });
  expect(await waits(guarded)).toBe(true);
  await client.commit(t);
  expect(await guarded).toEqual({ updated: 0, upsert_id: null });
  expect(await other).toBe(0);
  expect(await read('a')).toMatchObject({ n: 0 });
});

test('and goes on as before when it is rolled back', async () => {
  const t = await client.begin();
  await client.add('accounts', { _id: 'c', n: 5, mail: 'c@x' }, t);
  const set = client.set('accounts', 'c', { n: 7, mail: 'c7@x' });
  const add = client.add('accounts', { _id: 'd', mail: 'c@x' });
  expect(await waits(Promise.race([set, add]))).toBe(true);
  await client.abort(t);
  expect(await set).toEqual({ updated: 0, upsert_id: 'c' });
  expect(await add).toEqual(['d']);
});

test('an upsert that waited for the document replaces it', async () => {
  const t = await client.begin();
  await client.add('accounts', { _id: 'c', n: 5, mail: 'c@x' }, t);
  const set = client.set('accounts', 'c', { n: 7, mail: 'c@x' });
  await client.commit(t);
  expect(await set).toEqual({ updated: 1, upsert_id: null });
});

describe('a unique index', () => {
  test('holds inside a transaction, against others and against its own writes', async () => {
    const t = await client.begin();
    expect(await refusal(client.add('accounts', { _id: 'c', mail: 'a@x' }, t))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('E11000 duplicate key error collection: tnt.accounts index: mail dup key: { mail: "a@x" }') as string,
    });
    expect(await refusal(client.commit(t))).toEqual(missing);
    const u = await client.begin();
    await client.add('accounts', { _id: 'c', mail: 'c@x' }, u);
    expect((await refusal(client.add('accounts', { _id: 'd', mail: 'c@x' }, u))).message).toContain('E11000');
  });

  test('conflicts between two transactions that add one key', async () => {
    const [first, second] = [await client.begin(), await client.begin()];
    await client.add('accounts', { _id: 'c', mail: 'new@x' }, first);
    expect(await refusal(client.add('accounts', { _id: 'd', mail: 'new@x' }, second))).toEqual(conflict);
    await client.commit(first);
  });

  test('a key that the transaction itself gave up can be taken, and a plain write waits for it', async () => {
    const t = await client.begin();
    await client.update('accounts', { _id: 'a' }, { $set: { mail: 'z@x' } }, { multi: false, transactionId: t });
    await client.update('accounts', { _id: 'b' }, { $set: { mail: 'a@x' } }, { multi: false, transactionId: t });
    const plain = client.add('accounts', { _id: 'c', mail: 'b@x' });
    expect(await waits(plain)).toBe(true);
    await client.commit(t);
    expect(await plain).toEqual(['c']);
    expect(await client.get('accounts', { mail: 'a@x' })).toMatchObject([{ _id: 'b' }]);
    expect(await client.get('accounts', { mail: 'z@x' })).toMatchObject([{ _id: 'a' }]);
  });
});

test('only doc(id) takes part', async () => {
  for (const query of [{ n: 100 }, { _id: 'a', n: 100 }, { _id: { $in: ['a'] } }, {}]) {
    const t = await client.begin();
    expect(await refusal(client.get('accounts', query, { transactionId: t }))).toMatchObject({ message: expect.stringContaining('single documents only') as string });
    expect(await refusal(client.update('accounts', query, { $inc: { n: 1 } }, { transactionId: await client.begin() }))).toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
    });
    expect(await refusal(client.remove('accounts', query, { transactionId: await client.begin() }))).toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' });
  }
});

test('an unknown transaction, and one of an impossible type', async () => {
  expect(await refusal(inc('a', 1, 'nobody'))).toEqual(missing);
  expect(await refusal(client.commit('nobody'))).toEqual(missing);
  expect(await refusal(client.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }, { transactionId: { $ne: null } }))).toMatchObject({ code: 'INVALID_PARAM' });
});

test('after 30 seconds it is over, and who waited goes on', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  try {
    const t = await client.begin();
    await inc('a', -1, t);
    const plain = inc('a', 5);
    jest.advanceTimersByTime(29_999);
    expect(await waits(plain)).toBe(true);
    jest.advanceTimersByTime(1);
    expect(await plain).toMatchObject({ updated: 1 });
    expect(await refusal(client.commit(t))).toEqual(missing);
    expect((await read('a'))!.n).toBe(105);
    expect(client.database.stats().openTransactions).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

test('old states are kept as long as a transaction may see them, and no longer', async () => {
  const first = await client.begin();
  await inc('a', 1);
  const second = await client.begin();
  await client.remove('accounts', { _id: 'b' });
  expect((await read('a', first))!.n).toBe(100);
  expect((await read('a', second))!.n).toBe(101);
  await client.abort(first);
  expect(await read('b', second)).toMatchObject({ n: 0 });
  await client.abort(second);
  expect(client.database.stats().collections.accounts!.documents).toBe(1);
  expect(await client.add('accounts', { _id: 'b', mail: 'b@x' })).toEqual(['b']);
});

test('money is neither made nor lost by 40 transfers at once', async () => {
  const transfer = async (): Promise<void> => {
    for (;;) {
      const t = await client.begin();
      try {
        const [from, to] = [await read('a', t), await read('b', t)];
        await client.update('accounts', { _id: 'a' }, { $set: { n: (from!.n as number) - 1 } }, { multi: false, transactionId: t });
        await client.update('accounts', { _id: 'b' }, { $set: { n: (to!.n as number) + 1 } }, { multi: false, transactionId: t });
        await client.commit(t);
        return;
      } catch (error) {
        expect(error).toMatchObject(conflict);
      }
    }
  };
  await Promise.all(Array.from({ length: 40 }, transfer));
  expect([await read('a'), await read('b')]).toMatchObject([{ n: 60 }, { n: 40 }]);
});
