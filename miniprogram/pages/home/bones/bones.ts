const icon = { width: '96rpx', height: '96rpx', borderRadius: '32rpx' };

/** The home page before its content has come. */
Component({
  data: {
    banner: [{ width: '100%', height: '328rpx', borderRadius: '24rpx' }],
    icons: [Array(5).fill(icon), Array(5).fill(icon)],
    cards: [
      [
        { width: '48%', height: '520rpx', borderRadius: '20rpx' },
        { width: '48%', height: '520rpx', borderRadius: '20rpx' },
      ],
    ],
  },
});
