/** A shop's order: looking at it, sending it off, in one parcel or in several. */
import * as v from 'valibot';
import type { Delivery, Failure, LinePieces, OrderDetail, Reply, StaffRole } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { orderOfShop, ordersOfTrade } from '../data/orders';
import { addParcel, correctParcel as changeParcel, oweUpload } from '../data/parcels';
import { notBy, by, wasBy } from '../data/recent';
import { ruleValues, SHIPPING } from '../data/rules';
import { orders } from '../data/store';
import { MOST_PIECES } from '../domain/cart-lines';
import { expressCompanies, expressCompany, isWaybill } from '../domain/express-companies';
import { wayOfOrder } from '../domain/fulfilment';
import { orderStatusName } from '../domain/order-states';
import { planParcel } from '../domain/parcels';
import { DAY } from '../kernel/clock';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { form, id, integer, list, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { staffView } from './handover';
import { staffDetailOf } from './views';

const everybody: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService', 'finance', 'warehouse'];
export const shipping: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'warehouse'];
const ORDER = '这个订单';
const ATTEMPTS = 6;

export const shopGet: ActionOf<'order', 'shopGet'> = {
  access: { staff: everybody },
  schema: form({ shopId: id, orderId: id }),
  async run({ shopId, orderId }, { role }) {
    const order = await orderOfShop(shopId, orderId);
    return order ? ok(await staffView(order, role)) : notFound(ORDER);
  },
};

export const ship: ActionOf<'order', 'ship'> = {
  access: { staff: shipping },
  schema: form({ requestId, shopId: id, orderId: id, deliveryId: id, waybillId: text(40), lines: v.optional(list(form({ skuId: id, num: integer(1, MOST_PIECES) }), 50, 1)) }),
  async run({ requestId: request, shopId, orderId, deliveryId, waybillId, lines }, { now }) {
    const label = labelOf(deliveryId, waybillId);
    if ('ok' in label) return label;
    const rules = await ruleValues(SHIPPING);
    // Another parcel, or a request for money, may come in between: then it is decided anew.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const order = await orderOfShop(shopId, orderId);
      if (!order) return notFound(ORDER);
      if (wasBy(order, request)) return ok(staffDetailOf(order));
      const refused = notShippable(order);
      if (refused) return refused;
      const plan = planParcel(order, lines, rules.mostParcels);
      if (plan.problem !== undefined) return refusalOf(order, plan);
      await addParcel(order, {
        delivery: { ...label, shippedAt: now },
        lines: plan.lines,
        last: plan.last,
        confirmBefore: now + rules.autoConfirmDays * DAY,
        requestId: request,
        text: shippedText(order, label, plan),
      });
    }
    const present = await orderOfShop(shopId, orderId);
    return present && wasBy(present, request) ? ok(staffDetailOf(present)) : conflict('订单');
  },
};

function notShippable(order: OrderDoc): Failure | null {
  if (!wayOfOrder(order).toAddress) return fail('INVALID_STATE', '这个订单不寄快递，不能填写快递单号', { detail: { status: order.status } });
  if (order.status === 20 && order.addressChange?.state === 'open') {
    const text = order.addressChange.by === 'shopper' ? '买家申请修改收货地址，请先答复再发货' : '正在等买家确认新的收货地址，请稍后发货';
    return fail('INVALID_STATE', text, { detail: { status: 20 } });
  }
  if (order.status === 20 || order.status === 21) return null;
  return fail('INVALID_STATE', `订单${orderStatusName(order.status)}，不能发货`, { detail: { status: order.status } });
}

function refusalOf({ status }: OrderDoc, { problem, field, held }: { problem: string; field?: string; held?: string }): Failure {
  const at = field === undefined ? {} : { field };
  if (held !== undefined) return fail('INVALID_STATE', problem, { ...at, detail: { status, afterSaleId: held } });
  return fail('BAD_REQUEST', problem, at);
}

function shippedText(order: OrderDoc, { deliveryName, waybillId }: Label, { lines, last }: { lines: LinePieces[]; last: boolean }): string {
  const number = (order.parcels?.length ?? 0) + 1;
  if (number === 1 && last) return `商家已发货，${deliveryName} ${waybillId}`;
  const pieces = lines.reduce((all, { num }) => all + num, 0);
  return `商家发出第 ${number} 个包裹（${pieces} 件${last ? '，商品已全部发出' : ''}），${deliveryName} ${waybillId}`;
}

