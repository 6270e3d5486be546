/** What was acknowledged is there afterwards: after a restart, after kill -9, and never silently gone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { openDatabase } from '../../../../emulator/cloud/database';
import { EmulatorError } from '../../../../emulator/errors';
import { openClient, refusal, temporaryFolder } from './support';

let place: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  place = temporaryFolder();
  file = path.join(place.folder, 'database.sqlite');
});
afterEach(() => place.remove());

const collections = [{ name: 'things', indexes: [{ name: 'kind', keys: [['kind', 1]] as [string, 1 | -1][], unique: true }] }];

test('documents, their order, collections and indexes come back', async () => {
  const client = await openClient(collections, file);
  const values = { text: '小店 "\\\n\0', whole: 1, half: 0.5, negative: -0, big: 2 ** 40, nan: NaN, far: Infinity, at: new Date(5), list: [1, null, { a: /x/i }], none: null };
  await client.add('things', [{ _id: 'z', kind: 1, ...values }, { _id: 2, kind: 2 }, { _id: 'y', kind: 3 }]);
  await client.update('things', { _id: 'y' }, { $set: { changed: true } });
  await client.remove('things', { _id: 2 });
  await client.database.handle('database.addCollection', { collectionName: 'more' });
  const t = await client.begin();
  await client.set('things', 'in', { kind: 9 }, { transactionId: t });
  await client.commit(t);
  const open = await client.begin();
  await client.set('things', 'out', { kind: 10 }, { transactionId: open });
  const before = client.database.find('things');
  await client.database.close();
  await client.database.close();

  const again = await openClient([], file);
  expect(again.database.find('things')).toEqual(before);
  expect(before.map(({ _id }) => _id)).toEqual(['z', 'y', 'in']);
  expect(Object.is(before[0]!.negative, -0)).toBe(true);
  expect(again.database.collections().sort()).toEqual(['more', 'things']);
  expect((await refusal(again.add('things', { kind: 3 }))).message).toContain('index: kind');
  expect(await again.examined(() => again.get('things', { kind: 3 }))).toBe(1);
  await again.database.close();
});

test('emptying is for good', async () => {
  const client = await openClient(collections, file);
  await client.add('things', { _id: 'a', kind: 1 });
  await client.database.empty();
  await client.add('things', { _id: 'b', kind: 1 });
  await client.database.close();
  const again = await openClient([], file);
  expect(again.database.find('things').map(({ _id }) => _id)).toEqual(['b']);
  await again.database.close();
});

test('a write is on the disk when it is acknowledged', async () => {
  const client = await openClient(collections, file);
  await client.add('things', { _id: 'a', kind: 1 });
  const copy = path.join(place.folder, 'copy.sqlite');
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  const other = await openClient([], copy);
  expect(other.database.find('things')).toEqual([{ _id: 'a', kind: 1 }]);
  await other.database.close();
  await client.database.close();
});

test('many writes at once share a commit', async () => {
  const client = await openClient(collections, file);
  const before = client.database.stats().commits;
  await Promise.all(Array.from({ length: 200 }, (_, i) => client.add('things', { kind: i })));
  expect(client.database.stats().commits - before).toBeLessThan(20);
  await client.database.close();
});

describe('a damaged file is an error that names it', () => {
  async function filled(documents: number): Promise<void> {
    const client = await openClient([{ name: 'things' }], file);
    await client.add('things', Array.from({ length: documents }, (_, i) => ({ i, text: 'x'.repeat(500) })));
    await client.database.close();
  }
  async function opening(): Promise<EmulatorError> {
    const error = await openDatabase({ file }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EmulatorError);
    expect((error as EmulatorError).message).toContain(file);
    expect((error as EmulatorError).mend).not.toBe('');
    return error as EmulatorError;
  }
  function overwrite(at: number, bytes: Buffer): void {
    const handle = openSync(file, 'r+');
    writeSync(handle, bytes, 0, bytes.length, at);
    closeSync(handle);
  }

  test('no database at all', async () => {
    writeFileSync(file, 'not a database '.repeat(500));
    expect((await opening()).message).toContain('damaged');
  });
  test('empty', async () => {
    await filled(1);
    truncateSync(file, 0);
    expect((await opening()).message).toContain('empty');
  });
  test('torn off', async () => {
    await filled(200);
    truncateSync(file, 3 * 4096 + 100);
    expect((await opening()).message).toContain('damaged');
  });
  test('torn header', async () => {
    await filled(10);
    overwrite(0, Buffer.alloc(100));
    await opening();
  });
  test('a page overwritten', async () => {
    await filled(200);
    overwrite(5 * 4096, Buffer.alloc(4096, 0xa5));
    await opening();
  });
  test('one letter in one document changed', async () => {
    await filled(200);
    const at = readFileSync(file).indexOf('xxxxxxxx', 6 * 4096);
    overwrite(at, Buffer.from('y'));
    expect((await opening()).message).toContain('is not what was written');
  });
  test('another program\'s database', async () => {
    await filled(1);
    overwrite(68, Buffer.from([1, 2, 3, 4]));
    expect((await opening()).message).toContain('not a database of this program');
  });
  test('a folder that is not there', async () => {
    file = path.join(place.folder, 'none', 'database.sqlite');
    expect((await opening()).message).toContain('cannot be opened');
  });
  test('the file gone while its log is there', async () => {
    const client = await openClient([{ name: 'things' }], file);
    await client.add('things', { _id: 'a' });
    copyFileSync(`${file}-wal`, path.join(place.folder, 'wal'));
    await client.database.close();
    rmSync(file);
    copyFileSync(path.join(place.folder, 'wal'), `${file}-wal`);
    expect((await opening()).message).toContain('is gone');
    expect(existsSync(file)).toBe(false);
  });
});

test('when the disk refuses, the write is refused and so is everything after it', async () => {
  const client = await openClient(collections, file);
  await client.add('things', { _id: 'a', kind: 1 });
  // Another program writes the file: memory and disk would differ from now on.
  const Sqlite = (await import('libsql')).default;
  new Sqlite(file).exec('DELETE FROM documents');
  const lost = await refusal(client.add('things', { _id: 'b', kind: 2 }));
  expect(lost).toMatchObject({ code: 'SYS_ERR', message: expect.stringContaining('another program changed the file') as string });
  expect(await refusal(client.get('things', {}))).toMatchObject({ code: 'SYS_ERR' });
  expect(client.logs.join()).toContain(file);
});

/** writer.ts in one plain file: it starts at once. */
function writerScript(): string {
  const outfile = path.join(place.folder, 'writer.cjs');
  if (!existsSync(outfile)) buildSync({ entryPoints: [path.join(__dirname, 'writer.ts')], outfile, bundle: true, platform: 'node', mainFields: ['module', 'main'], external: ['libsql'] });
  return outfile;
}

