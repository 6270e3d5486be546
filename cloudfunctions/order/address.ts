/** Another address for an order that has not gone out: at once while it is unpaid; afterwards one side asks, and the other answers. */
import * as v from 'valibot';
import type { AddressChange, Failure, OrderDetail, PostalAddress, Reply, StaffRole } from '../../typings';
import { command, type Where } from '../data/client';
import type { OrderDoc } from '../data/documents';
import { orderOf, orderOfShop } from '../data/orders';
import { by, notBy, wasBy } from '../data/recent';
import { orders, users } from '../data/store';
import { untold } from '../data/untold';
import { orderStatusName } from '../domain/order-states';
import { addressProblem, tidyAddress } from '../domain/postal-address';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { address as addressEntries, flag, form, id, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { detailOf, staffDetailOf } from './views';

const ORDER = '这个订单';
const answering: readonly StaffRole[] = ['owner', 'administrator', 'operator', 'customerService'];

export const changeAddress: ActionOf<'order', 'changeAddress'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id, addressId: id }),
  async run({ requestId: request, orderId, addressId }, { openid, now }) {
    const [order, user] = await Promise.all([orderOf(openid, orderId), users.get(openid)]);
    if (!order) return notFound(ORDER);
    if (wasBy(order, request)) return ok(detailOf(order));
    const found = user?.addresses.find((one) => one.addressId === addressId);
    if (!found) return fail('NOT_FOUND', '收货地址不存在，请重新选择', { field: 'addressId' });
    const { addressId: _id, ...address } = found;
    const refused = notChangeable(order, address, 'shopper');
    if (refused) return refused;
    if (order.status === 10) {
      // Freight and the places that can be reached were settled for this province.
      if (address.provinceName !== order.address?.provinceName) return fail('INVALID_STATE', '换到其他省份运费可能不同，请取消后重新下单', { field: 'addressId' });
      return write(order, 'shopper', request, now, { change: { address }, event: 'addressChange', text: '买家修改了收货地址', guard: { status: 10 } });
    }
    return ask(order, 'shopper', address, request, now);
  },
};

export const offerAddress: ActionOf<'order', 'offerAddress'> = {
  access: { staff: answering },
  schema: form({ requestId, shopId: id, orderId: id, address: form(addressEntries) }),
  async run({ requestId: request, shopId, orderId, address: rough }, { now }) {
    const address = tidyAddress(rough);
    const problem = addressProblem(address);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `address.${problem.field}` });
    const order = await orderOfShop(shopId, orderId);
    if (!order) return notFound(ORDER);
    if (wasBy(order, request)) return ok(staffDetailOf(order));
    if (order.status === 10) return fail('INVALID_STATE', '买家还没有付款，可以自己修改收货地址', { detail: { status: 10 } });
    return notChangeable(order, address, 'merchant') ?? ask(order, 'merchant', address, request, now);
  },
};

export const withdrawAddress: ActionOf<'order', 'withdrawAddress'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id }),
  async run({ requestId: request, orderId }, { openid, now }) {
    const order = await orderOf(openid, orderId);
    return order ? answer(order, 'shopper', { openedBy: 'shopper', state: 'withdrawn', text: '买家撤回了修改地址的申请', event: 'addressWithdraw' }, request, now) : notFound(ORDER);
  },
};

export const answerAddress: ActionOf<'order', 'answerAddress'> = {
  access: 'shopper',
  schema: form({ requestId, orderId: id, accept: flag }),
  async run({ requestId: request, orderId, accept }, { openid, now }) {
    const order = await orderOf(openid, orderId);
    if (!order) return notFound(ORDER);
    const how: Answer = accept ? { openedBy: 'merchant', state: 'accepted', text: '买家同意修改收货地址', event: 'addressChange' } : { openedBy: 'merchant', state: 'rejected', text: '买家不同意修改收货地址', event: 'addressRefuseOffer' };
    return answer(order, 'shopper', how, request, now);
  },
};

