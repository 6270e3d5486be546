/** What nobody should send: it gets an error, changes nothing, and the server goes on. */
import { spawn } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';
import { Phones } from './support/phone';

let local: LocalCloud;
let phones: Phones;
let before: unknown;
beforeAll(async () => {
  local = await startLocalCloud();
  phones = await Phones.open(() => local.cloud);
  await local.cloud.seed('small');
  before = await everything();
});
afterAll(async () => {
  await phones.close();
  await local.end();
});
async function everything(): Promise<unknown> {
  const { data } = await local.wire({ action: 'database.getDocument', collectionName: 'goods', queryType: 'WHERE', limit: 1000 });
  return { documents: data, collections: (await local.control<{ collections: unknown }>('stats')).collections };
}
afterEach(async () => {
  expect(await everything()).toEqual(before);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const DEEP = '{"a":'.repeat(500) + '1' + '}'.repeat(500);
const BROKEN = ['{', '[', 'null', '7', '"text"', '[1]', '{"a":{"$date":"never"}}', '{"a":{"$numberInt":"x"}}', '{"a":{"$oid":"short"}}', '{"a":{"$regularExpression":{"pattern":"("}}}', DEEP, '\u0000'];

describe('malformed EJSON', () => {
  const base = { collectionName: 'goods', queryType: 'WHERE' };
  const requests: [string, (text: unknown) => object][] = [
    ['query of get', (query) => ({ ...base, action: 'database.getDocument', query })],
    ['query of count', (query) => ({ ...base, action: 'database.calculateDocument', query })],
    ['query of remove', (query) => ({ ...base, action: 'database.removeDocument', query, multi: true })],
    ['data of add', (data) => ({ ...base, action: 'database.insertDocument', data: [data] })],
    ['data of update', (data) => ({ ...base, action: 'database.modifyDocument', query: '{"_id":"g1"}', data, multi: true, merge: true })],
    ['data of set', (data) => ({ ...base, action: 'database.modifyDocument', queryType: 'DOC', query: '{"_id":"g1"}', data, merge: false, upsert: true })],
    ['a stage', (stageValue) => ({ ...base, action: 'database.aggregateDocuments', stages: [{ stageKey: '$match', stageValue }] })],
  ];
  test.each(requests)('as %s', async (_what, request) => {
    for (const text of BROKEN) {
      const reply = await local.wire(request(text));
      expect([text.slice(0, 60), reply.code]).toEqual([text.slice(0, 60), expect.stringMatching(/^(INVALID_PARAM|DATABASE_REQUEST_FAILED)$/)]);
    }
    for (const value of [{ $ne: 1 }, 7, true, []]) expect(await local.wire(request(value))).toMatchObject({ code: 'INVALID_PARAM' });
  });

  test('as lists, numbers and names of other types', async () => {
    for (const wrong of [{ collectionName: 7 }, { collectionName: null }, { limit: -1 }, { limit: '5' }, { limit: 1.5 }, { offset: {} }, { order: '{"a":2}' }, { projection: '{' }, { transactionId: {} }]) {
      expect(await local.wire({ ...base, action: 'database.getDocument', ...wrong })).toHaveProperty('code');
    }
    for (const stages of [null, {}, [null], [{}], [{ stageKey: '$where', stageValue: '1' }], [{ stageKey: 'constructor', stageValue: '{}' }]]) {
      expect(await local.wire({ ...base, action: 'database.aggregateDocuments', stages })).toHaveProperty('code');
    }
  });
});

describe('unknown actions', () => {
  test.each(['database.drop', 'database.constructor', 'database.__proto__', 'database.', 'storage.read', 'functions.create', 'wx.pay', 'toString.x', '__proto__.x', '.', ''])('"%s"', async (action) => {
    expect(await local.wire({ action, collectionName: 'goods' })).toMatchObject({ code: expect.any(String) as string, message: expect.any(String) as string });
  });
});

describe('names of the prototype', () => {
  const base = { collectionName: 'goods', queryType: 'WHERE', query: '{"_id":"g1"}', multi: true, merge: true };
  test.each(['__proto__.polluted', 'constructor.prototype.polluted', 'a.__proto__.polluted', '__proto__'])('an update of %s is refused', async (path) => {
    for (const operator of ['$set', '$inc', '$push', '$rename', '$unset', '$max']) {
      const data = `{${JSON.stringify(operator)}:{${JSON.stringify(path)}:${operator === '$rename' ? '"polluted"' : '1'}}}`;
      expect(await local.wire({ ...base, action: 'database.modifyDocument', data })).toHaveProperty('code');
    }
    expect(await local.wire({ ...base, action: 'database.modifyDocument', data: `{"$rename":{"title":${JSON.stringify(path)}}}` })).toHaveProperty('code');
  });

  test('a document with them is refused', async () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"a":{"__proto__":{"polluted":1}}}', '{"a":[{"__proto__":1}]}']) {
      expect(await local.wire({ action: 'database.insertDocument', collectionName: 'goods', data: [text] })).toHaveProperty('code');
    }
  });

  test('in forms, events, requests and controls they are names like others', async () => {
    expect(await local.wire('{"action":"database.getDocument","__proto__":{"collectionName":"goods"}}')).toHaveProperty('code');
    const { result } = await local.cloud.invoke('echo', JSON.parse('{"__proto__":{"polluted":1},"note":"x"}'), { openid: 'o-first' });
    expect(result).toMatchObject({ event: { note: 'x' } });
    expect(await phones.post('call', 'o-first', '{"name":"echo","data":{"__proto__":{"polluted":1}}}')).toHaveProperty('result');
    expect(await phones.post('__proto__', 'o-first', {})).toHaveProperty('errCode');
    await expect(local.control('__proto__')).rejects.toThrow('There is no control');
    await expect(local.control('constructor')).rejects.toThrow('There is no control');
    await expect(local.control('faults/add', JSON.parse('{"__proto__":{"what":"fail"}}') as object)).rejects.toThrow('rule has no "__proto__"');
  });
});

