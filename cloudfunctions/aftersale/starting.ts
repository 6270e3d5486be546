/** What the merchant may begin: a refund or a return for the shopper to accept, or a part of the price that goes back at once. */
import * as v from 'valibot';
import type { OrderLine, StartableLine } from '../../typings';
import type { OrderDoc } from '../data/documents';
import { orderOfShop } from '../data/orders';
import { afterSales } from '../data/store';
import { askableNum, accountOf, leftFen, obstacleToMoney, obstacleToStart, refundOf, typesFor, type Limits } from '../domain/after-sale-refund';
import { afterSaleReasons } from '../domain/after-sale-reasons';
import { MOST_PIECES } from '../domain/cart-lines';
import { derivedId } from '../kernel/ids';
import { notFound, ok } from '../kernel/reply';
import { choice, form, id, integer, MOST_FEN, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { afterSaleRules, differenceRefusal, limitsOf } from '../processes/after-sales';
import { begin, unlessBegun } from './apply';
import { afterSaleDoc, differenceDoc, linePart } from './drafting';
import { addressForm, answering, everybody, returnAddressOf } from './merchant';

const ORDER = '这个订单';

export const startable: ActionOf<'aftersale', 'startable'> = {
  access: { staff: everybody },
  schema: form({ shopId: id, orderId: id }),
  async run({ shopId, orderId }, { now }) {
    const [order, rules] = await Promise.all([orderOfShop(shopId, orderId), afterSaleRules()]);
    if (!order) return notFound(ORDER);
    return ok({ orderId, orderNo: order.orderNo, lines: order.lines.map((line) => startableLine(order, line, limitsOf(rules), now)) });
  },
};

function startableLine(order: OrderDoc, line: OrderLine, limits: Limits, now: number): StartableLine {
  const account = accountOf(order, line.skuId);
  const obstacle = obstacleToStart(order, line.skuId, limits, now);
  const num = askableNum(order, line.skuId);
  return {
    line: linePart(line, null, num),
    leftFen: obstacleToMoney(order, line.skuId, limits, now) ? 0 : leftFen(line, account),
    types: obstacle ? [] : typesFor(order, line.skuId).filter((type) => type !== 'EXCHANGE'),
    obstacle,
    refundFen: obstacle ? [] : Array.from({ length: num }, (_, i) => refundOf(order, line.skuId, i + 1).refundFen),
  };
}

export const offer: ActionOf<'aftersale', 'offer'> = {
  access: { staff: answering },
  schema: form({
    requestId,
    shopId: id,
    orderId: id,
    skuId: id,
    type: choice(['REFUND', 'RETURN']),
    num: integer(1, MOST_PIECES),
    reason: choice([...afterSaleReasons]),
    text: text(200, 2),
    returnAddress: v.optional(addressForm),
  }),
  async run({ shopId, orderId, returnAddress: rough, text: words, ...request }, context) {
    const _id = derivedId('A', shopId, 'offer', request.requestId);
    const [order, rules, known] = await Promise.all([orderOfShop(shopId, orderId), afterSaleRules(), afterSales.get(_id)]);
    if (!order) return notFound(ORDER);
    if (known) return begin(known, rules, context, 'merchant');
    const draft = afterSaleDoc(_id, order, { ...request, description: words, images: [], startedBy: 'merchant' }, rules, context.now);
    if ('ok' in draft) return unlessBegun(_id, draft, rules, context, 'merchant');
    if (request.type === 'REFUND') return begin(draft, rules, context, 'merchant');
    const returnAddress = await returnAddressOf(shopId, rough);
    return 'ok' in returnAddress ? returnAddress : begin({ ...draft, returnAddress }, rules, context, 'merchant');
  },
};

export const priceDiff: ActionOf<'aftersale', 'priceDiff'> = {
  access: { staff: [...answering, 'finance'] },
  schema: form({ requestId, shopId: id, orderId: id, skuId: id, refundFen: integer(1, MOST_FEN), text: text(200, 2) }),
  async run({ requestId: request, shopId, orderId, skuId, refundFen, text: words }, context) {
    const _id = derivedId('A', shopId, 'priceDiff', request);
    const [order, rules, known] = await Promise.all([orderOfShop(shopId, orderId), afterSaleRules(), afterSales.get(_id)]);
    if (!order) return notFound(ORDER);
    const refusal = known ? null : differenceRefusal(order, skuId, refundFen, limitsOf(rules), context.now);
    if (refusal) return unlessBegun(_id, refusal, rules, context, 'merchant');
    const draft = known ?? differenceDoc(_id, order, order.lines.find((line) => line.skuId === skuId)!, refundFen, words, context.now);
    return begin(draft, rules, context, 'merchant');
  },
};
