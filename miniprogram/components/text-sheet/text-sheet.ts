/** Asks for a few words and what to do with them. Sends `done` {text} and `close`; what was typed stays until it is opened again. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    action: { type: String, value: '提交' },
    max: { type: Number, value: 200 },
    least: { type: Number, value: 2 },
    busy: { type: Boolean, value: false },
    /** What the cloud had to say against it. */
    problem: { type: String, value: '' },
  },
  data: { text: '', own: '' },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ text: '', own: '' });
    },
  },
  methods: {
    onText(event: WechatMiniprogram.TextareaInput) {
      this.setData({ text: event.detail.value, own: '' });
    },
    onDone() {
      const text = this.data.text.trim();
      if (this.data.busy) return;
      if (text.length < this.data.least) this.setData({ own: `请至少填写 ${this.data.least} 个字` });
      else this.triggerEvent('done', { text });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
