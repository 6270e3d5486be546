/** What add, set, update and remove do to whole documents, and what they answer. */
import { _, all, db, failure, fresh, one, useService } from './support/service';

useService();

const hex32 = expect.stringMatching(/^[0-9a-f]{32}$/) as string;

describe('add()', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh();
  });
  test('one document: its id', async () => {
    expect(await db.collection(collection).add({ data: { a: 1 } })).toEqual({ _id: hex32, errMsg: 'collection.add:ok' });
  });
  test('with an id of its own', async () => {
    expect(await db.collection(collection).add({ data: { _id: 'mine', a: 1 } })).toEqual({ _id: 'mine', errMsg: 'collection.add:ok' });
    expect(await one(collection, 'mine')).toEqual({ _id: 'mine', a: 1 });
  });
  test('several documents: their ids in order', async () => {
    expect(await db.collection(collection).add({ data: [{ _id: 'b' }, {}, { _id: 3 }] })).toEqual({ _ids: ['b', hex32, 3], errMsg: 'collection.add:ok' });
  });
  test('an empty document', async () => {
    const { _id } = (await db.collection(collection).add({ data: {} })) as { _id: string };
    expect(await one(collection, _id)).toEqual({ _id });
  });
  test('undefined fields are dropped by the SDK', async () => {
    await db.collection(collection).add({ data: { _id: 'x', a: undefined, b: { c: undefined, d: 1 } } });
    expect(await one(collection, 'x')).toEqual({ _id: 'x', b: { d: 1 } });
  });
  test('an id that is taken', async () => {
    await db.collection(collection).add({ data: { _id: 'x', a: 1 } });
    expect(await failure(db.collection(collection).add({ data: { _id: 'x', a: 2 } }))).toMatchObject({
      errCode: -502001,
      errMsg: expect.stringMatching(
        /^collection\.add:fail -502001 database request fail\. \[FailedOperation\.Insert\] multiple write errors: \[\{write errors: \[\{E11000 duplicate key error collection: tnt\.\S+ index: _id_ dup key: \{ _id: "x" \}\}\]\}, \{<nil>\}\]/,
      ) as string,
    });
    expect(await all(collection)).toEqual([{ _id: 'x', a: 1 }]);
  });
  test('1 and 1.0 are one id, 1 and "1" are two', async () => {
    await db.collection(collection).add({ data: [{ _id: 1 }, { _id: '1' }] });
    expect((await failure(db.collection(collection).add({ data: { _id: { $numberDouble: '1.0' } } }))).errMsg).toContain('dup key: { _id: 1 }');
  });
  test('of several documents those before the one that fails stay', async () => {
    expect((await failure(db.collection(collection).add({ data: [{ _id: 'a' }, { _id: 'a' }, { _id: 'b' }] }))).errMsg).toContain('E11000');
    expect(await all(collection)).toEqual([{ _id: 'a' }]);
  });
  test.each<[string, unknown, string]>([
    ['a list', [1], "can't use an array for _id"],
    ['a regular expression', /x/, "can't use a regex for _id"],
  ])('an id that is %s', async (_name, _id, message) => {
    const { errCode, errMsg } = await failure(db.collection(collection).add({ data: { _id, a: 1 } }));
    expect([errCode, errMsg]).toEqual([-502001, expect.stringContaining(message) as string]);
  });
  test.each<[string, unknown]>([
    ['null', null],
    ['a date', new Date(5)],
    ['a boolean', false],
    ['an object', { shop: 's1', day: '2024-01-01' }],
    ['a fraction', 1.5],
    ['an empty text', ''],
  ])('an id that is %s', async (_name, _id) => {
    await db.collection(collection).add({ data: { _id, a: 1 } });
    expect(await all(collection)).toEqual([{ _id, a: 1 }]);
    expect((await failure(db.collection(collection).add({ data: { _id, a: 2 } }))).errMsg).toContain('E11000');
  });
  test('an id that is an ObjectId is found by it', async () => {
    const _id = { $oid: '507f1f77bcf86cd799439011' };
    await db.collection(collection).add({ data: { _id, a: 1 } });
    expect((await db.collection(collection).where({ _id }).count()).total).toBe(1);
    expect((await db.collection(collection).where({ _id: _id.$oid }).count()).total).toBe(0);
    expect((await db.collection(collection).where({ _id }).update({ data: { a: 2 } })).stats.updated).toBe(1);
    expect((await failure(db.collection(collection).add({ data: { _id } }))).errMsg).toContain('E11000');
  });
  test('a field with a dollar is refused, at any depth', async () => {
    expect((await failure(db.collection(collection).add({ data: { a: [{ $set: 1 }] } }))).errMsg).toContain('is not valid for storage');
    expect(await all(collection)).toEqual([]);
  });
  test('fields named as in JavaScript are data like others', async () => {
    await db.collection(collection).add({ data: { _id: 'x', toString: 'a', length: 3, hasOwnProperty: 1, valueOf: null } });
    expect(await one(collection, 'x')).toEqual({ _id: 'x', toString: 'a', length: 3, hasOwnProperty: 1, valueOf: null });
    expect((await db.collection(collection).where({ hasOwnProperty: 1 }).count()).total).toBe(1);
  });
});

