/**
 * What is stored, collection by collection. Types only. `_id` is always a string that we choose.
 * `recent` holds the request ids that last wrote the document, newest last, so that a repeated request changes nothing.
 * `todo` names side effects that are still owed; a document that owes none has an empty list. The timer finishes what a crash left.
 */
import type {
  AfterSaleLine,
  AfterSaleLogEntry,
  AfterSaleReason,
  AfterSaleType,
  Category,
  CouponDraft,
  CouponStatus,
  CouponTerms,
  DepositEntryType,
  Discount,
  Failure,
  Fen,
  HomeBlockDraft,
  ImageRef,
  Millis,
  OrderLine,
  OrderLogEntry,
  OrderPrice,
  OrderStatus,
  PaymentParams,
  PostalAddress,
  PromotionDraft,
  SaleTerms,
  Sku,
  SkuAttr,
  SpuStatus,
  ShopStatus,
  StaffRole,
  UserCouponStatus,
  VipProgram,
  Dispute,
  RefundCause,
  ReturnDelivery,
} from '../../typings';
import type { LineAccount } from '../domain/after-sale-refund';
import type { AfterSaleDebt, StoredAfterSaleStatus } from '../domain/after-sale-states';
import type { AfterSaleExtras } from './after-sale-extras';
import type { OrderDelivery } from './delivery-documents';
import type { LineHistory } from '../domain/cart-merge';
import type { OrderClaim } from './purchase-counts';
import type { ShopRatingRecord } from './review-documents';
import type { PointTarget } from '../domain/points';
import type { PointEntryDraft } from './vip-documents';
import type { SpuDeals } from '../domain/deals';
import type { ShippingBook } from '../domain/shipping-upload';

/** available + held + sold = received + adjusted, and none of the first four is ever negative. */
export interface StockRecord {
  available: number;
  held: number;
  sold: number;
  received: number;
  /** Signed: what the merchant added or took away after the first receipt. */
  adjusted: number;
}

export interface SpuDoc extends SaleTerms {
  _id: string;
  shopId: string;
  shopName: string;
  title: string;
  subTitle: string;
  headImages: ImageRef[];
  desc: string;
  descImages: ImageRef[];
  /** From the top category down to the leaf. */
  categoryIds: string[];
  params: SkuAttr[];
  skus: Sku[];
  /** By skuId. Kept apart from `skus` so that an edit and a sale never write the same field. */
  stock: Record<string, StockRecord>;
  /** By after-sale: pieces of it that came back into stock. Forgotten when nobody can bring them a second time. */
  returns?: Record<string, number>;
  /** By reservation of an exchange: what became of the pieces it wanted. What is held stands in `holds` as well. Forgotten like `returns`. */
  exchanges?: Record<string, 'held' | 'sold' | 'released'>;
  /** By batch: codes that it added to the stock, or took out of it; 0: none could be taken. Forgotten like `returns`. */
  codeBatches?: Record<string, number>;
  /** By orderId (or reservation of an exchange), then skuId: pieces held for it. Removed when they are sold or released. */
  holds: Record<string, Record<string, number>>;
  minPriceFen: Fen;
  maxPriceFen: Fen;
  marketPriceFen: Fen;
  status: SpuStatus;
  sold: number;
  /** Pieces that flash prices still hold for, by promotion, then skuId; a SKU that is not there: no limit. Held and released with the stock. */
  flashLeft?: Record<string, Record<string, number>>;
  /** By skuId: what it costs every member of the shop. */
  memberPrices?: Record<string, Fen>;
  /** What lists tell of its prices; the timer renews it. Nothing is charged by it. */
  deals?: SpuDeals;
  /** Words and marks that it is found under: domain/product-terms. */
  terms: string[];
  /** Larger comes first in the default order. */
  rank: number;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
  recent: string[];
}

export type CategoryDoc = Omit<Category, 'id'> & { _id: string };

/** Blocks name products and shops by id; the `catalog` function fills them in. */
export interface PageDoc {
  /** 'home'. */
  _id: string;
  blocks: HomeBlockDraft[];
  /** Absent until the operator saved it. */
  version?: number;
  recent?: string[];
}

export interface ShopDoc {
  _id: string;
  name: string;
  logo: ImageRef;
  intro: string;
  subjectType: '企业' | '个体工商户';
  status: ShopStatus;
  ownerOpenid: string;
  services: string[];
  /** Flat fee below the free threshold; 0 threshold: always free. */
  freight: { feeFen: Fen; freeFromFen: Fen };
  /** Freight template of products that name none; absent or '': none, and the flat fee holds. */
  freightTemplateId?: string;
  recent?: string[];
  /** Where goods are sent back to; kept from the last return that the merchant agreed to. */
  returnAddress?: PostalAddress;
  /** Its goods can be picked up; absent: they cannot. */
  pickup?: { enabled: boolean };
  /** Money for goods that nobody began to ship goes back at once; absent: the merchant answers. The rule `afterSale.instantRefund` decides whether it counts. */
  instantRefund?: boolean;
  /** In 0元保证金试运营. */
  depositTrial: boolean;
  openedAt: Millis;
  /** Members and points; absent: none. */
  vip?: VipProgram & { version: number; recent: string[] };
  /** When the products were last told of the shop's offers; absent: never. */
  dealsAt?: Millis;
  /** Counted from the products; absent until the first count. The timer renews it. */
  figures?: { listed: number; sold: number; countedAt: Millis };
  /** Counted from the reviews; absent until the first count. The timer renews it. */
  rating?: ShopRatingRecord;
}

