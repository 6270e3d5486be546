/** Who looks at everything and compares: with the invariants, with WeChat Pay's own books, with what people were told, with what was before. */
import type { AfterSaleDoc, OrderDoc, PaymentDoc, RefundDoc, SpuDoc } from '../../../../cloudfunctions/data/documents';
import { brokenInvariants, type Documents } from '../invariants';
import { messageProblems } from '../message-invariants';
import { reviewProblems } from '../review-fixture';
import { timer } from './acts';
import type { Town } from './town';
import { documentsOf, worldDocuments } from './world';

const MINUTE = 60_000;

/** Where an order may be found after it was found somewhere: every way, not only every step. Written down apart from the code. */
const LATER: Record<number, readonly number[]> = { 0: [10, 20, 21, 30, 100, 200, 250], 10: [20, 21, 30, 100, 200, 250], 20: [21, 30, 100, 200], 21: [30, 100, 200], 30: [100, 200], 100: [200], 200: [], 250: [] };
const ENDED = new Set(['VOID', 'USER_CANCELD', 'MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'MERCHANT_EXCHANGE_SUCCESS']);

export class Oracle {
  private readonly statuses = new Map<string, number>();
  private readonly ended = new Map<string, string>();
  private readonly captured = new Set<string>();

  constructor(private readonly town: Town) {}

  /** What has to be true at any moment. */
  async look(): Promise<void> {
    const documents = await documentsOf(this.town.cloud);
    this.note(brokenInvariants(documents, { settled: false }));
    for (const { _id, status } of documents.orders) {
      const before = this.statuses.get(_id);
      if (before !== undefined && before !== status && !LATER[before]!.includes(status)) this.note([`${_id} went from ${before} to ${status}`]);
      this.statuses.set(_id, status);
    }
    for (const { _id, status } of documents.aftersales) {
      const before = this.ended.get(_id);
      if (before !== undefined && before !== status) this.note([`${_id} had ended as ${before} and is ${status}`]);
      if (ENDED.has(status)) this.ended.set(_id, status);
    }
    for (const { _id, state } of documents.payments) {
      if (this.captured.has(_id) && state !== 'captured') this.note([`${_id} was captured and is ${state}`]);
      if (state === 'captured') this.captured.add(_id);
    }
  }

  /** The day ends: whoever heard nothing asks again, the timer runs once, and nothing may be left over. */
  async close(): Promise<void> {
    const { cloud, counts, promises } = this.town;
    cloud.mishaps = { crash: 0, failure: 0 };
    cloud.pay.forgetPlans();
    await cloud.drain();
    const settle = async (work: () => Promise<unknown>): Promise<void> => {
      const done = work();
      await cloud.drain();
      await done;
    };
    for (const sent of counts.filter(({ reply }) => reply === undefined)) await settle(() => this.town.send(sent));
    await cloud.pass(4 * MINUTE);
    await settle(() => timer(this.town));
    await this.look();
    const documents = await documentsOf(cloud);
    this.note(brokenInvariants(documents, { settled: true }).map((text) => `after the timer: ${text}`));
    this.note(documents.orders.filter(({ status }) => status === 0).map(({ _id }) => `${_id} is being submitted for ever`));
    this.note(documents.aftersales.filter(({ status }) => status === 'SUBMITTING').map(({ _id }) => `${_id} is being applied for for ever`));
    this.note(await reviewProblems({ all: async <T>(name: string) => cloud.all<T>(name) }, { settled: true }));
    this.note(messageProblems({ ...documents, grants: cloud.all('messageGrants'), notices: cloud.all('notices'), invoices: cloud.all('invoices'), sent: cloud.sent }));
    this.note(promises.flatMap((promise) => promise() ?? []));
    this.note(this.countProblems(documents));
    // Callbacks that never came are found when the time to pay is over.
    await cloud.pass(60 * MINUTE);
    await settle(() => timer(this.town));
    await this.look();
    this.note(this.bookProblems());
  }

  /** What the merchants counted, each once, and what came back damaged. */
  private countProblems({ spus, orders, aftersales }: Documents): string[] {
    const first = new Map((worldDocuments().spus as SpuDoc[]).flatMap(({ stock }) => Object.entries(stock).map(([skuId, { received, adjusted }]) => [skuId, received + adjusted] as const)));
    return spus.flatMap(({ stock }) =>
      Object.entries(stock).flatMap(([skuId, { received, adjusted }]) => {
        const told = this.town.counts.filter((one) => one.skuId === skuId && one.reply?.ok).reduce((all, { difference }) => all + difference, 0);
        const changed = received + adjusted - first.get(skuId)!;
        const broken = damagedOf(skuId, orders, aftersales);
        return changed === told - broken ? [] : [`${skuId}: counted ${told}, ${broken} damaged, changed by ${changed}`];
      }),
    );
  }

  /** WeChat Pay's books against ours: what it took is with an order, in the ledger, or on its way back. */
  private bookProblems(): string[] {
    const { cloud } = this.town;
    const payments = cloud.all<PaymentDoc>('payments');
    const orders = cloud.all<OrderDoc>('orders');
    const refunds = cloud.all<RefundDoc>('refunds');
    const { payments: taken, refunds: given } = cloud.pay.overview(100_000);
    const problems: string[] = [];
    for (const { outTradeNo, paidAt, totalFee } of taken) {
      const ours = payments.find(({ _id }) => _id === outTradeNo);
      if ((paidAt !== null) !== (ours?.state === 'captured')) problems.push(`WeChat Pay ${paidAt === null ? 'never took' : 'took'} ${outTradeNo}; here it is ${ours?.state ?? 'unknown'}`);
      if (paidAt === null) continue;
      const returned = given.filter((refund) => refund.outTradeNo === outTradeNo).reduce((all, { refundFee }) => all + refundFee, 0);
      const known = refunds.filter((refund) => refund.outTradeNo === outTradeNo).reduce((all, { refundFen }) => all + refundFen, 0);
      const kept = orders.filter(({ paymentId }) => paymentId === outTradeNo).reduce((all, { price, refundedFen }) => all + price.payFen - refundedFen, 0);
      if (returned !== known) problems.push(`${outTradeNo}: ${known} owed back, ${returned} given back`);
      if (ours?.purpose === 'order' && kept + returned !== totalFee) problems.push(`${outTradeNo}: of ${totalFee}, ${kept} with orders and ${returned} given back`);
    }
    for (const { _id, state, payFen } of payments) {
      if (state === 'captured' && payFen > 0 && !taken.some(({ outTradeNo, paidAt }) => outTradeNo === _id && paidAt !== null)) problems.push(`${_id} is captured, and WeChat Pay never took it`);
    }
    return problems;
  }

  private note(found: string[]): void {
    this.town.problems.push(...found);
  }
}

/** Pieces that came back, by a refund or an exchange, and cannot be sold again. */
function damagedOf(skuId: string, orders: readonly OrderDoc[], aftersales: readonly AfterSaleDoc[]): number {
  const back = aftersales.filter(({ _id, orderId, line, goodsSkuId, received }) => {
    const account = orders.find((order) => order._id === orderId)?.afterSales?.[line.skuId];
    const settled = account?.settled?.[_id];
    return (goodsSkuId ?? line.skuId) === skuId && (account?.exchanged?.[_id] !== undefined || (received && settled !== undefined && settled.num > 0));
  });
  return back.reduce((all, { damagedNum = 0 }) => all + damagedNum, 0);
}
