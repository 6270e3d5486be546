/** Orders that are fetched: the shopper's code, and the staff who hand the goods over for it. */
import type { Failure, OrderDetail, Reply, StaffRole } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { orderOf, orderOfShop } from '../data/orders';
import { returnGuess, takeGuess } from '../data/pickup-guesses';
import { handOver, markReady } from '../data/pickups';
import { wasBy } from '../data/recent';
import { PICKUP_GUESSES, ruleValues } from '../data/rules';
import { pickupCodes } from '../data/store';
import { orderStatusName } from '../domain/order-states';
import { piecesToShip } from '../domain/parcels';
import { CODE_DIGITS, codeIn, pickupOf } from '../domain/pickup';
import { timeText } from '../domain/notices';
import { MINUTE } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { pointsLater } from '../processes/closing';
import { staffDetailOf } from './views';

const handing: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'warehouse'];
const ORDER = '这个订单';
const ATTEMPTS = 6;
const code = text(40, 1);

export const pickupCode: ActionOf<'order', 'pickupCode'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid }) {
    const order = await orderOf(openid, orderId);
    if (!order) return notFound(ORDER);
    const refused = notWaiting(order);
    if (refused) return refused;
    const found = await pickupCodes.get(orderId);
    return found ? ok({ code: found.code }) : notFound('提货码');
  },
};

export const pickupReady: ActionOf<'order', 'pickupReady'> = {
  access: { staff: handing },
  schema: form({ requestId, shopId: id, orderId: id }),
  async run({ requestId: request, shopId, orderId }, { now }) {
    const order = await orderOfShop(shopId, orderId);
    if (!order) return notFound(ORDER);
    if (wasBy(order, request)) return ok(staffDetailOf(order));
    const refused = notWaiting(order);
    if (refused) return refused;
    if (pickupOf(order)?.readyAt) return fail('INVALID_STATE', '已经通知过买家可以提货', { detail: { status: order.status } });
    await markReady(order, { at: now, requestId: request });
    const present = await orderOfShop(shopId, orderId);
    return present && wasBy(present, request) ? ok(staffDetailOf(present)) : conflict('订单');
  },
};

export const pickupFind: ActionOf<'order', 'pickupFind'> = {
  access: { staff: handing },
  schema: form({ shopId: id, code }),
  async run({ shopId, code: typed }, context) {
    return checked(shopId, typed, context, async (digits) => {
      const [found] = await pickupCodes.find({ shopId, code: digits }, { limit: 1 });
      const order = found ? await orderOfShop(shopId, found._id) : null;
      return order && order.paidAt !== null ? order : null;
    }, async (order) => notWaiting(order) ?? ok(staffDetailOf(order)));
  },
};

export const pickupHandOver: ActionOf<'order', 'pickupHandOver'> = {
  access: { staff: handing },
  schema: form({ requestId, shopId: id, orderId: id, code }),
  async run({ requestId: request, shopId, orderId, code: typed }, context) {
    const known = await orderOfShop(shopId, orderId);
    if (!known) return notFound(ORDER);
    if (wasBy(known, request)) return ok(staffDetailOf(known));
    return checked(shopId, typed, context, async (digits) => {
      const found = await pickupCodes.get(orderId);
      return found?.code === digits && known.paidAt !== null ? known : null;
    }, (order) => give(order, request, context.now));
  },
};

/**
 * Counts the code as wrong, looks it up, and takes that back when it is right. A code that nobody has, one of another shop and one of an order
 * that was never paid are refused in the same words.
 */
async function checked(shopId: string, typed: string, { openid, now }: Context, look: (digits: string) => Promise<OrderDoc | null>, then: (order: OrderDoc) => Promise<Reply<OrderDetail>>): Promise<Reply<OrderDetail>> {
  const digits = codeIn(typed);
  if (!digits) return fail('BAD_REQUEST', `code：提货码应为 ${CODE_DIGITS} 位数字`, { field: 'code' });
  const guess = await takeGuess(shopId, openid, await ruleValues(PICKUP_GUESSES), now);
  if (guess.until !== undefined) return fail('LIMIT_EXCEEDED', `提货码输错次数太多，请 ${Math.max(1, Math.ceil((guess.until - now) / MINUTE))} 分钟后再试`, { field: 'code' });
  const order = await look(digits);
  if (!order) return fail('NOT_FOUND', '提货码不正确，请让买家打开订单核对', { field: 'code' });
  await returnGuess(shopId, openid, guess.since);
  return then(order);
}

/** Once. Everything that is left of the order goes at the same time. */
async function give(first: OrderDoc, request: string, now: number): Promise<Reply<OrderDetail>> {
  let order: OrderDoc | null = first;
  for (let attempt = 0; order && attempt < ATTEMPTS; attempt++) {
    if (wasBy(order, request)) return ok(staffDetailOf(order));
    const refused = notWaiting(order) ?? asked(order);
    if (refused) return refused;
    const done = await handOver(order, { event: 'handOver', at: now, by: 'merchant', requestId: request, text: `已核销提货码，${pickupOf(order)!.place.name}交付商品` });
    if (done && order.vip) await pointsLater(order._id, now);
    order = await orderOfShop(order.shopId, order._id);
  }
  return order && wasBy(order, request) ? ok(staffDetailOf(order)) : conflict('订单');
}

/** Why nothing can be fetched for it. */
function notWaiting(order: OrderDoc): Failure | null {
  const { status, finishedAt } = order;
  const detail = { status };
  if (!pickupOf(order)) return fail('INVALID_STATE', '这个订单不是到店自提', { detail });
  if (status === 20) return null;
  if (status === 100) return fail('INVALID_STATE', `这个订单在 ${timeText(finishedAt ?? 0)} 已经完成，不能再次提货`, { detail });
  return fail('INVALID_STATE', status === 200 ? '这个订单已全部退款，提货码已失效' : `订单${orderStatusName(status)}，不能提货`, { detail });
}

/** Somebody waits for the money of a piece that would be handed over. */
function asked(order: OrderDoc): Failure | null {
  const held = piecesToShip(order).find((pieces) => pieces.held);
  if (!held) return null;
  return fail('INVALID_STATE', '买家正在申请退款，请先处理售后再交付商品', { detail: { status: order.status, afterSaleId: order.afterSales![held.skuId]!.open } });
}
