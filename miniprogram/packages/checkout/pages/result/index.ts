import { order } from '../../../../services/order';
import { pay } from '../../../../services/pay';
import { toastError } from '../../../../utils/feedback';
import { go, replace } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

const ASK_TIMES = 8;
const ASK_EVERY_MS = 1500;

type State = 'paid' | 'pending' | 'failed';
const TEXTS: Record<State, { title: string; text: string; icon: string }> = {
  paid: { title: '支付成功', text: '商家会尽快为你安排', icon: 'check' },
  pending: { title: '正在确认支付结果', text: '钱款安全，结果以订单状态为准', icon: 'clock' },
  failed: { title: '支付没有完成', text: '订单已保留，可以重新支付', icon: 'warning' },
};

Page({
  data: {
    state: 'paid' as State,
    title: '',
    text: '',
    icon: '',
    payFen: 0,
    busy: false,
  },
  tradeId: '',
  orderIds: [] as string[],
  left: false,

  onLoad(query) {
    const state = queryText(query, 'state');
    this.tradeId = queryText(query, 'tradeId');
    this.orderIds = queryText(query, 'orderIds').split(',').filter(Boolean);
    this.setData({ payFen: Number(queryText(query, 'payFen')) || 0 });
    this.show(state === 'paid' || state === 'failed' ? state : 'pending');
  },
  onUnload() {
    this.left = true;
  },

  show(state: State) {
    this.setData({ state, ...TEXTS[state] });
    if (state === 'pending') void this.watch();
  },
  /** The callback of the payment comes to the cloud, not here: look whether the order has moved. */
  async watch() {
    const [orderId] = this.orderIds as string[];
    for (let time = 0; orderId && time < ASK_TIMES; time++) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      if (this.left || this.data.state !== 'pending') return;
      try {
        const { status } = await order.get(orderId);
        if (status >= 20 && status <= 100) return this.show('paid');
        if (status > 100) return this.show('failed');
      } catch {
        // The next look may go through; the order page tells the truth in any case.
      }
    }
  },

  async onPay() {
    if (this.data.busy) return;
    this.setData({ busy: true });
    try {
      const outcome = await pay({ tradeId: this.tradeId });
      if (outcome !== 'cancelled') this.show(outcome);
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onOrder() {
    const [orderId, second] = this.orderIds as string[];
    replace(orderId && !second ? routes.order(orderId) : routes.orders());
  },
  onHome() {
    go(routes.home());
  },
});
