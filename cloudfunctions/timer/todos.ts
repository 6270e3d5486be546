/** Side effects that an order still owes. */
import { command } from '../data/client';
import { orders } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { finishOrderTodos } from '../processes/order-todos';

export const finishOrders: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => orders.find({ todo: command.in(['stock', 'release', 'points']) }, { limit, order: [['updatedAt', 'asc']] }),
    (order) => finishOrderTodos(order, occasion.now),
  );
