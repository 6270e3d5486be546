/** What a shopper does with the cart. Every change is made from the state that is stored, and made once. */
import * as v from 'valibot';
import type { Cart, Reply } from '../../typings';
import type { CartDoc, CartLineDoc } from '../data/documents';
import { changeOwned } from '../data/owned';
import { readPurchasables } from '../data/purchasables';
import { carts } from '../data/store';
import { MOST_CART_LINES, MOST_PIECES } from '../domain/cart-lines';
import { presaleOf } from '../domain/presale';
import { limitRefusal } from '../domain/purchase-limits';
import { fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, integer, list, requestId } from '../kernel/schema';
import type { ActionOf, Context } from '../kernel/serve';
import { outOfStock } from '../processes/checkout';
import { countOf, emptyCart, priceNow, viewOf } from './view';

type Lines = CartDoc['lines'];
const pieces = integer(1, MOST_PIECES);

export const add: ActionOf<'cart', 'add'> = {
  access: 'shopper',
  schema: form({ requestId, spuId: id, skuId: id, num: pieces }),
  async run({ requestId: request, spuId, skuId, num }, context) {
    const product = (await readPurchasables([spuId], context.openid)).products.get(spuId);
    const sku = product?.skus.find((one) => one.skuId === skuId);
    if (!product || !sku || product.status !== 5) return fail('OFF_SHELF', '商品已下架，请选别的商品', { detail: { spuId, skuId } });
    if (presaleOf(product.deliverInfo, context.now)?.state === 'ended') return fail('OFF_SHELF', '预售已结束，请选别的商品', { detail: { spuId, skuId } });
    const available = product.stock[skuId]?.available ?? 0;

    const changed = await changeLines(context, request, (lines) => {
      const known = lines[skuId];
      const total = (known?.num ?? 0) + num;
      if (!known && Object.keys(lines).length >= MOST_CART_LINES) return fail('LIMIT_EXCEEDED', `购物车最多放 ${MOST_CART_LINES} 种商品，请先清理`);
      if (total > MOST_PIECES) return fail('LIMIT_EXCEEDED', `每种规格最多 ${MOST_PIECES} 件，购物车里已有 ${known?.num ?? 0} 件`, { field: 'num' });
      if (total > available) return outOfStock('num', { spuId, skuId, num: total, title: product.title, available });
      const ofProduct = Object.entries(lines).reduce((all, [other, one]) => (other !== skuId && one.spuId === spuId ? all + one.num : all), total);
      const limit = limitRefusal(product.limitedInfo, product.bought, ofProduct, context.now);
      if (limit) return fail('LIMIT_EXCEEDED', limit, { field: 'num', detail: { spuId, skuId } });
      const line: CartLineDoc = { spuId, num: total, selected: true, priceFen: known?.priceFen ?? priceNow(product, sku, context.now), addedAt: context.now };
      return ok({ ...lines, [skuId]: line });
    });
    return changed.ok ? ok({ count: countOf(changed.data) }) : changed;
  },
};

export const update: ActionOf<'cart', 'update'> = {
  access: 'shopper',
  schema: form({ requestId, skuId: id, num: v.optional(pieces), selected: v.optional(flag) }),
  run: ({ requestId: request, skuId, num, selected }, context) =>
    changed(context, request, (lines) => {
      const known = Object.hasOwn(lines, skuId) ? lines[skuId] : undefined;
      if (!known) return notFound('购物车里的这件商品');
      return ok({ ...lines, [skuId]: { ...known, num: num ?? known.num, selected: selected ?? known.selected } });
    }),
};

export const select: ActionOf<'cart', 'select'> = {
  access: 'shopper',
  schema: form({ requestId, skuIds: v.optional(list(id, MOST_CART_LINES)), selected: flag }),
  run: ({ requestId: request, skuIds, selected }, context) =>
    changed(context, request, (lines) => {
      const meant = (skuId: string): boolean => skuIds === undefined || skuIds.includes(skuId);
      return ok(mapped(lines, (skuId, line) => (meant(skuId) ? { ...line, selected } : line)));
    }),
};

export const remove: ActionOf<'cart', 'remove'> = {
  access: 'shopper',
  schema: form({ requestId, skuIds: list(id, MOST_CART_LINES, 1) }),
  run: ({ requestId: request, skuIds }, context) =>
    changed(context, request, (lines) => ok(mapped(lines, (skuId, line) => (skuIds.includes(skuId) ? null : line)))),
};

function mapped(lines: Lines, change: (skuId: string, line: CartLineDoc) => CartLineDoc | null): Lines {
  return Object.fromEntries(
    Object.entries(lines).flatMap(([skuId, line]) => {
      const next = change(skuId, line);
      return next ? [[skuId, next] as const] : [];
    }),
  );
}

async function changed(context: Context, request: string, change: (lines: Lines) => Reply<Lines>): Promise<Reply<Cart>> {
  const reply = await changeLines(context, request, change);
  return reply.ok ? ok(await viewOf(reply.data, context.now)) : reply;
}

function changeLines({ openid, now }: Context, request: string, change: (lines: Lines) => Reply<Lines>): Promise<Reply<CartDoc>> {
  return changeOwned(carts, emptyCart(openid), request, now, ({ lines }) => {
    const reply = change(lines);
    return reply.ok ? ok({ lines: reply.data }) : reply;
  });
}
