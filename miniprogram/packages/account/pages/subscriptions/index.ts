import type { SubscribeTemplate } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { message, subscribe } from '../../../../services/message';
import type { Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as SubscribeTemplate[],
    busy: false,
  },
  onLoad() {
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      this.show((await message.templates()).items);
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  show(items: SubscribeTemplate[]) {
    this.setData({ items, state: items.length ? 'ready' : 'empty' });
  },
  /** Each accept is one message more. */
  async onAdd(event: Tap<{ id: string }>) {
    if (this.data.busy) return;
    this.setData({ busy: true });
    const { id } = event.currentTarget.dataset;
    const before = this.data.items.find(({ templateId }) => templateId === id)?.left ?? 0;
    const items = await subscribe([id]);
    this.setData({ busy: false });
    if (!items) return toast('没能订阅，请在右上角「设置」里允许接收消息');
    if (items.length) this.show(items);
    const after = this.data.items.find(({ templateId }) => templateId === id)?.left ?? 0;
    if (after > before) toastSuccess('已订阅一次');
  },
  onSetting() {
    void wx.openSetting();
  },
  onRetry() {
    void this.load();
  },
});
