import type { VipCard } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import { ask, toastError, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import type { CardView } from '../../utils/card-view';
import { cardView } from '../../utils/card-view';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    card: null as VipCard | null,
    view: null as CardView | null,
    busy: false,
  },
  shopId: '',
  joining: null as Attempt | null,
  leaving: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.joining = new Attempt();
    this.leaving = new Attempt();
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
      this.show(await vip.card(this.shopId));
    } catch (error) {
      const { code, message } = asAppError(error);
      const gone = code === 'NOT_FOUND' || code === 'BAD_REQUEST';
      if (this.data.state !== 'ready') this.setData({ state: 'error', errorText: gone ? '这个店铺还没有开通会员' : message, gone });
    }
  },
  show(card: VipCard) {
    this.setData({ state: 'ready', card, view: cardView(card) });
  },
  async onJoin() {
    const attempt: Attempt | null = this.joining;
    if (this.data.busy || !attempt) return;
    this.setData({ busy: true });
    try {
      this.show(await attempt.run({ shopId: this.shopId }, (request) => vip.join(request)));
      toastSuccess('欢迎入会');
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  async onLeave() {
    const attempt: Attempt | null = this.leaving;
    const { card, busy } = this.data;
    if (busy || !attempt || !card?.joinedAt) return;
    const { points, joinedAt } = card;
    const cost = points > 0 ? `${points} 积分立即失效、不能恢复，` : '';
    if (!(await ask(`退出后${cost}不再享受会员价。会员等级按累计消费保留，可以随时重新入会。`, '确认退出', '退出会员'))) return;
    this.setData({ busy: true });
    try {
      this.show(await attempt.run({ shopId: this.shopId, joinedAt }, (request) => vip.leave(request)));
      toastSuccess('已退出会员');
    } catch (error) {
      toastError(error);
      void this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onFlow() {
    go(routes.pointFlow(this.shopId));
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
