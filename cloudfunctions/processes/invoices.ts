/** Invoices follow the money of their order: what is made out is what was paid and not given back. */
import type { Invoice } from '../../typings';
import { command } from '../data/client';
import type { OrderDoc } from '../data/documents';
import type { InvoiceDoc } from '../data/invoice-documents';
import { StoreBusy } from '../data/retry';
import { invoices } from '../data/store';
import { derivedId } from '../kernel/ids';

const ATTEMPTS = 6;

/** One an order. */
export function invoiceIdOf(orderId: string): string {
  return derivedId('V', orderId);
}

export function dueOf({ price, refundedFen }: Pick<OrderDoc, 'price' | 'refundedFen'>): number {
  return Math.max(0, price.payFen - refundedFen);
}

/** Money went back: an invoice that is asked for shrinks, one that was issued has to be taken back. May be repeated. */
export async function invoiceAfterRefund(order: OrderDoc, at: number): Promise<void> {
  const _id = invoiceIdOf(order._id);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const invoice = await invoices.get(_id);
    const change = invoice && changeAfterRefund(invoice, dueOf(order));
    if (!invoice || !change) return;
    if ((await invoices.update({ _id, state: invoice.state, updatedAt: invoice.updatedAt }, { ...change, updatedAt: Math.max(at, invoice.updatedAt + 1) })) === 1) return;
  }
  throw new StoreBusy(`the invoice ${_id} is being changed all the time`);
}

function changeAfterRefund({ state, amountFen, issued }: InvoiceDoc, due: number): Partial<InvoiceDoc> | null {
  if (state === 'requested' && amountFen !== due) return due === 0 && issued.length === 0 ? { amountFen: 0, state: 'cancelled' } : due === 0 ? { amountFen: 0, state: 'voided' } : { amountFen: due };
  if ((state === 'issued' || state === 'redNeeded') && amountFen !== due) return { amountFen: due, state: 'redNeeded' };
  return null;
}

/** Guarded by what was read, so that money that goes back meanwhile is noticed. False: it changed. */
export async function changeInvoice(invoice: InvoiceDoc, change: Partial<InvoiceDoc>, request: string, at: number): Promise<boolean> {
  const recent = command.push({ each: [request], slice: -20 } as never);
  return (await invoices.update({ _id: invoice._id, state: invoice.state, updatedAt: invoice.updatedAt }, { ...change, updatedAt: Math.max(at, invoice.updatedAt + 1), recent })) === 1;
}

export function invoiceOf({ _id, orderId, orderNo, shop, goods, image, state, title, email, amountFen, issued, createdAt, updatedAt }: InvoiceDoc): Invoice {
  return { invoiceId: _id, orderId, orderNo, shop, goods, image, state, title, email, amountFen, issued, createdAt, updatedAt };
}
