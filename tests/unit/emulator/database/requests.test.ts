/** Requests as they come over the wire: types, limits, refusals, and the door through which all of them pass. */
import fc from 'fast-check';
import { EJSON } from 'bson';
import { canonicalText, parseStored, parseValue, storedText } from '../../../../emulator/cloud/database/ejson';
import { encodeKey } from '../../../../emulator/cloud/database/index-key';
import { compareValues, equalValues } from '../../../../emulator/cloud/database/values';
import type { Interceptor } from '../../../../emulator/cloud/database';
import { openClient, refusal, type Client } from './support';

let client: Client;
beforeEach(async () => {
  client = await openClient([{ name: 'c', indexes: [{ name: 'code', keys: [['code', 1]], unique: true }] }, { name: 'plain' }]);
});
const send = (action: string, params: Record<string, unknown>) => client.database.handle(`database.${action}`, params);

describe('EJSON', () => {
  const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      // Integers beyond 2^53 have a test of their own.
      fc.double().filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) > 2 ** 63),
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string().filter((key) => !/^\$|\0|__proto__|constructor|prototype/.test(key)), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  test('what is written is read back, by us and by bson', () => {
    fc.assert(
      fc.property(value, (original) => {
        const written = canonicalText(original);
        expect(written).toBe(EJSON.stringify(original as never, { relaxed: false }));
        expect(parseValue(written, 'value', 0)).toEqual(original);
        expect(parseStored(storedText({ original }))).toEqual({ original });
      }),
      { numRuns: 500 },
    );
  });
  test('integers of 64 bits lose no digit, and are told apart from their neighbours', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (integer) => {
        const written = integer >= -(2n ** 31n) && integer < 2n ** 31n ? `{"$numberInt":"${integer}"}` : `{"$numberLong":"${integer}"}`;
        const value = parseValue(written, 'value', 0);
        expect(canonicalText(value)).toBe(written);
        expect(canonicalText(parseStored(storedText({ value })))).toBe(`{"value":${written}}`);
        if (integer === 2n ** 63n - 1n) return;
        const next = parseValue(`{"$numberLong":"${integer + 1n}"}`, 'next', 0);
        expect([compareValues(value, next), compareValues(next, value), equalValues(value, next)]).toEqual([-1, 1, false]);
        for (const direction of [1, -1] as const) expect(encodeKey(value, direction) < encodeKey(next, direction)).toBe(direction === 1);
      }),
      { numRuns: 500 },
    );
  });
  test('the rarer types', () => {
    const written =
      '{"id":{"$oid":"507f1f77bcf86cd799439011"},"re":{"$regularExpression":{"pattern":"^a","options":"i"}},"b":{"$binary":{"base64":"AQI=","subType":"00"}}}';
    const read = parseValue(written, 'value', 0) as Record<string, unknown>;
    expect(read.re).toEqual(/^a/i);
    expect(canonicalText(read)).toBe(written);
    expect(canonicalText(parseStored(storedText(read)))).toBe(written);
  });
  test('the time of the server', () => {
    expect(parseValue('{"a":{"$tcb_server_date":{"offset":{"$numberInt":"1000"}}},"b":{"$tcb_server_date":{}}}', 'value', 5000)).toEqual({ a: new Date(6000), b: new Date(5000) });
  });
});

