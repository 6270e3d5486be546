import type { ManagedCoupon } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { coupon } from '../../../../services/coupon';
import { asAppError } from '../../../../services/error';
import { type Sent, type Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { type FootState, Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

type Tab = 'live' | 'ended';
const TABS: { key: Tab; text: string }[] = [
  { key: 'live', text: '发放中' },
  { key: 'ended', text: '已结束' },
];
type CouponRow = ManagedCoupon & { until: string };

const rowOf = (one: ManagedCoupon): CouponRow => ({ ...one, until: `领取截至 ${date(one.receiveUntil)}` });

Page({
  data: {
    tabs: TABS,
    tab: 'live' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as CouponRow[],
    foot: 'more' as FootState,
    busyId: '',
  },
  shopId: '',
  pager: null as Pager<ManagedCoupon> | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.pager = new Pager((cursor) => coupon.manageList({ shopId: this.shopId, tab: this.data.tab, cursor, limit: 20 }));
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
    const pager = this.pager as Pager<ManagedCoupon> | null;
    if (!pager) return;
    if (this.data.state !== 'ready') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const items = await pager.next();
      if (items) this.setData({ items: items.map(rowOf), state: items.length ? 'ready' : 'empty', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<ManagedCoupon> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items.map(rowOf)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onTab(event: Sent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', items: [] });
    void this.load();
  },
  async onStop(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    if (this.data.busyId || !(await ask('停发后买家不能再领，已领的仍然可以用', '停发'))) return;
    this.setData({ busyId: id });
    try {
      await new Attempt().run({ shopId: this.shopId as string, couponId: id }, (request) => coupon.stop(request));
      toast('已停发');
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ busyId: '' });
      await this.load();
    }
  },
  onNew() {
    go(routes.manageCoupon(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
