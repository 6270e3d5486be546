/** Fires the timers of the functions' config.json. A time that passed while nothing ran is not made up for. */
import type { Invocation } from '../../contracts';
import { EmulatorError } from '../../errors';
import type { Clock } from '../clock';
import type { Trigger } from '../functions/config';
import type { FunctionService } from '../functions/service';
import type { Journal } from '../journal';
import { nextTime } from './cron';

export interface TimerState {
  function: string;
  trigger: string;
  cron: string;
  /** null: not planned. */
  next: number | null;
}

export class Scheduler {
  private planned = new Map<string, { next: number; cancel(): void }>();

  constructor(
    private readonly functions: FunctionService,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** Plans all timers anew, after a change of the functions. */
  plan(): void {
    this.stop();
    for (const { name, config } of this.functions.list()) for (const trigger of config.triggers) this.planNext(name, trigger);
  }

  stop(): void {
    for (const { cancel } of this.planned.values()) cancel();
    this.planned.clear();
  }

  list(): TimerState[] {
    return this.functions.list().flatMap(({ name, config }) =>
      config.triggers.map((trigger) => ({
        function: name,
        trigger: trigger.name,
        cron: trigger.cron,
        next: this.planned.get(keyOf(name, trigger))?.next ?? null,
      })),
    );
  }

  /** Now, out of turn. */
  run(functionName: string, triggerName: string): Promise<Invocation> {
    const known = this.list().some((timer) => timer.function === functionName && timer.trigger === triggerName);
    if (!known) {
      const names = this.list().map((timer) => `${timer.function}/${timer.trigger}`);
      throw new EmulatorError(`There is no timer ${functionName}/${triggerName}.`, names.length > 0 ? `Choose one of: ${names.join(', ')}.` : 'Declare it under "triggers" in the function\'s config.json.');
    }
    return this.fire(functionName, triggerName);
  }

  private planNext(name: string, trigger: Trigger): void {
    let next: number | null;
    try {
      next = nextTime(trigger.cron, this.clock.now());
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      this.journal.log({ level: 'error', from: `function:${name}`, text: error.text });
      return;
    }
    if (next === null) return;
    const cancel = this.clock.at(next, async () => {
      this.planNext(name, trigger);
      await this.fire(name, trigger.name);
    });
    this.planned.set(keyOf(name, trigger), { next, cancel });
  }

  private fire(name: string, trigger: string): Promise<Invocation> {
    const Time = new Date(this.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
    return this.functions.invoke(name, { Type: 'Timer', TriggerName: trigger, Time, Message: '' }, { source: 'wx_trigger' });
  }
}

function keyOf(name: string, trigger: Trigger): string {
  return `${name}/${trigger.name}`;
}
