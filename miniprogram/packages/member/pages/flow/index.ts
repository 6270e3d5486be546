import type { PointEntry, PointEntryType, VipCard } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import type { FootState } from '../../../../utils/pager';
import { Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';
import { date, dateTime } from '../../../../utils/time';

const TITLES: Record<PointEntryType, string> = { earn: '购物获得', spend: '下单抵扣', return: '退款退回', takeBack: '退款扣回', expire: '积分到期', adjust: '商家调整', leave: '退会失效' };

interface Row {
  entryId: string;
  title: string;
  note: string;
  when: string;
  delta: string;
  plus: boolean;
  orderId: string;
}

function rowOf({ entryId, type, delta, note, orderId, at, expiresAt }: PointEntry): Row {
  const about = note.split(' · ').slice(1).join(' · ') || (type === 'adjust' ? note : '');
  return { entryId, title: TITLES[type], note: about, when: dateTime(at) + (expiresAt && delta > 0 ? `，${date(expiresAt)} 到期` : ''), delta: delta > 0 ? `+${delta}` : String(delta), plus: delta > 0, orderId };
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    card: null as VipCard | null,
    items: [] as Row[],
    foot: 'more' as FootState,
  },
  shopId: '',
  pager: null as Pager<PointEntry> | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.pager = new Pager((cursor) => vip.flow({ shopId: this.shopId, cursor, limit: 20 }));
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

  async load() {
    const pager = this.pager as Pager<PointEntry> | null;
    if (!pager) return;
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    pager.restart();
    try {
      const [card, items] = await Promise.all([vip.card(this.shopId), pager.next()]);
      if (items) this.setData({ card, items: items.map(rowOf), state: 'ready', foot: pager.ended ? 'end' : 'more' });
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  async more() {
    const pager = this.pager as Pager<PointEntry> | null;
    if (!pager || this.data.state !== 'ready' || pager.ended || this.data.foot === 'loading') return;
    this.setData({ foot: 'loading' });
    try {
      const items = await pager.next();
      if (items) this.setData({ items: [...this.data.items, ...items.map(rowOf)], foot: pager.ended ? 'end' : 'more' });
    } catch {
      this.setData({ foot: 'error' });
    }
  },
  onOrder(event: Tap<{ order: string }>) {
    const { order } = event.currentTarget.dataset;
    if (order) go(routes.order(order));
  },
  onCard() {
    go(routes.vipCard(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
  onBrowse() {
    go(routes.shop(this.shopId));
  },
});
