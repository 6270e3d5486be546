/**
 * Files that were cut short, overwritten or mixed up: opening one either gives a state that there was, or an error that names the file
 * and says what to do. Which state is known of every commit.
 */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../emulator/cloud/database';
import { EmulatorError } from '../../emulator/errors';
import { Chance, runSeed, sized } from './support/chance';

const root = fs.mkdtempSync(path.join(tmpdir(), 'xiaodian-torn-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const collections = [{ name: 'things', indexes: [{ name: 'kind', keys: [['kind', 1]] as [string, 1 | -1][] }] }, { name: 'others' }];
const original = path.join(root, 'database.db');
const torn = path.join(root, 'torn.db');
const log = (file: string): string => `${file}-wal`;
const marker = (file: string): string => `${file}-logged`;

/** The files as they were at some moment, and of which commit they tell. */
interface Copy {
  name: string;
  file: string;
  /** Numbers of commits: what the main file alone tells, and what both tell together. */
  checkpointed: number;
  last: number;
}
/** By what is in the database: the number of the commit. */
const states = new Map<string, number>();
const copies: Copy[] = [];

function contentOf(database: Database): string {
  const all = database.collections().sort().map((name) => [name, database.find(name).map((document) => JSON.stringify(document)).sort()]);
  return JSON.stringify(all);
}

beforeAll(async () => {
  const chance = new Chance(7);
  const database = await openDatabase({ file: original, collections, logPages: 1000 });
  let commits = 0;
  let checkpointed = 0;
  const note = (): void => void states.set(contentOf(database), ++commits);
  const copy = (name: string): void => {
    const file = path.join(root, `${name}.db`);
    fs.copyFileSync(original, file);
    for (const part of [log, marker]) fs.copyFileSync(part(original), part(file));
    copies.push({ name, file, checkpointed, last: commits });
  };
  const send = (action: string, params: object): Promise<unknown> => database.handle(`database.${action}`, { collectionName: 'things', ...params });
  // As it is made, before anything is declared.
  states.set('[]', 0);
  note();
  /** One commit. */
  const step = async (size: number): Promise<void> => {
    const query = JSON.stringify({ _id: `t${chance.whole(0, 60)}` });
    const data = JSON.stringify({ kind: chance.whole(0, 5), text: '大x'.repeat(chance.whole(0, size / 2)), commit: commits });
    const before = database.stats().commits;
    if (chance.happens(0.1) && database.find('things', JSON.parse(query) as { _id: string }).length > 0) await send('removeDocument', { query, multi: false });
    else if (chance.happens(0.6)) await send('modifyDocument', { query, data, multi: false, merge: false, upsert: true });
    else await send('insertDocument', { collectionName: 'others', data: [JSON.stringify({ _id: `o${commits}`, commit: commits })] });
    expect(database.stats().commits).toBe(before + 1);
    note();
  };
  for (let i = 0; i < 40; i++) await step(3000);
  copy('young');
  // SQLite takes the log over into the file when it has 1000 pages, and begins it anew over the old one.
  let header = fs.readFileSync(log(original)).subarray(0, 32);
  const restarted = (): boolean => {
    const now = fs.readFileSync(log(original)).subarray(0, 32);
    const changed = !now.equals(header);
    header = now;
    return changed;
  };
  restarted();
  while (!restarted()) {
    checkpointed = commits;
    await step(200_000);
  }
  for (let i = 0; i < 10; i++) await step(3000);
  copy('begun anew');
  await database.close();
  const file = path.join(root, 'closed.db');
  fs.copyFileSync(original, file);
  copies.push({ name: 'closed', file, checkpointed: commits, last: commits });
});

type Outcome = { commit: number } | { error: EmulatorError };
/** Opens what lies at `torn`. Throws for a state that never was, and for an error that helps nobody. */
async function open(what: string): Promise<Outcome> {
  let database: Database;
  try {
    database = await openDatabase({ file: torn });
  } catch (error) {
    if (!(error instanceof EmulatorError) || !error.message.includes(torn) || error.mend.length < 20) throw new Error(`${what}: ${String(error)}`);
    return { error };
  }
  const commit = states.get(contentOf(database));
  if (commit === undefined) throw new Error(`${what}: a state that never was`);
  if (commit > 0) await database.handle('database.insertDocument', { collectionName: 'others', data: ['{"_id":"after"}'] });
  await database.close();
  const again = await openDatabase({ file: torn });
  if (commit > 0 && again.find('others', { _id: 'after' }).length !== 1) throw new Error(`${what}: a write was lost`);
  await again.close();
  return { commit };
}
function lay(copy: Copy): void {
  for (const leftover of [torn, log(torn), marker(torn), `${torn}-shm`]) fs.rmSync(leftover, { force: true });
  fs.copyFileSync(copy.file, torn);
  for (const part of [log, marker]) if (fs.existsSync(part(copy.file))) fs.copyFileSync(part(copy.file), part(torn));
}
function change(file: string, work: (bytes: Buffer) => Buffer | void): void {
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, work(bytes) ?? bytes);
}

type Damage = (bytes: Buffer, chance: Chance) => Buffer | void;
const overwriting: Record<string, Damage> = {
  'one bit turned'(bytes, chance) {
    bytes[chance.whole(0, bytes.length - 1)]! ^= 1 << chance.whole(0, 7);
  },
  'some bytes changed'(bytes, chance) {
    for (let i = chance.whole(2, 40); i > 0; i--) bytes[chance.whole(0, bytes.length - 1)] = chance.whole(0, 255);
  },
  'a sector of zeros'(bytes, chance) {
    const at = chance.whole(0, Math.floor(bytes.length / 512) - 1) * 512;
    bytes.fill(0, at, at + 512);
  },
  'a stretch of noise'(bytes, chance) {
    const at = chance.whole(0, bytes.length - 1);
    const end = Math.min(bytes.length, at + chance.whole(1, 9000));
    for (let i = at; i < end; i++) bytes[i] = chance.whole(0, 255);
  },
  'a page over another'(bytes, chance) {
    const pages = Math.floor(bytes.length / 4096);
    const from = chance.whole(0, pages - 1) * 4096;
    bytes.copy(bytes, chance.whole(0, pages - 1) * 4096, from, from + 4096);
  },
};
const cut: Damage = (bytes, chance) => bytes.subarray(0, chance.whole(0, bytes.length - 1));

test('damage at random places', async () => {
  const chance = new Chance(runSeed());
  const figures: Record<string, number> = {};
  const count = (what: string): number => (figures[what] = (figures[what] ?? 0) + 1);
  for (let i = 0; i < sized(600); i++) {
    const copy = chance.one(copies);
    const inLog = copy.name !== 'closed' && chance.happens(0.5);
    const [kind, damage] = chance.happens(0.25) ? (['cut', cut] as const) : chance.one(Object.entries(overwriting));
    lay(copy);
    change(inLog ? log(torn) : torn, (bytes) => damage(bytes, chance));
    const what = `CRASH_SEED=${chance.seed}, number ${i}: ${kind} in the ${inLog ? 'log' : 'file'} of "${copy.name}"`;
    const outcome = await open(what);
    count(`${inLog ? 'log' : 'file'}: ${'error' in outcome ? 'told' : outcome.commit === copy.last ? 'nothing lost' : 'an earlier state'}`);
    if ('error' in outcome) continue;
    // A damaged file is not taken for an old one. Of a log the last commit may be missing, as after a power cut, or as many as lie on the
    // pages that the damage covers (three); of one that was cut nobody knows.
    const least = !inLog ? copy.last : kind === 'cut' ? copy.checkpointed : copy.last - (kind === 'one bit turned' ? 1 : 3);
    if (outcome.commit < least) throw new Error(`${what}: commit ${outcome.commit} came back, there were ${copy.last}`);
  }
  console.log(`seed ${chance.seed}: ${JSON.stringify(figures)}`);
  expect(figures['file: told']).toBeGreaterThan(0);
});

test('the log cut off between any two pages gives the state of its last whole commit', async () => {
  const copy = copies.find(({ name }) => name === 'young')!;
  const size = fs.statSync(log(copy.file)).size;
  const found = new Set<number>();
  let told = 0;
  for (let at = 32; at <= size; at += 4096 + 24) {
    lay(copy);
    fs.rmSync(marker(torn));
    fs.truncateSync(log(torn), at);
    const outcome = await open(`log cut at ${at}`);
    if ('error' in outcome) throw outcome.error;
    found.add(outcome.commit);
    lay(copy);
    fs.truncateSync(log(torn), at);
    // Cut very short it is noticed; nobody gets an empty database for it.
    const marked = await open(`log cut at ${at}, with its marker`);
    if (!('error' in marked)) expect(marked.commit).toBeGreaterThan(0);
    told += Number('error' in marked);
  }
  expect(told).toBeGreaterThan(0);
  expect(found).toContain(copy.last);
  expect(found.size).toBeGreaterThan(20);
});

test('files of different moments', async () => {
  const [young, anew, closed] = copies as [Copy, Copy, Copy];
  for (const [name, file, other] of [['young with new log', young, anew], ['new with young log', anew, young], ['closed with young log', closed, young], ['closed with new log', closed, anew]] as const) {
    lay(file);
    fs.copyFileSync(log(other.file), log(torn));
    await open(name);
  }
  lay(anew);
  fs.rmSync(marker(torn));
  fs.rmSync(log(torn));
  expect(await open('without log and marker')).toEqual({ commit: anew.checkpointed });
});

test('a log whose beginning is gone, one damaged in the middle, and a file that is gone', async () => {
  const young = copies[0]!;
  const told = async (what: string, words: string): Promise<void> => {
    const outcome = await open(what);
    if (!('error' in outcome)) throw new Error(`${what}: nothing was told`);
    expect(outcome.error.message).toContain(words);
  };
  lay(young);
  change(log(torn), (bytes) => void bytes.fill(0, 0, 32));
  await told('no header', 'the beginning of its log');
  lay(young);
  change(log(torn), (bytes) => void (bytes[Math.floor(bytes.length / 2)]! ^= 1));
  await told('a bit in the middle', 'its log is not what was written');
  lay(young);
  fs.rmSync(log(torn));
  await told('no log', 'is gone');
  lay(young);
  fs.truncateSync(log(torn), 500);
  await told('next to no log', 'was cut short');
  lay(young);
  fs.rmSync(torn);
  await told('no file', 'is gone');
  lay(young);
  fs.truncateSync(torn, 0);
  await told('empty file', 'is empty');
});
