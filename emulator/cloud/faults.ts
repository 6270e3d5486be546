/**
 * Faults on purpose: rules that say at which operation of a call what goes wrong. They stand between the wire and the parts of the cloud,
 * so that a function meets them exactly as it meets the service's own failures. Operations are counted afresh in each call.
 */
import type { KnownCaller } from './callers';
import { CloudError } from './cloud-error';
import { transactionConflict } from './database/failures';
import type { FaultReport, FaultRule, Faults as FaultSwitch } from './fault-rules';
import { readRule } from './fault-rules';

/** What the faults need of the rest of the cloud. */
export interface FaultSurroundings {
  /** Ends the instance that serves this call; resolves when it is gone. */
  kill(requestId: string): Promise<void>;
  abortTransaction(transactionId: string): Promise<void>;
}

/** Thrown where the connection is to be cut without an answer. */
export class DroppedReply extends CloudError {
  constructor() {
    super('SYS_ERR', 'the reply was dropped on purpose');
  }
}

interface ActiveRule {
  id: number;
  rule: FaultRule;
  hits: number;
  last: FaultReport['last'];
}
interface CallState {
  /** By rule: how many operations that it looks at there were. */
  counts: Map<ActiveRule, number>;
  /** Its instance was made to crash: nothing that still comes from it is carried out. */
  dead: boolean;
  transactions: Set<string>;
  /** Operations that are being carried out. */
  underway: Set<Promise<unknown>>;
  /** Ends the delays that they are in. */
  hurry: Set<() => void>;
}
interface Operation {
  action: string;
  collection: string;
  transactionId: string;
  call: NonNullable<KnownCaller['call']>;
}

/** Calls that ended long ago are forgotten. */
const REMEMBERED_CALLS = 1000;

export class Faults implements FaultSwitch {
  private rules: ActiveRule[] = [];
  private readonly calls = new Map<string, CallState>();
  private lastId = 0;

  constructor(private readonly surroundings: FaultSurroundings) {}

  add(rule: FaultRule): number {
    this.rules.push({ id: ++this.lastId, rule: readRule(rule as unknown as Record<string, unknown>), hits: 0, last: null });
    return this.lastId;
  }

  list(): FaultReport[] {
    return this.rules.map(({ id, rule, hits, last }) => ({ id, ...rule, hits, last }));
  }

  clear(id?: number): FaultReport[] {
    const cleared = this.list().filter((report) => id === undefined || report.id === id);
    this.rules = this.rules.filter((active) => id !== undefined && active.id !== id);
    return cleared;
  }

  async recover(): Promise<number> {
    for (const { hurry } of this.calls.values()) for (const end of hurry) end();
    await Promise.allSettled([...this.calls.values()].flatMap(({ underway }) => [...underway]));
    const open = [...this.calls.values()].flatMap(({ transactions }) => [...transactions]);
    this.calls.clear();
    await Promise.all(open.map((transactionId) => this.surroundings.abortTransaction(transactionId)));
    return open.length;
  }

  /** Carries the operation out, with what the rules want of it. */
  async around<T>(action: string, parameters: Record<string, unknown>, { call }: KnownCaller, work: () => Promise<T> | T): Promise<T> {
    // It is no call of a function, or nothing is being broken.
    if (!call || (this.rules.length === 0 && !this.calls.has(call.requestId))) return work();
    const operation = { action, collection: textOf(parameters.collectionName), transactionId: textOf(parameters.transactionId), call };
    const state = this.stateOf(call.requestId);
    if (state.dead) throw new DroppedReply();
    const outcome = this.carryOut(operation, state, work);
    state.underway.add(outcome);
    return outcome.finally(() => state.underway.delete(outcome));
  }

