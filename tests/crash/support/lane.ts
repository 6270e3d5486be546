/** Start, check, write, kill; again and again. */
import { performance } from 'node:perf_hooks';
import type { Chance } from './chance';
import type { KilledCloud } from './killed-cloud';
import type { Writer } from './writers';

export interface Figures {
  kills: number;
  /** Of these, while the cloud was still starting. */
  whileStarting: number;
  /** While SQLite was taking its log over into the file. */
  whileTakingOver: number;
  acknowledged: number;
  seconds: number;
}

/** Acknowledged operations before a kill, and ms after the last of them. */
const mostAcknowledged = 50;
const longestWait = 10;
/** ms */
const longestStart = 60;

/**
 * The SDK warns of a request that takes 3 s, also when it failed long ago: such a timer must not keep the test from ending, nor speak
 * when it is over.
 */
function calmSdk(): void {
  const plain = globalThis.setTimeout;
  globalThis.setTimeout = ((task: () => void, ms?: number, ...rest: []) => (ms === 3000 ? plain(() => {}, 3000).unref() : plain(task, ms, ...rest))) as typeof setTimeout;
}

/** `use` points the SDK at the cloud. Throws for the first thing that is not as it should be. */
export async function killAgainAndAgain(cloud: KilledCloud, writers: Writer[], chance: Chance, kills: number, use: (env: Record<string, string>) => void): Promise<Figures> {
  calmSdk();
  const begun = performance.now();
  let whileStarting = 0;
  while (cloud.kills < kills) {
    // A log that is full soon, and one that grows over many lives.
    cloud.how.logPages = chance.one([40, 4000]);
    if (chance.happens(0.15)) {
      whileStarting++;
      const starting = cloud.start();
      await after(chance.whole(0, longestStart));
      await cloud.kill();
      await starting;
    }
    const listening = await cloud.start();
    use(listening!.env);
    for (const writer of writers) await writer.verify();
    let alive = true;
    let enough = (): void => {};
    const reached = new Promise<void>((resolve) => (enough = resolve));
    let left = chance.whole(0, mostAcknowledged);
    const works = writers.map(async (writer) => {
      while (alive) {
        await writer.step();
        if (--left === 0) enough();
      }
    });
    const ended = Promise.allSettled(works);
    // One that fails while the cloud lives has found something.
    const failed = Promise.race(works.map((work) => work.catch((error: unknown) => (alive ? Promise.reject(error as Error) : undefined))));
    if (left > 0) await Promise.race([reached, failed]);
    await Promise.race([after(chance.next() * longestWait), failed]);
    alive = false;
    await cloud.kill();
    await ended;
  }
  await cloud.start();
  for (const writer of writers) await writer.verify();
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  return { kills: cloud.kills, whileStarting, whileTakingOver: cloud.whileTakingOver, acknowledged, seconds: (performance.now() - begun) / 1000 };
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
