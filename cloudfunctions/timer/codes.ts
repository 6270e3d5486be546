/** Codes: orders that wait for theirs, and batches that a crash left half-way. */
import { command } from '../data/client';
import { codeBatches, orders } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { RETURN_WINDOW } from '../processes/after-sale-debts';
import { applyBatch, forgetBatch } from '../processes/code-batches';
import { deliverCodes } from '../processes/order-codes';

export const finishBatches: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => codeBatches.find({ todo: 'apply' }, { limit, order: [['at', 'asc']] }),
    async (batch) => {
      await applyBatch(batch);
      return true;
    },
  );

/** Apart from the other debts of orders: those that wait for an answer would stand in their way. */
export const giveOutCodes: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => orders.find({ todo: 'deliver' }, { limit, order: [['updatedAt', 'asc']] }),
    // What is paid and not yet sold is sold first.
    async (order) => !order.todo.includes('stock') && deliverCodes(order, occasion.now),
  );

export const forgetBatches: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => codeBatches.find({ todo: 'forget', at: command.lt(occasion.now - RETURN_WINDOW) }, { limit, order: [['at', 'asc']] }),
    (batch) => forgetBatch(batch),
  );