describe('bodies that are too large', () => {
  test('are refused with their limit', async () => {
    expect(await local.wire(JSON.stringify({ action: 'database.insertDocument', collectionName: 'goods', data: ['x'.repeat(33 * 1024 * 1024)] }))).toMatchObject({ code: 'INVALID_PARAM', message: 'Request body exceeds 32 MB.' });
    expect(await phones.post('call', 'o-first', JSON.stringify({ name: 'echo', data: 'x'.repeat(8 * 1024 * 1024) }))).toMatchObject({ errCode: -403001 });
  });

  test('without end are cut off', async () => {
    const failed = await new Promise<boolean>((resolve) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const request = httpRequest(local.cloud.url, { method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
      request.on('error', () => resolve(true));
      request.on('response', () => resolve(false));
      const feed = () => void (request.destroyed || request.write(chunk, feed));
      feed();
    });
    expect(failed).toBe(true);
  });

  test('shorter or other than announced end as an error', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(local.cloud.port, '127.0.0.1', () => socket.end('POST /admin HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{"action":'));
      let text = '';
      socket.on('data', (data: Buffer) => (text += data.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    expect(answer).not.toContain('200 OK');
  });

  test('what is no HTTP is answered as such', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(local.cloud.port, '127.0.0.1', () => socket.write('\u0016\u0003\u0001 hello\r\n\r\n'));
      socket.on('data', (data: Buffer) => resolve(data.toString()));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('another host or origin', () => {
  const status = (path: string, headers: Record<string, string>, method = 'POST') =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${local.origin}${path}`, { method, headers }, (response) => resolve(response.resume().statusCode));
      request.on('error', reject);
      request.end(method === 'POST' ? '{}' : undefined);
    });
  test.each([
    ['/admin', 'POST'],
    ['/control/stats', 'POST'],
    ['/cos/seed/note.txt', 'GET'],
    ['/', 'GET'],
  ])('%s', async (path, method) => {
    const strange: Record<string, string>[] = [{ host: 'evil.example' }, { host: '10.0.0.1' }, { host: '127.0.0.1.evil.example' }, { host: 'localhost.evil.example:80' }, { origin: 'http://evil.example' }, { origin: 'null' }, { origin: local.origin }];
    for (const headers of strange) expect(await status(path, headers, method)).toBe(403);
  });
});

test('of ten thousand connections some are served, the others are told, and none does anything by halves', async () => {
  const script = `
    const { connect } = require('node:net');
    const [port, many] = process.argv.slice(1).map(Number);
    const seen = { served: 0, refused: 0, failed: 0 };
    let left = many;
    const sockets = [];
    for (let n = 0; n < many; n++) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      const body = JSON.stringify({ action: 'database.insertDocument', collectionName: 'messages', data: [JSON.stringify({ _id: 'c' + n })] });
      let kind = 'failed', text = '';
      const done = () => {
        if (!kind) return;
        seen[kind]++;
        kind = '';
        if (--left > 0) return;
        console.log(JSON.stringify(seen));
        process.exit();
      };
      socket.on('connect', () => socket.write('POST /admin HTTP/1.1\\r\\nhost: 127.0.0.1\\r\\ncontent-type: application/json\\r\\ncontent-length: ' + body.length + '\\r\\n\\r\\n' + body));
      socket.on('data', (data) => {
        text += data;
        if (text.includes('200 OK')) kind &&= 'served';
        else if (text.includes('EXCEED_CONCURRENT_REQUEST_LIMIT')) kind &&= 'refused';
        else return;
        done();
      });
      socket.on('error', done);
      socket.on('close', done);
    }`;
  const seen = await new Promise<Record<'served' | 'refused' | 'failed', number>>((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script, String(local.cloud.port), '10000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (data: Buffer) => (text += data.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(JSON.parse(text) as never));
  });
  expect(seen.served + seen.refused + seen.failed).toBe(10_000);
  expect(seen.served).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
  const { data } = await local.wire({ action: 'database.calculateDocument', collectionName: 'messages', queryType: 'WHERE' });
  // A connection that failed may have been served before it did.
  const { total } = data as { total: number };
  expect(total).toBeGreaterThanOrEqual(seen.served);
  expect(total).toBeLessThanOrEqual(seen.served + seen.failed);
  expect(local.logs).toContainEqual(expect.objectContaining({ level: 'warn', text: expect.stringContaining('connections at once') as string }));
  await local.wire({ action: 'database.removeDocument', collectionName: 'messages', queryType: 'WHERE', query: '{}', multi: true });
});
