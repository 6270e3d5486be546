/** Values of every type through the wire and the disk: extended JSON both ways, and what the SDK makes of the answers. */
import { EJSON } from 'bson';
import { startLocalCloud } from '../integration/support/local-cloud';
import { _, $, db, fresh, list, one, run, useService } from './support/service';

const service = useService();

/** What the server answers, before the SDK reads it. */
async function raw(collectionName: string): Promise<string> {
  const reply = await service.cloud.wire({ action: 'database.getDocument', collectionName, queryType: 'WHERE', limit: 1 });
  return (reply.data as { list: string[] }).list[0]!;
}

describe('what is written is read back', () => {
  const rows: [string, unknown][] = [
    ['a text', '小店 "quoted" \\ \n \u0000 \u2028'],
    ['an emoji', '👩‍👩‍👧‍👦'],
    ['an empty text', ''],
    ['an int', 5],
    ['a negative int', -2147483648],
    ['a long', 1_700_000_000_000],
    ['the largest exact integer', Number.MAX_SAFE_INTEGER],
    ['2 to the 53rd', 2 ** 53],
    ['a double', 3.14],
    ['a tiny double', 5e-324],
    ['a huge double', 1.7976931348623157e308],
    ['infinity', Infinity],
    ['minus infinity', -Infinity],
    ['NaN', NaN],
    ['true', true],
    ['false', false],
    ['null', null],
    ['a date', new Date('2024-02-29T08:00:00.123Z')],
    ['a date before 1970', new Date(-1)],
    ['a date of the year 9999', new Date('9999-12-31T23:59:59.999Z')],
    ['an empty array', []],
    ['an array of everything', [1, 'x', null, true, { a: [1] }, [2]]],
    ['an empty object', {}],
    ['a deep object', { a: { b: { c: { d: { e: 1 } } } } }],
    ['names with spaces and Chinese', { 名称: 1, 'a b': 2, '-': 3 }],
    ['an array with holes filled', [1, null, 3]],
  ];
  test.each(rows)('%s', async (_name, value) => {
    const collection = await fresh([{ v: value }]);
    expect((await one(collection)).v).toEqual(value);
  });
});

describe('on the wire', () => {
  test.each<[string, unknown, string]>([
    ['an int', 5, '{"$numberInt":"5"}'],
    ['a long', 2147483648, '{"$numberLong":"2147483648"}'],
    ['a double', 0.5, '{"$numberDouble":"0.5"}'],
    ['a whole double', { $numberDouble: '5.0' }, '{"$numberInt":"5"}'],
    ['a long that no double is', { $numberLong: '9007199254740993' }, '{"$numberLong":"9007199254740993"}'],
    ['the largest long', { $numberLong: '9223372036854775807' }, '{"$numberLong":"9223372036854775807"}'],
    ['the smallest long', { $numberLong: '-9223372036854775808' }, '{"$numberLong":"-9223372036854775808"}'],
    ['a date', new Date(5), '{"$date":{"$numberLong":"5"}}'],
    ['an ObjectId', { $oid: '507f1f77bcf86cd799439011' }, '{"$oid":"507f1f77bcf86cd799439011"}'],
    ['a regular expression', { $regularExpression: { pattern: '^a', options: 'i' } }, '{"$regularExpression":{"pattern":"^a","options":"i"}}'],
    ['bytes', { $binary: { base64: 'AQI=', subType: '00' } }, '{"$binary":{"base64":"AQI=","subType":"00"}}'],
    ['a decimal', { $numberDecimal: '1.10' }, '{"$numberDecimal":"1.10"}'],
    ['the time of a log', { $timestamp: { t: 5, i: 1 } }, '{"$timestamp":{"t":5,"i":1}}'],
  ])('%s', async (_name, value, expected) => {
    const collection = await fresh([{ v: value }]);
    expect(await raw(collection)).toBe(`{"_id":"0","v":${expected}}`);
  });
  test('after a restart it is the same', async () => {
    const values = { _id: 'x', a: { $numberLong: '9007199254740993' }, b: new Date(5), c: 2 ** 40, d: [-0.5, null, NaN, -0], e: { f: { $oid: '507f1f77bcf86cd799439011' } }, g: '\u0000', h: /a/i };
    const text = EJSON.stringify(values as never, { relaxed: false });
    const first = await startLocalCloud();
    await first.wire({ action: 'database.addCollection', collectionName: 'kept' });
    await first.wire({ action: 'database.insertDocument', collectionName: 'kept', data: [text] });
    const read = { action: 'database.getDocument', collectionName: 'kept' };
    const before = (await first.wire(read)).data;
    await first.stop();
    const second = await startLocalCloud({ root: first.root });
    expect((await second.wire(read)).data).toEqual(before);
    expect(before).toEqual({ list: [text] });
    await second.end();
  });
});

