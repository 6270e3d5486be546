/**
 * What has to be true of the stored documents after every run, also after faults (design §5). Each broken promise is one line of text that
 * names the documents; an empty list means that all is well.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AfterSaleDoc, CouponDoc, DepositEntryDoc, OrderDoc, PaymentDoc, PromotionDoc, RefundDoc, SpuDoc, UserCouponDoc } from '../../../cloudfunctions/data/documents';
import type { CustomerDoc, PointEntryDoc } from '../../../cloudfunctions/data/vip-documents';
import type { CardCodeDoc, CodeBatchDoc } from '../../../cloudfunctions/data/code-documents';
import { isPaid, orderStatuses } from '../../../cloudfunctions/domain/order-states';
import { pricesAgree } from '../../../cloudfunctions/domain/pricing';
import { leftToShip, neverSent, shippedNum } from '../../../cloudfunctions/domain/parcels';
import { stockHolds } from '../../../cloudfunctions/domain/stock';
import type { PurchaseCountDoc } from '../../../cloudfunctions/data/terms-documents';
import { codeProblems, type CodeDocuments } from './code-invariants';
import { couponProblems } from './coupon-invariants';
import { limitProblems } from './limit-invariants';
import { flashProblems, pointProblems } from './point-invariants';

export interface Documents extends Partial<Pick<CodeDocuments, 'cardCodes' | 'codeBatches'>> {
  spus: SpuDoc[];
  orders: OrderDoc[];
  payments: PaymentDoc[];
  refunds: RefundDoc[];
  depositEntries: DepositEntryDoc[];
  aftersales: AfterSaleDoc[];
  coupons: CouponDoc[];
  userCoupons: UserCouponDoc[];
  purchaseCounts: PurchaseCountDoc[];
  promotions: PromotionDoc[];
  customers: CustomerDoc[];
  pointEntries: PointEntryDoc[];
}

export async function readDocuments(from: { all<T>(collection: string): Promise<T[]> }): Promise<Documents> {
  const [spus, orders, payments, refunds, depositEntries, aftersales, coupons, userCoupons, purchaseCounts, promotions, customers, pointEntries, cardCodes, codeBatches] = await Promise.all([
    from.all<SpuDoc>('spus'),
    from.all<OrderDoc>('orders'),
    from.all<PaymentDoc>('payments'),
    from.all<RefundDoc>('refunds'),
    from.all<DepositEntryDoc>('depositEntries'),
    from.all<AfterSaleDoc>('aftersales'),
    from.all<CouponDoc>('coupons'),
    from.all<UserCouponDoc>('userCoupons'),
    from.all<PurchaseCountDoc>('purchaseCounts'),
    from.all<PromotionDoc>('promotions'),
    from.all<CustomerDoc>('customers'),
    from.all<PointEntryDoc>('pointEntries'),
    from.all<CardCodeDoc>('cardCodes'),
    from.all<CodeBatchDoc>('codeBatches'),
  ]);
  return { spus, orders, payments, refunds, depositEntries, aftersales, coupons, userCoupons, purchaseCounts, promotions, customers, pointEntries, cardCodes, codeBatches };
}

/**
 * `settled`: nothing is under way any more and the timer has run, so that nothing may be owed or half done either.
 * An order's 'release' may stay in its todo list: it is looked at once more later, and must by then have nothing left to release.
 */
export function brokenInvariants(documents: Documents, { settled }: { settled: boolean }): string[] {
  return [
    ...stockProblems(documents, settled),
    ...paymentProblems(documents, settled),
    ...documents.orders.flatMap((order) => orderProblems(order, settled)),
    ...afterSaleProblems(documents, settled),
    ...depositProblems(documents),
    ...couponProblems(documents, settled),
    ...pointProblems(documents, settled),
    ...flashProblems(documents, settled),
    ...limitProblems(documents, settled),
    ...codeProblems({ ...documents, cardCodes: documents.cardCodes ?? [], codeBatches: documents.codeBatches ?? [] }, settled),
  ];
}

/** While an exchange is in one of these, goods may be held for it. */
const EXCHANGING: string[] = ['USER_WAIT_RETURN', 'MERCHANT_WAIT_RECEIPT', 'USER_WAIT_CONFIRM_UPDATE'];

