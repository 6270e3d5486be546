import type { Me, StaffRole } from '../../../typings/index';
import { coupon } from '../../services/coupon';
import { message } from '../../services/message';
import { order } from '../../services/order';
import { review } from '../../services/review';
import { asAppError } from '../../services/error';
import { loadMe, paintCartBadge, refreshCartCount } from '../../services/session';
import { user } from '../../services/user';
import type { Tap } from '../../utils/events';
import { toast } from '../../utils/feedback';
import { navMetrics } from '../../utils/layout';
import { go } from '../../utils/navigation';
import { routes } from '../../utils/routes';
import { date } from '../../utils/time';

const ROLES: Record<StaffRole, string> = {
  owner: '店主',
  administrator: '管理员',
  operator: '运营',
  customerService: '客服',
  finance: '财务',
  warehouse: '仓库',
};

Page({
  data: {
    nav: navMetrics(),
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    me: null as Me | null,
    /** Coupons that can be used. */
    coupons: 0,
    /** Messages that were not read. */
    unread: 0,
    closesOn: '',
    kept: { favorites: 0, footprints: 0 },
    shops: [] as { shopId: string; name: string; logo: string; role: string }[],
    orders: [
      { tab: 'toPay', text: '待付款', icon: 'wallet', count: 0 },
      { tab: 'toShip', text: '待发货', icon: 'box', count: 0 },
      { tab: 'toReceive', text: '待收货', icon: 'truck', count: 0 },
      { tab: 'toReview', text: '待评价', icon: 'note', count: 0 },
    ],
  },

  onShow() {
    paintCartBadge();
    void refreshCartCount();
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    await Promise.all([this.loadProfile(), this.loadCounts(), this.loadKept(), this.loadCoupons(), this.loadReviews(), this.loadUnread()]);
  },
  async loadProfile() {
    try {
      const me = await loadMe(true);
      const shops = me.memberships.map(({ shopId, shopName, logo, role }) => ({ shopId, name: shopName, logo, role: ROLES[role] }));
      this.setData({ state: 'ready', me, shops, closesOn: date(me.closesAt) });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async loadUnread() {
    try {
      this.setData({ unread: (await message.unread()).total });
    } catch {
      // As with the badges.
    }
  },
  async loadKept() {
    try {
      this.setData({ kept: await user.keptCounts() });
    } catch {
      // As with the badges.
    }
  },
  async loadCounts() {
    try {
      const { toPay, toShip, toReceive } = await order.counts();
      this.setData({ 'orders[0].count': toPay, 'orders[1].count': toShip, 'orders[2].count': toReceive });
    } catch {
      // The badges are a convenience; the lists behind them tell the truth.
    }
  },

  async loadReviews() {
    try {
      this.setData({ 'orders[3].count': (await review.count()).toReview });
    } catch {
      // As with the badges.
    }
  },
  async loadCoupons() {
    try {
      this.setData({ coupons: (await coupon.count()).usable });
    } catch {
      // As with the badges.
    }
  },

  onOrders(event: Tap<{ tab?: string }>) {
    const { tab = '' } = event.currentTarget.dataset;
    go(tab === 'toReview' ? routes.myReviews() : routes.orders(tab || 'all'));
  },
  onAfterSales() {
    go(routes.afterSales());
  },
  onMessages() {
    go(routes.messages());
  },
  onSettings() {
    go(routes.settings());
  },
  onClosing() {
    go(routes.closeAccount());
  },
  onInvoices() {
    go(routes.invoices());
  },
  onTemplates() {
    go(routes.operateTemplates());
  },
  onProfile() {
    if (this.data.me) go(routes.profile());
  },
  onCoupons() {
    go(routes.coupons());
  },
  onPoints() {
    go(routes.points());
  },
  onFavorites() {
    go(routes.favorites());
  },
  onFootprints() {
    go(routes.footprints());
  },
  onDisputes() {
    go(routes.operateDisputes());
  },
  onReviews() {
    go(routes.myReviews('done'));
  },
  onOperateReviews() {
    go(routes.operateReviews());
  },
  onOperateHome() {
    go(routes.operateHome());
  },
  onAddresses() {
    go(routes.addresses());
  },
  onManage(event: Tap<{ id: string }>) {
    go(routes.manage(event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
});
