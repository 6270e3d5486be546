import type { SpuCard } from '../../../typings/index';
import { shortCount } from '../../utils/money';

/** A product in a list. `tall` for two columns, `wide` for a row, `mini` for a strip. The page handles the tap on the host. */
Component({
  properties: {
    /** SpuCard */
    card: { type: Object, value: {} as Record<string, unknown> },
    kind: { type: String, value: 'tall' },
  },
  data: { sold: '', from: false },
  observers: {
    card(card: Partial<SpuCard>) {
      const sold = card.sold ? `已售 ${shortCount(card.sold)}` : '';
      const from = (card.maxPriceFen ?? 0) > (card.minPriceFen ?? 0);
      if (sold !== this.data.sold || from !== this.data.from) this.setData({ sold, from });
    },
  },
});
