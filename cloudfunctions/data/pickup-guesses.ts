/** Codes are counted before they are looked up, so that many at the same time are no more than the rule says; a right one gives its place back. */
import { createHash } from 'node:crypto';
import { anyOf, allOf, command } from './client';
import { pickupGuesses } from './store';

const MINUTE = 60_000;
const ATTEMPTS = 6;

/** Wrong codes in so many minutes. */
export interface GuessRules {
  byPerson: number;
  byShop: number;
  minutes: number;
}
export type Guess = { since: number; until?: undefined } | { until: number };

/** `until`: no more before then. */
export async function takeGuess(shopId: string, openid: string, { byPerson, byShop, minutes }: GuessRules, now: number): Promise<Guess> {
  const person = personOf(openid);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await pickupGuesses.get(shopId);
    if (!found) {
      if (await pickupGuesses.insert({ _id: shopId, since: now, total: 1, by: { [person]: 1 } })) return { since: now };
      continue;
    }
    const { since } = found;
    const until = since + minutes * MINUTE;
    if (until <= now) {
      if ((await pickupGuesses.update({ _id: shopId, since }, { since: now, total: 1, by: { [person]: 1 } })) === 1) return { since: now };
      continue;
    }
    const mine = `by.${person}`;
    const free = allOf({ _id: shopId, since, total: command.lt(byShop) }, anyOf({ [mine]: command.lt(byPerson) }, { [mine]: null }));
    if ((await pickupGuesses.update(free, { total: command.inc(1), [mine]: command.inc(1) })) === 1) return { since };
    if ((await pickupGuesses.get(shopId))?.since === since) return { until };
  }
  return { until: now + MINUTE };
}

/** It was right. */
export async function returnGuess(shopId: string, openid: string, since: number): Promise<void> {
  const mine = `by.${personOf(openid)}`;
  await pickupGuesses.update({ _id: shopId, since, [mine]: command.gt(0) }, { total: command.inc(-1), [mine]: command.inc(-1) });
}

/** Safe as the name of a field, and says nothing of who it is. */
function personOf(openid: string): string {
  return createHash('sha256').update(openid).digest('hex').slice(0, 16);
}