function stockProblems({ spus, orders, aftersales }: Documents, settled: boolean): string[] {
  const byId = new Map(orders.map((order) => [order._id, order]));
  const reserving = new Map(aftersales.flatMap((one) => (one.reservation ? [[one.reservation, one] as const] : [])));
  const problems: string[] = [];
  for (const spu of spus) {
    for (const [skuId, stock] of Object.entries(spu.stock)) {
      if (!stockHolds(stock)) problems.push(`${spu._id} ${skuId}: stock does not add up: ${JSON.stringify(stock)}`);
      const held = Object.values(spu.holds).reduce((all, pieces) => all + (pieces[skuId] ?? 0), 0);
      if (held !== stock.held) problems.push(`${spu._id} ${skuId}: ${stock.held} held, but the holds add up to ${held}`);
    }
    for (const [orderId, pieces] of Object.entries(spu.holds)) {
      const order = byId.get(orderId);
      const exchange = reserving.get(orderId);
      if (exchange) {
        if (!isDeepStrictEqual(pieces, { [exchange.wanted!.skuId]: exchange.line.num })) problems.push(`${spu._id}: holds other pieces than the exchange ${exchange._id} wants`);
        if (settled && !EXCHANGING.includes(exchange.status)) problems.push(`${spu._id}: held for the exchange ${exchange._id}, which is ${exchange.status}`);
      } else if (!order) problems.push(`${spu._id}: held for ${orderId}, which does not exist`);
      else if (!isDeepStrictEqual(pieces, piecesOf(order, spu._id))) problems.push(`${spu._id}: holds other pieces than ${orderId} asks for`);
      else if (settled && order.status !== 10) problems.push(`${spu._id}: held for ${orderId}, whose status is ${order.status}`);
    }
  }
  for (const { _id, type, status, line, reservation = '' } of settled ? aftersales : []) {
    const waits = type === 'EXCHANGE' && (status === 'USER_WAIT_RETURN' || status === 'MERCHANT_WAIT_RECEIPT');
    if (waits && !spus.find((spu) => spu._id === line.spuId)?.holds[reservation]) problems.push(`the exchange ${_id} is ${status}, but nothing is held for it`);
  }
  for (const order of orders.filter(({ status }) => status === 10)) {
    for (const spuId of new Set(order.lines.map((line) => line.spuId))) {
      const held = spus.find(({ _id }) => _id === spuId)?.holds[order._id];
      if (!held) problems.push(`${order._id} can be paid, but nothing of ${spuId} is held for it`);
    }
  }
  return settled ? [...problems, ...soldProblems({ spus, orders, aftersales })] : problems;
}

/** What paid orders bought and did not give back has left the stock, and nothing else has (in a world that began with nothing sold). */
function soldProblems({ spus, orders, aftersales }: Pick<Documents, 'spus' | 'orders' | 'aftersales'>): string[] {
  const paid = orders.filter(({ status }) => isPaid(status));
  return spus.flatMap((spu) => {
    const bought = (skuId: string): number => paid.reduce((all, order) => all + (piecesOf(order, spu._id)[skuId] ?? 0), 0);
    const backNum = (one: AfterSaleDoc): number => {
      const settlement = settlementOf(orders, one);
      if (settlement === undefined || settlement.num === 0) return 0;
      if (settlement.codesBack) return settlement.codesBack;
      return one.received ? one.line.num : settlement.unshipped ? (settlement.unshippedNum ?? one.line.num) : 0;
    };
    const back = (skuId: string): number =>
      aftersales.filter((one) => one.line.spuId === spu._id && (one.goodsSkuId ?? one.line.skuId) === skuId).reduce((all, one) => all + backNum(one), 0);
    // An exchange brings pieces of one SKU back and takes as many of another out.
    const exchanged = orders.flatMap(({ lines, afterSales = {} }) => lines.filter(({ spuId }) => spuId === spu._id).flatMap(({ skuId }) => Object.values(afterSales[skuId]?.exchanged ?? {})));
    const swapped = (skuId: string): number => exchanged.reduce((all, { from, to, num }) => all + (to.skuId === skuId ? num : 0) - (from === skuId ? num : 0), 0);
    return Object.entries(spu.stock)
      .filter(([skuId, { sold }]) => sold !== bought(skuId) - back(skuId) + swapped(skuId))
      .map(([skuId, { sold }]) => `${spu._id} ${skuId}: ${sold} sold, but paid orders have ${bought(skuId)}, gave ${back(skuId)} back and exchanged ${swapped(skuId)}`);
  });
}

