import type { AfterSaleDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';

/** The timer that ends a step runs by the minute: look every few seconds once the deadline is over. */
const AFTER_DEADLINE_MS = 5000;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    detail: null as AfterSaleDetail | null,
    canDecide: false,
    canSay: false,
    deciding: false,
    saying: false,
    refund: false,
    busy: false,
    problem: '',
  },
  afterSaleId: '',
  shown: false,
  attempt: null as Attempt | null,
  message: null as Attempt | null,

  onLoad(query) {
    this.afterSaleId = queryText(query, 'afterSaleId');
    this.attempt = new Attempt();
    this.message = new Attempt();
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
      this.show(await aftersale.disputeGet(this.afterSaleId));
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },
  show(detail: AfterSaleDetail) {
    this.setData({ state: 'ready', detail, canDecide: detail.may.includes('decide'), canSay: detail.may.includes('say') });
  },

  onDecide(event: Tap<{ refund: boolean }>) {
    this.setData({ deciding: true, refund: event.currentTarget.dataset.refund, problem: '' });
  },
  async onDecided(event: Sent<{ text: string }>) {
    const attempt: Attempt | null = this.attempt;
    if (!attempt || this.data.busy) return;
    this.setData({ busy: true, problem: '' });
    try {
      const request = { afterSaleId: this.afterSaleId, refund: this.data.refund, text: event.detail.text };
      this.show(await attempt.run(request, (sent) => aftersale.decide(sent)));
      this.setData({ deciding: false });
      toastSuccess('已裁决');
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  onSay() {
    this.setData({ saying: true, problem: '' });
  },
  async onSaid(event: Sent<{ text: string; images: string[] }>) {
    const attempt: Attempt | null = this.message;
    if (!attempt || this.data.busy) return;
    const { text, images } = event.detail;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await attempt.run({ afterSaleId: this.afterSaleId, text, images }, (sent) => aftersale.platformSay(sent)));
      this.setData({ saying: false });
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  onOver() {
    setTimeout(() => this.shown && void this.load(), AFTER_DEADLINE_MS);
  },
  onClose() {
    this.setData({ deciding: false, saying: false });
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
