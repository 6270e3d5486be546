import type { ShopHome, SpuSort } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Sent } from '../../../../utils/events';
import { shortCount } from '../../../../utils/money';
import { date } from '../../../../utils/time';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

interface Grid {
  more(): Promise<void>;
  restart(): Promise<void>;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    shop: null as ShopHome | null,
    soldText: '',
    since: '',
    closed: false,
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
  },
  shopId: '',

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.setData({ filter: { shopId: this.shopId, sort: this.data.sort } });
    void this.load();
  },
  async onPullDownRefresh() {
    await Promise.all([this.load(), this.grid()?.restart()]);
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.grid()?.more();
  },
  onShareAppMessage() {
    return { title: this.data.shop?.name ?? '店铺', path: routes.shop(this.shopId) };
  },
  grid(): Grid | null {
    return this.selectComponent('#results') as unknown as Grid | null;
  },

  async load() {
    try {
      const home = await shop.get(this.shopId);
      void wx.setNavigationBarTitle({ title: home.name });
      this.setData({
        state: 'ready',
        shop: home,
        soldText: shortCount(home.sold),
        since: date(home.openedAt).slice(0, 4),
        closed: home.status !== 'open_finished',
      });
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state !== 'ready') this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    const { sort } = event.detail;
    this.setData({ sort, filter: { shopId: this.shopId, sort } });
  },
  onSearch() {
    go(routes.search({ shopId: this.shopId }));
  },
  onRetry() {
    this.setData({ state: 'loading' });
    void this.load();
  },
  onBack() {
    back();
  },
});
