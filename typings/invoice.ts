import type { ShopBrief } from './catalog';
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';

/** Whom an invoice is made out to (发票抬头), in the parts of wx.chooseInvoiceTitle. */
export interface InvoiceTitle {
  /** personal: no tax number. enterprise: a tax number is needed. */
  type: 'personal' | 'enterprise';
  title: string;
  /** 统一社会信用代码 (18, with its check character) or an older tax number (15 or 20); '' for a person. */
  taxNumber: string;
  companyAddress: string;
  telephone: string;
  bankName: string;
  bankAccount: string;
}
export interface SavedTitle extends InvoiceTitle {
  titleId: string;
  isDefault: boolean;
}

/**
 * requested: the merchant has to issue it. issued: there is one. redNeeded: money went back afterwards, so that it has to be taken back by
 * a red-letter note (红字发票); for the rest of the money it is then requested again. voided: taken back, and nothing is left. cancelled: the
 * shopper did not want it after all, or all the money went back before it was issued.
 */
export type InvoiceState = 'requested' | 'issued' | 'redNeeded' | 'voided' | 'cancelled';

export interface IssuedInvoice {
  /** Number of the invoice, and of its red-letter note once there is one. */
  number: string;
  /** Picture or PDF in the cloud storage. */
  file: ImageRef;
  amountFen: Fen;
  issuedAt: Millis;
  redNumber: string;
  redAt: Millis | null;
}
export interface Invoice {
  invoiceId: string;
  orderId: string;
  orderNo: string;
  shop: Pick<ShopBrief, 'shopId' | 'name' | 'logo'>;
  /** What it says was sold. */
  goods: string;
  image: ImageRef;
  state: InvoiceState;
  title: InvoiceTitle;
  email: string;
  /** Paid less refunded: what it is (to be) made out over. */
  amountFen: Fen;
  /** The newest last; more than one after refunds. */
  issued: IssuedInvoice[];
  createdAt: Millis;
  updatedAt: Millis;
}
/** Whether an order can have an invoice. */
export interface InvoiceChoice {
  /** null: none was asked for. */
  invoice: Invoice | null;
  /** '' : it can be asked for. */
  obstacle: string;
  amountFen: Fen;
}
export type InvoiceTab = 'todo' | 'done' | 'all';

/** Actions of the cloud function `invoice`. At most 10 titles. */
export interface InvoiceActions {
  titles: { request: Record<string, never>; result: { items: SavedTitle[] } };
  saveTitle: { request: Write & { title: InvoiceTitle & { titleId?: string; isDefault: boolean } }; result: { items: SavedTitle[]; titleId: string } };
  removeTitle: { request: Write & { titleId: string }; result: { items: SavedTitle[] } };
  ofOrder: { request: { orderId: string }; result: InvoiceChoice };
  /** Once an order; after it was paid for. */
  request: { request: Write & { orderId: string; title: InvoiceTitle; email?: string }; result: Invoice };
  /** Before it was issued. */
  cancel: { request: Write & { invoiceId: string }; result: Invoice };
  list: { request: PageRequest; result: Page<Invoice> };
  /** A link to the file, for looking at it. */
  file: { request: { invoiceId: string }; result: { url: string } };

  /** Shop staff: owner, administrator, finance. */
  shopList: { request: PageRequest & { shopId: string; tab?: InvoiceTab }; result: Page<Invoice> };
  shopGet: { request: { shopId: string; invoiceId: string }; result: Invoice };
  /** `amountFen` is what the invoice says; another than what is due is refused with PRICE_CHANGED. */
  issue: { request: Write & { shopId: string; invoiceId: string; number: string; file: ImageRef; amountFen: Fen }; result: Invoice };
  /** The red-letter note for the last one that was issued. */
  red: { request: Write & { shopId: string; invoiceId: string; number: string }; result: Invoice };
}
