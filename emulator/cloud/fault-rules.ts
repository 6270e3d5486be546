/** What a rule for a fault on purpose may say. */
import { EmulatorError } from '../errors';

/**
 * fail: refused with `code` and `message`. conflict, busy, timeout: refused with the service's TransactionConflict, TransactionBusy and
 * time-out. delay: goes on after `ms`. drop: the connection is cut instead of an answer. crash: the instance ends at this point, and
 * nothing that is still on its way from it is carried out. kill: the instance ends, the operation is carried out all the same.
 * With `when: 'after'` the operation has been carried out (and is on disk) before any of this; a failed operation has no after.
 */
export type FaultKind = 'fail' | 'conflict' | 'busy' | 'timeout' | 'delay' | 'drop' | 'crash' | 'kill';
export const FAULT_KINDS: FaultKind[] = ['fail', 'conflict', 'busy', 'timeout', 'delay', 'drop', 'crash', 'kill'];

export interface FaultRule {
  /** Only calls of this function, or with this `action` in their event; default: all. */
  function?: string;
  action?: string;
  /** Only operations on this collection. */
  collection?: string;
  /** `read`, `write`, or an action of the wire such as database.modifyDocument or wx.wxPayApi; default: every operation of the database. */
  operation?: string;
  /** Which of those operations in a call, from 1 on; default 1. */
  nth?: number | 'every';
  when?: 'before' | 'after';
  what: FaultKind;
  code?: string;
  message?: string;
  ms?: number;
  /** How often the rule strikes at all; default: without end. */
  times?: number;
}
export interface FaultReport extends FaultRule {
  id: number;
  hits: number;
  /** Where it struck last. */
  last: { requestId: string; action: string; collection: string; nth: number } | null;
}

/** The switch board: the same over /control/faults and in this process. */
export interface Faults {
  /** Returns the rule's id. Throws an EmulatorError for a rule that makes no sense. */
  add(rule: FaultRule): number;
  list(): FaultReport[];
  /** All of them, or one; gives what it cleared. */
  clear(id?: number): FaultReport[];
  /** Waits for operations that are still on their way, and ends the transactions that crashed calls left open, as the service does after 30 s. Gives their number. */
  recover(): Promise<number>;
}

const TEXTS = ['function', 'action', 'collection', 'operation', 'code', 'message'] as const;
const KNOWN = new Set<string>([...TEXTS, 'nth', 'when', 'what', 'ms', 'times']);
const LONGEST_DELAY_MS = 10 * 60_000;

/** Throws an EmulatorError that says which part is wrong. */
export function readRule(body: Record<string, unknown>): FaultRule {
  const wrong = (what: string, mend: string) => new EmulatorError(`A fault's ${what}.`, mend);
  const strange = Object.keys(body).find((name) => !KNOWN.has(name));
  if (strange !== undefined) throw wrong(`rule has no "${strange}"`, `It may have ${[...KNOWN].join(', ')}.`);
  for (const name of TEXTS) if (body[name] !== undefined && typeof body[name] !== 'string') throw wrong(`${name} must be a string`, 'Leave it out for all.');
  const { what, when = 'before', nth = 1, ms, times } = body;
  if (!FAULT_KINDS.some((kind) => kind === what)) throw wrong(`what must be one of ${FAULT_KINDS.join(', ')}`, 'E.g. {"function": "order", "nth": 2, "when": "after", "what": "crash"}.');
  if (when !== 'before' && when !== 'after') throw wrong('when must be before or after', 'Leave it out for before.');
  if (nth !== 'every' && !isWhole(nth, 1)) throw wrong('nth must be a number from 1 on, or "every"', 'Leave it out for the first.');
  if (ms !== undefined && !(isWhole(ms, 0) && Number(ms) <= LONGEST_DELAY_MS)) throw wrong('ms must be a whole number of milliseconds, ten minutes at most', 'Give it for a delay.');
  if (times !== undefined && !isWhole(times, 1)) throw wrong('times must be a number from 1 on', 'Leave it out for no end.');
  return { ...body, what: what as FaultKind, when, nth: nth as number | 'every' };
}

function isWhole(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}
