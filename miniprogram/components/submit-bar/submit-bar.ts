/** The bar at the foot of a page that ends in one main action: a sum at the left, the button at the right. Sends `submit`. */
Component({
  properties: {
    fen: { type: Number, value: 0 },
    /** In front of the sum. */
    label: { type: String, value: '合计' },
    /** Small line under the sum. */
    hint: { type: String, value: '' },
    text: { type: String, value: '提交' },
    disabled: { type: Boolean, value: false },
    busy: { type: Boolean, value: false },
    /** Stands on the tab bar instead of the phone's lower edge. */
    onTabBar: { type: Boolean, value: false },
  },
  methods: {
    onSubmit() {
      if (!this.data.disabled && !this.data.busy) this.triggerEvent('submit');
    },
  },
});
