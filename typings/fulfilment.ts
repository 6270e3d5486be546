/** How goods get to their shopper. Types only. */

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
export type Fulfilment = ExpressFulfilment | VirtualFulfilment;
export type FulfilmentMethod = Fulfilment['method'];

/** What the shopper fills in for virtual goods. */
export interface AccountChoice {
  types: AccountType[];
  /** A phone number that we know of the shopper; ''. */
  phone: string;
  fromCodes: boolean;
}
