/** Telling shoppers what happened: once for each thing, under an id that follows from it. */
import type { NoticeDoc } from '../data/message-documents';
import type { InvoiceDoc } from '../data/invoice-documents';
import type { AfterSaleDoc, OrderDoc, UserCouponDoc } from '../data/documents';
import { command } from '../data/client';
import { afterSales, invoices, messageTemplates, notices, orders, userCoupons } from '../data/store';
import { markOf } from '../data/untold';
import { afterSaleNotice, couponNotice, invoiceNotice, orderNotice, type NoticeDraft } from '../domain/notices';
import { derivedId } from '../kernel/ids';
import { invoiceAfterRefund } from './invoices';

/** Which template carries which event; read once a run. */
export type Carriers = Map<string, string>;
export async function carriers(): Promise<Carriers> {
  const templates = await messageTemplates.findFirst([['_id', 'asc']], 100);
  return new Map(templates.filter(({ enabled }) => enabled).flatMap(({ _id, events }) => events.map((event) => [event, _id] as const)));
}

/** `cause`: what the notice follows from. False: it was told before. */
export function tell(openid: string, cause: string[], draft: NoticeDraft, at: number, carried: Carriers): Promise<boolean> {
  const template = carried.get(draft.event) ?? '';
  const notice: NoticeDoc = {
    _id: derivedId('N', openid, ...cause),
    openid,
    ...draft,
    createdAt: at,
    readAt: null,
    push: template === '' ? 'none' : 'owed',
    pushAt: at,
    pushTries: 0,
    template,
  };
  return notices.insert(notice);
}

export async function tellOfOrder(order: OrderDoc, carried: Carriers): Promise<boolean> {
  for (const mark of order.untold ?? []) {
    const { event, at } = markOf(mark);
    if (event === 'refund' || event === 'latePayment') await invoiceAfterRefund(order, at);
    const draft = orderNotice(event, at, order);
    if (draft) await tell(order.openid, ['order', order._id, mark], draft, at, carried);
    await orders.update({ _id: order._id, untold: mark }, { untold: command.pull(mark) });
  }
  return true;
}

export async function tellOfAfterSale(afterSale: AfterSaleDoc, carried: Carriers): Promise<boolean> {
  for (const mark of afterSale.untold ?? []) {
    const { event, at } = markOf(mark);
    const draft = afterSaleNotice(event, at, afterSale);
    if (draft) await tell(afterSale.openid, ['afterSale', afterSale._id, mark], draft, at, carried);
    await afterSales.update({ _id: afterSale._id, untold: mark }, { untold: command.pull(mark) });
  }
  return true;
}

export async function tellOfInvoice(invoice: InvoiceDoc, carried: Carriers): Promise<boolean> {
  for (const mark of invoice.untold) {
    const { event, at } = markOf(mark);
    if (event === 'issued') await tell(invoice.openid, ['invoice', invoice._id, mark], invoiceNotice(invoice, at), at, carried);
    await invoices.update({ _id: invoice._id, untold: mark }, { untold: command.pull(mark) });
  }
  return true;
}

/** `ahead`: ms before its end at which its owner is reminded. A piece that was good for hardly longer than that is not worth a word. */
export async function remindOfCoupon(piece: UserCouponDoc, ahead: number, now: number, carried: Carriers): Promise<boolean> {
  if (piece.validUntil - Math.max(piece.validFrom, piece.claimedAt) > 2 * ahead) await tell(piece.openid, ['coupon', piece._id], couponNotice(piece), now, carried);
  return (await userCoupons.update({ _id: piece._id, remindedAt: null }, { remindedAt: now })) === 1;
}
