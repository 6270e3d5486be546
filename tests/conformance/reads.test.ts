/** Reading: which fields, in which order, how many; and counting. */
import { _, all, db, failure, fresh, list, numbered, one, type Plain, useService } from './support/service';

useService();

describe('field()', () => {
  const document = { name: '梨', price: 3, deep: { x: 1, y: 2 }, lines: [{ sku: 'a', n: 1 }, { sku: 'b', n: 2 }, 5], tags: [1, 2, 3, 4] };
  let collection: string;
  beforeAll(async () => {
    collection = await fresh([document]);
  });
  const rows: [string, object, object, string?][] = [
    ['shown fields', { name: true }, { _id: '0', name: '梨' }, '_id comes with them'],
    ['numbers as flags', { name: 1, price: 1 }, { _id: '0', name: '梨', price: 3 }],
    ['without _id', { name: true, _id: false }, { name: '梨' }],
    ['_id alone', { _id: true }, { _id: '0' }],
    ['hidden fields', { deep: false, lines: false, tags: false }, { _id: '0', name: '梨', price: 3 }],
    ['only _id hidden', { _id: false }, document],
    ['a part of an object', { 'deep.x': true }, { _id: '0', deep: { x: 1 } }],
    ['a hidden part', { 'deep.x': false, lines: false, tags: false }, { _id: '0', name: '梨', price: 3, deep: { y: 2 } }],
    ['a field of the elements', { 'lines.sku': true }, { _id: '0', lines: [{ sku: 'a' }, { sku: 'b' }] }, 'elements that are no documents are left out'],
    ['a hidden field of the elements', { 'lines.sku': false, deep: false, tags: false }, { _id: '0', name: '梨', price: 3, lines: [{ n: 1 }, { n: 2 }, 5] }],
    ['a field that is not there', { none: true }, { _id: '0' }],
    ['a part of a value that is no object', { 'name.x': true }, { _id: '0' }],
    ['_.project.slice', { tags: _.project.slice(2), name: true }, { _id: '0', name: '梨', tags: [1, 2] }],
    ['_.project.slice from the end', { tags: _.project.slice(-1), name: true }, { _id: '0', name: '梨', tags: [4] }],
    ['_.project.slice from a place', { tags: _.project.slice([1, 2]), name: true }, { _id: '0', name: '梨', tags: [2, 3] }],
    ['_.project.slice alone', { tags: _.project.slice(1) }, { _id: '0', ...document, tags: [1] }, 'the other fields stay'],
    ['_.project.elemMatch', { lines: _.project.elemMatch({ n: { $gt: 1 } }) }, { _id: '0', lines: [{ sku: 'b', n: 2 }] }, 'the first element that matches'],
    ['_.project.elemMatch of nothing', { lines: _.project.elemMatch({ n: 9 }), name: true }, { _id: '0', name: '梨' }],
  ];
  test.each(rows)('%s', async (_name, shown, expected) => {
    expect(await list(db.collection(collection).field(shown))).toEqual([expected]);
  });
  test('of a document by its id', async () => {
    expect((await db.collection(collection).doc('0').field({ name: true }).get()).data).toEqual({ _id: '0', name: '梨' });
  });
  test('a positional field: the element that the query met', async () => {
    expect(await list(db.collection(collection).where({ 'lines.sku': 'b' }).field({ 'lines.$': 1 }))).toEqual([{ _id: '0', lines: [{ sku: 'b', n: 2 }] }]);
  });
  test.each<[string, object, string]>([
    ['shown and hidden fields', { name: true, price: false }, 'Cannot do exclusion on field price in inclusion projection'],
    ['a field and its part', { deep: true, 'deep.x': true }, 'Path collision at deep.x'],
    ['a positional field without a condition on it', { 'lines.$': 1 }, 'requires corresponding field in query specifier'],
  ])('refuses %s', async (_name, shown, message) => {
    const { errCode, errMsg } = await failure(list(db.collection(collection).field(shown)));
    expect([errCode, errMsg]).toEqual([-502001, expect.stringContaining(message) as string]);
  });
});

