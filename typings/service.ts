/** What a contact button tells customer service in its session-from, e.g. `shop=shop-1&order=O123`. */
export interface ServiceTopic {
  shopId: string;
  orderId: string;
  spuId: string;
}

/** Actions of the cloud function `service`. What users say comes to it from WeChat, not as an action. */
export interface ServiceActions {
  /** What the automatic reply will say about the caller's last topic; for the page before the conversation. */
  hello: { request: Record<string, never>; result: { text: string } };
}
