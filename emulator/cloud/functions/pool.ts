/**
 * The instances of one function: warm ones are used again, new ones start while calls wait, up to a cap. A call takes whichever
 * comes first, so that a burst of short calls is served by few instances instead of waiting for many cold starts.
 */
import { availableParallelism } from 'node:os';
import type { Instance, InstanceLimits, Outcome } from './instance';
import type { BuiltFunction } from './sources';

export interface InstanceSource {
  /** An instance with the SDK loaded and no function yet. */
  take(memoryMb: number): Instance;
}
type TaskLog = (level: 'debug' | 'info' | 'warn' | 'error', text: string) => void;
export interface Task {
  event: string;
  env: Record<string, string>;
  /** Made from within another call: it must not wait for an instance that its own caller may hold. */
  nested: boolean;
  log: TaskLog;
  /** Told which instance runs it. */
  began?(instance: Instance): void;
}
interface Waiting {
  nested: boolean;
  log: TaskLog;
  /** An instance that is ready, or how the start of one failed. */
  go(found: Instance | Extract<Outcome, { ok: false }>): void;
}

const CAP = 8;
/** So many start as soon as calls wait. More do not make short calls faster: they have to get warm, and share the processors. */
const EAGER = Math.max(2, availableParallelism()) + 1;
/** An instance whose call takes longer is busy with something slow: it does not count, so that others do not wait for it. */
const SLOW_MS = 100;
const NESTED_CAP = 64;
/** More at once would only slow each other down. */
const STARTING_CAP = 2;
/** An instance costs about 30 MB: one that nothing needs goes. */
const IDLE_MS = 5 * 60_000;

export class FunctionPool {
  private idle: { instance: Instance; timer: NodeJS.Timeout }[] = [];
  private waiting: Waiting[] = [];
  private readonly all = new Set<Instance>();
  /** Since when (ms) each runs its call. */
  private readonly busy = new Map<Instance, number>();
  private starting = 0;
  /** Whether an instance has become slow. */
  private looking: NodeJS.Timeout | null = null;
  private retired = false;
  private readonly limits: InstanceLimits;

  constructor(
    private readonly target: BuiltFunction,
    private readonly instances: InstanceSource,
    /** Of an instance that nobody has called yet. */
    private readonly env: Record<string, string>,
    private readonly eager = EAGER,
  ) {
    this.limits = { memoryMb: target.config.memoryMb, timeoutMs: target.config.timeout * 1000 };
  }

  async run({ event, env, nested, log, began }: Task): Promise<Outcome> {
    const found = this.takeIdle() ?? (await this.next(nested, log));
    if ('ok' in found) return found;
    began?.(found);
    this.busy.set(found, performance.now());
    const outcome = await found.run(event, env, this.limits, log);
    this.busy.delete(found);
    if (found.alive) this.offer(found);
    else this.discard(found);
    return outcome;
  }

  figures(): { instances: number; idle: number; waiting: number } {
    return { instances: this.all.size, idle: this.idle.length, waiting: this.waiting.length };
  }

  /** Idle instances go now, busy ones after the calls that are accepted already. */
  retire(): void {
    this.retired = true;
    for (const instance of this.dropIdle()) this.discard(instance);
  }

  /** All instances go now; calls that run or wait are answered as broken. */
  async stop(): Promise<void> {
    this.retired = true;
    this.dropIdle();
    for (const { go } of this.waiting.splice(0)) go({ ok: false, reason: 'broke', text: 'the local cloud is stopping' });
    await Promise.all([...this.all].map((instance) => instance.terminate()));
  }

  private next(nested: boolean, log: TaskLog): Promise<Parameters<Waiting['go']>[0]> {
    return new Promise((resolve) => {
      const call: Waiting = { nested, log, go: resolve };
      // A nested call holds up the one that made it: it goes first.
      if (nested) this.waiting.unshift(call);
      else this.waiting.push(call);
      this.grow();
    });
  }

  private grow(): void {
    const nested = this.waiting.some((call) => call.nested);
    const cap = nested ? NESTED_CAP : CAP;
    const mayStart = () => nested || this.all.size - this.slow() < this.eager;
    while (this.starting < Math.min(this.waiting.length, STARTING_CAP) && this.all.size < cap && mayStart()) void this.start();
    if (this.waiting.length === 0 || this.all.size >= cap || this.looking) return;
    this.looking = setTimeout(() => {
      this.looking = null;
      this.grow();
    }, SLOW_MS).unref();
  }
  private slow(): number {
    const then = performance.now() - SLOW_MS;
    return [...this.busy.values()].filter((since) => since <= then).length;
  }

  private async start(): Promise<void> {
    const instance = this.instances.take(this.limits.memoryMb);
    this.all.add(instance);
    instance.onEnd = () => {
      this.idle = this.idle.filter((entry) => entry.instance !== instance);
      this.discard(instance);
    };
    this.starting++;
    const outcome = await instance.load(this.target.file, this.env, (level, text) => this.waiting[0]?.log(level, text));
    this.starting--;
    if (outcome.ok) return this.offer(instance);
    this.waiting.shift()?.go(outcome);
    this.discard(instance);
  }

  /** To the call that waits longest, else it is kept warm. */
  private offer(instance: Instance): void {
    const call = this.waiting.shift();
    if (call) {
      call.go(instance);
      this.grow();
    } else if (this.retired) this.discard(instance);
    else this.putIdle(instance);
  }

  private takeIdle(): Instance | undefined {
    const entry = this.idle.pop();
    if (entry) clearTimeout(entry.timer);
    return entry?.instance;
  }

  private putIdle(instance: Instance): void {
    const timer = setTimeout(() => {
      this.idle = this.idle.filter((entry) => entry.instance !== instance);
      this.discard(instance);
    }, IDLE_MS).unref();
    this.idle.push({ instance, timer });
  }

  private dropIdle(): Instance[] {
    const dropped = this.idle;
    this.idle = [];
    for (const { timer } of dropped) clearTimeout(timer);
    return dropped.map(({ instance }) => instance);
  }

  private discard(instance: Instance): void {
    if (!this.all.delete(instance)) return;
    void instance.terminate();
    this.grow();
  }
}
