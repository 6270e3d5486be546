/** `xiaodian pay`: what becomes of payments and refunds on the running cloud. */
import type { PayOverview } from '../cloud/pay/service';
import type { Notice, Plan } from '../cloud/pay/types';
import { EmulatorError } from '../errors';
import { control } from './control';

interface DataOption {
  data: string;
}
export interface NextOptions extends DataOption {
  outcome: string;
  refund?: boolean;
  of?: string;
  delay?: string;
  amount?: string;
}

export async function next({ data, outcome, refund = false, of: number, delay, amount }: NextOptions): Promise<void> {
  const request = {
    about: refund ? 'refund' : 'payment',
    ...(number === undefined ? {} : { [refund ? 'outRefundNo' : 'outTradeNo']: number }),
    outcome,
    ...(delay === undefined ? {} : { delay: whole('--delay', delay) }),
    ...(amount === undefined ? {} : { amount: whole('--amount', amount) }),
  };
  const { plan } = (await control(data, 'pay/next', request)) as unknown as { plan: Plan };
  console.log(`${planText(plan)}.`);
}

export async function list({ data, json = false }: DataOption & { json?: boolean }): Promise<void> {
  const overview = (await control(data, 'pay/list', {})) as unknown as PayOverview;
  if (json) return console.log(JSON.stringify(overview));
  const { payments, refunds, plans } = overview;
  for (const { outTradeNo, state, totalFee, openid, notices } of payments) console.log(`payment ${outTradeNo}  ${yuan(totalFee)}  ${state}  ${openid}  ${noticesText(notices)}`);
  for (const { outRefundNo, state, refundFee, outTradeNo, notices } of refunds) console.log(`refund  ${outRefundNo}  ${yuan(refundFee)}  ${state}  of ${outTradeNo}  ${noticesText(notices)}`);
  for (const plan of plans) console.log(`waits:  ${planText(plan)}`);
  if (payments.length + refunds.length + plans.length === 0) console.log('Nothing has been ordered yet.');
}

export async function settle(number: string, { data, outcome }: DataOption & { outcome: string }): Promise<void> {
  console.log((await control(data, 'pay/settle', { outTradeNo: number, outcome })).errMsg);
}

export async function deliver(number: string, { data }: DataOption): Promise<void> {
  const { notices } = (await control(data, 'pay/deliver', { number })) as unknown as { notices: Notice[] };
  console.log(noticesText(notices));
}

export async function forget({ data }: DataOption): Promise<void> {
  const forgotten = Number((await control(data, 'pay/forget', {})).forgotten);
  console.log(`${forgotten} plan${forgotten === 1 ? '' : 's'} dropped.`);
}

function whole(option: string, text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new EmulatorError(`${option} must be a whole number, not "${text}".`, 'Milliseconds for --delay, fen for --amount.');
}

function planText({ about, number, outcome, delay, amount }: Plan): string {
  const details = [delay === null ? '' : `${delay} ms`, amount === null ? '' : `${amount} fen`].filter(Boolean);
  return `${number === '' ? `the next ${about}` : `${about} ${number}`}: ${[outcome, ...details].join(', ')}`;
}

function noticesText(notices: Notice[]): string {
  return notices.length === 0 ? 'no callback' : notices.map(noticeText).join('; ');
}

function noticeText({ attempts, acknowledged, nextAt, heldFor, lastAnswer }: Notice): string {
  const times = `${attempts} time${attempts === 1 ? '' : 's'}`;
  if (acknowledged) return `callback acknowledged, sent ${times}`;
  if (heldFor) return `callback waits for that of another ${heldFor}`;
  const next = nextAt === null ? 'no more' : `next at ${new Date(nextAt).toISOString()}`;
  return `callback sent ${times}, ${next}${lastAnswer === null ? '' : `, answered ${lastAnswer}`}`;
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}
