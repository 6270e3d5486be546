/** Transactions through the SDK: what they promise, what ends them, and the traps of the real service, kept. */
import { _, all, db, failure, fresh, type Loose, one, useService } from './support/service';

const service = useService();

const conflict = '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.';
const gone = '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.';

let collection: string;
beforeEach(async () => {
  collection = await fresh([{ _id: 'a', n: 100 }, { _id: 'b', n: 0 }]);
});
const inside = (transaction: Loose, id: string | number): Loose => transaction.collection(collection).doc(id);

describe('runTransaction()', () => {
  test('gives what the callback gives', async () => {
    const result = await db.runTransaction(async (transaction: Loose) => {
      await inside(transaction, 'a').update({ data: { n: _.inc(-30) } });
      await inside(transaction, 'b').update({ data: { n: _.inc(30) } });
      return { moved: 30 };
    });
    expect(result).toEqual({ moved: 30 });
    expect(await all(collection)).toEqual([{ _id: 'a', n: 70 }, { _id: 'b', n: 30 }]);
  });
  test('takes back everything when the callback throws, and throws the same', async () => {
    const own = new Error('mine');
    expect(await failure(db.runTransaction(async (transaction: Loose) => {
      await inside(transaction, 'a').update({ data: { n: 0 } });
      await transaction.collection(collection).add({ data: { _id: 'c' } });
      await inside(transaction, 'b').remove();
      throw own;
    }))).toBe(own);
    expect(await all(collection)).toEqual([{ _id: 'a', n: 100 }, { _id: 'b', n: 0 }]);
  });
  test('rollback(reason) makes it reject with the reason', async () => {
    expect(await failure(db.runTransaction(async (transaction: Loose) => {
      await inside(transaction, 'a').update({ data: { n: 0 } });
      await transaction.rollback({ why: 'no' });
    }))).toEqual({ why: 'no' });
    expect(await one(collection, 'a')).toEqual({ _id: 'a', n: 100 });
  });
  test('trap: a conflict is not tried again, although the SDK means to', async () => {
    let runs = 0;
    const error = await failure(db.runTransaction(async (transaction: Loose) => {
      runs++;
      await inside(transaction, 'a').get();
      await db.collection(collection).doc('a').update({ data: { n: _.inc(1) } });
      await inside(transaction, 'a').update({ data: { n: _.inc(1) } });
    }, 3));
    expect(runs).toBe(1);
    expect(error).toMatchObject({ errCode: -501001, errMsg: expect.stringContaining(`document.update:fail -501001 resource system error. ${conflict}`) as string });
    expect(error.code).toBeUndefined();
    expect(await one(collection, 'a')).toEqual({ _id: 'a', n: 101 });
  });
  test('only a conflict that the commit raises is tried again', async () => {
    let runs = 0;
    const error = await failure(db.runTransaction(async () => {
      runs++;
      throw Object.assign(new Error('as if by the commit'), { code: 'DATABASE_TRANSACTION_CONFLICT' });
    }, 3));
    expect(runs).toBe(4);
    expect(error.code).toBe('DATABASE_TRANSACTION_CONFLICT');
  });
});

