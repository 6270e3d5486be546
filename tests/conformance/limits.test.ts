/** Limits of the service, and indexes: uniqueness, keys, and how few documents a query looks at. */
import { _, $, db, failure, fresh, list, type Plain, run, useService } from './support/service';

const service = useService();

const mega = 1024 * 1024;

describe('sizes', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh();
  });
  const tooLarge = /BSONObj size: \d+ is invalid\. Size must be between 0 and 16777216\(16MB\)/;
  test('a document of almost 16 MB', async () => {
    await db.collection(collection).add({ data: { _id: 'x', text: 'x'.repeat(16 * mega - 100) } });
    expect((await db.collection(collection).count()).total).toBe(1);
  });
  test('a document of more', async () => {
    const { errCode, errMsg } = await failure(db.collection(collection).add({ data: { text: 'x'.repeat(16 * mega) } }));
    expect([errCode, tooLarge.test(errMsg)]).toEqual([-502001, true]);
  });
  test('bytes count, not characters', async () => {
    expect((await failure(db.collection(collection).add({ data: { text: '店'.repeat(6 * mega) } }))).errMsg).toMatch(tooLarge);
  });
  test('a document that grows beyond it stays as it was', async () => {
    await db.collection(collection).add({ data: { _id: 'x', a: 'x'.repeat(9 * mega) } });
    expect((await failure(db.collection(collection).doc('x').update({ data: { b: 'x'.repeat(8 * mega) } }))).errMsg).toMatch(tooLarge);
    expect(await run(collection, (p) => p.project({ b: 1, size: $.strLenCP('$a') }))).toEqual([{ _id: 'x', size: 9 * mega }]);
  });
  test('one that grows by doubling', async () => {
    await db.collection(collection).add({ data: { _id: 'x', list: ['x'.repeat(5 * mega)] } });
    await db.collection(collection).doc('x').update({ data: { list: _.push(['x'.repeat(5 * mega)]) } });
    expect((await failure(db.collection(collection).doc('x').update({ data: { list: _.push(['x'.repeat(7 * mega)]) } }))).errMsg).toMatch(tooLarge);
  });
  test('an answer of more than 16 MB', async () => {
    for (let i = 0; i < 3; i++) await db.collection(collection).add({ data: { _id: String(i), text: 'x'.repeat(6 * mega) } });
    const { errCode, errMsg } = await failure(db.collection(collection).get());
    expect([errCode, errMsg]).toEqual([-502001, expect.stringContaining('[LimitExceeded]') as string]);
    expect(await list(db.collection(collection).field({ text: false }))).toHaveLength(3);
    expect(await list(db.collection(collection).limit(2))).toHaveLength(2);
    expect((await failure(run(collection, (p) => p.match({})))).errMsg).toContain('[LimitExceeded]');
  });
  test('a request of more than the service reads', async () => {
    const { errCode } = await failure(db.collection(collection).add({ data: { text: 'x'.repeat(33 * mega) } }));
    expect(errCode).toBe(-501007);
    expect((await db.collection(collection).count()).total).toBe(0);
  });
  test('a document of many levels', async () => {
    const nested = (levels: number): object => (levels === 0 ? { end: true } : { d: nested(levels - 1) });
    await db.collection(collection).add({ data: { _id: 'x', d: nested(90) } });
    const deep = `${'{"d":'.repeat(300)}1${'}'.repeat(300)}`;
    expect(await service.cloud.wire({ action: 'database.insertDocument', collectionName: collection, data: [deep] })).toMatchObject({ code: 'INVALID_PARAM' });
  });
});

describe('collections', () => {
  test.each(['a', 'A1', '0name', 'with-dash_and_underscore', 'x'.repeat(64)])('the name %s', async (name) => {
    expect(await db.createCollection(name)).toEqual({ errMsg: 'createCollection:ok', requestId: expect.any(String) as string });
    expect((await db.collection(name).count()).total).toBe(0);
  });
  test.each(['$x', '_x', '-x', 'a b', 'a.b', '店', 'x'.repeat(65)])('not the name %s', async (name) => {
    expect((await failure(db.createCollection(name))).errMsg).toContain('is not a valid name');
  });
  test('nothing creates one on the way', async () => {
    await failure(db.collection('onTheWay').add({ data: {} }));
    expect((await failure(db.collection('onTheWay').get())).errCode).toBe(-502005);
  });
});

