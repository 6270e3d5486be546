/** The cart as its page shows it: lines with the products of now, grouped by shop. Two operations. */
import type { Cart, CartLine, CartShop, CartTerms, Fen, Sku } from '../../typings';
import type { CartDoc, CartLineDoc } from '../data/documents';
import { readPurchasables, type Purchasable } from '../data/purchasables';
import { carts } from '../data/store';
import { cartLineState } from '../domain/cart-lines';
import { openAdds } from '../domain/cart-merge';
import { presaleOf, presaleRefusal } from '../domain/presale';
import { limitNotice, limitRefusal } from '../domain/purchase-limits';
import { firstPrice } from '../domain/unit-prices';
import { piecesBySpu } from '../processes/line-terms';
import { unitOffers } from '../processes/offers';

export function emptyCart(openid: string): CartDoc {
  return { _id: openid, lines: {}, recent: [], updatedAt: 0 };
}

export async function readCart(openid: string): Promise<CartDoc> {
  return (await carts.get(openid)) ?? emptyCart(openid);
}

/** Pieces, for the badge. */
export function countOf({ lines }: CartDoc): number {
  return Object.values(lines).reduce((all, { num }) => all + num, 0);
}

export async function viewOf(cart: CartDoc, now: number): Promise<Cart> {
  const { products } = await readPurchasables(Object.values(cart.lines).map(({ spuId }) => spuId), cart._id);
  // Only what is ticked is about to be bought.
  const pieces = piecesBySpu(Object.values(cart.lines).filter(({ selected }) => selected));
  const shops = new Map<string, CartShop>();
  const newestFirst = Object.entries(cart.lines).sort(([, a], [, b]) => b.addedAt - a.addedAt);
  for (const [skuId, line] of newestFirst) {
    const product = products.get(line.spuId);
    if (!product) continue;
    const { _id: shopId, name, logo } = product.shop;
    const group = shops.get(shopId) ?? { shop: { shopId, name, logo }, lines: [] };
    const history = cart.history?.[skuId];
    const adds = history ? openAdds(history) : [];
    group.lines.push({ ...lineOf(skuId, line, product, pieces.get(line.spuId) ?? line.num, now), ...(adds.length > 0 ? { adds } : {}) });
    shops.set(shopId, group);
  }
  const groups = [...shops.values()];
  const chosen = groups.flatMap(({ lines }) => lines).filter(({ selected, state }) => selected && state === 'ok');
  return {
    shops: groups,
    count: countOf(cart),
    selectedCount: chosen.reduce((all, { num }) => all + num, 0),
    selectedFen: chosen.reduce((all, { num, priceFen }) => all + num * priceFen, 0),
  };
}

function lineOf(skuId: string, { spuId, num, selected, priceFen: addedPriceFen }: CartLineDoc, product: Purchasable, pieces: number, now: number): CartLine {
  const sku = product.skus.find((one) => one.skuId === skuId);
  const available = product.stock[skuId]?.available ?? 0;
  const terms = termsOf(product, Math.max(num, pieces), now);
  const listed = sku !== undefined && presaleOf(product.deliverInfo, now)?.state !== 'ended' && product.status === 5 && product.shop.status === 'open_finished';
  return {
    skuId,
    spuId,
    title: product.title,
    attrs: sku?.attrs ?? [],
    image: sku?.image || (product.headImages[0] ?? ''),
    num,
    selected,
    priceFen: sku ? priceNow(product, sku, now) : addedPriceFen,
    addedPriceFen,
    available,
    ...(terms ? { terms } : {}),
    state: cartLineState({ listed, available, num }),
  };
}

function termsOf({ limitedInfo, deliverInfo, bought }: Purchasable, pieces: number, now: number): CartTerms | undefined {
  const limit = limitNotice(limitedInfo, bought, now);
  const left = limit?.left ?? null;
  const refusal = presaleRefusal(deliverInfo, now) || limitRefusal(limitedInfo, bought, pieces, now);
  if (refusal) return { text: refusal, refuses: true, left };
  const presale = presaleOf(deliverInfo, now);
  const text = [presale ? `预售，${presale.text}` : '', limit?.text ?? ''].filter(Boolean).join(' · ');
  return text === '' ? undefined : { text, refuses: false, left };
}

/** Of one piece: the lowest of its flash, live and member price, when it has one. */
export function priceNow(product: Purchasable, sku: Sku, now: number): Fen {
  return firstPrice(sku, unitOffers({ ...product, goods: [product] }, now)).priceFen;
}
