import type { Promotion, PromotionType } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { coupon } from '../../../../services/coupon';
import { asAppError } from '../../../../services/error';
import { plainYuan } from '../../../../utils/coupon-text';
import { type Sent, type Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { type FootState, Pager } from '../../../../utils/pager';
import { queryText, routes } from '../../../../utils/routes';
import { date } from '../../../../utils/time';

type Tab = 'live' | 'ended';
const TABS: { key: Tab; text: string }[] = [
  { key: 'live', text: '进行中' },
  { key: 'ended', text: '已结束' },
];
type PromotionRow = Promotion & { kind: string; text: string; when: string; stateText: string };

const KINDS: Record<PromotionType, string> = { reduction: '满减', discount: '满折', flash: '限时价', live: '直播价' };
const STATES: Record<Promotion['state'], string> = { upcoming: '未开始', running: '进行中', ended: '已结束', stopped: '已停止' };

function rowOf(one: Promotion): PromotionRow {
  const tiers = one.tiers.map(({ fromFen, offFen, discountNum }) => `满 ${plainYuan(fromFen)} ${one.type === 'reduction' ? `减 ${plainYuan(offFen)}` : `打 ${discountNum / 1000} 折`}`).join('；');
  const lowest = Math.min(...one.prices.map(({ priceFen }) => priceFen));
  const stock = one.prices.reduce((all, price) => all + (price.stock ?? 0), 0);
  const taken = Object.values(one.taken ?? {}).reduce((all, num) => all + num, 0);
  const limits = `${stock > 0 ? `，已抢 ${taken}/${stock} 件` : ''}${one.perUser ? `，每人限 ${one.perUser} 件` : ''}`;
  const priced = `${one.prices.length} 个规格，低至 ¥${plainYuan(lowest)}${limits}`;
  const text = one.type === 'flash' ? `${one.title}，${priced}` : one.type === 'live' ? priced : tiers;
  return { ...one, kind: KINDS[one.type], text, when: `${date(one.startsAt)} 至 ${date(one.endsAt)}`, stateText: STATES[one.state] };
}

Page({
  data: {
    tabs: TABS,
    tab: 'live' as Tab,
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as PromotionRow[],
    foot: 'more' as FootState,
    busyId: '',
  },
  shopId: '',
  pager: null as Pager<Promotion> | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.pager = new Pager((cursor) => coupon.promotions({ shopId: this.shopId, tab: this.data.tab, cursor, limit: 20 }));
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
    const pager = this.pager as Pager<Promotion> | null;
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
    const pager = this.pager as Pager<Promotion> | null;
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
    if (this.data.busyId || !(await ask('结束后立即恢复原价，不能再开始', '结束活动'))) return;
    this.setData({ busyId: id });
    try {
      await new Attempt().run({ shopId: this.shopId as string, promotionId: id }, (request) => coupon.stopPromotion(request));
      toast('已结束');
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ busyId: '' });
      await this.load();
    }
  },
  onNew() {
    go(routes.managePromotion(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onMore() {
    void this.more();
  },
});
