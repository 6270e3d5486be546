import type { Fen, ImageRef, Millis, Page, PageRequest, PostalAddress, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';
import type { CouponOption, Discount } from './coupon';
import type { BlockedLine, FreightPart, ShipTerm } from './terms';
import type { AddressChange, DeliveryActions, ParcelView, PriceChange, PiecesToShip, ShippingUpload } from './delivery';
import type { AccountChoice, DeliverAccount, Fulfilment, FulfilmentMethod, Handover, HandoverActions, OrderCode } from './fulfilment';
import type { CheckoutPickup, PickupChoice, PickupOrderActions, PickupTimes } from './pickup';
import type { Address } from './user';

/**
 * 微信小店's order status: 10 to pay, 12 gift to accept, 13 waiting for a group, 20 to ship, 21 partly shipped, 30 to receive,
 * 100 finished, 200 cancelled after all goods were refunded, 250 cancelled unpaid.
 * 0 is ours: being submitted, never shown; the timer undoes one that stays.
 */
export type OrderStatus = 0 | 10 | 12 | 13 | 20 | 21 | 30 | 100 | 200 | 250;

export interface OrderLineRequest {
  spuId: string;
  skuId: string;
  num: number;
}
/** A line as it was sold: a snapshot that later edits do not touch. */
export interface OrderLine {
  spuId: string;
  skuId: string;
  title: string;
  attrs: SkuAttr[];
  image: ImageRef;
  num: number;
  priceFen: Fen;
  /** priceFen × num. */
  totalFen: Fen;
  /** This line's share of all discounts; the shares of the lines add up to the order's discountFen. */
  discountFen: Fen;
  /** discountFen by source; absent: nothing was taken off. */
  discounts?: Discount[];
  /** totalFen − discountFen: what a full refund of the line gives back, freight apart. */
  paidFen: Fen;
  /** This line's share of the order's freight; absent: an order from before it was kept. The shares add up to price.freightFen. */
  freightFen?: Fen;
  /** By when it is sent. */
  shipTerm?: ShipTerm;
  /** Once paid: the time that shipTerm comes to. */
  deliveryDeadline?: Millis;
  /** 微信小店's seven_day_return, as the product said it when it was bought; absent: it said nothing, and the shop's own words hold. */
  sevenDayReturn?: 0 | 1 | 2;
  /** Points that were paid with on this line: a full refund gives them back; absent: none. */
  points?: number;
}
export interface OrderPrice {
  productFen: Fen;
  discountFen: Fen;
  freightFen: Fen;
  /** productFen − discountFen + freightFen. */
  payFen: Fen;
}
export interface CheckoutShop {
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  /** How it is delivered; absent: by express. */
  method?: FulfilmentMethod;
  /** In a preview: the shopper may choose to fetch it. */
  mayPickUp?: boolean;
  /** In a preview, where the shopper chose to. */
  pickup?: CheckoutPickup;
  lines: OrderLine[];
  price: OrderPrice;
  /** How price.discountFen comes about. */
  discounts?: Discount[];
  /** Ids of the shopper's coupons that are used: at most one for products and one for the shop. */
  couponIds?: string[];
  /** In a preview: what else could be chosen. */
  coupons?: CouponOption[];
  /** How price.freightFen comes about, a template each. */
  freightParts?: FreightPart[];
  /** In a preview, where the shopper has points of the shop. */
  points?: PointOption;
}
/** Paying with points. */
export interface PointOption {
  /** What the shopper has. */
  balance: number;
  /** What this order would take at most, and what that takes off. */
  most: number;
  mostFen: Fen;
  /** What it takes; 0: not used. */
  used: number;
  /** Why not (more), in Chinese; ''. */
  reason: string;
}
export interface Checkout {
  shops: CheckoutShop[];
  /** Where to; null: there is none yet, or nothing goes to an address. */
  address: Address | null;
  price: OrderPrice;
  /** In a preview of virtual goods: what has to be filled in in place of an address. */
  account?: AccountChoice;
  /** In a preview: lines that were asked for and cannot be bought now; the price is without them. */
  blocked?: BlockedLine[];
}
export interface Delivery {
  /** Id of the express company, e.g. SF. */
  deliveryId: string;
  deliveryName: string;
  waybillId: string;
  shippedAt: Millis;
}
export interface OrderLogEntry {
  at: Millis;
  /** Who did it. */
  by: 'shopper' | 'merchant' | 'system';
  event: string;
  text: string;
}
export interface OrderBrief {
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  status: OrderStatus;
  /** How it is delivered; absent: by express. */
  method?: FulfilmentMethod;
  lines: OrderLine[];
  price: OrderPrice;
  /** price.discountFen by source; absent: nothing was taken off. */
  discounts?: Discount[];
  createdAt: Millis;
  /** When an unpaid order is closed; null once it is paid or closed. */
  payBefore: Millis | null;
  /** Lines of a finished order that wait for a review; absent: none. */
  toReview?: number;
  /** While it is paid and not sent: by when it has to be; null where nobody says it. */
  shipBefore?: Millis | null;
}
export interface OrderDetail extends OrderBrief {
  tradeId: string;
  /** null: nothing goes to an address. */
  address: PostalAddress | null;
  /** Absent: by express. */
  fulfilment?: Fulfilment;
  /** What was delivered by hand; absent: nothing. */
  handover?: Handover;
  /** Of goods that are delivered as codes: a piece each. */
  codes?: OrderCode[];
  /** While it waits to be fetched. */
  pickup?: PickupTimes;
  note: string;
  /** The first parcel. */
  delivery: Delivery | null;
  parcels: ParcelView[];
  /** The last request to change the address; absent: there was none. */
  addressChange?: AddressChange;
  /** What the merchant took off before it was paid; absent: nothing. */
  priceChange?: PriceChange;
  /** While it is not all out: what has still to be shipped. */
  toShip: PiecesToShip[];
  /** For staff: how the shipping information stands with WeChat; absent: there is none to send. */
  upload?: ShippingUpload;
  paidAt: Millis | null;
  shippedAt: Millis | null;
  /** Received without a word from the shopper at this time. */
  confirmBefore: Millis | null;
  finishedAt: Millis | null;
  cancelledAt: Millis | null;
  cancelReason: string;
  /** Fen given back so far (a payment that came too late, …). */
  refundedFen: Fen;
  /** Lines for which an after-sale was asked; without them, none was. */
  afterSales: OrderAfterSale[];
  log: OrderLogEntry[];
}

export interface OrderAfterSale {
  skuId: string;
  /** The request that is under way; '' for none. */
  openId: string;
  refundedNum: number;
  refundedFen: Fen;
}

/** late: paid, not sent, and past the time by which it had to be. */
export type ShopOrderTab = OrderTab | 'late';
export type OrderTab = 'all' | 'toPay' | 'toShip' | 'toReceive' | 'finished' | 'closed';

/** Actions of the cloud function `order`. */
export interface OrderActions extends DeliveryActions, HandoverActions, PickupOrderActions {
  /** What it would cost, with everything the checkout page shows. Changes nothing. */
  preview: {
    request: {
      lines: OrderLineRequest[];
      addressId?: string;
      /** By shopId: the shopper's coupons to use there, [] for none. A shop that is left out: those that make it cheapest. */
      coupons?: Record<string, string[]>;
      /** Shops whose points are to be used, as many as may be. */
      usePoints?: string[];
      /** By shopId: to be fetched, and where, if that is chosen already. */
      pickups?: Record<string, { pointId?: string }>;
    };
    result: Checkout;
  };
  /**
   * One order per shop, all under one trade. Virtual goods are bought alone, one product at a time. Prices are computed here; expectedPayFen is what the page showed, and another sum is
   * refused with PRICE_CHANGED. Stock is held until payBefore.
   */
  submit: {
    request: Write & {
      lines: OrderLineRequest[];
      /** For everything that goes to an address. */
      addressId?: string;
      /** For virtual goods. */
      account?: DeliverAccount;
      /** By shopId: what is fetched, where and by whom; a shop that is left out sends its goods. */
      pickups?: Record<string, PickupChoice>;
      /** By shopId, at most 200 characters each. */
      notes?: Record<string, string>;
      /** By shopId, as a preview answered (couponIds); a shop that is left out: none. */
      coupons?: Record<string, string[]>;
      /** As in the preview. */
      usePoints?: string[];
      expectedPayFen: Fen;
    };
    result: { tradeId: string; orderIds: string[]; payFen: Fen; payBefore: Millis };
  };
  list: { request: PageRequest & { tab?: OrderTab }; result: Page<OrderBrief> };
  counts: { request: Record<string, never>; result: { toPay: number; toShip: number; toReceive: number } };
  get: { request: { orderId: string }; result: OrderDetail };
  cancel: { request: Write & { orderId: string; reason?: string }; result: OrderDetail };
  confirm: { request: Write & { orderId: string }; result: OrderDetail };

  /** Shop staff. */
  shopList: { request: PageRequest & { shopId: string; tab?: ShopOrderTab }; result: Page<OrderBrief & { userName: string }> };
  shopGet: { request: { shopId: string; orderId: string }; result: OrderDetail };
}
