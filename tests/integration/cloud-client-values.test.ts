/** wx.cloud.database() from the mini program: its limits, and what travels. */
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { Phones } from './support/phone';

type Fields = Record<string, unknown>;
type Database = ReturnType<Phones['database']>;
let local: LocalCloud;
let phones: Phones;
let mine: Database;

beforeAll(async () => {
  local = await startLocalCloud();
  phones = await Phones.open(() => local.cloud);
  mine = phones.database('o-first');
});
afterAll(async () => {
  await phones.close();
  await local.end();
});

async function insert(collectionName: string, ...documents: Fields[]): Promise<void> {
  expect(await local.wire({ action: 'database.insertDocument', collectionName, data: documents.map((document) => JSON.stringify(document)) })).not.toHaveProperty('code');
}
const data = async (answer: unknown) => ((await answer) as { data: unknown }).data;
const denied = { errCode: -502003, errMsg: expect.stringMatching(/^\w+\.\w+:fail Error: errCode: -502003 database permission denied \| errMsg: Permission denied/) as string };

describe('the limits of a client', () => {
  test('20 documents at a time', async () => {
    await insert('articles', ...Array.from({ length: 45 }, (_, n) => ({ _id: `p${String(n).padStart(2, '0')}`, page: true, n })));
    const pages = mine.collection('articles').where({ page: true }).orderBy('n', 'asc');
    expect(await data(pages.get())).toHaveLength(20);
    expect(await data(pages.limit(100).get())).toHaveLength(20);
    expect(await data(pages.limit(5).skip(42).get())).toMatchObject([{ n: 42 }, { n: 43 }, { n: 44 }]);
    expect(await mine.collection('articles').where({ page: true }).count()).toMatchObject({ total: 45 });
  });

  test('512 KB to write, 1 MB to read', async () => {
    const text = 'x'.repeat(400 * 1024);
    await expect(mine.collection('drafts').add({ data: { text: text + text } })).rejects.toMatchObject({ errCode: -502001, errMsg: expect.stringContaining('data exceed max size') as string });
    for (let n = 0; n < 3; n++) await mine.collection('drafts').add({ data: { text, large: true } });
    await expect(mine.collection('drafts').where({ large: true }).get()).rejects.toMatchObject({ errCode: -602001 });
    expect(await data(mine.collection('drafts').where({ large: true }).limit(2).get())).toHaveLength(2);
    expect(await data(mine.collection('drafts').where({ large: true }).field({ large: true }).get())).toHaveLength(3);
  });
});

