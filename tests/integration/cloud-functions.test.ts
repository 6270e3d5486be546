import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sdk from 'wx-server-sdk';
import { FIXTURE, type LocalCloud, startLocalCloud } from './support/local-cloud';

// Time limits are meant here.
process.env.XIAODIAN_PATIENCE = '1';

let local: LocalCloud;
const shopper = { openid: 'o-first' };

beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());

interface Echo {
  event: Record<string, unknown>;
  context: Record<string, unknown>;
  wx: Record<string, unknown>;
  served: number;
  env: string[];
  zone: number;
}
const echo = async (event: object, caller = shopper as object) => (await local.cloud.invoke('echo', event, caller)).result as Echo;

describe('what a function sees', () => {
  test('the user of the call, in the context and in the event', async () => {
    const { wx, event } = await echo({ note: 'x' });
    expect(wx).toMatchObject({ OPENID: 'o-first', APPID: 'wxcloudfixture001', ENV: 'local-env', SOURCE: 'wx_client' });
    expect(event).toEqual({ note: 'x', userInfo: { appId: 'wxcloudfixture001', openId: 'o-first' } });
  });

  test('another user on the same warm instance, and none at all', async () => {
    const first = await echo({}, { openid: 'o-first', unionid: 'u-first' });
    const second = await echo({}, { openid: 'o-second' });
    const nobody = await echo({}, { source: 'wx_trigger' });
    expect(second.served).toBe(first.served + 1);
    expect(first.wx).toMatchObject({ OPENID: 'o-first', UNIONID: 'u-first' });
    expect(second.wx).toMatchObject({ OPENID: 'o-second' });
    expect(second.wx).not.toHaveProperty('UNIONID');
    expect(nobody.wx).not.toHaveProperty('OPENID');
    expect(nobody.event).toEqual({});
  });

  test('the context of the platform, and nothing of our own environment', async () => {
    process.env.SECRET_OF_THE_DEVELOPER = 'x';
    const { context, env, zone } = await echo({});
    expect(context).toMatchObject({ function_name: 'echo', memory_limit_in_mb: 256, time_limit_in_ms: 3000, namespace: 'local-env', function_version: '$LATEST' });
    expect(JSON.parse(String(context.environment))).toMatchObject({ WX_OPENID: 'o-first' });
    expect(env).not.toContain('SECRET_OF_THE_DEVELOPER');
    expect(env).toEqual(expect.arrayContaining(['TENCENTCLOUD_RUNENV', 'TCB_CONTEXT_CNFG', 'WX_CONTEXT_KEYS', 'SCF_NAMESPACE']));
    expect(zone).toBe(0);
  });

  test('calls at the same time do not share an instance', async () => {
    const callers = Array.from({ length: 20 }, (_, index) => ({ openid: `o-${index}` }));
    const answers = await Promise.all(callers.map((caller) => echo({}, caller)));
    expect(answers.map(({ wx }) => wx.OPENID)).toEqual(callers.map(({ openid }) => openid));
  });

  test('console output reaches the log with the request id', async () => {
    const { requestId } = await local.cloud.invoke('echo', { note: 'for the log' }, shopper);
    expect(local.logs).toContainEqual({ level: 'info', from: 'function:echo', text: 'echo called for the log', requestId });
  });

  test('plain JavaScript runs where it lies, with its own packages', async () => {
    const { result } = await local.cloud.invoke('plain', { name: 'li' }, shopper);
    expect(result).toEqual({ text: 'HELLO LI', folder: 'plain' });
  });
});

