/** What the workbench asks of the local cloud, through the host. */
export interface Identity {
  openid: string;
  name: string;
  role: string;
}
export interface CallRecord {
  requestId: string;
  at: number;
  name: string;
  action: string;
  caller: { openid?: string; source?: string };
  duration: number;
  outcome: 'ok' | 'refused' | 'failed';
  request: string;
  response: string;
}
export interface LogLine {
  at: number;
  level: 'debug' | 'info' | 'warn' | 'error';
  from: string;
  text: string;
  requestId?: string;
}
export interface Timer {
  function: string;
  trigger: string;
  cron: string;
  next: number | null;
}

export async function identities(): Promise<Identity[]> {
  return (await ask<{ identities: Identity[] }>('identities')).identities;
}
export async function timers(): Promise<Timer[]> {
  return (await ask<{ timers: Timer[] }>('timers')).timers;
}
/** null: it ran; else what went wrong. */
export async function runTimer(timer: Timer): Promise<string | null> {
  const answer = await ask<{ error?: { errMsg: string }; errMsg?: string }>('timers/run', { function: timer.function, trigger: timer.trigger });
  return answer.error?.errMsg ?? answer.errMsg ?? null;
}

interface Listener {
  call(call: CallRecord): void;
  line(line: LogLine): void;
  /** The connection came, or went; all that is known is told again after it came. */
  link(on: boolean): void;
}
/** Reconnects by itself. */
export function listen({ call, line, link }: Listener): void {
  const source = new EventSource('/__wx/logs');
  source.addEventListener('open', () => link(true));
  source.addEventListener('error', () => link(false));
  source.addEventListener('call', (event: MessageEvent<string>) => call(JSON.parse(event.data) as CallRecord));
  source.addEventListener('line', (event: MessageEvent<string>) => line(JSON.parse(event.data) as LogLine));
}

async function ask<T>(route: string, body?: object): Promise<T> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(`/__wx/${route}`, init);
  return (await response.json()) as T;
}
