import type { CouponTerms } from '../../../typings/index';
import { couponCondition, couponFace, couponScopeText, couponWhen } from '../../utils/coupon-text';

type Shown = CouponTerms & { validFrom: number; validUntil: number; validType?: 1 | 2; validDays?: number };

/** A coupon as a ticket. What can be done with it stands in the slot at its right. */
Component({
  properties: {
    /** ClaimableCoupon, UserCoupon or ManagedCoupon */
    coupon: { type: Object, value: {} as Record<string, unknown> },
    /** Grey: it cannot be used. */
    off: { type: Boolean, value: false },
    /** It lies on the page itself, not on a card or a sheet. */
    onPage: { type: Boolean, value: false },
    /** A line below: why it cannot be used, of which shop it is. */
    note: { type: String, value: '' },
  },
  data: { sign: '', amount: '', unit: '', condition: '', scope: '', when: '', name: '' },
  observers: {
    coupon(coupon: Shown | Record<string, never>) {
      if (coupon.type === undefined) return;
      const shown = coupon as Shown;
      this.setData({ ...couponFace(shown), condition: couponCondition(shown), scope: couponScopeText(shown), when: couponWhen(shown), name: shown.name });
    },
  },
});