describe('startTransaction()', () => {
  test('own writes are seen inside and not outside, until the commit', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'a').update({ data: { n: 1 } });
    await transaction.collection(collection).add({ data: { _id: 'c', n: 3 } });
    await inside(transaction, 'b').remove();
    expect((await inside(transaction, 'a').get()).data).toEqual({ _id: 'a', n: 1 });
    expect((await inside(transaction, 'c').get()).data).toEqual({ _id: 'c', n: 3 });
    expect((await failure(inside(transaction, 'b').get())).errMsg).toBe('document.get:fail document with _id b does not exist');
    expect(await all(collection)).toEqual([{ _id: 'a', n: 100 }, { _id: 'b', n: 0 }]);
    await transaction.commit();
    expect(await all(collection)).toEqual([{ _id: 'a', n: 1 }, { _id: 'c', n: 3 }]);
  });
  test('reads are those of the start', async () => {
    const transaction = await db.startTransaction();
    await db.collection(collection).doc('a').update({ data: { n: 1 } });
    await db.collection(collection).add({ data: { _id: 'c' } });
    expect((await inside(transaction, 'a').get()).data).toEqual({ _id: 'a', n: 100 });
    expect((await failure(inside(transaction, 'c').get())).errMsg).toContain('does not exist');
    await transaction.rollback();
  });
  test('what it answers', async () => {
    const transaction = await db.startTransaction();
    expect(await transaction.collection(collection).add({ data: { _id: 'c' } })).toEqual({ _id: 'c', errMsg: 'collection.add:ok' });
    expect(await inside(transaction, 'a').update({ data: { n: 5 } })).toEqual({ stats: { updated: 1 }, errMsg: 'document.update:ok' });
    expect(await inside(transaction, 'a').update({ data: { n: 5 } })).toEqual({ stats: { updated: 0 }, errMsg: 'document.update:ok' });
    expect(await inside(transaction, 'none').update({ data: { n: 5 } })).toEqual({ stats: { updated: 0 }, errMsg: 'document.update:ok' });
    expect(await inside(transaction, 'b').remove()).toEqual({ stats: { removed: 1 }, errMsg: 'document.remove:ok' });
    expect(await inside(transaction, 'b').remove()).toEqual({ stats: { removed: 0 }, errMsg: 'document.remove:ok' });
    expect(await transaction.collection(collection).add({ data: [{ _id: 'd' }, { _id: 'e' }] })).toEqual({ _ids: ['d', 'e'], errMsg: 'collection.add:ok' });
    await transaction.commit();
    expect((await all(collection)).map(({ _id }) => _id)).toEqual(['a', 'c', 'd', 'e']);
  });
  test('trap: doc.set reports created: 0 also for a document that it creates', async () => {
    const transaction = await db.startTransaction();
    expect((await inside(transaction, 'new').set({ data: { n: 1 } })).stats).toEqual({ created: 0, updated: 0 });
    expect((await inside(transaction, 'a').set({ data: { n: 1 } })).stats).toEqual({ created: 0, updated: 1 });
    await transaction.commit();
    expect(await one(collection, 'new')).toEqual({ _id: 'new', n: 1 });
  });
  test('an id that is a number', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection(collection).add({ data: { _id: 7, n: 1 } });
    await inside(transaction, 7).update({ data: { n: _.inc(1) } });
    await transaction.commit();
    expect(await one(collection, 7)).toEqual({ _id: 7, n: 2 });
  });
  test('a field is computed from the own write', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'a').update({ data: { n: _.inc(1) } });
    await inside(transaction, 'a').update({ data: { n: _.mul(2), tags: _.push(['x']) } });
    await inside(transaction, 'a').update({ data: { tags: _.push(['y']) } });
    await transaction.commit();
    expect(await one(collection, 'a')).toEqual({ _id: 'a', n: 202, tags: ['x', 'y'] });
  });
  test('a refused write ends it', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'b').update({ data: { n: 1 } });
    expect((await failure(inside(transaction, 'a').update({ data: { 'n.x': 1 } }))).errMsg).toContain("Cannot create field 'x' in element {n: 100}");
    expect((await failure(transaction.commit()))).toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining(gone) as string });
    expect(await one(collection, 'b')).toEqual({ _id: 'b', n: 0 });
  });
  test.each<[string, (transaction: Loose) => Promise<unknown>, RegExp]>([
    ['get', (transaction) => inside(transaction, 'a').get(), /^document\.get:fail -501001 resource system error\. /],
    ['update', (transaction) => inside(transaction, 'a').update({ data: { n: 1 } }), /^document\.update:fail -501001 resource system error\. /],
    ['set', (transaction) => inside(transaction, 'a').set({ data: { n: 1 } }), /^document\.set:fail -501001 resource system error\. /],
    ['remove', (transaction) => inside(transaction, 'a').remove(), /^document\.remove:fail -501001 resource system error\. /],
    ['add', (transaction) => transaction.collection(collection).add({ data: {} }), /^collection\.add:fail -501001 resource system error\. /],
  ])('%s after the end', async (_name, operation, form) => {
    const transaction = await db.startTransaction();
    await transaction.commit();
    const { errCode, errMsg } = await failure(operation(transaction));
    expect([errCode, errMsg]).toEqual([-501001, expect.stringContaining(gone) as string]);
    expect(errMsg).toMatch(form);
  });
  test.each(['commit', 'rollback'])('%s after the end: the code of the service, not mapped', async (name) => {
    const transaction = await db.startTransaction();
    await transaction.rollback();
    const error = await failure(transaction[name]());
    expect(error).toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining(gone) as string });
    expect(error.errCode).toBeUndefined();
  });
  test('after 30 seconds it is over, and who waited for it goes on', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'a').update({ data: { n: 0 } });
    let waiting = true;
    const plain = db.collection(collection).doc('a').update({ data: { n: _.inc(1) } }).then(() => (waiting = false));
    await service.cloud.control('clock', { advance: 29_000 });
    expect((await inside(transaction, 'a').get()).data).toEqual({ _id: 'a', n: 0 });
    expect(waiting).toBe(true);
    await service.cloud.control('clock', { advance: 1500 });
    await plain;
    expect((await failure(transaction.commit())).code).toBe('DATABASE_TRANSACTION_FAIL');
    expect(await one(collection, 'a')).toEqual({ _id: 'a', n: 101 });
  });
  test('a hundred at once over one document: each committed one counts', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, () =>
      db.runTransaction(async (transaction: Loose) => {
        const { n } = (await inside(transaction, 'b').get()).data as { n: number };
        await inside(transaction, 'b').update({ data: { n: n + 1 } });
      }).then(() => 1, (error: { errMsg: string }) => (expect(error.errMsg).toContain('TransactionConflict'), 0))));
    const committed = (outcomes as number[]).reduce((sum, n) => sum + n, 0);
    expect(committed).toBeGreaterThan(0);
    expect(await one(collection, 'b')).toEqual({ _id: 'b', n: committed });
  });
});

