/** One worker thread that runs one function: started, used for one call after the other, thrown away when it misbehaves. */
import { Worker } from 'node:worker_threads';
import type { CloudReply, CloudRequest, FromInstance, InstanceOptions, ToInstance } from './messages';

export type Outcome =
  | { ok: true; text: string }
  /** broke: the instance is gone with it (time-out, crash, process.exit, out of memory). */
  | { ok: false; reason: 'threw' | 'timeout' | 'broke'; text: string };

export interface InstanceLimits {
  memoryMb: number;
  timeoutMs: number;
}
/** Serves what the SDK of an instance asks of the cloud. Never rejects. */
export type CloudDoor = (request: CloudRequest) => Promise<CloudReply>;
type InstanceLog = (level: 'debug' | 'info' | 'warn' | 'error', text: string) => void;

/** Loading a function's module has its own limit on the platform too. */
const LOAD_TIMEOUT_MS = 30_000;

export class Instance {
  private readonly worker: Worker;
  private pending: { settle(outcome: Outcome): void } | null = null;
  private log: InstanceLog = () => undefined;
  private dead = false;
  /** Called when the SDK is loaded. */
  onReady: () => void = () => undefined;
  /** Called when the instance ends, busy or not. */
  onEnd: () => void = () => undefined;

  constructor(
    script: string,
    options: InstanceOptions,
    env: Record<string, string>,
    memoryMb: number,
    private readonly door: CloudDoor,
  ) {
    this.worker = new Worker(script, {
      workerData: options,
      env,
      stdout: true,
      stderr: true,
      // Options of the emulator's own process (such as tsx's loader) are none of the function's business.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.worker.stdout.on('data', (chunk: Buffer) => this.log('info', chunk.toString().trimEnd()));
    this.worker.stderr.on('data', (chunk: Buffer) => this.log('warn', chunk.toString().trimEnd()));
    this.worker.on('message', (message: FromInstance) => this.receive(message));
    this.worker.on('error', (error) => this.end(error.stack ?? String(error)));
    this.worker.on('exit', (code) => this.end(`the instance ended (exit code ${code}) before the function returned`));
  }

  get alive(): boolean {
    return !this.dead;
  }

  /** Loads the function's module; an outcome that is not ok leaves an instance of no use. */
  load(file: string, env: Record<string, string>, log: InstanceLog): Promise<Outcome> {
    this.log = log;
    return this.ask({ type: 'load', file, env }, LOAD_TIMEOUT_MS);
  }

  run(event: string, env: Record<string, string>, limits: InstanceLimits, log: InstanceLog): Promise<Outcome> {
    this.log = log;
    return this.ask({ type: 'run', event, env, limits }, limits.timeoutMs);
  }

  async terminate(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }

  /** Ends it in the middle of its call, which is answered as broken. */
  async kill(): Promise<void> {
    this.pending?.settle({ ok: false, reason: 'broke', text: 'the instance was ended before the function returned' });
    await this.terminate();
  }

  private ask(message: ToInstance, timeoutMs: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        settle({ ok: false, reason: 'timeout', text: `Invoking task timed out after ${timeoutMs / 1000} seconds` });
        void this.terminate();
      }, timeoutMs * patience());
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        this.pending = null;
        resolve(outcome);
      };
      this.pending = { settle };
      if (this.dead) settle({ ok: false, reason: 'broke', text: 'the instance has ended' });
      else this.worker.postMessage(message);
    });
  }

  private receive(message: FromInstance): void {
    if (message.type === 'log') return this.log(message.level, message.text);
    if (message.type === 'request') return void this.serve(message.request);
    if (message.type === 'ready') return this.onReady();
    // Nobody waits: the call was given up already.
    if (!this.pending) return;
    if (message.type === 'failed') this.pending.settle({ ok: false, reason: 'threw', text: message.text });
    else this.pending.settle({ ok: true, text: message.type === 'result' ? message.text : '' });
  }

  private async serve(request: CloudRequest): Promise<void> {
    const reply = await this.door(request);
    if (!this.dead) this.worker.postMessage({ type: 'reply', reply } satisfies ToInstance);
  }

  private end(text: string): void {
    const first = !this.dead;
    this.dead = true;
    this.pending?.settle({ ok: false, reason: 'broke', text });
    if (first) this.onEnd();
  }
}

/** A machine with more to do than processors gives a function less time than the clock says: tests wait this many times as long. */
function patience(): number {
  return Math.max(1, Number(process.env.XIAODIAN_PATIENCE) || 1);
}
