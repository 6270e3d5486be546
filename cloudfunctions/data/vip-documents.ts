/** What is stored of a shop's shoppers and their points. See documents.ts for the conventions. */
import type { Fen, Millis, PointEntryType } from '../../typings';

/** `_id` is `${shopId}:${openid}`: what a shop knows of a shopper. */
export interface CustomerDoc {
  _id: string;
  shopId: string;
  openid: string;
  /** Names the member to the shop. */
  memberId: string;
  /** null: no member. */
  joinedAt: Millis | null;
  /** Of orders that are finished, less what was refunded. */
  paidFen: Fen;
  /** Points ever earned, less what was taken back. */
  earned: number;
  /** What can be spent: the sum of the ledger less what is held. Below 0 where spent points had to be taken back. */
  points: number;
  /** By orderId: points of orders that are not paid yet. */
  held: Record<string, number>;
  /** By promotion: pieces bought or held at a price that is limited for each shopper, and by which orders. */
  flash: Record<string, { num: number; orders: Record<string, number> }>;
  /** The live session that the shopper came from last. */
  live: { liveId: string; at: Millis } | null;
  recent: string[];
  createdAt: Millis;
}

export interface PointEntryDraft {
  /** Names the cause, so that it is posted only once. */
  id: string;
  type: PointEntryType;
  /** Signed. */
  delta: number;
  /** Signed: towards the grade. */
  paidDelta: number;
}
/** Append-only. `todo` apply: not in the account yet. */
export interface PointEntryDoc extends Omit<PointEntryDraft, 'id'> {
  _id: string;
  shopId: string;
  openid: string;
  customerId: string;
  orderId: string;
  note: string;
  at: Millis;
  expiresAt: Millis | null;
  /** expiresAt, until that has been dealt with; null: nothing to do. */
  expireDue: Millis | null;
  todo: 'apply'[];
}
