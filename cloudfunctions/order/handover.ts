/** Virtual goods: the merchant delivers them by hand, and the shopper looks at the codes that were delivered. */
import type { OrderDetail, StaffRole } from '../../typings';
import { pathId } from '../data/client';
import type { OrderDoc } from '../data/documents';
import { handOver } from '../data/order-codes';
import { orderOf, orderOfShop } from '../data/orders';
import { by, notBy, wasBy } from '../data/recent';
import { HANDOVER, ruleValues } from '../data/rules';
import { cardCodes, orders } from '../data/store';
import { piecesOf, stateOf } from '../domain/order-codes';
import { orderStatusName } from '../domain/order-states';
import { isHeld } from '../domain/parcels';
import { DAY } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { isCoded } from '../processes/order-codes';
import { detailOf, staffDetailOf } from './views';
import * as v from 'valibot';

/** Who sends goods off, and so sees what is in them. */
export const handing: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'warehouse'];
const ORDER = '这个订单';
const MOST_CONTENT = 500;
const ATTEMPTS = 6;

export const deliver: ActionOf<'order', 'deliver'> = {
  access: { staff: handing },
  schema: form({ requestId, shopId: id, orderId: id, content: text(MOST_CONTENT) }),
  async run({ requestId: request, shopId, orderId, content: rough }, { now, role }) {
    const content = rough.trim();
    const { autoConfirmDays } = await ruleValues(HANDOVER);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const order = await orderOfShop(shopId, orderId);
      if (!order) return notFound(ORDER);
      if (wasBy(order, request)) return ok(await staffView(order, role));
      const { status, fulfilment, lines } = order;
      if (fulfilment?.method !== 'virtual') return fail('INVALID_STATE', '这不是虚拟商品的订单，请填写快递单号发货', { detail: { status } });
      if (fulfilment.fromCodes) return fail('INVALID_STATE', '这个订单自动发卡；卡密不够时，添加卡密后会自动发放', { detail: { status } });
      if (status !== 20) return fail('INVALID_STATE', `订单${orderStatusName(status)}，不能发放`, { detail: { status } });
      if (lines.some(({ skuId }) => isHeld(order, skuId))) return fail('INVALID_STATE', '买家正在申请退款，请先处理售后再发放', { detail: { status } });
      await handOver(order, { at: now, by: 'merchant', text: '商家已发放', confirmBefore: now + autoConfirmDays * DAY, change: { content, ...by(request) }, guard: notBy(request) });
    }
    const present = await orderOfShop(shopId, orderId);
    return present && wasBy(present, request) ? ok(await staffView(present, role)) : conflict('订单');
  },
};

export const revealCodes: ActionOf<'order', 'revealCodes'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id, skuId: v.optional(id) }),
  async run({ requestId: request, orderId, skuId }, { openid, now }) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const order = await orderOf(openid, orderId);
      if (!order) return notFound(ORDER);
      if (wasBy(order, request)) return ok(await shopperView(order));
      if (!isCoded(order)) return fail('INVALID_STATE', '这个订单没有卡密', { detail: { status: order.status } });
      if (order.status !== 30 && order.status !== 100) return fail('INVALID_STATE', order.status === 20 ? '卡密正在发放，请稍后再看' : `订单${orderStatusName(order.status)}，不能查看卡密`, { detail: { status: order.status } });
      const hidden = piecesOf(order, skuId).filter((piece) => stateOf(piece) === 'hidden');
      if (hidden.length === 0) return ok(await shopperView(order));
      const asked = hidden.filter((piece) => openOf(order, piece.skuId) !== '');
      const free = hidden.filter((piece) => openOf(order, piece.skuId) === '');
      // What was seen could not be given to anybody else: it is the money or the code.
      if (free.length === 0) return fail('INVALID_STATE', '正在申请退款，暂时不能查看卡密；撤销申请后可以查看', { detail: { status: order.status, afterSaleId: openOf(order, asked[0]!.skuId) } });
      const opens = Object.fromEntries(free.map((piece) => [`afterSales.${pathId(piece.skuId)}.open`, order.afterSales?.[piece.skuId]?.open ?? null]));
      const seen = Object.fromEntries(free.map((piece) => [`codes.${pathId(piece.skuId)}.${piece.unit}.revealedAt`, now]));
      await orders.update({ _id: orderId, openid, status: order.status, settlements: order.settlements ?? null, ...opens, ...notBy(request) }, { ...seen, ...by(request), updatedAt: now });
    }
    const present = await orderOf(openid, orderId);
    return present && wasBy(present, request) ? ok(await shopperView(present)) : conflict('订单');
  },
};

function openOf({ afterSales }: OrderDoc, skuId: string): string {
  return afterSales?.[skuId]?.open ?? '';
}

/** With the codes that the shopper has seen. Costs an operation where there are any. */
export async function shopperView(order: OrderDoc): Promise<OrderDetail> {
  return withCodes(detailOf(order), order, 'seen');
}

/** With the goods, for those who send goods off. */
export async function staffView(order: OrderDoc, role: StaffRole | null): Promise<OrderDetail> {
  const mayRead = role !== null && handing.includes(role);
  const detail = staffDetailOf(order);
  if (!mayRead) return detail;
  const handover = detailOf(order).handover;
  return withCodes({ ...detail, ...(handover ? { handover } : {}) }, order, 'all');
}

async function withCodes(detail: OrderDetail, order: OrderDoc, which: 'seen' | 'all'): Promise<OrderDetail> {
  const shown = piecesOf(order).filter((piece) => piece.codeId !== undefined && (which === 'seen' ? stateOf(piece) === 'revealed' : stateOf(piece) !== 'back'));
  if (!detail.codes || shown.length === 0) return detail;
  // Only what is this order's: a code that was chosen may have gone to another.
  const found = new Map((await cardCodes.getMany(shown.map(({ codeId }) => codeId!))).filter(({ orderId }) => orderId === order._id).map(({ _id, code }) => [_id, code]));
  const textOf = (skuId: string, unit: string): string | undefined => found.get(shown.find((piece) => piece.skuId === skuId && piece.unit === unit)?.codeId ?? '');
  return {
    ...detail,
    codes: detail.codes.map((one) => {
      const code = textOf(one.skuId, one.unit);
      return code === undefined ? one : { ...one, code };
    }),
  };
}
