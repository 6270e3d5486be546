import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRunning, openDataFolder } from '../../emulator/data-folder';
import { EmulatorError } from '../../emulator/errors';
import { loadProject } from '../../emulator/project';
import { FIXTURE, type LocalCloud, startLocalCloud } from './support/local-cloud';

let local: LocalCloud;
beforeAll(async () => {
  local = await startLocalCloud();
});
afterAll(() => local.end());

describe('bad requests get an error and the server goes on', () => {
  test.each([
    ['no JSON', '{"action":', 'INVALID_PARAM'],
    ['no object', '[1]', 'INVALID_PARAM'],
    ['no action', '{}', 'INVALID_PARAM'],
    ['an unknown family', '{"action":"nothing.here"}', 'INVALID_PARAM'],
    ['an inherited name', '{"action":"constructor.name"}', 'INVALID_PARAM'],
    ['an unknown storage action', '{"action":"storage.format"}', 'INVALID_PARAM'],
    ['an action that is no text', '{"action":{"$ne":1}}', 'INVALID_PARAM'],
    ['a huge body', JSON.stringify({ action: 'database.getDocument', query: 'x'.repeat(33 * 1024 * 1024) }), 'INVALID_PARAM'],
  ])('%s', async (_what, body, code) => {
    expect(await local.wire(body)).toMatchObject({ requestId: expect.any(String) as string, code, message: expect.any(String) as string });
  });

  test('a broken form', async () => {
    const response = await fetch(local.cloud.url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\nnonsense' });
    expect(await response.json()).toMatchObject({ code: 'INVALID_PARAM' });
  });

  test('broken protobuf', async () => {
    const form = new FormData();
    form.set('action', 'wx.openApi');
    form.set('apiName', 'security.msgSecCheck');
    form.set('requestData', new Blob([new Uint8Array([0x12, 0xff, 0x01])]));
    const response = await fetch(local.cloud.url, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ code: 'INVALID_PARAM' });
  });

  test('a client that goes away in the middle', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(local.cloud.url, { method: 'POST', headers: { 'content-length': 1000 } });
      request.on('error', () => resolve());
      request.write('{"action"', () => request.destroy());
    });
    expect(await local.wire('{}')).toMatchObject({ code: 'INVALID_PARAM' });
  });

  test.each([
    ['a page of another site', { origin: 'http://evil.example' }],
    ['another host name', { host: 'evil.example' }],
  ])('%s is refused', async (_what, headers) => {
    const status = await new Promise((resolve) => httpRequest(local.cloud.url, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode)).end('{}'));
    expect(status).toBe(403);
  });

  test('control needs the token', async () => {
    const response = await fetch(`${local.origin}/control/stats`, { method: 'POST', headers: { authorization: 'Bearer guess' } });
    expect(response.status).toBe(401);
    await expect(local.control('stats')).resolves.toHaveProperty('operations');
    await expect(local.control('nothing')).rejects.toThrow('There is no control "nothing"');
  });
});

