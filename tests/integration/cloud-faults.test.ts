/** Faults on purpose, as a function meets them through the real SDK. */
import { EJSON } from 'bson';
import type { Invocation } from '../../emulator/contracts';
import type { FaultRule } from '../../emulator/cloud/fault-rules';
import { withFault } from './support/faults';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

// Time limits are meant here.
process.env.XIAODIAN_PATIENCE = '1';

let local: LocalCloud;
let key: string;
let count = 0;
beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());
beforeEach(() => {
  key = `k${++count}`;
});

const steps = (event: object = {}) => local.cloud.invoke('steps', { action: 'write', key, ...event }, { openid: 'o-first' });
async function struck(rule: Omit<FaultRule, 'function'>, event: object = {}): Promise<{ call: Invocation; hits: number }> {
  const { outcome, hits } = await withFault(local, { function: 'steps', ...rule }, () => steps(event));
  return { call: outcome.result!, hits };
}
async function documents(collection: string, query: object): Promise<Record<string, number>[]> {
  const { data } = await local.wire({ action: 'database.getDocument', collectionName: collection, queryType: 'WHERE', query: JSON.stringify(query), order: '{"step":1}' });
  return (data as { list: string[] }).list.map((text) => EJSON.parse(text) as Record<string, number>);
}
const written = async () => (await documents('messages', { key })).map(({ step }) => step!);

describe('the n-th operation of a call', () => {
  test('fails before it is carried out, with the code that was asked for', async () => {
    const { call } = await struck({ nth: 2, what: 'fail', code: 'DATABASE_REQUEST_FAILED', message: 'no such luck' });
    expect(call.result).toEqual(['ok', { errCode: -502001, errMsg: expect.stringContaining('no such luck') as string }, 'ok']);
    expect(await written()).toEqual([1, 3]);
  });

  test('fails after it was carried out', async () => {
    const { call } = await struck({ nth: 2, when: 'after', what: 'fail' });
    expect(call.result).toEqual(['ok', { errCode: -501001, errMsg: expect.stringContaining('failed on purpose') as string }, 'ok']);
    expect(await written()).toEqual([1, 2, 3]);
  });

  test.each([
    ['conflict', -501001, 'TransactionConflict'],
    ['busy', -501001, 'TransactionBusy'],
    ['timeout', -502001, 'FailedOperation.Timeout'],
  ] as const)('is refused with %s', async (what, errCode, text) => {
    const { call } = await struck({ nth: 1, what });
    expect(call.result).toEqual([{ errCode, errMsg: expect.stringContaining(text) as string }, 'ok', 'ok']);
    expect(await written()).toEqual([2, 3]);
  });

  test('loses its reply: the write is there, the connection is gone', async () => {
    const { call } = await struck({ nth: 2, when: 'after', what: 'drop' });
    expect(call.result).toEqual(['ok', { errCode: -501001, errMsg: expect.stringMatching(/hang up|ECONNRESET/) as string }, 'ok']);
    expect(await written()).toEqual([1, 2, 3]);
  });

  test.each([
    ['before', [1]],
    ['after', [1, 2]],
  ] as const)('ends the instance just %s it', async (when, expected) => {
    const { call } = await struck({ nth: 2, when, what: 'crash' });
    expect(call.error).toMatchObject({ errCode: -504002, errMsg: expect.stringContaining('instance') as string });
    expect(await written()).toEqual(expected);
    expect((await steps({ steps: 1 })).result).toEqual(['ok']);
  });

  test('is carried out although its instance is gone', async () => {
    const { call } = await struck({ nth: 2, what: 'kill' });
    expect(call.error).toMatchObject({ errCode: -504002 });
    expect(await written()).toEqual([1, 2]);
  });

  test('is late, and the function runs out of time', async () => {
    const { call } = await struck({ nth: 2, what: 'delay', ms: 50 });
    expect(call.result).toEqual(['ok', 'ok', 'ok']);
    const late = await struck({ nth: 1, what: 'delay', ms: 60_000 });
    expect(late.call.error).toMatchObject({ errCode: -504003, errMsg: 'Invoking task timed out after 5 seconds' });
  });

  test('is counted anew in each call, and everywhere with "every"', async () => {
    const { hits } = await struck({ nth: 'every', what: 'fail' });
    expect(hits).toBe(3);
    const { id } = await local.control<{ id: number }>('faults/add', { function: 'steps', nth: 3, what: 'fail' });
    for (let run = 0; run < 2; run++) expect((await steps()).result).toEqual(['ok', 'ok', expect.objectContaining({ errCode: -501001 })]);
    expect((await local.control<{ faults: object[] }>('faults')).faults).toEqual([
      { id, function: 'steps', nth: 3, when: 'before', what: 'fail', hits: 2, last: expect.objectContaining({ action: 'database.insertDocument', collection: 'messages', nth: 3 }) as object },
    ]);
    expect(local.cloud.faults.clear()).toHaveLength(1);
    expect((await steps()).result).toEqual(['ok', 'ok', 'ok']);
  });

  test('strikes as often as it was told to', async () => {
    await local.control('faults/add', { nth: 1, what: 'fail', times: 1 });
    expect((await steps({ steps: 1 })).result).toEqual([expect.objectContaining({ errCode: -501001 })]);
    expect((await steps({ steps: 1 })).result).toEqual(['ok']);
    await local.control('faults/clear');
  });

  test.each([
    [{ function: 'echo' }, 0],
    [{ action: 'mixed' }, 1],
    [{ action: 'write' }, 0],
    [{ collection: 'settings' }, 1],
    [{ collection: 'messages', nth: 4 }, 0],
    [{ collection: 'messages', nth: 3 }, 1],
    [{ operation: 'read' }, 1],
    [{ operation: 'write', nth: 3 }, 1],
    [{ operation: 'write', nth: 4 }, 0],
    [{ operation: 'database.calculateDocument' }, 1],
    [{ operation: 'wx.wxPayApi' }, 0],
  ])('is found by %j', async (rule, expected) => {
    const { hits } = await withFault(local, { what: 'delay', ms: 0, ...rule }, () => steps({ action: 'mixed' }));
    expect(hits).toBe(expected);
  });

  test('can be one of WeChat Pay', async () => {
    const fields = { functionName: 'pay_cb', envId: 'local-env', subMchId: '1900000109', body: 'x', outTradeNo: key, totalFee: 5, spbillCreateIp: '127.0.0.1' };
    const { outcome } = await withFault(local, { operation: 'wx.wxPayApi', when: 'after', what: 'drop' }, () => local.cloud.invoke('pay', { api: 'unifiedOrder', fields }, { openid: 'o-first' }));
    expect(outcome.result!.error).toMatchObject({ errCode: -504002 });
    expect((await local.control<{ order: object | null }>('pay', { outTradeNo: key })).order).not.toBeNull();
  });
});

