/** After-sales begin: a line of an order is claimed for a request that was written down. */
import type { Failure, Fen, Reply } from '../../typings';
import { askableNum, isLineUnshipped, accountOf, leftFen, obstacleTo, obstacleToMoney, obstacleToStart, typesFor, type Limits } from '../domain/after-sale-refund';
import { yuan } from '../domain/money';
import { claimLine, releaseLine } from '../data/after-sale-account';
import { moveAfterSale, type AfterSaleMove } from '../data/after-sales';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { AFTER_SALE, ruleValues, type AfterSaleRules } from '../data/rules';
import { afterSales } from '../data/store';
import { DAY } from '../kernel/clock';
import { fail, ok } from '../kernel/reply';
import { goesAtOnce } from './instant-refunds';
import { SUBMIT_WINDOW } from './order-todos';

export function afterSaleRules(): Promise<AfterSaleRules> {
  return ruleValues(AFTER_SALE);
}

export function limitsOf({ windowDays, mostRequests }: AfterSaleRules): Limits {
  return { windowMs: windowDays * DAY, mostRequests };
}

/** Claims the line for a request that was written down. May be repeated, also at the same time. */
export async function submitAfterSale(afterSale: AfterSaleDoc, rules: AfterSaleRules, now: number): Promise<Failure | null> {
  if (afterSale.status === 'VOID') return afterSale.failure ?? fail('INVALID_STATE', '申请没有完成，请重新提交');
  if (afterSale.status !== 'SUBMITTING') return null;
  const claimed = await claimLine(afterSale, (order) => mayClaim(afterSale, order, limitsOf(rules), now));
  if (!claimed.ok) return voidAfterSale(afterSale, claimed, now);
  const atOnce = await goesAtOnce(afterSale, claimed.data, rules);
  if (await moveAfterSale(afterSale, { ...beginning(afterSale, atOnce), at: now, rules })) return null;
  const present = await afterSales.get(afterSale._id);
  if (present?.status !== 'VOID') return null;
  await releaseLine(afterSale);
  return present.failure;
}

/** Who begins it, and what it is from then on. */
function beginning({ subType, startedBy, refundFen }: AfterSaleDoc, atOnce: boolean): Pick<AfterSaleMove, 'event' | 'by' | 'text' | 'change'> {
  if (subType === 'REFUND_PRICE_DIFF') return { event: 'payDifference', by: 'merchant', text: `商家退差价 ¥${yuan(refundFen)}`, change: { refundCause: 1 } };
  if (atOnce) return { event: 'submitInstant', by: 'shopper', text: '买家申请退款，商品尚未发货，系统已同意', change: { refundCause: 4 } };
  if (startedBy === 'system') return { event: 'uncollected', by: 'system', text: '超过保留期没有提货，自动退款', change: { refundCause: 6 } };
  return startedBy ? { event: 'offer', by: 'merchant', text: '商家发起售后，等待买家确认' } : { event: 'submit', by: 'shopper', text: '买家申请售后' };
}

function mayClaim({ line, type, unshipped, subType, refundFen, startedBy }: AfterSaleDoc, order: OrderDoc, limits: Limits, now: number): Reply<null> {
  if (subType === 'REFUND_PRICE_DIFF') return differenceRefusal(order, line.skuId, refundFen, limits, now) ?? ok(null);
  if (unshipped !== isLineUnshipped(order, line.skuId) || line.num > askableNum(order, line.skuId) || !typesFor(order, line.skuId).includes(type)) {
    return fail('INVALID_STATE', order.status === 30 || order.status === 21 ? '商家刚刚发货了，请重新选择售后类型' : '订单状态刚刚变化，请重新申请', { detail: { status: order.status } });
  }
  const obstacle = (startedBy ? obstacleToStart : obstacleTo)(order, line.skuId, limits, now);
  return obstacle ? fail('INVALID_STATE', `${obstacle}，不能申请`, { detail: { status: order.status } }) : ok(null);
}

/** Why this part of the price cannot go back; null: it can. */
export function differenceRefusal(order: OrderDoc, skuId: string, refundFen: Fen, limits: Limits, now: number): Failure | null {
  const line = order.lines.find((one) => one.skuId === skuId);
  if (!line) return fail('BAD_REQUEST', '订单里没有这件商品', { field: 'skuId' });
  const obstacle = obstacleToMoney(order, skuId, limits, now);
  if (obstacle) return fail('INVALID_STATE', `${obstacle}，不能退差价`, { detail: { status: order.status } });
  const most = leftFen(line, accountOf(order, skuId));
  if (refundFen <= most) return null;
  return fail('LIMIT_EXCEEDED', most > 0 ? `最多还可以退 ¥${yuan(most)}` : '这件商品的货款已全部退回', { field: 'refundFen', detail: { most } });
}

async function voidAfterSale(afterSale: AfterSaleDoc, failure: Failure, now: number): Promise<Failure | null> {
  await moveAfterSale(afterSale, { event: 'void', at: now, by: 'system', text: failure.message, change: { failure } });
  const present = await afterSales.get(afterSale._id);
  return present?.status === 'VOID' ? present.failure : null;
}

/** For the timer: an application that died half-way goes through now, or is void when the line cannot be claimed any more. */
export async function finishApplication(afterSale: AfterSaleDoc, rules: AfterSaleRules, now: number): Promise<boolean> {
  if (now - afterSale.createdAt <= SUBMIT_WINDOW) return false;
  await submitAfterSale(afterSale, rules, now);
  return true;
}
