import type { DepositState, ShopOverview } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { loadMe } from '../../../../services/session';
import { aftersale } from '../../../../services/aftersale';
import { review } from '../../../../services/review';
import { shop } from '../../../../services/shop';
import { type Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { may, ROLE_NAMES } from '../../utils/roles';

interface DepositLine {
  title: string;
  hint: string;
  /** Money is owed: the line calls for it. */
  due: boolean;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    overview: null as ShopOverview | null,
    role: '',
    open: true,
    orders: [] as { tab: string; text: string; icon: string; count: number; main: boolean }[],
    deposit: null as DepositLine | null,
    seesProducts: false,
    verifies: false,
    /** After-sales that wait for the shop. */
    afterSales: 0,
    seesReviews: false,
    /** Reviews that the shop has not answered. */
    reviews: 0,
  },
  shopId: '',

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
  },
  onShow() {
    void this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      if (!this.shopId) this.shopId = (await loadMe()).memberships[0]?.shopId ?? '';
      if (!this.shopId) return this.setData({ state: 'error', gone: true, errorText: '你还没有可以管理的店铺' });
      this.show(await shop.overview(this.shopId));
      void this.countAfterSales();
      void this.countReviews();
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' || code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  show(overview: ShopOverview) {
    const { orders, role } = overview;
    this.setData({
      state: 'ready',
      overview,
      role: ROLE_NAMES[role],
      open: overview.shop.status === 'open_finished',
      seesProducts: may(role, 'products'),
      verifies: may(role, 'ship'),
      seesReviews: may(role, 'reviews'),
      deposit: overview.deposit ? depositLine(overview.deposit) : null,
      orders: [
        { tab: 'toShip', text: '待发货', icon: 'box', count: orders.toShip, main: true },
        { tab: 'toPay', text: '待付款', icon: 'wallet', count: orders.toPay, main: false },
        { tab: 'toReceive', text: '待收货', icon: 'truck', count: orders.toReceive, main: false },
        { tab: 'all', text: '全部订单', icon: 'receipt', count: 0, main: false },
      ],
    });
  },

  async countAfterSales() {
    try {
      this.setData({ afterSales: (await aftersale.shopCounts(this.shopId)).todo });
    } catch {
      // The badge is a convenience; the list behind it tells the truth.
    }
  },

  async countReviews() {
    if (!this.data.seesReviews) return;
    try {
      this.setData({ reviews: (await review.shopCounts(this.shopId)).toReply });
    } catch {
      // As with the after-sales.
    }
  },

  onReviews() {
    go(routes.manageReviews(this.shopId));
  },
  onAfterSales() {
    go(routes.manageAfterSales(this.shopId));
  },
  onOrders(event: Tap<{ tab: string }>) {
    go(routes.manageOrders(this.shopId, event.currentTarget.dataset.tab));
  },
  onProducts(event: Tap<{ tab?: string }>) {
    go(routes.manageProducts(this.shopId, event.currentTarget.dataset.tab ?? 'listed'));
  },
  onNewProduct() {
    go(routes.manageProduct(this.shopId));
  },
  onInvoices() {
    go(routes.manageInvoices(this.shopId));
  },
  onBlocks() {
    go(routes.manageBlocks(this.shopId));
  },
  onCoupons() {
    go(routes.manageCoupons(this.shopId));
  },
  onVip() {
    go(routes.manageVip(this.shopId));
  },
  onLive() {
    go(routes.manageLive(this.shopId));
  },
  onPromotions() {
    go(routes.managePromotions(this.shopId));
  },
  onPickups() {
    go(routes.managePickups(this.shopId));
  },
  onVerify() {
    go(routes.manageVerify(this.shopId));
  },
  onFreights() {
    go(routes.manageFreights(this.shopId));
  },
  onLate() {
    go(routes.manageOrders(this.shopId, 'late'));
  },
  onDeposit() {
    go(routes.manageDeposit(this.shopId));
  },
  onShop() {
    go(routes.shop(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

const TITLES: Record<DepositState, string> = { paid: '保证金已缴足', trial: '0 元保证金试运营中', insufficient: '保证金不足', unpaid: '保证金未缴纳' };

function depositLine({ state, dueFen, balanceFen }: { state: DepositState; dueFen: number; balanceFen: number }): DepositLine {
  const due = dueFen > 0;
  const hint = due ? `还需缴纳 ${yuan(dueFen)}` : state === 'trial' ? '暂不需要缴纳，上架商品数有上限' : `余额 ${yuan(balanceFen)}`;
  return { title: TITLES[state], hint, due };
}
