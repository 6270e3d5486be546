import type { Fen, ImageRef, Millis, Page, PageRequest, PostalAddress, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';
import type { OrderLogEntry } from './order';

/** REFUND: money only. RETURN: goods back, then money. */
export type AfterSaleType = 'REFUND' | 'RETURN';

/** 微信小店's after-sale status, as far as money only and return with money pass through it (the double L of USER_CANCELD is missing there too). */
export type AfterSaleStatus =
  | 'MERCHANT_PROCESSING' // the merchant has to answer
  | 'MERCHANT_REJECT_REFUND'
  | 'MERCHANT_REJECT_RETURN'
  | 'USER_WAIT_RETURN' // the shopper has to send the goods back
  | 'MERCHANT_WAIT_RECEIPT' // the goods are on their way back
  | 'PLATFORM_REFUNDING' // the money is on its way
  | 'MERCHANT_REFUND_SUCCESS'
  | 'MERCHANT_RETURN_SUCCESS'
  | 'RETURN_CLOSED'
  | 'USER_CANCELD';

/** 微信小店's reasons. INITIATE_BY_PLATFORM is not for shoppers. */
export type AfterSaleReason =
  | 'INCORRECT_SELECTION'
  | 'NO_LONGER_WANT'
  | 'NO_EXPRESS_INFO'
  | 'EMPTY_PACKAGE'
  | 'REJECT_RECEIVE_PACKAGE'
  | 'NOT_DELIVERED_TOO_LONG'
  | 'NOT_MATCH_PRODUCT_DESC'
  | 'QUALITY_ISSUE'
  | 'SEND_WRONG_GOODS'
  | 'THREE_NO_PRODUCT'
  | 'FAKE_PRODUCT'
  | 'NO_REASON_7_DAYS'
  | 'OTHERS';

/** 微信小店's refund_reason, why money went back: 1 by the merchant, 5 by a dispute, 9 merchant did not answer, 11 merchant did not confirm the receipt. */
export type RefundCause = 1 | 5 | 9 | 11;

/** The goods that are asked about: one line of the order, or some pieces of it. */
export interface AfterSaleLine {
  spuId: string;
  skuId: string;
  title: string;
  attrs: SkuAttr[];
  image: ImageRef;
  priceFen: Fen;
  num: number;
}
export interface AfterSaleBrief {
  afterSaleId: string;
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  type: AfterSaleType;
  status: AfterSaleStatus;
  line: AfterSaleLine;
  /** Goods and, with the last goods of an unshipped order, freight. Final once the money has gone. */
  refundFen: Fen;
  createdAt: Millis;
  /** When the present step ends by itself; null: it does not. */
  deadline: Millis | null;
}
export interface ReturnDelivery {
  deliveryId: string;
  deliveryName: string;
  waybillId: string;
  sentAt: Millis;
}
export interface Dispute {
  /** upheld: the money goes back. dismissed: it does not. withdrawn: the shopper gave the request up. */
  state: 'open' | 'upheld' | 'dismissed' | 'withdrawn';
  text: string;
  openedAt: Millis;
  /** The platform's words. */
  decision: string;
  decidedAt: Millis | null;
}
export interface AfterSaleLogEntry extends Omit<OrderLogEntry, 'by'> {
  by: OrderLogEntry['by'] | 'platform';
}
export interface AfterSaleDetail extends AfterSaleBrief {
  reason: AfterSaleReason;
  description: string;
  images: ImageRef[];
  /** Asked for before the order was shipped. */
  unshipped: boolean;
  /** Where the goods go; null until the merchant agreed. */
  returnAddress: PostalAddress | null;
  returnDelivery: ReturnDelivery | null;
  rejectReason: string;
  refundCause: RefundCause | null;
  dispute: Dispute | null;
  finishedAt: Millis | null;
  /** What the caller may do now. */
  may: AfterSaleAct[];
  log: AfterSaleLogEntry[];
}
export type AfterSaleAct = 'cancel' | 'sendBack' | 'dispute' | 'agree' | 'reject' | 'receive' | 'decide';

/** What can be asked for one line of an order. */
export interface EligibleLine {
  /** num: the pieces that are not refunded yet. */
  line: AfterSaleLine;
  /** Empty: nothing can be asked for; `obstacle` says why. */
  types: AfterSaleType[];
  obstacle: string;
  /** The request that is under way; '' when there is none. */
  openId: string;
  /** What comes back for 1, 2 … num pieces, freight of the last goods included. */
  refundFen: Fen[];
}
export interface Eligibility {
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  /** Not shipped yet. */
  unshipped: boolean;
  lines: EligibleLine[];
  reasons: { type: AfterSaleType; options: AfterSaleReason[] }[];
}

export type AfterSaleTab = 'all' | 'todo' | 'done';

/** Actions of the cloud function `aftersale`. */
export interface AfterSaleActions {
  eligible: { request: { orderId: string }; result: Eligibility };
  /** At most five requests a line, one at a time. Evidence: at most nine pictures. */
  apply: {
    request: Write & {
      orderId: string;
      skuId: string;
      type: AfterSaleType;
      num: number;
      reason: AfterSaleReason;
      /** At most 300 characters. */
      description?: string;
      images?: ImageRef[];
    };
    result: AfterSaleDetail;
  };
  list: { request: PageRequest; result: Page<AfterSaleBrief> };
  get: { request: { afterSaleId: string }; result: AfterSaleDetail };
  cancel: { request: Write & { afterSaleId: string }; result: AfterSaleDetail };
  sendBack: { request: Write & { afterSaleId: string; deliveryId: string; waybillId: string }; result: AfterSaleDetail };
  /** To the platform, within 7 days of a rejection. */
  dispute: { request: Write & { afterSaleId: string; text: string }; result: AfterSaleDetail };

  /** Shop staff. */
  shopList: { request: PageRequest & { shopId: string; tab?: AfterSaleTab }; result: Page<AfterSaleBrief> };
  shopGet: {
    request: { shopId: string; afterSaleId: string };
    /** suggested: the shop's usual return address. */
    result: AfterSaleDetail & { suggestedAddress: PostalAddress | null };
  };
  shopCounts: { request: { shopId: string }; result: { todo: number } };
  /** Owner, administrator, operator, customer service. A return needs an address, once for the shop. */
  agree: { request: Write & { shopId: string; afterSaleId: string; returnAddress?: PostalAddress }; result: AfterSaleDetail };
  reject: { request: Write & { shopId: string; afterSaleId: string; reason: string }; result: AfterSaleDetail };
  /** The goods came back: the money goes out. Also warehouse. */
  receive: { request: Write & { shopId: string; afterSaleId: string }; result: AfterSaleDetail };

  /** The platform's operators. */
  disputes: { request: PageRequest; result: Page<AfterSaleBrief> };
  disputeGet: { request: { afterSaleId: string }; result: AfterSaleDetail };
  decide: { request: Write & { afterSaleId: string; refund: boolean; text: string }; result: AfterSaleDetail };
}
