import type { SpuSort } from '../../../../../typings/index';
import type { Sent } from '../../../../utils/events';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

interface Grid {
  more(): Promise<void>;
  restart(): Promise<void>;
}

Page({
  data: {
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
  },
  wanted: {} as { categoryId?: string; shopId?: string },

  onLoad(query) {
    const categoryId = queryText(query, 'categoryId');
    const shopId = queryText(query, 'shopId');
    const title = queryText(query, 'title');
    if (title) void wx.setNavigationBarTitle({ title });
    this.wanted = { ...(categoryId ? { categoryId } : {}), ...(shopId ? { shopId } : {}) };
    this.setData({ filter: { ...this.wanted, sort: this.data.sort } });
  },
  async onPullDownRefresh() {
    await this.grid()?.restart();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.grid()?.more();
  },
  grid(): Grid | null {
    return this.selectComponent('#results') as unknown as Grid | null;
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    const { sort } = event.detail;
    this.setData({ sort, filter: { ...this.wanted, sort } });
  },
  onBrowse() {
    go(routes.category());
  },
});