function paymentProblems({ payments, refunds, orders }: Documents, settled: boolean): string[] {
  const problems: string[] = [];
  for (const order of orders.filter(({ status }) => isPaid(status))) {
    const payment = payments.find(({ _id }) => _id === order.paymentId);
    const part = payment?.orders.find(({ orderId }) => orderId === order._id);
    if (payment?.state !== 'captured' || !part) problems.push(`${order._id} is paid, but no captured payment pays for it`);
    else if (part.payFen !== order.price.payFen) problems.push(`${order._id} costs ${order.price.payFen}, but ${part.payFen} were paid`);
  }
  for (const payment of payments) {
    const back = refunds.filter(({ outTradeNo }) => outTradeNo === payment._id);
    const returned = back.reduce((all, { refundFen }) => all + refundFen, 0);
    if (returned > payment.payFen) problems.push(`${payment._id}: ${returned} of ${payment.payFen} given back`);
    if (back.length > 0 && payment.state !== 'captured') problems.push(`${payment._id} is ${payment.state}, but money of it was given back`);
    if (payment.state !== 'captured' || !settled) continue;
    if (payment.todo.length > 0) problems.push(`${payment._id} still owes ${payment.todo.join()}`);
    for (const { orderId, payFen } of payment.orders) {
      const paidOrders = orders.filter(({ _id, paymentId }) => _id === orderId && paymentId === payment._id).length;
      const refunded = back.filter((refund) => refund.orderId === orderId && refund.afterSaleId === undefined && refund.refundFen === payFen).length;
      if (paidOrders + refunded !== 1) problems.push(`${payment._id}, part ${orderId}: ends as ${paidOrders} paid orders and ${refunded} full refunds`);
    }
  }
  if (settled) for (const refund of refunds) if (refund.todo.length > 0) problems.push(`refund ${refund._id} still owes ${refund.todo.join()}`);
  return problems;
}

function orderProblems(order: OrderDoc, settled: boolean): string[] {
  const problems: string[] = [];
  if (!orderStatuses.includes(order.status)) problems.push(`${order._id}: there is no status ${order.status}`);
  if (!pricesAgree(order.lines, order.price, order.discounts)) problems.push(`${order._id}: the sums do not agree with the lines`);
  if (order.refundedFen > order.price.payFen) problems.push(`${order._id}: ${order.refundedFen} given back of ${order.price.payFen}`);
  if (isPaid(order.status) !== (order.paidAt !== null)) problems.push(`${order._id}: status ${order.status}, paid at ${order.paidAt}`);
  problems.push(...parcelProblems(order));
  // WeChat may not have answered yet; codes wait for the answer to a request for the money.
  const asked = Object.values(order.afterSales ?? {}).some(({ open }) => open !== '');
  if (settled && order.todo.some((todo) => todo !== 'release' && todo !== 'upload' && !(todo === 'deliver' && asked))) problems.push(`${order._id} still owes ${order.todo.join()}`);
  return problems;
}

/** Never more goes out than was bought and not given back before; an order is on its way as a whole exactly when nothing is left to be shipped. */
function parcelProblems(order: OrderDoc): string[] {
  const { _id, status, parcels } = order;
  if (!parcels) return status === 21 ? [`${_id} is partly shipped, but has no parcels`] : [];
  const problems: string[] = [];
  for (const { skuId, num } of order.lines) {
    const sent = shippedNum(order, skuId);
    if (sent + neverSent(order, skuId) > num) problems.push(`${_id} ${skuId}: ${sent} shipped and ${neverSent(order, skuId)} refunded before, of ${num}`);
  }
  const left = order.lines.reduce((all, { skuId }) => all + leftToShip({ ...order, status: 20 }, skuId), 0);
  if ((left > 0) !== (status === 21) && status !== 200) problems.push(`${_id}: status ${status}, but ${left} pieces are left to be shipped`);
  if (new Set(parcels.map(({ parcelId }) => parcelId)).size < parcels.length || parcels.length > 15) problems.push(`${_id}: its ${parcels.length} parcels are not all its own`);
  return problems;
}

function settlementOf(orders: readonly OrderDoc[], { _id, orderId, line }: AfterSaleDoc) {
  return orders.find((order) => order._id === orderId)?.afterSales?.[line.skuId]?.settled?.[_id];
}

/** Money that went back for goods: freight goes back with the last of an order that was never shipped. */
function goodsBack(order: OrderDoc): number {
  const settlements = Object.values(order.afterSales ?? {}).flatMap(({ settled }) => Object.values(settled ?? {}));
  return settlements.reduce((all, { refundFen, all: last, unshipped }) => all + refundFen - (last && unshipped ? order.price.freightFen : 0), 0);
}

