import type { PickupSettings } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { hoursText, placeText } from '../../../../utils/pickup-text';
import { queryText, routes } from '../../../../utils/routes';

interface Row {
  id: string;
  name: string;
  enabled: boolean;
  address: string;
  hours: string;
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    gone: false,
    enabled: false,
    rows: [] as Row[],
    full: false,
    busy: false,
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
      this.show(await shop.pickupSettings(this.shopId));
    } catch (error) {
      const { message, code } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' });
    }
  },
  show({ enabled, items, most }: PickupSettings) {
    const rows = items.map((point): Row => ({ id: point.pointId, name: point.name, enabled: point.enabled, address: placeText(point), hours: `${hoursText(point.hours)} · ${point.prepareHours ? `${point.prepareHours} 小时内备好` : '现场有货'}` }));
    this.setData({ enabled, rows, full: items.length >= most, state: items.length > 0 ? 'ready' : 'empty' });
  },
  async onSwitch(event: WechatMiniprogram.SwitchChange) {
    const { value } = event.detail;
    await this.change((attempt) => attempt.run({ shopId: this.shopId as string, enabled: value }, (request) => shop.setPickup(request)), value ? '已支持到店自提' : '已关闭到店自提');
  },
  async onRemove(event: Tap<{ id: string; name: string }>) {
    const { id, name } = event.currentTarget.dataset;
    if (await ask(`删除自提点“${name}”？已经下单的买家不受影响`, '删除')) await this.change((attempt) => attempt.run({ shopId: this.shopId as string, pointId: id }, (request) => shop.removePickupPoint(request)), '已删除');
  },
  async change(send: (attempt: Attempt) => Promise<PickupSettings>, done: string) {
    if (this.data.busy) return;
    this.setData({ busy: true });
    try {
      this.show(await send(new Attempt()));
      toast(done);
    } catch (error) {
      toast(asAppError(error).message);
      // The switch shows what was wanted; back to what is.
      await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onOpen(event: Tap<{ id: string }>) {
    go(routes.managePickup(this.shopId, event.currentTarget.dataset.id));
  },
  onNew() {
    go(routes.managePickup(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
