/** A shop's order: looking at it, sending it off. */
import type { StaffRole } from '../../typings';
import { command } from '../data/client';
import { moveOrder, orderOfShop } from '../data/orders';
import { wasBy } from '../data/recent';
import { AUTO_CONFIRM_DAYS, ruleValue } from '../data/rules';
import { expressCompanies, expressCompany, isWaybill } from '../domain/express-companies';
import { orderStatusName } from '../domain/order-states';
import { DAY } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { detailOf } from './views';

const everybody: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'];

/** Whoever comes first, the request for a refund or the parcel, keeps the other out. */
const NOBODY_WANTS_IT_BACK = { 'shipHolds.0': command.exists(false) };

export const shopGet: ActionOf<'order', 'shopGet'> = {
  access: { staff: everybody },
  schema: form({ shopId: id, orderId: id }),
  async run({ shopId, orderId }) {
    const order = await orderOfShop(shopId, orderId);
    return order ? ok(detailOf(order)) : notFound('这个订单');
  },
};

export const ship: ActionOf<'order', 'ship'> = {
  access: { staff: ['owner', 'administrator', 'operator', 'warehouse'] },
  schema: form({ requestId, shopId: id, orderId: id, deliveryId: id, waybillId: text(40) }),
  async run({ requestId: request, shopId, orderId, deliveryId, waybillId: rough }, { now }) {
    const company = expressCompany(deliveryId);
    const waybillId = rough.replace(/\s+/g, '');
    if (!company) return fail('BAD_REQUEST', `请选择快递公司：${expressCompanies.map(({ deliveryName }) => deliveryName).join('、')}`, { field: 'deliveryId' });
    if (!isWaybill(waybillId)) return fail('BAD_REQUEST', '快递单号应为 6 到 32 个字母或数字', { field: 'waybillId' });
    const [order, days] = await Promise.all([orderOfShop(shopId, orderId), ruleValue(AUTO_CONFIRM_DAYS)]);
    if (!order) return notFound('这个订单');
    if (order.status === 20 && order.shipHolds?.length) return fail('INVALID_STATE', '买家正在申请退款，请先处理售后再发货', { detail: { status: 20, afterSaleId: order.shipHolds[0] } });
    if (order.status === 20) {
      const delivery = { ...company, waybillId, shippedAt: now };
      const change = { delivery, shippedAt: now, confirmBefore: now + days * DAY };
      await moveOrder(orderId, { event: 'ship', at: now, by: 'merchant', text: `商家已发货，${company.deliveryName} ${waybillId}`, change, requestId: request, guard: NOBODY_WANTS_IT_BACK });
    }
    const present = order.status === 20 ? ((await orderOfShop(shopId, orderId)) ?? order) : order;
    if (wasBy(present, request)) return ok(detailOf(present));
    if (present.status === 20) return conflict('订单');
    return fail('INVALID_STATE', `订单${orderStatusName(present.status)}，不能发货`, { detail: { status: present.status } });
  },
};
