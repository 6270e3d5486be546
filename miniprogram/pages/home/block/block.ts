import { session } from '../../../services/session';
import type { Tap } from '../../../utils/events';
import { go } from '../../../utils/navigation';
import { routes } from '../../../utils/routes';

/** One block of the home page: banner, categories, feature, grid, coupons, shops or text. */
Component({
  properties: {
    /** HomeBlock */
    block: { type: Object, value: {} as Record<string, unknown> },
  },
  data: { slide: 0 },
  methods: {
    onSlide(event: WechatMiniprogram.SwiperChange) {
      this.setData({ slide: event.detail.current });
    },
    onBanner(event: Tap<{ url: string }>) {
      const { url } = event.currentTarget.dataset;
      if (url) go(url);
    },
    onCategory(event: Tap<{ id: string }>) {
      session.set({ categoryId: event.currentTarget.dataset.id });
      go(routes.category());
    },
    onProduct(event: Tap<{ id: string }>) {
      go(routes.product(event.currentTarget.dataset.id));
    },
    onShop(event: Tap<{ id: string }>) {
      go(routes.shop(event.currentTarget.dataset.id));
    },
  },
});
