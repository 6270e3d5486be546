const LEAVE_MS = 240;

/** A panel that comes up from below over the page. Sends `close` when the mask or the cross is tapped; the page then clears `show`. */
Component({
  options: { multipleSlots: true },
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '' },
    /** CSS height of the scrolling part at most. */
    maxHeight: { type: String, value: '60vh' },
  },
  data: { mounted: false, open: false },
  observers: {
    show(show: boolean) {
      const sheet = this as unknown as { timer?: ReturnType<typeof setTimeout> };
      if (sheet.timer !== undefined) clearTimeout(sheet.timer);
      if (show) {
        this.setData({ mounted: true });
        // One frame with the panel below the edge, so that it has somewhere to come from.
        sheet.timer = setTimeout(() => this.setData({ open: true }), 30);
      } else if (this.data.mounted) {
        this.setData({ open: false });
        sheet.timer = setTimeout(() => this.setData({ mounted: false }), LEAVE_MS);
      }
    },
  },
  lifetimes: {
    detached() {
      const { timer } = this as unknown as { timer?: ReturnType<typeof setTimeout> };
      if (timer !== undefined) clearTimeout(timer);
    },
  },
  methods: {
    onClose() {
      this.triggerEvent('close');
    },
    /** Keeps the page behind from scrolling. */
    hold() {},
  },
});
