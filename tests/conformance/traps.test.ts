/** What the SDK does to requests on their way, which bites on the real service and therefore here. */
import { _, db, failure, fresh, list, one, useService } from './support/service';

useService();

let collection: string;
beforeAll(async () => {
  collection = await fresh([{ a: 1, b: 1, phone: '1' }, { a: 1, b: 2, phone: '2' }, { a: 2, b: 2 }, { a: 3, b: 3 }]);
});
const ids = async (where: object): Promise<string> => (await list(db.collection(collection).where(where))).map(({ _id }) => _id).sort().join('');

describe('conditions', () => {
  test('an empty object as a value matches everything', async () => {
    expect(await ids({ _id: {} })).toBe('0123');
    expect(await ids({ a: {} })).toBe('0123');
  });
  test('a condition of undefined is dropped', async () => {
    expect(await ids({ _openid: undefined, a: 1 })).toBe('01');
  });
  test('conditions that are all undefined are refused by the SDK', async () => {
    expect(await failure(() => db.collection(collection).where({ a: undefined }))).toBeInstanceOf(Error);
  });
  test('an object of the caller is taken as a condition', async () => {
    expect(await ids({ phone: { $ne: null } })).toBe('01');
    expect(await ids({ phone: { $regex: '.' } })).toBe('01');
  });
  test('two fields with _.or become one list: a or b, not a and b', async () => {
    expect(await ids({ a: _.or(_.eq(1), _.eq(2)), b: _.or(_.eq(3), _.eq(9)) })).toBe('0123');
  });
  test('wrapped in _.and they are two', async () => {
    expect(await ids(_.and([{ a: _.or(_.eq(1), _.eq(2)) }, { b: _.or(_.eq(2), _.eq(9)) }]))).toBe('12');
  });
  test('two fields with _.and become one list too, which is what is meant', async () => {
    expect(await ids({ a: _.gte(1).lte(2), b: _.gte(2).lte(2) })).toBe('12');
  });
  test('a command in an array is no command', async () => {
    expect(await ids({ a: _.in([_.gt(1)]) }).catch((error: { errMsg: string }) => error.errMsg)).not.toBe('23');
  });
  test('a condition on an object becomes conditions on its parts', async () => {
    const name = await fresh([{ size: { w: 1, h: 2 } }, { size: { h: 2, w: 1, d: 3 } }]);
    expect(await list(db.collection(name).where({ size: { w: 1, h: 2 } }))).toHaveLength(2);
    expect(await list(db.collection(name).where({ size: _.eq({ w: 1, h: 2 }) }))).toHaveLength(1);
  });
  test('where() twice: the second counts', async () => {
    expect((await list(db.collection(collection).where({ a: 1 }).where({ b: 2 }))).map(({ _id }) => _id)).toEqual(['1', '2']);
  });
  test('orderBy twice by one field: the last direction, in the first place', async () => {
    expect((await list(db.collection(collection).orderBy('a', 'asc').orderBy('b', 'asc').orderBy('a', 'desc'))).map(({ _id }) => _id)).toEqual(['3', '2', '0', '1']);
  });
});

describe('updates', () => {
  test('an empty object changes nothing', async () => {
    const name = await fresh([{ attr: { x: 1 } }]);
    expect((await db.collection(name).doc('0').update({ data: { attr: {} } })).stats.updated).toBe(0);
    expect(await one(name)).toEqual({ _id: '0', attr: { x: 1 } });
  });
  test('_.set of an empty object does', async () => {
    const name = await fresh([{ attr: { x: 1 } }]);
    expect((await db.collection(name).doc('0').update({ data: { attr: _.set({}) } })).stats.updated).toBe(1);
    expect(await one(name)).toEqual({ _id: '0', attr: {} });
  });
  test('operators of the caller pass through', async () => {
    const name = await fresh([{ balance: 1, name: 'x' }]);
    const fromOutside = { name: 'y', $inc: { balance: 1000 } };
    await db.collection(name).doc('0').update({ data: fromOutside });
    expect(await one(name)).toEqual({ _id: '0', balance: 1001, name: 'y' });
  });
  test('a command in an array is written as it looks', async () => {
    const name = await fresh([{ list: [1] }]);
    const outcome = await db.collection(name).doc('0').update({ data: { list: [_.inc(1)] } }).then(() => one(name), (error: { errMsg: string }) => error.errMsg);
    expect(outcome).not.toEqual({ _id: '0', list: [2] });
  });
  test('undefined fields are dropped', async () => {
    const name = await fresh([{ a: 1, b: 1 }]);
    await db.collection(name).doc('0').update({ data: { a: undefined, b: 2 } });
    expect(await one(name)).toEqual({ _id: '0', a: 1, b: 2 });
  });
  test('only undefined fields: nothing changes', async () => {
    const name = await fresh([{ a: 1 }]);
    expect((await db.collection(name).doc('0').update({ data: { a: undefined } })).stats.updated).toBe(0);
  });
  test('a date in a nested object is a value, not an object', async () => {
    const name = await fresh([{ at: { from: new Date(1), to: new Date(2) } }]);
    await db.collection(name).doc('0').update({ data: { at: { to: new Date(9) } } });
    expect(await one(name)).toEqual({ _id: '0', at: { from: new Date(1), to: new Date(9) } });
  });
  test('where().update() without a condition touches everything', async () => {
    const name = await fresh([{ a: 1 }, { a: 2 }]);
    expect((await db.collection(name).where({}).update({ data: { seen: true } })).stats.updated).toBe(2);
  });
});
