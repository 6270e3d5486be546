/** One live order per coupon, and none that is used by nothing; what was claimed has left the coupon's rest, and nothing else has. */
import type { OrderDoc } from '../../../cloudfunctions/data/documents';
import { isPaid } from '../../../cloudfunctions/domain/order-states';
import type { Documents } from './invariants';

type Offers = Pick<Documents, 'coupons' | 'userCoupons' | 'orders'>;

export function couponProblems(documents: Offers, settled: boolean): string[] {
  return [...useProblems(documents, settled), ...orderProblems(documents), ...claimProblems(documents, settled)];
}

function useProblems({ userCoupons, orders }: Offers, settled: boolean): string[] {
  const problems: string[] = [];
  for (const { _id, status, orderId, openid, usedAt } of userCoupons) {
    const users = orders.filter((order) => order.couponIds?.includes(_id) && isLive(order));
    if (users.length > 1) problems.push(`coupon ${_id} is used by ${users.map((order) => order._id).join()}`);
    for (const order of users) {
      if (orderId !== order._id || status !== 102) problems.push(`${order._id} uses the coupon ${_id}, which is ${status} and with “${orderId}”`);
      if (order.openid !== openid) problems.push(`${order._id} uses the coupon ${_id} of somebody else`);
    }
    if ((status === 102) !== (orderId !== '') || (status === 102) !== (usedAt !== null)) problems.push(`coupon ${_id} is ${status}, with “${orderId}”, used at ${usedAt}`);
    if (settled && orderId !== '' && users.length === 0) problems.push(`coupon ${_id} is kept by ${orderId}, which is not live`);
  }
  return problems;
}

/** Can be paid, or was and was not given back as a whole. */
function isLive({ status }: OrderDoc): boolean {
  return status === 10 || (isPaid(status) && status !== 200);
}

function orderProblems({ userCoupons, orders }: Offers): string[] {
  const known = new Set(userCoupons.map(({ _id }) => _id));
  return orders.flatMap(({ _id, discounts = [], couponIds = [] }) => [
    ...discounts.filter(({ source, id }) => /Coupon$/.test(source) && !couponIds.includes(id)).map(({ id }) => `${_id} takes off ${id}, which it does not use`),
    ...couponIds.filter((id) => !known.has(id)).map((id) => `${_id} uses the coupon ${id}, which does not exist`),
  ]);
}

function claimProblems({ coupons, userCoupons }: Offers, settled: boolean): string[] {
  return coupons.flatMap(({ _id, total, left, holds }) => {
    const pieces = userCoupons.filter(({ couponId }) => couponId === _id);
    const good = pieces.filter(({ status }) => status !== 0);
    const taken = pieces.filter((piece) => piece.status !== 0 || holds[piece._id] !== undefined);
    return [
      ...(left < 0 || total - left !== taken.length ? [`coupon ${_id}: ${total - left} taken off, ${taken.length} claimed`] : []),
      ...(settled && good.length !== taken.length ? [`coupon ${_id}: ${taken.length - good.length} taken off for nobody`] : []),
    ];
  });
}
