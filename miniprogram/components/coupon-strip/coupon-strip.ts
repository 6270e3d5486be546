import { coupon } from '../../services/coupon';
import { couponShort } from '../../utils/coupon-text';

const MOST_TAGS = 4;

/** One line with a shop's offers; a tap opens the sheet in which coupons are claimed. Shows nothing where there is nothing to claim. */
Component({
  properties: {
    shopId: { type: String, value: '' },
    /** Only what is good for this product; '': all of the shop. */
    spuId: { type: String, value: '' },
    /** string[]: full reductions and the like, in words. They need no claim. */
    promotions: { type: Array, value: [] as string[] },
  },
  data: { tags: [] as string[], more: false, show: false, spuIds: [] as string[] },
  observers: {
    'shopId, spuId'(shopId: string, spuId: string) {
      this.setData({ spuIds: spuId ? [spuId] : [] });
      if (shopId) void this.load();
    },
  },
  methods: {
    async load() {
      const { shopId, spuIds } = this.data;
      try {
        const { items } = await coupon.claimable({ shopId, ...(spuIds.length ? { spuIds } : {}) });
        this.setData({ tags: items.slice(0, MOST_TAGS).map(couponShort), more: items.length > 0 });
      } catch {
        // The strip is an extra: the page stands without it.
      }
    },
    onOpen() {
      if (this.data.more) this.setData({ show: true });
    },
    onClose() {
      this.setData({ show: false });
    },
  },
});
