import type { Fen, ImageRef, Millis } from './common';
import type { DepositState } from './deposit';
import type { FreightActions } from './freight';
import type { PickupPointActions } from './pickup';
import type { ShopRating } from './review';
import type { ShopTermsActions } from './shop-terms';
import type { StaffRole } from './user';

/** 微信小店's shop status. */
export type ShopStatus = 'opening' | 'open_finished' | 'closing' | 'close_finished';

export interface ShopHome {
  shopId: string;
  name: string;
  logo: ImageRef;
  intro: string;
  /** 企业 or 个体工商户. */
  subjectType: '企业' | '个体工商户';
  status: ShopStatus;
  spuCount: number;
  sold: number;
  openedAt: Millis;
  /** null as long as nobody has said anything. */
  rating?: ShopRating | null;
}
/** The first screen of the manage pages. */
export interface ShopOverview {
  shop: ShopHome;
  role: StaffRole;
  /** late: of those to ship, the ones past their time. */
  orders: { toPay: number; toShip: number; toReceive: number; late: number };
  /** Since midnight, Asia/Shanghai. */
  today: { paidOrders: number; paidFen: Fen };
  products: { listed: number; delisted: number; soldOut: number };
  /** null for a role that may not see it. */
  deposit: { state: DepositState; dueFen: Fen; balanceFen: Fen } | null;
}

/** Actions of the cloud function `shop`. */
export interface ShopActions extends FreightActions, PickupPointActions, ShopTermsActions {
  get: { request: { shopId: string }; result: ShopHome };
  overview: { request: { shopId: string }; result: ShopOverview };
}
