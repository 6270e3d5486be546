/** wx.cloud.database() from the mini program: permissions and security rules. */
import { EJSON } from 'bson';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { Phones } from './support/phone';

type Fields = Record<string, unknown>;
type Database = ReturnType<Phones['database']>;
let local: LocalCloud;
let phones: Phones;
let mine: Database;
let yours: Database;

beforeAll(async () => {
  local = await startLocalCloud();
  phones = await Phones.open(() => local.cloud);
  mine = phones.database('o-first');
  yours = phones.database('o-second');
});
afterAll(async () => {
  await phones.close();
  await local.end();
});

async function insert(collectionName: string, ...documents: Fields[]): Promise<void> {
  expect(await local.wire({ action: 'database.insertDocument', collectionName, data: documents.map((document) => JSON.stringify(document)) })).not.toHaveProperty('code');
}
async function stored(collectionName: string, query: Fields = {}): Promise<Fields[]> {
  const { data } = await local.wire({ action: 'database.getDocument', collectionName, queryType: 'WHERE', query: JSON.stringify(query) });
  return (data as { list: string[] }).list.map((text) => EJSON.parse(text) as Fields);
}
const data = async (answer: unknown) => ((await answer) as { data: unknown }).data;
const denied = { errCode: -502003, errMsg: expect.stringMatching(/^\w+\.\w+:fail Error: errCode: -502003 database permission denied \| errMsg: Permission denied/) as string };