describe('malformed requests change nothing', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['broken EJSON', 'insertDocument', { data: ['{"a":'] }, 'INVALID_PARAM'],
    ['data that is no list', 'insertDocument', { data: '{"a":1}' }, 'INVALID_PARAM'],
    ['a document that is none', 'insertDocument', { data: ['[1]'] }, 'INVALID_PARAM'],
    ['a number that is none', 'insertDocument', { data: ['{"a":{"$numberInt":"x"}}'] }, 'INVALID_PARAM'],
    ['a date that is none', 'insertDocument', { data: ['{"a":{"$date":"yesterday"}}'] }, 'INVALID_PARAM'],
    ['__proto__', 'insertDocument', { data: ['{"__proto__":{"x":1}}'] }, 'INVALID_PARAM'],
    ['a deep __proto__', 'insertDocument', { data: ['{"a":[{"b":{"__proto__":1}}]}'] }, 'INVALID_PARAM'],
    ['constructor', 'insertDocument', { data: ['{"a":{"constructor":{"prototype":1}}}'] }, 'INVALID_PARAM'],
    ['an endless document', 'insertDocument', { data: [`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`] }, 'INVALID_PARAM'],
    ['an id that is a list', 'insertDocument', { data: ['{"_id":[1]}'] }, 'DATABASE_REQUEST_FAILED'],
    ['a field with a dollar', 'insertDocument', { data: ['{"a":{"$x":1}}'] }, 'DATABASE_REQUEST_FAILED'],
    ['a query that is a list', 'getDocument', { query: '[]' }, 'INVALID_PARAM'],
    ['a query that is an object', 'getDocument', { query: { $ne: null } }, 'INVALID_PARAM'],
    ['an unknown operator', 'getDocument', { query: '{"a":{"$where":1}}' }, 'DATABASE_REQUEST_FAILED'],
    ['an order that is none', 'getDocument', { order: '{"a":2}' }, 'DATABASE_REQUEST_FAILED'],
    ['a limit that is a text', 'getDocument', { limit: '5' }, 'INVALID_PARAM'],
    ['a negative offset', 'getDocument', { offset: -1 }, 'INVALID_PARAM'],
    ['a mixed projection', 'getDocument', { projection: '{"a":1,"b":0}' }, 'DATABASE_REQUEST_FAILED'],
    ['an update through __proto__', 'modifyDocument', { query: '{}', data: '{"$set":{"a.__proto__.x":1}}', merge: true, multi: true }, 'INVALID_PARAM'],
    ['an unknown update', 'modifyDocument', { query: '{}', data: '{"$jump":{"a":1}}', merge: true, multi: true }, 'DATABASE_REQUEST_FAILED'],
    ['a replacement with operators', 'modifyDocument', { query: '{"_id":"x"}', data: '{"$set":{"a":1}}', merge: false }, 'DATABASE_REQUEST_FAILED'],
    ['stages that are none', 'aggregateDocuments', { stages: [{}] }, 'INVALID_PARAM'],
    ['$out', 'aggregateDocuments', { stages: [{ stageKey: '$out', stageValue: '"plain"' }] }, 'DATABASE_REQUEST_FAILED'],
    ['$merge', 'aggregateDocuments', { stages: [{ stageKey: '$merge', stageValue: '{"into":"plain"}' }] }, 'DATABASE_REQUEST_FAILED'],
    ['code in a pipeline', 'aggregateDocuments', { stages: [{ stageKey: '$project', stageValue: '{"x":{"$function":{"body":"1","args":[],"lang":"js"}}}' }] }, 'DATABASE_REQUEST_FAILED'],
    ['a bad name for a collection', 'addCollection', { collectionName: '$bad name' }, 'INVALID_PARAM'],
    ['an unknown action', 'dropEverything', {}, 'INVALID_PARAM'],
    ['an inherited action', 'constructor', {}, 'INVALID_PARAM'],
    ['a collection that is not there', 'modifyDocument', { collectionName: 'nope', query: '{}', data: '{}' }, 'DATABASE_COLLECTION_NOT_EXIST'],
    ['a collection name that is an object', 'getDocument', { collectionName: { $ne: 1 } }, 'DATABASE_COLLECTION_NOT_EXIST'],
  ])('%s', async (_name, action, params, code) => {
    await client.add('c', { _id: 'x', a: { b: 1 } });
    const before = JSON.stringify(client.database.find('c'));
    expect(await refusal(send(action, { collectionName: 'c', ...params }))).toMatchObject({ code });
    expect(JSON.stringify(client.database.find('c'))).toBe(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('any text at all gives an answer or a CloudError', async () => {
    const word = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"$set":{"a":1}}', '{"a":{"$gt":{}}}', '{"$or":[{}]}', '{"a":{"$elemMatch":{}}}', '{"$expr":{"$gt":["$a",1]}}'));
    const action = fc.constantFrom('insertDocument', 'getDocument', 'calculateDocument', 'modifyDocument', 'removeDocument', 'aggregateDocuments');
    await fc.assert(
      fc.asyncProperty(action, word, word, fc.boolean(), async (name, first, second, flag) => {
        const params = { collectionName: 'plain', query: first, data: name === 'insertDocument' ? [second] : second, order: flag ? second : undefined, merge: flag, multi: flag, upsert: !flag };
        await send(name, { ...params, stages: [{ stageKey: '$project', stageValue: second }] }).catch((error: { code: string }) => {
          expect(error.code).toMatch(/^(INVALID_PARAM|DATABASE_REQUEST_FAILED)$/);
        });
      }),
      { numRuns: 400 },
    );
  });
});

