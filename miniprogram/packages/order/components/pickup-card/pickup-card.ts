import type { OrderDetail, PickupFulfilment } from '../../../../../typings/index';
import { asAppError } from '../../../../services/error';
import { order as orders } from '../../../../services/order';
import { codeText, dayAndTime, hoursText, placeText } from '../../../../utils/pickup-text';
import { qrCode } from '../../utils/qr-code';

/** White around the code, in modules: scanners need it. */
const QUIET = 4;

/** Where and until when an order is fetched, and, while it waits, the code to show. */
Component({
  properties: {
    /** OrderDetail of an order that is fetched. */
    order: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: {
    waiting: false,
    held: false,
    when: '',
    until: '',
    code: '',
    digits: '',
    problem: '',
    place: null as PickupFulfilment['place'] | null,
    address: '',
    hours: '',
    who: '',
  },
  observers: {
    order(detail: OrderDetail | null) {
      const pickup = detail?.fulfilment?.method === 'pickup' ? detail.fulfilment : null;
      if (!detail || !pickup) return;
      const { place, readyAt } = pickup;
      const { pickup: times } = detail;
      this.setData({
        waiting: times !== undefined,
        held: detail.toShip.some(({ held }) => held),
        when: !times ? '' : readyAt !== null ? '商品已备好，营业时间内可提货' : `预计 ${dayAndTime(times.readyBefore)} 起可提货`,
        until: times ? `${dayAndTime(times.collectBefore)} 前有效，超时${pickup.overdue === 'refund' ? '自动退款' : '视为完成'}` : '',
        place,
        address: placeText(place),
        hours: hoursText(place.hours),
        who: `${pickup.userName} ${pickup.telNumber}`,
      });
      if (times && !this.data.code) void this.load(detail.orderId);
      if (!times) this.setData({ code: '', digits: '' });
    },
  },
  methods: {
    async load(orderId: string) {
      try {
        const { code } = await orders.pickupCode(orderId);
        this.setData({ code, digits: codeText(code), problem: '' }, () => this.draw());
      } catch (error) {
        this.setData({ problem: asAppError(error).message });
      }
    },
    /** On white, in the dark as well: a scanner reads dark on light. */
    draw() {
      const { code } = this.data;
      this.createSelectorQuery()
        .select('.pc-qr')
        .fields({ node: true, size: true })
        .exec(([found]: ({ node: WechatMiniprogram.Canvas; width: number } | null)[]) => {
          if (!found?.node) return;
          const { node, width } = found;
          const rows = qrCode(code);
          const modules = rows.length + 2 * QUIET;
          // Whole pixels, so that no module is wider than another.
          const unit = Math.max(1, Math.floor((width * wx.getSystemInfoSync().pixelRatio) / modules));
          node.width = unit * modules;
          node.height = unit * modules;
          const context = node.getContext('2d') as WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D;
          context.fillStyle = '#FFFFFF';
          context.fillRect(0, 0, node.width, node.height);
          context.fillStyle = '#000000';
          rows.forEach((row, r) => row.forEach((dark, c) => dark && context.fillRect((c + QUIET) * unit, (r + QUIET) * unit, unit, unit)));
        });
    },
    onRetry() {
      void this.load((this.data.order as unknown as OrderDetail).orderId);
    },
    onCopy() {
      void wx.setClipboardData({ data: this.data.code });
    },
    onCall() {
      const { place } = this.data;
      if (place) void wx.makePhoneCall({ phoneNumber: place.phone, fail: () => undefined });
    },
    onMap() {
      const { place, address } = this.data;
      if (place?.latitude != null && place.longitude != null) void wx.openLocation({ latitude: place.latitude, longitude: place.longitude, name: place.name, address });
      else void wx.setClipboardData({ data: address });
    },
  },
});
