/** The product page before its content has come. */
Component({
  data: {
    words: [
      { width: '40%', height: '52rpx', borderRadius: '10rpx' },
      { width: '92%', height: '36rpx', borderRadius: '10rpx' },
      { width: '60%', height: '36rpx', borderRadius: '10rpx' },
    ],
  },
});
