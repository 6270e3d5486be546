/** After-sales: what a crash left, and steps whose time is over. */
import type { AfterSaleDoc } from '../data/documents';
import { command } from '../data/client';
import { moveAfterSale, type AfterSaleMove } from '../data/after-sales';
import { afterSales, shops } from '../data/store';
import { DAY } from '../kernel/clock';
import { workOff, type Job } from '../kernel/serve-timer';
import { afterSaleRules, finishAfterSale, finishApplication, forgetReturned, RETURN_WINDOW, type AfterSaleRules } from '../processes/after-sales';

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
      const end = await overdueEnd(afterSale, (rules ??= await afterSaleRules()), occasion.now);
      return moveAfterSale(afterSale, { ...end, at: occasion.now, by: 'system', guard: { deadline: afterSale.deadline } });
    },
  );
};

/** What silence means at each step. */
async function overdueEnd(afterSale: AfterSaleDoc, rules: AfterSaleRules, now: number): Promise<Pick<AfterSaleMove, 'event' | 'text' | 'change'>> {
  const { status, type, dispute, shopId } = afterSale;
  switch (status) {
    case 'MERCHANT_PROCESSING': {
      if (type === 'REFUND') return { event: 'overdue', text: '商家超时未处理，自动退款', change: { refundCause: 9 } };
      const returnAddress = (await shops.get(shopId))?.returnAddress;
      if (!returnAddress) return { event: 'forceRefund', text: '商家超时未处理且没有退货地址，自动退款', change: { refundCause: 9 } };
      return { event: 'overdue', text: '商家超时未处理，自动同意退货', change: { returnAddress, deadline: now + rules.returnDays * DAY } };
    }
    case 'MERCHANT_WAIT_RECEIPT':
      return { event: 'overdue', text: '商家超时未确认收货，自动退款', change: { refundCause: 11, received: true } };
    case 'USER_WAIT_RETURN':
      return { event: 'overdue', text: '买家超时未寄回，售后关闭', change: { finishedAt: now } };
    default:
      if (dispute?.state !== 'open') return { event: 'overdue', text: '买家超时未处理，售后关闭', change: { finishedAt: now } };
      return { event: 'forceRefund', text: '平台超时未裁决，退款给买家', change: { refundCause: 5, dispute: { ...dispute, state: 'upheld', decidedAt: now } } };
  }
}

export const finishAfterSales: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => afterSales.find({ todo: command.in(['refund', 'release', 'unhold']) }, { limit, order: [['updatedAt', 'asc']] }),
    (afterSale) => finishAfterSale(afterSale, occasion),
  );

/** Apart from the others, and not before their time: those that wait would stand in the way of those that can be done. */
export const forgetReturns: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => afterSales.find({ todo: 'forget', updatedAt: command.lt(occasion.now - RETURN_WINDOW) }, { limit, order: [['updatedAt', 'asc']] }),
    (afterSale) => forgetReturned(afterSale),
  );
