/** From the lines that a shopper asks for to orders with prices, one a shop, with what is taken off. Reads only. */
import type { BlockedLine, CheckoutShop, Failure, FulfilmentMethod, OrderLineRequest, OrderPrice, Reply, Sku } from '../../typings';
import { MOST_PIECES } from '../domain/cart-lines';
import { bestPrice, couponOptions, usedCoupons } from '../domain/best-price';
import { isShopCoupon } from '../domain/coupon-terms';
import type { Place } from '../domain/areas';
import { NO_FREIGHT, type SkuFreight } from '../domain/freight';
import { wayOf } from '../domain/fulfilment';
import { MOST_CODES } from '../domain/order-codes';
import { addPrices, type PricedItem } from '../domain/pricing';
import type { OrderDoc, UserCouponDoc } from '../data/documents';
import type { OrderClaim } from '../data/purchase-counts';
import { readPurchasables, skuFreightOf, type Purchasable } from '../data/purchasables';
import { fail, ok } from '../kernel/reply';
import { blockedLine, limitClaims, lineShipTerm, piecesBySpu } from './line-terms';
import { keptRule, pointsShown } from './checkout-points';
import { notAlone } from './reaching';
import { chosenMethod, NO_PICKUPS, pickupShown, readyTerm, type Pickups } from './pickup-choice';
import { pointOffer, shopPromotions, unitOffers } from './offers';
import { flashPiecesOf } from './order-flash';
import { couponFailure } from './placing';
import { ownCouponOf, userCouponOf } from './user-coupons';

export interface PricedCheckout {
  shops: CheckoutShop[];
  price: OrderPrice;
  /** By shopId, of shops that have members: what the order keeps of it. */
  vips: Map<string, NonNullable<OrderDoc['vip']>>;
  /** By shopId: what it takes of prices that hold for a number of pieces. */
  flashPieces: Map<string, NonNullable<OrderDoc['flashPieces']>>;
  /** From the rule; undefined when it is missing. */
  unpaidMinutes: number | undefined;
  /** Lines that cannot be bought now; the shops and the price are without them. */
  blocked: BlockedLine[];
  /** By shopId: what the order takes of the counters of limited products. */
  limits: Map<string, OrderClaim[]>;
  /** By shopId: one of its products; all of a shop's part are delivered in the same way. */
  samples: Map<string, Purchasable>;
}

/** Whose checkout it is. */
export interface Buyer {
  openid: string;
  now: number;
  /** Where to; null: not known yet. Asked for while the products are being read. */
  place: Promise<Place | null>;
  /** What is fetched, and where; absent: nothing. */
  pickups?: Promise<Pickups>;
  /** Asked for once the shops are known. */
  couponsOf: (shopIds: string[]) => Promise<CouponChoice>;
  /** A line that cannot be bought refuses the whole checkout; otherwise it is left out and named. */
  strict: boolean;
}

/** Which of the shopper's coupons are used: the ones that make a shop's part cheapest unless `chosen` names them. */
export interface CouponChoice {
  /** Of these shops, or of more. */
  coupons: readonly UserCouponDoc[];
  /** By shopId. */
  chosen: Record<string, readonly string[]>;
  /** strict: a coupon that takes nothing off is refused, and a shop without a choice uses none. */
  strict: boolean;
  /** Shops whose points are used. */
  usePoints?: readonly string[];
}

export function shopIdsOf(choice: Record<string, readonly string[]>): string[] {
  return Object.keys(choice).filter((shopId) => choice[shopId]!.length > 0);
}

