/** Pick-up by the shopper (到店自提, logistics_type 4): where it can be done, and how an order is handed over. Types only. */
import type { Millis, Write } from './common';
import type { OrderDetail } from './order';

/** Of one day, in minutes after midnight, Asia/Shanghai. */
export interface OpenHours {
  from: number;
  until: number;
}
/** A place where a shop hands over what was ordered, as everybody sees it. */
export interface PickupPlace {
  pointId: string;
  name: string;
  phone: string;
  provinceName: string;
  cityName: string;
  countyName: string;
  /** Street, building, room. */
  detailInfo: string;
  /** GCJ-02, as wx.chooseLocation gives it; both null where nobody looked it up. */
  latitude: number | null;
  longitude: number | null;
  /** Seven days, Monday first; null: closed. */
  hours: (OpenHours | null)[];
  /** Within so many hours of the payment the goods are ready. */
  prepareHours: number;
}
export interface PickupPointDraft extends Omit<PickupPlace, 'pointId'> {
  /** Shoppers can choose it. */
  enabled: boolean;
}
export interface PickupPoint extends PickupPlace {
  enabled: boolean;
  version: number;
  updatedAt: Millis;
}
/** A shop's points as its staff sees them. */
export interface PickupSettings {
  /** The shop lets its goods be picked up. */
  enabled: boolean;
  /** The oldest first. */
  items: PickupPoint[];
  /** Points at most. */
  most: number;
}

/** Who fetches the goods of a shop, and where. */
export interface PickupChoice {
  pointId: string;
  userName: string;
  telNumber: string;
}
/** Fetched by the shopper, or somebody they name, at a point of the shop. Kept with the order, as it was when it was placed. */
export interface PickupFulfilment {
  method: 'pickup';
  place: PickupPlace;
  userName: string;
  telNumber: string;
  /** Days that the goods are kept once they are ready. */
  keepDays: number;
  /** What happens to what is not fetched in that time: the money goes back, or the order is finished. */
  overdue: 'refund' | 'close';
  /** The merchant has said that the goods are there. */
  readyAt: Millis | null;
}
/** Of a paid order that waits to be fetched. */
export interface PickupTimes {
  /** By when the goods are there at the latest. */
  readyBefore: Millis;
  /** By when they have to be fetched. */
  collectBefore: Millis;
}
/** What the shopper shows at the counter: twelve digits, and the same as a QR code. */
export interface PickupCode {
  code: string;
}
/** In a preview: how a shop's part would be picked up. */
export interface CheckoutPickup {
  /** null: not chosen yet. */
  place: PickupPlace | null;
  /** From when, if it is paid now; null without a place. */
  from: Millis | null;
  /** Until when. */
  until: Millis | null;
}

/** Actions of the cloud function `shop`. */
export interface PickupPointActions {
  /** Where the shop's goods can be picked up now; nothing where the shop does not offer it. */
  pickupPoints: { request: { shopId: string }; result: { items: PickupPlace[] } };
  /** Owner, administrator, operator. */
  pickupSettings: { request: { shopId: string }; result: PickupSettings };
  /** The same roles. A new point without `pointId`, which comes with the `version` that was read. */
  savePickupPoint: { request: Write & { shopId: string; pointId?: string; version?: number; draft: PickupPointDraft }; result: PickupPoint };
  /** The same roles. Orders that were placed keep it. */
  removePickupPoint: { request: Write & { shopId: string; pointId: string }; result: PickupSettings };
  /** The same roles. Needs a point that is in use. */
  setPickup: { request: Write & { shopId: string; enabled: boolean }; result: PickupSettings };
}

/** Actions of the cloud function `order`. */
export interface PickupOrderActions {
  /** The shopper's own, of a paid order that has not been fetched yet. Nobody else is ever told the code. */
  pickupCode: { request: { orderId: string }; result: PickupCode };
  /** Owner, administrator, operator, warehouse: the goods are there, and the shopper is told. */
  pickupReady: { request: Write & { shopId: string; orderId: string }; result: OrderDetail };
  /** The same roles. What the code is for; wrong codes are counted, by person and by shop. */
  pickupFind: { request: { shopId: string; code: string }; result: OrderDetail };
  /** The same roles. Hands over everything that is left of the order: once. */
  pickupHandOver: { request: Write & { shopId: string; orderId: string; code: string }; result: OrderDetail };
}
