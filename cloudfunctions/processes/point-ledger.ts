/** Entries of the ledger of points that no order makes: the shop's own, and points that run out. */
import type { PointEntryDoc } from '../data/vip-documents';
import { applyEntry, usedAndEarned } from '../data/points';
import { customers, pointEntries } from '../data/store';
import { expiring } from '../domain/points';

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

/** For the timer: an entry that a crash left outside its account. */
export async function finishEntry(entry: PointEntryDoc, now: number): Promise<boolean> {
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
