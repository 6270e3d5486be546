/** Faults on purpose, for tests: one at a time, or an action once for every point at which it can be struck. */
import type { FaultKind, FaultReport, FaultRule } from '../../../emulator/cloud/fault-rules';
import { type Documents, readDocuments } from './invariants';
import type { ShopCloud } from './shop-cloud';

/** A LocalCloud or a ShopCloud. */
interface Controlled {
  control<T>(route: string, body?: object): Promise<T>;
}
export type { FaultRule };
/** What came of the work: its result, or the error with which it ended. */
export type Outcome<T> = { result: T; error?: undefined } | { result?: undefined; error: Error };

/** Runs `work` with the fault in place. `met`: where it struck last; null: nowhere. */
export async function withFault<T>(cloud: Controlled, rule: FaultRule, work: () => Promise<T>): Promise<{ outcome: Outcome<T>; met: FaultReport['last']; hits: number }> {
  const { id } = await cloud.control<{ id: number }>('faults/add', rule);
  const outcome = await work().then(
    (result): Outcome<T> => ({ result }),
    (error: Error): Outcome<T> => ({ error }),
  );
  const { cleared } = await cloud.control<{ cleared: FaultReport[] }>('faults/clear', { id });
  // What is still on its way arrives, and what lies open for 30 s is given up.
  await cloud.control('faults/recover');
  return { outcome, met: cleared[0]!.last, hits: cleared[0]!.hits };
}

export interface FaultPoint {
  nth: number;
  when: 'before' | 'after';
  what: FaultKind;
  /** The operation that was struck. */
  action: string;
  collection: string;
}
/** Each way in which an operation can go wrong that leaves another state behind than the others. */
const MOMENTS: Partial<Record<FaultKind, ('before' | 'after')[]>> = {
  crash: ['before', 'after'],
  drop: ['after'],
  fail: ['before'],
  conflict: ['before'],
  busy: ['before'],
  timeout: ['before', 'after'],
  kill: ['before'],
};
export const EVERY_KIND = Object.keys(MOMENTS) as FaultKind[];

export interface EveryFault<S, T> {
  shop: ShopCloud;
  /** Whose operations are counted. */
  of: Pick<FaultRule, 'function' | 'action' | 'collection' | 'operation'>;
  /** Default: the process dies. */
  kinds?: FaultKind[];
  /** Before each run; what it returns is the scene of that run. */
  prepare(): Promise<S>;
  act(scene: S): Promise<T>;
  /** After each run: what time would do. Default: the timers run once. */
  settle?(): Promise<unknown>;
  /** Looks at what became of it. point null: the action ended before the fault could strike; it has to be in order then as well. */
  recovered(scene: S, found: { point: FaultPoint | null; outcome: Outcome<T>; state: () => Promise<Documents> }): Promise<void>;
}

/** Runs `act` once for every operation that it makes (dying: every one that writes), for each kind of fault, before or after it. Gives the number of runs. */
export async function atEveryFault<S, T>({ shop, of, kinds = ['crash'], prepare, act, settle = () => shop.runTimer(), recovered }: EveryFault<S, T>): Promise<number> {
  let runs = 0;
  for (const what of kinds) {
    for (let nth = 1, struck = true; struck; nth++) {
      struck = false;
      for (const when of MOMENTS[what] ?? ['before' as const]) {
        const scene = await prepare();
        // What dies before or after reading leaves what dying around the writes next to it leaves.
        const operation = what === 'crash' ? { operation: 'write' } : {};
        const { outcome, met } = await withFault(shop, { ...of, ...operation, nth, when, what, times: 1 }, () => act(scene));
        await settle();
        const point = met && { nth, when, what, action: met.action, collection: met.collection };
        await recovered(scene, { point, outcome, state: () => readDocuments(shop) });
        if (!met) break;
        struck = true;
        runs++;
      }
    }
  }
  if (runs === 0) throw new Error(`no fault ever struck: ${JSON.stringify(of)} makes no operation`);
  return runs;
}
