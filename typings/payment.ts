import type { Fen, Write } from './common';

/** What wx.requestPayment takes. */
export interface PaymentParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA';
  paySign: string;
}
export interface Prepaid {
  outTradeNo: string;
  payFen: Fen;
  /** null: nothing to pay, it is done already. */
  payment: PaymentParams | null;
}

/** Actions of the cloud function `payment`; it is also the function that WeChat Pay calls back. */
export interface PaymentActions {
  /** For a whole trade, or for one order of it. */
  prepay: { request: Write & ({ tradeId: string } | { orderId: string }); result: Prepaid };
  /** Asks WeChat Pay how it stands, for a callback that is late; the page calls it after the pay sheet closed. */
  sync: { request: { outTradeNo: string }; result: { state: 'pending' | 'captured' | 'closed' | 'refunded' } };
}
