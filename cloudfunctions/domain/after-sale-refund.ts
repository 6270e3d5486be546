/** What goes back for goods that were paid for, and what an order may still be asked for. Amounts come from the stored lines only. */
import type { AfterSaleType, Fen, OrderLine, OrderPrice, OrderStatus } from '../../typings';
import { allocate, sum } from './money';

/** What after-sales have done to one line of an order. */
export interface LineAccount {
  /** The request that is under way; '' for none. */
  open: string;
  /** Requests so far. */
  requests: number;
  refundedNum: number;
  refundedFen: Fen;
  /** By request: what was decided for good. */
  settled: Record<string, Settlement>;
}
export interface Settlement {
  refundFen: Fen;
  num: number;
  /** The goods had never left: they go back into stock. */
  unshipped: boolean;
  /** Nothing of the order is left. */
  all: boolean;
}
export interface RefundableOrder {
  status: OrderStatus;
  lines: readonly OrderLine[];
  price: OrderPrice;
  finishedAt: number | null;
  /** By skuId. */
  afterSales?: Record<string, LineAccount>;
}

export function accountOf({ afterSales }: Pick<RefundableOrder, 'afterSales'>, skuId: string): LineAccount {
  const stored = afterSales?.[skuId];
  return { open: stored?.open ?? '', requests: stored?.requests ?? 0, refundedNum: stored?.refundedNum ?? 0, refundedFen: stored?.refundedFen ?? 0, settled: stored?.settled ?? {} };
}

/**
 * What `num` pieces of a line give back after `before` pieces have been given back already. Each piece has its own share of what was paid
 * for the line (by largest remainder), so that any sequence of parts adds up to the whole.
 */
export function piecesRefund(line: Pick<OrderLine, 'num' | 'paidFen'>, before: number, num: number): Fen {
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(num) || before < 0 || num < 1 || before + num > line.num) {
    throw new RangeError(`${num} pieces after ${before} of ${line.num} cannot be given back`);
  }
  return sum(allocate(line.paidFen, new Array<number>(line.num).fill(1)).slice(before, before + num));
}

export interface Refund {
  goodsFen: Fen;
  /** Only with the last goods of an order that was never shipped. */
  freightFen: Fen;
  refundFen: Fen;
  unshipped: boolean;
  /** Nothing of the order is left. */
  all: boolean;
}

/** What comes back for `num` pieces now. Throws a RangeError when there are not so many left. */
export function refundOf(order: RefundableOrder, skuId: string, num: number): Refund {
  const line = order.lines.find((one) => one.skuId === skuId);
  if (!line) throw new RangeError(`the order has no ${skuId}`);
  const goodsFen = piecesRefund(line, accountOf(order, skuId).refundedNum, num);
  const leftNum = sum(order.lines.map((one) => one.num - accountOf(order, one.skuId).refundedNum));
  const unshipped = isUnshipped(order.status);
  const all = leftNum === num;
  const freightFen = unshipped && all ? order.price.freightFen : 0;
  return { goodsFen, freightFen, refundFen: sum([goodsFen, freightFen]), unshipped, all };
}

export function isUnshipped(status: OrderStatus): boolean {
  return status === 20;
}

/** What the order's status allows: nothing to return before it was sent. */
export function typesFor(status: OrderStatus): AfterSaleType[] {
  if (isUnshipped(status)) return ['REFUND'];
  return status === 30 || status === 100 ? ['REFUND', 'RETURN'] : [];
}

export interface Limits {
  /** How long after the receipt, ms. */
  windowMs: number;
  /** Requests a line at most. */
  mostRequests: number;
}

/** Why nothing (more) can be asked for this line, in Chinese; '' when something can. */
export function obstacleTo(order: RefundableOrder, skuId: string, limits: Limits, now: number): string {
  const line = order.lines.find((one) => one.skuId === skuId);
  const account = accountOf(order, skuId);
  if (!line) return '订单里没有这件商品';
  if (account.refundedNum >= line.num) return '已全部退款';
  if (account.open !== '') return '售后处理中';
  if (typesFor(order.status).length === 0) return order.status === 200 ? '已全部退款' : '订单当前不能申请售后';
  if (order.status === 100 && now > (order.finishedAt ?? 0) + limits.windowMs) return '已超过售后期限';
  return account.requests >= limits.mostRequests ? `每件商品最多申请 ${limits.mostRequests} 次售后` : '';
}
