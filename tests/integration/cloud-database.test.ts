/** The database through the unmodified wx-server-sdk: what it sends, and what it makes of the answers. */
import cloud from 'wx-server-sdk';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

// The SDK's own types leave out half of what it does (expr, pipeline, transactions, lists for add); what it does is what is tested here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;
interface Failure {
  errCode: number;
  errMsg: string;
  code?: string;
}

let local: LocalCloud;
let db: Loose;
let _: Loose;
let $: Loose;
beforeAll(async () => {
  local = await startLocalCloud();
  local.actAs();
  cloud.init({ env: local.cloud.envId });
  db = cloud.database();
  _ = db.command;
  $ = _.aggregate;
  for (const name of ['fruit', 'users', 'sales', 'places', 'stock']) await db.createCollection(name);
});
afterAll(() => local.end());

/** How a call failed; a call that succeeds fails the test. */
async function failure(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: Failure) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}
const one = async (collection: string, id: string): Promise<Record<string, unknown>> =>
  (await db.collection(collection).doc(id).get()).data as Record<string, unknown>;

describe('adding and reading', () => {
  test('one document, many, and their types', async () => {
    const before = Date.now();
    const added = await db.collection('fruit').add({
      data: { _id: 'g1', name: '苹果', price: 3.5, stock: 10, big: 1.7e12, tags: ['a'], at: db.serverDate(), attr: { color: 'red', size: 1 }, d: new Date(0), none: null, yes: true },
    });
    expect(added).toMatchObject({ _id: 'g1', errMsg: 'collection.add:ok' });
    const many = (await db.collection('fruit').add({
      data: [
        { name: '梨', price: 2, stock: 5, tags: ['b', 'c'], list: [{ q: 1 }, { q: 9 }] },
        { name: '香蕉', price: 9, stock: 0, tags: [] },
      ],
    })) as unknown as { _ids: string[] };
    expect(many._ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const stored = await one('fruit', 'g1');
    expect(stored).toMatchObject({ name: '苹果', price: 3.5, stock: 10, big: 1.7e12, tags: ['a'], attr: { color: 'red', size: 1 }, d: new Date(0), none: null, yes: true });
    expect((stored.at as Date).getTime()).toBeGreaterThanOrEqual(before);
    expect((stored.at as Date).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('a second document with one id', async () => {
    const error = await failure(db.collection('fruit').add({ data: { _id: 'g1' } }));
    expect(error.errCode).toBe(-502001);
    expect(error.errMsg).toContain('collection.add:fail -502001 database request fail.');
    expect(error.errMsg).toContain('E11000 duplicate key error collection: tnt.fruit index: _id_ dup key: { _id: "g1" }');
  });

  test('a collection that is not there, one that is, and a document that is not', async () => {
    const missing = await failure(db.collection('nope').get());
    expect(missing).toMatchObject({ errCode: -502005, errMsg: expect.stringContaining('Db or Table not exist: nope') as string });
    expect((await failure(db.createCollection('fruit'))).errMsg).toContain('[ResourceUnavailable.ResourceExist] Table exist.');
    expect(await failure(db.collection('fruit').doc('none').get())).toMatchObject({ errCode: -1, errMsg: 'document.get:fail document with _id none does not exist' });
  });

  test('order, skip, limit, field', async () => {
    const list = async (query: { get(): Promise<{ data: unknown }> }) => (await query.get()).data as Record<string, unknown>[];
    const found = await list(db.collection('fruit').where({ price: _.gt(1).and(_.lt(100)) }).orderBy('price', 'desc').limit(2).field({ name: true, price: true }));
    expect(found).toEqual([
      { _id: expect.any(String) as string, name: '香蕉', price: 9 },
      { _id: 'g1', name: '苹果', price: 3.5 },
    ]);
    const second = await list(db.collection('fruit').orderBy('stock', 'asc').orderBy('price', 'desc').skip(1).limit(1).field({ tags: false, _id: false }));
    expect(second).toMatchObject([{ name: '梨' }]);
    expect(second[0]).not.toHaveProperty('tags');
    expect(second[0]).not.toHaveProperty('_id');
  });

  test('100 documents by default, 1000 at most', async () => {
    await db.createCollection('many');
    for (let i = 0; i < 2; i++) await db.collection('many').add({ data: Array.from({ length: 600 }, (_value, j) => ({ n: i * 600 + j })) });
    expect((await db.collection('many').get()).data).toHaveLength(100);
    expect((await db.collection('many').limit(1000).get()).data).toHaveLength(1000);
    const direct = await local.wire({ action: 'database.getDocument', collectionName: 'many', queryType: 'WHERE', limit: 5000 });
    expect((direct.data as { list: unknown[] }).list).toHaveLength(1000);
  });
});

describe('conditions', () => {
  const count = async (where: Record<string, unknown>): Promise<number> => ((await db.collection('fruit').where(where).count()) as { total: number }).total;
  test.each<[string, () => Record<string, unknown>, number]>([
    ['_.or', () => _.or([{ name: '梨' }, { price: _.gte(9) }]), 2],
    ['_.in', () => ({ name: _.in(['苹果', 'x']) }), 1],
    ['_.nin', () => ({ name: _.nin(['苹果', 'x']) }), 2],
    ['db.RegExp', () => ({ name: db.RegExp({ regexp: '^香', options: 'i' }) }), 1],
    ['_.elemMatch', () => ({ list: _.elemMatch({ q: _.gt(5) }) }), 1],
    ['nested objects', () => ({ attr: { color: 'red', size: 1 } }), 1],
    ['_.not', () => ({ price: _.not(_.gt(3)) }), 1],
    ['Date', () => ({ d: _.lte(new Date(1)) }), 1],
    ['_.neq and _.nor', () => _.and([{ stock: _.neq(0) }, _.nor([{ name: '梨' }])]), 1],
    ['_.exists', () => ({ list: _.exists(true) }), 1],
    ['_.size', () => ({ tags: _.size(0) }), 1],
    ['_.all', () => ({ tags: _.all(['b', 'c']) }), 1],
    ['_.mod', () => ({ stock: _.mod(5, 0) }), 3],
    ['_.eq of an element', () => ({ tags: _.eq('c') }), 1],
    ['_.expr', () => _.expr($.gt(['$stock', '$price'])), 2],
    ['an empty object for the id, which the SDK drops', () => ({ _id: {} }), 3],
  ])('%s', async (_name, where, expected) => {
    expect(await count(where())).toBe(expected);
  });
  test('an operator that is none', async () => {
    const error = await failure(db.collection('fruit').where({ name: { $like: 'x' } }).get());
    expect(error).toMatchObject({ errCode: -502001, errMsg: expect.stringContaining('unknown operator: $like') as string });
  });
});

describe('updating', () => {
  const update = async (data: Record<string, unknown>): Promise<number> =>
    ((await db.collection('fruit').doc('g1').update({ data })) as { stats: { updated: number } }).stats.updated;
  test('each command', async () => {
    expect(await update({ tags: _.push(['x', 'y']), attr: { color: 'green' }, price: _.mul(2), extra: _.set({ a: 1 }), stock: _.inc(1) })).toBe(1);
    expect(await one('fruit', 'g1')).toMatchObject({ tags: ['a', 'x', 'y'], attr: { color: 'green', size: 1 }, price: 7, extra: { a: 1 }, stock: 11 });
    await update({ tags: _.pull('a'), extra: _.remove() });
    expect(await one('fruit', 'g1')).toMatchObject({ tags: ['x', 'y'] });
    expect(await one('fruit', 'g1')).not.toHaveProperty('extra');
    await update({ tags: _.addToSet('x'), 'attr.size': 7 });
    await update({ tags: _.unshift(['first']), max: _.max(5) });
    expect(await one('fruit', 'g1')).toMatchObject({ tags: ['first', 'x', 'y'], attr: { size: 7 }, max: 5 });
    await update({ tags: _.push({ each: [1, 2], position: 0, slice: 4 }), max: _.max(4), min: _.min(3) });
    expect(await one('fruit', 'g1')).toMatchObject({ tags: [1, 2, 'first', 'x'], max: 5, min: 3 });
    await update({ tags: _.pop(), 'attr.color': _.rename('attr.colour') });
    await update({ tags: _.shift() });
    await update({ tags: _.pullAll(['first']) });
    expect(await one('fruit', 'g1')).toMatchObject({ tags: [2], attr: { colour: 'green', size: 7 } });
    const before = Date.now();
    await update({ later: db.serverDate({ offset: 60_000 }) });
    expect(((await one('fruit', 'g1')).later as Date).getTime()).toBeGreaterThanOrEqual(before + 60_000);
  });
  test('what MongoDB refuses changes nothing', async () => {
    const before = await one('fruit', 'g1');
    const error = await failure(db.collection('fruit').doc('g1').update({ data: { ok: 1, name: _.inc(1) } }));
    expect(error).toMatchObject({ errCode: -502001, errMsg: expect.stringContaining('of non-numeric type string') as string });
    expect((await failure(db.collection('fruit').doc('g1').update({ data: { none: { x: 1 } } }))).errMsg).toContain("Cannot create field 'x' in element {none: null}");
    expect(await one('fruit', 'g1')).toEqual(before);
  });
  test('doc.set creates and replaces; an update of what is not there does nothing', async () => {
    expect(await db.collection('users').doc('u1').set({ data: { name: 'A', lvl: 1 } })).toMatchObject({ stats: { created: 1, updated: 0 }, _id: 'u1' });
    expect(await db.collection('users').doc('u1').set({ data: { name: 'B' } })).toMatchObject({ stats: { created: 0, updated: 1 } });
    expect(await one('users', 'u1')).toEqual({ _id: 'u1', name: 'B' });
    expect(await db.collection('users').doc('none').update({ data: { a: 1 } })).toMatchObject({ stats: { updated: 0 } });
  });
  test('where().update() and where().remove()', async () => {
    await db.collection('users').add({ data: [{ tmp: 1 }, { tmp: 1 }, { tmp: 2 }] });
    expect(await db.collection('users').where({ tmp: 1 }).update({ data: { seen: true } })).toMatchObject({ stats: { updated: 2 } });
    expect(await db.collection('users').where({ tmp: 1 }).update({ data: { seen: true } })).toMatchObject({ stats: { updated: 0 } });
    expect(await db.collection('users').where({ tmp: _.exists(true) }).remove()).toMatchObject({ stats: { removed: 3 } });
    expect(await db.collection('users').doc('u1').remove()).toMatchObject({ stats: { removed: 1 } });
  });
});

test('50 buyers, 11 units: 11 are sold', async () => {
  await db.collection('stock').add({ data: { _id: 'sku', available: 11, sold: 0 } });
  const buy = async (): Promise<number> => {
    const guarded = db.collection('stock').where({ _id: 'sku', available: _.gte(1) });
    return ((await guarded.update({ data: { available: _.inc(-1), sold: _.inc(1) } })) as { stats: { updated: number } }).stats.updated;
  };
  const bought = await Promise.all(Array.from({ length: 50 }, buy));
  expect(bought.reduce((sum, n) => sum + n, 0)).toBe(11);
  expect(await one('stock', 'sku')).toEqual({ _id: 'sku', available: 0, sold: 11 });
});

describe('transactions', () => {
  beforeEach(async () => {
    await db.collection('users').doc('acct').set({ data: { n: 100 } });
  });
  const read = async (transaction: Loose, id: string) =>
    ((await transaction.collection('users').doc(id).get()) as { data: Record<string, number> }).data;

  test('commit', async () => {
    const result = await db.runTransaction(async (transaction: Loose) => {
      const { n } = await read(transaction, 'acct');
      await transaction.collection('users').add({ data: { _id: 't1', v: 1 } });
      expect(await read(transaction, 't1')).toEqual({ _id: 't1', v: 1 });
      await transaction.collection('users').doc('acct').update({ data: { n: n! - 20 } });
      return 'done';
    });
    expect(result).toBe('done');
    expect(await one('users', 'acct')).toMatchObject({ n: 80 });
    expect(await one('users', 't1')).toMatchObject({ v: 1 });
  });

  test('rollback, and an error of the callback', async () => {
    const reason = { my: 'reason' };
    const rolled = await db
      .runTransaction(async (transaction: Loose) => {
        await transaction.collection('users').doc('acct').update({ data: { n: 0 } });
        await transaction.rollback(reason);
      })
      .catch((error: unknown) => error);
    expect(rolled).toEqual(reason);
    const own = new Error('mine');
    const thrown = await db
      .runTransaction(async (transaction: Loose) => {
        await transaction.collection('users').doc('acct').remove();
        throw own;
      })
      .catch((error: unknown) => error);
    expect(thrown).toBe(own);
    expect(await one('users', 'acct')).toMatchObject({ n: 100 });
  });

  test('a conflict is raised by the write, once, without a code: the SDK does not try again', async () => {
    let runs = 0;
    const error = (await db
      .runTransaction(async (transaction: Loose) => {
        runs++;
        await read(transaction, 'acct');
        await db.collection('users').doc('acct').update({ data: { n: _.inc(1) } });
        await transaction.collection('users').doc('acct').update({ data: { n: _.inc(-20) } });
      })
      .catch((reason: unknown) => reason)) as Failure;
    expect(runs).toBe(1);
    expect(error).toMatchObject({ errCode: -501001, errMsg: expect.stringContaining('document.update:fail -501001') as string });
    expect(error.errMsg).toContain('[ResourceUnavailable.TransactionConflict] Transaction is conflict');
    expect(error.code).toBeUndefined();
    expect(await one('users', 'acct')).toMatchObject({ n: 101 });
  });

  test('where() inside is refused', async () => {
    const transaction = await db.startTransaction();
    const inside = transaction.collection('users');
    expect((await failure(inside.where({ n: 100 }).get())).errMsg).toContain('single documents only');
  });

  test('a transaction that is over', async () => {
    const transaction = await db.startTransaction();
    await transaction.rollback(0);
    const error = await failure(transaction.collection('users').doc('acct').update({ data: { n: 1 } }));
    expect(error).toMatchObject({ errCode: -501001, errMsg: expect.stringContaining('TransactionNotExist') as string });
  });
});

describe('aggregation', () => {
  beforeAll(async () => {
    await db.collection('sales').add({
      data: [
        { goodsId: 'g1', n: 1, amount: 3.5, at: new Date('2023-11-15T18:00:00Z') },
        { goodsId: 'g1', n: 3, amount: 5, at: new Date('2023-11-18T02:00:00Z') },
        { goodsId: 'g1', n: 5, amount: 5, at: new Date('2023-11-19T23:00:00Z') },
        { goodsId: 'g9', n: 2, amount: 9, at: new Date('2023-11-17T02:00:00Z') },
      ],
    });
  });
  const run = async (collection: string, build: (start: Loose) => { end(): Promise<unknown> }) =>
    ((await build(db.collection(collection).aggregate()).end()) as { list: Record<string, unknown>[] }).list;

  test('match, group, lookup, sort', async () => {
    const list = await run('sales', (start) =>
      start
        .match({ n: _.gte(1) })
        .group({
          _id: '$goodsId',
          total: $.sum('$amount'),
          c: $.sum(1),
          last: $.max('$at'),
          days: $.addToSet($.dateToString({ date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' })),
        })
        .lookup({ from: 'fruit', localField: '_id', foreignField: '_id', as: 'g' })
        .sort({ total: -1 }),
    );
    expect(list).toMatchObject([
      { _id: 'g1', total: 13.5, c: 3, last: new Date('2023-11-19T23:00:00Z'), g: [{ _id: 'g1', name: '苹果' }] },
      { _id: 'g9', total: 9, c: 1, g: [] },
    ]);
    expect(list[0]!.days).toEqual(['2023-11-16', '2023-11-18', '2023-11-20']);
  });

  test('lookup with a pipeline, unwind, replaceRoot', async () => {
    const pipeline = $.pipeline()
      .match(_.expr($.and([$.eq(['$goodsId', '$$gid']), $.gte(['$n', 3])])))
      .project({ _id: 0, n: 1 })
      .done();
    const list = await run('fruit', (start) =>
      start
        .match({ _id: 'g1' })
        .lookup({ from: 'sales', let: { gid: '$_id' }, pipeline, as: 'os' })
        .unwind('$os')
        .replaceRoot({ newRoot: $.mergeObjects([{ g: '$name' }, '$os']) })
        .sort({ n: 1 }),
    );
    expect(list).toEqual([
      { g: '苹果', n: 3 },
      { g: '苹果', n: 5 },
    ]);
  });

  test.each<[string, (start: Loose) => { end(): Promise<unknown> }, unknown[]]>([
    ['addFields, project', (s: Loose) => s.match({ n: 1 }).addFields({ twice: $.multiply(['$n', 2]) }).project({ _id: 0, twice: 1 }), [{ twice: 2 }]],
    ['count', (s: Loose) => s.match({ goodsId: 'g1' }).count('total'), [{ total: 3 }]],
    ['sortByCount', (s: Loose) => s.sortByCount('$goodsId'), [{ _id: 'g1', count: 3 }, { _id: 'g9', count: 1 }]],
    ['bucket', (s: Loose) => s.bucket({ groupBy: '$n', boundaries: [0, 3, 10], output: { c: $.sum(1) } }), [{ _id: 0, c: 2 }, { _id: 3, c: 2 }]],
    ['bucketAuto', (s: Loose) => s.bucketAuto({ groupBy: '$n', buckets: 2 }), [{ _id: { min: 1, max: 3 }, count: 2 }, { _id: { min: 3, max: 5 }, count: 2 }]],
    ['sort, skip, limit', (s: Loose) => s.sort({ n: 1 }).skip(1).limit(1).project({ _id: 0, n: 1 }), [{ n: 2 }]],
    ['sample', (s: Loose) => s.sample({ size: 4 }).count('n'), [{ n: 4 }]],
    ['an empty result', (s: Loose) => s.match({ n: 99 }), []],
  ])('%s', async (_name, build, expected) => {
    expect(await run('sales', build)).toEqual(expected);
  });

  test('an unknown stage operand fails with the server\'s text', async () => {
    const error = await failure(run('sales', (start) => start.project({ x: { $nothing: 1 } })));
    expect(error.errMsg ?? String(error)).toContain('$nothing');
  });
});

describe('geography', () => {
  beforeAll(async () => {
    await db.collection('places').add({
      data: [
        { name: 'near', location: db.Geo.Point(113.32, 23.12) },
        { name: 'far', location: db.Geo.Point(116.4, 39.9) },
      ],
    });
  });
  const square = () =>
    db.Geo.Polygon([
      db.Geo.LineString([db.Geo.Point(113, 23), db.Geo.Point(114, 23), db.Geo.Point(114, 24), db.Geo.Point(113, 24), db.Geo.Point(113, 23)]),
    ]);
  const names = async (location: unknown) => ((await db.collection('places').where({ location }).get()).data as { name: string }[]).map(({ name }) => name);
  test('conditions', async () => {
    expect(await names(_.geoNear({ geometry: db.Geo.Point(113.3, 23.1), maxDistance: 10_000 }))).toEqual(['near']);
    expect(await names(_.geoNear({ geometry: db.Geo.Point(116, 39) }))).toEqual(['far', 'near']);
    expect(await names(_.geoWithin({ geometry: square() }))).toEqual(['near']);
    expect(await names(_.geoIntersects({ geometry: square() }))).toEqual(['near']);
  });
  test('the stage', async () => {
    const { list } = (await db
      .collection('places')
      .aggregate()
      .geoNear({ distanceField: 'dist', spherical: true, near: db.Geo.Point(113.3, 23.1), key: 'location', includeLocs: 'location' })
      .end()) as unknown as { list: { name: string; dist: number }[] };
    expect(list.map(({ name }) => name)).toEqual(['near', 'far']);
    expect(list[0]!.dist).toBeCloseTo(3024.88, 1);
    expect(list[1]!.dist).toBeGreaterThan(1_800_000);
  });
});
