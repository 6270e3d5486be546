/** `xiaodian logs`: what the running cloud and its functions have said. */
import type { LogEntry } from '../contracts';
import { control } from './control';

export interface LogsOptions {
  data: string;
  function?: string;
  request?: string;
  follow?: boolean;
  json?: boolean;
}

/** How long one question waits for something new. */
const WAIT_MS = 20_000;

export async function logs({ data, function: name, request, follow = false, json = false }: LogsOptions): Promise<void> {
  const filter = { ...(name === undefined ? {} : { function: name }), ...(request === undefined ? {} : { requestId: request }) };
  let after = 0;
  do {
    const wait = follow && after > 0 ? WAIT_MS : 0;
    const { lines, next } = (await control(data, 'logs', { ...filter, after, wait })) as unknown as { lines: LogEntry[]; next: number };
    for (const line of lines) console.log(json ? JSON.stringify(line) : lineText(line));
    after = Math.max(next, 1);
  } while (follow);
}

function lineText({ at, level, from, text, requestId }: LogEntry): string {
  const time = new Date(at).toISOString().slice(11, 23);
  return `${time} ${level.padEnd(5)} [${from}]${requestId ? ` ${requestId}` : ''} ${text.split('\n').join('\n    ')}`;
}
