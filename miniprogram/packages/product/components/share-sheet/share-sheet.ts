import type { SpuDetail } from '../../../../../typings/index';
import { catalog } from '../../../../services/catalog';
import { asAppError } from '../../../../services/error';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { drawPoster, POSTER, posterFacts, type Pen } from '../../utils/poster';

const ALBUM = 'scope.writePhotosAlbum';
type Canvas = WechatMiniprogram.Canvas;
type Picture = WechatMiniprogram.Image;

/** Kept beside the data: no template binds it. */
interface Own {
  /** What the poster that is shown was drawn from. */
  drawn?: string;
}

/** A product's poster, to be sent or saved. Sends `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** SpuDetail */
    spu: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: {
    state: 'drawing' as 'drawing' | 'ready' | 'error',
    errorText: '',
    path: '',
    /** The canvas is there only while it is needed. */
    drawing: false,
    saving: false,
  },
  observers: {
    show(show: boolean) {
      if (show) void this.draw();
    },
  },
  methods: {
    async draw() {
      const spu = this.data.spu as unknown as SpuDetail | null;
      const own = this as unknown as Own;
      if (!spu || this.data.drawing) return;
      const facts = posterFacts(spu);
      const content = JSON.stringify([facts, spu.headImages[0]]);
      if (this.data.state === 'ready' && own.drawn === content) return;
      this.setData({ state: 'drawing', drawing: true });
      try {
        const [{ image }, canvas, shotPath] = await Promise.all([catalog.shareCode(spu.spuId), this.canvas(), localPath(spu.headImages[0] ?? '')]);
        canvas.width = POSTER.width;
        canvas.height = POSTER.height;
        const [code, shot] = await Promise.all([loaded(canvas, image), shotPath ? loaded(canvas, shotPath).catch(() => null) : null]);
        drawPoster(canvas.getContext('2d') as unknown as Pen, facts, shot, code);
        const { tempFilePath } = await wx.canvasToTempFilePath({ canvas: canvas as never, destWidth: POSTER.width, destHeight: POSTER.height, fileType: 'png' }, this as never);
        own.drawn = content;
        this.setData({ state: 'ready', path: tempFilePath });
      } catch (error) {
        this.setData({ state: 'error', errorText: asAppError(error).message });
      } finally {
        this.setData({ drawing: false });
      }
    },
    /** Once it has been laid out. */
    canvas(): Promise<Canvas> {
      return new Promise((resolve, reject) => {
        wx.nextTick(() => {
          this.createSelectorQuery()
            .select('#poster')
            .fields({ node: true })
            .exec(([found]: ({ node?: Canvas } | null)[]) => (found?.node ? resolve(found.node) : reject(new Error('no canvas'))));
        });
      });
    },

    async onSave() {
      if (this.data.state !== 'ready' || this.data.saving) return;
      this.setData({ saving: true });
      try {
        await this.save();
      } finally {
        this.setData({ saving: false });
      }
    },
    async save() {
      try {
        await wx.saveImageToPhotosAlbum({ filePath: this.data.path });
        toastSuccess('已保存到相册');
      } catch (error) {
        const { errMsg = '' } = error as { errMsg?: string };
        if (isPrivacyRefusal(error)) return toast('同意隐私保护指引后才能保存');
        if (/cancel/.test(errMsg)) return;
        if (/auth|permission/.test(errMsg)) return this.allow();
        toast('保存失败，可以长按图片保存');
      }
    },
    /** Refused now or earlier: WeChat asks no second time, the settings do. */
    async allow() {
      if (!(await ask('需要允许“保存到相册”才能保存海报，去设置里打开？', '去设置', '没有相册权限'))) return;
      const { authSetting } = await wx.openSetting();
      if ((authSetting as Record<string, boolean | undefined>)[ALBUM]) await this.save();
      else toast('没有打开相册权限，可以长按图片发送给朋友');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});

/** A canvas cannot draw `cloud://`. '' when it cannot be had: the poster does without. */
async function localPath(image: string): Promise<string> {
  if (!image.startsWith('cloud://')) return image;
  try {
    return (await wx.cloud.downloadFile({ fileID: image })).tempFilePath;
  } catch {
    return '';
  }
}

function loaded(canvas: Canvas, source: string): Promise<Picture> {
  return new Promise((resolve, reject) => {
    const picture = canvas.createImage();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error('the picture cannot be loaded'));
    picture.src = source;
  });
}
