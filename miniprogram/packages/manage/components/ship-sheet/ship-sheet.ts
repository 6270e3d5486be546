import type { OrderDetail, ParcelView } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order as orders } from '../../../../services/order';
import { type Sent, type Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { EXPRESS_COMPANIES, tidyWaybill, waybillProblem } from '../../../../utils/express';
import { attrText } from '../../../../utils/sku-matrix';

/** The company chosen last time is the likely one. */
const LAST_KEY = 'manage-express';
const attempts = new Map<string, Attempt>();

interface Row {
  skuId: string;
  title: string;
  attrs: string;
  image: string;
  /** Pieces that have still to go out. */
  left: number;
  /** Pieces that go into this parcel. */
  num: number;
  held: boolean;
}

function summaryOf(rows: Row[]): string {
  const left = rows.reduce((all, row) => all + row.left, 0);
  const num = rows.reduce((all, row) => all + row.num, 0);
  return num === left ? `全部 ${num} 件，装一个包裹` : `本包裹 ${num} 件，还剩 ${left - num} 件待发`;
}

/**
 * Sends an order off, in one parcel or in several: what goes in, company and waybill number. With `parcel` it puts that parcel's number right.
 * Sends `shipped` {order} when the cloud has it, and `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    /** OrderDetail */
    order: { type: Object, value: null as unknown as Record<string, unknown> },
    /** ParcelView; null: a new one. */
    parcel: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: { companies: EXPRESS_COMPANIES, deliveryId: 'SF', waybill: '', problem: '', busy: false, recipient: '', rows: [] as Row[], summary: '' },
  observers: {
    'show, order, parcel'(show: boolean, order: OrderDetail | null, parcel: ParcelView | null) {
      if (!show || !order) return;
      if (parcel) return this.setData({ deliveryId: parcel.deliveryId, waybill: parcel.waybillId, problem: '', recipient: '', rows: [] });
      const last = String(wx.getStorageSync(LAST_KEY) || '');
      const deliveryId = EXPRESS_COMPANIES.some((company) => company.deliveryId === last) ? last : 'SF';
      const { address, lines, toShip, parcels } = order;
      const recipient = !address ? '' : `${address.userName} ${address.telNumber}\n${address.provinceName}${address.cityName}${address.countyName} ${address.detailInfo}`;
      const rows = toShip.flatMap(({ skuId, num, held }): Row[] => {
        const line = lines.find((each) => each.skuId === skuId);
        return line ? [{ skuId, title: line.title, attrs: attrText(line.attrs), image: line.image, left: num, num: held ? 0 : num, held }] : [];
      });
      // One piece, or nothing but one parcel to make: no choice to be made.
      const choice = rows.length > 1 || parcels.length > 0 || rows.some(({ left, held }) => left > 1 || held);
      this.setData({ deliveryId, waybill: '', problem: '', recipient, rows: choice ? rows : [], summary: summaryOf(choice ? rows : []) });
    },
  },
  methods: {
    onNum(event: Sent<{ value: number }> & Tap<{ index: number }>) {
      const { index } = event.currentTarget.dataset;
      const rows = this.data.rows.map((row, i) => (i === index ? { ...row, num: event.detail.value } : row));
      this.setData({ [`rows[${index}].num`]: event.detail.value, summary: summaryOf(rows), problem: '' });
    },
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
      const { shopId, deliveryId, busy, rows } = this.data;
      const target = this.data.order as unknown as OrderDetail | null;
      const parcel = this.data.parcel as unknown as ParcelView | null;
      if (busy || !target) return;
      const waybillId = tidyWaybill(this.data.waybill);
      const chosen = rows.filter(({ num }) => num > 0).map(({ skuId, num }) => ({ skuId, num }));
      const problem = rows.length > 0 && chosen.length === 0 ? '请选择这个包裹里的商品' : waybillProblem(waybillId);
      this.setData({ problem });
      if (problem) return;
      this.setData({ busy: true });
      try {
        const key = parcel ? `${target.orderId} ${parcel.parcelId}` : target.orderId;
        const attempt = attempts.get(key) ?? new Attempt();
        attempts.set(key, attempt);
        const label = { shopId, orderId: target.orderId, deliveryId, waybillId };
        // Whole orders are sent off without naming pieces, so that a refund in between is heard of.
        const lines = rows.every(({ num, left }) => num === left) ? {} : { lines: chosen };
        const order = parcel ? await attempt.run({ ...label, parcelId: parcel.parcelId }, (request) => orders.correctParcel(request)) : await attempt.run({ ...label, ...lines }, (request) => orders.ship(request));
        if (!parcel) wx.setStorageSync(LAST_KEY, deliveryId);
        toastSuccess(parcel ? '已更正' : '已发货');
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
