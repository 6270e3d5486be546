import { uploadImage } from '../../../../services/upload';
import { type Tap } from '../../../../utils/events';
import { toastError } from '../../../../utils/feedback';
import { moved } from '../../utils/list';

const ACTS = ['查看大图', '移到最前', '向前移一位', '向后移一位', '删除'] as const;

/** Pictures in an order: add from the album, look at, move, remove. Sends `change` {images} and `busy` {busy} while pictures go up. */
Component({
  properties: {
    images: { type: Array, value: [] as string[] },
    max: { type: Number, value: 9 },
    /** Where pictures go in the cloud storage. */
    folder: { type: String, value: '' },
    /** Word on the first picture. */
    first: { type: String, value: '' },
    problem: { type: String, value: '' },
  },
  data: { uploading: 0 },
  methods: {
    change(images: string[]) {
      this.setData({ images });
      this.triggerEvent('change', { images });
    },
    async onAdd() {
      const room = this.data.max - this.data.images.length;
      if (room <= 0 || this.data.uploading > 0) return;
      let paths: string[];
      try {
        const { tempFiles } = await wx.chooseMedia({ count: Math.min(room, 9), mediaType: ['image'], sizeType: ['compressed'] });
        paths = tempFiles.map(({ tempFilePath }) => tempFilePath);
      } catch {
        // Closed without a choice.
        return;
      }
      this.setData({ uploading: paths.length });
      this.triggerEvent('busy', { busy: true });
      for (const path of paths) {
        try {
          const fileID = await uploadImage(path, this.data.folder);
          this.change([...this.data.images, fileID]);
        } catch (error) {
          toastError(error);
        }
        this.setData({ uploading: this.data.uploading - 1 });
      }
      this.triggerEvent('busy', { busy: false });
    },
    async onPicture(event: Tap<{ index: number }>) {
      const at = Number(event.currentTarget.dataset.index);
      const images = [...this.data.images] as string[];
      const picked = images[at];
      if (picked === undefined) return;
      let act: number;
      try {
        act = (await wx.showActionSheet({ itemList: [...ACTS] })).tapIndex;
      } catch {
        // Closed without a choice.
        return;
      }
      if (act === 0) void wx.previewImage({ urls: images, current: picked });
      else if (act === 4) this.change(images.filter((_, index) => index !== at));
      else this.change(moved(images, at, act === 1 ? 0 : act === 2 ? at - 1 : at + 1));
    },
    onRemove(event: Tap<{ index: number }>) {
      const at = Number(event.currentTarget.dataset.index);
      this.change((this.data.images as string[]).filter((_, index) => index !== at));
    },
  },
});
