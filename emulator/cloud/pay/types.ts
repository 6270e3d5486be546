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
}

export interface PayRefund {
  outRefundNo: string;
  refundId: string;
  outTradeNo: string;
  transactionId: string;
  totalFee: number;
  refundFee: number;
  /** '' : nobody wants to know. */
  functionName: string;
  state: 'PROCESSING' | 'SUCCESS';
  createdAt: number;
  doneAt: number | null;
}

/** A message for a cloud function, repeated until the function answers {errcode: 0}. */
export interface Notice {
  id: string;
  about: 'payment' | 'refund';
  outTradeNo: string;
  functionName: string;
  event: Record<string, unknown>;
  attempts: number;
  /** null: no further attempt. */
  nextAt: number | null;
  acknowledged: boolean;
}
