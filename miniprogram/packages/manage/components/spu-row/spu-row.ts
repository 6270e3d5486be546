import type { ManagedSpuCard, SpuStatus } from '../../../../../typings/index';
import { type Tap } from '../../../../utils/events';
import { shortCount } from '../../../../utils/money';

const MARKS: Partial<Record<SpuStatus, string>> = {
  0: '未上架',
  13: '违规下架',
  14: '保证金不足下架',
  15: '品牌到期',
  20: '已封禁',
};

/** A product in the merchant's list. Sends `act` {action: 'edit' | 'stock' | 'shelf', spuId}. */
Component({
  properties: {
    /** ManagedSpuCard */
    card: { type: Object, value: {} as Record<string, unknown> },
    /** A call for this product is under way. */
    busy: { type: Boolean, value: false },
  },
  data: { mark: '', sold: '', listed: false, low: false },
  observers: {
    card(card: Partial<ManagedSpuCard>) {
      if (card.status === undefined) return;
      const listed = card.status === 5;
      this.setData({ listed, mark: MARKS[card.status] ?? '', sold: shortCount(card.sold ?? 0), low: (card.available ?? 0) === 0 });
    },
  },
  methods: {
    onAct(event: Tap<{ action: string }>) {
      if (this.data.busy) return;
      const { spuId } = this.data.card as unknown as ManagedSpuCard;
      this.triggerEvent('act', { action: event.currentTarget.dataset.action, spuId });
    },
  },
});
