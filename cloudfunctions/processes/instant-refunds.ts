/** Money for goods that nobody began to ship: whether it goes back without asking the merchant (微信小店's refund_reason 4). */
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import type { AfterSaleRules } from '../data/rules';
import { shops } from '../data/store';

/** Who decides: the platform for everybody, each shop for itself, or nobody. */
export type InstantBy = 'nobody' | 'shop' | 'platform';

export function instantBy({ instantRefund }: Pick<AfterSaleRules, 'instantRefund'>): InstantBy {
  if (instantRefund === 1) return 'shop';
  return instantRefund > 1 ? 'platform' : 'nobody';
}

/** Asks the shop only where the shop decides. */
export async function refundsAtOnce(shopId: string, rules: Pick<AfterSaleRules, 'instantRefund'>): Promise<boolean> {
  const decides = instantBy(rules);
  return decides === 'platform' || (decides === 'shop' && (await shops.get(shopId))?.instantRefund === true);
}

/** Not a single parcel of it has gone out, and what is fetched does not lie ready. */
export function isUntouched({ status, parcels, fulfilment }: Pick<OrderDoc, 'status' | 'parcels' | 'fulfilment'>): boolean {
  const isReady = fulfilment?.method === 'pickup' && fulfilment.readyAt !== null;
  return status === 20 && (parcels ?? []).length === 0 && !isReady;
}

/** `order`: as it was when the line was claimed; from then on no parcel can take these pieces. */
export async function goesAtOnce({ type, subType, startedBy, unshipped, shopId }: AfterSaleDoc, order: OrderDoc, rules: AfterSaleRules): Promise<boolean> {
  if (type !== 'REFUND' || !unshipped || startedBy || subType || !isUntouched(order)) return false;
  return refundsAtOnce(shopId, rules);
}
