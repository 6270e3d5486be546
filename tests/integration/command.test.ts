/** The verbs of `xiaodian`, as child processes: what they print, where, and with which exit code. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixture, root, run, start, startDev, type Dev } from '../support/command';

const project = fixture('cloud');
const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'xiaodian-command-'));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('a running dev', () => {
  let dev: Dev;
  beforeAll(async () => {
    dev = await startDev({ project });
  });
  afterAll(async () => {
    await dev.stop();
  });

  test('--json is one line on standard output and nothing else', () => {
    expect(dev.stdout().trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(dev.stdout())).toEqual({
      shop: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//),
      cloud: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/admin$/),
      automator: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
    });
  });

  test('the shop page answers', async () => {
    expect((await fetch(dev.shop)).status).toBe(200);
  });

  test('a second dev on the same folder is refused, and the first goes on', async () => {
    const second = await run(['dev', '--project', project, '--data', dev.data, '--port', '0', '--cloud-port', '0', '--automator-port', '0']);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`in use by the process ${dev.process.pid}`);
    expect(second.stderr).toContain('--data');
    expect((await run(['call', 'echo', '{"note":"still there"}', '--data', dev.data])).code).toBe(0);
  });

  test('call prints the result only', async () => {
    const { code, stdout, stderr } = await run(['call', 'echo', '{"note":"雨伞"}', '--data', dev.data, '--as', 'o-first']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: { note: '雨伞' }, wx: { OPENID: 'o-first' } });
  });

  test('call without --as is no user’s call', async () => {
    const { stdout } = await run(['call', 'echo', '--data', dev.data]);
    expect((JSON.parse(stdout) as { wx: { OPENID?: string } }).wx.OPENID ?? '').toBe('');
  });

  test('call takes the event from standard input', async () => {
    const { stdout } = await run(['call', 'echo', '-', '--data', dev.data], { input: '{"note":"piped"}' });
    expect(JSON.parse(stdout)).toMatchObject({ event: { note: 'piped' } });
  });

  test('the data folder may come from the environment', async () => {
    const { code } = await run(['call', 'echo', '{}'], { env: { XIAODIAN_DATA: dev.data } });
    expect(code).toBe(0);
  });

  test.each([
    ['a function that throws', ['throws', '{}'], 'boom'],
    ['an unknown function', ['nowhere', '{}'], 'nowhere failed (-501000)'],
    ['an event that is not JSON', ['echo', '{note:1}'], 'line 1, column 2'],
    ['an openid that is none', ['echo', '{}', '--as', 'no good'], 'openid'],
  ])('%s: exit code 1, told on standard error', async (_what, args, text) => {
    const { code, stdout, stderr } = await run(['call', ...args, '--data', dev.data]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(text);
    expect(stderr).toContain('→');
  });

  test('env lets the unmodified SDK talk to the cloud', async () => {
    const { code, stdout } = await run(['env', '--data', dev.data]);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    for (const line of lines) expect(line).toMatch(/^[A-Z][A-Z0-9_]*=\S*$/);
    const script = `
      const cloud = require('wx-server-sdk');
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
      const goods = cloud.database().collection('goods');
      goods.doc('g1').get().then(({ data }) => console.log(JSON.stringify({ title: data.title, openid: cloud.getWXContext().OPENID ?? null })));
    `;
    expect(JSON.parse(await runScript(script, lines))).toEqual({ title: '苹果', openid: null });
    const user = (await run(['env', '--data', dev.data, '--as', 'o-second'])).stdout.trim().split('\n');
    expect(JSON.parse(await runScript(script, user))).toEqual({ title: '苹果', openid: 'o-second' });
  });

  test('seed adds what is missing; --reset starts over; an unknown name lists the known ones', async () => {
    const again = await run(['seed', 'small', '--data', dev.data]);
    expect(again.stdout).toBe('small: 0 documents added, 2 were there, 0 files.\n');
    const reset = await run(['seed', 'small', '--reset', '--data', dev.data]);
    expect(reset.stdout).toContain('2 documents added');
    const unknown = await run(['seed', 'large', '--data', dev.data]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('small');
  });
});

/** Runs a script of Node with exactly these NAME=value lines as its environment. */
function runScript(code: string, env: string[]): Promise<string> {
  const variables = Object.fromEntries(env.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const child = spawn(process.execPath, ['-e', code], { cwd: root, env: { PATH: process.env.PATH ?? '', ...variables }, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => child.once('error', reject).once('close', () => resolve(output)));
}

describe('the end of dev', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly: exit code 0, lock released', async (signal) => {
    const data = folder();
    const dev = await startDev({ project, data });
    expect(existsSync(path.join(data, 'lock'))).toBe(true);
    expect(statSync(path.join(data, 'dev.json')).mode & 0o777).toBe(0o600);
    expect(await dev.stop(signal)).toMatchObject({ code: 0, signal: null });
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
    expect(existsSync(path.join(data, 'dev.json'))).toBe(false);
    const call = await run(['call', 'echo', '{}', '--data', data]);
    expect(call.code).toBe(1);
    expect(call.stderr).toContain(`No running xiaodian on ${data}`);
  });

  test('a signal while it starts ends it as cleanly', async () => {
    const data = folder();
    const starting = start(['dev', '--project', project, '--data', data, '--port', '0', '--cloud-port', '0', '--automator-port', '0']);
    while (!existsSync(path.join(data, 'lock'))) await new Promise((resolve) => setTimeout(resolve, 5));
    starting.process.kill('SIGTERM');
    expect(await starting.ended).toMatchObject({ code: 0 });
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });

  test('a killed dev leaves a lock that the next one takes over, and its data', async () => {
    const data = folder();
    const killed = await startDev({ project, data });
    const lines = (await run(['env', '--data', data])).stdout.trim().split('\n');
    await runScript("const c=require('wx-server-sdk');c.init({env:c.DYNAMIC_CURRENT_ENV});c.database().collection('messages').add({data:{_id:'kept',text:'hello'}}).then(()=>console.log('ok'))", lines);
    await killed.stop('SIGKILL');
    expect(existsSync(path.join(data, 'lock'))).toBe(true);

    expect((await run(['call', 'echo', '{}', '--data', data])).stderr).toContain('has ended');
    const next = await startDev({ project, data });
    const env = (await run(['env', '--data', data])).stdout.trim().split('\n');
    const read = await runScript("const c=require('wx-server-sdk');c.init({env:c.DYNAMIC_CURRENT_ENV});c.database().collection('messages').doc('kept').get().then(({data})=>console.log(data.text))", env);
    expect(read).toBe('hello\n');
    await next.stop();
  });
});

