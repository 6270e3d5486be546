import type { Write } from './common';

/** How a shop deals with money for goods that it has not begun to ship. Types only. */
export interface InstantRefund {
  /** Who decides: nobody: the merchant answers each request. platform: it goes back at once in every shop. */
  by: 'nobody' | 'shop' | 'platform';
  /** What holds now. */
  on: boolean;
  /** How long the merchant has to answer where it is off, days. */
  merchantDays: number;
}

/** Part of the cloud function `shop`. */
export interface ShopTermsActions {
  /** Shop staff. */
  instantRefund: { request: { shopId: string }; result: InstantRefund };
  /** Owner, administrator. Refused with INVALID_STATE where the platform decides. */
  setInstantRefund: { request: Write & { shopId: string; on: boolean }; result: InstantRefund };
}