/** An order's account agrees with its requests and with the money that went back; a request holds its line exactly as long as it is under way. */
function afterSaleProblems({ orders, aftersales, refunds }: Documents, settled: boolean): string[] {
  const problems: string[] = [];
  for (const order of orders) {
    let fen = 0;
    for (const line of order.lines) {
      const account = order.afterSales?.[line.skuId];
      const settlements = Object.values(account?.settled ?? {});
      const lineFen = settlements.reduce((all, { refundFen }) => all + refundFen, 0);
      const num = settlements.reduce((all, one) => all + one.num, 0);
      fen += lineFen;
      if (num > line.num) problems.push(`${order._id} ${line.skuId}: ${num} of ${line.num} pieces given back`);
      if (num !== (account?.refundedNum ?? 0) || lineFen !== (account?.refundedFen ?? 0)) problems.push(`${order._id} ${line.skuId}: the account does not add up`);
      if (lineFen > line.paidFen + order.price.freightFen) problems.push(`${order._id} ${line.skuId}: ${lineFen} given back of ${line.paidFen}`);
      const agreed = aftersales.some(({ orderId, line: { skuId }, agreedFen }) => orderId === order._id && skuId === line.skuId && agreedFen !== undefined);
      if (num === line.num && lineFen < line.paidFen && !agreed) problems.push(`${order._id} ${line.skuId}: everything came back, but only ${lineFen} of ${line.paidFen}`);
    }
    if (isPaid(order.status) && fen !== order.refundedFen) problems.push(`${order._id}: ${order.refundedFen} given back, but its lines say ${fen}`);
    const left = order.lines.reduce((all, line) => all + line.num - (order.afterSales?.[line.skuId]?.refundedNum ?? 0), 0);
    // Pieces that were settled for less keep the order from being one of which everything went back.
    const kept = order.price.productFen - order.price.discountFen - goodsBack(order);
    if ((order.status === 200) !== (isPaid(order.status) && left === 0 && kept === 0)) problems.push(`${order._id}: status ${order.status}, but ${left} pieces are left`);
    const sent = refunds.filter(({ orderId, afterSaleId }) => orderId === order._id && afterSaleId !== undefined).reduce((all, { refundFen }) => all + refundFen, 0);
    if (sent > fen || (settled && sent !== fen && isPaid(order.status))) problems.push(`${order._id}: ${fen} decided, ${sent} sent`);
  }
  if (!settled) return problems;
  for (const one of aftersales) {
    const order = orders.find(({ _id }) => _id === one.orderId);
    const claims = order?.afterSales?.[one.line.skuId]?.open === one._id;
    const settling = ['PLATFORM_REFUNDING', 'MERCHANT_OVERDUE_REFUND', 'PLATFORM_REFUND_FAIL', 'MERCHANT_REFUND_RETRY_FAIL'].includes(one.status) && settlementOf(orders, one) !== undefined;
    const ended = ['VOID', 'USER_CANCELD', 'MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS', 'MERCHANT_EXCHANGE_SUCCESS'].includes(one.status);
    const swapped = order?.afterSales?.[one.line.skuId]?.exchanged?.[one._id] !== undefined;
    if (swapped !== (one.status === 'USER_WAIT_RECEIPT' || one.status === 'MERCHANT_EXCHANGE_SUCCESS')) problems.push(`${one._id} is ${one.status}, its goods are ${swapped ? '' : 'not '}exchanged`);
    const succeeded = one.status === 'MERCHANT_REFUND_SUCCESS' || one.status === 'MERCHANT_RETURN_SUCCESS';
    if (one.status !== 'SUBMITTING' && claims === (ended || settling)) problems.push(`${one._id} is ${one.status}, its line is ${claims ? 'still' : 'not'} claimed`);
    if (ended && order?.shipHolds?.includes(one._id)) problems.push(`${one._id} has ended and still keeps the parcel back`);
    if (!settling && succeeded !== (settlementOf(orders, one) !== undefined)) problems.push(`${one._id} is ${one.status}, but the order says otherwise`);
    if (one.todo.some((todo) => !['release', 'forget'].includes(todo))) problems.push(`${one._id} still owes ${one.todo.join()}`);
  }
  return problems;
}

function depositProblems({ payments, depositEntries }: Documents): string[] {
  const problems: string[] = [];
  for (const payment of payments.filter(({ purpose, state, todo }) => purpose === 'deposit' && state === 'captured' && todo.length === 0)) {
    const entries = depositEntries.filter(({ causeId }) => causeId === payment._id);
    if (entries.length !== 1) problems.push(`${payment._id} was posted ${entries.length} times`);
    else if (entries[0]!.amountFen !== payment.payFen) problems.push(`${payment._id}: posted as ${entries[0]!.amountFen}`);
  }
  for (const entry of depositEntries.filter(({ type }) => type === 'payment')) {
    const payment = payments.find(({ _id }) => _id === entry.causeId);
    if (payment?.state !== 'captured' || payment.shopId !== entry.shopId) problems.push(`ledger entry ${entry._id} has no captured payment`);
  }
  return problems;
}

function piecesOf(order: OrderDoc, spuId: string): Record<string, number> {
  const pieces: Record<string, number> = {};
  for (const line of order.lines) if (line.spuId === spuId) pieces[line.skuId] = (pieces[line.skuId] ?? 0) + line.num;
  return pieces;
}
