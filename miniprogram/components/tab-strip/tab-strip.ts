/** Tabs with a line under the current one. Sends `change` {key}. */
Component({
  properties: {
    /** { key, text, badge? }[] */
    tabs: { type: Array, value: [] as { key: string; text: string; badge?: string }[] },
    current: { type: String, value: '' },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent<object, object, { key: string }>) {
      const { key } = event.currentTarget.dataset;
      if (key !== this.data.current) this.triggerEvent('change', { key });
    },
  },
});
