import type { OrderBrief, OrderDetail, ShopOrderTab } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { type Tap, type Sent } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { type FootState, Pager } from '../../../../utils/pager';
import { go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { dateTime } from '../../../../utils/time';
import { may, roleIn } from '../../utils/roles';

type ShopOrder = OrderBrief & { userName: string };
type Shown = ShopOrder & { time: string; late: boolean };

const TABS: { key: ShopOrderTab; text: string }[] = [
  { key: 'toShip', text: '待发货' },
  { key: 'late', text: '超时' },
  { key: 'toPay', text: '待付款' },
  { key: 'toReceive', text: '已发货' },
  { key: 'finished', text: '已完成' },
  { key: 'closed', text: '已关闭' },
  { key: 'all', text: '全部' },
];
const EMPTY_TEXTS: Partial<Record<ShopOrderTab, string>> = { late: '没有超过发货时间的订单', toShip: '都发出去了，真利索', all: '有买家下单后会出现在这里' };

Page({
  data: {
    tabs: TABS,
    tab: 'toShip' as ShopOrderTab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    emptyText: '',
    orders: [] as Shown[],
    foot: 'more' as FootState,
    canShip: false,
    shopId: '',
    shipping: null as OrderDetail | null,
    shipSheet: false,
  },
  pager: null as Pager<ShopOrder> | null,

  onLoad(query) {
    const shopId = queryText(query, 'shopId');
    const tab = TABS.find(({ key }) => key === queryText(query, 'tab'))?.key ?? 'toShip';
    this.pager = new Pager((cursor) => order.shopList({ shopId, tab: this.data.tab, cursor, limit: 10 }));
    this.setData({ shopId, tab });
    void this.loadRole();
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

  async loadRole() {
    try {
      this.setData({ canShip: may(await roleIn(this.data.shopId), 'ship') });
    } catch {
      // Without the role no button is offered; the list says what went wrong.
    }
  },
  /** From the first page; what is shown stays until the new page is here. */
  async load() {
    const pager = this.pager as Pager<ShopOrder> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const orders = await pager.next();
      if (!orders) return;
      this.setData({ orders: orders.map(shown), state: orders.length ? 'ready' : 'empty', emptyText: EMPTY_TEXTS[this.data.tab] ?? '', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ShopOrder> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const orders = await pager.next();
      if (!orders) return;
      const at = this.data.orders.length;
      const patch: Record<string, Shown> = {};
      orders.forEach((each, index) => (patch[`orders[${at + index}]`] = shown(each)));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: ShopOrderTab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', orders: [] });
    void this.load();
  },
  onOrder(event: Tap<{ id: string }>) {
    go(routes.manageOrder(this.data.shopId, event.currentTarget.dataset.id));
  },
  async onShip(event: Tap<{ id: string }>) {
    const { shopId } = this.data;
    try {
      // What has still to go out may have changed since the list was read.
      this.setData({ shipping: await order.shopGet({ shopId, orderId: event.currentTarget.dataset.id }), shipSheet: true });
    } catch (error) {
      toastError(error);
    }
  },
  onShipped() {
    this.setData({ shipSheet: false });
    void this.load();
  },
  onCloseShip() {
    this.setData({ shipSheet: false });
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});

function shown(each: ShopOrder): Shown {
  const { shipBefore = null } = each;
  // 11-25 18:00
  const time = shipBefore === null ? dateTime(each.createdAt) : `最晚 ${dateTime(shipBefore).slice(5, 16)} 发货`;
  return { ...each, time, late: shipBefore !== null && shipBefore <= Date.now() };
}
