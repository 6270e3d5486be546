/** What can be asked for, and asking for it. */
import * as v from 'valibot';
import type { AfterSaleDetail, EligibleLine, Failure, OrderLine, Reply } from '../../typings';
import { afterSaleOf } from '../data/after-sales';
import type { AfterSaleDoc, OrderDoc } from '../data/documents';
import { orderOf } from '../data/orders';
import type { AfterSaleRules } from '../data/rules';
import { afterSales } from '../data/store';
import { barredReasons } from '../domain/no-reason-return';
import { accountOf, askableNum, holdingsOf, isLineUnshipped, isUnshipped, obstacleTo, refundOf, typesFor, type Limits } from '../domain/after-sale-refund';
import { afterSaleReasons, reasonsFor } from '../domain/after-sale-reasons';
import { wayOfOrder } from '../domain/fulfilment';
import { MOST_PIECES } from '../domain/cart-lines';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, form, id, integer, list, requestId, requiredImage, text } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { finishAfterSale } from '../processes/after-sale-debts';
import { isUntouched, refundsAtOnce } from '../processes/instant-refunds';
import { afterSaleRules, limitsOf, submitAfterSale } from '../processes/after-sales';
import { consequences } from './acting';
import { exchangeOptions, wantedOf } from './exchange';
import { afterSaleDoc, goodsIn, linePart } from './drafting';
import { detailOf } from './views';

const ORDER = '这个订单';
export const MOST_PICTURES = 9;

export const eligible: ActionOf<'aftersale', 'eligible'> = {
  access: 'shopper',
  schema: form({ orderId: id }),
  async run({ orderId }, { openid, now }) {
    const [order, rules] = await Promise.all([orderOf(openid, orderId), afterSaleRules()]);
    if (!order) return notFound(ORDER);
    const unshipped = isUnshipped(order.status);
    const instant = isUntouched(order) && (await refundsAtOnce(order.shopId, rules));
    return ok({
      orderId,
      orderNo: order.orderNo,
      shop: order.shop,
      unshipped,
      lines: order.lines.flatMap((line) => eligibleLines(order, line, { limits: limitsOf(rules), noReasonDays: rules.noReasonDays, instant }, now)),
      reasons: (['REFUND', 'RETURN', 'EXCHANGE'] as const).map((type) => ({ type, options: [...reasonsFor(type, unshipped, wayOfOrder(order))] })),
      unshippedReasons: [...reasonsFor('REFUND', true, wayOfOrder(order))],
    });
  },
};

/** One for each SKU that the shopper has of the line; one without pieces when none is left. */
function eligibleLines(order: OrderDoc, line: OrderLine, { limits, noReasonDays, instant }: { limits: Limits; noReasonDays: number; instant: boolean }, now: number): EligibleLine[] {
  const account = accountOf(order, line.skuId);
  const obstacle = obstacleTo(order, line.skuId, limits, now);
  const holdings = holdingsOf(line, account);
  const none = { barred: [], barredText: '', instant: false };
  if (holdings.length === 0) return [{ line: linePart(line, null, 0), orderSkuId: line.skuId, types: [], obstacle, openId: account.open, refundFen: [], unshipped: false, ...none }];
  const most = askableNum(order, line.skuId);
  const { reasons: barred, text: barredText } = barredReasons(line, order.finishedAt, noReasonDays, now);
  return holdings.map((goods) => ({
    line: { ...linePart(line, goods, Math.min(goods.num, most)), skuId: goods.skuId },
    orderSkuId: line.skuId,
    types: obstacle ? [] : typesFor(order, line.skuId),
    obstacle,
    openId: account.open,
    refundFen: obstacle ? [] : Array.from({ length: Math.min(goods.num, most) }, (_, i) => refundOf(order, line.skuId, i + 1).refundFen),
    unshipped: isLineUnshipped(order, line.skuId),
    barred,
    barredText,
    instant: instant && !obstacle,
  }));
}

export const exchangeable: ActionOf<'aftersale', 'exchangeable'> = {
  access: 'shopper',
  schema: form({ orderId: id, skuId: id, goodsSkuId: v.optional(id) }),
  async run({ orderId, skuId, goodsSkuId }, { openid }) {
    const order = await orderOf(openid, orderId);
    const line = order?.lines.find((one) => one.skuId === skuId);
    if (!order || !line) return notFound('这件商品');
    return ok({ skus: await exchangeOptions(line, goodsIn(order, line, goodsSkuId)?.skuId ?? skuId) });
  },
};

export const apply: ActionOf<'aftersale', 'apply'> = {
  access: 'shopper',
  schema: form({
    requestId,
    orderId: id,
    skuId: id,
    type: choice(['REFUND', 'RETURN', 'EXCHANGE']),
    num: integer(1, MOST_PIECES),
    reason: choice([...afterSaleReasons]),
    wantedSkuId: v.optional(id),
    goodsSkuId: v.optional(id),
    description: v.optional(text(300)),
    images: v.optional(list(requiredImage, MOST_PICTURES)),
  }),
  async run({ description = '', images = [], ...request }, context) {
    const { openid, now } = context;
    const afterSaleId = derivedId('A', openid, request.requestId);
    const [order, rules, known] = await Promise.all([orderOf(openid, request.orderId), afterSaleRules(), afterSales.get(afterSaleId)]);
    if (!order) return notFound(ORDER);
    if (known) return begin(known, rules, context, 'shopper');
    if (request.type === 'EXCHANGE' && !request.wantedSkuId) return fail('BAD_REQUEST', '请选择要换成的规格', { field: 'wantedSkuId' });
    const draft = afterSaleDoc(afterSaleId, order, { ...request, description, images }, rules, now);
    if ('ok' in draft) return unlessBegun(afterSaleId, draft, rules, context, 'shopper');
    if (request.type !== 'EXCHANGE') return begin(draft, rules, context, 'shopper');
    const wanted = await wantedOf(order.lines.find(({ skuId }) => skuId === request.skuId)!, draft.goodsSkuId ?? request.skuId, request.wantedSkuId ?? '', request.num);
    return 'ok' in wanted ? unlessBegun(afterSaleId, wanted, rules, context, 'shopper') : begin({ ...draft, wanted }, rules, context, 'shopper');
  },
};

/** What stands in the way of a request may be the same request, sent twice: then its own answer is given. */
export async function unlessBegun(afterSaleId: string, refusal: Failure, rules: AfterSaleRules, context: Context, viewer: 'shopper' | 'merchant'): Promise<Reply<AfterSaleDetail>> {
  const begun = await afterSales.get(afterSaleId);
  return begun ? begin(begun, rules, context, viewer) : refusal;
}

/** Written down first, so that an application that dies half-way can be found; then the line is claimed. May be repeated. */
export async function begin(draft: AfterSaleDoc, rules: AfterSaleRules, context: Context, viewer: 'shopper' | 'merchant'): Promise<Reply<AfterSaleDetail>> {
  const { _id } = draft;
  const { now, envId } = context;
  const stored = (await afterSales.insert(draft)) ? draft : ((await afterSales.get(_id)) ?? draft);
  const failure = await submitAfterSale(stored, rules, now);
  if (failure) {
    const refused = await afterSales.get(_id);
    if (refused) await finishAfterSale(refused, { now, envId });
    return failure;
  }
  const present = await afterSaleOf(draft.openid, _id);
  // What goes back at once does so now.
  return present ? ok(detailOf(await consequences(present, context), viewer)) : fail('BUSY', '申请正在提交，请稍后再试');
}
