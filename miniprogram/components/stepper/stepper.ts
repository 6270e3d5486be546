/** A number with minus and plus. Sends `change` {value} with a number inside the limits, and `limit` {limit: 'min' | 'max'}. */
Component({
  properties: {
    value: { type: Number, value: 1 },
    min: { type: Number, value: 1 },
    max: { type: Number, value: 999 },
    disabled: { type: Boolean, value: false },
  },
  methods: {
    onMinus() {
      this.move(this.data.value - 1);
    },
    onPlus() {
      this.move(this.data.value + 1);
    },
    onBlur(event: WechatMiniprogram.InputBlur) {
      const typed = Number.parseInt(event.detail.value, 10);
      this.move(Number.isNaN(typed) ? this.data.value : typed);
      // What stands in the field may be outside the limits while the value did not move.
      this.setData({ value: this.data.value });
    },
    move(wanted: number) {
      const { min, max, value, disabled } = this.data;
      if (disabled) return;
      const next = Math.max(min, Math.min(max, wanted));
      if (next !== wanted) this.triggerEvent('limit', { limit: wanted > max ? 'max' : 'min' });
      if (next === value || next < min) return;
      this.setData({ value: next });
      this.triggerEvent('change', { value: next });
    },
  },
});
