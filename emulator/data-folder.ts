/** What a running `dev` keeps on disk, who holds it, and how the other commands find the one that runs. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { EmulatorError, messageOf } from './errors';
import { isRecord } from './json';

/** The run file `dev.json`; readable by its owner only. */
export interface Run {
  pid: number;
  startedAt: number;
  /** Of the cloud: http://127.0.0.1:PORT/admin, and http://127.0.0.1:PORT/control. */
  cloud: string;
  control: string;
  /** For `authorization: Bearer` on /control. */
  token: string;
  shop?: string;
  automator?: string;
}

export interface DataFolder {
  root: string;
  databaseFile: string;
  /** WeChat Pay's own books. */
  payFile: string;
  /** What WeChat knows of users. */
  usersFile: string;
  filesRoot: string;
  buildRoot: string;
  /** Of this run; a new one each time. */
  token: string;
  /** Name of the data set loaded last; null in a new folder. */
  seed: string | null;
  recordSeed(name: string): void;
  /** Writes dev.json; call again to add to it. */
  announce(run: Partial<Omit<Run, 'pid' | 'startedAt' | 'token'>>): void;
  /** Address of the shop page, once it was announced. */
  shop(): string | null;
  /** Removes dev.json and the lock. May be called twice. */
  close(): void;
}

const RUN_FILE = 'dev.json';
const LOCK_FILE = 'lock';
const STATE_FILE = 'state.json';
/** Folders that this process holds: its own number in a lock proves nothing, a container reuses them. */
const held = new Set<string>();

/** Creates the folder if need be and locks it. Throws when another living process holds it. */
export function openDataFolder(dir: string): DataFolder {
  const root = path.resolve(dir);
  const within = (name: string) => path.join(root, name);
  try {
    mkdirSync(root, { recursive: true });
    mkdirSync(within('files'), { recursive: true });
    mkdirSync(within('build'), { recursive: true });
  } catch (error) {
    throw new EmulatorError(`Cannot use ${root} as data folder: ${messageOf(error)}`, 'Name another one with --data DIR.', { cause: error });
  }
  takeLock(root);
  // A run that was killed leaves its run file behind; what it says is no longer true.
  rmSync(within(RUN_FILE), { force: true });

  const token = randomBytes(24).toString('hex');
  const run: Partial<Run> = { pid: process.pid, startedAt: Date.now(), token };
  let open = true;
  return {
    root,
    databaseFile: within('cloud.db'),
    payFile: within('pay.db'),
    usersFile: within('users.json'),
    filesRoot: within('files'),
    buildRoot: within('build'),
    token,
    seed: readSeed(within(STATE_FILE)),
    recordSeed(name) {
      this.seed = name;
      writeWhole(within(STATE_FILE), { seed: name });
    },
    announce(more) {
      if (!open) return;
      Object.assign(run, more);
      writeWhole(within(RUN_FILE), run);
    },
    shop: () => run.shop ?? null,
    close() {
      if (!open) return;
      open = false;
      held.delete(root);
      rmSync(within(RUN_FILE), { force: true });
      rmSync(within(LOCK_FILE), { force: true });
    },
  };
}

/** The `dev` that runs on this data folder. Throws when there is none. */
export function findRunning(dir: string): Run {
  const root = path.resolve(dir);
  const file = path.join(root, RUN_FILE);
  const none = (why: string, cause?: unknown) =>
    new EmulatorError(`No running xiaodian on ${root}: ${why}.`, 'Start one with `npx xiaodian dev`, or name its data folder with --data DIR.', { cause });
  if (!existsSync(file)) throw none(`${RUN_FILE} is not there`);
  let run: unknown;
  try {
    run = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw none(`${RUN_FILE} cannot be read (${messageOf(error)})`, error);
  }
  if (!isRun(run)) throw none(`${RUN_FILE} is incomplete`);
  if (!isAlive(run.pid)) throw none(`the process ${run.pid} that wrote ${RUN_FILE} has ended`);
  return run;
}

function isRun(value: unknown): value is Run {
  return (
    isRecord(value) &&
    Number.isInteger(value.pid) &&
    [value.cloud, value.control, value.token].every((field) => typeof field === 'string' && field !== '')
  );
}

/** The lock is a file holding the owner's pid; one left by a dead process is taken over. */
function takeLock(root: string): void {
  const file = path.join(root, LOCK_FILE);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      held.add(root);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new EmulatorError(`Cannot lock ${root}: ${messageOf(error)}`, 'Check that the folder may be written.', { cause: error });
      }
    }
    const owner = lockOwner(file);
    const taken = owner === process.pid ? held.has(root) : owner !== null && isAlive(owner);
    if (taken) {
      throw new EmulatorError(
        `${root} is in use by the process ${owner}.`,
        `Stop that one, or give this one its own folder with --data DIR. (If ${owner} is another program, delete ${file}.)`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new EmulatorError(`Cannot lock ${root}: another process takes the lock again and again.`, `Delete ${file} if nothing uses the folder.`);
}

function lockOwner(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readSeed(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(state) && typeof state.seed === 'string' ? state.seed : null;
  } catch (error) {
    throw new EmulatorError(`${file} is damaged: ${messageOf(error)}`, 'Delete this file; the stored data are not in it.', { cause: error });
  }
}

/** A reader sees the old content or the new, never half of it. */
function writeWhole(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
