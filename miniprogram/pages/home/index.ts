import type { HomeBlock, SpuCard } from '../../../typings/index';
import { catalog } from '../../services/catalog';
import { asAppError } from '../../services/error';
import { paintCartBadge, refreshCartCount } from '../../services/session';
import { toast } from '../../utils/feedback';
import type { FeedPart } from '../../utils/feed-view';
import { FeedView } from '../../utils/feed-view';
import { navMetrics } from '../../utils/layout';
import type { FootState } from '../../utils/pager';
import { Pager } from '../../utils/pager';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';

const feed = new Pager<SpuCard>((cursor) => catalog.list({ cursor, limit: 20 }));

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    nav: navMetrics(),
    blocks: [] as HomeBlock[],
    left: [] as FeedPart[],
    right: [] as FeedPart[],
    foot: 'more' as FootState,
    /** The header gets a line once the page has moved under it. */
    lifted: false,
  },

  view: null as FeedView | null,

  onLoad() {
    this.view = new FeedView(this);
    void this.load();
  },
  onShow() {
    paintCartBadge();
    void refreshCartCount();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },
  onPageScroll({ scrollTop }) {
    const lifted = scrollTop > 8;
    if (lifted !== this.data.lifted) this.setData({ lifted });
    this.view?.scrolled(scrollTop);
  },
  onShareAppMessage() {
    return { title: '小店：好货不远', path: routes.home() };
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      const home = await catalog.home();
      feed.restart(home.feed);
      this.setData({ state: 'ready', blocks: home.blocks, foot: feed.ended ? 'end' : 'more' });
      this.view?.restart(home.feed.items);
    } catch (error) {
      const { message } = asAppError(error);
      // What is on the screen already is better than an error page.
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },

  async more() {
    if (this.data.state !== 'ready' || feed.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const cards = await feed.next();
      if (cards) {
        this.view?.append(cards);
        this.setData({ foot: feed.ended ? 'end' : 'more' });
      }
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onRetry() {
    void this.load();
  },
  onSearch() {
    go(routes.search());
  },
  onProduct(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
});