describe('orderBy()', () => {
  /** In BSON's order, ascending. */
  const ascending = [[], null, -1.5, 3, 2 ** 53, 'A', 'a', '梨', '😀', { a: 1 }, { a: 2 }, { b: 0 }, { a: 'x' }, false, true, new Date(1), new Date(2)];
  const shuffled = ascending.map((value, i) => ({ value, rank: i })).sort((a, b) => ((a.rank * 7) % 17) - ((b.rank * 7) % 17));
  const ranks = (documents: Plain[]): unknown[] => documents.map(({ rank }) => rank);
  test.each(['asc', 'desc'] as const)('values of every type, %s', async (direction) => {
    const collection = await fresh(shuffled);
    const expected = ascending.map((_value, i) => i);
    expect(ranks(await list(db.collection(collection).orderBy('value', direction)))).toEqual(direction === 'asc' ? expected : expected.reverse());
  });
  test('ObjectIds stand between objects and booleans, regular expressions behind dates', async () => {
    const collection = await fresh([{ v: /x/ }, { v: new Date(0) }, { v: true }, { v: { $oid: '507f1f77bcf86cd799439011' } }, { v: { z: 1 } }]);
    expect((await list(db.collection(collection).orderBy('v', 'asc'))).map(({ _id }) => _id)).toEqual(['4', '3', '2', '1', '0']);
  });
  test('an array sorts by its smallest element upwards, by its largest downwards; a missing field as null', async () => {
    const collection = await fresh([{ v: [5, 1] }, { v: 3 }, { v: [4] }, {}, { v: [] }]);
    const order = async (direction: string) => (await list(db.collection(collection).orderBy('v', direction))).map(({ _id }) => _id).join('');
    expect(await order('asc')).toBe('43012');
    expect(await order('desc')).toBe('02134');
  });
  test('several keys, in the order in which they are named', async () => {
    const collection = await fresh([{ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }]);
    const order = async (...keys: [string, string][]) =>
      (await list(keys.reduce((query, [field, direction]) => query.orderBy(field, direction), db.collection(collection)))).map(({ _id }) => _id).join('');
    expect(await order(['a', 'asc'], ['b', 'desc'])).toBe('2031');
    expect(await order(['b', 'desc'], ['a', 'asc'])).toBe('2301');
  });
  test('by a path, also through arrays', async () => {
    const collection = await fresh([{ a: { n: 2 } }, { a: { n: 1 } }, { a: [{ n: 0 }, { n: 9 }] }]);
    expect((await list(db.collection(collection).orderBy('a.n', 'asc'))).map(({ _id }) => _id).join('')).toBe('210');
    expect((await list(db.collection(collection).orderBy('a.n', 'desc'))).map(({ _id }) => _id).join('')).toBe('201');
  });
  test('without an order documents come as they were added', async () => {
    const collection = await fresh([{ _id: 'z' }, { _id: 'a' }, { _id: 'm' }]);
    expect((await list(db.collection(collection))).map(({ _id }) => _id)).toEqual(['z', 'a', 'm']);
  });
  test('a direction that is none is refused by the SDK', async () => {
    expect(await failure(() => db.collection('x').orderBy('a', 'up'))).toBeInstanceOf(Error);
  });
});

