/** Tells cloud functions of payments and refunds, again and again until they answer {errcode: 0}, as WeChat Pay does. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { FunctionService } from '../functions/service';
import { isRecord } from '../../json';
import type { Journal } from '../journal';
import type { Books } from './books';
import type { Delivery } from './plans';
import type { Notice } from './types';

/** What a message is about and whom it is for. */
export type Message = Pick<Notice, 'about' | 'outTradeNo' | 'outRefundNo' | 'functionName'>;

/** Seconds from one attempt to the next; after the last there are no more. */
const PAUSES = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];
const SHOWN_ANSWER = 300;

export class Postman {
  private readonly underway = new Map<string, Promise<void>>();
  private readonly planned = new Map<string, () => void>();
  private stopped = false;

  constructor(
    private readonly books: Books,
    private readonly functions: FunctionService,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** Takes up what an earlier run left unacknowledged. */
  start(): void {
    this.plan(this.books.openNotices());
  }

  /** Writes the messages down, as part of the caller's transaction. What it returns sends them, once the books are closed. */
  accept(message: Message, deliveries: Delivery[]): () => void {
    const notices = deliveries.map(({ afterMs, heldFor, event }) => ({
      ...message,
      event,
      id: randomUUID(),
      attempts: 0,
      nextAt: heldFor === null ? this.clock.now() + afterMs : null,
      acknowledged: false,
      heldFor,
      heldDelay: heldFor === null ? 0 : afterMs,
      lastAnswer: null,
      lastAt: null,
    }));
    for (const notice of notices) this.books.saveNotice(notice);
    return () => this.plan(notices);
  }

  /** Sends the notice now, whatever was planned for it. */
  async sendNow(notice: Notice): Promise<void> {
    this.planned.get(notice.id)?.();
    this.planned.delete(notice.id);
    await this.deliver({ ...notice, heldFor: null });
  }

  /** Nothing more is sent; what is on its way counts as not sent. */
  halt(): void {
    this.stopped = true;
  }

  /** Resolves when no delivery is on its way at this moment. */
  async settled(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway.values());
  }

  /** Messages for the same moment go out together. */
  private plan(notices: Notice[]): void {
    const byTime = new Map<number, Set<Notice>>();
    for (const notice of notices) if (notice.nextAt !== null) byTime.set(notice.nextAt, (byTime.get(notice.nextAt) ?? new Set()).add(notice));
    for (const [time, group] of byTime) {
      this.clock.at(time, () => Promise.all([...group].map((notice) => this.deliver(notice))).then(() => undefined));
      for (const notice of group) this.planned.set(notice.id, () => group.delete(notice));
    }
  }

  private deliver(notice: Notice): Promise<void> {
    this.planned.delete(notice.id);
    const earlier = this.underway.get(notice.id);
    if (this.stopped || earlier) return earlier ?? Promise.resolve();
    const delivery = this.attempt(notice).finally(() => this.underway.delete(notice.id));
    this.underway.set(notice.id, delivery);
    return delivery;
  }

  private async attempt(notice: Notice): Promise<void> {
    const { result, error } = await this.functions.invoke(notice.functionName, notice.event, { source: 'wx_paycallback' });
    // Stopped meanwhile: the attempt does not count, the next run makes it again.
    if (this.stopped) return;
    const acknowledged = isRecord(result) && result.errcode === 0;
    const answer = (error ? error.errMsg : (JSON.stringify(result) ?? 'nothing')).slice(0, SHOWN_ANSWER);
    const pause = PAUSES[notice.attempts];
    const now = this.clock.now();
    const next: Notice = {
      ...notice,
      attempts: notice.attempts + 1,
      acknowledged,
      nextAt: acknowledged || pause === undefined ? null : now + pause * 1000,
      lastAnswer: answer,
      lastAt: now,
    };
    this.books.saveNotice(next);
    if (!acknowledged) this.complain(next, answer);
    this.plan([next]);
    await this.release(notice);
  }

  /** Messages that waited for this one to arrive. */
  private async release({ about, outTradeNo }: Notice): Promise<void> {
    const waiting = this.books.heldNotices(about).filter((held) => (held.outTradeNo === outTradeNo) === (about === 'refund'));
    const freed = waiting.map((held) => ({ ...held, heldFor: null, nextAt: this.clock.now() + held.heldDelay }));
    for (const notice of freed) this.books.saveNotice(notice);
    this.plan(freed.filter(({ heldDelay }) => heldDelay > 0));
    await Promise.all(freed.filter(({ heldDelay }) => heldDelay === 0).map((notice) => this.deliver(notice)));
  }

  private complain(notice: Notice, answer: string): void {
    const wait = notice.nextAt === null ? 'It is not repeated any more' : `It is repeated in ${Math.round((notice.nextAt - this.clock.now()) / 1000)} s`;
    this.journal.log({
      level: 'warn',
      from: 'cloud',
      text: `The ${notice.about} callback for ${notice.outTradeNo} was not acknowledged: function ${notice.functionName} answered ${answer} instead of {"errcode": 0}. ${wait}.`,
    });
  }
}
