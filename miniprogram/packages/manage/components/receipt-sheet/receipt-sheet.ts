import type { Sent, Tap } from '../../../../utils/events';
import { EXPRESS_COMPANIES, tidyWaybill, waybillProblem } from '../../../../utils/express';
import { toast } from '../../../../utils/feedback';

/**
 * The goods came back: how many of them cannot be sold again, and for an exchange the parcel that goes out. Sends `done`
 * {damagedNum, deliveryId, waybillId} and `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** Others go out in exchange. */
    reship: { type: Boolean, value: false },
    /** Pieces. */
    num: { type: Number, value: 1 },
    /** What is paid back, as text. */
    sum: { type: String, value: '' },
    busy: { type: Boolean, value: false },
    problem: { type: String, value: '' },
  },
  data: { damaged: 0, companies: EXPRESS_COMPANIES, deliveryId: 'SF', waybill: '', own: '' },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ damaged: 0, waybill: '', own: '' });
    },
  },
  methods: {
    onDamaged(event: Sent<{ value: number }>) {
      this.setData({ damaged: event.detail.value });
    },
    onCompany(event: Tap<{ id: string }>) {
      this.setData({ deliveryId: event.currentTarget.dataset.id });
    },
    onWaybill(event: WechatMiniprogram.Input) {
      this.setData({ waybill: event.detail.value, own: '' });
    },
    async onScan() {
      try {
        const { result } = await wx.scanCode({ scanType: ['barCode', 'qrCode'] });
        const waybill = tidyWaybill(result);
        this.setData({ waybill, own: waybillProblem(waybill) });
      } catch (error) {
        if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast('没能扫码，请手动填写运单号');
      }
    },
    onDone() {
      const { busy, reship, damaged, deliveryId } = this.data;
      if (busy) return;
      const waybillId = tidyWaybill(this.data.waybill);
      const own = reship ? waybillProblem(waybillId) : '';
      this.setData({ own });
      if (!own) this.triggerEvent('done', { damagedNum: damaged, deliveryId, waybillId });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
