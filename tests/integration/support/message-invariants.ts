/** What people were told, what they let WeChat send, and what their invoices say. Nothing is under way any more, and the timer has run. */
import type { AfterSaleDoc, OrderDoc } from '../../../cloudfunctions/data/documents';
import type { InvoiceDoc } from '../../../cloudfunctions/data/invoice-documents';
import type { MessageGrantDoc, NoticeDoc } from '../../../cloudfunctions/data/message-documents';

interface Told {
  orders: OrderDoc[];
  aftersales: AfterSaleDoc[];
  grants: MessageGrantDoc[];
  notices: NoticeDoc[];
  invoices: InvoiceDoc[];
  /** Messages that WeChat says it sent. */
  sent: number;
}

export function messageProblems({ orders, aftersales, grants, notices, invoices, sent }: Told): string[] {
  const pushed = (...states: NoticeDoc['push'][]): number => notices.filter(({ push }) => states.includes(push)).length;
  const certain = pushed('sent');
  return [
    ...[...orders, ...aftersales, ...invoices].filter(({ untold = [] }) => untold.length > 0).map(({ _id, untold }) => `${_id}: ${untold!.join()} was told to nobody`),
    ...grants.flatMap(grantProblems),
    ...(sent < certain || sent > certain + pushed('unknown', 'sending', 'owed') ? [`WeChat sent ${sent} messages, ${certain} notices say so`] : []),
    ...invoices.flatMap((invoice) => invoiceProblems(invoice, orders)),
  ];
}

function grantProblems({ _id, left, granted, sent, spentFor }: MessageGrantDoc): string[] {
  const problems: string[] = [];
  if (left < 0 || sent < 0) problems.push(`${_id}: ${left} left, ${sent} sent`);
  // A grant that WeChat did not know of is none: less may be left.
  if (left + sent > granted) problems.push(`${_id}: ${left} left and ${sent} sent of ${granted} granted`);
  if (new Set(spentFor).size < spentFor.length) problems.push(`${_id}: spent twice for one notice`);
  return problems;
}

/** What stands is made out over what was paid and not given back; only the last one may stand. */
function invoiceProblems({ _id, orderId, state, amountFen, issued }: InvoiceDoc, orders: readonly OrderDoc[]): string[] {
  const order = orders.find((one) => one._id === orderId);
  if (!order) return [`${_id} is for ${orderId}, which does not exist`];
  const due = order.price.payFen - order.refundedFen;
  const standing = issued.filter(({ redAt }) => redAt === null);
  const problems: string[] = [];
  if (standing.length > 1) problems.push(`${_id}: ${standing.length} invoices stand`);
  if ((state === 'issued' || state === 'redNeeded') !== (standing.length === 1)) problems.push(`${_id} is ${state}, and ${standing.length} stand`);
  if (state === 'issued' && standing[0]?.amountFen !== due) problems.push(`${_id} is issued over ${standing[0]?.amountFen}, due are ${due}`);
  if ((state === 'requested' || state === 'redNeeded') && amountFen !== due) problems.push(`${_id} is ${state} over ${amountFen}, due are ${due}`);
  if (state === 'requested' && due === 0) problems.push(`${_id} is asked for, and nothing is due`);
  return problems;
}
