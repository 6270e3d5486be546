/** What only some after-sale requests have: exchanges, proposals, what the merchant began, refunds that failed. All of it may be absent. */
import type { AfterSaleSubType, Fen, FulfilmentMethod, Millis, OrderStatus, Proposal, RefundCertificate, ReturnDelivery, WantedSku, PostalAddress } from '../../typings';

/** With where the goods are to be sent, if the shopper accepts. */
export type StoredProposal = Proposal & { returnAddress: PostalAddress | null };

export interface AfterSaleExtras {
  subType?: AfterSaleSubType;
  startedBy?: 'merchant' | 'system';
  /** The order's status when it was asked for. */
  orderStatus?: OrderStatus;
  /** How the order is delivered; absent: by express. */
  method?: FulfilmentMethod;
  /** Of an exchange. */
  wanted?: WantedSku;
  /** The goods in exchange are held under this id: a new one each time that the merchant agrees. */
  reservation?: string;
  /** How often the merchant agreed to an exchange. */
  reservations?: number;
  /** Which SKU of the shopper's it is about, when it is another than the order's line has. */
  goodsSkuId?: string;
  /** Pieces that came back but cannot be sold again. */
  damagedNum?: number;
  reshipDelivery?: ReturnDelivery;
  /** For all the pieces, freight apart: both sides agreed on it. */
  agreedFen?: Fen;
  proposal?: StoredProposal;
  /** How often the merchant may still propose something; by the rule of the day on which it was asked for. */
  proposalsLeft?: number;
  /** What the pieces are worth at most, freight apart. */
  shareFen?: Fen;
  /** How often WeChat Pay was given up on. */
  refundRounds?: number;
  /** Since when nobody asks WeChat Pay any more. */
  givenUpAt?: Millis;
  certificate?: RefundCertificate;
  /** How many were written. */
  messages?: number;
}
