/** What after-sales write into their order: which line is asked about, what went back of it, which SKU the shopper has instead. */
import type { OrderLine, Reply } from '../../typings';
import { accountOf, differenceOf, leftFen, refundOf, type Exchanged, type Settlement } from '../domain/after-sale-refund';
import { yuan } from '../domain/money';
import { piecesBack, type Piece } from '../domain/order-codes';
import { nextOrderStatus } from '../domain/order-states';
import { command, pathId } from './client';
import type { AfterSaleDoc, OrderDoc } from './documents';
import { oweUpload } from './parcels';
import { StoreBusy } from './retry';
import { orders } from './store';
import { untold } from './untold';

const ATTEMPTS = 6;

const pathOf = (afterSale: AfterSaleDoc): string => `afterSales.${pathId(afterSale.line.skuId)}`;

/**
 * Makes this the one request that is under way for its line. While the order is not shipped, it cannot be shipped from then on: a parcel
 * and a request for the money exclude each other here. `refusal` says why not, from the order as it is.
 */
export async function claimLine(afterSale: AfterSaleDoc, refusal: (order: OrderDoc) => Reply<null>): Promise<Reply<OrderDoc>> {
  const path = pathOf(afterSale);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await accountedOrder(afterSale);
    const { open, requests, settled } = accountOf(order, afterSale.line.skuId);
    // Another run of the same request was faster, and it may have been decided by now: what is settled claims nothing any more.
    if (open === afterSale._id || settled[afterSale._id]) return { ok: true, data: order };
    const answer = refusal(order);
    if (!answer.ok) return answer;
    const claimed = await orders.update(
      { _id: order._id, status: order.status, [`${path}.open`]: command.in([null, ''] as never), [`${path}.requests`]: requests === 0 ? null : requests, [`${path}.settled.${pathId(afterSale._id)}`]: command.exists(false), deliveries: order.deliveries ?? null },
      {
        [`${path}.open`]: afterSale._id,
        // The merchant's own are not counted against the shopper.
        ...(afterSale.startedBy ? {} : { [`${path}.requests`]: command.inc(1) }),
        ...(afterSale.unshipped ? { shipHolds: command.addToSet(afterSale._id) } : {}),
      },
    );
    if (claimed === 1) return { ok: true, data: order };
  }
  throw new StoreBusy(`the order ${afterSale.orderId} is being changed all the time`);
}

/** The order may be shipped as far as this request goes. */
export async function unholdShipping(afterSale: AfterSaleDoc): Promise<void> {
  await orders.update({ _id: afterSale.orderId, shipHolds: afterSale._id }, { shipHolds: command.pull(afterSale._id) });
}

/** The line may be asked about again. */
export async function releaseLine(afterSale: AfterSaleDoc): Promise<void> {
  await unholdShipping(afterSale);
  await orders.update({ _id: afterSale.orderId, [`${pathOf(afterSale)}.open`]: afterSale._id }, { [`${pathOf(afterSale)}.open`]: '' });
}

/**
 * Decides for good what this request gives back, and writes it into the order's account: once, however often it is asked for. Whether the
 * goods had left, and whether they were the last, is read and written in one step, so that parcels and other refunds cannot come in between.
 */