describe('the four permissions', () => {
  beforeAll(async () => {
    for (const collection of ['articles', 'drafts', 'notices', 'goods']) await insert(collection, { _id: 'a', _openid: 'o-first', n: 1 }, { _id: 'b', _openid: 'o-second', n: 2 }, { _id: 'c', n: 3 });
  });
  const ids = async (answer: unknown) => ((await data(answer)) as { _id: string }[]).map(({ _id }) => _id).sort();

  test.each([
    ['articles', ['a', 'b', 'c'], 3],
    ['drafts', ['a'], 1],
    ['notices', ['a', 'b', 'c'], 3],
  ])('of %s a user reads %j', async (collection, seen, total) => {
    expect(await ids(mine.collection(collection).get())).toEqual(seen);
    expect(await mine.collection(collection).count()).toEqual({ errMsg: 'collection.count:ok', total });
    expect(await ids(mine.collection(collection).where({ n: mine.command.gt(1) }).get())).toEqual(seen.filter((id) => id !== 'a'));
  });

  test('PRIVATE: a query cannot ask for what others made', async () => {
    expect(await ids(mine.collection('drafts').where({ _openid: 'o-second' }).get())).toEqual([]);
    expect(await ids(mine.collection('drafts').where(mine.command.or([{ _openid: 'o-second' }, { n: 1 }])).get())).toEqual(['a']);
    await expect(mine.collection('drafts').doc('b').get()).rejects.toMatchObject({ errCode: -1, errMsg: expect.stringContaining('document.get:fail cannot find document with _id b') as string });
  });

  test('ADMINONLY: nothing can be read', async () => {
    await expect(mine.collection('goods').get()).rejects.toMatchObject(denied);
    await expect(mine.collection('goods').count()).rejects.toMatchObject(denied);
    await expect(mine.collection('goods').doc('a').get()).rejects.toMatchObject(denied);
  });

  test.each(['notices', 'goods'])('%s: nothing can be written', async (collection) => {
    const before = await stored(collection);
    await expect(mine.collection(collection).add({ data: { n: 9 } })).rejects.toMatchObject(denied);
    await expect(mine.collection(collection).doc('a').update({ data: { n: 9 } })).rejects.toMatchObject(denied);
    await expect(mine.collection(collection).doc('a').set({ data: { n: 9 } })).rejects.toMatchObject(denied);
    await expect(mine.collection(collection).doc('a').remove()).rejects.toMatchObject(denied);
    await expect(mine.collection(collection).where({ n: 1 }).remove()).rejects.toMatchObject(denied);
    expect(await stored(collection)).toEqual(before);
  });

  test.each(['articles', 'drafts'])('%s: a user writes what is the user’s own', async (collection) => {
    const { _id } = (await mine.collection(collection).add({ data: { n: 5 } })) as { _id: string };
    expect(await stored(collection, { _id })).toEqual([{ _id, n: 5, _openid: 'o-first' }]);
    expect(await mine.collection(collection).doc(_id).update({ data: { n: mine.command.inc(1) } })).toEqual({ errMsg: 'document.update:ok', stats: { updated: 1 } });
    expect(await mine.collection(collection).doc(_id).set({ data: { m: 1 } })).toMatchObject({ stats: { updated: 1, created: 0 } });
    expect(await stored(collection, { _id })).toEqual([{ _id, m: 1, _openid: 'o-first' }]);
    // Others change nothing, without an error.
    expect(await yours.collection(collection).doc(_id).update({ data: { n: 9 } })).toMatchObject({ stats: { updated: 0 } });
    expect(await yours.collection(collection).doc(_id).remove()).toMatchObject({ stats: { removed: 0 } });
    await expect(yours.collection(collection).doc(_id).set({ data: { n: 9 } })).rejects.toMatchObject(denied);
    expect(await mine.collection(collection).where({ _id }).update({ data: { k: 1 } })).toMatchObject({ stats: { updated: 1 } });
    expect(await mine.collection(collection).doc(_id).remove()).toMatchObject({ stats: { removed: 1 } });
    expect(await mine.collection(collection).doc('fresh').set({ data: { n: 1 } })).toMatchObject({ _id: 'fresh', stats: { created: 1 } });
    expect(await stored(collection, { _id: 'fresh' })).toMatchObject([{ _openid: 'o-first' }]);
  });

  test('a batch changes only what is the user’s own', async () => {
    await insert('drafts', { _id: 'x1', _openid: 'o-first', batch: 1 }, { _id: 'x2', _openid: 'o-second', batch: 1 }, { _id: 'x3', batch: 1 });
    expect(await mine.collection('drafts').where({ batch: mine.command.gte(0) }).update({ data: { seen: true } })).toMatchObject({ stats: { updated: 1 } });
    expect(await mine.collection('drafts').where({ batch: mine.command.gte(0) }).remove()).toMatchObject({ stats: { removed: 1 } });
    expect((await stored('drafts', { batch: { $gte: 0 } })).map(({ _id }) => _id).sort()).toEqual(['x2', 'x3']);
  });

  test('the owner can be neither given nor changed', async () => {
    await expect(mine.collection('articles').add({ data: { _openid: 'o-first' } })).rejects.toMatchObject(denied);
    await expect(mine.collection('articles').doc('a').set({ data: { _openid: 'o-second' } })).rejects.toMatchObject(denied);
    await expect(mine.collection('articles').doc('a').update({ data: { _openid: 'o-second' } })).rejects.toMatchObject(denied);
    await expect(mine.collection('articles').doc('a').update({ data: { _openid: mine.command.remove() } })).rejects.toMatchObject(denied);
    await expect(mine.collection('articles').doc('a').update({ data: { n: mine.command.rename('_openid') } })).rejects.toMatchObject(denied);
    expect(await stored('articles', { _id: 'a' })).toMatchObject([{ _openid: 'o-first' }]);
  });

  test('a collection that functions made is PRIVATE; one that is missing is told', async () => {
    await local.wire({ action: 'database.addCollection', collectionName: 'made' });
    await insert('made', { _id: 'a', _openid: 'o-first' }, { _id: 'b' });
    expect(await ids(mine.collection('made').get())).toEqual(['a']);
    await expect(mine.collection('missing').get()).rejects.toMatchObject({ errCode: -502005, errMsg: expect.stringContaining('Db or Table not exist: missing') as string });
  });
});

