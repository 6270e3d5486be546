/** A shopper's own order: looking at it, giving it up, having received it. */
import * as v from 'valibot';
import { orderOf } from '../data/orders';
import { wasBy } from '../data/recent';
import { orderStatusName } from '../domain/order-states';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { cancelOrder, confirmOrder } from '../processes/closing';
import { shopperView } from './handover';
import { detailOf } from './views';

const ORDER = '这个订单';

export const get: ActionOf<'order', 'get'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid }) {
    const order = await orderOf(openid, orderId);
    return order ? ok(await shopperView(order)) : notFound(ORDER);
  },
};

export const cancel: ActionOf<'order', 'cancel'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id, reason: v.optional(text(100)) }),
  async run({ requestId: request, orderId, reason = '' }, { openid, now, envId }) {
    const order = await orderOf(openid, orderId);
    if (!order) return notFound(ORDER);
    if (wasBy(order, request)) return ok(detailOf(order));
    if (order.status !== 10) return fail('INVALID_STATE', `订单${orderStatusName(order.status)}，不能取消`, { detail: { status: order.status } });
    const outcome = await cancelOrder(order, reason.trim(), request, { now, envId });
    const present = (await orderOf(openid, orderId)) ?? order;
    // Another run of the same request may have closed it, and the payment that came in since then goes back.
    if (outcome === 'closed' || wasBy(present, request)) return ok(detailOf(present));
    return fail('INVALID_STATE', '订单已经支付，不能取消', { detail: { status: present.status } });
  },
};

export const confirm: ActionOf<'order', 'confirm'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id }),
  async run({ requestId: request, orderId }, { openid, now }) {
    const order = await orderOf(openid, orderId);
    if (!order) return notFound(ORDER);
    if (order.status === 30) await confirmOrder(order, { event: 'confirm', requestId: request }, now);
    const present = order.status === 30 ? ((await orderOf(openid, orderId)) ?? order) : order;
    if (wasBy(present, request)) return ok(detailOf(present));
    return fail('INVALID_STATE', `订单${orderStatusName(present.status)}，不能确认收货`, { detail: { status: present.status } });
  },
};
