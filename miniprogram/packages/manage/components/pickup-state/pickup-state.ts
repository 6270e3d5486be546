import type { OrderDetail } from '../../../../../typings/index';
import { newRequestId } from '../../../../services/attempt';
import { order as orders } from '../../../../services/order';
import { toastError, toastSuccess } from '../../../../utils/feedback';
import { go } from '../../../../utils/navigation';
import { dayAndTime, placeText } from '../../../../utils/pickup-text';
import { routes } from '../../../../utils/routes';

/** Where and by whom an order is fetched, for staff: says that it is ready, and leads to the counter. Sends `changed` {order}. */
Component({
  properties: {
    /** OrderDetail of an order that is fetched. */
    order: { type: Object, value: null as unknown as Record<string, unknown> },
    shopId: { type: String, value: '' },
    /** The role may hand goods over. */
    can: { type: Boolean, value: false },
  },
  data: { name: '', address: '', who: '', tel: '', when: '', waiting: false, ready: false, busy: false },
  observers: {
    order(detail: OrderDetail | null) {
      const pickup = detail?.fulfilment?.method === 'pickup' ? detail.fulfilment : null;
      if (!detail || !pickup) return;
      const { pickup: times } = detail;
      const ready = pickup.readyAt !== null;
      this.setData({
        name: pickup.place.name,
        address: placeText(pickup.place),
        who: pickup.userName,
        tel: pickup.telNumber,
        waiting: times !== undefined,
        ready,
        when: !times ? '' : ready ? `为买家保留到 ${dayAndTime(times.collectBefore)}` : `请在 ${dayAndTime(times.readyBefore)} 前备好`,
      });
    },
  },
  methods: {
    /** Said twice, it is refused by name and nothing happens: a new request each time will do. */
    async onReady() {
      if (this.data.busy) return;
      const { orderId } = this.data.order as unknown as OrderDetail;
      this.setData({ busy: true });
      try {
        this.triggerEvent('changed', { order: await orders.pickupReady({ requestId: newRequestId(), shopId: this.data.shopId, orderId }) });
        toastSuccess('已通知买家');
      } catch (error) {
        toastError(error);
      } finally {
        this.setData({ busy: false });
      }
    },
    onVerify() {
      go(routes.manageVerify(this.data.shopId));
    },
    onCall() {
      void wx.makePhoneCall({ phoneNumber: this.data.tel, fail: () => undefined });
    },
  },
});
