/** How acts choose: any numbers are taken among what there is, so that every part of a history is a history too. */
import type { AfterSaleDoc, OrderDoc } from '../../../../cloudfunctions/data/documents';
import type { Town } from './town';
import { shoppers, staff } from './world';

export interface Step {
  act: string;
  who: number;
  what: number;
  how: number;
}
export interface Act {
  /** How often it happens, compared with the others. */
  weight: number;
  /** Nothing else is under way meanwhile. */
  alone?: boolean;
  work(town: Town, step: Step): Promise<unknown>;
}

export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

/** Mostly the latest; sometimes any. */
export function among<T>(list: readonly T[], n: number): T | undefined {
  if (list.length === 0) return undefined;
  const near = Math.min(list.length, 8);
  return n % 4 === 0 ? list[(n >> 2) % list.length] : list[list.length - 1 - ((n >> 2) % near)];
}
/** Mostly one for which it is time. */
export function ripe<T>(list: readonly T[], n: number, isTime: (one: T) => boolean): T | undefined {
  const now = n % 8 === 0 ? [] : list.filter(isTime);
  return among(now.length > 0 ? now : list, n >> 3);
}
export const oneOf = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

/** The shopper whose it is; now and then somebody who wants to know how far one gets with another's. */
export async function asItsOwner(town: Town, openid: string, { how }: Step, work: (as: string) => Promise<{ ok: boolean; code?: string } | null>): Promise<unknown> {
  if (how % 11 !== 0) return work(openid);
  const stranger = shoppers[(shoppers.indexOf(openid) + 1) % shoppers.length]!;
  const reply = await work(stranger);
  if (reply && (reply.ok || !['NOT_FOUND', 'BUSY', 'INTERNAL'].includes(reply.code ?? ''))) town.problems.push(`a stranger hears ${reply.code ?? 'ok'}`);
  return reply;
}

export const clerkOf = (shopId: string, who: number): string => oneOf(staff[shopId] ?? staff['shop-1']!, who);
export const ripeOrder = (town: Town, n: number, ...statuses: number[]) => {
  const found = new Set(town.cloud.all<OrderDoc>('orders').flatMap(({ _id, status }) => (statuses.includes(status) ? [_id] : [])));
  return ripe(town.orders, n, ({ orderId }) => found.has(orderId));
};
export const ripeAfterSale = (town: Town, n: number, ...statuses: string[]) => {
  const found = new Set(town.cloud.all<AfterSaleDoc>('aftersales').flatMap(({ _id, status }) => (statuses.includes(status) ? [_id] : [])));
  return ripe(town.afterSales, n, ({ afterSaleId }) => found.has(afterSaleId));
};
export const orderNow = (town: Town, orderId: string) => town.cloud.all<OrderDoc>('orders').find(({ _id }) => _id === orderId);
