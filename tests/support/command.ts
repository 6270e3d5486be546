/** The `xiaodian` command as a child process, the way a person or another tool runs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');
export const bin = path.join(root, 'emulator/bin/xiaodian.cjs');
/** A project of tests/fixtures/projects. */
export const fixture = (name: string) => path.join(root, 'tests/fixtures/projects', name);

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}
export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Given on standard input. */
  input?: string;
}

/** Runs one command line to its end. */
export function run(args: string[], options: RunOptions = {}): Promise<Ended> {
  const child = start(args, options);
  child.process.stdin?.end(options.input ?? '');
  return child.ended;
}

interface Running {
  process: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<Ended>;
}

export function start(args: string[], { cwd = root, env = {} }: RunOptions = {}): Running {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...withoutJest(), ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  // A test run that is broken off leaves nothing behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended };
}

export interface Dev extends Running {
  shop: string;
  /** http://…/admin */
  cloud: string;
  /** ws://… */
  automator: string;
  /** Its data folder. */
  data: string;
  /** SIGTERM, unless another signal is named; resolves when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

export interface DevOptions {
  /** Default: this repository's own shop. */
  project?: string;
  /** Default: a new temporary folder, removed by stop(). */
  data?: string;
  /** Further options, e.g. --headless. */
  args?: string[];
  env?: Record<string, string>;
}

/** Starts `dev --json` on free ports. Rejects with everything it said when it ends before it is ready. */
export async function startDev({ project = root, data, args = [], env = {} }: DevOptions = {}): Promise<Dev> {
  const folder = data ?? mkdtempSync(path.join(tmpdir(), 'xiaodian-dev-'));
  const ports = ['--port', '--cloud-port', '--automator-port'].flatMap((name) => (args.includes(name) ? [] : [name, '0']));
  const running = start(['dev', '--json', '--project', project, '--data', folder, ...ports, ...args], { env });
  const remove = () => {
    if (data === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const line = await Promise.race([firstLine(running.process), running.ended]);
  if (typeof line !== 'string') {
    remove();
    throw new Error(`dev ended with code ${line.code ?? line.signal} before it was ready.\n${line.stdout}${line.stderr}`);
  }
  const addresses = JSON.parse(line) as { shop: string; cloud: string; automator: string };
  return {
    ...running,
    ...addresses,
    data: folder,
    async stop(signal = 'SIGTERM') {
      running.process.kill(signal);
      const end = await running.ended;
      remove();
      return end;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}

/** What Jest puts into the environment is none of a child's business. */
function withoutJest(): NodeJS.ProcessEnv {
  const { NODE_ENV: _env, JEST_WORKER_ID: _id, XIAODIAN_DATA: _data, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}
