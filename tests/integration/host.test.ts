/** The host over HTTP, without a browser: what it serves, what it refuses, and that a broken project does not stop it. */
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Host, Project } from '../../emulator/contracts';
import { EmulatorError } from '../../emulator/errors';
import { startHost } from '../../emulator/runtime/host/server';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaodian-host-'));
const project: Project = { root, name: 'Host <test>', appid: 'wxhost', miniprogramRoot: path.join(root, 'mini'), functionsRoot: null, databaseFile: null, seedsRoot: null, defaultSeed: null };
const logged: string[] = [];
let host: Host;

const write = (name: string, content: string | Buffer): void => {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), content);
};
beforeAll(async () => {
  write('secret.txt', 'outside');
  write('mini/app.json', '{ "pages": ["pages/a/a"] }');
  write('mini/pages/a/a.wxml', '<view>{{ broken + }}</view>');
  write('mini/pages/a/a.js', 'Page({})');
  write('mini/img/dot.bin', Buffer.from('0123456789'));
  write('mini/.hidden/token', 'secret');
  host = await startHost({ project, cloud: null, port: 0, log: ({ text }) => logged.push(text) });
});
afterAll(async () => {
  await host.stop();
  await host.stop();
  fs.rmSync(root, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}
function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: host.port, path: url, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

test('serves the mini program, its assets and ranges of them', async () => {
  const app = await get('/app?as=o-someone');
  expect(app).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "frame-ancestors 'self'" } });
  expect(app.body).toContain('"openid":"o-someone"');
  expect(app.body).toContain('<title>Host &#60;test&#62;</title>');
  expect((await get('/__rt/app.js')).body).toContain('pages/a/a');
  expect((await get('/__rt/client.js')).status).toBe(200);
  expect((await get('/__rt/source/pages/a/a.js')).body).toBe('Page({})');
  expect((await get('/__mp/img/dot.bin')).body).toBe('0123456789');
  expect(await get('/__mp/img/dot.bin', { range: 'bytes=2-4' })).toMatchObject({ status: 206, body: '234', headers: { 'content-range': 'bytes 2-4/10' } });
  expect(await get('/__mp/img/dot.bin', { range: 'bytes=-3' })).toMatchObject({ status: 206, body: '789' });
  expect(await get('/__mp/img/dot.bin', { range: 'bytes=20-' })).toMatchObject({ status: 416 });
  expect((await get('/')).status).toBe(200);
  expect((await get('/__mp/img/none.png')).status).toBe(404);
});

test('a broken WXML is in the log and in the page, with place and mend', async () => {
  expect(logged.join('\n')).toMatch(/error pages\/a\/a\.wxml:1:\d+: .+\n {2}→ /);
  expect((await get('/app')).body).toContain('"file":"pages/a/a.wxml","line":1');
});

test.each(['/__mp/../secret.txt', '/__mp/%2e%2e/secret.txt', '/__mp/..%2fsecret.txt', '/__mp/img/..%2f..%2fsecret.txt', '/__mp/..%5csecret.txt', '/__mp/.hidden/token', '/__rt/source/../../secret.txt', '/__workbench/..%2f..%2fpackage.json', '/__mp/%00'])(
  'leads nowhere: %s',
  async (url) => {
    const { status, body } = await get(url);
    expect(status).toBe(404);
    expect(body).not.toMatch(/outside|secret\b.*token/);
  },
);

test('other sites and other names of this machine are refused', async () => {
  expect((await get('/app', { host: 'evil.example' })).status).toBe(403);
  expect((await get('/app', { host: `127.0.0.1.evil.example:${host.port}` })).status).toBe(403);
  expect((await get('/app', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await get('/__rt/app.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
  expect((await get('/app', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  expect((await get('/app', { host: `localhost:${host.port}`, origin: `http://localhost:${host.port}` })).status).toBe(200);
  expect((await get('/app', {}, 'POST')).status).toBe(405);
  expect((await get('/__mp/%zz')).status).toBe(400);
});

test('without cloud functions the cloud says so', async () => {
  const { status, body } = await get('/__wx/call', {}, 'POST');
  expect(status).toBe(404);
  expect(JSON.parse(body)).toMatchObject({ errCode: -1, errMsg: expect.stringContaining('cloudfunctionRoot') });
});

test('the wire takes pages of this host only', async () => {
  const outcome = (headers: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/__agent?openid=o-x`, { headers });
      socket.on('open', () => {
        resolve('open');
        socket.close();
      });
      socket.on('error', ({ message }) => resolve(message));
    });
  expect(await outcome({})).toContain('403');
  expect(await outcome({ origin: 'https://evil.example' })).toContain('403');
  expect(await outcome({ origin: `http://127.0.0.1:${host.port}` })).toBe('open');
});

test('a busy port is named, with the way out', async () => {
  const second = startHost({ project, cloud: null, port: host.port, log: () => {} });
  await expect(second).rejects.toThrow(EmulatorError);
  await expect(second).rejects.toMatchObject({ message: expect.stringContaining(String(host.port)), mend: expect.stringContaining('--port') });
});

test('a mended project is built anew', async () => {
  write('mini/pages/a/a.wxml', '<view>mended</view>');
  await host.rebuild();
  expect((await get('/app')).body).toContain('"problems":[]');
  expect((await get('/__rt/app.js')).body).toContain('mended');
  expect(logged).toContain('All problems are mended.');
});
