import type { HomeBlock } from './catalog';
import type { Write } from './common';
import type { HomeBlockDraft } from './find';

/** How a shop's staff arranges its home. Types only. */
export interface ShopArrangement {
  blocks: HomeBlockDraft[];
  /** 0: never saved. Sent back with saveShopBlocks; a save on an older version is refused with CONFLICT. */
  version: number;
}
/** Part of the cloud function `catalog`. */
export interface ShopBlockActions {
  /** Open to everybody; empty where nobody arranged anything. */
  shopBlocks: { request: { shopId: string }; result: { blocks: HomeBlock[] } };
  /** Owner, administrator, operator. */
  shopArrangement: { request: { shopId: string }; result: ShopArrangement };
  /** No block of other shops, and nothing but the shop's own products and coupons. */
  saveShopBlocks: { request: Write & ShopArrangement & { shopId: string }; result: ShopArrangement };
}