describe('doc().set()', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh([{ a: 1, b: 2 }]);
  });
  test('creates', async () => {
    expect(await db.collection(collection).doc('new').set({ data: { c: 3 } })).toEqual({ _id: 'new', stats: { created: 1, updated: 0 }, errMsg: 'document.set:ok' });
    expect(await one(collection, 'new')).toEqual({ _id: 'new', c: 3 });
  });
  test('replaces', async () => {
    expect(await db.collection(collection).doc('0').set({ data: { c: 3 } })).toEqual({ _id: '0', stats: { created: 0, updated: 1 }, errMsg: 'document.set:ok' });
    expect(await one(collection)).toEqual({ _id: '0', c: 3 });
  });
  test('the same again changes nothing', async () => {
    expect((await db.collection(collection).doc('0').set({ data: { a: 1, b: 2 } })).stats).toEqual({ created: 0, updated: 0 });
  });
  test('the same fields in another order are a change', async () => {
    expect((await db.collection(collection).doc('0').set({ data: { b: 2, a: 1 } })).stats).toEqual({ created: 0, updated: 1 });
    expect(Object.keys(await one(collection))).toEqual(['_id', 'b', 'a']);
  });
  test('with a number as the id', async () => {
    await db.collection(collection).doc(5).set({ data: { a: 1 } });
    expect(await one(collection, 5)).toEqual({ _id: 5, a: 1 });
  });
  test('a nested object is replaced as a whole', async () => {
    await db.collection(collection).doc('0').set({ data: { deep: { x: 1 } } });
    await db.collection(collection).doc('0').set({ data: { deep: { y: 1 } } });
    expect(await one(collection)).toEqual({ _id: '0', deep: { y: 1 } });
  });
  test('with _id in the data', async () => {
    expect((await failure(db.collection(collection).doc('0').set({ data: { _id: '1', a: 1 } }))).errMsg).toContain('不能更新_id的值');
  });
  test('with a command', async () => {
    expect((await failure(db.collection(collection).doc('0').set({ data: { a: _.inc(1) } }))).errMsg).toContain('update operator complicit');
  });
  test('of nothing', async () => {
    expect(await failure(db.collection(collection).doc('0').set({ data: {} }))).toMatchObject({ errCode: -1 });
    expect(await one(collection)).toEqual({ _id: '0', a: 1, b: 2 });
  });
  test('an operator is no data', async () => {
    expect((await failure(db.collection(collection).doc('0').set({ data: { $set: { a: 1 } } }))).errMsg).toContain('is not valid for storage');
  });
});