describe('unique indexes', () => {
  const duplicate = (index: string, key: string): string => `E11000 duplicate key error collection: tnt.${index === 'code' ? 'codes' : index === 'tags' ? 'labels' : 'seats'} index: ${index} dup key: { ${key} }`;
  afterEach(async () => {
    for (const name of ['codes', 'seats', 'labels']) await db.collection(name).where({ _id: _.exists(true) }).remove();
  });
  test('a value only once', async () => {
    await db.collection('codes').add({ data: { code: 'x' } });
    const { errCode, errMsg } = await failure(db.collection('codes').add({ data: { code: 'x' } }));
    expect([errCode, errMsg]).toEqual([-502001, expect.stringContaining(`[FailedOperation.Insert] multiple write errors: [{write errors: [{${duplicate('code', 'code: "x"')}}]}, {<nil>}]`) as string]);
  });
  test('a missing field counts as null: only one document may lack it', async () => {
    await db.collection('codes').add({ data: { a: 1 } });
    expect((await failure(db.collection('codes').add({ data: { a: 2 } }))).errMsg).toContain(duplicate('code', 'code: null'));
    expect((await failure(db.collection('codes').add({ data: { code: null } }))).errMsg).toContain(duplicate('code', 'code: null'));
  });
  test('1 and 1.0 are one value, 1 and "1" are two', async () => {
    await db.collection('codes').add({ data: [{ code: 1 }, { code: '1' }] });
    expect((await failure(db.collection('codes').add({ data: { code: { $numberDouble: '1.0' } } }))).errMsg).toContain(duplicate('code', 'code: 1'));
  });
  test('for updates, and not against the document itself', async () => {
    await db.collection('codes').add({ data: [{ _id: 'a', code: 1 }, { _id: 'b', code: 2 }] });
    expect((await failure(db.collection('codes').doc('b').update({ data: { code: 1 } }))).errMsg).toContain(duplicate('code', 'code: 1'));
    expect((await db.collection('codes').doc('a').update({ data: { code: 1, more: 1 } })).stats.updated).toBe(1);
    // Without the field it counts as null, which nobody else is.
    expect((await db.collection('codes').doc('b').update({ data: { code: _.remove() } })).stats.updated).toBe(1);
  });
  test('for doc.set', async () => {
    await db.collection('codes').add({ data: [{ _id: 'a', code: 1 }, { _id: 'b', code: 2 }] });
    expect((await failure(db.collection('codes').doc('b').set({ data: { code: 1 } }))).errMsg).toContain('E11000');
    expect((await failure(db.collection('codes').doc('c').set({ data: { code: 1 } }))).errMsg).toContain('E11000');
  });
  test('a value that was given up is free', async () => {
    await db.collection('codes').add({ data: { _id: 'a', code: 1 } });
    await db.collection('codes').doc('a').update({ data: { code: 2 } });
    await db.collection('codes').add({ data: { code: 1 } });
    await db.collection('codes').doc('a').remove();
    await db.collection('codes').add({ data: { code: 2 } });
  });
  test('over two fields', async () => {
    await db.collection('seats').add({ data: [{ row: 1, seat: 1 }, { row: 1, seat: 2 }, { row: 2, seat: 1 }, { row: 1 }] });
    expect((await failure(db.collection('seats').add({ data: { seat: 2, row: 1 } }))).errMsg).toContain(duplicate('row_seat', 'row: 1, seat: 2'));
    expect((await failure(db.collection('seats').add({ data: { row: 1 } }))).errMsg).toContain(duplicate('row_seat', 'row: 1, seat: null'));
  });
  test('over the elements of arrays', async () => {
    await db.collection('labels').add({ data: { tags: ['a', 'b', 'a'] } });
    expect((await failure(db.collection('labels').add({ data: { tags: ['c', 'b'] } }))).errMsg).toContain('index: tags');
    expect((await failure(db.collection('labels').add({ data: { tags: 'a' } }))).errMsg).toContain('index: tags');
    await db.collection('labels').add({ data: { tags: [] } });
    expect((await failure(db.collection('labels').add({ data: { tags: [] } }))).errMsg).toContain('index: tags');
  });
  test('of twenty at once one wins', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => db.collection('codes').add({ data: { code: 'race' } })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('index keys', () => {
  test('a value of more than 1024 bytes', async () => {
    const { errMsg } = await failure(db.collection('codes').add({ data: { code: 'x'.repeat(1100) } }));
    expect(errMsg).toMatch(/WiredTigerIndex::insert: key too large to index, failing tnt\.codes\.\$code \d+ > 1024/);
  });
  test('bytes, not characters', async () => {
    expect((await failure(db.collection('codes').add({ data: { code: '店'.repeat(400) } }))).errMsg).toContain('key too large to index');
  });
  test('a value that has no index may be as long as it likes', async () => {
    await db.collection('codes').add({ data: { code: 'long', text: 'x'.repeat(5000) } });
  });
  test('arrays in two fields of one index', async () => {
    await db.collection('pairs').add({ data: [{ a: [1, 2], b: 1 }, { a: 1, b: [1, 2] }] });
    expect((await failure(db.collection('pairs').add({ data: { a: [1], b: [2] } }))).errMsg).toContain('cannot index parallel arrays');
  });
});

describe('documents looked at', () => {
  const total = 600;
  beforeAll(async () => {
    const goods = Array.from({ length: total }, (_value, i) => ({
      _id: `g${String(i).padStart(3, '0')}`,
      status: ['on', 'off', 'draft'][i % 3],
      rank: i % 100,
      price: i,
      categories: ['all', `c${i % 10}`],
      lines: [{ sku: `k${i % 50}`, count: 1 }],
      mixed: [i, String(i), new Date(i), null, i % 2 === 0][i % 5],
    }));
    await db.collection('goods').add({ data: goods });
  });
  const examined = async (request: () => Promise<unknown>): Promise<number> => {
    const before = (await service.cloud.control<{ examined: number }>('stats')).examined;
    await request();
    return (await service.cloud.control<{ examined: number }>('stats')).examined - before;
  };
  const goods = (): Loose => db.collection('goods');
  type Loose = typeof db;
  test.each<[string, () => Promise<unknown>, number]>([
    ['doc(id)', () => goods().doc('g007').get(), 1],
    ['doc(id) that is not there', () => failure(goods().doc('none').get()), 0],
    ['a list of ids', () => list(goods().where({ _id: _.in(['g001', 'g002', 'none']) })), 2],
    ['an equality and the order of the index', () => list(goods().where({ status: 'on' }).orderBy('rank', 'desc').orderBy('_id', 'asc').limit(20)), 20],
    ['the same, from the other end', () => list(goods().where({ status: 'on' }).orderBy('rank', 'asc').orderBy('_id', 'desc').limit(20)), 20],
    ['several values and the order behind them', () => list(goods().where({ status: _.in(['on', 'draft']) }).orderBy('rank', 'desc').orderBy('_id', 'asc').limit(20)), 20],
    ['several values, an element and the order', () => list(goods().where({ categories: 'c4', status: _.in(['on', 'off', 'none']) }).orderBy('rank', 'desc').limit(10)), 10],
    ['several elements: each document once', () => list(goods().where({ categories: _.in(['c4', 'c5']), status: 'on' }).orderBy('rank', 'desc').limit(10)), 10],
    ['a range', () => list(goods().where({ price: _.gte(100).lt(150) })), 50],
    ['a range as an _.and', () => list(goods().where(_.and([{ price: _.gte(100) }, { price: _.lt(110) }]))), 10],
    ['a range and its order', () => list(goods().where({ price: _.gt(100) }).orderBy('price', 'desc').limit(5)), 5],
    ['a branch of _.or each', () => list(goods().where(_.or([{ price: _.lt(3) }, { price: _.gte(597) }]))), 6],
    ['an order alone', () => list(goods().orderBy('price', 'desc').limit(7)), 7],
    ['the beginning of a text', () => list(goods().where({ _id: /^g00/ })), 10],
    ['_.elemMatch', () => list(goods().where({ lines: _.elemMatch({ sku: 'k7', count: 1 }) })), 12],
    ['a path into elements', () => list(goods().where({ 'lines.sku': 'k7' })), 12],
    ['a guarded update', () => goods().where({ _id: 'g003', price: _.gte(0) }).update({ data: { seen: true } }), 1],
    ['a count', () => goods().where({ price: _.lt(10) }).count(), 10],
    ['a count of everything', () => goods().count(), 0],
    ['the first $match of a pipeline', () => run('goods', (p) => p.match({ price: _.lt(10) }).group({ _id: null, n: $.sum(1) })), 10],
    ['$match, $sort and $limit', () => run('goods', (p) => p.match({ status: 'on' }).sort({ rank: -1, _id: 1 }).limit(5)), 5],
    ['what no index serves: everything', () => list(goods().where({ seen: _.exists(false) }).limit(1000)), total],
    ['a first page of what no index serves', () => list(goods().limit(10)), 10],
  ])('%s', async (_name, request, expected) => {
    expect(await examined(request)).toBe(expected);
  });
  test.each<[string, object, [string, string][]]>([
    ['several values, downwards', { status: _.in(['on', 'draft']) }, [['rank', 'desc'], ['_id', 'asc']]],
    ['several values, upwards', { status: _.in(['draft', 'off']) }, [['rank', 'asc'], ['_id', 'desc']]],
    ['several values and a range', { status: _.in(['on', 'off']), rank: _.lt(40) }, [['rank', 'asc'], ['_id', 'desc']]],
    ['the page behind a place', _.and([{ status: _.in(['on', 'off']) }, _.or([{ rank: _.lt(40) }, { rank: 40, _id: _.gt('g300') }])]), [['rank', 'desc'], ['_id', 'asc']]],
    ['several elements and values', { categories: _.in(['c1', 'c2', 'all']), status: _.in(['on', 'off']) }, [['rank', 'desc'], ['_id', 'asc']]],
    ['an order that the index has not', { status: _.in(['on', 'off']) }, [['rank', 'asc'], ['_id', 'asc']]],
  ])('an index gives the order that a sort gives: %s', async (_name, where, order) => {
    const plain = await fresh((await list(goods().limit(1000))) as Plain[]);
    const page = async (name: string): Promise<unknown[]> =>
      (await list(order.reduce((query, [field, way]) => query.orderBy(field, way), db.collection(name).where(where)).skip(3).limit(60))).map(({ _id }) => _id);
    expect(await page('goods')).toEqual(await page(plain));
    expect(await page('goods')).toHaveLength(60);
  });
  test.each<[string, object]>([
    ['numbers', { mixed: _.gte(100).lt(300) }],
    ['texts', { mixed: _.gte('2') }],
    ['dates', { mixed: _.lt(new Date(200)) }],
    ['null', { mixed: null }],
    ['booleans', { mixed: true }],
    ['a list of all kinds', { mixed: _.in([5, '1', null, new Date(2), true]) }],
  ])('a mixed index answers as a scan does: %s', async (_name, where) => {
    const plain = await fresh((await list(goods().limit(1000))) as Plain[]);
    const ids = async (name: string): Promise<unknown[]> => (await list(db.collection(name).where(where).orderBy('_id', 'asc').limit(1000))).map(({ _id }) => _id);
    expect(await ids('goods')).toEqual(await ids(plain));
    expect((await ids('goods')).length).toBeGreaterThan(0);
  });
});
