/** Every cloud function that the mini program calls, by name. */
import type { AfterSaleActions } from './aftersale';
import type { CartActions } from './cart';
import type { CatalogActions } from './catalog';
import type { CouponActions } from './coupon';
import type { DepositActions } from './deposit';
import type { InvoiceActions } from './invoice';
import type { MessageActions } from './message';
import type { OrderActions } from './order';
import type { PaymentActions } from './payment';
import type { ReviewActions } from './review';
import type { LiveActions } from './live';
import type { ServiceActions } from './service';
import type { ShopActions } from './shop';
import type { UserActions } from './user';
import type { VipActions } from './vip';

export interface CloudFunctions {
  aftersale: AfterSaleActions;
  cart: CartActions;
  catalog: CatalogActions;
  coupon: CouponActions;
  deposit: DepositActions;
  invoice: InvoiceActions;
  message: MessageActions;
  live: LiveActions;
  order: OrderActions;
  payment: PaymentActions;
  review: ReviewActions;
  service: ServiceActions;
  shop: ShopActions;
  user: UserActions;
  vip: VipActions;
}
export type ActionRequest<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F]> = CloudFunctions[F][A] extends {
  request: infer R;
}
  ? R
  : never;
export type ActionResult<F extends keyof CloudFunctions, A extends keyof CloudFunctions[F]> = CloudFunctions[F][A] extends {
  result: infer R;
}
  ? R
  : never;

export type * from './aftersale';
export type * from './cart';
export type * from './catalog';
export type * from './common';
export type * from './coupon';
export type * from './delivery';
export type * from './deposit';
export type * from './find';
export type * from './fulfilment';
export type * from './invoice';
export type * from './message';
export type * from './freight';
export type * from './live';
export type * from './order';
export type * from './payment';
export type * from './pickup';
export type * from './review';
export type * from './service';
export type * from './sharing';
export type * from './shop';
export type * from './shop-blocks';
export type * from './shop-terms';
export type * from './terms';
export type * from './user';
export type * from './vip';
