/** The counters of limited products: one guarded update takes an order's pieces, one gives them back, each once however often it is sent. */
import type { LimitClaim } from '../domain/purchase-limits';
import { allOf, anyOf, command, pathId, type Where } from './client';
import type { PurchaseCountDoc } from './terms-documents';
import { purchaseCounts } from './store';

/** In the order's document. `isFirst`: there was no counter when the product was read, which saves a step and decides nothing. */
export type OrderClaim = LimitClaim & { isFirst: boolean };

export function counterId(openid: string, spuId: string): string {
  return `${openid}:${spuId}`;
}

/** True: the order's pieces are counted, by this call or an earlier one. False: they would be too many by now. */
export async function takeLimit(openid: string, orderId: string, claim: OrderClaim, now: number): Promise<boolean> {
  if (claim.isFirst && (await open(openid, orderId, claim, now))) return true;
  if (await add(openid, orderId, claim, now)) return true;
  const counter = await purchaseCounts.get(counterId(openid, claim.spuId));
  if (counter) return counter.orders[orderId] !== undefined;
  return (await open(openid, orderId, claim, now)) || add(openid, orderId, claim, now);
}

/** A counter that begins with this order. */
function open(openid: string, orderId: string, { spuId, num, period, mostInPeriod, mostEver }: OrderClaim, now: number): Promise<boolean> {
  if ((mostInPeriod > 0 && num > mostInPeriod) || (mostEver > 0 && num > mostEver)) return Promise.resolve(false);
  const counter: PurchaseCountDoc = {
    _id: counterId(openid, spuId),
    openid,
    spuId,
    counts: period === '' ? {} : { [pathId(period)]: num },
    lifetime: num,
    orders: { [pathId(orderId)]: num },
    updatedAt: now,
  };
  return purchaseCounts.insert(counter);
}

async function add(openid: string, orderId: string, { spuId, num, period, mostInPeriod, mostEver }: OrderClaim, now: number): Promise<boolean> {
  const mark = `orders.${pathId(orderId)}`;
  const counted = period === '' ? '' : `counts.${pathId(period)}`;
  const guard: Where = {
    _id: counterId(openid, spuId),
    [mark]: command.exists(false),
    ...(mostEver > 0 ? { lifetime: command.lte(mostEver - num) } : {}),
  };
  const room = counted === '' ? [] : [anyOf({ [counted]: command.exists(false) }, { [counted]: command.lte(mostInPeriod - num) })];
  const updated = await purchaseCounts.update(allOf(guard, ...room), {
    ...(counted === '' ? {} : { [counted]: command.inc(num) }),
    lifetime: command.inc(num),
    [mark]: num,
    updatedAt: now,
  });
  return updated === 1;
}

/** Nothing happens when the order has none. */
export async function giveBackLimit(openid: string, orderId: string, { spuId, num, period }: OrderClaim): Promise<void> {
  const mark = `orders.${pathId(orderId)}`;
  await purchaseCounts.update(
    { _id: counterId(openid, spuId), [mark]: command.exists(true) },
    { ...(period === '' ? {} : { [`counts.${pathId(period)}`]: command.inc(-num) }), lifetime: command.inc(-num), [mark]: command.remove() },
  );
}
