import { Attempt } from '../../../../services/attempt';
import { aftersale } from '../../../../services/aftersale';
import { asAppError } from '../../../../services/error';
import type { Tap } from '../../../../utils/events';
import { EXPRESS_COMPANIES, tidyWaybill, waybillProblem } from '../../../../utils/express';
import { toast, toastSuccess } from '../../../../utils/feedback';

const attempt = new Attempt();

/** How goods are sent back: company and waybill number. Sends `sent` {detail} when the cloud has it, and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    afterSaleId: { type: String, value: '' },
  },
  data: { companies: EXPRESS_COMPANIES, deliveryId: 'SF', waybill: '', problem: '', busy: false },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ waybill: '', problem: '' });
    },
  },
  methods: {
    onCompany(event: Tap<{ id: string }>) {
      this.setData({ deliveryId: event.currentTarget.dataset.id });
    },
    onWaybill(event: WechatMiniprogram.Input) {
      this.setData({ waybill: event.detail.value, problem: '' });
    },
    async onScan() {
      try {
        const { result } = await wx.scanCode({ scanType: ['barCode', 'qrCode'] });
        const waybill = tidyWaybill(result);
        this.setData({ waybill, problem: waybillProblem(waybill) });
      } catch (error) {
        if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast('没能扫码，请手动填写运单号');
      }
    },
    async onConfirm() {
      const { afterSaleId, deliveryId, busy } = this.data;
      const waybillId = tidyWaybill(this.data.waybill);
      if (busy) return;
      const problem = waybillProblem(waybillId);
      this.setData({ problem });
      if (problem) return;
      this.setData({ busy: true });
      try {
        const detail = await attempt.run({ afterSaleId, deliveryId, waybillId }, (request) => aftersale.sendBack(request));
        toastSuccess('已提交');
        this.triggerEvent('sent', { detail });
      } catch (error) {
        this.setData({ problem: asAppError(error).message });
      } finally {
        this.setData({ busy: false });
      }
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
