import type { AfterSaleDetail, PostalAddress } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent } from '../../../../utils/events';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { may, roleIn } from '../../utils/roles';

type Managed = AfterSaleDetail & { suggestedAddress: PostalAddress | null };

/** The timer that ends a step runs by the minute: look every few seconds once the deadline is over. */
const AFTER_DEADLINE_MS = 5000;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    detail: null as Managed | null,
    canAgree: false,
    canReject: false,
    canReceive: false,
    sheet: '' as '' | 'agree' | 'reject',
    busy: false,
    problem: '',
  },
  shopId: '',
  afterSaleId: '',
  shown: false,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.afterSaleId = queryText(query, 'afterSaleId');
    this.attempt = new Attempt();
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
    const { shopId, afterSaleId } = this;
    try {
      const [detail, role] = await Promise.all([aftersale.shopGet({ shopId, afterSaleId }), roleIn(shopId)]);
      const can = (act: 'agree' | 'reject' | 'receive') => detail.may.includes(act) && may(role, act === 'receive' ? 'receive' : 'afterSales');
      this.setData({ state: 'ready', detail, canAgree: can('agree'), canReject: can('reject'), canReceive: can('receive') });
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },

  /** One answer to the shopper; the page is read again whatever came of it. */
  async answer(done: string, send: (attempt: Attempt, request: { shopId: string; afterSaleId: string }) => Promise<unknown>) {
    const attempt: Attempt | null = this.attempt;
    if (!attempt || this.data.busy) return;
    this.setData({ busy: true, problem: '' });
    try {
      await send(attempt, { shopId: this.shopId, afterSaleId: this.afterSaleId });
      this.setData({ sheet: '' });
      toastSuccess(done);
    } catch (error) {
      const { message } = asAppError(error);
      this.setData({ problem: message });
      if (!this.data.sheet) toast(message);
    } finally {
      this.setData({ busy: false });
    }
    await this.load();
  },
  async onAgree() {
    const { detail } = this.data;
    if (!detail) return;
    if (detail.type === 'RETURN') return this.setData({ sheet: 'agree', problem: '' });
    if (await ask(`同意后 ${yuan(detail.refundFen)} 会立即退给买家，不能撤回`, '同意退款', '同意退款')) {
      await this.answer('已同意', (attempt, request) => attempt.run(request, (sent) => aftersale.agree(sent)));
    }
  },
  async onAgreed(event: Sent<{ address: PostalAddress }>) {
    const returnAddress = event.detail.address;
    await this.answer('已同意', (attempt, request) => attempt.run({ ...request, returnAddress }, (sent) => aftersale.agree(sent)));
  },
  onReject() {
    this.setData({ sheet: 'reject', problem: '' });
  },
  async onRejected(event: Sent<{ text: string }>) {
    const reason = event.detail.text;
    await this.answer('已拒绝', (attempt, request) => attempt.run({ ...request, reason }, (sent) => aftersale.reject(sent)));
  },
  async onReceive() {
    if (!(await ask('请确认退货已经收到并检查无误，款项会立即退给买家', '确认退款', '收到退货'))) return;
    await this.answer('已退款', (attempt, request) => attempt.run(request, (sent) => aftersale.receive(sent)));
  },

  onOver() {
    setTimeout(() => this.shown && void this.load(), AFTER_DEADLINE_MS);
  },
  onOrder() {
    const { detail } = this.data;
    if (detail) go(routes.manageOrder(this.shopId, detail.orderId));
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