  private async carryOut<T>(operation: Operation, state: CallState, work: () => Promise<T> | T): Promise<T> {
    const rule = this.ruleFor(operation, state);
    if (rule?.when === 'before') await this.strike(rule, operation, state);
    const reply = await work();
    trackTransactions(state, operation, reply);
    if (rule?.when === 'after') await this.strike(rule, operation, state);
    return reply;
  }

  /** The first rule whose turn it is; every rule counts. */
  private ruleFor(operation: Operation, state: CallState): FaultRule | null {
    let found: FaultRule | null = null;
    for (const active of this.rules) {
      if (!looksAt(active.rule, operation)) continue;
      const count = (state.counts.get(active) ?? 0) + 1;
      state.counts.set(active, count);
      const { nth = 1, times = Infinity } = active.rule;
      if (found || active.hits >= times || (nth !== 'every' && nth !== count)) continue;
      active.hits++;
      active.last = { requestId: operation.call.requestId, action: operation.action, collection: operation.collection, nth: count };
      found = active.rule;
    }
    return found;
  }

  private async strike(rule: FaultRule, { call, transactionId }: Operation, state: CallState): Promise<void> {
    switch (rule.what) {
      case 'delay':
        return pause(rule.ms ?? 0, state.hurry);
      case 'kill':
        return this.surroundings.kill(call.requestId);
      case 'crash':
        state.dead = true;
        await this.surroundings.kill(call.requestId);
        throw new DroppedReply();
      case 'drop':
        throw new DroppedReply();
      default:
        // What fails inside a transaction ends it, on the service too.
        if (transactionId !== '') await this.surroundings.abortTransaction(transactionId);
        throw refusalOf(rule);
    }
  }

  private stateOf(requestId: string): CallState {
    let state = this.calls.get(requestId);
    if (!state) {
      state = { counts: new Map(), dead: false, transactions: new Set(), underway: new Set(), hurry: new Set() };
      this.calls.set(requestId, state);
      if (this.calls.size > REMEMBERED_CALLS) this.calls.delete(this.calls.keys().next().value!);
    }
    return state;
  }
}

async function pause(ms: number, hurry: CallState['hurry']): Promise<void> {
  let end = () => {};
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    end = () => {
      clearTimeout(timer);
      resolve();
    };
    hurry.add(end);
  });
  hurry.delete(end);
}

function looksAt({ function: name, action, collection, operation }: FaultRule, { action: wire, collection: used, call }: Operation): boolean {
  return (
    (name === undefined || name === call.functionName) &&
    (action === undefined || action === call.action) &&
    (collection === undefined || collection === used) &&
    (operation === undefined ? wire.startsWith('database.') : operation === wire || GROUPS[operation]?.includes(wire) === true)
  );
}

const GROUPS: Record<string, string[]> = {
  read: ['database.getDocument', 'database.calculateDocument', 'database.aggregateDocuments'],
  write: ['database.insertDocument', 'database.modifyDocument', 'database.modifyAndReturnDoc', 'database.removeDocument', 'database.commitTransaction'],
};

function trackTransactions({ transactions }: CallState, { action, transactionId }: Operation, reply: unknown): void {
  if (action === 'database.startTransaction') transactions.add((reply as { transactionId: string }).transactionId);
  if (action === 'database.commitTransaction' || action === 'database.abortTransaction') transactions.delete(transactionId);
}

function refusalOf({ what, code, message }: FaultRule): CloudError {
  const again = 'Please check your request, but if the problem persists, contact us.';
  if (what === 'conflict') return transactionConflict();
  if (what === 'busy') return new CloudError('DATABASE_TRANSACTION_FAIL', `[ResourceUnavailable.TransactionBusy] Transaction is busy. ${again}`);
  if (what === 'timeout') {
    return new CloudError('DATABASE_REQUEST_FAILED', '[FailedOperation.Timeout] Execution request timeout, Please check optimize your request(such as index), but if the problem cannot be solved, contact us.');
  }
  return new CloudError(code ?? 'SYS_ERR', message ?? '[InternalError] failed on purpose');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
