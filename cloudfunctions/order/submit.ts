/**
 * Checkout and submit. One line costs six operations: products with their shops, the address, writing the orders, holding the stock,
 * making the orders payable, clearing the cart. A product more is one operation more; a purchase limit is one for each product that has one;
 * coupons are one to read them, and one an order to take.
 */
import * as v from 'valibot';
import type { ActionRequest, Address, Checkout, CheckoutShop, Failure, OrderLineRequest, Reply } from '../../typings';
import type { OrderDoc, UserDoc } from '../data/documents';
import { command, pathId, type Where } from '../data/client';
import { couponsOfShops } from '../data/coupons';
import { ordersOfTrade } from '../data/orders';
import { present, UNPAID_MINUTES } from '../data/rules';
import { by, notBy } from '../data/recent';
import { carts, orders as orderCollection, users } from '../data/store';
import { MOST_PIECES } from '../domain/cart-lines';
import { wayOfOrder } from '../domain/fulfilment';
import { accountTypes } from '../domain/virtual-goods';
import { orderNumber } from '../domain/order-number';
import { MINUTE } from '../kernel/clock';
import { derivedId } from '../kernel/ids';
import { fail, notFound, ok } from '../kernel/reply';
import { choice, fenSum, form, id, integer, list, requestId, text } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { priceCheckout, shopIdsOf, type CouponChoice, type PricedCheckout } from '../processes/checkout';
import { failureIn, placeTrade } from '../processes/placing';
import { fetched, readPickups } from '../processes/pickup-choice';
import { accountChoice, reach, type Reaching } from '../processes/reaching';

const MOST_LINES = 50;
/** By shopId: at most one coupon for products and one for the shop. */
const coupons = v.optional(v.pipe(v.record(id, list(id, 2), '应为按店铺编号列出的优惠券'), v.maxEntries(MOST_LINES, '优惠券太多')));
/** Shops whose points are used. */
const usePoints = v.optional(list(id, MOST_LINES));
/** What is fetched. */
const byShop = <S extends v.GenericSchema>(choice: S) => v.optional(v.pipe(v.record(id, choice, '应为按店铺编号填写的自提信息'), v.maxEntries(MOST_LINES, '自提的店铺太多')));
const lines = list(form({ spuId: id, skuId: id, num: integer(1, MOST_PIECES) }), MOST_LINES, 1);

export const preview: ActionOf<'order', 'preview'> = {
  access: 'shopper',
  schema: form({ lines, addressId: v.optional(id), coupons, usePoints, pickups: byShop(form({ pointId: v.optional(id) })) }),
  async run({ lines: requested, addressId, coupons: chosen = {}, usePoints: points, pickups }, { openid, now }) {
    const offered = async (shopIds: string[]): Promise<CouponChoice> => ({ coupons: await couponsOfShops(openid, shopIds, now), chosen, strict: false, usePoints: points });
    let phone = '';
    const reading = users.get(openid).then((user) => {
      phone = user?.phone?.number ?? '';
      return addressOf(user, addressId ?? user?.defaultAddressId ?? '');
    });
    const [checkout, address] = await Promise.all([priceCheckout(requested, { openid, now, place: reading, pickups: readPickups(pickups), couponsOf: offered, strict: false }), reading]);
    if (!checkout.ok) return checkout;
    if (addressId !== undefined && !address) return notFound('这个收货地址');
    const { shops, price, blocked, samples } = checkout.data;
    const account = [...samples.values()].map((product) => accountChoice(product, phone)).find((choice) => choice !== null);
    return ok<Checkout>({ shops, price, address: account ? null : address, ...(account ? { account } : {}), ...(blocked.length > 0 ? { blocked } : {}) });
  },
};

type SubmitRequest = ActionRequest<'order', 'submit'>;
type Submitted = Reply<{ tradeId: string; orderIds: string[]; payFen: number; payBefore: number }>;

export const submit: ActionOf<'order', 'submit'> = {
  access: 'shopper',
  schema: form({
    requestId,
    lines,
    addressId: v.optional(id),
    account: v.optional(form({ type: choice(accountTypes), value: text(120) })),
    notes: v.optional(v.pipe(v.record(id, text(200), '应为按店铺编号填写的留言'), v.maxEntries(MOST_LINES, '留言太多'))),
    coupons,
    usePoints,
    pickups: byShop(form({ pointId: id, userName: text(60), telNumber: text(30) })),
    expectedPayFen: fenSum,
  }),
  async run(request, context) {
    const tradeId = derivedId('T', context.openid, request.requestId);
    const draft = await draftOrders(request, tradeId, context);
    if (!draft.ok) {
      // A repeat of a submit that went through: the goods may be gone and the price another by now, the answer is the same.
      const earlier = await ordersOfTrade(tradeId);
      return earlier.length > 0 ? place(earlier, request, context) : draft;
    }
    return place(await writeOrders(draft.data), request, context);
  },
};

