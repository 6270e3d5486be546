import { asAppError } from '../../../../services/error';
import { uploadVideo } from '../../../../services/upload';
import { toast } from '../../../../utils/feedback';
import { videoProblem } from '../../../../utils/video-file';

/** The product's video: choose, look at, remove. Sends `change` {video} and `busy` {busy} while it goes up. */
Component({
  properties: {
    video: { type: String, value: '' },
    poster: { type: String, value: '' },
    /** Where it goes in the cloud storage. */
    folder: { type: String, value: '' },
  },
  data: { uploading: false, playing: false },
  methods: {
    async onAdd() {
      if (this.data.uploading) return;
      let file: { tempFilePath: string; size: number } | undefined;
      try {
        const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['video'], maxDuration: 60, camera: 'back' });
        file = tempFiles[0];
      } catch {
        // Closed without a choice.
        return;
      }
      if (!file) return;
      const problem = videoProblem(file);
      if (problem) return toast(problem);
      this.setData({ uploading: true });
      this.triggerEvent('busy', { busy: true });
      try {
        const video = await uploadVideo(file.tempFilePath, this.data.folder);
        this.setData({ video });
        this.triggerEvent('change', { video });
      } catch (error) {
        toast(asAppError(error).message);
      } finally {
        this.setData({ uploading: false });
        this.triggerEvent('busy', { busy: false });
      }
    },
    onPlay() {
      this.setData({ playing: true });
    },
    onEnded() {
      this.setData({ playing: false });
    },
    onRemove() {
      this.setData({ video: '', playing: false });
      this.triggerEvent('change', { video: '' });
    },
  },
});
