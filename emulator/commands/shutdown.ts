/** Ends a long-running command cleanly: its parts in reverse order of their start, each once, whatever the others do. */
import type { Log, Part } from '../contracts';
import { messageOf } from '../errors';

/** Thrown out of a start that a signal has interrupted. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

export interface Shutdown {
  /** Waits for a part and answers for its end. Throws Interrupted when the end has come meanwhile. */
  adopt<T extends Part>(name: string, part: T | Promise<T>): Promise<T>;
  /** Stops everything, as a signal does. Resolves when that is done. */
  end(): Promise<void>;
  /** Resolves when everything has stopped. */
  readonly ended: Promise<void>;
}

/** Handles SIGINT, SIGTERM and SIGHUP from now on; the second one ends the process at once. */
export function shutdown(log: Log): Shutdown {
  const parts: { name: string; part: Part }[] = [];
  let ending: Promise<void> | null = null;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));

  const stop = async ({ name, part }: { name: string; part: Part }) => {
    try {
      await part.stop();
    } catch (error) {
      log({ level: 'error', from: 'dev', text: `${name} did not stop: ${messageOf(error)}` });
    }
  };
  async function stopAll(): Promise<void> {
    for (let last = parts.pop(); last; last = parts.pop()) await stop(last);
    finish();
  }
  const end = () => (ending ??= stopAll());

  let signals = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    signals += 1;
    if (signals > 1) process.exit(signal === 'SIGINT' ? 130 : 143);
    void end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  return {
    ended,
    end,
    async adopt(name, starting) {
      if (ending) throw new Interrupted('Stopped before everything had started.');
      const part = await starting;
      if (!ending) {
        parts.push({ name, part });
        return part;
      }
      await stop({ name, part });
      throw new Interrupted('Stopped before everything had started.');
    },
  };
}

/** An error that nobody caught is told, and the server lives on: what is stored and who is connected do not suffer for it. */
export function surviveErrors(log: Log): void {
  const tell = (what: string) => (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log({ level: 'error', from: 'dev', text: `${what}: ${text}` });
  };
  process.on('uncaughtException', tell('Unexpected error'));
  process.on('unhandledRejection', tell('Unexpected error in a promise'));
}
