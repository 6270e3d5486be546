import type { ImageRef, Millis, Page, PageRequest, Write } from './common';

export type NoticeKind = 'order' | 'afterSale' | 'coupon' | 'account';

/** What a shopper is told of. */
export type NoticeEvent =
  | 'order.paid'
  | 'order.shipped'
  | 'order.pickupReady' // it can be fetched, or has to be soon
  | 'order.pickedUp'
  | 'order.autoConfirmed'
  | 'order.expired'
  | 'order.refunded' // a payment that no order took went back
  | 'order.changed' // the merchant changed something that the shopper should look at
  | 'afterSale.agreed'
  | 'afterSale.rejected'
  | 'afterSale.refunded'
  | 'afterSale.closed'
  | 'afterSale.proposed'
  | 'afterSale.reshipped'
  | 'afterSale.message'
  | 'afterSale.decided'
  | 'coupon.expiring'
  | 'invoice.issued'
  | 'account.closing'
  | 'account.kept'; // the deletion was called off by the system

export interface Notice {
  noticeId: string;
  kind: NoticeKind;
  event: NoticeEvent;
  title: string;
  text: string;
  image: ImageRef;
  /** Page with its query, without a leading slash; '' for none. */
  page: string;
  createdAt: Millis;
  read: boolean;
}
export interface UnreadCounts {
  total: number;
  byKind: Partial<Record<NoticeKind, number>>;
}

/** Where the shopper is asked whether a message may be sent. */
export type SubscribeScene = 'pay' | 'afterSale' | 'coupon';
/** A kind of WeChat subscribe message, with what the caller has granted of it. */
export interface SubscribeTemplate {
  key: string;
  /** WeChat's template id, as wx.requestSubscribeMessage takes it. */
  templateId: string;
  title: string;
  /** When it is sent. */
  hint: string;
  scenes: SubscribeScene[];
  /** Messages that may still be sent: one for each time that the shopper accepted. */
  left: number;
  /** Messages that were sent so far. */
  sent: number;
}

/** What a field of a template can be filled with. */
export type NoticeFact = 'goods' | 'orderNo' | 'amount' | 'time' | 'status' | 'tip' | 'company' | 'waybill' | 'shop' | 'name';
export interface TemplateField {
  /** Kind and number, as the template has it: thing1, amount2 … */
  name: string;
  fact: NoticeFact;
}
/** A template as the platform's operator keeps it. */
export interface TemplateDraft {
  templateId: string;
  enabled: boolean;
  /** At most 5, as WeChat's templates have. */
  fields: TemplateField[];
}
export interface ManagedTemplate extends TemplateDraft {
  key: string;
  title: string;
  hint: string;
  events: NoticeEvent[];
  scenes: SubscribeScene[];
  /** What WeChat last refused it for; '' : nothing. */
  problem: string;
  updatedAt: Millis;
}

/** Actions of the cloud function `message`. */
export interface MessageActions {
  list: { request: PageRequest & { kind?: NoticeKind }; result: Page<Notice> };
  unread: { request: Record<string, never>; result: UnreadCounts };
  /** Those named, or all (of one kind) that came up to `upTo`. */
  read: { request: Write & { noticeIds?: string[]; kind?: NoticeKind; upTo?: Millis }; result: UnreadCounts };
  templates: { request: Record<string, never>; result: { items: SubscribeTemplate[] } };
  /** What wx.requestSubscribeMessage answered with accept: one more message of each may be sent. */
  granted: { request: Write & { templateIds: string[] }; result: { items: SubscribeTemplate[] } };

  /** The platform's operators. */
  manageTemplates: { request: Record<string, never>; result: { items: ManagedTemplate[] } };
  saveTemplate: { request: Write & { key: string; draft: TemplateDraft }; result: { items: ManagedTemplate[] } };
}
