/** Orders whose time is over. */
import { command } from '../data/client';
import { orders } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { confirmOrder, expireOrder } from '../processes/closing';
import { SUBMIT_WINDOW } from '../processes/order-todos';
import { finishSubmit } from '../processes/placing';

export const undoSubmits: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => orders.find({ status: 0 }, { limit, order: [['payBefore', 'asc']] }),
    async (order) => {
      if (occasion.now - order.createdAt <= SUBMIT_WINDOW) return false;
      await finishSubmit(order, occasion.now);
      return true;
    },
  );

export const expireUnpaid: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => orders.find({ status: 10, payBefore: command.lt(occasion.now) }, { limit, order: [['payBefore', 'asc']] }),
    async (order) => (await expireOrder(order, occasion)) !== 'later',
  );

export const confirmReceived: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => orders.find({ status: 30, confirmBefore: command.lt(occasion.now) }, { limit, order: [['confirmBefore', 'asc']] }),
    (order) => confirmOrder(order, { event: 'autoConfirm' }, occasion.now),
  );
