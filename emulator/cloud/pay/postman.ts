/** Tells cloud functions of payments and refunds, again and again until they answer {errcode: 0}, as WeChat Pay does. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { FunctionService } from '../functions/service';
import { isRecord } from '../../json-file';
import type { Journal } from '../journal';
import type { Books } from './books';
import type { Notice } from './types';

/** What becomes of a message: nothing, one delivery, or several; each is repeated until acknowledged. */
export interface DeliveryPolicy {
  deliveries(message: Pick<Notice, 'about' | 'outTradeNo' | 'event'>): { afterMs: number; event: Record<string, unknown> }[];
}
export const promptDelivery: DeliveryPolicy = { deliveries: ({ event }) => [{ afterMs: 0, event }] };

/** Seconds from one attempt to the next; after the last there are no more. */
const PAUSES = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];

export class Postman {
  policy: DeliveryPolicy = promptDelivery;
  private readonly underway = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly books: Books,
    private readonly functions: FunctionService,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** Takes up what an earlier run left unacknowledged. */
  start(): void {
    for (const notice of this.books.openNotices()) this.plan(notice);
  }

  /** Writes the message down, as part of the caller's transaction. What it returns sends it, once the books are closed. */
  accept(message: Pick<Notice, 'about' | 'outTradeNo' | 'functionName' | 'event'>): () => void {
    const notices = this.policy.deliveries(message).map(({ afterMs, event }) => ({
      ...message,
      event,
      id: randomUUID(),
      attempts: 0,
      nextAt: this.clock.now() + afterMs,
      acknowledged: false,
    }));
    for (const notice of notices) this.books.saveNotice(notice);
    return () => notices.forEach((notice) => this.plan(notice));
  }

  /** Nothing more is sent; what is on its way counts as not sent. */
  halt(): void {
    this.stopped = true;
  }

  /** Resolves when no delivery is on its way at this moment. */
  async settled(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  private plan(notice: Notice): void {
    if (notice.nextAt === null) return;
    this.clock.at(notice.nextAt, () => {
      if (this.stopped) return undefined;
      const delivery = this.deliver(notice).finally(() => this.underway.delete(delivery));
      this.underway.add(delivery);
      return delivery;
    });
  }

  private async deliver(notice: Notice): Promise<void> {
    const { result, error } = await this.functions.invoke(notice.functionName, notice.event, { source: 'wx_paycallback' });
    // Stopped meanwhile: the attempt does not count, the next run makes it again.
    if (this.stopped) return;
    const acknowledged = isRecord(result) && result.errcode === 0;
    const pause = PAUSES[notice.attempts];
    const next: Notice = {
      ...notice,
      attempts: notice.attempts + 1,
      acknowledged,
      nextAt: acknowledged || pause === undefined ? null : this.clock.now() + pause * 1000,
    };
    this.books.saveNotice(next);
    if (!acknowledged) this.complain(next, error ? error.errMsg : JSON.stringify(result));
    this.plan(next);
  }

  private complain(notice: Notice, answer: string | undefined): void {
    const wait = notice.nextAt === null ? 'It is not repeated any more' : `It is repeated in ${Math.round((notice.nextAt - this.clock.now()) / 1000)} s`;
    this.journal.log({
      level: 'warn',
      from: 'cloud',
      text: `The ${notice.about} callback for ${notice.outTradeNo} was not acknowledged: function ${notice.functionName} answered ${(answer ?? 'nothing').slice(0, 300)} instead of {"errcode": 0}. ${wait}.`,
    });
  }
}
