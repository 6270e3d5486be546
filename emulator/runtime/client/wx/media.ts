/** Choosing, looking at and changing pictures and videos. */
import { assetUrl } from '../assets';
import { VideoControl } from '../builtins/media';
import { controlOf } from '../builtins/control';
import { select } from '../query';
import { currentPage, type Instance } from '../state';
import { Failure, need } from './failure';
import { keepTemporary, readPath, savedFileApis } from './files';
import { grant } from './scopes';
import { defineAsync, defineSync } from './table';
import { openPreview } from './ui/preview';
import { showToast } from './ui/toast';

interface ChosenFile {
  path: string;
  name: string;
  size: number;
  type: string;
}

/** Opens the browser's own file dialog. Rejects with "cancel". */
export async function chooseFiles({ accept, count }: { accept: string; count: number }): Promise<ChosenFile[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept, multiple: count > 1 });
  const files = await new Promise<File[]>((resolve, reject) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => reject(new Failure('cancel')));
    input.click();
  });
  return Promise.all(files.slice(0, count).map(async (file) => ({ path: await keepTemporary(file, file.name), name: file.name, size: file.size, type: file.type })));
}

interface ChooseOptions {
  count?: number;
  mediaType?: string[];
}

async function sizeOf(src: string): Promise<{ width: number; height: number }> {
  const image = new Image();
  image.src = assetUrl(src);
  try {
    await image.decode();
  } catch {
    throw new Failure('file not found');
  }
  return { width: image.naturalWidth, height: image.naturalHeight };
}

async function chooseImage({ count = 9 }: ChooseOptions) {
  const files = await chooseFiles({ accept: 'image/*', count });
  return { tempFilePaths: files.map(({ path }) => path), tempFiles: files.map(({ path, size }) => ({ path, size })) };
}
async function chooseMedia({ count = 9, mediaType = ['image', 'video'] }: ChooseOptions) {
  const accepted = mediaType.includes('mix') ? ['image', 'video'] : mediaType;
  const files = await chooseFiles({ accept: accepted.map((type) => `${type}/*`).join(), count });
  const tempFiles = files.map(({ path, size, type }) => ({ tempFilePath: path, size, fileType: type.split('/')[0], duration: 0, width: 0, height: 0, thumbTempFilePath: path }));
  const kinds = new Set(tempFiles.map(({ fileType }) => fileType));
  return { tempFiles, type: kinds.size > 1 ? 'mix' : ([...kinds][0] ?? 'image') };
}

/** Draws a picture anew: smaller, or of another quality. */
async function redraw(src: string, { width, height, type, quality }: { width: number; height: number; type: string; quality: number }): Promise<string> {
  const bitmap = await createImageBitmap(await readPath(src));
  const canvas = new OffscreenCanvas(Math.round(width), Math.round(height));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return keepTemporary(await canvas.convertToBlob({ type, quality }));
}

