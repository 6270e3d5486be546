/** Orders that are fetched: reminded of, and ended when nobody came. */
import { command } from '../data/client';
import { PICKUP, ruleValue } from '../data/rules';
import { pickupCodes } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { watchPickup } from '../processes/pickup-overdue';

export const watchPickups: Job = async (occasion) => {
  let remindDays: number | undefined;
  return workOff(
    occasion,
    // null is before every time: those that have ended are not looked at.
    (limit) => pickupCodes.find({ dueAt: command.gt(0).and(command.lte(occasion.now)) }, { limit, order: [['dueAt', 'asc']] }),
    async (pickup) => watchPickup(pickup, (remindDays ??= await ruleValue(PICKUP.remindDays)), occasion),
  );
};
