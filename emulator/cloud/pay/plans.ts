/**
 * What a payment or a refund is made to do on purpose. A plan is taken by the payment that is made next (or by the one whose number it
 * names), once; WeChat Pay's own books stay true throughout, only what becomes of money and messages differs.
 */
import { EmulatorError } from '../../errors';
import type { About, Notice, PaymentOutcome, Plan, RefundOutcome } from './types';

/** `delay` is what `Plan.delay` delays. */
const PAYMENT_OUTCOMES: Record<PaymentOutcome, string> = {
  success: 'paid, the callback comes at once (or after delay)',
  fail: 'the customer confirms and the bank refuses; the order stays open',
  late: 'paid, the callback comes after delay (default 60 s)',
  twice: 'paid, the callback comes at once and again after delay (default 0: both together)',
  never: 'paid, and no callback comes; the query tells',
  'wrong-amount': 'paid, the callback names amount instead of what was paid (default one fen more)',
  'after-refund': 'paid, the callback comes when a refund of the order has been told (after delay)',
  reversed: "paid, the callback comes when another order's payment has been told (after delay)",
};
const REFUND_OUTCOMES: Record<RefundOutcome, string> = {
  success: 'returned, the callback comes at once (or after delay)',
  closed: 'ends as REFUNDCLOSE: the money stays with the merchant',
  abnormal: 'ends as CHANGE: the money is stuck at the bank',
  slow: 'stays PROCESSING for delay (default 60 s), then it is returned and told',
  late: 'returned, the callback comes after delay (default 60 s)',
  twice: 'returned, the callback comes at once and again after delay (default 0: both together)',
  never: 'returned, and no callback comes; the query tells',
};
export const OUTCOMES: Record<About, Record<string, string>> = { payment: PAYMENT_OUTCOMES, refund: REFUND_OUTCOMES };

const DEFAULT_DELAY = 60_000;
/** Postponed longer than this nobody waits for. */
const LONGEST_DELAY = 30 * 24 * 3_600_000;

/** One message to the function; a `heldFor` counts `afterMs` from the callback that it waits for. */
export interface Delivery {
  afterMs: number;
  heldFor: About | null;
  event: Notice['event'];
}

/** What is sent of an event. Without a plan: once, at once. */
export function deliveriesOf(plan: Plan | null, event: Notice['event']): Delivery[] {
  const delay = plan?.delay ?? 0;
  const one = (afterMs: number, more: Partial<Delivery> = {}): Delivery => ({ afterMs, heldFor: null, event, ...more });
  switch (plan?.outcome) {
    case 'never':
    case 'fail':
      return [];
    case 'late':
      return [one(plan.delay ?? DEFAULT_DELAY)];
    case 'twice':
      return [one(0), one(delay)];
    case 'wrong-amount':
      return [one(delay, { event: withAmount(event, plan.amount) })];
    case 'after-refund':
      return [one(delay, { heldFor: 'refund' })];
    case 'reversed':
      return [one(delay, { heldFor: 'payment' })];
    // The delay was spent before there was anything to tell.
    case 'slow':
      return [one(0)];
    default:
      return [one(delay)];
  }
}

/** ms for which a refund stays PROCESSING. */
export function processingTime(plan: Plan | null): number {
  return plan?.outcome === 'slow' ? (plan.delay ?? DEFAULT_DELAY) : 0;
}

/** The state in which a refund ends. */
export function finalState(plan: Plan | null): 'SUCCESS' | 'REFUNDCLOSE' | 'CHANGE' {
  if (plan?.outcome === 'closed') return 'REFUNDCLOSE';
  return plan?.outcome === 'abnormal' ? 'CHANGE' : 'SUCCESS';
}

function withAmount(event: Notice['event'], amount: number | null): Notice['event'] {
  const wrong = amount ?? Number(event.totalFee) + 1;
  return { ...event, totalFee: wrong, cashFee: wrong };
}

/** From a request: `{about?, outTradeNo?, outRefundNo?, outcome, delay?, amount?}`. Throws an EmulatorError that says what may stand there. */
export function readPlan(body: Record<string, unknown>): Plan {
  const { outTradeNo = '', outRefundNo = '', outcome, delay = null, amount = null } = body;
  const about = body.about ?? (outRefundNo === '' ? 'payment' : 'refund');
  if (about !== 'payment' && about !== 'refund') throw new EmulatorError('about must be payment or refund.', 'Leave it out for a payment.');
  const number = about === 'payment' ? outTradeNo : outRefundNo;
  if (typeof number !== 'string') throw new EmulatorError('outTradeNo and outRefundNo must be strings.', 'Leave both out for the next one.');
  const known = OUTCOMES[about];
  if (typeof outcome !== 'string' || !Object.hasOwn(known, outcome)) {
    throw new EmulatorError(`A ${about} cannot be made to ${JSON.stringify(outcome) ?? 'nothing'}.`, `Choose an outcome: ${Object.keys(known).join(', ')}.`);
  }
  if (delay !== null && !(typeof delay === 'number' && Number.isInteger(delay) && delay >= 0 && delay <= LONGEST_DELAY)) {
    throw new EmulatorError('delay must be a whole number of milliseconds, 30 days at most.', 'Leave it out for the default.');
  }
  if (amount !== null && !(typeof amount === 'number' && Number.isSafeInteger(amount))) {
    throw new EmulatorError('amount must be a whole number of fen.', 'Leave it out for one fen more than was paid.');
  }
  return { about, number, outcome: outcome as Plan['outcome'], delay: delay as number | null, amount: amount as number | null };
}
