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

const KEPT = 200;
const SHOWN_CHARACTERS = 20_000;

export class Journal extends EventEmitter<JournalEvents> {
  readonly lines: LogEntry[] = [];
  readonly calls: CallRecord[] = [];

  constructor(private readonly terminal: Log) {
    super();
    this.setMaxListeners(0);
  }

  readonly log: Log = (entry) => {
    const line = { at: Date.now(), ...entry };
    keep(this.lines, line);
    this.emit('line', line);
    this.terminal(entry);
  };

  record(call: CallRecord): void {
    const short = { ...call, request: shorten(call.request), response: shorten(call.response) };
    keep(this.calls, short);
    this.emit('call', short);
  }
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > KEPT) list.shift();
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
