import type { Fen, ImageRef, Millis, Page, PageRequest, PostalAddress, Write } from './common';
import type { ShopBrief, SkuAttr } from './catalog';
import type { OrderLogEntry } from './order';

/** REFUND: money only. RETURN: goods back, then money. EXCHANGE: goods back, then another SKU of the same product and price. */
export type AfterSaleType = 'REFUND' | 'RETURN' | 'EXCHANGE';
/** REFUND_PRICE_DIFF: the merchant gives a part of the price back, and the goods stay. */
export type AfterSaleSubType = 'DEFAULT' | 'REFUND_PRICE_DIFF';

/**
 * 微信小店's after-sale status (the double L of USER_CANCELD is missing there too). Its USER_WAIT_CONFIRM and MERCHANT_FAIL belong to
 * channels that this shop does not have.
 */
export type AfterSaleStatus =
  | 'MERCHANT_PROCESSING' // the merchant has to answer
  | 'MERCHANT_REJECT_REFUND'
  | 'MERCHANT_REJECT_RETURN'
  | 'MERCHANT_REJECT_EXCHANGE'
  | 'MERCHANT_REJECT_RESHIP' // the goods came back, but the merchant sends no others
  | 'USER_WAIT_CONFIRM_UPDATE' // the merchant proposed something else: the shopper has to answer
  | 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE' // the merchant began it: the shopper has to answer
  | 'USER_WAIT_RETURN' // the shopper has to send the goods back
  | 'MERCHANT_WAIT_RECEIPT' // the goods are on their way back
  | 'WAIT_PACKAGE_INTERCEPT' // the merchant is having the parcel stopped on its way
  | 'USER_WAIT_RECEIPT' // the goods in exchange are on their way
  | 'MERCHANT_OVERDUE_REFUND' // the merchant let the time pass: the money is on its way
  | 'PLATFORM_REFUNDING' // the money is on its way
  | 'PLATFORM_REFUND_FAIL' // WeChat Pay refuses for now; it is tried again
  | 'MERCHANT_REFUND_RETRY_FAIL' // it refuses again and again: the merchant has to see to it
  | 'MERCHANT_REFUND_SUCCESS'
  | 'MERCHANT_RETURN_SUCCESS'
  | 'MERCHANT_EXCHANGE_SUCCESS'
  | 'RETURN_CLOSED' // not sent back in time: can still go to the platform
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

/**
 * 微信小店's refund_reason, why money went back: 1 by the merchant, 2 returned without a waybill, 3 by the merchant's API, 4 unshipped and
 * agreed to at once, 5 by a dispute, 6 forced, 7 returned without a waybill and insured, 8 shipped too late, 9 the merchant did not answer,
 * 10 the shopper did not, 11 the merchant did not confirm the receipt. 3 and 7 do not occur here: there is no such API and no insurance.
 */
