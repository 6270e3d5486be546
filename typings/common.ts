/** Shapes that every context shares. Types only. */

/** Integer number of fen (1/100 yuan). Never negative unless a field says so. */
export type Fen = number;
/** Milliseconds since the epoch, by the server's clock. */
export type Millis = number;

/** What every cloud function answers. A failed call changed nothing. */
export type Reply<T> = Ok<T> | Failure;
export interface Ok<T> {
  ok: true;
  data: T;
}
export interface Failure {
  ok: false;
  code: ErrorCode;
  /** For people, Chinese; names the field and the mend. */
  message: string;
  /** The request's field at fault, as a dotted path, when there is one. */
  field?: string;
  /** Facts the page needs to mend it (the new price, what is left …). */
  detail?: Record<string, unknown>;
}

export type ErrorCode =
  | 'BAD_REQUEST' // the event is not of the action's form
  | 'UNKNOWN_ACTION'
  | 'UNAUTHENTICATED' // no OPENID in the call
  | 'FORBIDDEN' // the caller's role may not do this
  | 'NOT_FOUND'
  | 'CONFLICT' // somebody changed it meanwhile: reload and try again
  | 'INVALID_STATE' // not possible in the present state
  | 'OUT_OF_STOCK'
  | 'SOLD_OUT' // of coupons: nothing is left
  | 'COUPON_UNUSABLE' // used, expired, or not for these goods
  | 'OFF_SHELF'
  | 'PRICE_CHANGED'
  | 'LIMIT_EXCEEDED'
  | 'UNDELIVERABLE' // not sent to the address
  | 'DEPOSIT_REQUIRED' // 保证金不足
  | 'PAYMENT_FAILED'
  | 'BUSY' // the store refused for load or a conflict: the same call may be sent again
  | 'INTERNAL';

/** A page of a keyset-paginated list. `nextCursor` is opaque; null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface PageRequest {
  cursor?: string;
  /** 1 to 50, default 20. */
  limit?: number;
}

/** Every writing action carries one; the same id gives the same answer however often it is sent. 8 to 64 of [A-Za-z0-9_-]. */
export interface Write {
  requestId: string;
}

/** `cloud://…` id, or a path served with the mini program. */
export type ImageRef = string;

/** A postal address, as wx.chooseAddress names its parts. */
export interface PostalAddress {
  userName: string;
  telNumber: string;
  provinceName: string;
  cityName: string;
  countyName: string;
  /** Street, building, room. */
  detailInfo: string;
}
