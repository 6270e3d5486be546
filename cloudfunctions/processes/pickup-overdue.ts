/** What time does to orders that are to be fetched: a word before the end, and then the money back or the order finished, as the rule of its day said. */
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { command } from '../data/client';
import type { PickupCodeDoc } from '../data/pickup-documents';
import { handOver } from '../data/pickups';
import type { AfterSaleRules } from '../data/rules';
import { afterSales, orders, pickupCodes } from '../data/store';
import { askableNum, accountOf, refundOf } from '../domain/after-sale-refund';
import { leftToShip } from '../domain/parcels';
import { pickupOf, pickupTimes } from '../domain/pickup';
import { DAY, MINUTE } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { finishAfterSale } from './after-sale-debts';
import { afterSaleRules, submitAfterSale } from './after-sales';
import type { Occasion } from './capturing';
import { pointsLater } from './closing';

/** How soon an order is looked at again that waits for its payment, or for an after-sale. */
const AGAIN = 10 * MINUTE;

/** Looks at the order behind a code whose time has come, and says when to look next. May be repeated. */
export async function watchPickup({ _id, dueAt, remindedAt }: PickupCodeDoc, remindDays: number, occasion: Occasion): Promise<boolean> {
  const { now } = occasion;
  const next = (at: number | null, more: Record<string, unknown> = {}) => pickupCodes.update({ _id, dueAt }, { dueAt: at, ...more });
  const order = await orders.get(_id);
  if (order && (order.status === 0 || order.status === 10)) return (await next(Math.max(now, order.payBefore) + AGAIN)) === 1;
  const times = order && pickupTimes(order);
  if (!order || !times) return (await next(null)) === 1;
  const { collectBefore } = times;
  const remindAt = collectBefore - remindDays * DAY;
  if (now >= collectBefore) {
    await endPickup(order, occasion);
    return (await next(now + AGAIN)) === 1;
  }
  if (now < remindAt || remindedAt !== null) return (await next(remindedAt === null ? remindAt : collectBefore)) === 1;
  // The mark names the time at which it was due, so that a second attempt tells the same once.
  await orders.update({ _id, status: 20 }, { untold: command.addToSet(`pickupRemind@${remindAt}`) });
  return (await next(collectBefore, { remindedAt: now })) === 1;
}

async function endPickup(order: OrderDoc, occasion: Occasion): Promise<void> {
  const pickup = pickupOf(order)!;
  if (pickup.overdue === 'refund') return refundRest(order, occasion);
  // While money is being asked for, nothing is finished.
  if (order.lines.some(({ skuId }) => accountOf(order, skuId).open !== '')) return;
  const done = await handOver(order, { event: 'uncollected', at: occasion.now, by: 'system', requestId: '', text: `超过 ${pickup.keepDays} 天没有提货，订单已完成` });
  if (done && order.vip) await pointsLater(order._id, occasion.now);
}

/** A refund of every line that is left and not asked about already; each once, whoever is at it. */
async function refundRest(order: OrderDoc, occasion: Occasion): Promise<void> {
  const rules = await afterSaleRules();
  for (const { skuId } of order.lines) {
    if (leftToShip(order, skuId) === 0 || accountOf(order, skuId).open !== '') continue;
    const draft = uncollected(order, skuId, rules, occasion.now);
    const stored = (await afterSales.insert(draft)) ? draft : ((await afterSales.get(draft._id)) ?? draft);
    await submitAfterSale(stored, rules, occasion.now);
    const present = await afterSales.get(draft._id);
    if (present) await finishAfterSale(present, occasion);
  }
}

function uncollected(order: OrderDoc, skuId: string, rules: AfterSaleRules, now: number): AfterSaleDoc {
  const { spuId, title, attrs, image, priceFen } = order.lines.find((line) => line.skuId === skuId)!;
  const num = askableNum(order, skuId);
  const { refundFen, shareFen } = refundOf(order, skuId, num);
  return {
    // Another one when something of the line went back meanwhile.
    _id: derivedId('A', order._id, 'uncollected', skuId, String(accountOf(order, skuId).refundedNum)),
    openid: order.openid,
    shopId: order.shopId,
    shop: order.shop,
    orderId: order._id,
    orderNo: order.orderNo,
    type: 'REFUND',
    status: 'SUBMITTING',
    line: { spuId, skuId, title, attrs, image, priceFen, num },
    refundFen,
    shareFen,
    reason: 'OTHERS',
    description: '超过保留期没有提货',
    images: [],
    unshipped: true,
    orderStatus: order.status,
    method: 'pickup',
    startedBy: 'system',
    proposalsLeft: 0,
    returnAddress: null,
    returnDelivery: null,
    received: false,
    rejectReason: '',
    refundCause: null,
    dispute: null,
    failure: null,
    createdAt: now,
    updatedAt: now,
    deadline: null,
    finishedAt: null,
    log: [],
    todo: [],
    recent: [],
  };
}
