/** The merchant takes something off an unpaid order. What was opened to pay the old sum is closed first, so that only the new one can be paid. */
import type { StaffRole } from '../../typings';
import { command } from '../data/client';
import { orderOfShop } from '../data/orders';
import { by, notBy, wasBy } from '../data/recent';
import { orders } from '../data/store';
import { untold } from '../data/untold';
import { yuan } from '../domain/money';
import { orderStatusName } from '../domain/order-states';
import { changePrice as changedPrice } from '../domain/price-change';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { fenSum, form, id, list, requestId } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { closePaymentsOf } from '../processes/prepaying';
import { staffDetailOf } from './views';
import * as v from 'valibot';

const pricing: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const PAID = '买家已经付款，不能改价';

export const changePrice: ActionOf<'order', 'changePrice'> = {
  access: { staff: pricing },
  schema: form({ requestId, shopId: id, orderId: id, lines: list(form({ skuId: id, paidFen: fenSum }), 50), freightFen: v.optional(fenSum) }),
  async run({ requestId: request, shopId, orderId, ...wanted }, { now, envId }) {
    const order = await orderOfShop(shopId, orderId);
    if (!order) return notFound('这个订单');
    if (wasBy(order, request)) return ok(staffDetailOf(order));
    if (order.status !== 10) return fail('INVALID_STATE', `订单${orderStatusName(order.status)}，不能改价`, { detail: { status: order.status } });
    const changed = changedPrice(order, wanted);
    if ('field' in changed) return fail('BAD_REQUEST', changed.message, { field: changed.field });
    const closed = await closePaymentsOf([orderId], { now, envId });
    if (closed === 'captured') return fail('INVALID_STATE', PAID, { detail: { status: 20 } });
    if (closed === 'open') return fail('CONFLICT', '买家可能正在付款，请稍后再改价');
    const { lines, price, discounts, downFen, freightDownFen } = changed;
    const before = order.priceChange;
    const text = `商家改价：应付 ¥${yuan(order.price.payFen)} 改为 ¥${yuan(price.payFen)}${freightDownFen > 0 ? `（运费减 ¥${yuan(freightDownFen)}）` : ''}`;
    await orders.update(
      // Nobody else has changed it since it was read.
      { _id: orderId, status: 10, 'price.payFen': order.price.payFen, 'priceChange.changedAt': before?.changedAt ?? null, ...notBy(request) },
      {
        ...by(request),
        lines,
        price,
        discounts,
        priceChange: { downFen: (before?.downFen ?? 0) + downFen, freightDownFen: (before?.freightDownFen ?? 0) + freightDownFen, changedAt: now },
        updatedAt: now,
        log: command.push([{ at: now, by: 'merchant', event: 'priceChange', text }]),
        ...untold('order', 'priceChange', now),
      },
    );
    const present = (await orderOfShop(shopId, orderId)) ?? order;
    if (wasBy(present, request)) return ok(staffDetailOf(present));
    return present.status === 10 ? conflict('订单') : fail('INVALID_STATE', present.status === 250 ? '订单已关闭，不能改价' : PAID, { detail: { status: present.status } });
  },
};
