/** A process of the bench's own, in TypeScript: it sends messages to its parent, and answers those that it gets. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export class Partner {
  private readonly child: ChildProcess;
  private readonly arrived: unknown[] = [];
  private readonly waiting: { resolve(message: unknown): void; reject(error: Error): void }[] = [];
  private gone: Error | null = null;
  private readonly ended: Promise<void>;

  constructor(script: string, words: string[], env: Record<string, string> = {}) {
    this.child = fork(path.join(__dirname, script), words, { execArgv: ['--require', 'tsx/cjs', '--expose-gc'], env: { ...process.env, ...env, TZ: 'UTC' } });
    this.child.on('message', (message) => {
      const next = this.waiting.shift();
      if (next) next.resolve(message);
      else this.arrived.push(message);
    });
    this.ended = new Promise((resolve) =>
      this.child.once('exit', (code) => {
        this.gone = new Error(`${script} ended with code ${code}`);
        for (const { reject } of this.waiting.splice(0)) reject(this.gone);
        resolve();
      }),
    );
  }

  next<T>(): Promise<T> {
    if (this.arrived.length > 0) return Promise.resolve(this.arrived.shift() as T);
    if (this.gone) return Promise.reject(this.gone);
    return new Promise((resolve, reject) => this.waiting.push({ resolve: resolve as (message: unknown) => void, reject }));
  }
  ask<T>(message: object): Promise<T> {
    this.child.send(message);
    return this.next<T>();
  }
  async end(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }
}

/** Runs a script to its end; resolves with what it sent. */
export async function started<T>(script: string, words: string[]): Promise<T> {
  const partner = new Partner(script, words);
  const result = await partner.next<T>();
  await partner.end();
  return result;
}

/** In such a process. Milliseconds of CPU. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
