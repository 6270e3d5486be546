/** A balance is the sum of its ledger less what is held; the ledger says of each order what the order says; limited prices hold for as many pieces as they say. */
import type { OrderDoc } from '../../../cloudfunctions/data/documents';
import type { CustomerDoc, PointEntryDoc } from '../../../cloudfunctions/data/vip-documents';
import { isPaid } from '../../../cloudfunctions/domain/order-states';
import { NO_POINTS, pointTarget } from '../../../cloudfunctions/domain/points';
import type { Documents } from './invariants';

type Accounts = Pick<Documents, 'customers' | 'pointEntries' | 'orders'>;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export function pointProblems(documents: Accounts, settled: boolean): string[] {
  const { customers, pointEntries, orders } = documents;
  return [
    ...customers.flatMap((customer) => accountProblems(customer, documents, settled)),
    ...orders.flatMap((order) => orderProblems(order, documents, settled)),
    ...(settled ? pointEntries.filter(({ todo }) => todo.length > 0).map(({ _id }) => `the entry ${_id} is in no account`) : []),
    ...pointEntries.filter(({ customerId }) => !customers.some(({ _id }) => _id === customerId)).map(({ _id }) => `the entry ${_id} is nobody’s`),
  ];
}

function isApplied({ _id, todo }: PointEntryDoc, { recent }: CustomerDoc): boolean {
  return todo.length === 0 || recent.includes(_id);
}

function accountProblems(customer: CustomerDoc, { pointEntries, orders }: Accounts, settled: boolean): string[] {
  const { _id, points, held, earned, paidFen } = customer;
  const entries = pointEntries.filter((entry) => entry.customerId === _id && isApplied(entry, customer));
  const fromOrders = entries.filter(({ type }) => type === 'earn' || type === 'takeBack');
  const heldNow = sum(Object.values(held));
  return [
    ...(points + heldNow !== sum(entries.map(({ delta }) => delta)) ? [`${_id}: ${points} points and ${heldNow} held, but its ledger says ${sum(entries.map(({ delta }) => delta))}`] : []),
    ...(earned !== sum(fromOrders.map(({ delta }) => delta)) ? [`${_id}: ${earned} earned, the ledger says otherwise`] : []),
    ...(paidFen !== sum(fromOrders.map(({ paidDelta }) => paidDelta)) ? [`${_id}: ${paidFen} paid, the ledger says otherwise`] : []),
    ...Object.entries(held).flatMap(([orderId, num]) => {
      const order = orders.find((one) => one._id === orderId);
      if (order?.vip?.pointsUsed !== num) return [`${_id} holds ${num} points for ${orderId}, which uses ${order?.vip?.pointsUsed}`];
      return settled && order.status !== 10 ? [`${_id} holds points for ${orderId}, whose status is ${order.status}`] : [];
    }),
  ];
}

function orderProblems(order: OrderDoc, { customers, pointEntries }: Accounts, settled: boolean): string[] {
  const { _id, vip, lines, status } = order;
  const used = sum(lines.map(({ points = 0 }) => points));
  const problems: string[] = [];
  if (used !== (vip?.pointsUsed ?? 0)) problems.push(`${_id}: its lines use ${used} points, the order ${vip?.pointsUsed}`);
  const customer = customers.find(({ shopId, openid }) => shopId === order.shopId && openid === order.openid);
  if (status === 10 && used > 0 && customer?.held[_id] !== used) problems.push(`${_id} can be paid, but its ${used} points are not held`);
  const mine = pointEntries.filter(({ orderId }) => orderId === _id);
  const posted = (type: string): number => sum(mine.filter((entry) => entry.type === type).map(({ delta }) => delta));
  const target = isPaid(status) ? pointTarget(order, order.points?.isMember ?? false) : NO_POINTS;
  const ledger = { spent: 0 - posted('spend'), back: posted('return'), earned: posted('earn') + posted('takeBack'), paidFen: sum(mine.map(({ paidDelta }) => paidDelta)) };
  if (ledger.spent > used || ledger.back > ledger.spent) problems.push(`${_id}: ${JSON.stringify(ledger)} of ${used} points`);
  if (settled && JSON.stringify(ledger) !== JSON.stringify(target)) problems.push(`${_id}: should stand in the ledger as ${JSON.stringify(target)}, stands there as ${JSON.stringify(ledger)}`);
  return problems;
}

/** Pieces at a limited price: what is left and what live orders have adds up, for the product and for each shopper. */
export function flashProblems({ spus, orders, customers, promotions }: Pick<Documents, 'spus' | 'orders' | 'customers' | 'promotions'>, settled: boolean): string[] {
  // Orders that were undone give their pieces back at once; one that is being undone may still have them.
  const live = orders.filter(({ status }) => status === 10 || isPaid(status));
  const open = settled ? live : orders.filter(({ status }) => status !== 250);
  const taken = (from: readonly OrderDoc[], is: (one: NonNullable<OrderDoc['flashPieces']>[number], order: OrderDoc) => boolean): number =>
    sum(from.flatMap((order) => (order.flashPieces ?? []).filter((one) => is(one, order)).map(({ num }) => num)));
  const problems: string[] = [];
  for (const promotion of promotions) {
    for (const { skuId, stock = 0 } of promotion.type === 'flash' ? promotion.prices : []) {
      if (stock === 0) continue;
      const left = spus.find(({ _id }) => _id === promotion.spuId)?.flashLeft?.[promotion._id]?.[skuId] ?? 0;
      const is = (one: NonNullable<OrderDoc['flashPieces']>[number]): boolean => one.promotionId === promotion._id && one.skuId === skuId && one.counted;
      if (left < 0) problems.push(`${promotion._id} ${skuId}: ${left} left`);
      if (stock - left < taken(live, is) || (settled && stock - left > taken(open, is))) problems.push(`${promotion._id} ${skuId}: ${left} of ${stock} left, live orders have ${taken(live, is)}`);
    }
  }
  for (const { _id, flash, shopId, openid } of customers) {
    for (const [promotionId, { num, orders: by }] of Object.entries(flash)) {
      const mine = taken(live, (one, order) => one.promotionId === promotionId && one.perUser > 0 && order.shopId === shopId && order.openid === openid);
      if (num !== sum(Object.values(by))) problems.push(`${_id}: ${num} pieces of ${promotionId}, its orders say otherwise`);
      if (num < mine || (settled && num > mine)) problems.push(`${_id}: ${num} pieces of ${promotionId}, live orders have ${mine}`);
    }
  }
  return problems;
}
