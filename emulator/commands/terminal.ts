/** What `dev` prints. With --json standard output carries one line of JSON, and everything else goes to standard error. */
import type { Log, LogEntry } from '../contracts';

const colours: Record<LogEntry['level'], string> = { debug: '2', info: '0', warn: '33', error: '31' };

/** Prints a log entry a line: where it comes from, then the text; later lines of it are indented. */
export function terminalLog(stream: NodeJS.WriteStream): Log {
  // The terminal is gone (`dev | head`): nobody is left to be told, and that is no reason to end.
  stream.on('error', () => undefined);
  const paint = (code: string, text: string) => (stream.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text);
  return ({ level, from, text }) => {
    if (level === 'debug' && !process.env.XIAODIAN_DEBUG) return;
    const mark = level === 'warn' ? 'warning: ' : level === 'error' ? 'error: ' : '';
    const body = text.trimEnd().split('\n').join('\n    ');
    stream.write(`${paint('2', `[${from}]`)} ${paint(colours[level], mark + body)}\n`);
  };
}

/** Keeps standard output free for the one line that a program reads: console output moves to standard error. */
export function reserveStandardOutput(): void {
  console.log = console.info = console.debug = console.error;
}

export interface Addresses {
  shop: string;
  phone: string;
  cloud: string;
  automator: string;
  data: string;
  headless: boolean;
  /** Milliseconds from the start of the command. */
  took: number;
}

/** What a person sees when everything runs. */
export function readyText(name: string, at: Addresses): string {
  const rows: [string, string][] = [
    ['Shop', at.shop],
    ['Phone alone', at.phone],
    ['Automator', `${at.automator}${at.headless ? ' (headless browser running)' : ' (drives the shop page that is open)'}`],
    ['Cloud', at.cloud],
    ['Data', at.data],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(12)} ${value}`);
  return `\n${name} is open (${(at.took / 1000).toFixed(1)} s). Ctrl-C stops it.\n\n${lines.join('\n')}\n`;
}
