/** After-sales: what a crash left, and steps whose time is over. */
import type { AfterSaleDoc } from '../data/documents';
import { command } from '../data/client';
import { moveAfterSale, type AfterSaleMove } from '../data/after-sales';
import type { AfterSaleRules } from '../data/rules';
import { afterSales, shops } from '../data/store';
import { declineEvent } from '../domain/after-sale-acts';
import { workOff, type Job } from '../kernel/serve-timer';
import { finishAfterSale, forgetDone, newReservation, RETURN_WINDOW } from '../processes/after-sale-debts';
import { afterSaleRules, finishApplication } from '../processes/after-sales';

export const finishApplications: Job = async (occasion) => {
  let rules: AfterSaleRules | undefined;
  return workOff(
    occasion,
    (limit) => afterSales.find({ status: 'SUBMITTING' }, { limit, order: [['createdAt', 'asc']] }),
    async (afterSale) => finishApplication(afterSale, (rules ??= await afterSaleRules()), occasion.now),
  );
};

export const endOverdueSteps: Job = async (occasion) => {
  let rules: AfterSaleRules | undefined;
  return workOff(
    occasion,
    (limit) => afterSales.find({ deadline: command.lt(occasion.now) }, { limit, order: [['deadline', 'asc']] }),
    async (afterSale) => {
      rules ??= await afterSaleRules();
      return moveAfterSale(afterSale, { ...(await overdueEnd(afterSale, occasion.now)), at: occasion.now, by: 'system', rules, guard: { deadline: afterSale.deadline } });
    },
  );
};

type End = Pick<AfterSaleMove, 'event' | 'text' | 'change'>;

/** What silence means at each step. */
async function overdueEnd(afterSale: AfterSaleDoc, now: number): Promise<End> {
  const { status, type, dispute, shopId, unshipped, reason, proposal } = afterSale;
  switch (status) {
    case 'MERCHANT_PROCESSING': {
      if (type === 'REFUND') return { event: 'overdue', text: '商家超时未处理，自动退款', change: { refundCause: unshipped && reason === 'NOT_DELIVERED_TOO_LONG' ? 8 : 9 } };
      const returnAddress = (await shops.get(shopId))?.returnAddress;
      if (!returnAddress) return { event: 'forceRefund', text: '商家超时未处理且没有退货地址，自动退款', change: { refundCause: 9 } };
      return { event: 'overdue', text: `商家超时未处理，自动同意${type === 'EXCHANGE' ? '换货' : '退货'}`, change: { returnAddress, ...newReservation(afterSale) } };
    }
    case 'MERCHANT_WAIT_RECEIPT':
      return { event: 'overdue', text: '商家超时未确认收货，自动退款', change: { refundCause: 11, received: true } };
    case 'WAIT_PACKAGE_INTERCEPT':
      return { event: 'overdue', text: '商家超时未反馈拦截结果，自动退款', change: { refundCause: 11 } };
    case 'USER_WAIT_RETURN':
      return { event: 'overdue', text: '买家超时未寄回，退货关闭' };
    case 'USER_WAIT_RECEIPT':
      return { event: 'overdue', text: '超时自动确认收到换货商品，换货完成' };
    case 'USER_WAIT_CONFIRM_UPDATE':
      if (proposal?.by === 'system') return { event: 'overdue', text: '换货商品已售罄，买家超时未处理，售后关闭', change: { proposal: { ...proposal, state: 'expired' } } };
      return { event: declineEvent(afterSale), text: '买家超时未处理协商，继续原申请', ...(proposal ? { change: { proposal: { ...proposal, state: 'expired' } } } : {}) };
    case 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE':
      if (type === 'REFUND' && !unshipped) return { event: 'overdue', text: '买家超时未处理，按商家发起的金额退款', change: { refundCause: 10 } };
      return { event: 'refuse', text: '买家超时未处理，售后关闭' };
    case 'PLATFORM_REFUND_FAIL':
    case 'MERCHANT_REFUND_RETRY_FAIL':
      return { event: 'retry', text: '自动重试退款' };
    default:
      if (dispute?.state !== 'open') return { event: 'overdue', text: '买家超时未处理，售后关闭' };
      // Nothing was sent back: without a decision there is no refund.
      if (status === 'RETURN_CLOSED') return { event: 'overdue', text: '平台超时未裁决，售后关闭', change: { dispute: { ...dispute, state: 'dismissed', decidedAt: now } } };
      return { event: 'forceRefund', text: '平台超时未裁决，退款给买家', change: { refundCause: 5, dispute: { ...dispute, state: 'upheld', decidedAt: now } } };
  }
}

export const finishAfterSales: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => afterSales.find({ todo: command.in(['refund', 'release', 'unhold', 'reserve', 'unreserve', 'reship', 'offline']) }, { limit, order: [['updatedAt', 'asc']] }),
    (afterSale) => finishAfterSale(afterSale, occasion),
  );

/** Apart from the others, and not before their time: those that wait would stand in the way of those that can be done. */
export const forgetReturns: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => afterSales.find({ todo: 'forget', updatedAt: command.lt(occasion.now - RETURN_WINDOW) }, { limit, order: [['updatedAt', 'asc']] }),
    (afterSale) => forgetDone(afterSale),
  );
