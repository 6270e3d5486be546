/** Entries of the ledger of points that no order makes: the shop's own, and points that run out. */
import { command } from '../data/client';
import type { CustomerDoc, PointEntryDoc } from '../data/vip-documents';
import { applyEntry, takeLapse, usedAndEarned } from '../data/points';
import { customers, pointEntries } from '../data/store';
import { expiring } from '../domain/points';
import { nonce } from '../kernel/ids';

/** Points that are not there cannot be taken: then the entry goes again, as if it had never been written, and the answer is false. May be repeated. */
export async function postAdjustment(entry: PointEntryDoc): Promise<boolean> {
  const known = (await pointEntries.insert(entry)) ? entry : await pointEntries.get(entry._id);
  if (!known || known.todo.length === 0) return known !== null;
  return finishAdjustment(known);
}

async function finishAdjustment(entry: PointEntryDoc): Promise<boolean> {
  if (await applyEntry(entry, entry.delta < 0 ? { least: -entry.delta } : {})) return true;
  await pointEntries.remove({ _id: entry._id, todo: 'apply' });
  return false;
}

/**
 * Ends a membership, and with it what is left of its points, in one update of the account; the entry was written before. False: the account has
 * changed since it was read, and nothing happened. May be repeated, also at the same time.
 */
export async function leaveWithPoints({ _id, shopId, openid, points }: CustomerDoc, joinedAt: number, now: number): Promise<boolean> {
  if (points <= 0) return (await customers.update({ _id, joinedAt, points }, { joinedAt: null })) === 1;
  // Nobody else's entry: whoever fails takes its own away.
  const entryId = `${_id}:left:${joinedAt}:${nonce()}`;
  const entry: PointEntryDoc = { _id: entryId, type: 'leave', delta: -points, paidDelta: 0, shopId, openid, customerId: _id, orderId: '', note: '退出会员，积分失效', at: now, expiresAt: null, expireDue: null, todo: ['apply'] };
  await pointEntries.insert(entry);
  const left = await endMembership(entry, joinedAt);
  if (!left) await pointEntries.remove({ _id: entryId, todo: 'apply' });
  return left;
}

async function endMembership({ _id, customerId, delta }: PointEntryDoc, joinedAt: number): Promise<boolean> {
  const taken = await takeLapse({ _id, customerId, delta }, { joinedAt }, { joinedAt: null });
  if (taken) await pointEntries.update({ _id, todo: 'apply' }, { todo: command.pull('apply') });
  return taken;
}

/** For the timer: an entry that a crash left outside its account. */
export async function finishEntry(entry: PointEntryDoc, now: number): Promise<boolean> {
  if (entry.type === 'leave') {
    // Whoever wrote it is gone. It ends the membership that it was written for, or goes as if it had never been written.
    const joinedAt = Number(entry._id.split(':').at(-2));
    if (!(await endMembership(entry, joinedAt))) await pointEntries.remove({ _id: entry._id, todo: 'apply' });
    return true;
  }
  if (entry.type === 'adjust') {
    await finishAdjustment(entry);
    return true;
  }
  return entry.type === 'expire' ? expireAgain(entry, now) : applyEntry(entry);
}

/** For the timer: the time of earned points is over. What was used is used from the oldest on; the rest runs out now. False: look again later. */
export async function expirePoints(earned: PointEntryDoc, now: number): Promise<boolean> {
  const amount = await expiringNow(earned.customerId, now);
  if (amount.points > 0) {
    const { _id, shopId, openid, customerId } = earned;
    const entry: PointEntryDoc = { _id: `${_id}:expire`, type: 'expire', delta: -amount.points, paidDelta: 0, shopId, openid, customerId, orderId: '', note: '积分到期', at: now, expiresAt: null, expireDue: null, todo: ['apply'] };
    const known = (await pointEntries.insert(entry)) ? entry : await pointEntries.get(entry._id);
    if (known && known.todo.length > 0 && !(known.delta === entry.delta ? await applyEntry(known, { exactly: amount.balance }) : await expireAgain(known, now))) return false;
  }
  await pointEntries.update({ _id: earned._id, expireDue: earned.expireDue }, { expireDue: null });
  return true;
}

/** The account has changed since the entry was written, or nobody knows whether it has taken it. */
async function expireAgain(entry: PointEntryDoc, now: number): Promise<boolean> {
  const taken = await customers.count({ _id: entry.customerId, recent: entry._id });
  if (taken === 1) return applyEntry(entry);
  const { points, balance } = await expiringNow(entry.customerId, now, entry);
  await pointEntries.update({ _id: entry._id, todo: 'apply' }, { delta: -points });
  return applyEntry({ ...entry, delta: -points }, { exactly: balance });
}

/** How many points run out, and the balance that this was worked out from. `without`: an entry that is in the ledger and not in the account. */
async function expiringNow(customerId: string, now: number, without?: PointEntryDoc): Promise<{ points: number; balance: number }> {
  const customer = await customers.get(customerId);
  if (!customer) return { points: 0, balance: 0 };
  const { earnedBefore, used } = await usedAndEarned(customer, now);
  const held = Object.values(customer.held).reduce((all, one) => all + one, 0);
  return { points: expiring({ earnedBefore, used: used + held + (without?.delta ?? 0), balance: customer.points }), balance: customer.points };
}