describe('only single documents take part', () => {
  test('where().get() is refused, and says why', async () => {
    const transaction = await db.startTransaction();
    const { errCode, errMsg } = await failure(transaction.collection(collection).where({ n: 100 }).get());
    expect([errCode, errMsg]).toEqual([-501001, expect.stringContaining('A transaction works on single documents only') as string]);
  });
  test('a list of everything is refused', async () => {
    const transaction = await db.startTransaction();
    expect((await failure(transaction.collection(collection).limit(1).get())).errMsg).toContain('single documents only');
  });
  test.each<[string, (transaction: Loose) => Promise<unknown>, object[]]>([
    ['update', (transaction) => transaction.collection(collection).where({ _id: 'a' }).update({ data: { n: 1 } }), [{ _id: 'a', n: 1 }, { _id: 'b', n: 0 }]],
    ['remove', (transaction) => transaction.collection(collection).where({ _id: 'a' }).remove(), [{ _id: 'b', n: 0 }]],
  ])('trap: where().%s runs outside and survives the rollback', async (_name, write, left) => {
    const transaction = await db.startTransaction();
    await write(transaction);
    await transaction.rollback();
    expect(await all(collection)).toEqual(left);
  });
  test('trap: where().count() sees what is committed, not what the transaction wrote', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'a').remove();
    expect((await transaction.collection(collection).where({}).count()).total).toBe(2);
    await transaction.rollback();
  });
  test('trap: a where().update() of a document that the transaction holds waits for its own transaction', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction, 'a').update({ data: { n: 1 } });
    let done = false;
    const outside = transaction.collection(collection).where({ _id: 'a' }).update({ data: { n: _.inc(5) } }).then(() => (done = true));
    expect((await inside(transaction, 'a').get()).data).toEqual({ _id: 'a', n: 1 });
    expect(done).toBe(false);
    await transaction.commit();
    await outside;
    expect(await one(collection, 'a')).toEqual({ _id: 'a', n: 6 });
  });
});

describe('unique indexes', () => {
  test('hold inside', async () => {
    await db.collection('codes').add({ data: { _id: 'taken', code: 'c1' } });
    const transaction = await db.startTransaction();
    expect((await failure(transaction.collection('codes').add({ data: { code: 'c1' } }))).errMsg).toContain('E11000 duplicate key error collection: tnt.codes index: code dup key: { code: "c1" }');
  });
  test('against the own writes', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection('codes').add({ data: { code: 'c2' } });
    expect((await failure(transaction.collection('codes').add({ data: { code: 'c2' } }))).errMsg).toContain('E11000');
  });
  test('a key that the transaction gave up is free for it', async () => {
    await db.collection('codes').add({ data: { _id: 'old', code: 'c3' } });
    const transaction = await db.startTransaction();
    await transaction.collection('codes').doc('old').remove();
    await transaction.collection('codes').add({ data: { _id: 'new', code: 'c3' } });
    await transaction.commit();
    expect((await db.collection('codes').where({ code: 'c3' }).get()).data).toEqual([{ _id: 'new', code: 'c3' }]);
  });
});
