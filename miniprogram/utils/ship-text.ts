import type { OrderLine } from '../../typings/index';
import { date } from './time';

const DAY = 86_400_000;

/** By when a line of a presale is sent; '' for goods in stock, which are sent as usual. */
export function shipText({ shipTerm, deliveryDeadline }: Partial<Pick<OrderLine, 'shipTerm' | 'deliveryDeadline'>>): string {
  if (shipTerm?.stockType !== 1) return '';
  const by = deliveryDeadline ?? shipTerm.by;
  if (by !== undefined) return `预售 · ${date(by).slice(5)} 前发货`;
  return shipTerm.afterPay === undefined ? '预售' : `预售 · 付款后 ${Math.round(shipTerm.afterPay / DAY)} 天内发货`;
}