describe('what goes wrong stays in the call', () => {
  const fails = async (name: string, event: object) => {
    const { error, result, requestId } = await local.cloud.invoke(name, event, shopper);
    expect(result).toBeUndefined();
    expect(requestId).toMatch(/^[\w-]{36}$/);
    return error!;
  };

  test('a throw answers with the message and the place in the source', async () => {
    const { errCode, errMsg } = await fails('throws', {});
    expect(errCode).toBe(-504002);
    expect(errMsg).toMatch(/^Error: boom\n {4}at main \(.*throws[\\/]index\.ts:19/);
    expect(errMsg).not.toContain('instance.js');
  });

  test.each([
    ['a throw outside of the call', 'throws', { how: 'later' }, -504002, /boom later/],
    ['process.exit', 'exits', {}, -504002, /exit code 3/],
    ['too much memory', 'throws', { how: 'memory' }, -504002, /memory limit/],
    ['never answering', 'slow', {}, -504003, /^Invoking task timed out after 1 seconds$/],
    ['a busy loop', 'slow', { spin: true }, -504003, /^Invoking task timed out after 1 seconds$/],
    ['a result over 1 MB', 'throws', { how: 'large' }, -604001, /1 MB/],
    ['an event over 6 MB', 'echo', { note: 'x'.repeat(6 * 1024 * 1024) }, -501007, /6 MB/],
    ['an unknown function', 'nobody', {}, -501000, /^FunctionName parameter could not be found\.$/],
    ['a build error', 'broken', {}, -504002, /broken[\\/]index\.ts:2:10: Expected "}"/],
  ])('%s', async (_what, name, event, code, message) => {
    const { errCode, errMsg } = await fails(name, event);
    expect(errCode).toBe(code);
    expect(errMsg).toMatch(message);
  });

  test('the same functions work for the next call', async () => {
    await expect(local.cloud.invoke('throws', { how: 'fine' }, shopper)).resolves.toMatchObject({ result: 'fine' });
    await expect(local.cloud.invoke('exits', { stay: true }, shopper)).resolves.toMatchObject({ result: 'stayed' });
    await expect(local.cloud.invoke('slow', { ms: 1 }, shopper)).resolves.toMatchObject({ result: 'late' });
  });

  test('an unhandled rejection is logged and the call goes on', async () => {
    const { result, requestId } = await local.cloud.invoke('throws', { how: 'rejection' }, shopper);
    expect(result).toBe('still here');
    expect(local.logs).toContainEqual(expect.objectContaining({ level: 'error', requestId, text: expect.stringContaining('left alone') as string }));
  });

  test('an answer that comes after the time limit reaches nobody', async () => {
    await fails('slow', { ms: 1500 });
    const { result } = await local.cloud.invoke('slow', { ms: 1 }, shopper);
    expect(result).toBe('late');
  });

  test('a build error is told in the log with file and line', () => {
    const entry = local.logs.find(({ from }) => from === 'function:broken');
    expect(entry).toMatchObject({ level: 'error' });
    expect(entry?.text).toMatch(/broken[\\/]index\.ts:2:10/);
  });
});

describe('a function calls another', () => {
  const nested = async (name: string, data: object = {}) =>
    (await local.cloud.invoke('caller', { name, data }, shopper)).result as { result?: unknown; errCode?: number; errMsg?: string };

  test('for the same user, and the callee can tell', async () => {
    const { result } = await nested('echo', { note: 'inner' });
    expect((result as Echo).wx).toMatchObject({ OPENID: 'o-first', SOURCE: 'wx_client,scf' });
    expect((result as Echo).event).toEqual({ note: 'inner' });
  });

  test('deeper still', async () => {
    const { result } = (await nested('caller', { name: 'echo' })) as { result: { result: Echo } };
    expect(result.result.wx).toMatchObject({ OPENID: 'o-first', SOURCE: 'wx_client,scf,scf' });
  });

  test('the error of the callee arrives as the SDK reports it', async () => {
    const { errCode, errMsg } = await nested('throws');
    expect(errCode).toBe(-1);
    expect(errMsg).toMatch(/^callFunction:fail .*Error: boom/s);
    expect(await nested('nobody')).toMatchObject({ errMsg: expect.stringContaining('FunctionName parameter could not be found') as string });
  });

  test('more calls than instances do not wait for each other for ever', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => nested('caller', { name: 'exits', data: { stay: true } })));
    expect(answers).toEqual(Array(12).fill({ result: { result: 'stayed' } }));
  });

  test('a ring of calls ends with an error', async () => {
    const ring = (rounds: number): object => (rounds === 0 ? { name: 'echo' } : { name: 'caller', data: ring(rounds - 1) });
    expect(JSON.stringify(await nested('caller', ring(12)))).toContain('More than 8 functions call each other');
  });

  test('an event that is not JSON is refused', async () => {
    const { requestId: _, ...answer } = await local.wire({ action: 'functions.invokeFunction', function_name: 'echo', request_data: '{"a":' });
    expect(answer).toEqual({ code: 'INVALID_PARAM', message: 'request_data must be JSON text.' });
  });
});

