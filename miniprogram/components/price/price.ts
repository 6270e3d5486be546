import { priceParts, yuan } from '../../utils/money';

/** A price: small ¥, large yuan, small cents; beside it the struck-through market price, when there is one. */
Component({
  properties: {
    fen: { type: Number, value: 0 },
    /** Struck-through price in fen; 0: none. Shown only when it is higher. */
    market: { type: Number, value: 0 },
    /** s 26, m 34, l 44, xl 56 rpx for the yuan. */
    size: { type: String, value: 'm' },
    /** Two decimals even for a round sum, as totals are written. */
    always: { type: Boolean, value: false },
    /** Adds 起, for the lowest of several prices. */
    from: { type: Boolean, value: false },
    /** In the colour of the text instead of the price's. */
    plain: { type: Boolean, value: false },
  },
  data: { whole: '0', cents: '', struck: '', label: '' },
  observers: {
    'fen, market, always, from'(fen: number, market: number, always: boolean, from: boolean) {
      const { yuan: whole, cents } = priceParts(fen, always);
      this.setData({
        whole,
        cents,
        struck: market > fen ? yuan(market).replace(/\.00$/, '') : '',
        label: yuan(fen) + (from ? '起' : ''),
      });
    },
  },
});
