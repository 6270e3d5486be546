import type { OrderDetail, OrderStatus, ParcelView, PostalAddress, ShippingUpload } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { type Sent, type Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import { yuan } from '../../../../utils/money';
import { statusText } from '../../../../utils/order-text';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { dateTime, roughly } from '../../../../utils/time';
import { may, roleIn } from '../../utils/roles';

/** What the status asks of the merchant. */
const HINTS: Partial<Record<OrderStatus, string>> = {
  10: '买家还没有付款，超时会自动关闭',
  20: '买家已付款，请尽快发货',
  21: '还有商品没有发出',
  30: '已发货，等待买家确认收货',
  100: '买家已确认收货',
  200: '商品已全部退款，订单关闭',
  250: '订单没有付款，已关闭',
};

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    order: null as OrderDetail | null,
    title: '',
    icon: '',
    hint: '',
    facts: [] as { key: string; value: string }[],
    log: [] as { time: string; text: string }[],
    /** How WeChat stands with the shipping information; '' for nothing to say. */
    upload: '',
    /** By place in order.lines. */
    afterSales: [] as { openId: string; refunded: string }[],
    canShip: false,
    /** Virtual goods that are delivered by hand. */
    canDeliver: false,
    deliverSheet: false,
    canStart: false,
    canCorrect: false,
    correcting: null as ParcelView | null,
    canPrice: false,
    canOffer: false,
    canAnswer: false,
    /** How a request to change the address stands is shown. */
    showChange: false,
    shopId: '',
    shipSheet: false,
    priceSheet: false,
    offerSheet: false,
    reasonSheet: false,
    busy: false,
    problem: '',
  },
  orderId: '',
  ships: false,
  prices: false,
  answers: false,
  attempt: null as Attempt | null,

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.attempt = new Attempt();
    this.setData({ shopId: queryText(query, 'shopId') });
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
    const { shopId } = this.data;
    try {
      const [detail, role] = await Promise.all([order.shopGet({ shopId, orderId: this.orderId }), roleIn(shopId)]);
      this.ships = may(role, 'ship');
      this.prices = may(role, 'products');
      this.answers = may(role, 'afterSales');
      this.show(detail);
      this.setData({ canShip: this.ships, canStart: may(role, 'afterSales') && detail.paidAt !== null && detail.status !== 200 });
    } catch (error) {
      const { code, message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },
  show(detail: OrderDetail) {
    const { title, icon } = statusText(detail.status, detail.method);
    this.setData({
      state: 'ready',
      order: detail,
      title,
      icon,
      hint: hintOf(detail),
      facts: factsOf(detail),
      log: [...detail.log].reverse().map(({ at, text }) => ({ time: dateTime(at), text })),
      upload: uploadText(detail.upload),
      canDeliver: detail.status === 20 && detail.fulfilment?.method === 'virtual' && !detail.fulfilment.fromCodes,
      canPrice: this.prices && detail.status === 10,
      canOffer: this.answers && detail.address !== null && detail.status === 20 && detail.addressChange?.state !== 'open',
      canAnswer: this.answers || this.ships,
      showChange: (detail.status === 20 || detail.status === 21) && detail.addressChange !== undefined && detail.addressChange.state !== 'accepted',
      // WeChat takes one correction a payment.
      canCorrect: this.ships && (detail.status === 21 || detail.status === 30) && detail.parcels.every(({ correctedAt }) => correctedAt === null),
      afterSales: detail.lines.map(({ skuId, num }) => {
        const known = detail.afterSales.find((each) => each.skuId === skuId);
        const refunded = known?.refundedNum ?? 0;
        return { openId: known?.openId ?? '', refunded: refunded === 0 ? '' : refunded === num ? '已退款' : `已退 ${refunded} 件` };
      }),
    });
  },

  onAfterSale(event: Tap<{ id: string }>) {
    go(routes.manageAfterSale(this.data.shopId, event.currentTarget.dataset.id));
  },
  onStartAfterSale() {
    go(routes.manageStartAfterSale(this.data.shopId, this.orderId));
  },
  onShip() {
    this.setData({ correcting: null, shipSheet: true });
  },
  onDeliver() {
    this.setData({ deliverSheet: true, problem: '' });
  },
  async onDelivered(event: Sent<{ text: string }>) {
    const { shopId } = this.data;
    if (await this.send((attempt) => attempt.run({ shopId, orderId: this.orderId, content: event.detail.text }, (request) => order.deliver(request)))) {
      this.setData({ deliverSheet: false });
      toast('已发放，会通知买家');
    }
  },
  onCloseDeliver() {
    this.setData({ deliverSheet: false });
  },
  onCorrect(event: Tap<{ index: number }>) {
    const parcel = this.data.order?.parcels[event.currentTarget.dataset.index];
    if (parcel) this.setData({ correcting: parcel, shipSheet: true });
  },
  async onUpload() {
    const attempt = this.attempt as Attempt | null;
    if (!attempt || attempt.busy) return;
    try {
      this.show(await attempt.run({ shopId: this.data.shopId, orderId: this.orderId }, (request) => order.retryUpload(request)));
      toast('已重新排队，一分钟内上传');
    } catch (error) {
      toastError(error);
    }
  },
  onShipped(event: Sent<{ order: OrderDetail }>) {
    this.setData({ shipSheet: false });
    this.show(event.detail.order);
  },
  onCloseShip() {
    this.setData({ shipSheet: false });
  },
  onPrice() {
    this.setData({ priceSheet: true });
  },
  onPriced(event: Sent<{ order: OrderDetail }>) {
    this.setData({ priceSheet: false });
    this.show(event.detail.order);
  },
  onClosePrice() {
    this.setData({ priceSheet: false });
  },
  onOffer() {
    this.setData({ offerSheet: true, problem: '' });
  },
  async onOffered(event: Sent<{ address: PostalAddress }>) {
    const { shopId } = this.data;
    if (await this.send((attempt) => attempt.run({ shopId, orderId: this.orderId, address: event.detail.address }, (request) => order.offerAddress(request)))) this.setData({ offerSheet: false });
  },
  onCloseOffer() {
    this.setData({ offerSheet: false });
  },
  async onAddressAct({ detail: { act } }: Sent<{ act: 'accept' | 'reject' }>) {
    const { shopId } = this.data;
    if (act === 'reject') this.setData({ reasonSheet: true, problem: '' });
    else if (!(await this.send((attempt) => attempt.run({ shopId, orderId: this.orderId, accept: true }, (request) => order.shopAnswerAddress(request))))) toast(this.data.problem);
  },
  async onRefused(event: Sent<{ text: string }>) {
    const { shopId } = this.data;
    if (await this.send((attempt) => attempt.run({ shopId, orderId: this.orderId, accept: false, reason: event.detail.text }, (request) => order.shopAnswerAddress(request)))) this.setData({ reasonSheet: false });
  },
  onCloseReason() {
    this.setData({ reasonSheet: false });
  },
  /** False: it was refused, and `problem` says why. */
  async send(run: (attempt: Attempt) => Promise<OrderDetail>): Promise<boolean> {
    const attempt = this.attempt as Attempt | null;
    if (!attempt || attempt.busy) return false;
    this.setData({ busy: true, problem: '' });
    try {
      this.show(await run(attempt));
      return true;
    } catch (error) {
      this.setData({ problem: asAppError(error).message });
      return false;
    } finally {
      this.setData({ busy: false });
    }
  },
  onCopy(event: Tap<{ text: string }>) {
    void wx.setClipboardData({ data: event.currentTarget.dataset.text });
  },
  onPickupReady({ detail }: Sent<{ order: OrderDetail }>) {
    this.show(detail.order);
  },
  onCopyAddress() {
    const { address } = this.data.order ?? {};
    if (!address) return;
    const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = address;
    void wx.setClipboardData({ data: `${userName} ${telNumber} ${provinceName}${cityName}${countyName}${detailInfo}` });
  },
  onProduct(event: Tap<{ id: string }>) {
    go(routes.product(event.currentTarget.dataset.id));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});

