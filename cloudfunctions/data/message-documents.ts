/** What is stored of messages. See documents.ts for the conventions. */
import type { ImageRef, ManagedTemplate, Millis, NoticeEvent, NoticeFact, NoticeKind } from '../../typings';

/**
 * Whether WeChat is to carry a notice too. owed: it is to be sent when `pushAt` has come. sending: somebody is about to, and has spent or
 * is about to spend a grant. none: nobody asked for it, or no grant was left. unknown: it died while sending, and is not sent again,
 * because WeChat may have it already.
 */
export type PushState = 'none' | 'owed' | 'sending' | 'sent' | 'refused' | 'unknown';

/** Told to one person, once: `_id` follows from what happened. */
export interface NoticeDoc {
  _id: string;
  openid: string;
  kind: NoticeKind;
  event: NoticeEvent;
  title: string;
  text: string;
  image: ImageRef;
  page: string;
  facts: Partial<Record<NoticeFact, string>>;
  createdAt: Millis;
  readAt: Millis | null;
  push: PushState;
  pushAt: Millis;
  pushTries: number;
  /** The key of the template that carries it; '' for none. */
  template: string;
}

/** One shopper's grants of one template. `_id` follows from openid and template id. */
export interface MessageGrantDoc {
  _id: string;
  openid: string;
  templateId: string;
  /** granted = left + spent so far + those that WeChat did not know of. Never negative. */
  left: number;
  granted: number;
  sent: number;
  /** Notices that took one, the last ones: none takes a second. */
  spentFor: string[];
  recent: string[];
  updatedAt: Millis;
}

/** `_id` is the key. */
export interface MessageTemplateDoc extends Omit<ManagedTemplate, 'key'> {
  _id: string;
  recent: string[];
}

/** What a shopper last came to customer service from. `_id` is the openid. */
export interface ServiceSessionDoc {
  _id: string;
  shopId: string;
  orderId: string;
  spuId: string;
  enteredAt: Millis;
  /** Of the last automatic reply; 0: none yet. */
  repliedAt: Millis;
  /** Numbers of messages that were seen: WeChat may deliver one twice. */
  recent: string[];
}