describe('security rules', () => {
  beforeAll(async () => {
    await insert('rooms', { _id: 'r1', members: ['o-first', 'o-second'], _openid: 'o-first' }, { _id: 'r2', members: ['o-second'], _openid: 'o-second' });
    await insert('tasks', { _id: 't1', _openid: 'o-first', state: 'secret', points: 1 }, { _id: 't2', _openid: 'o-second', state: 'open', points: 3 }, { _id: 't3', _openid: 'o-second', state: 'open', points: 30 });
    await insert('shops', { _id: 'main', open: true }, { _id: 's1', staff: ['o-first'] }, { _id: 's2', staff: [] });
    await insert('orders', { _id: 'o1', shopId: 's1', until: 1 }, { _id: 'o2', shopId: 's2', until: 1 });
  });
  const ids = async (answer: unknown) => ((await data(answer)) as { _id: string }[]).map(({ _id }) => _id).sort();

  test('the query has to be a part of the rule', async () => {
    const _ = mine.command;
    const tasks = mine.collection('tasks');
    await expect(tasks.get()).rejects.toMatchObject(denied);
    await expect(tasks.doc('t1').get()).rejects.toMatchObject(denied);
    expect(await ids(tasks.where({ _id: 't1', _openid: '{openid}' }).get())).toEqual(['t1']);
    expect(await ids(tasks.where({ state: 'open', points: _.lte(10) }).get())).toEqual(['t2']);
    expect(await ids(tasks.where({ state: _.in(['open', 'done']), points: _.lt(5) }).get())).toEqual(['t2']);
    await expect(tasks.where({ state: 'open' }).get()).rejects.toMatchObject(denied);
    await expect(tasks.where({ state: _.in(['open', 'secret']), points: 1 }).count()).rejects.toMatchObject(denied);
    expect(await ids(tasks.where(_.or([{ _openid: '{openid}' }, { state: 'done', points: 0 }])).get())).toEqual(['t1']);
    await expect(tasks.where(_.or([{ _openid: '{openid}' }, { points: 0 }])).get()).rejects.toMatchObject(denied);
    await expect(tasks.where({ _openid: 'o-second' }).get()).rejects.toMatchObject(denied);
  });

  test('create looks at the new document', async () => {
    const tasks = mine.collection('tasks');
    await expect(tasks.add({ data: { state: 'open', points: 6 } })).rejects.toMatchObject(denied);
    await expect(tasks.add({ data: { state: 'secret', points: 1 } })).rejects.toMatchObject(denied);
    const { _id } = (await tasks.add({ data: { state: 'open', points: 5 } })) as { _id: string };
    expect(await stored('tasks', { _id })).toMatchObject([{ _openid: 'o-first', points: 5 }]);
    expect(await tasks.doc('by-set').set({ data: { state: 'open', points: 1 } })).toMatchObject({ stats: { created: 1 } });
    await expect(tasks.doc('by-set-2').set({ data: { state: 'secret', points: 1 } })).rejects.toMatchObject(denied);
  });

  test('update looks at the query and at what is set', async () => {
    const tasks = mine.collection('tasks');
    const own = tasks.where({ _id: 't1', _openid: '{openid}' });
    expect(await own.update({ data: { state: 'done' } })).toMatchObject({ stats: { updated: 1 } });
    await expect(own.update({ data: { points: 2 } })).rejects.toMatchObject(denied);
    await expect(tasks.doc('t1').update({ data: { state: 'done' } })).rejects.toMatchObject(denied);
    await expect(tasks.doc('t1').set({ data: { state: 'open' } })).rejects.toMatchObject(denied);
    await expect(own.update({ data: { _openid: 'o-second' } })).rejects.toMatchObject(denied);
    await expect(own.remove()).rejects.toMatchObject(denied);
    expect(await stored('tasks', { _id: 't1' })).toMatchObject([{ state: 'done', _openid: 'o-first' }]);
  });

  test('members, and what another document says', async () => {
    expect(await ids(mine.collection('rooms').where({ members: '{openid}' }).get())).toEqual(['r1']);
    await expect(mine.collection('rooms').where({ members: 'o-second' }).get()).rejects.toMatchObject(denied);
    expect(await ids(mine.collection('orders').where({ shopId: 's1' }).get())).toEqual(['o1']);
    await expect(mine.collection('orders').where({ shopId: 's2' }).get()).rejects.toMatchObject(denied);
    await expect(mine.collection('orders').get()).rejects.toMatchObject(denied);
    expect(await mine.collection('orders').add({ data: { until: Date.now() + 60_000 } })).toHaveProperty('_id');
    await expect(mine.collection('orders').add({ data: { until: Date.now() - 60_000 } })).rejects.toMatchObject(denied);
    await insert('shops', { _id: 'closing' });
    await local.wire({ action: 'database.modifyDocument', collectionName: 'shops', queryType: 'DOC', query: '{"_id":"main"}', data: '{"$set":{"open":false}}', multi: false, merge: true });
    await expect(mine.collection('orders').add({ data: { until: Date.now() + 60_000 } })).rejects.toMatchObject(denied);
  });

  test('true is for everybody, a rule that is missing for nobody', async () => {
    const { _id } = (await mine.collection('everybody').add({ data: { n: 1 } })) as { _id: string };
    expect(await yours.collection('everybody').doc(_id).update({ data: { n: 2 } })).toMatchObject({ stats: { updated: 1 } });
    expect(await yours.collection('everybody').doc(_id).set({ data: { n: 3 } })).toMatchObject({ stats: { updated: 1 } });
    expect(await stored('everybody', { _id })).toMatchObject([{ _openid: 'o-second' }]);
    await expect(mine.collection('nobody').get()).rejects.toMatchObject(denied);
    await expect(mine.collection('nobody').add({ data: {} })).rejects.toMatchObject(denied);
  });
});

