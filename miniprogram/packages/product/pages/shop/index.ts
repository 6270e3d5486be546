import type { HomeBlock, ShopHome, SpuSort } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { catalog } from '../../../../services/catalog';
import { shop } from '../../../../services/shop';
import type { Sent } from '../../../../utils/events';
import { shortCount } from '../../../../utils/money';
import { date } from '../../../../utils/time';
import { back, go } from '../../../../utils/navigation';
import { tenths } from '../../../../utils/review-text';
import { queryText, routes } from '../../../../utils/routes';

interface Grid {
  more(): Promise<void>;
  scrolled(scrollTop: number): void;
  restart(): Promise<void>;
}

/** 首页: what the shop puts first. 全部: in the shopper's order. 上新: the newest first. */
type Tab = 'home' | 'all' | 'new';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    shop: null as ShopHome | null,
    soldText: '',
    since: '',
    /** What customers think of it; empty while nobody has said anything. */
    rating: [] as { key: string; text: string }[],
    closed: false,
    /** What the shop puts on its home; empty: nothing was arranged. */
    blocks: [] as HomeBlock[],
    tabs: [
      { key: 'home', text: '首页' },
      { key: 'all', text: '全部商品' },
      { key: 'new', text: '上新' },
    ],
    tab: 'home' as Tab,
    sort: 'default' as SpuSort,
    filter: null as Record<string, unknown> | null,
  },
  shopId: '',

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.setData({ filter: { shopId: this.shopId, sort: this.data.sort } });
    void this.load();
    void this.loadBlocks();
  },
  async onPullDownRefresh() {
    await Promise.all([this.load(), this.loadBlocks(), this.grid()?.restart()]);
    void wx.stopPullDownRefresh();
  },
  onPageScroll({ scrollTop }) {
    this.grid()?.scrolled(scrollTop);
  },
  onReachBottom() {
    void this.grid()?.more();
  },
  onShareAppMessage() {
    const { shop: home } = this.data;
    return { title: home?.name ?? '店铺', path: routes.shop(this.shopId), imageUrl: home?.logo };
  },
  onShareTimeline() {
    const { shop: home } = this.data;
    return { title: home?.name ?? '店铺', query: `shopId=${this.shopId}`, imageUrl: home?.logo };
  },
  grid(): Grid | null {
    return this.selectComponent('#results') as unknown as Grid | null;
  },

  async load() {
    try {
      const home = await shop.get(this.shopId);
      // The bar is the top page's, which is another one when the shopper did not wait.
      if (getCurrentPages().slice(-1)[0] === this) void wx.setNavigationBarTitle({ title: home.name });
      this.setData({
        state: 'ready',
        shop: home,
        soldText: shortCount(home.sold),
        since: date(home.openedAt).slice(0, 4),
        closed: home.status !== 'open_finished',
        rating: ratingOf(home),
      });
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state !== 'ready') this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  async loadBlocks() {
    try {
      const { blocks } = await catalog.shopBlocks(this.shopId);
      this.setData({ blocks });
    } catch {
      // The goods stand below in any case.
    }
  },
  onSort(event: Sent<{ sort: SpuSort }>) {
    const { sort } = event.detail;
    this.setData({ sort, filter: { shopId: this.shopId, sort } });
  },
  onTab({ detail: { key } }: Sent<{ key: Tab }>) {
    const { sort } = this.data;
    this.setData({ tab: key, filter: { shopId: this.shopId, sort: key === 'all' ? sort : key === 'new' ? 'newest' : 'default' } });
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

function ratingOf({ rating }: ShopHome): { key: string; text: string }[] {
  if (!rating) return [];
  const { productTenths, serviceTenths, deliveryTenths } = rating;
  return [
    { key: '商品', text: tenths(productTenths) },
    { key: '服务', text: tenths(serviceTenths) },
    { key: '物流', text: tenths(deliveryTenths) },
  ];
}
