import type { AfterSaleDetail, AfterSaleType } from '../../../../../typings/index';
import type { Tap } from '../../../../utils/events';
import { parseYuan, yuan } from '../../../../utils/money';

/** Another way out for the shopper to accept: money only or a return, and how much. Sends `done` {type, refundFen, text} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** AfterSaleDetail */
    detail: { type: Object, value: null as unknown as Record<string, unknown> },
    busy: { type: Boolean, value: false },
    problem: { type: String, value: '' },
  },
  data: { type: 'REFUND' as AfterSaleType, types: [] as { key: AfterSaleType; name: string }[], sum: '', text: '', most: '', left: 0, own: '' },
  observers: {
    show(show: boolean) {
      const detail = this.data.detail as unknown as AfterSaleDetail | null;
      if (!show || !detail) return;
      const types = [...(detail.returnDelivery ? [] : [{ key: 'REFUND' as const, name: '仅退款' }]), { key: 'RETURN' as const, name: '退货退款' }];
      this.setData({ types, type: types[0]!.key, sum: '', text: '', most: yuan(detail.mostFen), left: detail.proposalsLeft, own: '' });
    },
  },
  methods: {
    onType(event: Tap<{ key: AfterSaleType }>) {
      this.setData({ type: event.currentTarget.dataset.key, own: '' });
    },
    onSum(event: WechatMiniprogram.Input) {
      this.setData({ sum: event.detail.value, own: '' });
    },
    onMost() {
      const detail = this.data.detail as unknown as AfterSaleDetail;
      this.setData({ sum: (detail.mostFen / 100).toFixed(2), own: '' });
    },
    onText(event: WechatMiniprogram.TextareaInput) {
      this.setData({ text: event.detail.value, own: '' });
    },
    onDone() {
      const { type, sum, busy } = this.data;
      const text = this.data.text.trim();
      const { mostFen } = this.data.detail as unknown as AfterSaleDetail;
      const refundFen = parseYuan(sum);
      if (busy) return;
      if (refundFen === null) this.setData({ own: '请填写退款金额，最多两位小数' });
      else if (refundFen > mostFen) this.setData({ own: `最多可以退 ${yuan(mostFen)}` });
      else if (text.length < 2) this.setData({ own: '请说明理由，至少 2 个字' });
      else this.triggerEvent('done', { type, refundFen, text });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
