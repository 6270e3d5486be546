/** Canvases: pictures of them, off-screen ones, and the bytes of a region. */
import { CanvasControl } from '../builtins/media';
import { controlOf } from '../builtins/control';
import { select } from '../query';
import { currentPage, type Instance } from '../state';
import { Failure } from './failure';
import { binary, keepTemporary } from './files';
import { defineAsync, defineSync } from './table';

interface Region {
  canvas?: HTMLCanvasElement | OffscreenCanvas;
  canvasId?: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  destWidth?: number;
  destHeight?: number;
  fileType?: 'png' | 'jpg';
  quality?: number;
}

function find(id: string | undefined, instance?: Instance): HTMLCanvasElement {
  const nodes = select(instance ?? currentPage()?.instance, 'canvas');
  for (const node of nodes) {
    const control = controlOf(node);
    if (!(control instanceof CanvasControl) || control.props.canvasId !== id) continue;
    control.fitToPage();
    return control.canvas;
  }
  throw new Failure('canvas is empty');
}

defineAsync({
  async canvasToTempFilePath({ canvas: given, canvasId, x = 0, y = 0, width, height, destWidth, destHeight, fileType = 'png', quality = 1 }: Region) {
    const canvas = given ?? find(canvasId);
    const [w, h] = [width ?? canvas.width - x, height ?? canvas.height - y];
    const target = new OffscreenCanvas(destWidth ?? w, destHeight ?? h);
    target.getContext('2d')?.drawImage(canvas, x, y, w, h, 0, 0, target.width, target.height);
    return { tempFilePath: await keepTemporary(await target.convertToBlob({ type: fileType === 'jpg' ? 'image/jpeg' : 'image/png', quality })) };
  },
  canvasGetImageData({ canvasId, x = 0, y = 0, width = 0, height = 0 }: Region) {
    return { width, height, data: find(canvasId).getContext('2d')?.getImageData(x, y, width, height).data };
  },
  canvasPutImageData({ canvasId, data, x = 0, y = 0, width = 0 }: Region & { data: Uint8ClampedArray<ArrayBuffer> }) {
    find(canvasId).getContext('2d')?.putImageData(new ImageData(data, width), x, y);
  },
});
defineSync({
  createOffscreenCanvas({ width = 300, height = 150 }: { width?: number; height?: number } = {}) {
    return Object.assign(new OffscreenCanvas(width, height), { createImage: () => new Image() });
  },
  createCanvasContext: (id: string, instance?: Instance) => oldContext(find(id, instance)),
  arrayBufferToBase64: (buffer: ArrayBuffer) => btoa(binary(new Uint8Array(buffer))),
  base64ToArrayBuffer: (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer,
});

/** The canvas interface before 2.9: setters instead of properties, and draw() at the end. */
function oldContext(canvas: HTMLCanvasElement): unknown {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const extra: Record<string, unknown> = {
    draw: (_reserve?: boolean, callback?: () => void) => setTimeout(() => callback?.()),
    setFontSize: (size: number) => (context.font = context.font.replace(/[\d.]+px/, `${size}px`)),
    setLineDash: (pattern: number[], offset: number) => {
      context.setLineDash(pattern);
      context.lineDashOffset = offset ?? 0;
    },
    createCircularGradient: (x: number, y: number, radius: number) => context.createRadialGradient(x, y, 0, x, y, radius),
  };
  return new Proxy(context, {
    get(target, name: string) {
      if (name in extra) return extra[name];
      const value = (target as unknown as Record<string, unknown>)[name];
      if (typeof value === 'function') return (value as (...args: unknown[]) => unknown).bind(target);
      const property = /^set[A-Z]/.test(name) ? name.charAt(3).toLowerCase() + name.slice(4) : null;
      if (property && property in target) return (setting: unknown) => ((target as unknown as Record<string, unknown>)[property] = setting);
      return value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