export async function priceCheckout(requested: readonly OrderLineRequest[], { openid, now, place, pickups: fetching = Promise.resolve(NO_PICKUPS), couponsOf, strict }: Buyer): Promise<Reply<PricedCheckout>> {
  const lines = mergeLines(requested);
  const [{ products, unpaidMinutes, sendHours }, to, pickups] = await Promise.all([readPurchasables(lines.map(({ spuId }) => spuId), openid), place, fetching]);
  const mixed = notAlone(requested, products);
  if (mixed) return mixed;
  const circumstances = { now, to, pieces: piecesBySpu(lines) };
  const blocked: BlockedLine[] = [];
  const byShop = new Map<string, Group>();
  for (const line of lines) {
    const field = `lines[${requested.findIndex(({ skuId }) => skuId === line.skuId)}]`;
    const product = products.get(line.spuId);
    const sku = product?.skus.find(({ skuId }) => skuId === line.skuId);
    if (!product || !sku || product.status !== 5 || product.shop.status !== 'open_finished') return offShelf(field, line, product);
    if (line.num > MOST_PIECES) return fail('LIMIT_EXCEEDED', `每种规格一次最多买 ${MOST_PIECES} 件`, { field, detail: { ...line, most: MOST_PIECES } });
    const available = product.stock[line.skuId]?.available ?? 0;
    if (available < line.num) return outOfStock(field, { ...line, title: product.title, available });
    if (product.fromCodes && (circumstances.pieces.get(line.spuId) ?? 0) > MOST_CODES) return fail('LIMIT_EXCEEDED', `“${product.title}”一次最多买 ${MOST_CODES} 张，请减少数量`, { field, detail: { ...line, most: MOST_CODES } });
    const method = chosenMethod(product, pickups);
    const obstacle = blockedLine(line, product, method === 'pickup' ? { ...circumstances, to: null } : circumstances);
    if (obstacle && strict) return fail(obstacle.code, `“${product.title}”${obstacle.reason}`, { field, detail: { ...line, title: product.title } });
    if (obstacle) {
      blocked.push(obstacle);
      continue;
    }
    const group: Group = byShop.get(product.shopId) ?? { ...product, method, items: [], products: new Set(), bySku: new Map() };
    const shipTerm = method === 'pickup' ? readyTerm(product, pickups, sendHours, now) : lineShipTerm(product, sendHours, now);
    group.items.push({ ...itemOf(product, sku, line.num), ...(shipTerm ? { shipTerm } : {}) });
    group.products.add(product);
    group.bySku.set(sku.skuId, skuFreightOf(product));
    byShop.set(product.shopId, group);
  }
  const choice = await couponsOf([...byShop.keys()]);
  const shops: CheckoutShop[] = [];
  const vips: PricedCheckout['vips'] = new Map();
  const flashPieces: PricedCheckout['flashPieces'] = new Map();
  for (const group of byShop.values()) {
    const priced = priceShop(group, choice, to, now);
    if (!priced.ok) return priced;
    const [sample] = group.products;
    shops.push(strict ? priced.data : { ...priced.data, ...pickupShown(sample!, priced.data, pickups, now) });
    const vip = keptRule(group.shop, priced.data.lines);
    if (vip) vips.set(group.shop._id, vip);
    const pieces = flashPiecesOf(priced.data.lines, group.promotions);
    if (pieces) flashPieces.set(group.shop._id, pieces);
  }
  const limits = new Map([...byShop].map(([shopId, group]) => [shopId, limitClaims(group.products, circumstances.pieces, now)] as const));
  const samples = new Map([...byShop].map(([shopId, { products: [first] }]) => [shopId, first!] as const));
  return ok({ samples, shops, price: addPrices(shops.map(({ price }) => price)), unpaidMinutes, blocked, limits, vips, flashPieces });
}

interface Group extends Pick<Purchasable, 'shop' | 'promotions' | 'customer'> {
  method: FulfilmentMethod;
  items: PricedItem[];
  products: Set<Purchasable>;
  bySku: Map<string, SkuFreight>;
}

function priceShop(group: Group, { coupons, chosen, strict, usePoints = [] }: CouponChoice, to: Place | null, now: number): Reply<CheckoutShop> {
  const { shop, promotions, customer, items, bySku, method } = group;
  const freight = wayOf(method).toAddress ? { flat: shop.freight, to, bySku } : NO_FREIGHT;
  const own = coupons.filter(({ shopId }) => shopId === shop._id);
  const good = own.filter(({ validFrom }) => validFrom <= now);
  const ids = Object.hasOwn(chosen, shop._id) ? chosen[shop._id] : strict ? [] : undefined;
  const picked = ids && good.filter(({ _id }) => ids.includes(_id));
  const kinds = new Set(picked?.map(isShopCoupon));
  if (picked && kinds.size < picked.length) return fail('BAD_REQUEST', '每个店铺最多用一张商品券和一张店铺券', { field: `coupons.${shop._id}` });
  const pointsOf = pointOffer(shop, customer);
  const points = usePoints.includes(shop._id) ? pointsOf : null;
  const book = { ...unitOffers({ ...group, goods: [...group.products] }, now), promotions: shopPromotions(promotions, now), coupons: good.map(ownCouponOf), points };
  const { lines, price, discounts, freightParts, offers, points: used } = bestPrice(items, freight, book, picked?.map(ownCouponOf));
  const couponIds = usedCoupons({ discounts });
  if (strict && couponIds.length !== new Set(ids).size) return couponFailure({ shopId: shop._id, couponIds: [...ids!] });
  return ok({
    shop: { shopId: shop._id, name: shop.name, logo: shop.logo },
    ...(method === 'express' ? {} : { method }),
    lines,
    price,
    discounts,
    couponIds,
    freightParts: freight === NO_FREIGHT ? [] : freightParts,
    ...(strict ? {} : { coupons: couponOptions(items, offers, own.map(userCouponOf), now), ...pointsShown(group, pointsOf, { price, discounts, used }) }),
  });
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
    ...(product.extraService ? { sevenDayReturn: product.extraService.sevenDayReturn } : {}),
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
