/** Words that many people searched for lately. */
import { command, operators } from '../data/client';
import { searches, searchPages } from '../data/store';
import { MINUTE } from '../kernel/clock';
import type { Job } from '../kernel/serve-timer';

const SEARCH_PAGE = 'search';
const FRESH = 10 * MINUTE;
const LATELY = 3 * 24 * 60 * MINUTE;
const SHOWN = 12;
/** What one person alone searches for stays with that person. */
const FEWEST_PEOPLE = 2;

export const countSearches: Job = async ({ now }) => {
  const page = await searchPages.get(SEARCH_PAGE);
  if (page && now - page.countedAt < FRESH) return 0;
  const since = now - LATELY;
  const rows = await searches.aggregate<{ _id: string; people: number }>((pipeline) =>
    pipeline
      .match({ at: command.gte(since) })
      .group({ _id: '$word', people: operators.sum(1) })
      .match({ people: command.gte(FEWEST_PEOPLE) })
      .sort({ people: -1, _id: 1 })
      .limit(SHOWN),
  );
  const counted = rows.map(({ _id }) => _id);
  const added = page ? false : await searchPages.insert({ _id: SEARCH_PAGE, pinned: [], counted, countedAt: now });
  if (!added) await searchPages.update({ _id: SEARCH_PAGE }, { counted, countedAt: now });
  return searches.remove({ at: command.lt(since) });
};
