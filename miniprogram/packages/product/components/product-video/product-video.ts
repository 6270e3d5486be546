import { toast } from '../../../../utils/feedback';

/** The first slide of the gallery: the poster until it is tapped, never playing by itself. The page clears `active` when another slide is shown. */
Component({
  properties: {
    src: { type: String, value: '' },
    poster: { type: String, value: '' },
    active: { type: Boolean, value: true },
  },
  data: { playing: false, failed: false },
  observers: {
    active(active: boolean) {
      if (!active && this.data.playing) this.setData({ playing: false });
    },
    src() {
      this.setData({ playing: false, failed: false });
    },
  },
  methods: {
    async onPlay() {
      this.setData({ playing: true, failed: false });
      try {
        const { networkType } = await wx.getNetworkType();
        if (networkType !== 'wifi') toast('正在使用移动网络播放');
      } catch {
        // Not knowing the network keeps nobody from watching.
      }
    },
    onEnded() {
      this.setData({ playing: false });
    },
    onError() {
      this.setData({ playing: false, failed: true });
      toast('视频暂时播放不了，请稍后再试');
    },
  },
});
