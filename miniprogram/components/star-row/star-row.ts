/** One to five stars: shown, or with `input` given by a tap. Sends `change` {value}. */
Component({
  properties: {
    value: { type: Number, value: 0 },
    input: { type: Boolean, value: false },
    /** rpx */
    size: { type: Number, value: 28 },
    label: { type: String, value: '' },
  },
  data: { places: [1, 2, 3, 4, 5] },
  methods: {
    onStar(event: WechatMiniprogram.TouchEvent<object, object, { value: number }>) {
      if (this.data.input) this.triggerEvent('change', { value: Number(event.currentTarget.dataset.value) });
    },
  },
});
