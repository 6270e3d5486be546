import type { FreightTemplate } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { shop } from '../../../../services/shop';
import type { Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

interface Row {
  id: string;
  name: string;
  isDefault: boolean;
  facts: string;
  rules: string[];
}
const METHODS = { FREE: '包邮', CONDITION_FREE: '满足条件包邮', NO_FREE: '买家付运费' } as const;

function rowOf({ templateId, name, isDefault, shippingMethod, valuationType, sendTime, rules }: FreightTemplate): Row {
  const charge = shippingMethod === 'FREE' ? '' : valuationType === 'PIECE' ? ' · 按件计费' : ' · 按重量计费';
  const hours = sendTime === 'SendTime_TWENTYFOUR_HOUR' ? 24 : 48;
  return { id: templateId, name, isDefault, facts: `${METHODS[shippingMethod]}${charge} · ${hours} 小时发货`, rules };
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    gone: false,
    rows: [] as Row[],
    busyId: '',
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
      const { items } = await shop.freightTemplates(this.shopId);
      this.show(items);
    } catch (error) {
      const { message, code } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' });
    }
  },
  show(items: FreightTemplate[]) {
    this.setData({ rows: items.map(rowOf), state: items.length ? 'ready' : 'empty' });
  },

  onOpen(event: Tap<{ id: string }>) {
    go(routes.manageFreight(this.shopId, event.currentTarget.dataset.id));
  },
  onNew() {
    go(routes.manageFreight(this.shopId));
  },
  async onDefault(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    await this.change(id, '已设为默认', (request) => shop.setDefaultFreight(request));
  },
  async onRemove(event: Tap<{ id: string; name: string }>) {
    const { id, name } = event.currentTarget.dataset;
    if (await ask(`删除运费模板“${name}”？`, '删除')) await this.change(id, '已删除', (request) => shop.removeFreightTemplate(request));
  },
  async change(id: string, done: string, send: (request: { requestId: string; shopId: string; templateId: string }) => Promise<{ items: FreightTemplate[] }>) {
    if (this.data.busyId) return;
    this.setData({ busyId: id });
    try {
      const { items } = await new Attempt().run({ shopId: this.shopId as string, templateId: id }, send);
      this.show(items);
      toast(done);
    } catch (error) {
      toast(asAppError(error).message);
      void this.load();
    } finally {
      this.setData({ busyId: '' });
    }
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
