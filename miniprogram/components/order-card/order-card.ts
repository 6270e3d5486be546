import type { OrderBrief } from '../../../typings/index';
import { orderActions, pieces, statusText } from '../../utils/order-text';
import { attrText } from '../../utils/sku-matrix';

/**
 * An order in a list. Sends `act` {action, orderId} for pay, cancel, confirm, again and review; the page handles the tap on the host.
 * With `manage` it shows no shopper's actions: put the merchant's into the slot.
 */
Component({
  properties: {
    /** OrderBrief */
    order: { type: Object, value: {} as Record<string, unknown> },
    manage: { type: Boolean, value: false },
    /** A call for this order is under way. */
    busy: { type: Boolean, value: false },
    /** Shown in place of the shop's name, e.g. the buyer's. */
    head: { type: String, value: '' },
  },
  data: { status: '', open: false, count: 0, attrs: '', canPay: false, canCancel: false, canConfirm: false, canRepeat: false, canReview: false },
  observers: {
    'order, manage'(order: Partial<OrderBrief>, manage: boolean) {
      if (!order.lines || order.status === undefined) return;
      const actions = manage ? [] : orderActions(order.status, order.toReview);
      this.setData({
        status: statusText(order.status, order.method).title,
        open: order.status < 100,
        count: pieces({ lines: order.lines }),
        attrs: order.lines[0] ? attrText(order.lines[0].attrs) : '',
        canPay: actions.includes('pay'),
        canCancel: actions.includes('cancel'),
        canConfirm: actions.includes('confirm'),
        canRepeat: actions.includes('again'),
        canReview: actions.includes('review'),
      });
    },
  },
  methods: {
    onAct(event: WechatMiniprogram.TouchEvent<object, object, { action: string }>) {
      if (this.data.busy) return;
      const { orderId } = this.data.order as unknown as OrderBrief;
      this.triggerEvent('act', { action: event.currentTarget.dataset.action, orderId });
    },
  },
});
