/** The numbers that shops show of themselves. */
import { shops } from '../data/store';
import { MINUTE } from '../kernel/clock';
import type { Job } from '../kernel/serve-timer';
import { countFigures } from '../processes/shop-figures';

const FRESH = 10 * MINUTE;
const AT_ONCE = 20;

/** The shops that were counted longest ago; those without numbers come first of all. */
export const recountShops: Job = async ({ now }) => {
  const oldest = await shops.findFirst([['figures.countedAt', 'asc']], AT_ONCE);
  const stale = oldest.filter(({ figures }) => !figures || now - figures.countedAt > FRESH);
  for (const shop of stale) await countFigures(shop._id, now);
  return stale.length;
};
