import type { OrderBrief, PostalAddress } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order as orders } from '../../../../services/order';
import { type Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { EXPRESS_COMPANIES, tidyWaybill, waybillProblem } from '../../../../utils/express';

/** The company chosen last time is the likely one. */
const LAST_KEY = 'manage-express';
const attempts = new Map<string, Attempt>();

/** Sends an order off: company and waybill number. Sends `shipped` {order} when the cloud has it, and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    /** OrderBrief, with `address` when it is known. */
    order: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: { companies: EXPRESS_COMPANIES, deliveryId: 'SF', waybill: '', problem: '', busy: false, recipient: '' },
  observers: {
    'show, order'(show: boolean, order: (Partial<OrderBrief> & { userName?: string; address?: PostalAddress }) | null) {
      if (!show || !order) return;
      const last = String(wx.getStorageSync(LAST_KEY) || '');
      const deliveryId = EXPRESS_COMPANIES.some((company) => company.deliveryId === last) ? last : 'SF';
      const { address, userName } = order;
      const recipient = address ? `${address.userName} ${address.telNumber}\n${address.provinceName}${address.cityName}${address.countyName} ${address.detailInfo}` : (userName ?? '');
      this.setData({ deliveryId, waybill: '', problem: '', recipient });
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
      const { shopId, deliveryId, busy } = this.data;
      const target = this.data.order as unknown as OrderBrief | null;
      if (busy || !target) return;
      const waybillId = tidyWaybill(this.data.waybill);
      const problem = waybillProblem(waybillId);
      this.setData({ problem });
      if (problem) return;
      this.setData({ busy: true });
      try {
        const attempt = attempts.get(target.orderId) ?? new Attempt();
        attempts.set(target.orderId, attempt);
        const order = await attempt.run({ shopId, orderId: target.orderId, deliveryId, waybillId }, (request) => orders.ship(request));
        wx.setStorageSync(LAST_KEY, deliveryId);
        toastSuccess('已发货');
        this.triggerEvent('shipped', { order });
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
