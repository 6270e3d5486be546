/**
 * The ledger of points. An entry is written first, under the name of its cause, with the debt of bringing it into the account; then the account
 * takes it, once: it remembers the entries that came last. The balance of an account is the sum of its entries less what is held.
 */
import { command, operators, pathId, type Where } from './client';
import type { CustomerDoc, PointEntryDoc } from './vip-documents';
import { customers, pointEntries } from './store';

/** Entries of one member that can be on their way at the same time: far fewer. */
const KEPT = 40;

/** Writes the entry and brings it into the account. May be repeated, also at the same time. False: the account refuses it (see applyEntry). */
export async function postEntry(entry: PointEntryDoc): Promise<boolean> {
  const known = (await pointEntries.insert(entry)) ? entry : await pointEntries.get(entry._id);
  return known === null || known.todo.length === 0 ? true : applyEntry(known);
}

/** `points`: what the account has to have, or how it has to stand exactly. False: it has not, and nothing changed. */
export async function applyEntry(entry: PointEntryDoc, points: { least?: number; exactly?: number } = {}): Promise<boolean> {
  const { _id, customerId, type, delta, paidDelta, orderId } = entry;
  const guard: Where = points.exactly !== undefined ? { points: points.exactly } : points.least !== undefined ? { points: command.gte(points.least) } : {};
  const once = { _id: customerId, recent: command.neq(_id) };
  const remember = { recent: command.push({ each: [_id], slice: -KEPT } as never) };
  const earned = type === 'earn' || type === 'takeBack' ? { earned: command.inc(delta), paidFen: command.inc(paidDelta) } : {};
  const applied =
    type === 'spend'
      ? // The hold took the points off already.
        await customers.update({ ...once, [`held.${pathId(orderId)}`]: command.exists(true) }, { ...remember, [`held.${pathId(orderId)}`]: command.remove() })
      : await customers.update({ ...once, ...guard }, { ...remember, ...earned, points: command.inc(delta) });
  if (applied === 0 && (await customers.count({ _id: customerId, recent: _id })) === 0) return false;
  await pointEntries.update({ _id, todo: 'apply' }, { todo: command.pull('apply') });
  return true;
}

/** Takes all the points of an account, which has exactly so many, together with a change of it. True: taken, now or earlier. */
export async function takeLapse({ _id, customerId, delta }: Pick<PointEntryDoc, '_id' | 'customerId' | 'delta'>, guard: Where, change: Partial<CustomerDoc>): Promise<boolean> {
  const remember = { recent: command.push({ each: [_id], slice: -KEPT } as never) };
  const taken = await customers.update({ ...guard, _id: customerId, points: -delta, recent: command.neq(_id) }, { ...change, ...remember, points: command.inc(delta) });
  return taken === 1 || (await customers.count({ _id: customerId, recent: _id })) === 1;
}

/** What was ever earned up to a date, and what was used, by the ledger. */
export async function usedAndEarned({ _id }: Pick<CustomerDoc, '_id'>, until: number): Promise<{ earnedBefore: number; used: number }> {
  const earns = operators.in(['$type', ['earn', 'adjust']]);
  const [sums] = await pointEntries.aggregate<{ earnedBefore: number; used: number }>((pipeline) =>
    pipeline
      .match({ customerId: _id })
      .project({
        before: operators.cond([operators.and([earns, operators.gt(['$delta', 0]), operators.neq(['$expiresAt', null]), operators.lte(['$expiresAt', until])]), '$delta', 0] as never),
        used: operators.cond([operators.or([operators.lt(['$delta', 0]), operators.eq(['$type', 'return'])]), operators.multiply(['$delta', -1]), 0] as never),
      })
      .group({ _id: null, earnedBefore: operators.sum('$before'), used: operators.sum('$used') })
      .limit(1),
  );
  return { earnedBefore: sums?.earnedBefore ?? 0, used: sums?.used ?? 0 };
}
