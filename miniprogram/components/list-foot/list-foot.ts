/** The end of a list that is loaded page by page. `retry` is sent when a page did not come. */
Component({
  properties: {
    /** more | loading | end | error */
    state: { type: String, value: 'more' },
    endText: { type: String, value: '没有更多了' },
  },
  methods: {
    onRetry() {
      if (this.data.state === 'error') this.triggerEvent('retry');
    },
  },
});
