/** Shipping information that WeChat has still to be told. */
import { command } from '../data/client';
import { ruleValue, UPLOAD_TRIES } from '../data/rules';
import { orders } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { uploadShipping } from '../processes/shipping-upload';

export const uploadShippings: Job = async (occasion) => {
  let mostTries: number | undefined;
  return workOff(
    occasion,
    (limit) => orders.find({ todo: 'upload', uploadAfter: command.lte(occasion.now) }, { limit, order: [['uploadAfter', 'asc']] }),
    async (order) => uploadShipping(order, (mostTries ??= await ruleValue(UPLOAD_TRIES)), occasion.now),
  );
};