describe('skip(), limit() and count()', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh();
    for (let part = 0; part < 3; part++) {
      await db.collection(collection).add({ data: Array.from({ length: 400 }, (_value, i) => ({ _id: String(part * 400 + i).padStart(4, '0'), n: part * 400 + i, even: i % 2 === 0 })) });
    }
  });
  const numbers = async (build: (query: ReturnType<typeof db.collection>) => { get(): Promise<unknown> }) => (await list(build(db.collection(collection).orderBy('n', 'asc')))).map(({ n }) => n as number);
  const from = (start: number, length: number): number[] => Array.from({ length }, (_value, i) => start + i);
  test.each<[string, (query: ReturnType<typeof db.collection>) => { get(): Promise<unknown> }, number[]]>([
    ['no limit: 100', (query) => query, from(0, 100)],
    ['a limit', (query) => query.limit(3), from(0, 3)],
    ['a limit beyond 100', (query) => query.limit(500), from(0, 500)],
    ['a limit of 1000', (query) => query.limit(1000), from(0, 1000)],
    ['a limit beyond 1000: 1000', (query) => query.limit(2000), from(0, 1000)],
    ['a limit of 0 is none: 100', (query) => query.limit(0), from(0, 100)],
    ['skip', (query) => query.skip(1195), from(1195, 5)],
    ['skip and limit', (query) => query.skip(10).limit(2), from(10, 2)],
    ['skip beyond the end', (query) => query.skip(5000), []],
    ['skip, limit and a condition', (query) => query.where({ even: true }).skip(1).limit(2), [2, 4]],
    ['the last limit counts', (query) => query.limit(1).limit(2), from(0, 2)],
  ])('%s', async (_name, build, expected) => {
    expect(await numbers(build)).toEqual(expected);
  });
  test.each<[string, object | null, number]>([
    ['everything', null, 1200],
    ['by a condition', { even: true }, 600],
    ['by a range', { n: _.gte(100).lt(150) }, 50],
    ['nothing', { n: -1 }, 0],
  ])('count: %s', async (_name, where, total) => {
    const query = where ? db.collection(collection).where(where) : db.collection(collection);
    expect(await query.count()).toEqual({ total, errMsg: 'collection.count:ok' });
  });
  test('count takes no notice of skip and limit', async () => {
    expect((await db.collection(collection).where({ even: true }).skip(10).limit(5).count()).total).toBe(600);
  });
  test.each(['limit', 'skip'] as const)('%s of a fraction is refused by the SDK', async (name) => {
    expect(await failure(() => db.collection(collection)[name](1.5))).toBeInstanceOf(Error);
  });
  test('a negative limit is refused', async () => {
    const { errCode } = await failure(list(db.collection(collection).limit(-5)));
    expect(errCode).toBe(-501007);
  });
});

describe('doc().get()', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh([{ _id: 'x', a: 1 }, { _id: 7, a: 2 }, { _id: '7', a: 3 }]);
  });
  test('a document', async () => {
    expect(await db.collection(collection).doc('x').get()).toEqual({ data: { _id: 'x', a: 1 }, errMsg: 'document.get:ok' });
  });
  test('a number and its text are two ids', async () => {
    expect([await one(collection, 7), await one(collection, '7')]).toEqual([{ _id: 7, a: 2 }, { _id: '7', a: 3 }]);
  });
  test('none: an error, by default', async () => {
    expect(await failure(db.collection(collection).doc('none').get())).toMatchObject({ errCode: -1, errMsg: 'document.get:fail document with _id none does not exist' });
  });
  test('none: null, if asked for', async () => {
    const { default: cloud } = await import('wx-server-sdk');
    const tolerant = cloud.database({ throwOnNotFound: false } as object) as typeof db;
    expect(await tolerant.collection(collection).doc('none').get()).toEqual({ data: null, errMsg: 'document.get:ok' });
  });
  test('_id is the first field, wherever it stood', async () => {
    const name = await fresh();
    await db.collection(name).add({ data: { b: 1, _id: 'late', a: 2 } });
    await db.collection(name).add({ data: { b: 1 } });
    for (const document of await all(name)) expect(Object.keys(document)[0]).toBe('_id');
  });
  test('an id of another type is refused by the SDK', async () => {
    expect(await failure(() => db.collection(collection).doc({ $ne: null }))).toBeInstanceOf(Error);
  });
});

test('the answer of a query', async () => {
  const collection = await fresh([{ a: 1 }]);
  expect(await db.collection(collection).where({ a: 1 }).get()).toEqual({ data: numbered([{ a: 1 }]), errMsg: 'collection.get:ok' });
  expect(await db.collection(collection).where({ a: 2 }).get()).toEqual({ data: [], errMsg: 'collection.get:ok' });
});
