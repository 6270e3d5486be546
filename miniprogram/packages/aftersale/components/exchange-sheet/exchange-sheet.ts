import type { ExchangeOption } from '../../../../../typings/index';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import { attrText } from '../../../../utils/sku-matrix';

interface Row {
  skuId: string;
  text: string;
  image: string;
  note: string;
  off: boolean;
}

/** What the goods may be exchanged for. Sends `choose` {option} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** ExchangeOption[] */
    options: { type: Array, value: [] as Record<string, unknown>[] },
    /** Pieces that are needed. */
    num: { type: Number, value: 1 },
    chosen: { type: String, value: '' },
  },
  data: { rows: [] as Row[] },
  observers: {
    'options, num'(options: ExchangeOption[], num: number) {
      this.setData({
        rows: options.map(({ skuId, attrs, image, available, same }) => ({
          skuId,
          text: attrText(attrs) || '默认规格',
          image,
          note: available < num ? (available === 0 ? '已售罄' : `仅剩 ${available} 件`) : same ? '同款换新' : available <= 10 ? `仅剩 ${available} 件` : '有货',
          off: available < num,
        })),
      });
    },
  },
  methods: {
    onRow(event: Tap<{ id: string; off: boolean }>) {
      const { id, off } = event.currentTarget.dataset;
      if (off) return toast('这个规格库存不足，换一个吧');
      this.triggerEvent('choose', { option: (this.data.options as unknown as ExchangeOption[]).find(({ skuId }) => skuId === id) });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
