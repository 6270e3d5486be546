/** What is stored for goods that are delivered as codes. See documents.ts for the conventions. */
import type { Millis } from '../../typings';

/** `_id` follows from shop and code: a code is in a shop once. */
export interface CardCodeDoc {
  _id: string;
  shopId: string;
  spuId: string;
  skuId: string;
  /** A secret: never in a list of orders, a log or a message. */
  code: string;
  /** free: can be given out. leaving: the merchant is taking it away. */
  state: 'free' | 'taken' | 'leaving' | 'removed';
  /** With which it came. */
  batchId: string;
  /** With which it leaves; '' otherwise. */
  leavingBy: string;
  /** Whose it is; '' for nobody's. Which piece of the order it is, the order says. */
  orderId: string;
  /** Counts its changes of hands: an order that chose it as it was then takes it only if nothing happened since. */
  version: number;
  addedAt: Millis;
  takenAt: Millis | null;
}

/** Codes that a merchant adds or takes away together: codes and stock, in an order of steps that each may be repeated. */
export interface CodeBatchDoc {
  _id: string;
  shopId: string;
  spuId: string;
  skuId: string;
  kind: 'add' | 'remove';
  /** Codes to add, or ids of those to take away; empty once it is done. */
  items: string[];
  given: number;
  /** How many it was; null: not decided yet. */
  num: number | null;
  /** forget: the mark that it left in the product can go. */
  todo: ('apply' | 'forget')[];
  at: Millis;
}

/** In an order: which code a piece gets. */
export interface CodeRef {
  /** Absent: the money went back before there was one. */
  codeId?: string;
  /** The code's, when it was chosen. */
  version?: number;
  /** When the shopper looked at it; from then on it cannot be given to anybody else. */
  revealedAt?: Millis;
  /** The after-sale with which its money went back, unseen: the code is given to somebody else. */
  backBy?: string;
}
/** By skuId, then by piece: u0, u1 … */
export type OrderCodes = Record<string, Record<string, CodeRef>>;
