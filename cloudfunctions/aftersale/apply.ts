/** What can be asked for, and asking for it. */
import * as v from 'valibot';
import type { ActionRequest, EligibleLine, Failure, OrderLine } from '../../typings';
import { afterSaleOf } from '../data/after-sales';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { orderOf } from '../data/orders';
import { afterSales } from '../data/store';
import { accountOf, isUnshipped, obstacleTo, refundOf, typesFor, type Limits } from '../domain/after-sale-refund';
import { afterSaleReasons, reasonsFor } from '../domain/after-sale-reasons';
import { MOST_PIECES } from '../domain/cart-lines';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, integer, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { afterSaleRules, finishAfterSale, limitsOf, submitAfterSale } from '../processes/after-sales';
import { detailOf } from './views';

const ORDER = '这个订单';
const MOST_PICTURES = 9;

export const eligible: ActionOf<'aftersale', 'eligible'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid, now }) {
    const [order, rules] = await Promise.all([orderOf(openid, orderId), afterSaleRules()]);
    if (!order) return notFound(ORDER);
    const unshipped = isUnshipped(order.status);
    return ok({
      orderId,
      orderNo: order.orderNo,
      shop: order.shop,
      unshipped,
      lines: order.lines.map((line) => eligibleLine(order, line, limitsOf(rules), now)),
      reasons: (['REFUND', 'RETURN'] as const).map((type) => ({ type, options: [...reasonsFor(type, unshipped)] })),
    });
  },
};

function eligibleLine(order: OrderDoc, line: OrderLine, limits: Limits, now: number): EligibleLine {
  const { open, refundedNum } = accountOf(order, line.skuId);
  const obstacle = obstacleTo(order, line.skuId, limits, now);
  const left = line.num - refundedNum;
  return {
    line: linePart(line, left),
    types: obstacle ? [] : typesFor(order.status),
    obstacle,
    openId: open,
    refundFen: obstacle ? [] : Array.from({ length: left }, (_, i) => refundOf(order, line.skuId, i + 1).refundFen),
  };
}

function linePart({ spuId, skuId, title, attrs, image, priceFen }: OrderLine, num: number): AfterSaleDoc['line'] {
  return { spuId, skuId, title, attrs, image, priceFen, num };
}

type Request = ActionRequest<'aftersale', 'apply'>;

export const apply: ActionOf<'aftersale', 'apply'> = {
  access: 'shopper',
  schema: form({
    requestId,
    orderId: id,
    skuId: id,
    type: choice(['REFUND', 'RETURN']),
    num: integer(1, MOST_PIECES),
    reason: choice([...afterSaleReasons]),
    description: v.optional(text(300)),
    images: v.optional(list(requiredImage, MOST_PICTURES)),
  }),
  async run(request, { openid, now, envId }) {
    const afterSaleId = derivedId('A', openid, request.requestId);
    const [order, rules, known] = await Promise.all([orderOf(openid, request.orderId), afterSaleRules(), afterSales.get(afterSaleId)]);
    if (!order) return notFound(ORDER);
    const wanted = known ?? afterSaleDoc(afterSaleId, order, request, now, limitsOf(rules));
    if ('ok' in wanted) return wanted;
    // Written down first, so that an application that dies half-way can be found.
    const stored = known ?? ((await afterSales.insert(wanted)) ? wanted : ((await afterSales.get(afterSaleId)) ?? wanted));
    const failure = await submitAfterSale(stored, rules, now);
    if (failure) {
      const refused = await afterSales.get(afterSaleId);
      if (refused) await finishAfterSale(refused, { now, envId });
      return failure;
    }
    const present = await afterSaleOf(openid, afterSaleId);
    return present ? ok(detailOf(present, 'shopper')) : fail('BUSY', '申请正在提交，请稍后再试');
  },
};

/** Or why it cannot be asked for. */
function afterSaleDoc(_id: string, order: OrderDoc, request: Request, now: number, limits: Limits): AfterSaleDoc | Failure {
  const { skuId, type, num, reason, description = '', images = [] } = request;
  const line = order.lines.find((one) => one.skuId === skuId);
  if (!line) return fail('BAD_REQUEST', '订单里没有这件商品', { field: 'skuId' });
  const obstacle = obstacleTo(order, skuId, limits, now);
  if (obstacle) return fail('INVALID_STATE', `${obstacle}，不能申请`, { detail: { status: order.status } });
  const unshipped = isUnshipped(order.status);
  if (!typesFor(order.status).includes(type)) return fail('BAD_REQUEST', '还没有发货，只能申请退款', { field: 'type' });
  if (!reasonsFor(type, unshipped).includes(reason)) return fail('BAD_REQUEST', '这个原因不适用于所选的售后类型，请重新选择', { field: 'reason' });
  const left = line.num - accountOf(order, skuId).refundedNum;
  if (num > left) return fail('BAD_REQUEST', `最多可以申请 ${left} 件`, { field: 'num', detail: { most: left } });
  return {
    _id,
    openid: order.openid,
    shopId: order.shopId,
    shop: order.shop,
    orderId: order._id,
    orderNo: order.orderNo,
    type,
    status: 'SUBMITTING',
    line: linePart(line, num),
    refundFen: refundOf(order, skuId, num).refundFen,
    reason,
    description: description.trim(),
    images,
    unshipped,
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
