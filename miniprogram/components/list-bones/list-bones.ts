const line = (width: string) => ({ width, height: '28rpx', borderRadius: '8rpx' });

/** A list before its content has come: `kind` rows (a picture and words), cards (two columns) or blocks. */
Component({
  properties: {
    kind: { type: String, value: 'rows' },
    count: { type: Number, value: 5 },
    /** Lower blocks. */
    low: { type: Boolean, value: false },
  },
  data: {
    words: [line('90%'), line('60%'), line('36%')],
    block: [{ width: '100%', height: '300rpx', borderRadius: '24rpx' }],
    lowBlock: [{ width: '100%', height: '160rpx', borderRadius: '24rpx' }],
    cards: [
      [
        { width: '48.5%', height: '500rpx', borderRadius: '20rpx' },
        { width: '48.5%', height: '500rpx', borderRadius: '20rpx' },
      ],
      [
        { width: '48.5%', height: '500rpx', borderRadius: '20rpx' },
        { width: '48.5%', height: '500rpx', borderRadius: '20rpx' },
      ],
    ],
  },
});
