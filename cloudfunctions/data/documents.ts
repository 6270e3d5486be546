/**
 * What is stored, collection by collection. Types only. `_id` is always a string that we choose.
 * `recent` holds the request ids that last wrote the document, newest last, so that a repeated request changes nothing.
 * `todo` names side effects that are still owed; a document that owes none has an empty list. The timer finishes what a crash left.
 */
import type {
  Category,
  DepositEntryType,
  Failure,
  Fen,
  HomeBlock,
  ImageRef,
  Millis,
  OrderLine,
  OrderLogEntry,
  OrderPrice,
  OrderStatus,
  PaymentParams,
  PostalAddress,
  Sku,
  SkuAttr,
  SpuStatus,
  ShopStatus,
  StaffRole,
  Delivery,
} from '../../typings';

/** available + held + sold = received + adjusted, and none of the first four is ever negative. */
export interface StockRecord {
  available: number;
  held: number;
  sold: number;
  received: number;
  /** Signed: what the merchant added or took away after the first receipt. */
  adjusted: number;
}

export interface SpuDoc {
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
  /** By orderId, then skuId: pieces held for an order that is not paid yet. Removed when they are sold or released. */
  holds: Record<string, Record<string, number>>;
  minPriceFen: Fen;
  maxPriceFen: Fen;
  marketPriceFen: Fen;
  status: SpuStatus;
  sold: number;
  /** Search terms: characters, bigrams and words of title, sub-title, shop and categories. */
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
export type StoredHomeBlock =
  | Extract<HomeBlock, { type: 'banner' | 'categories' }>
  | { type: 'feature'; title: string; subTitle: string; spuIds: string[] }
  | { type: 'shops'; title: string; shopIds: string[] };
export interface PageDoc {
  /** 'home'. */
  _id: string;
  blocks: StoredHomeBlock[];
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
  /** In 0元保证金试运营. */
  depositTrial: boolean;
  openedAt: Millis;
  /** Counted from the products; absent until the first count. The timer renews it. */
  figures?: { listed: number; sold: number; countedAt: Millis };
}

/** `_id` is `${shopId}:${openid}`. The platform's operators belong to shop 'platform'. */
export interface StaffDoc {
  _id: string;
  shopId: string;
  openid: string;
  role: StaffRole | 'platformOperator';
}

export interface UserDoc {
  /** The openid. */
  _id: string;
  nickname: string;
  avatar: ImageRef;
  addresses: (PostalAddress & { addressId: string })[];
  defaultAddressId: string;
  recent: string[];
  updatedAt: Millis;
}

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
  recent: string[];
  updatedAt: Millis;
}

/** stock: turn the hold into a sale. release: give the hold back. refund: the payment has to go back. */
export type OrderTodo = 'stock' | 'release' | 'refund';
export interface OrderDoc {
  _id: string;
  orderNo: string;
  tradeId: string;
  openid: string;
  shopId: string;
  shop: { shopId: string; name: string; logo: ImageRef };
  status: OrderStatus;
  lines: OrderLine[];
  price: OrderPrice;
  address: PostalAddress;
  note: string;
  createdAt: Millis;
  payBefore: Millis;
  paymentId: string;
  transactionId: string;
  paidAt: Millis | null;
  delivery: Delivery | null;
  shippedAt: Millis | null;
  confirmBefore: Millis | null;
  finishedAt: Millis | null;
  cancelledAt: Millis | null;
  cancelReason: string;
  /** Why it was never placed; such an order is only there to give a repeated submit the same answer, and is never shown. */
  failure?: Failure | null;
  refundedFen: Fen;
  log: OrderLogEntry[];
  todo: OrderTodo[];
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
}

export interface RefundDoc {
  /** out_refund_no. */
  _id: string;
  outTradeNo: string;
  /** '' for a deposit. */
  orderId: string;
  totalFen: Fen;
  refundFen: Fen;
  reason: string;
  state: 'pending' | 'success' | 'failed';
  attempts: number;
  createdAt: Millis;
  doneAt: Millis | null;
  todo: 'send'[];
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