/** Prices everything and builds the orders. Writes nothing. */
async function draftOrders(request: SubmitRequest, tradeId: string, { openid, now }: Context): Promise<Reply<OrderDoc[]>> {
  const chosen = request.coupons ?? {};
  const used = async (): Promise<CouponChoice> => {
    const shopIds = shopIdsOf(chosen);
    return { coupons: shopIds.length > 0 ? await couponsOfShops(openid, shopIds, now) : [], chosen, strict: true, usePoints: request.usePoints };
  };
  const reading = users.get(openid).then((user) => addressOf(user, request.addressId ?? ''));
  const fetching = readPickups(request.pickups);
  const [checkout, address, pickups] = await Promise.all([priceCheckout(request.lines, { openid, now, place: reading, pickups: fetching, couponsOf: used, strict: true }), reading, fetching]);
  if (!checkout.ok) return checkout;
  const ways = new Map<string, Reaching>();
  for (const [shopId, product] of checkout.data.samples) {
    const choice = request.pickups?.[shopId];
    const way = choice ? fetched(product, choice, pickups) : reach(product, { openid, addressId: request.addressId, address, account: request.account });
    if (!way.ok) return way;
    ways.set(shopId, way.data);
  }
  const changed = priceChange(checkout.data, request.expectedPayFen);
  if (changed) return changed;

  const payBefore = now + present(UNPAID_MINUTES, checkout.data.unpaidMinutes) * MINUTE;
  const frame: Frame = { tradeId, openid, now, payBefore };
  return ok(
    checkout.data.shops.map((part, i) => {
      const order = orderDoc(frame, part, ways.get(part.shop.shopId)!, i + 1, request.notes?.[part.shop.shopId]?.trim() ?? '');
      const limits = checkout.data.limits.get(order.shopId) ?? [];
      const vip = checkout.data.vips.get(order.shopId);
      const flashPieces = checkout.data.flashPieces.get(order.shopId);
      return { ...order, ...(limits.length > 0 ? { limits } : {}), ...(vip ? { vip } : {}), ...(flashPieces ? { flashPieces } : {}) };
    }),
  );
}

function priceChange({ price, shops }: PricedCheckout, expectedPayFen: number): Failure | null {
  if (price.payFen === expectedPayFen) return null;
  const detail = { payFen: price.payFen, expectedPayFen, shops: shops.map(({ shop, price: part }) => ({ shopId: shop.shopId, payFen: part.payFen })) };
  return fail('PRICE_CHANGED', '价格或运费有变化，请确认新的金额后再提交', { field: 'expectedPayFen', detail });
}

interface Frame {
  tradeId: string;
  openid: string;
  now: number;
  payBefore: number;
}

function orderDoc({ tradeId, openid, now, payBefore }: Frame, { shop, lines: priced, price, discounts = [], couponIds = [] }: CheckoutShop, reaching: Reaching, number: number, note: string): OrderDoc {
  return {
    _id: `${tradeId}-${number}`,
    orderNo: orderNumber(now, Math.random()),
    tradeId,
    openid,
    shopId: shop.shopId,
    shop,
    status: 0,
    lines: priced,
    price,
    discounts,
    couponIds,
    ...reaching,
    note,
    createdAt: now,
    payBefore,
    paymentId: '',
    transactionId: '',
    paidAt: null,
    delivery: null,
    shippedAt: null,
    confirmBefore: null,
    finishedAt: null,
    cancelledAt: null,
    cancelReason: '',
    failure: null,
    refundedFen: 0,
    log: [],
    todo: [],
    recent: [],
    updatedAt: now,
  };
}

/** What is stored afterwards: these orders, or those that the same request wrote before. */
async function writeOrders(drafts: OrderDoc[]): Promise<OrderDoc[]> {
  if (await orderCollection.insertAll(drafts)) return drafts;
  // Some or all of them are there already. An interrupted write may have left a part of them out.
  const stored = await ordersOfTrade(drafts[0]!.tradeId);
  if (stored.every(({ status }) => status === 0)) {
    for (const draft of drafts) if (!stored.some(({ _id }) => _id === draft._id)) await orderCollection.insert(draft);
    return ordersOfTrade(drafts[0]!.tradeId);
  }
  return stored;
}

async function place(orders: OrderDoc[], request: SubmitRequest, { openid, now }: Context): Promise<Submitted> {
  const failure = failureIn(orders) ?? (orders.some(({ status }) => status === 0) ? await placeTrade(orders, now) : null);
  if (failure) return located(failure, request.lines);
  await clearCart(openid, request.requestId, orders);
  const { tradeId, payBefore } = orders[0]!;
  return ok({ tradeId, orderIds: orders.map(({ _id }) => _id), payFen: orders.reduce((all, { price }) => all + price.payFen, 0), payBefore });
}

/** Adds which line of the request it was. */
function located(failure: Failure, requested: OrderLineRequest[]): Failure {
  const place = requested.findIndex(({ skuId }) => skuId === failure.detail?.skuId);
  return place < 0 ? failure : { ...failure, field: `lines[${place}]` };
}

/**
 * Lines that stood in the cart just as they were bought leave it, once. What was bought beside the cart, or changed in it meanwhile, stays.
 */
async function clearCart(openid: string, request: string, orders: readonly OrderDoc[]): Promise<void> {
  const guard: Where = {};
  const change: Record<string, unknown> = {};
  // Nothing of it lies in a cart.
  if (!orders.some((order) => wayOfOrder(order).inCart)) return;
  for (const { skuId, num } of orders.flatMap(({ lines: bought }) => bought)) {
    guard[`lines.${pathId(skuId)}.num`] = num;
    change[`lines.${skuId}`] = command.remove();
  }
  // The cart's own changes are made from an older state: `updatedAt` must not be the one they read.
  await carts.update({ _id: openid, ...notBy(request), ...guard }, { ...change, ...by(request), updatedAt: command.inc(1) });
}

function addressOf(user: UserDoc | null, addressId: string): Address | null {
  const address = user?.addresses.find((one) => one.addressId === addressId);
  return address ? { ...address, isDefault: address.addressId === user?.defaultAddressId } : null;
}
