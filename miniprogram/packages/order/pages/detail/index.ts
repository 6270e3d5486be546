import type { OrderDetail } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { actOn } from '../../../../services/order-acts';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
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
    canPay: false,
    canCancel: false,
    canConfirm: false,
    canRepeat: false,
    canReview: false,
    /** By place in order.lines: the button of each line; '' for none. */
    afterSales: [] as { skuId: string; openId: string; text: string; refunded: string }[],
    busy: false,
  },
  orderId: '',
  ticker: null as Ticker | null,
  shown: false,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
  },
  onShow() {
    this.shown = true;
    void this.load();
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
      head: statusText(detail.status),
      hint: hintOf(detail),
      left: '',
      facts: factsOf(detail),
      log: [...detail.log].reverse().map(({ at, text }) => ({ time: dateTime(at), text })),
      toShip: detail.status === 21 ? detail.toShip.reduce((all, { num }) => all + num, 0) : 0,
      canPay: actions.includes('pay'),
      canCancel: actions.includes('cancel'),
      canConfirm: actions.includes('confirm'),
      canRepeat: actions.includes('again'),
      canReview: actions.includes('review'),
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
  return statusText(detail.status).hint;
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
    ['发货时间', dateTime(detail.shippedAt)],
    ['完成时间', dateTime(detail.finishedAt)],
    ['关闭时间', dateTime(detail.cancelledAt)],
    ['已退款', detail.refundedFen ? yuan(detail.refundedFen) : ''],
    ['买家留言', detail.note],
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}