/** `_id` is `${shopId}:${openid}`. The platform's operators belong to shop 'platform'. */
export interface StaffDoc {
  _id: string;
  shopId: string;
  openid: string;
  role: StaffRole | 'platformOperator';
}

export type { ClosedAccountDoc, Closing, ProfileChecks, UserDoc } from './account-documents';

export interface CartLineDoc {
  spuId: string;
  num: number;
  selected: boolean;
  /** Price when it was added. */
  priceFen: Fen;
  addedAt: Millis;
}
export interface CartDoc {
  /** The openid. */
  _id: string;
  /** By skuId. */
  lines: Record<string, CartLineDoc>;
  /** By skuId, also of lines that have left: how their numbers came about (domain/cart-merge). */
  history?: Record<string, LineHistory>;
  recent: string[];
  updatedAt: Millis;
}

/**
 * stock: turn the hold into a sale. release: give the hold back. refund: the payment has to go back. points: bring the shopper's points up to
 * date. upload: tell WeChat what was shipped. deliver: give out its codes.
 */
export type OrderTodo = 'stock' | 'release' | 'refund' | 'points' | 'upload' | 'deliver';
export interface OrderDoc extends OrderDelivery {
  _id: string;
  orderNo: string;
  tradeId: string;
  openid: string;
  shopId: string;
  shop: { shopId: string; name: string; logo: ImageRef };
  status: OrderStatus;
  lines: OrderLine[];
  price: OrderPrice;
  /** price.discountFen by source; absent: none. */
  discounts?: Discount[];
  /** The shopper's coupons that it uses, or would have used; absent: none. */
  couponIds?: string[];
  /** What it takes of the counters of limited products; absent: nothing. */
  limits?: OrderClaim[];
  /** Pieces that it takes of prices which hold for a number of them; absent: none. `counted`: by the product; perUser above 0: by the shopper. */
  flashPieces?: { promotionId: string; spuId: string; skuId: string; num: number; counted: boolean; perUser: number }[];
  /** Points that it uses, and the shop's rule of then; absent: the shop had no members. */
  vip?: { pointsUsed: number; fenPerPoint: number; validDays: number };
  /** What of it stands in the ledger of points, or will: `due` is being posted. Absent: nothing. */
  points?: PointTarget & { seq: number; isMember: boolean; due: PointEntryDraft[] };
  /** null: nothing goes to an address; see `fulfilment`. */
  address: PostalAddress | null;
  note: string;
  createdAt: Millis;
  payBefore: Millis;
  paymentId: string;
  transactionId: string;
  paidAt: Millis | null;
  /** Once paid: the first of the lines' deadlines; absent where there is none. */
  shipBefore?: Millis;
  finishedAt: Millis | null;
  cancelledAt: Millis | null;
  cancelReason: string;
  /** Why it was never placed; such an order is only there to give a repeated submit the same answer, and is never shown. */
  failure?: Failure | null;
  refundedFen: Fen;
  /** By skuId; absent while nothing was asked for. */
  afterSales?: Record<string, LineAccount>;
  /** After-sales that keep the order from being shipped: somebody asked for the money of goods that are still here. */
  shipHolds?: string[];
  /** Counts the refunds that were decided, so that two at a time see each other. */
  settlements?: number;
  /** By skuId: its review; absent while there is none. */
  reviews?: Record<string, string>;
  /** Nothing waits for a review since then. Absent or null: something may. */
  reviewedAt?: Millis | null;
  log: OrderLogEntry[];
  todo: OrderTodo[];
  /** What happened and was not told to the shopper yet: data/untold. */
  untold?: string[];
  recent: string[];
  updatedAt: Millis;
}

export interface PaymentDoc {
  /** out_trade_no. */
  _id: string;
  purpose: 'order' | 'deposit';
  openid: string;
  /** For a deposit; '' otherwise. */
  shopId: string;
  /** What it pays for: the orders with their parts of the sum, or none for a deposit. */
  orders: { orderId: string; payFen: Fen }[];
  payFen: Fen;
  /** created: not yet known to WeChat Pay. */
  state: 'created' | 'pending' | 'captured' | 'closed';
  params: PaymentParams | null;
  transactionId: string;
  createdAt: Millis;
  expireAt: Millis;
  capturedAt: Millis | null;
  /** apply: hand the captured money to its orders or the ledger. */
  todo: 'apply'[];
  /** What WeChat was told of the delivery; absent: nothing yet. */
  shipping?: ShippingBook;
}

