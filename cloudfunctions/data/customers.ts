/**
 * What a shop knows of a shopper: membership and points, pieces bought at a limited price, the live room they came from. One document for each
 * shop and shopper, so that a checkout reads it together with the products. Every change is one guarded update.
 */
import { derivedId } from '../kernel/ids';
import { command, pathId } from './client';
import type { CustomerDoc } from './vip-documents';
import { customers } from './store';

export function customerId(shopId: string, openid: string): string {
  return `${shopId}:${openid}`;
}

export function newCustomer(shopId: string, openid: string, now: number): CustomerDoc {
  return { _id: customerId(shopId, openid), shopId, openid, memberId: derivedId('M', shopId, openid), joinedAt: null, paidFen: 0, earned: 0, points: 0, held: {}, flash: {}, live: null, recent: [], createdAt: now };
}

/** Makes sure that there is one. */
export async function ensureCustomer(shopId: string, openid: string, now: number): Promise<void> {
  await customers.insert(newCustomer(shopId, openid, now));
}

/** True: this order holds the points, from this call or an earlier one. False: they are not there (any more). */
export async function holdPoints({ shopId, openid }: Owner, orderId: string, points: number): Promise<boolean> {
  const _id = customerId(shopId, openid);
  const hold = `held.${pathId(orderId)}`;
  const held = await customers.update({ _id, joinedAt: command.gt(0), points: command.gte(points), [hold]: command.exists(false) }, { points: command.inc(-points), [hold]: points });
  return held === 1 || (await customers.count({ _id, [hold]: points })) === 1;
}

/** Nothing happens when the order holds none. */
export async function releasePoints({ shopId, openid }: Owner, orderId: string, points: number): Promise<void> {
  const hold = `held.${pathId(orderId)}`;
  await customers.update({ _id: customerId(shopId, openid), [hold]: points }, { points: command.inc(points), [hold]: command.remove() });
}

/** Counts pieces at a limited price against what one shopper may have of it. True: they are counted for this order. */
export async function takeFlashPieces({ shopId, openid }: Owner, orderId: string, flash: { promotionId: string; num: number; perUser: number }, now: number): Promise<boolean> {
  const { promotionId, num, perUser } = flash;
  const _id = customerId(shopId, openid);
  const path = `flash.${pathId(promotionId)}`;
  const order = `${path}.orders.${pathId(orderId)}`;
  if (num > perUser) return false;
  const further = () => customers.update({ _id, [`${path}.num`]: command.lte(perUser - num), [order]: command.exists(false) }, { [`${path}.num`]: command.inc(num), [order]: num });
  if ((await further()) === 1) return true;
  await ensureCustomer(shopId, openid, now);
  const first = await customers.update({ _id, [path]: command.exists(false) }, { [path]: { num, orders: { [orderId]: num } } });
  // Somebody else's order may have been the first in between.
  if (first === 1 || (await further()) === 1) return true;
  return (await customers.count({ _id, [order]: num })) === 1;
}

/** Nothing happens when none are counted for the order. */
export async function giveBackFlashPieces({ shopId, openid }: Owner, orderId: string, { promotionId, num }: { promotionId: string; num: number }): Promise<void> {
  const path = `flash.${pathId(promotionId)}`;
  const order = `${path}.orders.${pathId(orderId)}`;
  await customers.update({ _id: customerId(shopId, openid), [order]: num }, { [`${path}.num`]: command.inc(-num), [order]: command.remove() });
}

interface Owner {
  shopId: string;
  openid: string;
}
