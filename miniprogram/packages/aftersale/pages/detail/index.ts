import type { AfterSaleDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent } from '../../../../utils/events';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

/** The timer that ends a step runs by the minute: look every few seconds once the deadline is over. */
const AFTER_DEADLINE_MS = 5000;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    detail: null as AfterSaleDetail | null,
    canCancel: false,
    canSendBack: false,
    canDispute: false,
    sheet: '' as '' | 'return' | 'dispute',
    busy: false,
    problem: '',
  },
  afterSaleId: '',
  shown: false,
  cancelling: null as Attempt | null,
  disputing: null as Attempt | null,

  onLoad(query) {
    this.afterSaleId = queryText(query, 'afterSaleId');
    this.cancelling = new Attempt();
    this.disputing = new Attempt();
  },
  onShow() {
    this.shown = true;
    void this.load();
  },
  onHide() {
    this.shown = false;
  },
  onUnload() {
    this.shown = false;
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      this.show(await aftersale.get(this.afterSaleId));
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  show(detail: AfterSaleDetail) {
    const { may } = detail;
    this.setData({ state: 'ready', detail, canCancel: may.includes('cancel'), canSendBack: may.includes('sendBack'), canDispute: may.includes('dispute') });
  },

  onOver() {
    setTimeout(() => this.shown && void this.load(), AFTER_DEADLINE_MS);
  },
  async onCancel() {
    const attempt: Attempt | null = this.cancelling;
    if (!attempt || this.data.busy || !(await ask('撤销后可以重新申请，但每件商品最多申请 5 次', '撤销申请', '撤销售后申请'))) return;
    this.setData({ busy: true });
    try {
      this.show(await attempt.run({ afterSaleId: this.afterSaleId }, (request) => aftersale.cancel(request)));
      toast('已撤销');
    } catch (error) {
      toastError(error);
      await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onSendBack() {
    this.setData({ sheet: 'return' });
  },
  onSent(event: Sent<{ detail: AfterSaleDetail }>) {
    this.setData({ sheet: '' });
    this.show(event.detail.detail);
  },
  onDispute() {
    this.setData({ sheet: 'dispute', problem: '' });
  },
  async onDisputed(event: Sent<{ text: string }>) {
    const attempt: Attempt | null = this.disputing;
    if (!attempt || this.data.busy) return;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await attempt.run({ afterSaleId: this.afterSaleId, text: event.detail.text }, (request) => aftersale.dispute(request)));
      this.setData({ sheet: '' });
      toastSuccess('已提交');
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  onOrder() {
    const { detail } = this.data;
    if (detail) go(routes.order(detail.orderId));
  },
  onClose() {
    this.setData({ sheet: '' });
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