describe('a script of this machine', () => {
  test('acts as administrator, or for a user', async () => {
    local.actAs();
    sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as never });
    expect(sdk.getWXContext()).toMatchObject({ ENV: 'local-env', SOURCE: 'scf' });
    const asNobody = (await sdk.callFunction({ name: 'echo', data: {} })) as unknown as { result: Echo };
    expect(asNobody.result.wx).not.toHaveProperty('OPENID');
    local.actAs(shopper);
    const asShopper = (await sdk.callFunction({ name: 'echo', data: {} })) as unknown as { result: Echo };
    expect(asShopper.result.wx).toMatchObject({ OPENID: 'o-first', SOURCE: 'wx_client' });
  });

  test('every variable of its environment fits on a line without quotes', () => {
    for (const value of Object.values(local.cloud.env(shopper))) expect(value).toMatch(/^\S+$/);
  });
});

describe('sources that change', () => {
  let project: string;
  let other: LocalCloud;
  const write = (name: string, source: string) => {
    mkdirSync(path.join(project, 'cloudfunctions', name), { recursive: true });
    writeFileSync(path.join(project, 'cloudfunctions', name, 'index.ts'), source);
  };
  const call = async (name: string) => {
    const { result, error } = await other.cloud.invoke(name, {}, shopper);
    return error ? error.errMsg : result;
  };

  beforeAll(async () => {
    project = mkdtempSync(path.join(tmpdir(), 'xiaodian-project-'));
    for (const name of ['project.config.json', 'miniprogram']) cpSync(path.join(FIXTURE, name), path.join(project, name), { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'));
    write('one', `export const main = () => 'one';`);
    write('two', `import { word } from '../shared'; export const main = () => word;`);
    writeFileSync(path.join(project, 'cloudfunctions/shared.ts'), `export const word = 'first';`);
    other = await startLocalCloud({ project });
  });
  afterAll(async () => {
    await other.end();
    rmSync(project, { recursive: true, force: true });
  });

  test('are built again, and so is who imports them', async () => {
    expect([await call('one'), await call('two')]).toEqual(['one', 'first']);
    writeFileSync(path.join(project, 'cloudfunctions/shared.ts'), `export const word = 'second';`);
    await other.cloud.reloadFunctions();
    expect([await call('one'), await call('two')]).toEqual(['one', 'second']);
  });

  test('a mistake shows as the answer until it is mended; the others keep working', async () => {
    write('one', `export const main = () => {`);
    await other.cloud.reloadFunctions();
    expect(await call('one')).toMatch(/one[\\/]index\.ts:1:\d+: Unexpected end of file/);
    expect(await call('two')).toBe('second');
    write('one', `export const main = () => 'mended';`);
    await other.cloud.reloadFunctions();
    expect(await call('one')).toBe('mended');
  });

  test('a new function appears, one that is gone is unknown', async () => {
    write('three', `export const main = () => 3;`);
    rmSync(path.join(project, 'cloudfunctions/two'), { recursive: true });
    await other.cloud.reloadFunctions();
    expect(await call('three')).toBe(3);
    expect(await call('two')).toMatch(/could not be found/);
  });

  test('a call that runs is answered by the code it began with', async () => {
    write('one', `export const main = async () => { console.log('began'); await new Promise((next) => setTimeout(next, 400)); return 'old'; };`);
    await other.cloud.reloadFunctions();
    const running = call('one');
    while (!other.logs.some(({ text }) => text === 'began')) await new Promise((next) => setTimeout(next, 5));
    write('one', `export const main = () => 'newest';`);
    await other.cloud.reloadFunctions();
    expect(await call('one')).toBe('newest');
    expect(await running).toBe('old');
  });

  test.each([
    ['{ "timeout": 100 }', /config\.json: timeout must be a number from 1 to 60/],
    ['{ "triggers": [{ "name": "t", "type": "timer", "config": "* * * * *" }] }', /config\.json: triggers\[0\]\.config must be seven fields/],
    ['{ "timeout": 3', /config\.json:1 is not valid JSON/],
  ])('config.json %s is refused', async (config, message) => {
    const file = path.join(project, 'cloudfunctions/three/config.json');
    writeFileSync(file, config);
    await other.cloud.reloadFunctions();
    expect(await call('three')).toMatch(message);
    rmSync(file);
    await other.cloud.reloadFunctions();
    expect(await call('three')).toBe(3);
  });
});
