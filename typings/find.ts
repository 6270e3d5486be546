/** Finding products: search, suggestions, filters; what a user keeps and has looked at; the home page as the operator arranges it. */
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { SkuAttr, SpuCard, SpuSort } from './catalog';

/** Everything that is given has to hold. */
export interface ListFilter {
  categoryId?: string;
  shopId?: string;
  keyword?: string;
  /** 'default' is by relevance where there is a keyword. */
  sort?: SpuSort;
  /** Bounds of the lowest price, both included. */
  minPriceFen?: Fen;
  maxPriceFen?: Fen;
  /** Only what can be bought now. */
  inStock?: boolean;
  /** Of the parameters or of a SKU; at most 5. */
  attrs?: SkuAttr[];
}
/** A page may be shorter than asked for, even empty, and still have a next one: a search looks at a bounded number of products at a time. */
export interface FoundPage extends Page<SpuCard> {
  /** Nothing has exactly these words; the items are what comes close. */
  similar?: boolean;
}

export interface FilterOptions {
  categories: { id: string; name: string }[];
  shops: { id: string; name: string }[];
  attrs: { key: string; values: string[] }[];
  /** null where nothing was found. */
  priceSpan: { minFen: Fen; maxFen: Fen } | null;
}

export type Suggestion =
  | { kind: 'category'; text: string; categoryId: string }
  | { kind: 'word'; text: string }
  | { kind: 'product'; text: string; spuId: string };

/** How the operator arranges the home page: products and shops by id. */
export type HomeBlockDraft =
  | { type: 'banner'; items: { image: ImageRef; title: string; subTitle: string; url: string }[] }
  | { type: 'categories'; items: { id: string; name: string; icon: ImageRef }[] }
  | { type: 'feature'; title: string; subTitle: string; spuIds: string[] }
  | { type: 'grid'; title: string; subTitle: string; spuIds: string[] }
  | { type: 'coupons'; title: string; shopIds: string[] }
  | { type: 'shops'; title: string; shopIds: string[] }
  | { type: 'text'; title: string; text: string };
export interface HomeArrangement {
  blocks: HomeBlockDraft[];
  /** Sent back with saveHome; a save on an older version is refused with CONFLICT. */
  version: number;
  /** Shown before the counted ones. */
  hotWords: string[];
}

/** Of the cloud function `catalog`. */
export interface FindActions {
  /** Open to everybody. */
  list: { request: PageRequest & ListFilter; result: FoundPage };
  /** What the products under these conditions can be narrowed by; judged by the first 200 of them. */
  filters: { request: { categoryId?: string; shopId?: string; keyword?: string }; result: FilterOptions };
  /** While typing: at most 10. */
  suggest: { request: { keyword: string }; result: { items: Suggestion[] } };
  hotWords: { request: Record<string, never>; result: { words: string[] } };

  /** The platform's operators. */
  homeBlocks: { request: Record<string, never>; result: HomeArrangement };
  saveHome: { request: Write & HomeArrangement; result: HomeArrangement };
}

export interface FavoriteCard extends SpuCard {
  /** Price when it was added. */
  addedPriceFen: Fen;
  addedAt: Millis;
  /** On the shelf. */
  listed: boolean;
}
export interface FootprintCard extends SpuCard {
  seenAt: Millis;
  listed: boolean;
}
/** Of the cloud function `user`. At most 300 favourites and 100 footprints. */
export interface KeptActions {
  /** Newest first. */
  favorites: { request: PageRequest; result: Page<FavoriteCard> };
  isFavorite: { request: { spuId: string }; result: { favorite: boolean } };
  setFavorite: { request: Write & { spuIds: string[]; favorite: boolean }; result: { count: number } };
  /** Newest first. */
  footprints: { request: PageRequest; result: Page<FootprintCard> };
  /** The user looks at a product; tells whether it is a favourite, too. */
  visit: { request: Write & { spuId: string }; result: { favorite: boolean } };
  /** All of them when no product is named. */
  forgetFootprints: { request: Write & { spuIds?: string[] }; result: { count: number } };
  keptCounts: { request: Record<string, never>; result: { favorites: number; footprints: number } };
}
