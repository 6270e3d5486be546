import type { AfterSaleDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent, Tap } from '../../../../utils/events';
import { ask, toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
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
    canAnswer: false,
    canConfirm: false,
    canSay: false,
    sheet: '' as '' | 'return' | 'dispute' | 'say',
    busy: false,
    problem: '',
  },
  afterSaleId: '',
  shown: false,
  cancelling: null as Attempt | null,
  disputing: null as Attempt | null,
  answering: null as Attempt | null,
  confirming: null as Attempt | null,
  saying: null as Attempt | null,

  onLoad(query) {
    this.afterSaleId = queryText(query, 'afterSaleId');
    this.cancelling = new Attempt();
    this.disputing = new Attempt();
    this.answering = new Attempt();
    this.confirming = new Attempt();
    this.saying = new Attempt();
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
    this.setData({ state: 'ready', detail, canCancel: may.includes('cancel'), canSendBack: may.includes('sendBack'), canDispute: may.includes('dispute'), canAnswer: may.includes('accept'), canConfirm: may.includes('confirmExchange'), canSay: may.includes('say') });
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
  async onDisputed(event: Sent<{ text: string; images: string[] }>) {
    const attempt: Attempt | null = this.disputing;
    if (!attempt || this.data.busy) return;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await attempt.run({ afterSaleId: this.afterSaleId, text: event.detail.text, images: event.detail.images }, (request) => aftersale.dispute(request)));
      this.setData({ sheet: '' });
      toastSuccess('已提交');
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
    } finally {
      this.setData({ busy: false });
    }
  },
  async onAnswer(event: Tap<{ accept: boolean }>) {
    const { accept } = event.currentTarget.dataset;
    const { detail } = this.data;
    const attempt: Attempt | null = this.answering;
    if (!attempt || !detail || this.data.busy) return;
    if (!(await ask(accept ? acceptance(detail) : '商家会看到你的答复，原来的申请继续', accept ? '同意' : '不同意', accept ? '同意商家的方案' : '不同意商家的方案'))) return;
    await this.act('已答复', () => attempt.run({ afterSaleId: this.afterSaleId, accept }, (request) => aftersale.answer(request)));
  },
  async onConfirm() {
    const attempt: Attempt | null = this.confirming;
    if (!attempt || this.data.busy || !(await ask('请确认已经收到换货商品', '确认收货', '收到换货商品'))) return;
    await this.act('换货完成', () => attempt.run({ afterSaleId: this.afterSaleId }, (request) => aftersale.confirmExchange(request)));
  },
  /** What it comes to is shown; if it came to nothing, the page is read again. */
  async act(done: string, send: () => Promise<AfterSaleDetail>) {
    this.setData({ busy: true });
    try {
      this.show(await send());
      toastSuccess(done);
    } catch (error) {
      toastError(error);
      await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onSay() {
    this.setData({ sheet: 'say', problem: '' });
  },
  async onSaid(event: Sent<{ text: string; images: string[] }>) {
    const attempt: Attempt | null = this.saying;
    if (!attempt || this.data.busy) return;
    const { text, images } = event.detail;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await attempt.run({ afterSaleId: this.afterSaleId, text, images }, (request) => aftersale.say(request)));
      this.setData({ sheet: '' });
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

/** What the shopper says yes to. */
function acceptance({ proposal, status, refundFen, type }: AfterSaleDetail): string {
  const own = status === 'USER_WAIT_CONFIRM_UPDATE' && proposal ? proposal : { type, refundFen };
  return own.type === 'REFUND' ? `${yuan(own.refundFen)} 会原路退回，商品由你保留，不能再为这些商品申请退款` : `寄回商品后退款 ${yuan(own.refundFen)}`;
}
