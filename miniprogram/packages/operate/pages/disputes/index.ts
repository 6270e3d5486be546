import type { AfterSaleBrief } from '../../../../../typings/index';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { routes } from '../../../../utils/routes';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as AfterSaleBrief[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<AfterSaleBrief> | null,

  onLoad() {
    this.pager = new Pager((cursor) => aftersale.disputes({ cursor, limit: 10 }));
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

  onItem(event: Tap<{ id: string }>) {
    go(routes.operateDispute(event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
