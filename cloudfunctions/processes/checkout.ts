/** From the lines that a shopper asks for to orders with prices, one a shop. Reads only. */
import type { CheckoutShop, Failure, OrderLineRequest, OrderPrice, Reply, Sku } from '../../typings';
import { MOST_PIECES } from '../domain/cart-lines';
import { addPrices, priceOrder, type PricedItem } from '../domain/pricing';
import type { ShopDoc } from '../data/documents';
import { readPurchasables, type Purchasable } from '../data/purchasables';
import { fail, ok } from '../kernel/reply';

export interface PricedCheckout {
  shops: CheckoutShop[];
  price: OrderPrice;
  /** From the rule; undefined when it is missing. */
  unpaidMinutes: number | undefined;
}

export async function priceCheckout(requested: readonly OrderLineRequest[]): Promise<Reply<PricedCheckout>> {
  const lines = mergeLines(requested);
  const { products, unpaidMinutes } = await readPurchasables(lines.map(({ spuId }) => spuId));
  const byShop = new Map<string, { shop: ShopDoc; items: PricedItem[] }>();
  for (const line of lines) {
    const field = `lines[${requested.findIndex(({ skuId }) => skuId === line.skuId)}]`;
    const product = products.get(line.spuId);
    const sku = product?.skus.find(({ skuId }) => skuId === line.skuId);
    if (!product || !sku || product.status !== 5 || product.shop.status !== 'open_finished') return offShelf(field, line, product);
    if (line.num > MOST_PIECES) return fail('LIMIT_EXCEEDED', `每种规格一次最多买 ${MOST_PIECES} 件`, { field, detail: { ...line, most: MOST_PIECES } });
    const available = product.stock[line.skuId]?.available ?? 0;
    if (available < line.num) return outOfStock(field, { ...line, title: product.title, available });
    const group = byShop.get(product.shopId) ?? { shop: product.shop, items: [] };
    group.items.push(itemOf(product, sku, line.num));
    byShop.set(product.shopId, group);
  }
  const shops = [...byShop.values()].map(({ shop, items }) => ({
    shop: { shopId: shop._id, name: shop.name, logo: shop.logo },
    ...priceOrder(items, shop.freight),
  }));
  return ok({ shops, price: addPrices(shops.map(({ price }) => price)), unpaidMinutes });
}

/** The same SKU twice is one line with both numbers. */
function mergeLines(lines: readonly OrderLineRequest[]): OrderLineRequest[] {
  const merged = new Map<string, OrderLineRequest>();
  for (const line of lines) {
    const known = merged.get(line.skuId);
    merged.set(line.skuId, known ? { ...known, num: known.num + line.num } : { ...line });
  }
  return [...merged.values()];
}

function itemOf(product: Purchasable, sku: Sku, num: number): PricedItem {
  return {
    spuId: product._id,
    skuId: sku.skuId,
    title: product.title,
    attrs: sku.attrs,
    image: sku.image || (product.headImages[0] ?? ''),
    num,
    priceFen: sku.priceFen,
  };
}

function offShelf(field: string, line: OrderLineRequest, product: Purchasable | undefined): Failure {
  const { spuId, skuId } = line;
  return fail('OFF_SHELF', `${product ? `“${product.title}”` : '商品'}已下架，请选别的商品`, { field, detail: { spuId, skuId } });
}

export function outOfStock(field: string, facts: OrderLineRequest & { title: string; available: number }): Failure {
  const left = facts.available > 0 ? `只剩 ${facts.available} 件，请减少数量` : '已售罄';
  return fail('OUT_OF_STOCK', `“${facts.title}”${left}`, { field, detail: { ...facts } });
}
