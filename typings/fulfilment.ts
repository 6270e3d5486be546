/** How goods get to their shopper. Types only. */
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { SkuAttr } from './catalog';
import type { OrderDetail } from './order';
import type { PickupFulfilment } from './pickup';


/** 微信小店's deliver_method of a product: 0 express, 1 no logistics (to a phone number), 3 no logistics (to an account). */
export type DeliverMethod = 0 | 1 | 3;
/** 微信小店's deliver_acct_type: 1 WeChat (openid), 2 QQ, 3 phone number, 4 mail. */
export type AccountType = 1 | 2 | 3 | 4;
/** Where virtual goods go. */
export interface DeliverAccount {
  type: AccountType;
  /** The number or the mail address. Of type 1: '' in a request, the openid in an order. */
  value: string;
}

/** Part of a product. A field that is left out of a save stays as it is; once the product is there, only the accounts can change. */
export interface DeliverTerms {
  /** Absent: 0. */
  deliverMethod?: DeliverMethod;
  /** Which accounts the shopper may choose from; only with deliverMethod 3, and then at least one. */
  deliverAcctType?: AccountType[];
  /** Delivered at once, out of the shop's codes: the stock of a SKU is what is left of them. Only with deliverMethod 1 and 3. */
  fromCodes?: boolean;
}

/** By parcel to the order's address. */
export interface ExpressFulfilment {
  method: 'express';
}
/** Nothing is sent: to an account, or by codes on the order's page. */
export interface VirtualFulfilment {
  method: 'virtual';
  account: DeliverAccount;
  fromCodes: boolean;
}
/** An order has one; absent from an order: express. */
export type Fulfilment = ExpressFulfilment | VirtualFulfilment | PickupFulfilment;
export type FulfilmentMethod = Fulfilment['method'];

/** What the shopper fills in for virtual goods. */
export interface AccountChoice {
  types: AccountType[];
  /** A phone number that we know of the shopper; ''. */
  phone: string;
  fromCodes: boolean;
}

/** due: not delivered yet. hidden: delivered, and the shopper has not looked at it. back: its money went back before anybody looked. */
export type CodeState = 'due' | 'hidden' | 'revealed' | 'back';
/** One piece of an order that is delivered as a code. */
export interface OrderCode {
  skuId: string;
  /** Which piece of the line. */
  unit: string;
  state: CodeState;
  /** Only once the shopper looked, to them; to staff who may see codes, always. */
  code?: string;
  revealedAt: Millis | null;
}
/** What was delivered by hand. */
export interface Handover {
  /** In the merchant's words; '' where the reader may not see it, or nothing had to be said. */
  content: string;
  at: Millis;
}

/** Actions of the cloud function `order` that deliver virtual goods. */
export interface HandoverActions {
  /** Owner, administrator, operator, warehouse. By hand: the goods are with the shopper, `content` is what they have to know of it. */
  deliver: { request: Write & { shopId: string; orderId: string; content: string }; result: OrderDetail };
  /** The shopper looks at the codes of the order, or of one line. What was seen cannot be given back by itself any more. */
  revealCodes: { request: Write & { orderId: string; skuId?: string }; result: OrderDetail };
}

/** A code in the merchant's pool. */
export interface PoolCode {
  codeId: string;
  code: string;
  state: 'free' | 'taken';
  /** Whose it is; ''. */
  orderId: string;
  addedAt: Millis;
  takenAt: Millis | null;
}
export interface PoolSku {
  skuId: string;
  attrs: SkuAttr[];
  priceFen: Fen;
  /** Codes that nobody has: `available`, and what unpaid orders hold. */
  free: number;
  available: number;
  /** Sold, and not given back. */
  taken: number;
}
/** Actions of the cloud function `catalog` for the codes of a product. Owner, administrator, operator, warehouse. */
export interface CodeActions {
  codePool: { request: { shopId: string; spuId: string }; result: { spuId: string; title: string; image: ImageRef; skus: PoolSku[] } };
  codes: { request: PageRequest & { shopId: string; skuId: string; state: 'free' | 'taken' }; result: Page<PoolCode> };
  /** At most 500 at a time. A code that the shop has already, or ever had, is left out. */
  addCodes: { request: Write & { shopId: string; skuId: string; codes: string[] }; result: { added: number; duplicates: number; available: number } };
  /** Only free ones, and only as many as no order holds. */
  removeCodes: { request: Write & { shopId: string; skuId: string; codeIds: string[] }; result: { removed: number; available: number } };
}
