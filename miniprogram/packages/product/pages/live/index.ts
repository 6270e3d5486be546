import type { LiveRoom } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { live } from '../../../../services/live';
import type { Tap } from '../../../../utils/events';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import type { Ticker } from '../../../../utils/time';
import { countdown, tick } from '../../../../utils/time';

/** What a live room sells, for those who come from there: opening the page with the session's code is coming from there. */
Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    over: false,
    room: null as LiveRoom | null,
    left: '',
  },
  code: '',
  clock: null as Ticker | null,

  onLoad(query) {
    this.code = queryText(query, 'live');
  },
  onShow() {
    void this.load();
  },
  onUnload() {
    this.clock?.stop();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },
  onShareAppMessage() {
    return { title: this.data.room?.title ?? '直播好物', path: this.data.room ? routes.shop(this.data.room.shopId) : routes.home() };
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      const room = await live.enter({ code: this.code });
      this.setData({ state: 'ready', room });
      this.clock?.stop();
      this.clock = tick(room.endsAt, (left) => {
        this.setData({ left: countdown(left) });
        if (left === 0) void this.load();
      });
    } catch (error) {
      const { code, message } = asAppError(error);
      const over = code === 'NOT_FOUND' || code === 'BAD_REQUEST';
      this.setData({ state: 'error', errorText: over ? '直播已经结束，下次早点来' : message, over });
    }
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onShop() {
    if (this.data.room) go(routes.shop(this.data.room.shopId));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
