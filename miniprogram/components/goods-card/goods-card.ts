import type { SpuCard } from '../../../typings/index';
import { shortCount, yuan } from '../../utils/money';

/** A product in a list. `tall` for two columns, `wide` for a row, `mini` for a strip. The page handles the tap on the host. */
Component({
  properties: {
    /** SpuCard */
    card: { type: Object, value: {} as Record<string, unknown> },
    kind: { type: String, value: 'tall' },
  },
  data: { sold: '', from: false, fen: 0, market: 0, tag: '' },
  observers: {
    card(card: Partial<SpuCard>) {
      const sold = card.sold ? `已售 ${shortCount(card.sold)}` : '';
      const { minPriceFen = 0, maxPriceFen = 0, marketPriceFen = 0, deal } = card;
      // A price for everybody takes the place of the ordinary one; what asks for something stands beside it.
      const flash = deal?.kind === 'flash';
      const fen = flash ? deal.priceFen : minPriceFen;
      const next = { sold, from: maxPriceFen > minPriceFen, fen, market: flash ? minPriceFen : marketPriceFen, tag: deal ? (flash ? deal.label : `${deal.label} ${yuan(deal.priceFen).replace(/\.00$/, '')}`) : '' };
      if (Object.entries(next).some(([key, value]) => this.data[key as keyof typeof next] !== value)) this.setData(next);
    },
  },
});
