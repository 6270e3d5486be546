/** Coupons and promotions: what a shop takes off, who has claimed what, and what merchants do with them. */
import { serve } from '../kernel/serve';
import { claim } from './claim';
import { claimable, count, mine } from './lists';
import { create, manageList, stop } from './manage';
import { createPromotion, promotions, stopPromotion } from './promotions';

export const main = serve<'coupon'>({ claimable, claim, mine, count, manageList, create, stop, promotions, createPromotion, stopPromotion });
