/** Paying for a trade, or for one order of it. However often and from wherever it is asked, there is one open payment for the same orders. */
import * as v from 'valibot';
import type { ActionRequest, Prepaid, Reply } from '../../typings';
import type { OrderDoc, PaymentDoc } from '../data/documents';
import { orderOf, ordersOfTrade } from '../data/orders';
import { isPaid } from '../domain/order-states';
import { sum } from '../domain/money';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { form, id, requestId } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { orders as orderCollection } from '../data/store';
import { applyPayment } from '../processes/capturing';
import { closePayment, isOpen, openPayment, paymentsOf, prepaid } from '../processes/prepaying';

/** Nobody gets through the pay sheet in less. */
const LAST_MOMENT = 5_000;

export const prepay: ActionOf<'payment', 'prepay'> = {
  access: 'shopper',
  schema: v.pipe(
    form({ requestId, tradeId: v.optional(id), orderId: v.optional(id) }),
    v.rawTransform(({ dataset: { value }, addIssue, NEVER }): ActionRequest<'payment', 'prepay'> => {
      const { requestId: request, tradeId, orderId } = value;
      if (tradeId !== undefined && orderId === undefined) return { requestId: request, tradeId };
      if (orderId !== undefined && tradeId === undefined) return { requestId: request, orderId };
      addIssue({ message: '需要 tradeId 或 orderId 其中一个' });
      return NEVER;
    }),
  ),
  async run(request, context) {
    const orders = await ownOrders(request, context.openid);
    if (orders.length === 0) return notFound('这个订单');
    const payable = orders.filter(({ status }) => status === 10);
    if (payable.length === 0) return nothingToPay(orders);
    if (payable.some(({ payBefore }) => context.now > payBefore - LAST_MOMENT)) return fail('INVALID_STATE', '已超过付款时间，订单即将关闭，请重新下单');
    return openFor(payable, context);
  },
};

async function ownOrders(request: { tradeId: string } | { orderId: string }, openid: string): Promise<OrderDoc[]> {
  if ('tradeId' in request) return (await ordersOfTrade(request.tradeId)).filter((order) => order.openid === openid && order.status !== 0 && !order.failure);
  const order = await orderOf(openid, request.orderId);
  return order ? [order] : [];
}

function nothingToPay(orders: OrderDoc[]): Reply<Prepaid> {
  const paid = orders.filter(({ status }) => isPaid(status));
  if (paid.length === 0) return fail('INVALID_STATE', '订单已关闭，不能支付，请重新下单');
  return ok({ outTradeNo: paid[0]!.paymentId, payFen: sum(paid.map(({ price }) => price.payFen)), payment: null });
}

async function openFor(orders: OrderDoc[], { openid, now, envId }: Context): Promise<Reply<Prepaid>> {
  const occasion = { now, envId };
  const orderIds = orders.map(({ _id }) => _id);
  const known = await paymentsOf(orderIds);
  const parts = orders.map(({ _id, price }) => ({ orderId: _id, payFen: price.payFen }));
  const payFen = sum(parts.map((part) => part.payFen));
  const same = known.filter((payment) => isFor(payment, orderIds));
  const taken = known.filter(({ state }) => state === 'captured');
  // Paid a moment ago, and about to reach its orders: another payment would only have to be given back.
  for (const payment of taken) if (payment.todo.includes('apply')) await applyPayment(payment, occasion);
  if (taken.length > 0 && !(await arePayable(orderIds))) {
    const paid = taken.find((payment) => same.includes(payment));
    return paid ? ok({ outTradeNo: paid._id, payFen: paid.payFen, payment: null }) : fail('CONFLICT', '订单状态刚刚变化，请刷新后重试');
  }
  // One for an older price is none for these orders.
  const open = same.find((payment) => isOpen(payment) && payment.expireAt > now && costsAs(payment, parts));
  if (open?.params) return prepaid(open);

  // A payment for other orders beside these must not be made as well.
  for (const other of known) {
    if (other === open || !isOpen(other)) continue;
    if ((await closePayment(other, occasion)) === 'captured') return fail('CONFLICT', '订单状态刚刚变化，请刷新后重试');
  }
  return openPayment(
    {
      // Follows from the orders, so that two requests at the same time mean the same payment; after a closed one comes the next.
      _id: open?._id ?? derivedId('P', ...orderIds, String(same.length), String(payFen)),
      purpose: 'order',
      openid,
      shopId: '',
      orders: parts,
      payFen,
      expireAt: Math.min(...orders.map(({ payBefore }) => payBefore)),
    },
    bodyOf(orders),
    occasion,
  );
}

/** A payment that was captured may have been for an older price: then they still are. */
async function arePayable(orderIds: readonly string[]): Promise<boolean> {
  return (await orderCollection.getMany(orderIds, { status: true })).every(({ status }) => status === 10);
}

function isFor(payment: PaymentDoc, orderIds: readonly string[]): boolean {
  return payment.orders.length === orderIds.length && payment.orders.every(({ orderId }) => orderIds.includes(orderId));
}

function costsAs(payment: PaymentDoc, parts: PaymentDoc['orders']): boolean {
  return parts.every((part) => payment.orders.some(({ orderId, payFen }) => orderId === part.orderId && payFen === part.payFen));
}

/** What the pay sheet shows; WeChat Pay takes at most 127 bytes. */
function bodyOf(orders: OrderDoc[]): string {
  const titles = orders.flatMap(({ lines }) => lines.map(({ title }) => title));
  const first = [...(titles[0] ?? '商品')].slice(0, 30).join('');
  return titles.length > 1 ? `${first} 等 ${titles.length} 件` : first;
}