defineAsync({
  ...savedFileApis,
  chooseImage,
  chooseMedia,
  async chooseVideo(options: ChooseOptions) {
    const { tempFiles } = await chooseMedia({ ...options, count: 1, mediaType: ['video'] });
    return tempFiles[0] ?? {};
  },
  async chooseMessageFile({ count = 100, type = 'all' }: { count?: number; type?: string }) {
    const files = await chooseFiles({ accept: type === 'image' || type === 'video' ? `${type}/*` : '*', count });
    return { tempFiles: files.map((file) => ({ ...file, type: type === 'all' ? 'file' : type, time: Math.floor(Date.now() / 1000) })) };
  },
  previewImage(options: { urls: string[]; current?: string | number }) {
    need(options, 'urls', 'Array');
    const { urls, current = 0 } = options;
    openPreview(urls.map((url) => ({ url, type: 'image' })), typeof current === 'number' ? current : Math.max(0, urls.indexOf(current)));
  },
  previewMedia(options: { sources: { url: string; type?: 'image' | 'video'; poster?: string }[]; current?: number }) {
    need(options, 'sources', 'Array');
    openPreview(options.sources.map(({ url, type = 'image' }) => ({ url, type })), options.current ?? 0);
  },
  async getImageInfo(options: { src: string }) {
    need(options, 'src', 'String');
    const blob = await readPath(options.src).catch(() => {
      throw new Failure('file not found');
    });
    return { ...(await sizeOf(options.src)), path: options.src, orientation: 'up', type: blob.type.split('/')[1]?.replace('svg+xml', 'svg') ?? 'unknown' };
  },
  async compressImage({ src, quality = 80, compressedWidth, compressedHeight }: { src: string; quality?: number; compressedWidth?: number; compressedHeight?: number }) {
    const size = await sizeOf(src);
    const scale = compressedWidth ? compressedWidth / size.width : compressedHeight ? compressedHeight / size.height : 1;
    return { tempFilePath: await redraw(src, { width: compressedWidth ?? size.width * scale, height: compressedHeight ?? size.height * scale, type: 'image/jpeg', quality: quality / 100 }) };
  },
  async getVideoInfo({ src }: { src: string }) {
    const video = Object.assign(document.createElement('video'), { preload: 'metadata', src: assetUrl(src) });
    await new Promise((resolve, reject) => {
      video.onloadedmetadata = resolve;
      video.onerror = () => reject(new Failure('file not found'));
    });
    return { width: video.videoWidth, height: video.videoHeight, duration: video.duration, orientation: 'up', type: 'mp4', size: 0, fps: 30, bitrate: 0 };
  },
  async saveImageToPhotosAlbum(options: { filePath: string }) {
    need(options, 'filePath', 'String');
    await grant(ALBUM);
    return save(options.filePath);
  },
  async saveVideoToPhotosAlbum(options: { filePath: string }) {
    need(options, 'filePath', 'String');
    await grant(ALBUM);
    return save(options.filePath);
  },
  openDocument: ({ filePath }: { filePath: string }) => void window.open(assetUrl(filePath), '_blank'),
  saveFileToDisk: ({ filePath }: { filePath: string }) => save(filePath),
  loadFontFace: async ({ family, source }: { family: string; source: string }) => {
    document.fonts.add(await new FontFace(family, source.replace(/url\((["']?)(.+?)\1\)/, (_, __, url: string) => `url("${assetUrl(url)}")`)).load());
    return { status: 'loaded' };
  },
  setInnerAudioOption() {},
});

const ALBUM = 'scope.writePhotosAlbum';
/** Into the browser's downloads, which stand for the phone's album. */
async function save(path: string): Promise<void> {
  const url = URL.createObjectURL(await readPath(path));
  const link = Object.assign(document.createElement('a'), { href: url, download: path.split('/').at(-1) ?? 'file' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  showToast({ title: '已保存', icon: 'none' });
}

defineSync({
  createVideoContext(id: string, instance?: Instance) {
    const find = () => {
      const node = select(instance ?? currentPage()?.instance, `#${id}`)[0];
      const control = node && controlOf(node);
      return control instanceof VideoControl ? control.context : null;
    };
    return new Proxy({}, { get: (_, name) => (...args: never[]) => (find() as Record<string | symbol, ((...args: never[]) => unknown) | undefined> | null)?.[name]?.(...args) });
  },
  createInnerAudioContext: () => new InnerAudio(),
});

/** The phone's player without a picture. */
class InnerAudio {
  private readonly audio = new Audio();
  private readonly names: Record<string, string> = { Play: 'play', Pause: 'pause', Ended: 'ended', TimeUpdate: 'timeupdate', Error: 'error', Canplay: 'canplay', Waiting: 'waiting', Seeking: 'seeking', Seeked: 'seeked' };
  private readonly stopped = new Set<() => void>();
  [member: string]: unknown;

  constructor() {
    for (const [name, type] of Object.entries(this.names)) {
      this[`on${name}`] = (listener: () => void) => this.audio.addEventListener(type, listener);
      this[`off${name}`] = (listener: () => void) => this.audio.removeEventListener(type, listener);
    }
    for (const name of ['loop', 'volume', 'playbackRate', 'currentTime', 'autoplay'] as const)
      Object.defineProperty(this, name, { get: () => this.audio[name], set: (value: never) => ((this.audio as unknown as Record<string, unknown>)[name] = value) });
    Object.defineProperty(this, 'src', { get: () => this.audio.src, set: (src: string) => (this.audio.src = assetUrl(src)) });
    for (const name of ['duration', 'paused', 'buffered'] as const) Object.defineProperty(this, name, { get: () => this.audio[name] });
  }
  play(): void {
    // The browser refuses before the first tap; the error event tells.
    this.audio.play().catch(() => this.audio.dispatchEvent(new Event('error')));
  }
  pause(): void {
    this.audio.pause();
  }
  stop(): void {
    this.audio.pause();
    this.audio.currentTime = 0;
    for (const listener of this.stopped) listener();
  }
  seek(position: number): void {
    this.audio.currentTime = position;
  }
  onStop(listener: () => void): void {
    this.stopped.add(listener);
  }
  offStop(listener: () => void): void {
    this.stopped.delete(listener);
  }
  destroy(): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
  }
}