describe('what travels', () => {
  test('values of every kind come back as they were', async () => {
    const { Geo } = mine;
    const at = new Date(1_700_000_000_000);
    const document = { n: 1.5, zero: -0, text: '文字', none: null, list: [1, { a: at }], at, deep: { a: { b: [] } }, flag: false, place: new Geo.Point(113.3, 23.1) };
    const { _id } = (await mine.collection('drafts').add({ data: { ...document, left: undefined } })) as { _id: string };
    const found = (await data(mine.collection('drafts').doc(_id).get())) as typeof document;
    expect(found).toEqual({ ...document, _id, _openid: 'o-first' });
    expect(found.place).toBeInstanceOf(Geo.Point);
    expect(Object.is(found.zero, -0)).toBe(true);
    expect(found).not.toHaveProperty('left');
  });

  test('serverDate is the time of the service', async () => {
    const before = Date.now();
    const { _id } = (await mine.collection('drafts').add({ data: { now: mine.serverDate(), later: mine.serverDate({ offset: 60_000 }) } })) as { _id: string };
    const { now, later } = (await data(mine.collection('drafts').doc(_id).get())) as { now: Date; later: Date };
    expect(now.getTime()).toBeGreaterThanOrEqual(before);
    expect(later.getTime() - now.getTime()).toBe(60_000);
  });

  test('commands of queries', async () => {
    const _ = mine.command;
    await insert('articles', ...[1, 2, 3, 4].map((n) => ({ _id: `q${n}`, q: true, n, tags: n % 2 ? ['odd'] : ['even', 'x'], name: `苹果${n}`, inner: { n }, place: { type: 'Point', coordinates: [113 + n, 23] } })));
    const find = async (query: object) => ((await data(mine.collection('articles').where({ q: true, ...query }).orderBy('n', 'asc').get())) as { n: number }[]).map(({ n }) => n);
    expect(await find({ n: _.gt(1).and(_.lt(4)) })).toEqual([2, 3]);
    expect(await find({ n: _.gt(1).lt(4) })).toEqual([2, 3]);
    expect(await find({ n: _.eq(1).or(_.eq(4)) })).toEqual([1, 4]);
    expect(await find({ n: _.neq(1) })).toEqual([2, 3, 4]);
    expect(await find({ n: _.nin([1, 2]) })).toEqual([3, 4]);
    expect(await find({ n: _.not(_.gte(2)) })).toEqual([1]);
    expect(await find({ n: _.mod(2, 0) })).toEqual([2, 4]);
    expect(await find({ n: _.nor([_.eq(1), _.eq(2)]) })).toEqual([3, 4]);
    expect(await find({ tags: 'odd' })).toEqual([1, 3]);
    expect(await find({ tags: _.all(['even', 'x']) })).toEqual([2, 4]);
    expect(await find({ tags: _.size(1) })).toEqual([1, 3]);
    expect(await find({ tags: _.elemMatch(_.eq('x')) })).toEqual([2, 4]);
    expect(await find({ missing: _.exists(false), inner: { n: 2 } })).toEqual([2]);
    expect(await find({ 'inner.n': _.in([1, 3]) })).toEqual([1, 3]);
    expect(await find({ name: /果[12]$/ })).toEqual([1, 2]);
    expect(await find({ name: mine.RegExp({ regexp: '^苹果3', options: 'i' }) })).toEqual([3]);
    expect(await find({ place: _.geoWithin({ centerSphere: [new mine.Geo.Point(114, 23), 0.001] }) })).toEqual([1]);
    const near = mine.collection('articles').where({ q: true, place: _.geoNear({ geometry: new mine.Geo.Point(117, 23), maxDistance: 250_000 }) });
    expect(((await data(near.get())) as { n: number }[]).map(({ n }) => n)).toEqual([4, 3, 2]);
    expect(await data(mine.collection('articles').where(_.and([{ q: true }, _.or([{ n: 1 }, { n: 2 }])])).field({ n: true, _id: false }).get())).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('commands of updates', async () => {
    const _ = mine.command;
    const { _id } = (await mine.collection('drafts').add({ data: { n: 2, list: [1], old: 1, deep: { a: 1, b: 2 }, whole: { a: 1 }, tags: ['a', 'b'] } })) as { _id: string };
    const change = (update: Fields) => mine.collection('drafts').doc(_id).update({ data: update });
    await change({ n: _.mul(5), list: _.push([2, 3]), old: _.rename('fresh'), deep: { a: 9 }, whole: _.set({ b: 1 }), tags: _.pull('a') });
    await change({ list: _.unshift(0), tags: _.addToSet('c'), gone: _.remove() });
    await change({ list: _.push({ each: [9], position: 0, slice: 4 }), n: _.max(100) });
    await change({ list: _.pop() });
    expect(await data(mine.collection('drafts').doc(_id).get())).toEqual({ _id, _openid: 'o-first', n: 100, list: [9, 0, 1], fresh: 1, deep: { a: 9, b: 2 }, whole: { b: 1 }, tags: ['b', 'c'] });
  });

  test('callbacks instead of promises', async () => {
    const told = await new Promise((resolve) => {
      expect(mine.collection('articles').where({ q: true, n: 1 }).get({ success: (result: unknown) => resolve(result) })).toBeUndefined();
    });
    expect(told).toMatchObject({ errMsg: 'collection.get:ok', data: [{ n: 1 }] });
    const failed = await new Promise((resolve) => {
      mine.collection('goods').get({ fail: (error: unknown) => resolve(error) });
    });
    expect(failed).toMatchObject(denied);
  });

  test('a document that is not there can be null', async () => {
    expect(await phones.database('o-first', { throwOnNotFound: false }).collection('drafts').doc('none').get()).toEqual({ errMsg: 'document.get:ok', data: null });
  });

  test.each<[string, (db: Database) => unknown, string]>([
    ['watch', (db) => db.collection('articles').where({}).watch(), 'watch() is not supported'],
    ['watch of a document', (db) => db.collection('articles').doc('a').watch(), 'watch() is not supported'],
    ['transactions', (db) => db.runTransaction(), 'on the server only'],
    ['aggregate', (db) => db.collection('articles').aggregate(), 'aggregate() is not supported'],
    ['a limit of nothing', (db) => db.collection('articles').limit(0), 'limit must be'],
    ['an order of its own', (db) => db.collection('articles').orderBy('n', 'up' as 'asc'), 'orderBy needs'],
    ['a point beyond the pole', (db) => new db.Geo.Point(0, 91), 'latitude'],
  ])('%s says clearly why not', (_what, act, message) => {
    expect(() => act(mine)).toThrow(message);
  });

  test('an update command in a new document, and data in a ring, are told', async () => {
    await expect(mine.collection('drafts').add({ data: { n: mine.command.inc(1) } })).rejects.toMatchObject({ errMsg: expect.stringContaining('collection.add:fail') as string });
    const ring: Fields = {};
    ring.ring = ring;
    await expect(mine.collection('drafts').add({ data: ring })).rejects.toMatchObject({ errMsg: expect.stringContaining('-402001') as string });
  });
});
