/** What happened lately: log lines and function calls, for the terminal, the workbench and tests. */
import { EventEmitter } from 'node:events';
import type { Caller, Log, LogEntry } from '../contracts';

/** One call of a function, as the workbench lists it. */
export interface CallRecord {
  requestId: string;
  at: number;
  name: string;
  /** `action` of the event, if it has one. */
  action: string;
  caller: Caller;
  /** Milliseconds. */
  duration: number;
  /** failed: the function did not answer; refused: it answered {ok: false}. */
  outcome: 'ok' | 'refused' | 'failed';
  /** JSON, shortened when long. */
  request: string;
  response: string;
}
interface JournalEvents {
  line: [LogEntry];
  call: [CallRecord];
}

const KEPT_LINES = 1000;
const KEPT_CALLS = 200;
const SHOWN_CHARACTERS = 20_000;

export interface LineFilter {
  function?: string;
  requestId?: string;
  level?: string;
}

export class Journal extends EventEmitter<JournalEvents> {
  readonly lines: LogEntry[] = [];
  /** Of all lines there ever were. */
  private written = 0;
  readonly calls: CallRecord[] = [];

  constructor(private readonly terminal: Log) {
    super();
    this.setMaxListeners(0);
  }

  readonly log: Log = (entry) => {
    const line = { at: Date.now(), ...entry };
    keep(this.lines, line, KEPT_LINES);
    this.written++;
    this.emit('line', line);
    this.terminal(entry);
  };

  /** Lines from number `after` + 1 on, as far as they are still known; `next` is the number of the last line there is. */
  linesAfter(after: number, filter: LineFilter): { lines: LogEntry[]; next: number } {
    const first = this.written - this.lines.length;
    const lines = this.lines.slice(Math.max(0, after - first)).filter((line) => matches(line, filter));
    return { lines, next: this.written };
  }

  /** Resolves with the next line, or after `ms`. */
  async quiet(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.off('line', done);
        resolve();
      };
      const timer = setTimeout(done, ms).unref();
      this.on('line', done);
    });
  }

  record(call: CallRecord): void {
    const short = { ...call, request: shorten(call.request), response: shorten(call.response) };
    keep(this.calls, short, KEPT_CALLS);
    this.emit('call', short);
  }
}

function matches({ from, requestId, level }: LogEntry, filter: LineFilter): boolean {
  return (
    (filter.function === undefined || from === `function:${filter.function}`) &&
    (filter.requestId === undefined || requestId === filter.requestId) &&
    (filter.level === undefined || level === filter.level)
  );
}

function keep<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