export const correctParcel: ActionOf<'order', 'correctParcel'> = {
  access: { staff: shipping },
  schema: form({ requestId, shopId: id, orderId: id, parcelId: id, deliveryId: id, waybillId: text(40) }),
  async run({ requestId: request, shopId, orderId, parcelId, deliveryId, waybillId }, { now }) {
    const label = labelOf(deliveryId, waybillId);
    if ('ok' in label) return label;
    const { mostCorrections } = await ruleValues(SHIPPING);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const order = await orderOfShop(shopId, orderId);
      if (!order) return notFound(ORDER);
      if (wasBy(order, request)) return ok(staffDetailOf(order));
      const parcel = order.parcels?.find((one) => one.parcelId === parcelId);
      if (!parcel) return notFound('这个包裹');
      if (order.status !== 21 && order.status !== 30) return fail('INVALID_STATE', `订单${orderStatusName(order.status)}，不能修改运单号`, { detail: { status: order.status } });
      if (parcel.waybillId === label.waybillId && parcel.deliveryId === label.deliveryId) return fail('BAD_REQUEST', '运单号没有变化', { field: 'waybillId' });
      // WeChat counts by payment, and other orders may be paid with the same one.
      const paid = await paidTogether(order);
      if (correctionsOf(paid) >= mostCorrections) {
        // The same request, sent twice: the other run of it was the correction.
        const present = paid.find(({ _id }) => _id === orderId);
        if (present && wasBy(present, request)) return ok(staffDetailOf(present));
        return fail('LIMIT_EXCEEDED', `微信规定每笔支付只能更正 ${mostCorrections} 次运单号，已经用过`, { detail: { most: mostCorrections } });
      }
      await changeParcel(order, parcelId, label, { at: now, requestId: request, text: `商家更正运单号：${parcel.deliveryName} ${parcel.waybillId} 改为 ${label.deliveryName} ${label.waybillId}` });
    }
    const present = await orderOfShop(shopId, orderId);
    return present && wasBy(present, request) ? ok(staffDetailOf(present)) : conflict('订单');
  },
};

async function paidTogether({ tradeId, paymentId }: OrderDoc): Promise<OrderDoc[]> {
  return (await ordersOfTrade(tradeId)).filter((one) => one.paymentId === paymentId);
}

function correctionsOf(paid: readonly OrderDoc[]): number {
  return paid.flatMap(({ parcels = [] }) => parcels).filter(({ correctedAt }) => correctedAt !== null).length;
}

export const retryUpload: ActionOf<'order', 'retryUpload'> = {
  access: { staff: shipping },
  schema: form({ requestId, shopId: id, orderId: id }),
  async run({ requestId: request, shopId, orderId }, { now }): Promise<Reply<OrderDetail>> {
    const order = await orderOfShop(shopId, orderId);
    if (!order) return notFound(ORDER);
    if (!wasBy(order, request)) await orders.update({ _id: orderId, 'upload.state': 'failed', ...notBy(request) }, { ...by(request), ...oweUpload(order, now) });
    const present = (await orderOfShop(shopId, orderId)) ?? order;
    if (wasBy(present, request)) return ok(staffDetailOf(present));
    return fail('INVALID_STATE', '发货信息没有上传失败，不需要重新上传', { detail: { state: present.upload?.state ?? '' } });
  },
};

type Label = Omit<Delivery, 'shippedAt'>;

/** Company and number as they are kept, or what is wrong with them. */
function labelOf(deliveryId: string, rough: string): Label | Failure {
  const company = expressCompany(deliveryId);
  const waybillId = rough.replace(/\s+/g, '');
  if (!company) return fail('BAD_REQUEST', `请选择快递公司：${expressCompanies.map(({ deliveryName }) => deliveryName).join('、')}`, { field: 'deliveryId' });
  if (!isWaybill(waybillId)) return fail('BAD_REQUEST', '快递单号应为 6 到 32 个字母或数字', { field: 'waybillId' });
  return { ...company, waybillId };
}
