import type { VipCard } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { routes } from '../../../../utils/routes';

/** A shop that the shopper joined. */
interface Row {
  shopId: string;
  name: string;
  logo: string;
  level: string;
  points: number;
  hint: string;
  takesPoints: boolean;
}

function rowOf({ shop, program, level, points, heldPoints }: VipCard): Row {
  const hint = points < 0 ? '退款后积分不足，新得的积分先补上' : heldPoints > 0 ? `另有 ${heldPoints} 积分待付款占用` : '';
  return { ...shop, level: program.on ? (program.levels[level]?.name ?? '') : '会员已停用', points, hint, takesPoints: program.points.on };
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as Row[],
    foot: 'more' as FootState,
  },
  pager: null as Pager<VipCard> | null,

  onLoad() {
    this.pager = new Pager((cursor) => vip.mine({ cursor, limit: 20 }));
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
    const pager = this.pager as Pager<VipCard> | null;
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
    const pager = this.pager as Pager<VipCard> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items.map(rowOf)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },

  onFlow(event: Tap<{ shop: string }>) {
    go(routes.pointFlow(event.currentTarget.dataset.shop));
  },
  onCard(event: Tap<{ shop: string }>) {
    go(routes.vipCard(event.currentTarget.dataset.shop));
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
