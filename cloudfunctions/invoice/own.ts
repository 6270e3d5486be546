/** A shopper's invoices. */
import * as v from 'valibot';
import type { InvoiceDoc } from '../data/invoice-documents';
import type { OrderDoc } from '../data/documents';
import { orderOf } from '../data/orders';
import { findPage, mapPage, type KeysetOrder } from '../data/paging';
import { wasBy } from '../data/recent';
import { invoices } from '../data/store';
import { isEmail, tidyTitle, titleProblem } from '../domain/invoice-title';
import { linkTo } from '../kernel/files';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, paging, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { changeInvoice, dueOf, invoiceIdOf, invoiceOf } from '../processes/invoices';
import { titleEntries } from './forms';

const ORDER = '这个订单';
const INVOICE = '这张发票';
export const newest: KeysetOrder = { field: 'createdAt', direction: 'desc' };

async function invoiceOfShopper(openid: string, invoiceId: string): Promise<InvoiceDoc | null> {
  const invoice = await invoices.get(invoiceId);
  return invoice?.openid === openid ? invoice : null;
}

export const ofOrder: ActionOf<'invoice', 'ofOrder'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid }) {
    const [order, invoice] = await Promise.all([orderOf(openid, orderId), invoices.get(invoiceIdOf(orderId))]);
    if (!order) return notFound(ORDER);
    return ok({ invoice: invoice ? invoiceOf(invoice) : null, obstacle: obstacleTo(order), amountFen: dueOf(order) });
  },
};

function obstacleTo(order: OrderDoc): string {
  if (order.status === 200 || (order.paidAt !== null && dueOf(order) === 0)) return '订单没有可以开票的金额';
  return order.status >= 20 && order.status <= 100 ? '' : '付款之后才能申请发票';
}

export const request: ActionOf<'invoice', 'request'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id, title: form(titleEntries), email: v.optional(text(100)) }),
  async run({ requestId: by, orderId, title: rough, email: roughEmail = '' }, { openid, now }) {
    const title = tidyTitle(rough);
    const email = roughEmail.trim();
    const problem = titleProblem(title);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `title.${problem.field}` });
    if (email !== '' && !isEmail(email)) return fail('BAD_REQUEST', '邮箱不正确，请检查或留空', { field: 'email' });
    const [order, known] = await Promise.all([orderOf(openid, orderId), invoices.get(invoiceIdOf(orderId))]);
    if (!order) return notFound(ORDER);
    if (known && wasBy(known, by)) return ok(invoiceOf(known));
    const obstacle = obstacleTo(order);
    if (obstacle) return fail('INVALID_STATE', obstacle, { detail: { status: order.status } });
    if (known && known.state !== 'cancelled') return fail('INVALID_STATE', '这个订单已经申请过发票', { detail: { invoiceId: known._id } });
    const amountFen = dueOf(order);
    const fresh = { state: 'requested', title, email, amountFen } as const;
    if (known) {
      // Given up before, and wanted after all.
      if (!(await changeInvoice(known, fresh, by, now))) return conflict('发票');
    } else await invoices.insert({ ...newInvoice(order, now), ...fresh, recent: [by] });
    const present = await invoices.get(invoiceIdOf(orderId));
    return present && wasBy(present, by) ? ok(invoiceOf(present)) : conflict('发票');
  },
};

function newInvoice(order: OrderDoc, now: number): Omit<InvoiceDoc, 'state' | 'title' | 'email' | 'amountFen' | 'recent'> {
  const [first] = order.lines;
  const pieces = order.lines.reduce((all, { num }) => all + num, 0);
  return {
    _id: invoiceIdOf(order._id),
    openid: order.openid,
    shopId: order.shopId,
    shop: order.shop,
    orderId: order._id,
    orderNo: order.orderNo,
    goods: first ? `${first.title}${pieces > first.num ? ` 等 ${pieces} 件` : ''}` : '',
    image: first?.image ?? '',
    issued: [],
    createdAt: now,
    updatedAt: now,
    untold: [],
  };
}

export const cancel: ActionOf<'invoice', 'cancel'> = {
  access: 'shopper',
  schema: form({ requestId, invoiceId: id }),
  async run({ requestId: by, invoiceId }, { openid, now }) {
    const invoice = await invoiceOfShopper(openid, invoiceId);
    if (!invoice) return notFound(INVOICE);
    if (wasBy(invoice, by)) return ok(invoiceOf(invoice));
    if (invoice.state !== 'requested' || invoice.issued.length > 0) return fail('INVALID_STATE', '发票已经开具，不能取消申请', { detail: { state: invoice.state } });
    if (!(await changeInvoice(invoice, { state: 'cancelled' }, by, now))) return conflict('发票');
    return ok(invoiceOf((await invoices.get(invoiceId)) ?? invoice));
  },
};

export const list: ActionOf<'invoice', 'list'> = {
  access: 'shopper',
  schema: form({ ...paging }),
  run: async (page, { openid }) => ok(mapPage(await findPage(invoices, { openid }, newest, page), invoiceOf)),
};

export const file: ActionOf<'invoice', 'file'> = {
  access: 'shopper',
  schema: form({ invoiceId: id }),
  async run({ invoiceId }, { openid }) {
    const invoice = await invoiceOfShopper(openid, invoiceId);
    const last = invoice?.issued.at(-1);
    if (!last) return notFound(INVOICE);
    const url = await linkTo(last.file);
    return url ? ok({ url }) : fail('NOT_FOUND', '发票文件打不开了，请联系商家重新上传');
  },
};
