import type { Sent } from '../../utils/events';

/** Asks for a few words, with pictures where there is room for some. Sends `done` {text, images} and `close`; what was typed stays until it is opened again. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    action: { type: String, value: '提交' },
    max: { type: Number, value: 200 },
    least: { type: Number, value: 2 },
    /** How many pictures; 0: none. */
    pictures: { type: Number, value: 0 },
    leastPictures: { type: Number, value: 0 },
    busy: { type: Boolean, value: false },
    /** What the cloud had to say against it. */
    problem: { type: String, value: '' },
  },
  data: { text: '', images: [] as string[], uploading: false, own: '' },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ text: '', images: [], own: '' });
    },
  },
  methods: {
    onText(event: WechatMiniprogram.TextareaInput) {
      this.setData({ text: event.detail.value, own: '' });
    },
    onImages(event: Sent<{ images: string[] }>) {
      this.setData({ images: event.detail.images, own: '' });
    },
    onUploading(event: Sent<{ busy: boolean }>) {
      this.setData({ uploading: event.detail.busy });
    },
    onDone() {
      const text = this.data.text.trim();
      const { busy, uploading, least, images, leastPictures } = this.data;
      if (busy || uploading) return;
      if (text.length < least) this.setData({ own: `请至少填写 ${least} 个字` });
      else if (images.length < leastPictures) this.setData({ own: '请至少上传 1 张图片' });
      else this.triggerEvent('done', { text, images });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
