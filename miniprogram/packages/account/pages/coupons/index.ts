import type { UserCoupon } from '../../../../../typings/index';
import { coupon } from '../../../../services/coupon';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';

type Tab = 'usable' | 'used' | 'expired';
const TABS: { key: Tab; text: string }[] = [
  { key: 'usable', text: '可用' },
  { key: 'used', text: '已用' },
  { key: 'expired', text: '过期' },
];

Page({
  data: {
    tabs: TABS,
    tab: 'usable' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as UserCoupon[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<UserCoupon> | null,

  onLoad(query) {
    const wanted = queryText(query, 'tab');
    this.pager = new Pager((cursor) => coupon.mine({ tab: this.data.tab, cursor, limit: 20 }));
    this.setData({ tab: TABS.find(({ key }) => key === wanted)?.key ?? 'usable' });
  },
  onShow() {
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onReachBottom() {
    void this.more();
  },

  /** From the first page; what is shown stays until the new page is here. */
  async load() {
    const pager = this.pager as Pager<UserCoupon> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ items, state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<UserCoupon> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', items: [] });
    void this.load();
  },
  /** To the goods it is for; a used one to the order that used it. */
  onUse(event: Tap<{ index: number }>) {
    const one = this.data.items[event.currentTarget.dataset.index];
    if (!one) return;
    if (one.orderId) go(routes.order(one.orderId));
    else if (one.spuIds.length === 1) go(routes.product(one.spuIds[0] as string));
    else go(routes.shop(one.shopId));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
  onBrowse() {
    go(routes.home());
  },
});
