/** video, audio, canvas and web-view. */
import { builtin } from './definition';
import { anything, Control, flag, make, number, text } from './control';
import { assetUrl } from '../assets';
import type { NodeExtras } from '../query';

const videoProps = {
  src: text(),
  poster: text(),
  title: text(),
  objectFit: text('contain'),
  direction: anything<unknown>(null),
  duration: anything<unknown>(null),
  initialTime: number(0),
  playBtnPosition: text('bottom'),
  danmuList: anything<unknown>(null),
  danmuBtn: flag(),
  enableDanmu: flag(),
  autoplay: flag(),
  loop: flag(),
  muted: flag(),
  controls: flag(true),
  pageGesture: flag(),
  vslideGesture: flag(),
  vslideGestureInFullscreen: flag(true),
  showFullscreenBtn: flag(true),
  showPlayBtn: flag(true),
  showCenterPlayBtn: flag(true),
  showProgress: anything<unknown>(true),
  showMuteBtn: flag(),
  showCastingButton: flag(),
  enableProgressGesture: flag(true),
  enablePlayGesture: flag(),
  autoPauseIfNavigate: flag(true),
  autoPauseIfOpenNative: flag(true),
  pictureInPictureMode: anything<unknown>(null),
  adUnitId: text(),
};

/** What wx.createVideoContext() and a query with `context: true` hand out. */
export interface VideoContext {
  play(): void;
  pause(): void;
  stop(): void;
  seek(position: number): void;
  playbackRate(rate: number): void;
  requestFullScreen(): void;
  exitFullScreen(): void;
  sendDanmu(): void;
  showStatusBar(): void;
  hideStatusBar(): void;
}

export class VideoControl extends Control<typeof videoProps> {
  private video!: HTMLVideoElement;

