/** The merchant's side: which invoices are due, issuing them, taking them back. */
import * as v from 'valibot';
import type { Invoice, InvoiceState, InvoiceTab, Reply, StaffRole } from '../../typings';
import { command } from '../data/client';
import type { InvoiceDoc } from '../data/invoice-documents';
import { orderOfShop } from '../data/orders';
import { findPage, mapPage } from '../data/paging';
import { wasBy } from '../data/recent';
import { invoices } from '../data/store';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, form, id, paging, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { changeInvoice, dueOf, invoiceOf } from '../processes/invoices';
import { newest } from './own';

const staff: readonly StaffRole[] = ['owner', 'administrator', 'finance'];
const INVOICE = '这张发票';
const STATES: Record<InvoiceTab, InvoiceState[]> = {
  all: ['requested', 'issued', 'redNeeded', 'voided', 'cancelled'],
  todo: ['requested', 'redNeeded'],
  done: ['issued', 'voided', 'cancelled'],
};
const NUMBER = /^[0-9A-Za-z]{8,20}$/;

async function invoiceOfShop(shopId: string, invoiceId: string): Promise<InvoiceDoc | null> {
  const invoice = await invoices.get(invoiceId);
  return invoice?.shopId === shopId ? invoice : null;
}

export const shopList: ActionOf<'invoice', 'shopList'> = {
  access: { staff },
  schema: form({ ...paging, shopId: id, tab: v.optional(choice(['todo', 'done', 'all'])) }),
  run: async ({ shopId, tab = 'all', ...page }) => ok(mapPage(await findPage(invoices, { shopId, state: command.in([...STATES[tab]]) }, newest, page), invoiceOf)),
};

export const shopGet: ActionOf<'invoice', 'shopGet'> = {
  access: { staff },
  schema: form({ shopId: id, invoiceId: id }),
  async run({ shopId, invoiceId }) {
    const invoice = await invoiceOfShop(shopId, invoiceId);
    return invoice ? ok(invoiceOf(invoice)) : notFound(INVOICE);
  },
};

export const issue: ActionOf<'invoice', 'issue'> = {
  access: { staff },
  schema: form({ requestId, shopId: id, invoiceId: id, number: text(40, 1), file: requiredImage, amountFen: fenSum }),
  async run({ requestId: by, shopId, invoiceId, number: rough, file, amountFen }, { now }) {
    const number = rough.replace(/\s/g, '');
    if (!NUMBER.test(number)) return fail('BAD_REQUEST', '发票号码应为 8 到 20 位数字或字母', { field: 'number' });
    // The invoice before its order: money that goes back in between changes the invoice, and the guard sees it.
    const invoice = await invoiceOfShop(shopId, invoiceId);
    if (!invoice) return notFound(INVOICE);
    if (wasBy(invoice, by)) return ok(invoiceOf(invoice));
    if (invoice.state !== 'requested') return fail('INVALID_STATE', '这张发票现在不需要开具，请刷新', { detail: { state: invoice.state } });
    const order = await orderOfShop(shopId, invoice.orderId);
    const due = order ? dueOf(order) : 0;
    if (due === 0) return fail('INVALID_STATE', '货款已全部退回，不需要开票', { detail: { amountFen: 0 } });
    if (due !== amountFen) return fail('PRICE_CHANGED', '应开金额因退款发生变化，请按新金额开具', { field: 'amountFen', detail: { amountFen: due } });
    if (invoice.issued.some((one) => one.number === number)) return fail('BAD_REQUEST', '这个发票号码已经用过', { field: 'number' });
    const issued = [...invoice.issued, { number, file, amountFen, issuedAt: now, redNumber: '', redAt: null }];
    return settled(invoice, { state: 'issued', amountFen, issued, untold: [...invoice.untold, `issued@${now}`] }, by, now);
  },
};

export const red: ActionOf<'invoice', 'red'> = {
  access: { staff },
  schema: form({ requestId, shopId: id, invoiceId: id, number: text(40, 1) }),
  async run({ requestId: by, shopId, invoiceId, number: rough }, { now }) {
    const redNumber = rough.replace(/\s/g, '');
    if (!NUMBER.test(redNumber)) return fail('BAD_REQUEST', '红字发票号码应为 8 到 20 位数字或字母', { field: 'number' });
    const invoice = await invoiceOfShop(shopId, invoiceId);
    if (!invoice) return notFound(INVOICE);
    if (wasBy(invoice, by)) return ok(invoiceOf(invoice));
    if (invoice.state !== 'redNeeded') return fail('INVALID_STATE', '这张发票不需要红冲，请刷新', { detail: { state: invoice.state } });
    const order = await orderOfShop(shopId, invoice.orderId);
    const due = order ? dueOf(order) : 0;
    const issued = invoice.issued.map((one, i, all) => (i === all.length - 1 ? { ...one, redNumber, redAt: now } : one));
    // For the rest of the money a new one is due.
    return settled(invoice, { state: due > 0 ? 'requested' : 'voided', amountFen: due, issued }, by, now);
  },
};

async function settled(invoice: InvoiceDoc, change: Partial<InvoiceDoc>, by: string, now: number): Promise<Reply<Invoice>> {
  await changeInvoice(invoice, change, by, now);
  const present = (await invoices.get(invoice._id)) ?? invoice;
  return wasBy(present, by) ? ok(invoiceOf(present)) : conflict('发票');
}