describe('update()', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh([{ a: 1 }, { a: 1 }, { a: 2 }]);
  });
  test('of a document', async () => {
    expect(await db.collection(collection).doc('0').update({ data: { b: 1 } })).toEqual({ stats: { updated: 1 }, errMsg: 'document.update:ok' });
  });
  test('of a document that is not there', async () => {
    expect(await db.collection(collection).doc('none').update({ data: { b: 1 } })).toEqual({ stats: { updated: 0 }, errMsg: 'document.update:ok' });
    expect(await all(collection)).toHaveLength(3);
  });
  test('of all that match', async () => {
    expect(await db.collection(collection).where({ a: 1 }).update({ data: { b: 1 } })).toEqual({ stats: { updated: 2 }, errMsg: 'collection.update:ok' });
  });
  test('of those only that become different', async () => {
    await db.collection(collection).doc('0').update({ data: { b: 1 } });
    expect((await db.collection(collection).where({ a: 1 }).update({ data: { b: 1 } })).stats).toEqual({ updated: 1 });
  });
  test('of the first one', async () => {
    expect((await db.collection(collection).where({ a: 1 }).update({ data: { b: 1 }, multi: false })).stats).toEqual({ updated: 1 });
    expect(await all(collection)).toEqual([{ _id: '0', a: 1, b: 1 }, { _id: '1', a: 1 }, { _id: '2', a: 2 }]);
  });
  test('guarded: nobody else in between', async () => {
    const buy = async () => (await db.collection(collection).where({ _id: '2', a: _.gte(1) }).update({ data: { a: _.inc(-1) } })).stats.updated as number;
    const bought = await Promise.all(Array.from({ length: 10 }, buy));
    expect(bought.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(await one(collection, '2')).toEqual({ _id: '2', a: 0 });
  });
  test('orderBy, limit and skip mean nothing to it', async () => {
    expect((await db.collection(collection).where({ a: 1 }).orderBy('_id', 'desc').limit(1).update({ data: { b: 1 } })).stats).toEqual({ updated: 2 });
  });
  test('by the element that the query met', async () => {
    await db.collection(collection).doc('0').update({ data: { lines: [{ sku: 'x', n: 1 }, { sku: 'y', n: 1 }] } });
    await db.collection(collection).where({ _id: '0', 'lines.sku': 'y' }).update({ data: { 'lines.$.n': _.inc(5) } });
    expect((await one(collection)).lines).toEqual([{ sku: 'x', n: 1 }, { sku: 'y', n: 6 }]);
  });
  test('of every element', async () => {
    await db.collection(collection).doc('0').update({ data: { lines: [{ n: 1 }, { n: 2 }] } });
    await db.collection(collection).doc('0').update({ data: { 'lines.$[].n': _.mul(10) } });
    expect((await one(collection)).lines).toEqual([{ n: 10 }, { n: 20 }]);
  });
  test('without a match the positional operator is refused', async () => {
    await db.collection(collection).doc('0').update({ data: { lines: [{ n: 1 }] } });
    expect((await failure(db.collection(collection).doc('0').update({ data: { 'lines.$.n': 2 } }))).errMsg).toContain('The positional operator did not find the match needed from the query');
  });
  test('of many: those before the one that is refused are changed', async () => {
    await db.collection(collection).doc('1').update({ data: { n: 'x' } });
    expect((await failure(db.collection(collection).where({}).update({ data: { n: _.inc(1) } }))).errMsg).toContain('non-numeric type string');
    expect(await all(collection)).toEqual([{ _id: '0', a: 1, n: 1 }, { _id: '1', a: 1, n: 'x' }, { _id: '2', a: 2 }]);
  });
  test.each<[string, object, string]>([
    ['the id', { _id: 'x' }, '不能更新_id的值'],
    ['the id by an operator', { $set: { _id: 'x' } }, "Performing an update on the path '_id' would modify the immutable field '_id'"],
    ['a part of the id', { '_id.x': 1 }, "Cannot create field 'x' in element {_id: \"0\"}"],
  ])('of %s', async (_name, data, message) => {
    expect((await failure(db.collection(collection).doc('0').update({ data }))).errMsg).toContain(message);
    expect(await one(collection)).toEqual({ _id: '0', a: 1 });
  });
  test('of nothing is refused by the SDK', async () => {
    expect(await failure(db.collection(collection).doc('0').update({ data: {} }))).toMatchObject({ errCode: -1 });
  });
});

describe('remove()', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh([{ a: 1 }, { a: 1 }, { a: 2 }]);
  });
  test('of a document', async () => {
    expect(await db.collection(collection).doc('0').remove()).toEqual({ stats: { removed: 1 }, errMsg: 'document.remove:ok' });
    expect(await db.collection(collection).doc('0').remove()).toEqual({ stats: { removed: 0 }, errMsg: 'document.remove:ok' });
  });
  test('of all that match', async () => {
    expect(await db.collection(collection).where({ a: 1 }).remove()).toEqual({ stats: { removed: 2 }, errMsg: 'collection.remove:ok' });
    expect(await all(collection)).toEqual([{ _id: '2', a: 2 }]);
  });
  test('of the first one', async () => {
    expect((await db.collection(collection).where({ a: 1 }).remove({ multi: false })).stats).toEqual({ removed: 1 });
    expect(await all(collection)).toHaveLength(2);
  });
  test('of everything', async () => {
    expect((await db.collection(collection).where({ _id: _.exists(true) }).remove()).stats).toEqual({ removed: 3 });
  });
  test('an id that was removed is free again', async () => {
    await db.collection(collection).doc('0').remove();
    await db.collection(collection).add({ data: { _id: '0', b: 1 } });
    expect(await one(collection)).toEqual({ _id: '0', b: 1 });
  });
});
