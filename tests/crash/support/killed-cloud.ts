/** A cloud that is killed with SIGKILL and started again on the same data and port; the next process stands by already. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { openDatabase } from '../../../emulator/cloud/database';
import { openDataFolder } from '../../../emulator/data-folder';
import { collections } from './collections';
import type { Listening, Start } from './server';

export class KilledCloud {
  private readonly script: string;
  private port = 0;
  private standby: Process;
  private running: Process | null = null;
  kills = 0;
  whileTakingOver = 0;
  private meantAtStart = -1;

  /** As it is started next. */
  how: Omit<Start, 'root' | 'port'> = {};

  private constructor(
    private readonly root: string,
    /** One file starts quickly; but functions are built from where the emulator lies. */
    oneFile: boolean,
  ) {
    this.script = oneFile ? path.join(root, 'server.cjs') : path.join(__dirname, 'server.ts');
    if (oneFile) {
      const external = ['libsql', 'esbuild', 'sharp', 'wx-server-sdk'];
      buildSync({ entryPoints: [path.join(__dirname, 'server.ts')], outfile: this.script, bundle: true, platform: 'node', mainFields: ['module', 'main'], external });
    }
    this.standby = new Process(this.script);
  }

  /** In an empty folder, where nothing was ever started. */
  static fresh(root: string, { oneFile = true } = {}): KilledCloud {
    return new KilledCloud(root, oneFile);
  }
  /** In an empty folder; its database has the collections of the writers. */
  static async prepare(root: string): Promise<KilledCloud> {
    const data = openDataFolder(path.join(root, 'data'));
    const database = await openDatabase({ file: data.databaseFile, collections });
    await database.close();
    data.close();
    return new KilledCloud(root, true);
  }

  get dataRoot(): string {
    return path.join(this.root, 'data');
  }

  /** Begins to start; resolves when it listens. Rejects when the process ended before, unless it was killed: then with null. */
  async start(): Promise<Listening | null> {
    const process = this.standby;
    this.running = process;
    this.standby = new Process(this.script);
    await process.message<string>();
    const listening = await process.ask<Listening>({ ...this.how, root: this.dataRoot, port: this.port } satisfies Start);
    if (listening) {
      this.port = listening.port;
      this.meantAtStart = this.takingOver().meant;
    }
    return listening;
  }

  /** Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.kills++;
    await this.running?.kill();
    this.running = null;
    const { done, meant } = this.takingOver();
    // After a start SQLite supposes the worst, and says that it meant to take over all there is.
    if (meant > done && meant !== this.meantAtStart) this.whileTakingOver++;
    this.meantAtStart = -1;
  }

  /** How far SQLite meant to come in taking over its log, and how far it came: its shared memory outlives the process. */
  private takingOver(): { done: number; meant: number } {
    const file = path.join(this.dataRoot, 'cloud.db-shm');
    const shared = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    if (shared.length < 132) return { done: 0, meant: 0 };
    const read = (at: number): number => (os.endianness() === 'LE' ? shared.readUInt32LE(at) : shared.readUInt32BE(at));
    return { done: read(96), meant: read(128) };
  }

  /** Whatever state they are in: what went wrong was told by then. */
  async end(): Promise<void> {
    await Promise.allSettled([this.running?.kill(), this.standby.kill()]);
  }
}

class Process {
  private readonly child: ChildProcess;
  private readonly gone: Promise<void>;
  private readonly arrived: unknown[] = [];
  private notify: () => void = () => {};
  private killed = false;
  private over = false;
  private errors = '';

  constructor(script: string) {
    const modules = path.resolve(__dirname, '../../../node_modules');
    const typescript = script.endsWith('.ts') ? ['--require', 'tsx/cjs'] : [];
    this.child = fork(script, [], { env: { ...process.env, NODE_PATH: modules, TZ: 'UTC' }, execArgv: typescript, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    // A test run that is broken off leaves nothing behind.
    const kill = (): void => void this.child.kill('SIGKILL');
    process.once('exit', kill);
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.child.on('message', (message) => {
      this.arrived.push(message);
      this.notify();
    });
    this.gone = new Promise((resolve) =>
      this.child.once('close', () => {
        process.off('exit', kill);
        this.over = true;
        this.notify();
        resolve();
      }),
    );
  }

  /** The next one; null when it was killed before. Rejects with what it said when it ended by itself. */
  async message<T>(): Promise<T | null> {
    while (this.arrived.length === 0 && !this.over) await new Promise<void>((resolve) => (this.notify = resolve));
    if (this.killed) return null;
    if (this.arrived.length === 0) throw new Error(`the cloud ended: ${this.errors}`);
    if (this.errors !== '') throw new Error(`the cloud complained: ${this.errors}`);
    return this.arrived.shift() as T;
  }
  ask<T>(message: object): Promise<T | null> {
    if (this.child.connected) this.child.send(message, () => {});
    return this.message<T>();
  }
  async kill(): Promise<void> {
    this.killed = true;
    this.child.kill('SIGKILL');
    await this.gone;
    if (this.errors !== '') throw new Error(`the cloud complained: ${this.errors}`);
  }
}
