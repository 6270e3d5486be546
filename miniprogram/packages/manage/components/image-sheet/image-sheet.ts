import { uploadImage } from '../../../../services/upload';
import { type Tap } from '../../../../utils/events';
import { toastError } from '../../../../utils/feedback';

/** Chooses one picture: of those that are there, a new one, or none. Sends `pick` {image} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    images: { type: Array, value: [] as string[] },
    image: { type: String, value: '' },
    folder: { type: String, value: '' },
  },
  data: { busy: false },
  methods: {
    onImage(event: Tap<{ image: string }>) {
      this.triggerEvent('pick', { image: event.currentTarget.dataset.image });
    },
    async onUpload() {
      if (this.data.busy) return;
      let path: string | undefined;
      try {
        path = (await wx.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] })).tempFiles[0]?.tempFilePath;
      } catch {
        // Closed without a choice.
        return;
      }
      if (!path) return;
      this.setData({ busy: true });
      try {
        this.triggerEvent('pick', { image: await uploadImage(path, this.data.folder) });
      } catch (error) {
        toastError(error);
      } finally {
        this.setData({ busy: false });
      }
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
