/** Money on its way: to an order, to the ledger, or back. */
import { command } from '../data/client';
import { payments, refunds } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { applyPayment } from '../processes/capturing';
import { closePayment } from '../processes/prepaying';
import { sendRefund } from '../processes/refunding';

export const finishCaptures: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => payments.find({ todo: 'apply' }, { limit, order: [['createdAt', 'asc']] }),
    async (payment) => {
      await applyPayment(payment, occasion);
      return true;
    },
  );

/** Also finds the payments whose callback was lost. */
export const closeOverdue: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => payments.find({ state: command.in(['created', 'pending']), expireAt: command.lt(occasion.now) }, { limit, order: [['expireAt', 'asc']] }),
    async (payment) => (await closePayment(payment, occasion)) !== 'open',
  );

export const resendRefunds: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => refunds.find({ todo: 'send' }, { limit, order: [['createdAt', 'asc']] }),
    (refund) => sendRefund(refund, occasion),
  );
