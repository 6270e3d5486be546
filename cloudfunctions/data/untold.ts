/**
 * What happened to an order or an after-sale is noted in the same update, as `event@time`; the timer tells the shopper and takes the mark
 * away. So nothing is told that did not happen, and nothing that happened is lost, at no further operation.
 */
import { isToldOfAfterSale, isToldOfOrder } from '../domain/notices';
import { command, type Where } from './client';

/** For the change that makes it happen; nothing for what nobody is told of. */
export function untold(of: 'order' | 'afterSale', event: string, at: number): Record<string, unknown> {
  const isTold = of === 'order' ? isToldOfOrder(event) : isToldOfAfterSale(event);
  return isTold ? { untold: command.push([`${event}@${at}`]) } : {};
}

/** Documents with something to tell: any text is after ''. */
export const SOMETHING_UNTOLD: Where = { untold: command.gt('') };

export function markOf(mark: string): { event: string; at: number } {
  const [event = '', at = ''] = mark.split('@');
  return { event, at: Number(at) };
}
