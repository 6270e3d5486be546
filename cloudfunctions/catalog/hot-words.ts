/** What people search for: noted one by one, counted by the timer, shown with the operator's own words before the counted ones. */
import { searches, searchPages } from '../data/store';
import type { SearchPageDoc } from '../data/find-documents';
import { squeezed } from '../domain/product-terms';
import { form } from '../kernel/schema';
import { derivedId } from '../kernel/ids';
import { ok } from '../kernel/reply';
import type { ActionOf } from '../kernel/serve';

export const SEARCH_PAGE = 'search';
const MOST_SHOWN = 12;
const LONGEST_NOTED = 12;
const DAY = 86_400_000;

export const hotWords: ActionOf<'catalog', 'hotWords'> = {
  access: 'public',
  schema: form({}),
  run: async () => ok({ words: wordsOf(await searchPages.get(SEARCH_PAGE)) }),
};

export function wordsOf(page: SearchPageDoc | null): string[] {
  return [...new Set([...(page?.pinned ?? []), ...(page?.counted ?? [])])].slice(0, MOST_SHOWN);
}

/** Once a person, word and day; nobody's searches do not count. */
export async function noteSearch(keyword: string, openid: string, now: number): Promise<void> {
  const word = squeezed(keyword);
  if (openid === '' || [...word].length < 2 || [...word].length > LONGEST_NOTED) return;
  await searches.insert({ _id: derivedId('w', openid, word, String(Math.floor(now / DAY))), word, at: now });
}