export async function settleLine(afterSale: AfterSaleDoc, at: number): Promise<{ order: OrderDoc; settlement: Settlement }> {
  const { _id, line, orderId, goodsSkuId } = afterSale;
  const path = pathOf(afterSale);
  const difference = afterSale.subType === 'REFUND_PRICE_DIFF';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await accountedOrder(afterSale);
    const account = accountOf(order, line.skuId);
    const known = account.settled[_id];
    if (known) return { order, settlement: known };
    const { refundFen, goodsFen, shareFen, unshipped, unshippedNum, all, allOut } = difference ? differenceOf(order, line.skuId, afterSale.refundFen) : refundOf(order, line.skuId, line.num, afterSale.agreedFen ?? null);
    const num = difference ? 0 : line.num;
    const back = difference ? [] : codesBack(order, line.skuId, unshipped ? unshippedNum : line.num);
    const settlement: Settlement = { refundFen, num, unshipped, unshippedNum, all, goodsFen, ...(goodsSkuId === undefined ? {} : { goodsSkuId }), ...(back.length > 0 ? { codesBack: back.length } : {}) };
    const to = all ? nextOrderStatus(order.status, 'refundAll') : null;
    // What was still here was all that was left to be shipped: the order is on its way as a whole now.
    const out = allOut ? nextOrderStatus(order.status, 'refundRest') : null;
    const log = [
      { at, by: 'system', event: 'refund', text: `${difference ? '退差价' : '售后退款'} ¥${yuan(refundFen)}` },
      ...(to === null ? [] : [{ at, by: 'system', event: 'refundAll', text: '商品已全部退款，订单关闭' }]),
      ...(out === null ? [] : [{ at, by: 'system', event: 'refundRest', text: '未发货的商品已退款，没有商品需要发货了' }]),
    ];
    const settled = await orders.update(
      { _id: orderId, status: order.status, [`${path}.open`]: _id, settlements: order.settlements ?? null, deliveries: order.deliveries ?? null },
      {
        [`${path}.open`]: '',
        [`${path}.refundedNum`]: command.inc(num),
        [`${path}.refundedFen`]: command.inc(refundFen),
        [`${path}.goneFen`]: lineOf(order, afterSale).paidFen - leftFen(lineOf(order, afterSale), account) + shareFen,
        [`${path}.settled.${pathId(_id)}`]: settlement,
        // Nobody will see these codes: they are somebody else's from now on.
        ...Object.fromEntries(back.map(({ unit }) => [`codes.${pathId(line.skuId)}.${unit}.backBy`, _id])),
        refundedFen: command.inc(refundFen),
        settlements: command.inc(1),
        // What was paid with points, and what was earned, goes back with the goods.
        ...(order.vip ? { todo: command.addToSet('points') } : {}),
        shipHolds: command.pull(_id),
        updatedAt: at,
        log: command.push(log),
        ...untold('order', 'refund', at),
        ...(to === null ? {} : { status: to, cancelledAt: at, cancelReason: '商品已全部退款', confirmBefore: null }),
        // WeChat has to hear that no more parcels will come.
        ...(out === null ? {} : { status: out, confirmBefore: order.confirmBefore ?? at, ...(order.parcels ? oweUpload(order, at) : {}) }),
      },
    );
    if (settled === 1) return { order, settlement };
  }
  throw new StoreBusy(`the order ${orderId} is being changed all the time`);
}

/** Writes down which SKU the shopper has from now on: once. */
export async function noteExchange(afterSale: AfterSaleDoc, exchanged: Exchanged, at: number): Promise<void> {
  const place = `${pathOf(afterSale)}.exchanged.${pathId(afterSale._id)}`;
  const text = `售后换货 ${exchanged.num} 件：${exchanged.to.attrs.map(({ value }) => value).join(' ') || '同款'}`;
  await orders.update({ _id: afterSale.orderId, [place]: command.exists(false) }, { [place]: exchanged, updatedAt: at, log: command.push([{ at, by: 'merchant', event: 'exchange', text }]) });
}

function codesBack(order: OrderDoc, skuId: string, num: number): Piece[] {
  return order.fulfilment?.method === 'virtual' && order.fulfilment.fromCodes ? piecesBack(order, skuId, num) : [];
}

async function accountedOrder(afterSale: AfterSaleDoc): Promise<OrderDoc> {
  const order = await orders.get(afterSale.orderId);
  if (!order) throw new Error(`the after-sale ${afterSale._id} has no order`);
  return order;
}

function lineOf({ lines }: OrderDoc, { line }: AfterSaleDoc): OrderLine {
  return lines.find(({ skuId }) => skuId === line.skuId)!;
}
