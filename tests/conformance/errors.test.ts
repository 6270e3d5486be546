/** Every code of the service as the SDK shows it: those that the cloud raises, raised; the others from a server that answers them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { $, _, db, failure, fresh, type Loose, useService } from './support/service';

const service = useService();

const trailer = 'Please check your request, but if the problem persists, contact us.';

describe('raised by the cloud', () => {
  test.each<[string, (collection: Loose) => Promise<unknown>, string]>([
    ['get', (collection) => collection.get(), 'collection.get'],
    ['count', (collection) => collection.count(), 'collection.count'],
    ['add', (collection) => collection.add({ data: {} }), 'collection.add'],
    ['update', (collection) => collection.where({ a: 1 }).update({ data: { a: 1 } }), 'collection.update'],
    ['remove', (collection) => collection.where({ a: 1 }).remove(), 'collection.remove'],
    ['doc.get', (collection) => collection.doc('x').get(), 'document.get'],
    ['doc.set', (collection) => collection.doc('x').set({ data: { a: 1 } }), 'document.set'],
    ['doc.update', (collection) => collection.doc('x').update({ data: { a: 1 } }), 'document.update'],
    ['doc.remove', (collection) => collection.doc('x').remove(), 'document.remove'],
  ])('DATABASE_COLLECTION_NOT_EXIST: %s', async (_name, operation, api) => {
    const message = '[ResourceNotFound] Db or Table not exist: nowhere. Please check your request, but if the problem cannot be solved, contact us.';
    expect(await failure(operation(db.collection('nowhere')))).toMatchObject({ errCode: -502005, errMsg: `${api}:fail -502005 database collection not exists. ${message}` });
  });
  test('DATABASE_COLLECTION_NOT_EXIST: aggregate, whose code is not mapped', async () => {
    expect(await failure(db.collection('nowhere').aggregate().count('n').end())).toMatchObject({ errCode: -1, errMsg: expect.stringContaining('Db or Table not exist: nowhere') as string });
  });
  test('DATABASE_REQUEST_FAILED: a query', async () => {
    const collection = await fresh();
    expect(await failure(db.collection(collection).where({ a: { $like: 1 } }).get())).toMatchObject({
      errCode: -502001,
      errMsg: `collection.get:fail -502001 database request fail. [FailedOperation] unknown operator: $like. ${trailer}`,
    });
  });
  test('DATABASE_REQUEST_FAILED: a write', async () => {
    const collection = await fresh([{ a: null }]);
    expect(await failure(db.collection(collection).doc('0').update({ data: { 'a.x': 1 } }))).toMatchObject({
      errCode: -502001,
      errMsg: `document.update:fail -502001 database request fail. [FailedOperation] multiple write errors: [{write errors: [{Cannot create field 'x' in element {a: null}}]}, {<nil>}]. ${trailer}`,
    });
  });
  test('DATABASE_REQUEST_FAILED: a collection that exists, whose code is not mapped', async () => {
    const collection = await fresh();
    expect(await failure(db.createCollection(collection))).toMatchObject({ errCode: -1, errMsg: `createCollection:fail [ResourceUnavailable.ResourceExist] Table exist. ${trailer}` });
  });
  test('INVALID_PARAM', async () => {
    const collection = await fresh();
    expect(await failure(db.collection(collection).limit(-1).get())).toMatchObject({ errCode: -501007, errMsg: `collection.get:fail -501007 invalid parameters. [InvalidParameter] limit must be an integer of 0 or more. ${trailer}` });
  });
  test('INVALID_PARAM: a field name that reaches into JavaScript', async () => {
    const collection = await fresh([{ a: 1 }]);
    const { errCode, errMsg } = await failure(db.collection(collection).doc('0').update({ data: JSON.parse('{"a.__proto__.x":1}') as object }));
    expect([errCode, errMsg]).toEqual([-501007, expect.stringContaining("The field name 'a.__proto__.x' is not allowed") as string]);
    expect(({} as Loose).x).toBeUndefined();
  });
  test('DATABASE_TRANSACTION_CONFLICT', async () => {
    const collection = await fresh([{ a: 1 }]);
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection(collection).doc('0').update({ data: { a: 2 } });
    expect(await failure(second.collection(collection).doc('0').update({ data: { a: 3 } }))).toMatchObject({
      errCode: -501001,
      errMsg: `document.update:fail -501001 resource system error. [ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${trailer}`,
    });
    await first.rollback();
  });
  test('DATABASE_TRANSACTION_FAIL', async () => {
    const collection = await fresh([{ a: 1 }]);
    const transaction = await db.startTransaction();
    await transaction.commit();
    expect(await failure(transaction.collection(collection).doc('0').remove())).toMatchObject({
      errCode: -501001,
      errMsg: `document.remove:fail -501001 resource system error. [ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. ${trailer}`,
    });
  });
  test('an unknown action', async () => {
    expect(await service.cloud.wire({ action: 'database.dropEverything' })).toMatchObject({ code: 'INVALID_PARAM', message: expect.stringContaining('unknown action') as string, requestId: expect.any(String) as string });
  });
  test('what an operation answers when all is well has no code', async () => {
    const collection = await fresh();
    const reply = await service.cloud.wire({ action: 'database.calculateDocument', collectionName: collection });
    expect(reply).toEqual({ requestId: expect.any(String) as string, data: { total: 0 } });
  });
});

describe('as the SDK shows them', () => {
  let server: Server;
  let answer: { code: string; message: string };
  let address: string | undefined;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ requestId: 'r', ...answer }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = process.env.TCB_CONTEXT_CNFG;
    process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin` });
  });
  afterAll(async () => {
    process.env.TCB_CONTEXT_CNFG = address;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  test.each<[string, number, string]>([
    ['SYS_ERR', -501001, 'resource system error'],
    ['SERVER_TIMEOUT', -501002, 'resource server timeout'],
    ['EXCEED_REQUEST_LIMIT', -501003, 'exceed request limit'],
    ['EXCEED_CONCURRENT_REQUEST_LIMIT', -501004, 'exceed concurrent request limit'],
    ['INVALIID_ENV', -501005, 'invalid env'],
    ['INVALID_COMMON_PARAM', -501006, 'invalid common parameters'],
    ['INVALID_PARAM', -501007, 'invalid parameters'],
    ['INVALID_REQUEST_SOURCE', -501008, 'invalid request source'],
    ['RESOURCE_NOT_INITIAL', -501009, 'resource not initialized'],
    ['DATABASE_REQUEST_FAILED', -502001, 'database request fail'],
    ['DATABASE_INVALID_OPERRATOR', -502002, 'database invalid command'],
    ['DATABASE_PERMISSION_DENIED', -502003, 'database permission denied'],
    ['DATABASE_COLLECTION_EXCEED_LIMIT', -502004, 'database exceed collection limit'],
    ['DATABASE_COLLECTION_NOT_EXIST', -502005, 'database collection not exists'],
    ['DATABASE_TRANSACTION_CONFLICT', -501001, 'resource system error'],
    ['DATABASE_TRANSACTION_FAIL', -501001, 'resource system error'],
    ['INVALID_ENV', -501001, 'resource system error'],
    ['SOMETHING_ELSE', -501001, 'resource system error'],
  ])('%s', async (code, errCode, text) => {
    answer = { code, message: '[Some.Thing] happened' };
    expect(await failure(db.collection('x').get())).toMatchObject({ errCode, errMsg: `collection.get:fail ${errCode} ${text}. [Some.Thing] happened` });
    expect(await failure(db.collection('x').doc('y').update({ data: { a: _.inc(1) } }))).toMatchObject({ errCode, errMsg: `document.update:fail ${errCode} ${text}. [Some.Thing] happened` });
    const aggregate = db.collection('x').aggregate().group({ _id: null, n: $.sum(1) }).end();
    expect(await failure(aggregate)).toMatchObject({ errCode: -1, errMsg: expect.stringContaining('[Some.Thing] happened') as string });
  });
});
