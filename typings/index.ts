/** Every cloud function that the mini program calls, by name. */
import type { CartActions } from './cart';
import type { CatalogActions } from './catalog';
import type { DepositActions } from './deposit';
import type { OrderActions } from './order';
import type { PaymentActions } from './payment';
import type { ShopActions } from './shop';
import type { UserActions } from './user';

export interface CloudFunctions {
  cart: CartActions;
  catalog: CatalogActions;
  deposit: DepositActions;
  order: OrderActions;
  payment: PaymentActions;
  shop: ShopActions;
  user: UserActions;
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

export type * from './cart';
export type * from './catalog';
export type * from './common';
export type * from './deposit';
export type * from './order';
export type * from './payment';
export type * from './shop';
export type * from './user';