export interface RefundDoc {
  /** out_refund_no. */
  _id: string;
  outTradeNo: string;
  /** '' for a deposit. */
  orderId: string;
  /** The after-sale that it is for; absent when a payment goes back that no order took. */
  afterSaleId?: string;
  totalFen: Fen;
  refundFen: Fen;
  reason: string;
  /** refused: given up for now. offline: the merchant paid by another way. */
  state: 'pending' | 'success' | 'failed' | 'refused' | 'offline';
  attempts: number;
  createdAt: Millis;
  doneAt: Millis | null;
  todo: 'send'[];
}

/**
 * refund: decide the sum, bring the goods back into stock, send the money. unhold: let the order be shipped. release: the same, and let the
 * line be asked about again. reserve, unreserve: hold the goods in exchange, or give them back. reship: they are sold, and the others are
 * back. forget: the marks that this left in the product can go.
 */
export type AfterSaleTodo = AfterSaleDebt | 'forget';
export interface AfterSaleDoc extends AfterSaleExtras {
  _id: string;
  openid: string;
  shopId: string;
  shop: { shopId: string; name: string; logo: string };
  orderId: string;
  orderNo: string;
  type: AfterSaleType;
  status: StoredAfterSaleStatus;
  line: AfterSaleLine;
  refundFen: Fen;
  reason: AfterSaleReason;
  description: string;
  images: ImageRef[];
  unshipped: boolean;
  returnAddress: PostalAddress | null;
  returnDelivery: ReturnDelivery | null;
  /** The merchant has the goods again (or let the time to say so pass): they go back into stock. */
  received: boolean;
  rejectReason: string;
  refundCause: RefundCause | null;
  dispute: Dispute | null;
  /** Why it was never claimed; such a request gives a repeated apply the same answer. */
  failure: Failure | null;
  createdAt: Millis;
  updatedAt: Millis;
  deadline: Millis | null;
  finishedAt: Millis | null;
  log: AfterSaleLogEntry[];
  todo: AfterSaleTodo[];
  /** What happened and was not told to the shopper yet: data/untold. */
  untold?: string[];
  recent: string[];
}

/** Append-only. `_id` names the cause (`payment:<outTradeNo>`), so that it can be posted only once. */
export interface DepositEntryDoc {
  _id: string;
  shopId: string;
  type: DepositEntryType;
  /** Signed. */
  amountFen: number;
  causeId: string;
  note: string;
  postedAt: Millis;
}

/** A number that Tencent (or we) set: the code knows its meaning, never its value. */
export interface RuleDoc {
  /** E.g. 'order.unpaidMinutes', 'deposit.category.<categoryId>', 'deposit.trialProductLimit'. */
  _id: string;
  value: number;
  unit: 'fen' | 'minutes' | 'days' | 'count' | 'basisPoint';
  note: string;
  source: string;
  verified: boolean;
  effectiveFrom: Millis;
}

export interface CouponDoc extends CouponDraft {
  _id: string;
  shopId: string;
  shopName: string;
  status: CouponStatus;
  /** total − left is how many were claimed, those under `holds` included. */
  left: number;
  /** By id of the shopper's coupon: taken off `left` by a claim that was under way a moment ago. The timer clears old ones. */
  holds: Record<string, number>;
  createdAt: Millis;
  updatedAt: Millis;
  recent: string[];
}

/** One piece of a coupon in a shopper's hands. `_id` follows from coupon, shopper and which of theirs it is (from 1). */
export interface UserCouponDoc extends CouponTerms {
  _id: string;
  couponId: string;
  openid: string;
  shopId: string;
  shopName: string;
  /** 101 is never stored: validUntil says it. */
  status: UserCouponStatus;
  validFrom: Millis;
  validUntil: Millis;
  /** The order that uses it; '' when none does. */
  orderId: string;
  usedAt: Millis | null;
  /** Of the claim. */
  requestId: string;
  claimedAt: Millis;
  /** When its owner was reminded that it ends soon; absent: not yet. */
  remindedAt?: Millis;
  /** settle: the claim has to be finished, and its hold cleared from the coupon. */
  todo: 'settle'[];
}

export interface PromotionDoc extends PromotionDraft {
  _id: string;
  shopId: string;
  /** shopId for as long as it is running or will be; '' afterwards, so that a shop's present ones are found without the past. */
  liveShopId: string;
  title: string;
  /** live: the `live` parameter of the pages that the live room opens. */
  code?: string;
  /** live: its prices with the products as they were when it began. */
  liveGoods?: { spuId: string; skuId: string; priceFen: Fen; title: string; attrs: SkuAttr[]; ordinaryFen: Fen }[];
  stoppedAt: Millis | null;
  createdAt: Millis;
  recent: string[];
}
