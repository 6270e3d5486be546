/** Makes a timer's cloud function of a list of jobs. Each is run by itself: what one of them meets does not keep the others from running. */
import type { Failure } from '../../typings';
import { currentCaller } from './caller';
import { now } from './clock';
import { logError } from './log';
import { fail } from './reply';

export interface TimerOccasion {
  now: number;
  envId: string;
  /** When to begin nothing new, by the machine's clock. */
  isOver(): boolean;
}
/** Says how many things it did. */
export type Job = (occasion: TimerOccasion) => Promise<number>;
export type TimerReport = Record<string, number | 'failed'>;

export function serveTimer(jobs: Record<string, Job>, budgetMs: number): () => Promise<TimerReport | Failure> {
  return async () => {
    const { openid, envId } = currentCaller();
    // The platform and administrators have no openid; a mini program that calls the function has one.
    if (openid !== '') return fail('FORBIDDEN', '定时任务不能由用户调用');
    const begun = Date.now();
    const occasion: TimerOccasion = { now: now(), envId, isOver: () => Date.now() - begun > budgetMs };
    const report: TimerReport = {};
    for (const [name, job] of Object.entries(jobs)) {
      try {
        report[name] = await job(occasion);
      } catch (error) {
        logError('timer job failed', { job: name }, error);
        report[name] = 'failed';
      }
    }
    return report;
  };
}

const BATCH = 100;

/**
 * Works off what `find` gives, batch by batch, until a batch is not full, brings nothing forward, or the time is over.
 * `handle` says whether the document is done with; one that fails is logged and left for the next run.
 */
export async function workOff<T extends { _id: string }>(occasion: TimerOccasion, find: (limit: number) => Promise<T[]>, handle: (document: T) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (;;) {
    const batch = await find(BATCH);
    let forward = 0;
    for (const document of batch) {
      if (occasion.isOver()) return done + forward;
      try {
        if (await handle(document)) forward++;
      } catch (error) {
        logError('timer could not finish a document', { id: document._id }, error);
      }
    }
    done += forward;
    if (batch.length < BATCH || forward === 0) return done;
  }
}
