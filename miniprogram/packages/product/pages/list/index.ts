import type { SpuSort } from '../../../../../typings/index';
import type { Sent } from '../../../../utils/events';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import type { Narrowing } from '../../components/filter-sheet/filter-sheet';

interface Grid {
  more(): Promise<void>;
  scrolled(scrollTop: number): void;
  restart(): Promise<void>;
}

Page({
  data: {
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
    scope: {} as Record<string, unknown>,
    narrowing: {} as Narrowing,
    narrowed: false,
    filtering: false,
  },

  onLoad(query) {
    const categoryId = queryText(query, 'categoryId');
    const shopId = queryText(query, 'shopId');
    const title = queryText(query, 'title');
    if (title) void wx.setNavigationBarTitle({ title });
    const scope = { ...(categoryId ? { categoryId } : {}), ...(shopId ? { shopId } : {}) };
    this.setData({ scope });
    this.filter();
  },
  async onPullDownRefresh() {
    await this.grid()?.restart();
    void wx.stopPullDownRefresh();
  },
  onPageScroll({ scrollTop }) {
    this.grid()?.scrolled(scrollTop);
  },
  onReachBottom() {
    void this.grid()?.more();
  },
  grid(): Grid | null {
    return this.selectComponent('#results') as unknown as Grid | null;
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    this.setData({ sort: event.detail.sort });
    this.filter();
  },
  filter() {
    const { scope, narrowing, sort } = this.data;
    this.setData({ filter: { ...narrowing, ...scope, sort } });
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  onCloseFilter() {
    this.setData({ filtering: false });
  },
  onNarrow({ detail: { narrowing } }: Sent<{ narrowing: Narrowing }>) {
    this.setData({ narrowing, narrowed: Object.keys(narrowing).length > 0 });
    this.filter();
  },
  onBrowse() {
    go(routes.category());
  },
});
