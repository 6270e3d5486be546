/** The instances of one function: warm ones are used again, new ones start as needed up to a cap, then calls wait. */
import { Instance, type InstanceLimits, type Outcome } from './instance';
import type { BuiltFunction } from './sources';

export interface InstanceSource {
  /** An instance with the SDK loaded and no function yet. */
  take(memoryMb: number): Instance;
}
export interface Task {
  event: string;
  env: Record<string, string>;
  /** Made from within another call: it must not wait for an instance, its caller may hold the last one. */
  nested: boolean;
  log(level: 'debug' | 'info' | 'warn' | 'error', text: string): void;
}

const CAP = 8;
const NESTED_CAP = 64;
/** An instance costs about 30 MB: one that nothing needs goes. */
const IDLE_MS = 5 * 60_000;

export class FunctionPool {
  private idle: { instance: Instance; timer: NodeJS.Timeout }[] = [];
  private waiting: (() => void)[] = [];
  private readonly all = new Set<Instance>();
  private retired = false;
  private readonly limits: InstanceLimits;

  constructor(
    private readonly target: BuiltFunction,
    private readonly instances: InstanceSource,
  ) {
    this.limits = { memoryMb: target.config.memoryMb, timeoutMs: target.config.timeout * 1000 };
  }

  async run(task: Task): Promise<Outcome> {
    while (this.idle.length === 0 && this.all.size >= (task.nested ? NESTED_CAP : CAP)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const warm = this.takeIdle();
    const instance = warm ?? this.create();
    if (!warm) {
      const loaded = await instance.load(this.target.file, task.env, task.log);
      if (!loaded.ok) {
        this.discard(instance);
        return loaded;
      }
    }
    const outcome = await instance.run(task.event, task.env, this.limits, task.log);
    if (instance.alive && !this.retired) this.putIdle(instance);
    else this.discard(instance);
    return outcome;
  }

  /** Idle instances go now, busy ones after their call. */
  retire(): void {
    this.retired = true;
    for (const instance of this.dropIdle()) this.discard(instance);
  }

  /** All instances go now; calls that run are answered as broken. */
  async stop(): Promise<void> {
    this.retired = true;
    this.dropIdle();
    await Promise.all([...this.all].map((instance) => instance.terminate()));
  }

  private create(): Instance {
    const instance = this.instances.take(this.limits.memoryMb);
    this.all.add(instance);
    instance.onEnd = () => {
      this.idle = this.idle.filter((entry) => entry.instance !== instance);
      this.discard(instance);
    };
    return instance;
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
    this.waiting.shift()?.();
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
    this.waiting.shift()?.();
  }
}
