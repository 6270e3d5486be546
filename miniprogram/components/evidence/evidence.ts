import { uploadOwnImage } from '../../services/upload';
import type { Tap } from '../../utils/events';
import { toastError } from '../../utils/feedback';

/** Evidence pictures: taken or chosen, looked at, removed. Sends `change` {images} and `busy` {busy} while pictures go up. */
Component({
  properties: {
    images: { type: Array, value: [] as string[] },
    max: { type: Number, value: 9 },
    /** Of the cloud storage. */
    folder: { type: String, value: 'aftersales' },
    /** What the pictures are called. */
    word: { type: String, value: '凭证' },
  },
  data: { uploading: 0 },
  methods: {
    async onAdd() {
      const room = this.data.max - this.data.images.length;
      if (room <= 0 || this.data.uploading > 0) return;
      let paths: string[];
      try {
        const { tempFiles } = await wx.chooseMedia({ count: room, mediaType: ['image'], sizeType: ['compressed'] });
        paths = tempFiles.map(({ tempFilePath }) => tempFilePath);
      } catch {
        // Closed without a choice.
        return;
      }
      this.setData({ uploading: paths.length });
      this.triggerEvent('busy', { busy: true });
      for (const path of paths) {
        try {
          this.triggerEvent('change', { images: [...this.data.images, await uploadOwnImage(path, this.data.folder)] });
        } catch (error) {
          toastError(error);
        }
        this.setData({ uploading: this.data.uploading - 1 });
      }
      this.triggerEvent('busy', { busy: false });
    },
    onPicture(event: Tap<{ url: string }>) {
      void wx.previewImage({ urls: this.data.images as string[], current: event.currentTarget.dataset.url });
    },
    onRemove(event: Tap<{ index: number }>) {
      const at = Number(event.currentTarget.dataset.index);
      this.triggerEvent('change', { images: (this.data.images as string[]).filter((_, index) => index !== at) });
    },
  },
});
