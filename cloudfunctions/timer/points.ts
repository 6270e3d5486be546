/** Points: what a crash left outside its account, and what runs out. */
import { command } from '../data/client';
import { pointEntries, shops } from '../data/store';
import { MINUTE } from '../kernel/clock';
import { workOff, type Job } from '../kernel/serve-timer';
import { refreshDeals } from '../processes/deals';
import { expirePoints, finishEntry } from '../processes/point-ledger';

/** Longer than a function may run: whoever wrote the entry is not about to post it any more. */
const UNDER_WAY = MINUTE;
const FRESH = 10 * MINUTE;
const AT_ONCE = 20;

export const postPoints: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => pointEntries.find({ todo: 'apply', at: command.lt(occasion.now - UNDER_WAY) }, { limit, order: [['at', 'asc']] }),
    (entry) => finishEntry(entry, occasion.now),
  );

export const endPoints: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => pointEntries.find({ expireDue: command.lt(occasion.now) }, { limit, order: [['expireDue', 'asc']] }),
    (entry) => expirePoints(entry, occasion.now),
  );

/** The shops whose products were told longest ago; those that never were come first of all. */
export const tellProducts: Job = async ({ now }) => {
  const oldest = await shops.findFirst([['dealsAt', 'asc']], AT_ONCE);
  const stale = oldest.filter(({ dealsAt }) => !dealsAt || now - dealsAt > FRESH);
  for (const shop of stale) await refreshDeals(shop._id, now);
  return stale.length;
};