export const shopAnswerAddress: ActionOf<'order', 'shopAnswerAddress'> = {
  access: { staff: [...answering, 'warehouse'] },
  schema: form({ requestId, shopId: id, orderId: id, accept: flag, reason: v.optional(text(100)) }),
  async run({ requestId: request, shopId, orderId, accept, reason: rough = '' }, { now }) {
    const order = await orderOfShop(shopId, orderId);
    if (!order) return notFound(ORDER);
    const reason = rough.trim();
    if (!accept && reason.length < 2) return fail('BAD_REQUEST', '请写明不同意的原因', { field: 'reason' });
    const how: Answer = accept ? { openedBy: 'shopper', state: 'accepted', text: '商家同意修改收货地址', event: 'addressChange' } : { openedBy: 'shopper', state: 'rejected', text: `商家没有同意修改收货地址：${reason}`, event: 'addressRefuse', reason };
    return answer(order, 'merchant', how, request, now);
  },
};

type Side = AddressChange['by'];

function notChangeable({ status, address: present, addressChange }: OrderDoc, address: PostalAddress, side: Side): Failure | null {
  if (!present) return fail('INVALID_STATE', '这个订单不寄到收货地址，不能修改', { detail: { status } });
  if (status !== 10 && status !== 20) return fail('INVALID_STATE', status === 21 ? '已经有商品发出，不能修改收货地址' : `订单${orderStatusName(status)}，不能修改收货地址`, { detail: { status } });
  if (addressChange?.state === 'open') return fail('INVALID_STATE', addressChange.by === side ? '已经申请过，正在等对方答复' : '对方正在申请修改地址，请先答复', { detail: { status } });
  const same = (Object.keys(address) as (keyof PostalAddress)[]).every((key) => address[key] === present[key]);
  return same ? fail('BAD_REQUEST', '和现在的收货地址一样', { field: side === 'shopper' ? 'addressId' : 'address' }) : null;
}

function ask(order: OrderDoc, side: Side, address: PostalAddress, request: string, now: number): Promise<Reply<OrderDetail>> {
  const addressChange: AddressChange = { by: side, address, state: 'open', askedAt: now, answeredAt: null, reason: '' };
  const shopper = side === 'shopper';
  return write(order, side, request, now, { change: { addressChange }, event: shopper ? 'addressAsk' : 'addressOffer', text: shopper ? '买家申请修改收货地址' : '商家希望修改收货地址，等待买家确认', guard: { status: 20 } });
}

interface Answer {
  /** Whose request it answers. */
  openedBy: Side;
  state: 'accepted' | 'rejected' | 'withdrawn';
  text: string;
  event: string;
  reason?: string;
}

async function answer(order: OrderDoc, side: Side, { openedBy, state, text: words, event, reason = '' }: Answer, request: string, now: number): Promise<Reply<OrderDetail>> {
  const viewOf = side === 'merchant' ? staffDetailOf : detailOf;
  if (wasBy(order, request)) return ok(viewOf(order));
  const { addressChange: open, status } = order;
  if (open?.state !== 'open' || open.by !== openedBy) return fail('INVALID_STATE', '没有等待答复的地址修改', { detail: { status } });
  if (status !== 20 && state === 'accepted') return fail('INVALID_STATE', status === 21 || status === 30 ? '商品已经发出，不能修改收货地址' : `订单${orderStatusName(status)}，不能修改收货地址`, { detail: { status } });
  const change = { addressChange: { ...open, state, answeredAt: now, reason }, ...(state === 'accepted' ? { address: open.address } : {}) };
  return write(order, side, request, now, { change, event, text: words, guard: { status } });
}

/** Once, if nothing of it has changed since it was read: neither the request, nor anything that was shipped. */
async function write(order: OrderDoc, side: Side, request: string, now: number, { change, event, text: words, guard }: { change: Record<string, unknown>; event: string; text: string; guard: Where }): Promise<Reply<OrderDetail>> {
  const { _id, addressChange, deliveries } = order;
  await orders.update(
    { _id, ...guard, 'addressChange.state': addressChange?.state ?? null, 'addressChange.askedAt': addressChange?.askedAt ?? null, deliveries: deliveries ?? null, ...notBy(request) },
    { ...by(request), ...change, updatedAt: now, log: command.push([{ at: now, by: side, event, text: words }]), ...(side === 'merchant' ? untold('order', event, now) : {}) },
  );
  const present = (await orders.get(_id)) ?? order;
  if (!wasBy(present, request)) return conflict('订单');
  return ok((side === 'merchant' ? staffDetailOf : detailOf)(present));
}
