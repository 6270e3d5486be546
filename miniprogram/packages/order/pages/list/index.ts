import type { OrderBrief, OrderTab } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { actOn } from '../../../../services/order-acts';
import type { Sent, Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import type { OrderAction } from '../../../../utils/order-text';
import { ORDER_TABS } from '../../../../utils/order-text';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

Page({
  data: {
    tabs: ORDER_TABS,
    tab: 'all' as OrderTab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    orders: [] as OrderBrief[],
    foot: 'more' as FootState,
    busyId: '',
  },
  pager: null as Pager<OrderBrief> | null,

  onLoad(query) {
    const wanted = queryText(query, 'tab');
    const tab = ORDER_TABS.find(({ key }) => key === wanted)?.key ?? 'all';
    this.pager = new Pager((cursor) => order.list({ tab: this.data.tab, cursor, limit: 10 }));
    this.setData({ tab });
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
    const pager = this.pager as Pager<OrderBrief> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const orders = await pager.next();
      if (orders) this.setData({ orders, state: orders.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<OrderBrief> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const orders = await pager.next();
      if (!orders) return;
      const at = this.data.orders.length;
      const patch: Record<string, OrderBrief> = {};
      orders.forEach((each, index) => (patch[`orders[${at + index}]`] = each));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: OrderTab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', orders: [] });
    void this.load();
  },
  onOrder(event: Tap<{ id: string }>) {
    go(routes.order(event.currentTarget.dataset.id));
  },
  async onAct({ detail: { action, orderId } }: Sent<{ action: OrderAction; orderId: string }>) {
    const target = this.data.orders.find((each) => each.orderId === orderId);
    if (!target || this.data.busyId) return;
    this.setData({ busyId: orderId });
    try {
      if (await actOn(target, action)) await this.load();
    } finally {
      this.setData({ busyId: '' });
    }
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