export type RefundCause = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11;

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
/** What goods are exchanged for. */
export interface WantedSku {
  skuId: string;
  attrs: SkuAttr[];
  image: ImageRef;
}
export interface ExchangeOption extends WantedSku {
  available: number;
  /** The very same SKU: for goods that are faulty. */
  same: boolean;
}
export interface AfterSaleBrief {
  afterSaleId: string;
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  type: AfterSaleType;
  subType: AfterSaleSubType;
  status: AfterSaleStatus;
  line: AfterSaleLine;
  /** Of an exchange. */
  wanted: WantedSku | null;
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
/** What the merchant proposed instead (system: the goods that were wanted in exchange are gone). */
export interface Proposal {
  by: 'merchant' | 'system';
  state: 'open' | 'accepted' | 'declined' | 'expired';
  type: AfterSaleType;
  refundFen: Fen;
  reason: AfterSaleReason;
  text: string;
  proposedAt: Millis;
}
/** That the merchant paid the shopper by another way, because WeChat Pay could not. */
export interface RefundCertificate {
  images: ImageRef[];
  text: string;
  at: Millis;
}
/** event 'message': what one of them wrote to the others. */
export interface AfterSaleLogEntry extends Omit<OrderLogEntry, 'by'> {
  by: OrderLogEntry['by'] | 'platform';
  images?: ImageRef[];
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
  /** The parcel with the goods in exchange. */
  reshipDelivery: ReturnDelivery | null;
  rejectReason: string;
  refundCause: RefundCause | null;
  dispute: Dispute | null;
  /** The last one. */
  proposal: Proposal | null;
  /** How often the merchant may still propose something. */
  proposalsLeft: number;
  /** What the pieces would give back at most, freight apart: for a proposal. */
  mostFen: Fen;
  startedBy: 'shopper' | 'merchant' | 'system';
  certificate: RefundCertificate | null;
  finishedAt: Millis | null;
  /** What the caller may do now. */
  may: AfterSaleAct[];
  log: AfterSaleLogEntry[];
}
export type AfterSaleAct =
  | 'cancel'
  | 'sendBack'
  | 'dispute'
  | 'accept'
  | 'decline'
  | 'confirmExchange'
  | 'agree'
  | 'reject'
  | 'receive'
  | 'reship'
  | 'propose'
  | 'intercept'
  | 'retryRefund'
  | 'certify'
  | 'decide'
  | 'say';

/** What can be asked for one line of an order. */
export interface EligibleLine {
  /** num: the pieces that are not refunded yet. After an exchange there is one of these for each SKU that the shopper has. */
  line: AfterSaleLine;
  /** The SKU of the order's line, when the shopper has another one by exchange; otherwise the line's own. */
  orderSkuId: string;
  /** Empty: nothing can be asked for; `obstacle` says why. */
  types: AfterSaleType[];
  obstacle: string;
  /** The request that is under way; '' when there is none. */
  openId: string;
  /** What comes back for 1, 2 … num pieces, freight of the last goods included. */
  refundFen: Fen[];
  /** These pieces have not gone out; of an order in several parcels, others may have. */
  unshipped: boolean;
  /** Reasons that a return or an exchange of these goods cannot have, and why in Chinese; none: ''. */
  barred: AfterSaleReason[];
  barredText: string;
  /** The money of these pieces goes back as soon as it is asked for: refund_reason 4. */
  instant: boolean;
}
export interface Eligibility {
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  /** Not shipped yet. */
  unshipped: boolean;
  lines: EligibleLine[];
  reasons: { type: AfterSaleType; options: AfterSaleReason[] }[];
  /** For the money of pieces that have not gone out. */
  unshippedReasons: AfterSaleReason[];
}

/** What the merchant may begin for one line. */
export interface StartableLine {
  line: AfterSaleLine;
  /** What is left of the price, for a price difference; 0: nothing. */
  leftFen: Fen;
  /** Empty: nothing can be begun; `obstacle` says why. */
  types: AfterSaleType[];
  obstacle: string;
  refundFen: Fen[];
}
export interface Startable {
  orderId: string;
  orderNo: string;
  lines: StartableLine[];
}

export type AfterSaleTab = 'all' | 'todo' | 'done';

/** Actions of the cloud function `aftersale`. */
export interface AfterSaleActions {
  eligible: { request: { orderId: string }; result: Eligibility };
  /** What these goods may be exchanged for: SKUs of the same product that cost today what this one does, and this one itself. */
  exchangeable: { request: { orderId: string; skuId: string; goodsSkuId?: string }; result: { skus: ExchangeOption[] } };
  /** At most five requests a line, one at a time. Evidence: at most nine pictures. */
  apply: {
    request: Write & {
      orderId: string;
      skuId: string;
      type: AfterSaleType;
      num: number;
      reason: AfterSaleReason;
      /** For an exchange: one of `exchangeable`. */
      wantedSkuId?: string;
      /** Which of the shopper's pieces, after an exchange: line.skuId of `eligible`. */
      goodsSkuId?: string;
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
  dispute: { request: Write & { afterSaleId: string; text: string; images?: ImageRef[] }; result: AfterSaleDetail };
  /** To what the merchant proposed or began. */
  answer: { request: Write & { afterSaleId: string; accept: boolean }; result: AfterSaleDetail };
  /** The goods in exchange came. */
  confirmExchange: { request: Write & { afterSaleId: string }; result: AfterSaleDetail };
  /** To the merchant and the platform, until it has ended. At most 300 characters and nine pictures. */
  say: { request: Write & { afterSaleId: string; text: string; images?: ImageRef[] }; result: AfterSaleDetail };

  /** Shop staff. */
  shopList: { request: PageRequest & { shopId: string; tab?: AfterSaleTab }; result: Page<AfterSaleBrief> };
  shopGet: {
    request: { shopId: string; afterSaleId: string };
    /** suggested: the shop's usual return address. */
    result: AfterSaleDetail & { suggestedAddress: PostalAddress | null };
  };
  shopCounts: { request: { shopId: string }; result: { todo: number } };
  /** Owner, administrator, operator, customer service, as all that follow. A return or exchange needs an address, once for the shop. */
  agree: { request: Write & { shopId: string; afterSaleId: string; returnAddress?: PostalAddress }; result: AfterSaleDetail };
  reject: { request: Write & { shopId: string; afterSaleId: string; reason: string; images?: ImageRef[] }; result: AfterSaleDetail };
  /** The goods came back: the money goes out. damagedNum of them cannot be sold again. Also warehouse. */
  receive: { request: Write & { shopId: string; afterSaleId: string; damagedNum?: number }; result: AfterSaleDetail };
  /** The goods came back, and others go out in exchange. Also warehouse. */
  reship: {
    request: Write & { shopId: string; afterSaleId: string; deliveryId: string; waybillId: string; damagedNum?: number };
    result: AfterSaleDetail;
  };
  /** Another type, sum or reason; nothing changes unless the shopper accepts. */
  propose: {
    request: Write & {
      shopId: string;
      afterSaleId: string;
      type: AfterSaleType;
      /** For all the pieces; at most `mostFen`. */
      refundFen: Fen;
      reason?: AfterSaleReason;
      text: string;
      returnAddress?: PostalAddress;
    };
    result: AfterSaleDetail;
  };
  /** Money was asked for while the parcel is on its way: it is to be stopped first. */
  intercept: { request: Write & { shopId: string; afterSaleId: string }; result: AfterSaleDetail };
  /** Asks WeChat Pay for a refused refund once more. */
  retryRefund: { request: Write & { shopId: string; afterSaleId: string }; result: AfterSaleDetail };
  /** WeChat Pay does not refund: the shopper was paid by another way. */
  certify: { request: Write & { shopId: string; afterSaleId: string; images: ImageRef[]; text: string }; result: AfterSaleDetail };
  shopSay: { request: Write & { shopId: string; afterSaleId: string; text: string; images?: ImageRef[] }; result: AfterSaleDetail };
  /** What the merchant may begin for an order. */
  startable: { request: { shopId: string; orderId: string }; result: Startable };
  /** The merchant begins a refund or a return; the shopper has to accept. */
  offer: {
    request: Write & {
      shopId: string;
      orderId: string;
      skuId: string;
      type: AfterSaleType;
      num: number;
      reason: AfterSaleReason;
      text: string;
      returnAddress?: PostalAddress;
    };
    result: AfterSaleDetail;
  };
  /** A part of the price goes back at once, the goods stay; as often as something is left of the line's price. Also finance. */
  priceDiff: { request: Write & { shopId: string; orderId: string; skuId: string; refundFen: Fen; text: string }; result: AfterSaleDetail };

  /** The platform's operators. */
  disputes: { request: PageRequest; result: Page<AfterSaleBrief> };
  disputeGet: { request: { afterSaleId: string }; result: AfterSaleDetail };
  decide: { request: Write & { afterSaleId: string; refund: boolean; text: string }; result: AfterSaleDetail };
  platformSay: { request: Write & { afterSaleId: string; text: string; images?: ImageRef[] }; result: AfterSaleDetail };
}
