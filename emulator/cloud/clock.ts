/** Time for timers and for the repeats of pay callbacks: the real time, which a test can push forward. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` at `time`, at once if that has passed. Returns a function that takes it back. */
  at(time: number, task: () => void | Promise<void>): () => void;
  /** Moves the time forward, running what falls due in its order; resolves when all of that is done. */
  advance(ms: number): Promise<void>;
  stop(): void;
}
interface Appointment {
  time: number;
  task: () => void | Promise<void>;
}

/** setTimeout cannot wait longer. */
const LONGEST_WAIT = 2 ** 31 - 1;

export class MovableClock implements Clock {
  private appointments: Appointment[] = [];
  /** Tasks that have begun, by the real time's passing too. */
  private readonly running = new Set<Promise<void>>();
  private offset = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly onError: (error: unknown) => void) {}

  now(): number {
    return Date.now() + this.offset;
  }

  at(time: number, task: Appointment['task']): () => void {
    const appointment = { time, task };
    this.appointments.push(appointment);
    this.appointments.sort((a, b) => a.time - b.time);
    this.wait();
    return () => {
      this.appointments = this.appointments.filter((other) => other !== appointment);
    };
  }

  async advance(ms: number): Promise<void> {
    const target = this.now() + ms;
    for (;;) {
      const next = this.appointments[0];
      if (next && next.time <= target) {
        // The task sees the time for which it was set.
        this.offset += Math.max(0, next.time - this.now());
        await this.run(this.appointments.shift()!);
      } else if (this.running.size > 0) await Promise.all(this.running);
      else break;
    }
    this.offset += Math.max(0, target - this.now());
    this.wait();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.appointments = [];
  }

  private wait(): void {
    if (this.timer) clearTimeout(this.timer);
    const next = this.appointments[0];
    if (!next) return;
    this.timer = setTimeout(() => this.runDue(), Math.min(Math.max(0, next.time - this.now()), LONGEST_WAIT));
    // Nothing that is planned keeps a stopped process alive.
    this.timer.unref();
  }

  private runDue(): void {
    while (this.appointments[0] && this.appointments[0].time <= this.now()) void this.run(this.appointments.shift()!);
    this.wait();
  }

  private run({ task }: Appointment): Promise<void> {
    const done = Promise.resolve().then(task).catch(this.onError).finally(() => this.running.delete(done));
    this.running.add(done);
    return done;
  }
}