describe('a transaction', () => {
  beforeEach(async () => {
    const data = [key, `${key}-2`].map((_id) => JSON.stringify({ _id, left: 5 }));
    await local.wire({ action: 'database.insertDocument', collectionName: 'goods', data });
  });
  const left = async () => (await Promise.all([key, `${key}-2`].map((_id) => documents('goods', { _id })))).map(([document]) => document!.left!);

  test('that dies in the middle changes nothing, and its locks are gone when the service gave it up', async () => {
    const { call } = await struck({ action: 'transfer', nth: 3, when: 'after', what: 'crash' }, { action: 'transfer' });
    expect(call.error).toBeDefined();
    expect(await left()).toEqual([5, 5]);
    expect((await steps({ action: 'transfer' })).result).toBe('moved');
    expect(await left()).toEqual([4, 6]);
  });

  test('in which something fails is over', async () => {
    const { call } = await struck({ action: 'transfer', nth: 3, what: 'conflict' }, { action: 'transfer' });
    expect(call.error).toMatchObject({ errMsg: expect.stringContaining('TransactionConflict') as string });
    expect(await left()).toEqual([5, 5]);
  });

  test('whose commit is refused with a conflict is tried again by the SDK', async () => {
    const { call, hits } = await struck({ action: 'transfer', operation: 'database.commitTransaction', what: 'conflict', times: 1 }, { action: 'transfer' });
    expect(hits).toBe(1);
    expect(call.result).toBe('moved');
    expect(await left()).toEqual([4, 6]);
  });

  test('whose commit was done and not answered has moved once', async () => {
    const { call } = await struck({ action: 'transfer', operation: 'database.commitTransaction', when: 'after', what: 'drop' }, { action: 'transfer' });
    expect(call.error).toBeDefined();
    expect(await left()).toEqual([4, 6]);
  });
});

test.each([
  [{ what: 'explode' }, 'what must be one of'],
  [{ what: 'fail', nth: 0 }, 'nth must be'],
  [{ what: 'fail', when: 'during' }, 'when must be'],
  [{ what: 'delay', ms: -1 }, 'ms must be'],
  [{ what: 'fail', function: 7 }, 'function must be a string'],
  [{ what: 'fail', fuction: 'order' }, 'has no "fuction"'],
])('%j is no rule', async (rule, message) => {
  await expect(local.control('faults/add', rule)).rejects.toThrow(message);
});

test('scripts and the console are never struck', async () => {
  await local.control('faults/add', { nth: 'every', what: 'fail' });
  expect(await local.wire({ action: 'database.calculateDocument', collectionName: 'goods', queryType: 'WHERE' })).not.toHaveProperty('code');
  await local.control('faults/clear');
});
