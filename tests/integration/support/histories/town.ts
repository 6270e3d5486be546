/** The people: what they know, what they were promised, and how they ask. */
import type { ActionRequest, ActionResult, CloudFunctions, Reply } from '../../../../typings';
import type { Chance } from '../in-process/chance';
import type { Outcome, SimulatedCloud } from './cloud';

export interface KnownOrder {
  orderId: string;
  tradeId: string;
  openid: string;
  shopId: string;
}
export interface KnownPayment {
  outTradeNo: string;
  package: string;
  openid: string;
}
export interface KnownAfterSale {
  afterSaleId: string;
  openid: string;
  shopId: string;
}
/** A request that was sent, for whoever sends it again. */
export interface Sent {
  name: string;
  event: Record<string, unknown>;
  as: string;
  /** The first answer that settled it; undefined: nobody knows what became of it. */
  reply?: Reply<unknown>;
}
type WithoutRequestId<T> = T extends unknown ? Omit<T, 'requestId'> : never;

/** How many requests back somebody may still repeat one: the functions remember twenty a document. */
const REPEATABLE = 12;

export class Town {
  readonly orders: KnownOrder[] = [];
  readonly payments: KnownPayment[] = [];
  readonly afterSales: KnownAfterSale[] = [];
  readonly recent: Sent[] = [];
  /** Changes of stock that somebody asked for, with what they heard. */
  readonly counts: (Sent & { skuId: string; difference: number })[] = [];
  /** What was promised: each says what is wrong, or null. */
  readonly promises: (() => string | null)[] = [];
  readonly problems: string[] = [];
  /** By what was asked: how it ended, how often. */
  readonly tally: Record<string, number> = {};
  private asked = 0;

  constructor(
    readonly cloud: SimulatedCloud,
    private readonly chance: Chance,
  ) {}

  /** null: nobody knows what became of it. */
  async ask<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F] & string>(name: F, action: A, request: WithoutRequestId<ActionRequest<F, A>>, as: string): Promise<Reply<ActionResult<F, A>> | null> {
    const sent: Sent = { name, event: { requestId: `asked-for-${++this.asked}`, ...request, action }, as };
    // A tap too many; and whoever hears nothing tries again.
    const twice = this.chance.percent(6) ? this.send(sent) : null;
    const reply = (await this.send(sent)) ?? (this.chance.percent(50) ? await this.send(sent) : null);
    await twice;
    return reply as Reply<ActionResult<F, A>> | null;
  }

  /** Also a second time. What was done once is answered the same way. */
  async send(sent: Sent): Promise<Reply<unknown> | null> {
    const { name, event, as } = sent;
    const outcome = await this.cloud.call(name, event, as === '' ? { source: 'wx_client' } : { openid: as });
    const reply = this.answerOf(`${name}.${String(event.action)}`, outcome);
    const earlier = sent.reply;
    if (earlier?.ok && reply && !reply.ok && !passing(reply.code) && !MEANT_ANEW.has(String(event.action))) this.problems.push(`${name}.${String(event.action)} ${String(event.requestId)} was done, and its repeat hears ${reply.code} ${reply.message}`);
    if (earlier?.ok && reply?.ok && !MEANT_ANEW.has(String(event.action))) for (const key of NAMES) if (JSON.stringify(valueOf(earlier.data, key)) !== JSON.stringify(valueOf(reply.data, key))) this.problems.push(`${name}.${String(event.action)} ${String(event.requestId)}: another ${key} in the repeat`);
    if (reply && !passing(reply.ok ? '' : reply.code)) sent.reply ??= reply;
    if (!earlier && !this.recent.includes(sent)) {
      this.recent.push(sent);
      if (this.recent.length > REPEATABLE) this.recent.shift();
    }
    return reply;
  }

  /** What a call answered; notes what must not be. null: it died, or its answer settles nothing. */
  answerOf(what: string, { result, error, struck, errors }: Outcome): Reply<unknown> | null {
    const reply = error ? null : (result as Reply<unknown>);
    const heard = error ? 'died' : reply?.ok ? 'ok' : (reply?.code ?? 'ok');
    this.tally[`${what} ${heard}`] = (this.tally[`${what} ${heard}`] ?? 0) + 1;
    this.cloud.trace.push(`${what} → ${heard}${reply && reply.ok === false ? ` ${reply.message}` : ''}`);
    if (struck === '') {
      if (error) this.problems.push(`${what} failed by itself: ${error.errMsg}`);
      if (heard === 'INTERNAL') this.problems.push(`${what} broke by itself: ${errors.join('\n')}`);
      for (const line of errors) if (/timer job failed|could not finish|not handed on|callback failed|refund not sent|could not be|unifiedOrder failed/.test(line) && !/StoreBusy|paid out/.test(line)) this.problems.push(`${what} complains by itself: ${line}`);
    }
    return reply;
  }
}

/** Opening a payment says how things stand now, however often it is asked; reading does too. */
const MEANT_ANEW = new Set(['prepay', 'sync', 'preview', 'manageGet', 'get', 'add']);

/** Answers after which one asks again. */
function passing(code: string): boolean {
  return code === 'BUSY' || code === 'INTERNAL' || code === 'PAYMENT_FAILED';
}

/** What the repeat of something done must name again. Not the sum of an order: the merchant may have changed it since. */
const NAMES = ['tradeId', 'orderIds', 'afterSaleId', 'userCouponId'];

function valueOf(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
}
