import type { OrderDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { actOn } from '../../../../services/order-acts';
import { session } from '../../../../services/session';
import type { Sent, Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import type { OrderAction, StatusText } from '../../../../utils/order-text';
import { orderActions, statusText } from '../../../../utils/order-text';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import type { Ticker } from '../../../../utils/time';
import { countdown, dateTime, roughly, tick } from '../../../../utils/time';

/** The timer that closes an unpaid order runs by the minute: look every few seconds once the deadline is over. */
const AFTER_DEADLINE_MS = 5000;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    order: null as OrderDetail | null,
    head: null as StatusText | null,
    hint: '',
    left: '',
    facts: [] as { key: string; value: string }[],
    log: [] as { time: string; text: string }[],
    /** Pieces that are not out, of an order that is out in part. */
    toShip: 0,
    /** The address may be changed, and how a request for that stands is shown. */
    canMove: false,
    showChange: false,
    canPay: false,
    canCancel: false,
    canConfirm: false,
    canRepeat: false,
    canReview: false,
    canInvoice: false,
    /** By place in order.lines: the button of each line; '' for none. */
    afterSales: [] as { skuId: string; openId: string; text: string; refunded: string }[],
    busy: false,
  },
  orderId: '',
  attempt: null as Attempt | null,
  ticker: null as Ticker | null,
  shown: false,
  /** The address page was opened for this order. */
  choosing: false,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.attempt = new Attempt();
  },
  onShow() {
    this.shown = true;
    const { chosenAddressId } = session.get();
    if (this.choosing && chosenAddressId) void this.move(chosenAddressId);
    else void this.load();
    this.choosing = false;
  },
  onHide() {
    this.shown = false;
    this.ticker?.stop();
  },
  onUnload() {
    this.shown = false;
    this.ticker?.stop();
  },
  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      this.show(await order.get(this.orderId));
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },
  show(detail: OrderDetail) {
    const actions = orderActions(detail.status, detail.toReview);
    this.setData({
      state: 'ready',
      order: detail,
      head: statusText(detail.status, detail.method),
      hint: hintOf(detail),
      left: '',
      facts: factsOf(detail),
      log: [...detail.log].reverse().map(({ at, text }) => ({ time: dateTime(at), text })),
      toShip: detail.status === 21 ? detail.toShip.reduce((all, { num }) => all + num, 0) : 0,
      canMove: detail.address !== null && (detail.status === 10 || (detail.status === 20 && detail.addressChange?.state !== 'open')),
      showChange: (detail.status === 20 || detail.status === 21) && detail.addressChange !== undefined && detail.addressChange.state !== 'accepted',
      canPay: actions.includes('pay'),
      canCancel: actions.includes('cancel'),
      canConfirm: actions.includes('confirm'),
      canRepeat: actions.includes('again'),
      canReview: actions.includes('review'),
      canInvoice: detail.paidAt !== null,
      afterSales: afterSalesOf(detail),
    });
    this.count(detail);
  },
  count({ status, payBefore }: OrderDetail) {
    this.ticker?.stop();
    this.ticker = null;
    if (status !== 10 || payBefore === null || !this.shown) return;
    this.ticker = tick(payBefore, (leftMs) => {
      const left = countdown(leftMs);
      if (left !== this.data.left) this.setData({ left });
      if (leftMs === 0) setTimeout(() => this.shown && void this.load(), AFTER_DEADLINE_MS);
    });
  },

  async onAct(event: Tap<{ action: OrderAction }>) {
    const { order: detail, busy } = this.data;
    if (!detail || busy) return;
    this.setData({ busy: true });
    try {
      if (await actOn(detail, event.currentTarget.dataset.action)) await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
  onCopy(event: Tap<{ text: string }>) {
    void wx.setClipboardData({ data: event.currentTarget.dataset.text });
  },
  onChangeAddress() {
    this.choosing = true;
    session.set({ chosenAddressId: '' });
    go(routes.addresses({ choose: '1' }));
  },
  /** Unpaid: changed at once. Paid: the merchant is asked. */
  async move(addressId: string) {
    session.set({ chosenAddressId: '' });
    await this.send((attempt) => attempt.run({ orderId: this.orderId, addressId }, (request) => order.changeAddress(request)));
  },
  async onAddressAct({ detail: { act } }: Sent<{ act: 'accept' | 'reject' | 'withdraw' }>) {
    const { orderId } = this;
    if (act === 'withdraw') await this.send((attempt) => attempt.run({ orderId }, (request) => order.withdrawAddress(request)));
    else await this.send((attempt) => attempt.run({ orderId, accept: act === 'accept' }, (request) => order.answerAddress(request)));
  },
  async send(run: (attempt: Attempt) => Promise<OrderDetail>) {
    const attempt = this.attempt as Attempt | null;
    if (!attempt || attempt.busy) return;
    try {
      this.show(await run(attempt));
    } catch (error) {
      toastError(error);
      await this.load();
    }
  },
  async onReveal() {
    if (this.data.busy) return;
    const { confirm } = await wx.showModal({ title: '查看卡密', content: '查看后视为已使用，不能再无条件退款。确定查看吗？', confirmText: '查看' });
    if (!confirm) return;
    this.setData({ busy: true });
    await this.send((attempt) => attempt.run({ orderId: this.orderId }, (request) => order.revealCodes(request)));
    this.setData({ busy: false });
  },
  onParcel(event: Tap<{ id: string }>) {
    go(routes.parcel(this.orderId, event.currentTarget.dataset.id));
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onAfterSale(event: Tap<{ sku: string; open: string }>) {
    const { sku, open } = event.currentTarget.dataset;
    go(open ? routes.afterSale(open) : routes.applyAfterSale({ orderId: this.orderId, skuId: sku }));
  },
  onInvoice() {
    go(routes.invoice(this.orderId));
  },
  onShop() {
    if (this.data.order) go(routes.shop(this.data.order.shop.shopId));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

function hintOf(detail: OrderDetail): string {
  if (detail.status === 250 && detail.cancelReason) return `取消原因：${detail.cancelReason}`;
  if (detail.status === 30 && detail.confirmBefore !== null) {
    const left = roughly(detail.confirmBefore - Date.now());
    return left ? `还有 ${left} 自动确认收货` : '即将自动确认收货';
  }
  return statusText(detail.status, detail.method).hint;
}

function afterSalesOf({ status, lines, afterSales, toShip }: OrderDetail): { skuId: string; openId: string; text: string; refunded: string }[] {
  return lines.map(({ skuId, num }) => {
    const known = afterSales.find((each) => each.skuId === skuId);
    const openId = known?.openId ?? '';
    const refunded = known?.refundedNum ?? 0;
    const may = (status === 20 || status === 21 || status === 30 || status === 100) && refunded < num;
    const here = toShip.some((each) => each.skuId === skuId);
    const text = openId ? '售后中' : may ? (here ? '申请退款' : '申请售后') : '';
    return { skuId, openId, text, refunded: refunded === 0 ? '' : refunded === num ? '已退款' : `已退 ${refunded} 件` };
  });
}

function factsOf(detail: OrderDetail): { key: string; value: string }[] {
  const facts: [string, string][] = [
    ['下单时间', dateTime(detail.createdAt)],
    ['付款时间', dateTime(detail.paidAt)],
    [detail.method === 'virtual' ? '发放时间' : '发货时间', dateTime(detail.shippedAt)],
    ['完成时间', dateTime(detail.finishedAt)],
    ['关闭时间', dateTime(detail.cancelledAt)],
    ['已退款', detail.refundedFen ? yuan(detail.refundedFen) : ''],
    ['买家留言', detail.note],
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}
