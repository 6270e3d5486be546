import type { ActionRequest, CouponActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof CouponActions> = ActionRequest<'coupon', A>;

export const coupon = {
  claimable: (request: Request<'claimable'>) => call('coupon', 'claimable', request),
  claim: (request: Request<'claim'>) => call('coupon', 'claim', request),
  mine: (request: Request<'mine'>) => call('coupon', 'mine', request),
  count: () => call('coupon', 'count', {}),

  manageList: (request: Request<'manageList'>) => call('coupon', 'manageList', request),
  create: (request: Request<'create'>) => call('coupon', 'create', request),
  stop: (request: Request<'stop'>) => call('coupon', 'stop', request),
  promotions: (request: Request<'promotions'>) => call('coupon', 'promotions', request),
  createPromotion: (request: Request<'createPromotion'>) => call('coupon', 'createPromotion', request),
  stopPromotion: (request: Request<'stopPromotion'>) => call('coupon', 'stopPromotion', request),
};
