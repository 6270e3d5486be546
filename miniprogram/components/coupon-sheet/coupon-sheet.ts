import type { ClaimableCoupon } from '../../../typings/index';
import { Attempt } from '../../services/attempt';
import { coupon } from '../../services/coupon';
import { asAppError } from '../../services/error';
import type { Tap } from '../../utils/events';
import { toast, toastSuccess } from '../../utils/feedback';

/** What a tap on the button would do. */
interface Row {
  coupon: ClaimableCoupon;
  act: string;
  off: boolean;
}
/** Kept beside the data: no template binds it. */
interface Own {
  attempts?: Map<string, Attempt>;
}

/** The coupons of a shop that can be claimed, those for `spuIds` when there are some. Sends `close` and, after each claim, `claimed`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    /** string[]; empty: all of the shop. */
    spuIds: { type: Array, value: [] as string[] },
  },
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    rows: [] as Row[],
    busyId: '',
  },
  observers: {
    show(show: boolean) {
      if (show) void this.load();
    },
  },
  methods: {
    async load() {
      const { shopId } = this.data;
      const spuIds = this.data.spuIds as unknown as string[];
      if (!shopId) return;
      this.setData({ state: 'loading' });
      try {
        const { items } = await coupon.claimable({ shopId, ...(spuIds.length ? { spuIds } : {}) });
        this.setData({ state: items.length ? 'ready' : 'empty', rows: items.map(rowOf) });
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      }
    },
    async onClaim(event: Tap<{ index: number }>) {
      const { index } = event.currentTarget.dataset;
      const row = this.data.rows[index];
      if (!row || row.off || this.data.busyId) return;
      const { couponId } = row.coupon;
      const own = this as unknown as Own;
      const attempts: Map<string, Attempt> = (own.attempts ??= new Map<string, Attempt>());
      const attempt = attempts.get(couponId) ?? new Attempt();
      attempts.set(couponId, attempt);
      this.setData({ busyId: couponId });
      try {
        await attempt.run({ couponId }, (request) => coupon.claim(request));
        this.setData({ [`rows[${index}]`]: rowOf({ ...row.coupon, mine: row.coupon.mine + 1 }) });
        toastSuccess('领取成功');
        this.triggerEvent('claimed', { couponId });
      } catch (error) {
        const { code, message } = asAppError(error);
        if (code === 'SOLD_OUT') this.setData({ [`rows[${index}]`]: rowOf({ ...row.coupon, gone: true }) });
        toast(message);
      } finally {
        this.setData({ busyId: '' });
      }
    },
    onRetry() {
      void this.load();
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});

function rowOf(one: ClaimableCoupon): Row {
  if (one.mine >= one.perUser) return { coupon: one, act: '已领取', off: true };
  if (one.gone) return { coupon: one, act: '已领完', off: true };
  return { coupon: one, act: one.mine > 0 ? '再领一张' : '领取', off: false };
}
