/** WeChat Pay's own books. Types only. Amounts are in fen, times in ms since the epoch. */

export interface PayOrder {
  outTradeNo: string;
  prepayId: string;
  /** Who ordered, and alone may pay. */
  openid: string;
  mchId: string;
  body: string;
  attach: string;
  totalFee: number;
  /** Cloud function that is told of the payment. */
  functionName: string;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';
  createdAt: number;
  expireAt: number;
  /** Set when paid. */
  transactionId: string;
  paidAt: number | null;
  /** What was arranged for this payment, once it is made; null: nothing. */
  plan: Plan | null;
  /** What the shop told WeChat of its delivery; absent: nothing. */
  shipping?: Shipping;
}

export interface Shipping {
  /** 1 express, 2 within the city, 3 virtual, 4 collected by the customer. */
  logisticsType: number;
  /** 1 all at once, 2 in several parcels. */
  deliveryMode: number;
  parcels: Record<string, unknown>[];
  complete: boolean;
  /** The one correction after completion has been made. */
  corrected: boolean;
  uploadedAt: number;
}

/** REFUNDCLOSE: the money stayed with the merchant. CHANGE: it is stuck at the bank. */
export type RefundState = 'PROCESSING' | 'SUCCESS' | 'REFUNDCLOSE' | 'CHANGE';

export interface PayRefund {
  outRefundNo: string;
  refundId: string;
  outTradeNo: string;
  transactionId: string;
  totalFee: number;
  refundFee: number;
  /** '' : nobody wants to know. */
  functionName: string;
  state: RefundState;
  createdAt: number;
  /** When its state became final. */
  doneAt: number | null;
  plan: Plan | null;
}

export type About = 'payment' | 'refund';
/** What a test or a person at the workbench wants to happen, once, to a payment or a refund. */
export interface Plan {
  about: About;
  /** out_trade_no or out_refund_no; '' : the next one, whichever it is. */
  number: string;
  outcome: PaymentOutcome | RefundOutcome;
  /** ms by the cloud's clock; null: the outcome's own default. What it delays is told in plans.ts. */
  delay: number | null;
  /** Fen that a wrong callback names; null: one more than the true amount. */
  amount: number | null;
}
export type PaymentOutcome = 'success' | 'fail' | 'late' | 'twice' | 'never' | 'wrong-amount' | 'after-refund' | 'reversed';
export type RefundOutcome = 'success' | 'closed' | 'abnormal' | 'slow' | 'late' | 'twice' | 'never';

/** A message for a cloud function, repeated until the function answers {errcode: 0}. */
export interface Notice {
  id: string;
  about: About;
  outTradeNo: string;
  /** '' : it is about the payment. */
  outRefundNo: string;
  functionName: string;
  event: Record<string, unknown>;
  attempts: number;
  /** null: no further attempt. */
  nextAt: number | null;
  acknowledged: boolean;
  /** Waits until a callback of this kind has arrived: of the same order's refund, or of another order's payment. null: it does not. */
  heldFor: About | null;
  /** ms between that callback and this one. */
  heldDelay: number;
  /** What the function answered the last time, shortened; null: not sent yet. */
  lastAnswer: string | null;
  lastAt: number | null;
}