describe('ports', () => {
  let taken: Server;
  let port: number;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  test.each(['--port', '--cloud-port', '--automator-port'])('a busy port given with %s is named', async (option) => {
    const data = folder();
    await expect(startDev({ project, data, args: [option, String(port)] })).rejects.toThrow(new RegExp(`Port ${port} for .* is taken[^]*${option} N`));
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });
});

describe('bad command lines', () => {
  test.each([
    [['fly'], "unknown command 'fly'"],
    [['dve'], 'Did you mean dev?'],
    [['dev', '--port', 'many'], 'from 0 to 65535'],
    [['dev', '--port', '65536'], 'from 0 to 65535'],
    [['dev', '--nonsense'], 'unknown option'],
    [['call'], 'missing required argument'],
    [['dev', '--project', '/nowhere'], 'has no project.config.json'],
    [['build', '--project', tmpdir()], 'no project.config.json'],
  ])('%j', async (args, text) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('--help is no error', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const verb of ['dev', 'env', 'call', 'seed', 'build', 'doctor']) expect(stdout).toContain(verb);
  });
});

describe('a project that changes while dev runs', () => {
  let dev: Dev;
  afterEach(async () => {
    await dev.stop();
  });

  test('a function is there with its next call; a broken one says where, and the rest go on', async () => {
    const copy = folder();
    cpSync(project, copy, { recursive: true });
    dev = await startDev({ project: copy });
    const call = () => run(['call', 'fresh', '{}', '--data', dev.data]);
    const file = path.join(copy, 'cloudfunctions/fresh/index.ts');
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'export const main = async () => "first";\n');
    await eventually(async () => (await call()).stdout === '"first"\n');
    writeFileSync(file, 'export const main = async () => "second";\n');
    await eventually(async () => (await call()).stdout === '"second"\n');
    writeFileSync(file, 'export const main = async () => {;\n');
    await eventually(async () => (await call()).stderr.includes('index.ts:2:'));
    expect((await run(['call', 'echo', '{}', '--data', dev.data])).code).toBe(0);
  });

  test('a page is compiled again; a broken one is told with its place, and the page goes on being served', async () => {
    const copy = commandProject();
    dev = await startDev({ project: copy });
    const app = async () => (await fetch(`${dev.shop}__rt/app.js`)).text();
    const file = path.join(copy, 'miniprogram/pages/home/home.wxml');
    writeFileSync(file, '<view>changed on the way</view>');
    await eventually(async () => (await app()).includes('changed on the way'));
    writeFileSync(file, '<view>\n  <text>\n</view>');
    await eventually(async () => dev.stderr().includes('pages/home/home.wxml:'));
    expect((await fetch(`${dev.shop}app`)).status).toBe(200);
    writeFileSync(file, '<view>mended again</view>');
    await eventually(async () => (await app()).includes('mended again'));
  });
});

