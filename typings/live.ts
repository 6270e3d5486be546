/** A shop's live sessions: prices for those who come from the live room, as long as it runs. */
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { SkuAttr } from './catalog';

export interface LiveDraft {
  title: string;
  /** At most so long; then it ends by itself. */
  hours: number;
  prices: { spuId: string; skuId: string; priceFen: Fen }[];
}
export interface ManagedLive {
  liveId: string;
  title: string;
  state: 'running' | 'ended';
  startedAt: Millis;
  endsAt: Millis;
  prices: { spuId: string; skuId: string; priceFen: Fen; title: string; attrs: SkuAttr[]; ordinaryFen: Fen }[];
  /** The `live` parameter of pages that the live room opens. */
  code: string;
}
/** What runs in a shop, for somebody who came from there. */
export interface LiveRoom {
  liveId: string;
  shopId: string;
  shopName: string;
  title: string;
  endsAt: Millis;
  goods: { spuId: string; title: string; image: ImageRef; priceFen: Fen; ordinaryFen: Fen; soldOut: boolean }[];
}

/** Actions of the cloud function `live`. */
export interface LiveActions {
  /**
   * The caller comes from a live room: by its code (the `live` parameter), or by the launch scene of one (1176, 1177, 1184) into a shop that is
   * live. Until the session ends the caller then pays its prices. NOT_FOUND: no such session runs. FORBIDDEN: neither of the two.
   */
  enter: { request: { shopId?: string; code?: string; scene?: number }; result: LiveRoom };

  /** Owner, administrator, operator. One at a time. */
  sessions: { request: PageRequest & { shopId: string }; result: Page<ManagedLive> };
  start: { request: Write & { shopId: string; draft: LiveDraft }; result: ManagedLive };
  stop: { request: Write & { shopId: string; liveId: string }; result: ManagedLive };
}
