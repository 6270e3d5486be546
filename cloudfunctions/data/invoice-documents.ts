/** What is stored of invoices. See documents.ts for the conventions. */
import type { Fen, ImageRef, Invoice, InvoiceTitle, IssuedInvoice, InvoiceState, Millis } from '../../typings';

/** `_id` is the openid. */
export interface InvoiceTitlesDoc {
  _id: string;
  items: (InvoiceTitle & { titleId: string })[];
  defaultTitleId: string;
  recent: string[];
  updatedAt: Millis;
}

/** `_id` follows from the order: there is one an order. */
export interface InvoiceDoc {
  _id: string;
  openid: string;
  shopId: string;
  shop: Invoice['shop'];
  orderId: string;
  orderNo: string;
  goods: string;
  image: ImageRef;
  state: InvoiceState;
  title: InvoiceTitle;
  email: string;
  amountFen: Fen;
  issued: IssuedInvoice[];
  createdAt: Millis;
  updatedAt: Millis;
  /** What its owner was not told of yet: `event@time`. */
  untold: string[];
  recent: string[];
}
