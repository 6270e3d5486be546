import type { Prepaid } from '../../typings/index';
import { Attempt } from './attempt';
import { AppError } from './error';
import { payment } from './payment';

/** paid: the money is there. cancelled: the shopper closed the sheet. pending: paid, not confirmed yet. failed: WeChat refused. */
export type PayOutcome = 'paid' | 'cancelled' | 'pending' | 'failed';
export type PayTarget = { tradeId: string } | { orderId: string };

const SYNC_TIMES = 5;
const SYNC_EVERY_MS = 600;

const attempts = new Map<string, Attempt>();

/** Pays a whole trade or one order of it. Rejects with an AppError when the payment could not even be prepared. */
export async function pay(target: PayTarget): Promise<PayOutcome> {
  const key = JSON.stringify(target);
  const attempt = attempts.get(key) ?? new Attempt();
  attempts.set(key, attempt);
  const prepaid = await attempt.run(target, (request) => payment.prepay(request));
  return settle(prepaid);
}

/** Shows the pay sheet for what was prepared, then asks how it stands. Deposits use it too. */
export async function settle(prepaid: Prepaid): Promise<PayOutcome> {
  if (!prepaid.payment) return 'paid';
  const sheet = await showSheet(prepaid.payment);
  if (sheet === 'cancelled') return 'cancelled';
  const state = await confirmed(prepaid.outTradeNo);
  if (state === 'captured') return 'paid';
  if (state === 'closed' || state === 'refunded' || sheet === 'failed') return 'failed';
  return 'pending';
}

async function showSheet(params: NonNullable<Prepaid['payment']>): Promise<'closed' | 'cancelled' | 'failed'> {
  try {
    await wx.requestPayment(params);
    return 'closed';
  } catch (error) {
    return /cancel/.test(String((error as { errMsg?: string })?.errMsg)) ? 'cancelled' : 'failed';
  }
}

/** The callback may be later than the shopper: ask a few times, then leave it to the callback. */
async function confirmed(outTradeNo: string): Promise<'pending' | 'captured' | 'closed' | 'refunded'> {
  for (let time = 1; time <= SYNC_TIMES; time++) {
    try {
      const { state } = await payment.sync(outTradeNo);
      if (state !== 'pending') return state;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // No answer is no verdict: the money may well be there.
    }
    if (time < SYNC_TIMES) await new Promise((resolve) => setTimeout(resolve, SYNC_EVERY_MS));
  }
  return 'pending';
}
