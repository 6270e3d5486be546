import type { OrderDetail, OrderLine, ParcelView } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { order } from '../../../../services/order';
import { toast } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { parcelSteps, type ParcelStep } from '../../../../utils/parcel-text';
import { queryText, routes } from '../../../../utils/routes';
import type { Tap } from '../../../../utils/events';

/** One parcel: its number, what is in it, and what the shop knows of its way. Where the courier has it, only the courier knows. */
Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    parcel: null as ParcelView | null,
    number: 0,
    address: null as OrderDetail['address'] | null,
    lines: [] as OrderLine[],
    steps: [] as ParcelStep[],
  },
  orderId: '',
  parcelId: '',

  onLoad(query) {
    this.orderId = queryText(query, 'orderId');
    this.parcelId = queryText(query, 'parcelId');
    void this.load();
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
      else this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'BAD_REQUEST' });
    }
  },
  show(detail: OrderDetail) {
    const place = detail.parcels.findIndex(({ parcelId }) => parcelId === this.parcelId);
    const parcel = detail.parcels[place];
    if (!parcel) return this.setData({ state: 'error', errorText: '没有找到这个包裹', gone: true });
    const lines = parcel.lines.flatMap(({ skuId, num }) => detail.lines.filter((line) => line.skuId === skuId).map((line) => ({ ...line, num })));
    this.setData({ state: 'ready', parcel, number: detail.parcels.length > 1 ? place + 1 : 0, address: detail.address, lines, steps: parcelSteps(detail, parcel) });
  },

  onCopy() {
    if (this.data.parcel) void wx.setClipboardData({ data: this.data.parcel.waybillId });
  },
  onCall() {
    // Closing the dialler is no failure.
    if (this.data.parcel) wx.makePhoneCall({ phoneNumber: this.data.parcel.phone, fail: () => undefined });
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
