import type { Fen, Millis, PostalAddress, Write } from './common';
import type { Delivery, OrderDetail } from './order';

/** Some pieces of one line of an order. */
export interface LinePieces {
  skuId: string;
  num: number;
}
/** Pieces that went out together, under one tracking number. */
export interface Parcel extends Delivery {
  /** Unique within its order. */
  parcelId: string;
  lines: LinePieces[];
  /** When its tracking number was corrected; null: never. */
  correctedAt: Millis | null;
}
/** A parcel as pages show it. */
export interface ParcelView extends Parcel {
  /** The company's service number; '' when we know none. */
  phone: string;
}
/** Pieces that have still to go out. */
export interface PiecesToShip extends LinePieces {
  /** The shopper asked for their money: they wait for the merchant's answer. */
  held: boolean;
}

/**
 * How the shipping information stands with WeChat, which keeps the money of a payment back until it has it.
 * owed: will be sent (again). done: WeChat has it. failed: WeChat refused it for good; `text` says why.
 */
export interface ShippingUpload {
  state: 'owed' | 'done' | 'failed';
  /** Attempts that were refused since it was last owed. */
  tries: number;
  /** WeChat's error code; 0 for none. */
  code: number;
  text: string;
  at: Millis;
}

/** Another address for an order that has not gone out: asked for by the shopper, or offered by the merchant. The other side answers. */
export interface AddressChange {
  by: 'shopper' | 'merchant';
  address: PostalAddress;
  state: 'open' | 'accepted' | 'rejected' | 'withdrawn';
  askedAt: Millis;
  answeredAt: Millis | null;
  /** Why it was rejected. */
  reason: string;
}

/** What the merchant took off an unpaid order: of each line, and of the freight. */
export interface PriceChange {
  /** Off all lines together: 微信小店's change_down_price. */
  downFen: Fen;
  /** Off the freight. */
  freightDownFen: Fen;
  changedAt: Millis;
}

/** Actions of the cloud function `order` that are about delivery. */
export interface DeliveryActions {
  /**
   * Owner, administrator, operator, warehouse. One parcel: the pieces of `lines`, or without them everything that has not gone out yet.
   * At most as many parcels as the rule says (15); the last one takes the rest.
   */
  ship: {
    request: Write & { shopId: string; orderId: string; deliveryId: string; waybillId: string; lines?: LinePieces[] };
    result: OrderDetail;
  };
  /** The same roles. WeChat takes one correction a payment. */
  correctParcel: {
    request: Write & { shopId: string; orderId: string; parcelId: string; deliveryId: string; waybillId: string };
    result: OrderDetail;
  };
  /** The same roles. Sends the shipping information again after WeChat had refused it for good. */
  retryUpload: { request: Write & { shopId: string; orderId: string }; result: OrderDetail };

  /**
   * Owner, administrator, operator. Of an unpaid order; only downwards. Payments that were opened for the old sum are closed first.
   * paidFen: what the line is to cost as a whole; lines that are left out keep their price.
   */
  changePrice: {
    request: Write & { shopId: string; orderId: string; lines: { skuId: string; paidFen: Fen }[]; freightFen?: Fen };
    result: OrderDetail;
  };

  /** The shopper: to one of their addresses. Unpaid: at once, within the province. Paid and not shipped: the merchant is asked. */
  changeAddress: { request: Write & { orderId: string; addressId: string }; result: OrderDetail };
  /** The shopper takes their own request back. */
  withdrawAddress: { request: Write & { orderId: string }; result: OrderDetail };
  /** The shopper answers the merchant's offer. */
  answerAddress: { request: Write & { orderId: string; accept: boolean }; result: OrderDetail };
  /** Owner, administrator, operator, customer service. Another address, agreed on with the shopper, who has to accept it. */
  offerAddress: { request: Write & { shopId: string; orderId: string; address: PostalAddress }; result: OrderDetail };
  /** The same roles, and warehouse: answers the shopper's request. `reason`: why not. */
  shopAnswerAddress: { request: Write & { shopId: string; orderId: string; accept: boolean; reason?: string }; result: OrderDetail };
}
