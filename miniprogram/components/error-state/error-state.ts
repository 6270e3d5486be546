import { withoutCallId } from '../../utils/feedback';

/** It could not be loaded. `retry` is sent by the button. */
Component({
  properties: {
    text: { type: String, value: '网络不太顺畅，请检查后再试' },
    /** Sends `leave` by a second button, for what will not come back (a product that was removed). */
    leave: { type: String, value: '' },
    /** Whether another try may help. */
    retry: { type: Boolean, value: true },
  },
  data: { words: '', callId: '' },
  observers: {
    text(text: string) {
      this.setData(withoutCallId(text));
    },
  },
  methods: {
    onRetry() {
      this.triggerEvent('retry');
    },
    onLeave() {
      this.triggerEvent('leave');
    },
  },
});