describe('the mini program in the browser', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => void local.cloud.handleClient(request, response).then((handled) => handled || response.writeHead(404).end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/__wx`;
  });
  afterAll(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));
  const post = async (route: string, body: unknown, headers: Record<string, string> = { 'x-wx-openid': 'o-first' }) =>
    (await (await fetch(`${base}/${route}`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })).json()) as Record<string, unknown>;

  test('calls functions as the user of the phone', async () => {
    const { result, requestID } = await post('call', { name: 'echo', data: { note: 1 } });
    expect(requestID).toEqual(expect.any(String));
    expect(result).toMatchObject({ wx: { OPENID: 'o-first', SOURCE: 'wx_client' }, event: { note: 1, userInfo: { openId: 'o-first' } } });
  });

  test('gets errors in the form of the base library', async () => {
    const { errCode, errMsg } = await post('call', { name: 'throws' });
    expect(errCode).toBe(-504002);
    expect(errMsg).toMatch(/^cloud\.callFunction:fail Error: errCode: -504002 functions execute fail \| errMsg: Error: boom\n.*\(callId: [\w-]+\)/s);
    expect(await post('call', { name: 'nobody' })).toMatchObject({ errCode: -501000, errMsg: expect.stringContaining('FunctionName parameter could not be found.') as string });
    expect(await post('call', { name: 7 })).toMatchObject({ errCode: -401002 });
    expect(await post('call', '{"name":')).toMatchObject({ errCode: -401002 });
  });

  test('uploads, links, reads and deletes files', async () => {
    const { fileID } = (await post('upload?cloudPath=up/a.txt', 'content')) as { fileID: string };
    expect(fileID).toMatch(/^cloud:\/\/local-env\..*\/up\/a\.txt$/);
    const { fileList } = (await post('temp-url', { fileList: [fileID, { fileID: 'cloud://x/y', maxAge: 1 }] })) as { fileList: Record<string, string>[] };
    expect(fileList).toMatchObject([{ fileID, status: 0, errMsg: 'ok' }, { status: -503003, tempFileURL: '' }]);
    expect(await (await fetch(fileList[0]!.tempFileURL!)).text()).toBe('content');
    expect((await fetch(`${base}/file/${encodeURIComponent(fileID)}`, { headers: { range: 'bytes=0-2' } })).status).toBe(206);
    expect(await post('delete-file', { fileList: [fileID] })).toMatchObject({ fileList: [{ status: 0 }] });
    expect((await fetch(`${base}/file/${encodeURIComponent(fileID)}`)).status).toBe(404);
    expect(await post('upload?cloudPath=../x', 'content')).toMatchObject({ errCode: -503001 });
  });

  test('pays in the sheet, and only what it ordered', async () => {
    const fields = { functionName: 'pay_cb', envId: 'local-env', subMchId: '1900000109', body: '一双鞋', outTradeNo: 'G1', totalFee: 5, spbillCreateIp: '127.0.0.1' };
    const { result } = await local.cloud.invoke('pay', { api: 'unifiedOrder', fields }, { openid: 'o-first' });
    const { package: packageText } = (result as { payment: { package: string } }).payment;
    expect(await post('pay', { package: packageText })).toEqual({ body: '一双鞋', totalFee: 5, mchName: 'cloud-fixture' });
    expect(await post('pay', { package: packageText }, { 'x-wx-openid': 'o-second' })).toEqual({ errMsg: 'requestPayment:fail 下单账号与支付账号不一致' });
    expect(await post('pay/settle', { package: packageText, outcome: 'cancel' })).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect(await post('pay/settle', { package: packageText, outcome: 'success' })).toEqual({ errMsg: 'requestPayment:ok' });
    expect(await post('pay/settle', { package: 'prepay_id=none', outcome: 'success' })).toMatchObject({ errMsg: expect.stringMatching(/^requestPayment:fail/) as string });
  });

  test('a page of another site, or a user that cannot be, is refused', async () => {
    expect((await fetch(`${base}/login`, { method: 'POST', headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await fetch(`${base}/identities`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    for (const openid of ['123456789', 'x'.repeat(65), 'a b']) expect((await fetch(`${base}/login`, { method: 'POST', headers: { 'x-wx-openid': openid } })).status).toBe(400);
    expect((await fetch(`${base}/nothing`)).status).toBe(404);
  });

  test('the workbench sees calls and log lines as they happen', async () => {
    const ending = new AbortController();
    const stream = await fetch(`${base}/logs`, { signal: ending.signal });
    const { result } = await post('call', { name: 'echo', data: { note: 'seen by the workbench' } });
    expect(result).toBeDefined();
    let text = '';
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes('seen by the workbench') && text.includes('event: call')) break;
    }
    ending.abort();
    expect(text).toContain('event: line');
  });
});

describe('data sets and collections', () => {
  test('are added once, and again only after a reset', async () => {
    expect(await local.cloud.seed('small')).toEqual({ added: 2, kept: 0, files: 1 });
    expect(local.cloud.identities().map(({ openid }) => openid)).toEqual(['o-first', 'o-second']);
    await local.wire({ action: 'database.removeDocument', collectionName: 'goods', queryType: 'DOC', query: '{"_id":"g2"}', multi: false });
    expect(await local.cloud.seed('small')).toEqual({ added: 1, kept: 1, files: 0 });
    await local.wire({ action: 'database.insertDocument', collectionName: 'messages', data: ['{"_id":"m1"}'] });
    expect(await local.cloud.seed('small', { reset: true })).toEqual({ added: 2, kept: 0, files: 0 });
    expect(await local.wire({ action: 'database.calculateDocument', collectionName: 'messages', queryType: 'WHERE', query: '{"_id":"m1"}' })).toMatchObject({ data: { total: 0 } });
    await expect(local.cloud.seed('none')).rejects.toMatchObject({ message: 'There is no data set "none".', mend: 'Choose one of: small.' });
  });

  test('all of it is there after a restart', async () => {
    await local.cloud.seed('small');
    await local.stop();
    local = await startLocalCloud({ root: local.root });
    expect(await local.wire({ action: 'database.calculateDocument', collectionName: 'goods', queryType: 'WHERE' })).toMatchObject({ data: { total: 2 } });
    expect(local.cloud.identities()).toHaveLength(2);
    expect(await (await fetch(`${local.origin}/cos/seed/note.txt`)).text()).toContain('a file of the data set');
  });
});

describe('mistakes in the project', () => {
  test('are told with their place, and mended while the cloud runs', async () => {
    const project = mkdtempSync(path.join(tmpdir(), 'xiaodian-project-'));
    cpSync(FIXTURE, project, { recursive: true });
    rmSync(path.join(project, 'cloudfunctions'), { recursive: true });
    mkdirSync(path.join(project, 'cloudfunctions'));
    const root = mkdtempSync(path.join(tmpdir(), 'xiaodian-test-'));
    writeFileSync(path.join(root, 'state.json'), '{"seed": "gone"}');
    writeFileSync(path.join(project, 'collections.ts'), 'export const collections = [\n  { name: ,\n];');
    const other = await startLocalCloud({ project, root });
    expect(other.logs).toContainEqual(expect.objectContaining({ level: 'error', text: expect.stringMatching(/collections\.ts:2: Unexpected ","/) as string }));
    expect(other.logs).toContainEqual(expect.objectContaining({ level: 'error', text: expect.stringContaining('There is no data set "gone".') as string }));
    writeFileSync(path.join(project, 'collections.ts'), `export const collections = [{ name: 'mended', permission: 'ADMINONLY', indexes: [] }];`);
    await other.cloud.reloadFunctions();
    expect(await other.wire({ action: 'database.calculateDocument', collectionName: 'mended', queryType: 'WHERE' })).toMatchObject({ data: { total: 0 } });
    await other.end();
    rmSync(project, { recursive: true });
  });

  test.each([
    ['{', /project\.config\.json:1 is not valid JSON/],
    ['[]', /must hold a JSON object/],
    ['{"miniprogramRoot": "nowhere/"}', /"miniprogramRoot" in .* names .*nowhere, which is not a folder/],
    ['{"miniprogramRoot": "empty/"}', /empty has no app\.json/],
  ])('project.config.json %s', (config, message) => {
    const project = mkdtempSync(path.join(tmpdir(), 'xiaodian-project-'));
    mkdirSync(path.join(project, 'empty'));
    expect(() => loadProject(project)).toThrow('it has no project.config.json');
    writeFileSync(path.join(project, 'project.config.json'), config);
    expect(() => loadProject(project)).toThrow(message);
    rmSync(project, { recursive: true });
  });
});

describe('timers', () => {
  test('fire when the clock reaches them, with the platform’s event', async () => {
    const { result } = (await local.control('timers/run', { function: 'ticker', trigger: 'everyFiveMinutes' })) as { result: Record<string, Record<string, unknown>> };
    expect(result.event).toMatchObject({ Type: 'Timer', TriggerName: 'everyFiveMinutes', Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string });
    expect(result.wx).toMatchObject({ SOURCE: 'wx_trigger' });
    expect(result.wx).not.toHaveProperty('OPENID');
    await expect(local.control('timers/run', { function: 'ticker', trigger: 'none' })).rejects.toThrow('There is no timer ticker/none');
  });
});

describe('one cloud for one data folder', () => {
  const folders: string[] = [];
  const folder = () => folders[folders.push(mkdtempSync(path.join(tmpdir(), 'xiaodian-lock-'))) - 1]!;
  afterAll(() => folders.forEach((root) => rmSync(root, { recursive: true, force: true })));
  const otherProcess = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], { stdio: 'pipe' });
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    return child;
  };

  test('a second one is refused while the first lives', async () => {
    const root = folder();
    const first = openDataFolder(root);
    expect(() => openDataFolder(root)).toThrow(EmulatorError);
    first.close();
    openDataFolder(root).close();

    const other = await otherProcess();
    writeFileSync(path.join(root, 'lock'), String(other.pid));
    expect(() => openDataFolder(root)).toThrow(`is in use by the process ${other.pid}`);
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    openDataFolder(root).close();
  });

  test('a lock that is empty or nonsense is taken over', () => {
    const root = folder();
    for (const content of ['', 'nonsense', '0']) {
      writeFileSync(path.join(root, 'lock'), content);
      openDataFolder(root).close();
    }
    expect(existsSync(path.join(root, 'lock'))).toBe(false);
  });

  test('the run file is for its owner only and disappears at the end', async () => {
    const file = path.join(local.root, 'dev.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(findRunning(local.root)).toMatchObject({ pid: process.pid, cloud: local.cloud.url, control: `${local.origin}/control` });
    await local.stop();
    expect(existsSync(file)).toBe(false);
    expect(() => findRunning(local.root)).toThrow('dev.json is not there');
    local = await startLocalCloud({ root: local.root });
  });

  test('a run file that is damaged or stale is told as such', async () => {
    const root = folder();
    const file = path.join(root, 'dev.json');
    writeFileSync(file, '{"pid": 1');
    expect(() => findRunning(root)).toThrow('cannot be read');
    writeFileSync(file, '{"pid": 1}');
    expect(() => findRunning(root)).toThrow('is incomplete');
    const other = await otherProcess();
    writeFileSync(file, JSON.stringify({ pid: other.pid, cloud: 'x', control: 'x', token: 'x' }));
    expect(findRunning(root).pid).toBe(other.pid);
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    expect(() => findRunning(root)).toThrow(`the process ${other.pid} that wrote dev.json has ended`);
  });

  test('a busy port and damaged books are told with their mend, and leave the folder free', async () => {
    await expect(startLocalCloud({ root: folder(), port: local.cloud.port })).rejects.toMatchObject({ mend: expect.stringContaining('--cloud-port') as string });
    const root = folder();
    writeFileSync(path.join(root, 'pay.db'), 'this is not a database, and long enough to be taken for one'.repeat(100));
    await expect(startLocalCloud({ root })).rejects.toThrow('pay.db cannot be opened');
    expect(readFileSync(path.join(root, 'pay.db'), 'utf8')).toContain('this is not a database');
    rmSync(path.join(root, 'pay.db'));
    await (await startLocalCloud({ root })).end();
  });
});