async function eventually(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A copy that may be built in, with its npm package installed. */
function commandProject(): string {
  const copy = folder();
  cpSync(fixture('command'), copy, { recursive: true });
  cpSync(path.join(copy, 'kit-package'), path.join(copy, 'node_modules/kit'), { recursive: true });
  return copy;
}

describe('build', () => {
  test('writes functions, mini program and database for the deployment', async () => {
    const copy = commandProject();
    const { code, stdout, stderr } = await run(['build', '--project', copy]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/main package\s+\d/);
    expect(stdout).toMatch(/packages\/more\s+\d/);
    const read = (name: string) => readFileSync(path.join(copy, name), 'utf8');

    expect(read('dist/cloudfunctions/hello/index.js')).toContain('require("wx-server-sdk")');
    expect(read('dist/cloudfunctions/hello/index.js')).toContain('shared greeting');
    expect(JSON.parse(read('dist/cloudfunctions/hello/package.json'))).toMatchObject({ main: 'index.js', dependencies: { 'wx-server-sdk': expect.stringMatching(/^~4\./) } });
    expect(JSON.parse(read('dist/cloudfunctions/hello/config.json'))).toEqual({ timeout: 10 });
    expect(read('cloudfunctions/hello/index.js')).toBe(read('dist/cloudfunctions/hello/index.js'));
    expect(JSON.parse(read('dist/database.json'))).toEqual({ collections: [{ name: 'notes', permission: 'ADMINONLY', indexes: [] }] });

    expect(existsSync(path.join(copy, 'dist/miniprogram/pages/home/home.ts'))).toBe(false);
    expect(read('dist/miniprogram/pages/home/home.js')).not.toContain('interface');
    expect(JSON.parse(read('dist/miniprogram/app.json'))).toHaveProperty('pages');
    expect(read('dist/miniprogram/pages/home/home.wxml')).not.toContain('<!--');
    expect(read('dist/miniprogram/pages/home/home.wxss')).toContain('20rpx');
    expect(existsSync(path.join(copy, 'dist/miniprogram/assets/dot.svg'))).toBe(true);
    // Of a package only what is used, in dist and beside the sources for DevTools.
    for (const place of ['dist/miniprogram', 'miniprogram']) {
      expect(existsSync(path.join(copy, place, 'miniprogram_npm/kit/used/used.wxml'))).toBe(true);
      expect(existsSync(path.join(copy, place, 'miniprogram_npm/kit/unused'))).toBe(false);
    }
    expect((await run(['build', '--project', copy])).code).toBe(0);
  });

  test('a mini program that does not compile is not written', async () => {
    const copy = commandProject();
    writeFileSync(path.join(copy, 'miniprogram/pages/home/home.wxml'), '<view>\n  <text>\n</view>');
    const { code, stderr } = await run(['build', '--project', copy]);
    expect(code).toBe(1);
    expect(stderr).toContain('pages/home/home.wxml:');
    expect(existsSync(path.join(copy, 'dist/miniprogram'))).toBe(false);
  });

  test('a package above 2 MB is refused', async () => {
    const copy = commandProject();
    writeFileSync(path.join(copy, 'miniprogram/packages/more/large.bin'), Buffer.alloc(2.1 * 1024 * 1024));
    const { code, stderr } = await run(['build', '--project', copy]);
    expect(code).toBe(1);
    expect(stderr).toContain('packages/more is 2150');
  });
});

describe('doctor', () => {
  test('says what is there, and what is missing with its mend', async () => {
    const good = await run(['doctor', '--project', commandProject()]);
    expect(good.stdout).toContain('✓ Node');
    expect(good.stdout).toContain('Mini program compiles (2 pages');
    expect(good.stdout).toContain('touristappid');

    const copy = commandProject();
    rmSync(path.join(copy, 'miniprogram/pages/home/home.wxml'));
    const bad = await run(['doctor', '--project', copy], { env: { CHROME_PATH: '/nowhere/chrome' } });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain('✗ CHROME_PATH names /nowhere/chrome');
    expect(bad.stdout).toMatch(/✗ app\.json:\d+: page "pages\/home\/home"/);
    expect(bad.stdout).toContain('→');
  });
});