describe('limits', () => {
  test('16 MB for a document, also for one that grows', async () => {
    const half = 'x'.repeat(9 * 1024 * 1024);
    await client.add('plain', { _id: 'a', half });
    expect((await refusal(client.update('plain', { _id: 'a' }, { $set: { more: half } }))).message).toContain('Size must be between 0 and 16777216');
    expect((await refusal(client.add('plain', { a: half, b: half }))).message).toContain('Size must be between 0 and 16777216');
    expect(client.database.find('plain')).toHaveLength(1);
  });
  test('1024 for an indexed value', async () => {
    expect((await refusal(client.add('c', { code: 'x'.repeat(1100) }))).message).toContain('key too large to index');
    await client.add('plain', { code: 'x'.repeat(1100) });
  });
  test('arrays in two fields of one index', async () => {
    await client.database.declare([{ name: 'two', indexes: [{ name: 'ab', keys: [['a', 1], ['b', 1]] }] }]);
    await client.add('two', { a: [1], b: 2 });
    expect((await refusal(client.add('two', { a: [1], b: [2] }))).message).toContain('cannot index parallel arrays');
  });
});

describe('unique indexes', () => {
  test('a missing field counts as null', async () => {
    await client.add('c', { _id: 'a' });
    const refused = await refusal(client.add('c', { _id: 'b', code: null }));
    expect(refused).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
    expect(refused.message).toContain('[FailedOperation.Insert] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt.c index: code dup key: { code: null }}]}');
  });
  test('also for updates and replacements; the document itself is no rival', async () => {
    await client.add('c', [{ _id: 'a', code: 1 }, { _id: 'b', code: 2 }]);
    expect((await refusal(client.update('c', { _id: 'b' }, { $set: { code: 1 } }))).message).toContain('dup key: { code: 1 }');
    expect((await refusal(client.set('c', 'b', { code: 1 }))).message).toContain('E11000');
    expect(await client.set('c', 'a', { code: 1, more: 1 })).toEqual({ updated: 1, upsert_id: null });
    await client.remove('c', { _id: 'a' });
    expect(await client.update('c', { _id: 'b' }, { $set: { code: 1 } })).toEqual({ updated: 1, upsert_id: null });
  });
  test('of many added, those before the failure stay', async () => {
    await refusal(client.add('c', [{ _id: 'a', code: 1 }, { _id: 'b', code: 1 }, { _id: 'd', code: 3 }]));
    expect(client.database.find('c').map(({ _id }) => _id)).toEqual(['a']);
  });
  test('over the elements of arrays', async () => {
    await client.add('c', { _id: 'a', code: ['x', 'y', 'x'] });
    expect((await refusal(client.add('c', { code: ['z', 'y'] }))).message).toContain('E11000');
  });
  test('one that the documents break is not declared, and says which documents', async () => {
    await client.add('plain', [{ _id: 'p', n: 1 }, { _id: 'q', n: 1 }]);
    const declaring = client.database.declare([{ name: 'plain', indexes: [{ name: 'n', keys: [['n', 1]], unique: true }] }]);
    await expect(declaring).rejects.toMatchObject({ message: expect.stringContaining('index n of collection plain cannot be built: documents "p" and "q"') as string });
    await client.add('plain', { n: 1 });
  });
});

