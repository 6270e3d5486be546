/** The same work over and over, several at a time: how often a second, and how long each. */
import type { Partner } from './cloud-partner';
import type { Row } from './rows';

const CONCURRENCY = [8, 32];
const SECONDS = 4;
/** Code gets warm first: what all works share with the first of them, its own part with each. */
const WARM_SECONDS = 6;
const WARM_AGAIN_SECONDS = 1.5;

interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
  count: number;
}

/** `work(i)` over and over, `concurrency` at a time. */
async function rate(concurrency: number, seconds: number, work: (i: number) => Promise<unknown>): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const from = performance.now();
  const until = from + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        await work(next++);
        times.push(performance.now() - begun);
      }
    }),
  );
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: (times.length * 1000) / (performance.now() - from), p50: at(0.5), p99: at(0.99), count: times.length };
}

/** Each work at each concurrency, on a server that answers every message with its CPU time. Says on standard error where it is. */
export async function rows(server: Partner, works: [what: string, work: (i: number) => Promise<unknown>][]): Promise<Row[]> {
  const found: Row[] = [];
  for (const [what, work] of works) {
    process.stderr.write(`, ${what}`);
    await rate(8, found.length === 0 ? WARM_SECONDS : WARM_AGAIN_SECONDS, work);
    for (const concurrency of CONCURRENCY) {
      const { cpu: before } = await server.ask<{ cpu: number }>({});
      const { perSecond, p50, p99, count } = await rate(concurrency, SECONDS, work);
      const { cpu: after } = await server.ask<{ cpu: number }>({});
      found.push({ what, 'at a time': concurrency, 'per second': perSecond, 'p50 ms': p50, 'p99 ms': p99, 'server CPU ms each': (after - before) / count });
    }
  }
  process.stderr.write('\n');
  return found;
}
