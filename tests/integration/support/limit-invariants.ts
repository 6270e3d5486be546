/** The counters of limited products agree with the orders that they count. */
import type { OrderDoc } from '../../../cloudfunctions/data/documents';
import type { PurchaseCountDoc } from '../../../cloudfunctions/data/terms-documents';

/** `settled`: nothing is under way any more and the timer has run. */
export function limitProblems({ orders, purchaseCounts }: { orders: OrderDoc[]; purchaseCounts: PurchaseCountDoc[] }, settled: boolean): string[] {
  const problems: string[] = [];
  const byId = new Map(orders.map((order) => [order._id, order]));
  for (const { _id, openid, spuId, counts, lifetime, orders: counted } of purchaseCounts) {
    const sum = Object.values(counted).reduce((all, num) => all + num, 0);
    if (sum !== lifetime) problems.push(`${_id}: ${lifetime} counted, but its orders add up to ${sum}`);
    const periods = new Map<string, number>();
    for (const [orderId, num] of Object.entries(counted)) {
      const order = byId.get(orderId);
      const claim = order?.limits?.find((one) => one.spuId === spuId);
      if (!order || order.openid !== openid || claim?.num !== num) problems.push(`${_id}: ${num} counted for ${orderId}, which did not ask for it`);
      else if (settled && order.status === 250) problems.push(`${_id}: ${orderId} is cancelled, but its ${num} are still counted`);
      if (claim?.period) periods.set(claim.period, (periods.get(claim.period) ?? 0) + num);
      if (claim && claim.mostEver > 0 && lifetime > claim.mostEver) problems.push(`${_id}: ${lifetime} bought of ${claim.mostEver} allowed`);
      if (claim?.period && claim.mostInPeriod > 0 && (counts[claim.period] ?? 0) > claim.mostInPeriod) problems.push(`${_id}: ${counts[claim.period]} in ${claim.period} of ${claim.mostInPeriod} allowed`);
    }
    for (const [period, num] of Object.entries(counts)) if (num !== (periods.get(period) ?? 0)) problems.push(`${_id}: ${num} in ${period}, but its orders add up to ${periods.get(period) ?? 0}`);
  }
  for (const { _id, openid, status, limits = [] } of orders) {
    if (status === 0 || status === 250) continue;
    for (const { spuId } of limits) {
      const counter = purchaseCounts.find((one) => one.openid === openid && one.spuId === spuId);
      if (counter?.orders[_id] === undefined) problems.push(`${_id} stands, but ${spuId} is not counted for it`);
    }
  }
  return problems;
}
