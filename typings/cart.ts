import type { Fen, ImageRef, Millis, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';

/** Why a line cannot be bought as it stands. */
export type CartLineState = 'ok' | 'offShelf' | 'soldOut' | 'short';

export interface CartTerms {
  text: string;
  /** It keeps the line, or so many of it, from being bought now. */
  refuses: boolean;
  /** Pieces of the product that may still be bought; null: as many as there are. */
  left: number | null;
}

export interface CartLine {
  skuId: string;
  spuId: string;
  title: string;
  attrs: SkuAttr[];
  image: ImageRef;
  num: number;
  selected: boolean;
  priceFen: Fen;
  /** The price when it was put in the cart; differs after a price change. */
  addedPriceFen: Fen;
  available: number;
  /** What the conditions of the sale say: a purchase limit, a presale. */
  terms?: CartTerms;
  state: CartLineState;
  /** Additions that are part of `num`, for edits made offline; absent: none. */
  adds?: string[];
}
export interface CartShop {
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  lines: CartLine[];
}
export interface Cart {
  shops: CartShop[];
  /** Pieces in the cart, for the badge. */
  count: number;
  /** Of the selected lines that can be bought. */
  selectedCount: number;
  selectedFen: Fen;
}

/**
 * One edit of the cart, made on a phone that may have been offline. Edits of several phones can be brought in in any order, and each as often
 * as one likes: additions add up, of two numbers or ticks the later one holds, and a number replaces only the additions that its phone had
 * seen. `opId`: 8 to 64 of [A-Za-z0-9_-]; `at`: by the phone's clock.
 */
export type CartOp =
  | { kind: 'add'; opId: string; at: Millis; spuId: string; skuId: string; num: number }
  /** 0 removes the line. `covers`: the additions that were part of the number before (CartLine.adds, and the phone's own since then). */
  | { kind: 'set'; opId: string; at: Millis; skuId: string; num: number; covers: string[] }
  | { kind: 'pick'; opId: string; at: Millis; skuId: string; selected: boolean };
/** An edit that was left out, for good. */
export interface RefusedOp {
  opId: string;
  message: string;
}

/** Actions of the cloud function `cart`. One cart a user; at most 120 SKUs, at most 999 of one. */
export interface CartActions {
  get: { request: Record<string, never>; result: Cart };
  count: { request: Record<string, never>; result: { count: number } };
  add: { request: Write & { spuId: string; skuId: string; num: number }; result: { count: number } };
  /** Sets the number and/or the selection of one line. */
  update: { request: Write & { skuId: string; num?: number; selected?: boolean }; result: Cart };
  /** Selects or clears many at once; skuIds left out: all. */
  select: { request: Write & { skuIds?: string[]; selected: boolean }; result: Cart };
  remove: { request: Write & { skuIds: string[] }; result: Cart };
  /** Another SKU of the same product in the line's place; where that is in the cart already, the numbers add up. */
  changeSku: { request: Write & { skuId: string; toSkuId: string; num: number }; result: Cart };
  /** Edits in the order in which the phone made them, at most 100; `sentAt`: the phone's clock now, so that a wrong one does no harm. */
  sync: { request: Write & { ops: CartOp[]; sentAt: Millis }; result: { cart: Cart; refused: RefusedOp[] } };
}