describe('writes that create', () => {
  test('an upsert takes the equalities of its query', async () => {
    const made = await client.update('plain', { kind: 'k', n: { $gt: 1 }, size: { $eq: 2 } }, { $inc: { hits: 1 }, $setOnInsert: { born: true } }, { upsert: true });
    expect(client.database.find('plain')).toEqual([{ _id: made.upsert_id, kind: 'k', size: 2, hits: 1, born: true }]);
    await client.update('plain', { kind: 'k' }, { $inc: { hits: 1 }, $setOnInsert: { born: false } }, { upsert: true });
    expect(client.database.find('plain')).toMatchObject([{ hits: 2, born: true }]);
  });
  test('a list of ids that are numbers, texts and dates', async () => {
    await client.add('plain', [{ _id: 1 }, { _id: '1' }, { _id: 1.5 }, { _id: new Date(1) }]);
    expect((await refusal(client.add('plain', { _id: 1 }))).message).toContain('dup key: { _id: 1 }');
    expect(await client.count('plain', { _id: '1' })).toBe(1);
  });
  test('the positional operator changes the element that matched', async () => {
    await client.add('plain', { _id: 'p', list: [{ k: 1, n: 0 }, { k: 2, n: 0 }] });
    await client.update('plain', { _id: 'p', 'list.k': 2 }, { $inc: { 'list.$.n': 5 } });
    expect(client.database.find('plain')).toMatchObject([{ list: [{ n: 0 }, { n: 5 }] }]);
    expect((await refusal(client.update('plain', { _id: 'p' }, { $inc: { 'list.$.n': 5 } }))).message).toContain('positional operator did not find');
  });
});

describe('the one door', () => {
  afterEach(() => client.database.intercept(null));
  const intercepting = (interceptor: Interceptor) => client.database.intercept(interceptor);

  test('a failure before changes nothing; a failure after loses only the reply', async () => {
    intercepting({ before: ({ action }) => Promise.reject(new Error(`no ${action}`)) });
    expect(await refusal(client.add('c', { _id: 'a', code: 1 }))).toMatchObject({ code: 'SYS_ERR', message: expect.stringContaining('no database.insertDocument') as string });
    intercepting({
      after: () => {
        throw new Error('lost');
      },
    });
    await refusal(client.add('c', { _id: 'b', code: 2 }));
    client.database.intercept(null);
    expect(client.database.find('c').map(({ _id }) => _id)).toEqual(['b']);
  });

  test('it knows what was looked at, and counts by action', async () => {
    await client.add('plain', Array.from({ length: 7 }, (_, i) => ({ i })));
    const seen: number[] = [];
    intercepting({ after: ({ examined }) => void seen.push(examined) });
    await client.get('plain', { i: 3 });
    await refusal(client.get('nope', {}));
    expect(seen).toEqual([7]);
    expect(client.database.stats()).toMatchObject({
      actions: { 'database.getDocument': { operations: 2, failed: 1, examined: 7 } },
      collections: { plain: { documents: 7, indexes: 0 }, c: { documents: 0, indexes: 1 } },
    });
  });

  test('after closing everything is refused', async () => {
    await client.database.close();
    expect(await refusal(client.get('plain', {}))).toMatchObject({ code: 'SYS_ERR' });
  });
});

test('insertMissing keeps what is there; empty takes all away and leaves indexes', async () => {
  expect(await client.database.insertMissing('c', [{ _id: 'a', code: 1 }, { _id: 'b', code: 2 }] as never)).toEqual({ added: 2, kept: 0 });
  await client.update('c', { _id: 'a' }, { $set: { code: 9 } });
  expect(await client.database.insertMissing('c', [{ _id: 'a', code: 1 }, { _id: 'd', code: 4, gone: undefined }] as never)).toEqual({ added: 1, kept: 1 });
  expect(client.database.find('c', { _id: 'a' })).toEqual([{ _id: 'a', code: 9 }]);
  expect(client.database.find('c', { _id: 'd' })).toEqual([{ _id: 'd', code: 4 }]);
  const t = await client.begin();
  await client.add('c', { _id: 'open', code: 77 }, t);
  await client.database.empty(['c']);
  expect(await client.count('c')).toBe(0);
  expect((await refusal(client.commit(t))).code).toBe('DATABASE_TRANSACTION_FAIL');
  await client.add('c', { code: 5 });
  expect((await refusal(client.add('c', { code: 5 }))).message).toContain('index: code');
  expect(await client.database.insertMissing('fresh', [{ _id: 'a' }])).toEqual({ added: 1, kept: 0 });
});

test('an upsert whose id is taken by a document that does not match', async () => {
  await client.add('plain', { _id: 'a', n: 1 });
  expect((await refusal(client.update('plain', { _id: 'a', n: 2 }, { $set: { m: 1 } }, { upsert: true }))).message).toContain('dup key: { _id: "a" }');
});

test('the name of an action reaches nothing inherited', async () => {
  expect(await refusal(client.database.handle('__proto__', {}))).toMatchObject({ code: 'INVALID_PARAM' });
  expect(({} as Record<string, unknown>).operations).toBeUndefined();
});
