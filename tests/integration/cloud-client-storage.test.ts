/** wx.cloud.uploadFile and its companions from the mini program: who may write, read and delete under each permission. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIXTURE, type LocalCloud, startLocalCloud } from './support/local-cloud';
import { Phones } from './support/phone';

let local: LocalCloud;
let phones: Phones;
let project: string;
let seeded: string;

beforeAll(async () => {
  project = mkdtempSync(path.join(tmpdir(), 'xiaodian-storage-'));
  cpSync(FIXTURE, project, { recursive: true });
  local = await startLocalCloud({ project });
  phones = await Phones.open(() => local.cloud);
  await local.cloud.seed('small');
  seeded = (await upload('o-first', 'own.txt', 'mine')).fileID!.replace('own.txt', 'seed/note.txt');
});
afterAll(async () => {
  await phones.close();
  await local.end();
  rmSync(project, { recursive: true, force: true });
});

async function declare(storage: string): Promise<void> {
  writeFileSync(path.join(project, 'collections.ts'), `export const collections = [];\n${storage}`);
  await local.control('reload');
}
const upload = async (openid: string, cloudPath: string, content: string) => (await phones.post(`upload?cloudPath=${cloudPath}`, openid, new TextEncoder().encode(content))) as { fileID?: string; errCode?: number };
async function remove(openid: string, fileID: string): Promise<unknown> {
  const { fileList } = await phones.post('delete-file', openid, { fileList: [fileID] });
  return (fileList as { status: number }[])[0]!.status;
}
async function link(openid: string, fileID: string): Promise<{ status: number; tempFileURL: string }> {
  const { fileList } = await phones.post('temp-url', openid, { fileList: [fileID] });
  return (fileList as { status: number; tempFileURL: string }[])[0]!;
}
const read = async (fileID: string, headers: Record<string, string>) => (await fetch(`${phones.base}/file/${encodeURIComponent(fileID)}`, { headers })).status;

test('READONLY, which is the default: all read, who uploaded may replace and delete', async () => {
  const { fileID } = await upload('o-first', 'a.txt', 'one');
  expect((await upload('o-first', 'a.txt', 'two')).fileID).toBe(fileID);
  expect(await upload('o-second', 'a.txt', 'theirs')).toMatchObject({ errCode: -503002, errMsg: expect.stringContaining('storage permission denied') as string });
  expect(await upload('o-second', 'seed/note.txt', 'theirs')).toMatchObject({ errCode: -503002 });
  const { tempFileURL } = await link('o-second', fileID!);
  expect(await (await fetch(tempFileURL)).text()).toBe('two');
  expect(await remove('o-second', fileID!)).toBe(-503002);
  expect(await remove('o-second', seeded)).toBe(-503002);
  expect(await remove('o-first', fileID!)).toBe(0);
  expect(await remove('o-first', fileID!)).toBe(-503003);
  // Whoever comes next owns the name.
  expect((await upload('o-second', 'a.txt', 'theirs')).fileID).toBe(fileID);
});

test('PRIVATE: only who uploaded reads, by request, by link or from the own page', async () => {
  await declare("export const storage = { permission: 'PRIVATE' };");
  const { fileID } = await upload('o-first', 'private.txt', 'secret');
  expect(await link('o-second', fileID!)).toMatchObject({ status: -503002, tempFileURL: '' });
  const { tempFileURL } = await link('o-first', fileID!);
  expect(await (await fetch(tempFileURL)).text()).toBe('secret');
  expect(await read(fileID!, { 'x-wx-openid': 'o-first' })).toBe(200);
  expect(await read(fileID!, { referer: `${phones.base}/app?as=o-first` })).toBe(200);
  expect(await read(fileID!, { 'x-wx-openid': 'o-second' })).toBe(403);
  expect(await read(fileID!, {})).toBe(403);
  expect(await link('o-first', seeded)).toMatchObject({ status: -503002 });
});

test('ADMINWRITE: all read, nobody writes', async () => {
  await declare("export const storage = { permission: 'ADMINWRITE' };");
  expect(await upload('o-first', 'new.txt', 'x')).toMatchObject({ errCode: -503002 });
  expect(await remove('o-first', seeded.replace('seed/note.txt', 'own.txt'))).toBe(-503002);
  expect(await link('o-first', seeded)).toMatchObject({ status: 0 });
});

test('ADMINONLY: nothing; cloud functions and scripts go on', async () => {
  await declare("export const storage = { permission: 'ADMINONLY' };");
  expect(await link('o-first', seeded)).toMatchObject({ status: -503002 });
  expect(await upload('o-first', 'new.txt', 'x')).toMatchObject({ errCode: -503002 });
  expect((await fetch(`${local.origin}/cos/seed/note.txt`)).status).toBe(200);
});

test('a mistake is told and closes what it stands at, until it is mended', async () => {
  await declare("export const storage = { permission: 'PUBLIC' };");
  expect(local.logs).toContainEqual(expect.objectContaining({ level: 'error', text: expect.stringContaining('"storage" must be {permission}') as string }));
  expect(await link('o-first', seeded)).toMatchObject({ status: -503002 });
  await declare('');
  expect(await link('o-first', seeded)).toMatchObject({ status: 0 });
});

test.each([
  ["{ name: 'c', permission: 'OPEN' }", 'has the unknown permission "OPEN"'],
  ["{ name: 'c', permission: 'PRIVATE', rules: {} }", 'has both rules and a permission'],
  ["{ name: 'c', rules: { reed: true } }", 'has a rule "reed"'],
  ["{ name: 'c', rules: { read: 'doc.a =' } }", 'has a rule "read" that cannot be read: "=" is not understood, at character 7'],
  ["{ name: 'c', rules: { read: 7 } }", 'neither an expression nor true or false'],
])('the collection %s is told and closed', async (declaration, message) => {
  writeFileSync(path.join(project, 'collections.ts'), `export const collections = [${declaration}];`);
  await local.control('reload');
  expect(local.logs).toContainEqual(expect.objectContaining({ level: 'error', text: expect.stringContaining(message) as string }));
  expect(await phones.post('database', 'o-first', { action: 'database.getDocument', params: { collectionName: 'c' } })).toMatchObject({ errCode: -502003 });
});

test('what a client owns is not reached under another name', async () => {
  await declare('');
  expect(await upload('o-first', '.owners/x', 'x')).toMatchObject({ errCode: -503001 });
});
