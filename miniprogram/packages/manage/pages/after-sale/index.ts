import type { AfterSaleAct, AfterSaleDetail, AfterSaleType, PostalAddress } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Sent } from '../../../../utils/events';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { may, roleIn } from '../../utils/roles';
import type { Duty } from '../../utils/roles';

type Managed = AfterSaleDetail & { suggestedAddress: PostalAddress | null };

/** The timer that ends a step runs by the minute: look every few seconds once the deadline is over. */
const AFTER_DEADLINE_MS = 5000;

const DUTIES: Partial<Record<AfterSaleAct, Duty>> = { receive: 'receive', reship: 'receive', retryRefund: 'refund', certify: 'refund' };
const MORE: [act: AfterSaleAct, name: string][] = [
  ['propose', '与买家协商'],
  ['intercept', '拦截在途包裹'],
  ['receive', '已当面收到退货'],
  ['certify', '上传退款凭证'],
];

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    detail: null as Managed | null,
    canAgree: false,
    canReject: false,
    canReceive: false,
    canReship: false,
    canRetry: false,
    canSay: false,
    /** What stands behind 更多. */
    others: [] as AfterSaleAct[],
    sum: '',
    sheet: '' as '' | 'agree' | 'reject' | 'receive' | 'propose' | 'certify' | 'say',
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
      const can = (act: AfterSaleAct) => detail.may.includes(act) && may(role, DUTIES[act] ?? 'afterSales');
      this.setData({
        state: 'ready',
        detail,
        canAgree: can('agree'),
        canReject: can('reject'),
        // Goods that are still with the shopper may be brought by hand: that is the exception, and stands behind 更多.
        canReceive: can('receive') && detail.status !== 'USER_WAIT_RETURN',
        canReship: can('reship'),
        canRetry: can('retryRefund'),
        canSay: detail.may.includes('say'),
        others: MORE.map(([act]) => act).filter((act) => can(act) && (act !== 'receive' || detail.status === 'USER_WAIT_RETURN')),
        sum: yuan(detail.refundFen),
      });
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
    if (detail.type !== 'REFUND') return this.setData({ sheet: 'agree', problem: '' });
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
  async onRejected(event: Sent<{ text: string; images: string[] }>) {
    const { text: reason, images } = event.detail;
    await this.answer('已拒绝', (attempt, request) => attempt.run({ ...request, reason, images }, (sent) => aftersale.reject(sent)));
  },
  onReceive() {
    this.setData({ sheet: 'receive', problem: '' });
  },
  async onReceived(event: Sent<{ damagedNum: number; deliveryId: string; waybillId: string }>) {
    const { damagedNum, ...parcel } = event.detail;
    if (this.data.canReship) return this.answer('已换发', (attempt, request) => attempt.run({ ...request, ...parcel, damagedNum }, (sent) => aftersale.reship(sent)));
    await this.answer('已退款', (attempt, request) => attempt.run({ ...request, damagedNum }, (sent) => aftersale.receive(sent)));
  },
  async onProposed(event: Sent<{ type: AfterSaleType; refundFen: number; text: string }>) {
    const proposal = event.detail;
    await this.answer('已发送', (attempt, request) => attempt.run({ ...request, ...proposal }, (sent) => aftersale.propose(sent)));
  },
  async onCertified(event: Sent<{ text: string; images: string[] }>) {
    const certificate = event.detail;
    await this.answer('已提交', (attempt, request) => attempt.run({ ...request, ...certificate }, (sent) => aftersale.certify(sent)));
  },
  async onRefundAgain() {
    await this.answer('已重新提交', (attempt, request) => attempt.run(request, (sent) => aftersale.retryRefund(sent)));
  },
  onSay() {
    this.setData({ sheet: 'say', problem: '' });
  },
  async onSaid(event: Sent<{ text: string; images: string[] }>) {
    const message = event.detail;
    await this.answer('已发送', (attempt, request) => attempt.run({ ...request, ...message }, (sent) => aftersale.shopSay(sent)));
  },
  /** What is done now and then. */
  async onMore() {
    const { others } = this.data;
    const names = MORE.filter(([act]) => others.includes(act)).map(([, name]) => name);
    let chosen: AfterSaleAct | 'order' | undefined;
    try {
      const { tapIndex } = await wx.showActionSheet({ itemList: [...names, '查看订单'] });
      chosen = tapIndex === names.length ? 'order' : MORE.filter(([act]) => others.includes(act))[tapIndex]?.[0];
    } catch {
      // Closed without a choice.
      return;
    }
    if (chosen === 'order') this.onOrder();
    if (chosen === 'propose' || chosen === 'certify' || chosen === 'receive') this.setData({ sheet: chosen, problem: '' });
    if (chosen === 'intercept' && (await ask('请先联系快递拦截包裹，再在这里登记。拦截成功后退款，失败可以拒绝', '登记拦截', '拦截在途包裹'))) {
      await this.answer('已登记', (attempt, request) => attempt.run(request, (sent) => aftersale.intercept(sent)));
    }
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
