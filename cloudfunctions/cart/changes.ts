/** What a shopper does with the cart. Every change is made from the state that is stored, and made once. */
import * as v from 'valibot';
import type { Cart, CartOp, Reply } from '../../typings';
import type { CartDoc } from '../data/documents';
import { readPurchasables } from '../data/purchasables';
import { MOST_CART_LINES, MOST_PIECES } from '../domain/cart-lines';
import { productMethod, wayOf } from '../domain/fulfilment';
import { presaleOf } from '../domain/presale';
import { limitRefusal } from '../domain/purchase-limits';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, integer, list, requestId } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { outOfStock } from '../processes/checkout';
import { editCart } from './editing';
import { countOf, priceNow, readCart, viewOf } from './view';

const pieces = integer(1, MOST_PIECES);

export const add: ActionOf<'cart', 'add'> = {
  access: 'shopper',
  schema: form({ requestId, spuId: id, skuId: id, num: pieces }),
  async run({ requestId: request, spuId, skuId, num }, context) {
    const product = (await readPurchasables([spuId], context.openid)).products.get(spuId);
    const sku = product?.skus.find((one) => one.skuId === skuId);
    if (!product || !sku || product.status !== 5) return fail('OFF_SHELF', '商品已下架，请选别的商品', { detail: { spuId, skuId } });
    if (presaleOf(product.deliverInfo, context.now)?.state === 'ended') return fail('OFF_SHELF', '预售已结束，请选别的商品', { detail: { spuId, skuId } });
    if (!wayOf(productMethod(product)).inCart) return fail('BAD_REQUEST', '虚拟商品不用加入购物车，请直接购买', { field: 'spuId' });
    const available = product.stock[skuId]?.available ?? 0;

    const plan = ({ lines }: CartDoc): Reply<CartOp[]> => {
      const known = lines[skuId];
      const total = (known?.num ?? 0) + num;
      if (!known && Object.keys(lines).length >= MOST_CART_LINES) return fail('LIMIT_EXCEEDED', `购物车最多放 ${MOST_CART_LINES} 种商品，请先清理`);
      if (total > MOST_PIECES) return fail('LIMIT_EXCEEDED', `每种规格最多 ${MOST_PIECES} 件，购物车里已有 ${known?.num ?? 0} 件`, { field: 'num' });
      if (total > available) return outOfStock('num', { spuId, skuId, num: total, title: product.title, available });
      const ofProduct = Object.entries(lines).reduce((all, [other, one]) => (other !== skuId && one.spuId === spuId ? all + one.num : all), total);
      const limit = limitRefusal(product.limitedInfo, product.bought, ofProduct, context.now);
      if (limit) return fail('LIMIT_EXCEEDED', limit, { field: 'num', detail: { spuId, skuId } });
      return ok([{ kind: 'add', opId: request, at: context.now, spuId, skuId, num }]);
    };
    const changed = await editCart(context, request, plan, () => ({ spuId, priceFen: priceNow(product, sku, context.now) }));
    return changed.ok ? ok({ count: countOf(changed.data) }) : changed;
  },
};

export const update: ActionOf<'cart', 'update'> = {
  access: 'shopper',
  schema: form({ requestId, skuId: id, num: v.optional(pieces), selected: v.optional(flag) }),
  run: ({ requestId: request, skuId, num, selected }, context) =>
    changed(context, request, (cart) => {
      if (!Object.hasOwn(cart.lines, skuId)) return notFound('购物车里的这件商品');
      return ok([...(num === undefined ? [] : [setTo(cart, skuId, num, request, context.now)]), ...(selected === undefined ? [] : [pick(skuId, selected, request, context.now)])]);
    }),
};

export const select: ActionOf<'cart', 'select'> = {
  access: 'shopper',
  schema: form({ requestId, skuIds: v.optional(list(id, MOST_CART_LINES)), selected: flag }),
  run: ({ requestId: request, skuIds, selected }, context) =>
    changed(context, request, ({ lines }) => ok(Object.keys(lines).filter((skuId) => skuIds === undefined || skuIds.includes(skuId)).map((skuId) => pick(skuId, selected, request, context.now)))),
};

export const remove: ActionOf<'cart', 'remove'> = {
  access: 'shopper',
  schema: form({ requestId, skuIds: list(id, MOST_CART_LINES, 1) }),
  run: ({ requestId: request, skuIds }, context) =>
    changed(context, request, (cart) => ok(skuIds.filter((skuId) => Object.hasOwn(cart.lines, skuId)).map((skuId) => setTo(cart, skuId, 0, request, context.now)))),
};

export const changeSku: ActionOf<'cart', 'changeSku'> = {
  access: 'shopper',
  schema: form({ requestId, skuId: id, toSkuId: id, num: pieces }),
  async run({ requestId: request, skuId, toSkuId, num }, context) {
    const before = (await readCart(context.openid)).lines[skuId];
    // A repeat of one that went through finds the line gone; the request is known then, and nothing is asked of the products.
    const spuId = before?.spuId ?? '';
    const product = before ? (await readPurchasables([spuId], context.openid)).products.get(spuId) : undefined;
    const sku = product?.skus.find((one) => one.skuId === toSkuId);
    const plan = (cart: CartDoc): Reply<CartOp[]> => {
      const line = Object.hasOwn(cart.lines, skuId) ? cart.lines[skuId] : undefined;
      if (!line) return notFound('购物车里的这件商品');
      if (!product || !sku || product.status !== 5) return fail('OFF_SHELF', '这个规格已下架，请选别的规格', { field: 'toSkuId' });
      if (toSkuId === skuId) return ok([setTo(cart, skuId, num, request, context.now)]);
      const total = (Object.hasOwn(cart.lines, toSkuId) ? cart.lines[toSkuId]!.num : 0) + num;
      if (total > MOST_PIECES) return fail('LIMIT_EXCEEDED', `每种规格最多 ${MOST_PIECES} 件`, { field: 'num' });
      const available = product.stock[toSkuId]?.available ?? 0;
      if (total > available) return outOfStock('num', { spuId, skuId: toSkuId, num: total, title: product.title, available });
      return ok([setTo(cart, skuId, 0, request, context.now), { kind: 'add', opId: request, at: context.now, spuId, skuId: toSkuId, num }]);
    };
    const starts = () => (sku && product && before ? { spuId, priceFen: priceNow(product, sku, context.now), addedAt: before.addedAt } : null);
    const reply = await editCart(context, request, plan, starts);
    return reply.ok ? ok(await viewOf(reply.data, context.now)) : reply;
  },
};

/** In place of what the line says now. */
function setTo({ history }: CartDoc, skuId: string, num: number, opId: string, at: number): CartOp {
  return { kind: 'set', opId, at, skuId, num, covers: Object.keys(history?.[skuId]?.adds ?? {}) };
}

function pick(skuId: string, selected: boolean, opId: string, at: number): CartOp {
  return { kind: 'pick', opId, at, skuId, selected };
}

async function changed(context: Context, request: string, plan: (cart: CartDoc) => Reply<CartOp[]>): Promise<Reply<Cart>> {
  const reply = await editCart(context, request, plan);
  return reply.ok ? ok(await viewOf(reply.data, context.now)) : reply;
}
