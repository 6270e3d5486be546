import type { Invoice, InvoiceState } from '../../typings/index';

const NAMES: Record<InvoiceState, string> = { requested: '待开具', issued: '已开具', redNeeded: '待红冲', voided: '已作废', cancelled: '已取消' };
const TAGS: Record<InvoiceState, string> = { requested: 'tag-warning', issued: 'tag-success', redNeeded: 'tag-warning', voided: 'tag-grey', cancelled: 'tag-grey' };

export function invoiceName({ state, issued }: Pick<Invoice, 'state' | 'issued'>): string {
  return state === 'requested' && issued.length > 0 ? '待重开' : NAMES[state];
}
export function invoiceTag(state: InvoiceState): string {
  return TAGS[state];
}
