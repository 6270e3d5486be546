import type { Fen, ImageRef, Write } from './common';
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
}