describe('64-bit integers', () => {
  let collection: string;
  beforeEach(async () => {
    collection = await fresh([{ n: { $numberLong: '9007199254740993' } }]);
  });
  test('trap: the SDK rounds them when it reads', async () => {
    expect((await one(collection)).n).toBe(9007199254740992);
  });
  test('_.inc is exact', async () => {
    await db.collection(collection).doc('0').update({ data: { n: _.inc(2) } });
    expect(await raw(collection)).toContain('"9007199254740995"');
  });
  test('_.mul is exact', async () => {
    await db.collection(collection).doc('0').update({ data: { n: _.mul(3) } });
    expect(await raw(collection)).toContain('"27021597764222979"');
  });
  test('two that differ by one are two ids', async () => {
    await db.collection(collection).add({ data: [{ _id: { $numberLong: '9007199254740993' } }, { _id: { $numberLong: '9007199254740992' } }] });
    expect((await db.collection(collection).where({ _id: { $numberLong: '9007199254740993' } }).count()).total).toBe(1);
  });
  test('they sort exactly', async () => {
    const name = await fresh(['9007199254740993', '9007199254740992', '9007199254740994', '-9007199254740993'].map((n) => ({ n: { $numberLong: n } })));
    expect((await list(db.collection(name).orderBy('n', 'asc'))).map(({ _id }) => _id)).toEqual(['3', '1', '0', '2']);
  });
  test('aggregation calculates exactly', async () => {
    const name = await fresh([{ n: { $numberLong: '9007199254740993' } }, { n: 2 }]);
    expect(await run(name, (p) => p.group({ _id: null, sum: $.sum('$n') }).project({ _id: 0, same: $.eq(['$sum', { $numberLong: '9007199254740995' }]) }))).toEqual([{ same: true }]);
  });
});

describe('what the SDK makes of it', () => {
  test('trap: an ObjectId is read as an empty shell', async () => {
    const collection = await fresh([{ ref: { $oid: '507f1f77bcf86cd799439011' } }]);
    expect(String((await one(collection)).ref)).not.toBe('507f1f77bcf86cd799439011');
    expect(await raw(collection)).toContain('{"$oid":"507f1f77bcf86cd799439011"}');
  });
  test('dates in pipelines are dates', async () => {
    const collection = await fresh([{ at: new Date(5) }]);
    expect(await run(collection, (p) => p.project({ _id: 0, at: 1, list: ['$at'] }))).toEqual([{ at: new Date(5), list: [new Date(5)] }]);
  });
  test('functions and symbols are no data', async () => {
    const collection = await fresh([{ a: 1, f: undefined }]);
    expect(await one(collection)).toEqual({ _id: '0', a: 1 });
  });
  test('a date of a serverDate is the same for all fields of one request', async () => {
    const collection = await fresh([{ a: db.serverDate(), b: [db.serverDate()], c: { d: db.serverDate({ offset: -1000 }) } }]);
    const { a, b, c } = (await one(collection)) as { a: Date; b: Date[]; c: { d: Date } };
    expect(b[0]).toEqual(a);
    expect(a.getTime() - c.d.getTime()).toBe(1000);
  });
});