function hintOf({ status, confirmBefore, method, fulfilment }: OrderDetail): string {
  if (method === 'pickup' && fulfilment?.method === 'pickup' && status === 20) return fulfilment.readyAt === null ? '买家到店自提，请备货' : '已通知买家到店提货';
  if (method === 'pickup' && status === 100) return '商品已交付';
  if (status === 20 && fulfilment?.method === 'virtual') return fulfilment.fromCodes ? '买家已付款，卡密自动发放' : '买家已付款，请尽快发放';
  if (status === 30 && fulfilment?.method === 'virtual' && confirmBefore === null) return '已发放，等待买家确认';
  if (status === 30 && confirmBefore !== null) {
    const left = roughly(confirmBefore - Date.now());
    return left ? `${left}后自动确认收货` : '即将自动确认收货';
  }
  return HINTS[status] ?? '';
}

function factsOf(detail: OrderDetail): { key: string; value: string }[] {
  const facts: [string, string][] = [
    ['下单时间', dateTime(detail.createdAt)],
    ['付款时间', dateTime(detail.paidAt)],
    [detail.method === 'virtual' ? '发放时间' : '发货时间', dateTime(detail.shippedAt)],
    ['完成时间', dateTime(detail.finishedAt)],
    ['关闭时间', dateTime(detail.cancelledAt)],
    ['关闭原因', detail.cancelReason],
    ['已退款', detail.refundedFen ? yuan(detail.refundedFen) : ''],
  ];
  return facts.filter(([, value]) => value).map(([key, value]) => ({ key, value }));
}

function uploadText(upload: ShippingUpload | undefined): string {
  if (!upload) return '';
  if (upload.state === 'done') return '发货信息已上传微信';
  if (upload.state === 'failed') return `发货信息上传微信失败，货款会被冻结：${upload.text || '原因未知'}（${upload.code}）`;
  return upload.tries ? `上传微信没有成功（${upload.text}），稍后自动重试` : '发货信息即将上传微信';
}
