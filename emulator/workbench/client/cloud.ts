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
  return (await ask<{ timers: Timer[] }>('workbench/timers', {})).timers;
}
/** null: it ran; else what went wrong. */
export async function runTimer(timer: Timer): Promise<string | null> {
  const answer = await ask<{ error?: { errMsg: string }; errMsg?: string }>('workbench/timers/run', { function: timer.function, trigger: timer.trigger });
  return answer.error?.errMsg ?? answer.errMsg ?? null;
}

export interface Notice {
  attempts: number;
  acknowledged: boolean;
  nextAt: number | null;
  heldFor: string | null;
  lastAnswer: string | null;
}
export interface Payment {
  outTradeNo: string;
  openid: string;
  body: string;
  totalFee: number;
  state: string;
  createdAt: number;
  paidAt: number | null;
  plan: Plan | null;
  notices: Notice[];
}
export interface Refund {
  outRefundNo: string;
  outTradeNo: string;
  refundFee: number;
  state: string;
  createdAt: number;
  functionName: string;
  plan: Plan | null;
  notices: Notice[];
}
export interface Plan {
  about: 'payment' | 'refund';
  number: string;
  outcome: string;
  delay: number | null;
}
export interface PayOverview {
  payments: Payment[];
  refunds: Refund[];
  plans: Plan[];
}
export function payOverview(): Promise<PayOverview> {
  return ask<PayOverview>('workbench/pay', {});
}
/** Each of these gives what went wrong, or null. */
export const planPay = (plan: { about: string; outcome: string; delay?: number }) => problemOf('workbench/pay/next', plan);
export const forgetPlans = () => problemOf('workbench/pay/forget', {});
export const deliverNow = (number: string) => problemOf('workbench/pay/deliver', { number });

async function problemOf(route: string, body: object): Promise<string | null> {
  return (await ask<{ errMsg?: string }>(route, body)).errMsg ?? null;
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
