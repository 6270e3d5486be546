/** A drawn icon. It takes the colour of the text around it; names are the rules `.i-…` in x-icon.wxss. */
Component({
  properties: {
    name: { type: String, value: '' },
    /** Side in rpx. */
    size: { type: Number, value: 40 },
  },
});
