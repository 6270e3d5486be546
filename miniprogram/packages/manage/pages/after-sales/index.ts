import type { AfterSaleBrief, AfterSaleTab, InstantRefund } from '../../../../../typings/index';
import { aftersale } from '../../../../services/aftersale';
import { shop } from '../../../../services/shop';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';
import { may, roleIn } from '../../utils/roles';

const TABS: { key: AfterSaleTab; text: string }[] = [
  { key: 'todo', text: '待处理' },
  { key: 'all', text: '全部' },
  { key: 'done', text: '已结束' },
];

Page({
  data: {
    tabs: TABS,
    tab: 'todo' as AfterSaleTab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as AfterSaleBrief[],
    foot: 'more' as FootState,
    /** Money at once for what was not shipped; null: not known yet. */
    instant: null as InstantRefund | null,
    mayDecide: false,
    deciding: false,
  },
  shopId: '',
  attempt: null as Attempt | null,
  pager: null as Pager<AfterSaleBrief> | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.setData({ tab: TABS.find(({ key }) => key === queryText(query, 'tab'))?.key ?? 'todo' });
    this.attempt = new Attempt();
    this.pager = new Pager((cursor) => aftersale.shopList({ shopId: this.shopId, tab: this.data.tab, cursor, limit: 10 }));
    void this.loadInstant();
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
    const pager = this.pager as Pager<AfterSaleBrief> | null;
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
    const pager = this.pager as Pager<AfterSaleBrief> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (!items) return;
      const at = this.data.items.length;
      const patch: Record<string, AfterSaleBrief> = {};
      items.forEach((each, index) => (patch[`items[${at + index}]`] = each));
      this.setData({ ...patch, foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  async loadInstant() {
    try {
      const [instant, role] = await Promise.all([shop.instantRefund(this.shopId), roleIn(this.shopId)]);
      this.setData({ instant, mayDecide: may(role, 'instantRefund') && instant.by === 'shop' });
    } catch {
      // A setting; the requests themselves are what the page is for.
    }
  },
  async onInstant(event: WechatMiniprogram.SwitchChange) {
    const attempt: Attempt | null = this.attempt;
    const { instant, deciding } = this.data;
    if (!attempt || !instant || deciding) return;
    const on = event.detail.value;
    // Shown at once; put back if the cloud does not take it.
    this.setData({ deciding: true, instant: { ...instant, on } });
    try {
      this.setData({ instant: await attempt.run({ shopId: this.shopId, on }, (sent) => shop.setInstantRefund(sent)) });
      toastSuccess(on ? '已开启' : '已关闭');
    } catch (error) {
      this.setData({ instant });
      toast(asAppError(error).message);
    } finally {
      this.setData({ deciding: false });
    }
  },

  onTab(event: Sent<{ key: AfterSaleTab }>) {
    this.setData({ tab: event.detail.key, state: 'loading', items: [] });
    void this.load();
  },
  onItem(event: Tap<{ id: string }>) {
    go(routes.manageAfterSale(this.shopId, event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
