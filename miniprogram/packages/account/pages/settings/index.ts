import type { Me } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { loadMe } from '../../../../services/session';
import { user } from '../../../../services/user';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { routes } from '../../../../utils/routes';
import { date, dateTime } from '../../../../utils/time';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    me: null as Me | null,
    closesOn: '',
    exportUrl: '',
    exportUntil: '',
    exporting: false,
  },
  exporting: null as Attempt | null,

  onLoad() {
    this.exporting = new Attempt();
  },
  onShow() {
    void this.load();
  },
  async load() {
    try {
      const me = await loadMe(true);
      this.setData({ state: 'ready', me, closesOn: date(me.closesAt) });
    } catch (error) {
      if (this.data.state !== 'ready') this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  onProfile() {
    go(routes.profile());
  },
  onPhone() {
    go(routes.phone());
  },
  onAddresses() {
    go(routes.addresses());
  },
  onTitles() {
    go(routes.invoiceTitles());
  },
  onSubscriptions() {
    go(routes.subscriptions());
  },
  onPrivacy() {
    go(routes.privacy());
  },
  onClose() {
    go(routes.closeAccount());
  },
  async onExport() {
    const attempt: Attempt | null = this.exporting;
    if (this.data.exporting || !attempt) return;
    this.setData({ exporting: true });
    try {
      const { url, expiresAt } = await attempt.run({}, (sent) => user.exportData(sent));
      this.setData({ exportUrl: url, exportUntil: dateTime(expiresAt).slice(0, 16) });
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ exporting: false });
    }
  },
  async onCopy() {
    try {
      await wx.setClipboardData({ data: this.data.exportUrl });
      toastSuccess('链接已复制');
    } catch (error) {
      toast(isPrivacyRefusal(error) ? '没有同意使用剪贴板，可以长按链接复制' : '没能复制，可以长按链接复制');
    }
  },
  onRetry() {
    void this.load();
  },
});
