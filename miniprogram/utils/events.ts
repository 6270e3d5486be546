type Any = WechatMiniprogram.IAnyObject;

/** A tap on an element whose data-* attributes are D. */
export type Tap<D extends Any> = WechatMiniprogram.TouchEvent<Any, Any, D>;
/** What a component sent with triggerEvent. */
export type Sent<D extends Any> = WechatMiniprogram.CustomEvent<D>;
