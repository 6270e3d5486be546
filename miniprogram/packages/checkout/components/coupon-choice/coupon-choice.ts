import type { CouponOption } from '../../../../../typings/index';
import type { Tap } from '../../../../utils/events';

interface Group {
  title: string;
  items: CouponOption[];
}

/**
 * Chooses coupons for one shop's part of an order: at most one for products and one for the shop. Sends `choose` {ids}, or {ids: null} for
 * whatever is cheapest, and `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** CouponOption[] */
    options: { type: Array, value: [] as Record<string, unknown>[] },
    /** string[]: what is used now. */
    chosen: { type: Array, value: [] as string[] },
  },
  data: { groups: [] as Group[], marks: {} as Record<string, boolean>, count: 0 },
  observers: {
    'show, options, chosen'(show: boolean) {
      if (!show) return;
      const options = this.data.options as unknown as CouponOption[];
      const groups = [
        { title: '商品券（最多用一张）', items: options.filter(({ coupon }) => coupon.type < 100) },
        { title: '店铺券（最多用一张）', items: options.filter(({ coupon }) => coupon.type > 100) },
      ].filter(({ items }) => items.length > 0);
      this.setData({ groups });
      this.mark(this.data.chosen as unknown as string[]);
    },
  },
  methods: {
    mark(ids: string[]) {
      this.setData({ marks: Object.fromEntries(ids.map((id) => [id, true])), count: ids.length });
    },
    marked(): string[] {
      return Object.keys(this.data.marks).filter((id) => this.data.marks[id]);
    },
    onPick(event: Tap<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      const options = this.data.options as unknown as CouponOption[];
      const option = options.find(({ coupon }) => coupon.userCouponId === id);
      if (!option?.usable) return;
      const sameKind = (other: string) => options.some(({ coupon }) => coupon.userCouponId === other && coupon.type > 100 === option.coupon.type > 100);
      const others = this.marked().filter((other) => !sameKind(other));
      this.mark(this.data.marks[id] ? others : [...others, id]);
    },
    onBest() {
      this.triggerEvent('choose', { ids: null });
    },
    onDone() {
      this.triggerEvent('choose', { ids: this.marked() });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