/** A process that writes and says on its standard output what was acknowledged. */
function writer(): { child: ChildProcess; acknowledged: Map<string, number>; transfers: () => number; until(count: number): Promise<void> } {
  const child = spawn(process.execPath, [writerScript(), file], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_PATH: path.resolve('node_modules') } });
  const acknowledged = new Map<string, number>();
  let [lines, transfers] = [0, 0];
  let reached: { count: number; resolve(): void } | null = null;
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const [id, n] = line.split(' ');
    if (id === 'transfer') transfers = Number(n);
    else acknowledged.set(id!, Number(n));
    if (reached && ++lines >= reached.count) reached.resolve();
  });
  return {
    child,
    acknowledged,
    transfers: () => transfers,
    until: (count) => new Promise((resolve) => (reached = { count, resolve })),
  };
}

test('kill -9 at any moment loses nothing that was acknowledged', async () => {
  const known = new Map<string, number>();
  for (let round = 0; round < 6; round++) {
    const { child, acknowledged, until } = writer();
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until(40 + round * 37);
    child.kill('SIGKILL');
    await ended;
    for (const [id, n] of acknowledged) known.set(id, n);

    const client = await openClient([], file);
    const documents = new Map(client.database.find('counters').map(({ _id, n }) => [_id as string, n as number]));
    // What was not acknowledged may be there or not; what was acknowledged may only have gone further.
    for (const [id, n] of known) expect(documents.get(id)).toBeGreaterThanOrEqual(n);
    const [a, b] = [documents.get('left') ?? 0, documents.get('right') ?? 0];
    expect(a + b).toBe(0);
    await client.database.close();
  }
  expect(known.size).toBeGreaterThan(50);
}, 60_000);