  override created(): void {
    this.video = make('video', '', this.element);
    this.video.playsInline = true;
    this.video.preload = 'metadata';
    for (const type of ['play', 'pause', 'ended', 'waiting']) this.video.addEventListener(type, () => this.emit(type));
    this.video.addEventListener('timeupdate', () => this.emit('timeupdate', { currentTime: this.video.currentTime, duration: this.video.duration }));
    this.video.addEventListener('loadedmetadata', () => this.emit('loadedmetadata', { width: this.video.videoWidth, height: this.video.videoHeight, duration: this.video.duration }));
    this.video.addEventListener('progress', () => this.emit('progress', { buffered: this.buffered() }));
    this.video.addEventListener('seeked', () => this.emit('seekcomplete', { position: this.video.currentTime }));
    this.video.addEventListener('error', () => this.emit('error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }));
    document.addEventListener('fullscreenchange', this.fullscreenChanged);
    (this.node as NodeExtras).queryContext = () => this.context;
    this.paint();
  }
  override detached(): void {
    document.removeEventListener('fullscreenchange', this.fullscreenChanged);
    this.video.pause();
  }
  private readonly fullscreenChanged = () => {
    const fullScreen = document.fullscreenElement === this.video;
    if (fullScreen || this.wasFullScreen) this.emit('fullscreenchange', { fullScreen, direction: 'vertical' });
    this.wasFullScreen = fullScreen;
  };
  private wasFullScreen = false;
  private buffered(): number {
    const { buffered, duration } = this.video;
    return buffered.length > 0 && duration > 0 ? (buffered.end(buffered.length - 1) / duration) * 100 : 0;
  }

  load(): void {
    const { src, initialTime } = this.props;
    if (src) this.video.src = assetUrl(src, this.ownerId);
    else this.video.removeAttribute('src');
    if (initialTime) this.video.currentTime = initialTime;
  }
  paint(): void {
    const { controls, loop, muted, autoplay, poster, objectFit } = this.props;
    Object.assign(this.video, { controls, loop, muted, autoplay, poster: poster ? assetUrl(poster, this.ownerId) : '' });
    this.video.style.objectFit = objectFit;
  }

  readonly context: VideoContext = {
    // A browser refuses sound before the first tap; the page hears of it as of any other failure.
    play: () => void this.video.play().catch((error: Error) => this.emit('error', { errMsg: error.message })),
    pause: () => this.video.pause(),
    stop: () => {
      this.video.pause();
      this.video.currentTime = 0;
    },
    seek: (position) => (this.video.currentTime = position),
    playbackRate: (rate) => (this.video.playbackRate = rate),
    requestFullScreen: () => void this.video.requestFullscreen().catch((error: Error) => this.emit('error', { errMsg: error.message })),
    exitFullScreen: () => void (document.fullscreenElement && document.exitFullscreen()),
    sendDanmu: () => {},
    showStatusBar: () => {},
    hideStatusBar: () => {},
  };
}
builtin('video', {
  props: videoProps,
  control: VideoControl,
  watch: { src: (video) => video.load(), 'controls,loop,muted,autoplay,poster,objectFit': (video) => video.paint() },
});

const audioProps = { src: text(), loop: flag(), controls: flag(), poster: text(), name: text('未知音频'), author: text('未知作者') };
class AudioControl extends Control<typeof audioProps> {
  private audio!: HTMLAudioElement;

  override created(): void {
    this.audio = make('audio', '', this.element);
    for (const type of ['play', 'pause', 'ended']) this.audio.addEventListener(type, () => this.emit(type));
    this.audio.addEventListener('timeupdate', () => this.emit('timeupdate', { currentTime: this.audio.currentTime, duration: this.audio.duration }));
    this.audio.addEventListener('error', () => this.emit('error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }));
  }
  paint(): void {
    const { src, loop, controls } = this.props;
    Object.assign(this.audio, { loop, controls });
    if (src) this.audio.src = assetUrl(src, this.ownerId);
  }
}
builtin('audio', { props: audioProps, control: AudioControl, watch: { 'src,loop,controls': (audio) => audio.paint() } });

const canvasProps = { type: text(), canvasId: text(), disableScroll: flag() };

/** The node of a canvas: a browser canvas with the few things WeChat adds. */
export interface CanvasNode extends HTMLCanvasElement {
  createImage(): HTMLImageElement;
  createImageData(...args: ConstructorParameters<typeof ImageData>): ImageData;
  createPath2D(path?: string | Path2D): Path2D;
  requestAnimationFrame(callback: FrameRequestCallback): number;
  cancelAnimationFrame(id: number): void;
}

export class CanvasControl extends Control<typeof canvasProps> {
  canvas!: CanvasNode;

  override created(): void {
    this.canvas = Object.assign(make('canvas', '', this.element), {
      createImage: () => {
        const image = new Image();
        const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
        Object.defineProperty(image, 'src', {
          get: () => source?.get?.call(image) as string,
          set: (src: string) => source?.set?.call(image, assetUrl(src)),
        });
        return image;
      },
      createImageData: (...args: ConstructorParameters<typeof ImageData>) => new ImageData(...args),
      createPath2D: (path?: string | Path2D) => new Path2D(path),
      requestAnimationFrame: (callback: FrameRequestCallback) => requestAnimationFrame(callback),
      cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
    });
    (this.node as NodeExtras).queryNode = () => this.canvas;
    (this.node as NodeExtras).queryContext = () => this.canvas.getContext('2d');
    this.listen('touchmove', (event) => {
      if (this.props.disableScroll) event.preventDefault();
    });
  }
  /** Drawn in px of the page, as the interface before type="2d" does; that one starts at 300 × 150. */
  fitToPage(): void {
    const { clientWidth, clientHeight } = this.element;
    if (this.props.type === '' && clientWidth > 0 && this.canvas.width !== clientWidth) Object.assign(this.canvas, { width: clientWidth, height: clientHeight });
  }
}
builtin('canvas', { props: canvasProps, control: CanvasControl });

const webViewProps = { src: text() };
class WebView extends Control<typeof webViewProps> {
  private frame!: HTMLIFrameElement;

  override created(): void {
    this.frame = make('iframe', '', this.element);
    this.frame.addEventListener('load', () => this.emit('load', { src: this.props.src }));
    addEventListener('message', this.received);
  }
  override detached(): void {
    removeEventListener('message', this.received);
  }
  private readonly received = ({ source, data }: MessageEvent) => {
    if (source === this.frame.contentWindow) this.emit('message', { data: [data] });
  };
  load(): void {
    this.frame.src = this.props.src;
  }
}
builtin('web-view', { props: webViewProps, control: WebView, watch: { src: (view) => view.load() } });
