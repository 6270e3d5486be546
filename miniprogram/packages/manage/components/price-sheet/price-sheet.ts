import type { OrderDetail } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { order as orders } from '../../../../services/order';
import type { Tap } from '../../../../utils/events';
import { toastSuccess } from '../../../../utils/feedback';
import { parseYuan, priceParts, yuan } from '../../../../utils/money';
import { attrText } from '../../../../utils/sku-matrix';

interface Row {
  skuId: string;
  title: string;
  detail: string;
  image: string;
  /** What it costs now, and what it is to cost; fen, and as it is typed. */
  nowFen: number;
  text: string;
  bad: boolean;
}
const attempts = new Map<string, Attempt>();

/** The merchant takes something off an unpaid order. Sends `changed` {order} when the cloud has it, and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    shopId: { type: String, value: '' },
    /** OrderDetail */
    order: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: { rows: [] as Row[], freight: '', freightNow: '', hasFreight: false, freightBad: false, nowFen: 0, newFen: 0, offText: '', problem: '', busy: false },
  observers: {
    'show, order'(show: boolean, order: OrderDetail | null) {
      if (!show || !order) return;
      const rows = order.lines.map(({ skuId, title, attrs, num, image, paidFen }): Row => ({ skuId, title, image, detail: [attrText(attrs), `${num} 件`].filter(Boolean).join('，'), nowFen: paidFen, text: typed(paidFen), bad: false }));
      const { freightFen, payFen } = order.price;
      this.setData({ rows, freight: typed(freightFen), freightNow: yuan(freightFen), hasFreight: freightFen > 0, freightBad: false, nowFen: payFen, newFen: payFen, offText: '', problem: '', busy: false });
    },
  },
  methods: {
    onPrice(event: WechatMiniprogram.Input & Tap<{ index: number }>) {
      this.setData({ [`rows[${event.currentTarget.dataset.index}].text`]: event.detail.value });
      this.sum();
    },
    onFreight(event: WechatMiniprogram.Input) {
      this.setData({ freight: event.detail.value });
      this.sum();
    },
    /** What it comes to, and which sums are none or dearer than before. */
    sum() {
      const order = this.data.order as unknown as OrderDetail | null;
      if (!order) return;
      const rows = this.data.rows.map((row) => ({ ...row, bad: isBad(parseYuan(row.text), row.nowFen) }));
      const freightFen = parseYuan(this.data.freight);
      const freightBad = isBad(freightFen, order.price.freightFen);
      const newFen = rows.reduce((all, { text, nowFen }) => all + (parseYuan(text) ?? nowFen), freightFen ?? order.price.freightFen);
      const off = order.price.payFen - newFen;
      this.setData({ rows, freightBad, newFen, offText: off > 0 ? `共优惠 ${yuan(off)}` : '', problem: rows.some(({ bad }) => bad) || freightBad ? '只能降价，请填写不高于原价的金额' : '' });
    },
    async onConfirm() {
      const { shopId, rows, freight, busy, freightBad, newFen, nowFen } = this.data;
      const order = this.data.order as unknown as OrderDetail | null;
      if (!order || busy || freightBad || rows.some(({ bad }) => bad)) return;
      if (newFen === nowFen) return this.setData({ problem: '价格没有变化' });
      this.setData({ busy: true });
      try {
        const lines = rows.flatMap(({ skuId, text, nowFen: before }) => {
          const paidFen = parseYuan(text) ?? before;
          return paidFen === before ? [] : [{ skuId, paidFen }];
        });
        const freightFen = parseYuan(freight) ?? order.price.freightFen;
        const attempt = attempts.get(order.orderId) ?? new Attempt();
        attempts.set(order.orderId, attempt);
        const changed = await attempt.run({ shopId, orderId: order.orderId, lines, freightFen }, (request) => orders.changePrice(request));
        toastSuccess('已改价');
        this.triggerEvent('changed', { order: changed });
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

/** As it stands in a field: 1250 → 12.50. */
function typed(fen: number): string {
  const { yuan: whole, cents } = priceParts(fen);
  return whole + cents;
}

function isBad(fen: number | null, most: number): boolean {
  return fen === null || fen > most;
}