describe('crafted requests', () => {
  const raw = (action: string, params: Fields) => phones.post('database', 'o-first', { action, params });

  test.each([
    ['database.aggregateDocuments', { collectionName: 'goods', stages: [] }],
    ['database.startTransaction', { collectionName: 'articles' }],
    ['database.addCollection', { collectionName: 'mine' }],
    ['constructor', { collectionName: 'articles' }],
    ['database.getDocument', { collectionName: { $ne: '' } }],
    ['database.modifyDocument', { collectionName: 'articles', transactionId: 'x', query: '{"_id":"a"}', data: '{"$set":{"n":1}}' }],
    // A replacement of whatever a query finds is not doc().set().
    ['database.modifyDocument', { collectionName: 'everybody', query: '{"n":1}', data: '{"n":9}', merge: false, multi: true, upsert: true }],
    ['database.modifyDocument', { collectionName: 'tasks', query: '{"points":3}', data: '{"state":"open","points":1}', merge: false }],
  ])('%s %j is refused', async (action, params) => {
    expect(await raw(action, params)).toMatchObject({ errCode: -502003 });
  });

  test.each([
    ['no parameters', 'database.getDocument', null, -401002],
    ['a broken query', 'database.getDocument', { collectionName: 'articles', query: '{' }, -501007],
    ['a query that is no text', 'database.getDocument', { collectionName: 'articles', query: { a: 1 } }, -501007],
    ['an update without operators', 'database.modifyDocument', { collectionName: 'articles', query: '{"_id":"a"}', data: '{"n":1}' }, -501007],
    ['documents that are no list', 'database.insertDocument', { collectionName: 'articles', data: '{"n":1}' }, -501007],
    ['an unknown operator', 'database.getDocument', { collectionName: 'articles', query: '{"a":{"$where":"1"}}' }, -502001],
  ])('%s', async (_what, action, params, errCode) => {
    expect(await raw(action, params as Fields)).toMatchObject({ errCode });
  });

  test('an update never inserts', async () => {
    const request = { collectionName: 'tasks', query: '{"_id":"new","_openid":"o-first"}', data: '{"$set":{"state":"secret"}}', merge: true, upsert: true, multi: false, queryType: 'WHERE' };
    expect(await raw('database.modifyDocument', request)).toMatchObject({ data: { updated: 0 } });
    expect(await stored('tasks', { _id: 'new' })).toEqual([]);
  });

  test('names of the prototype reach nothing', async () => {
    expect(await raw('database.modifyDocument', { collectionName: 'articles', queryType: 'WHERE', query: '{"_id":"a"}', data: '{"$set":{"__proto__.polluted":1}}' })).toHaveProperty('errCode');
    expect(await raw('database.insertDocument', { collectionName: 'articles', data: ['{"__proto__":{"polluted":1}}'] })).toHaveProperty('errCode');
    expect(({} as Fields).polluted).toBeUndefined();
  });
});
