/**
 * A picture of the phone, drawn by the page itself: its DOM and styles inside an SVG, on a canvas.
 * For a person's own browser; a headless one takes real pictures.
 */
import { screenElement } from '../state';

/** PNG, base64 without the `data:` in front. */
export async function captureScreenshot(): Promise<string> {
  const screen = screenElement();
  const { width, height } = screen.getBoundingClientRect();
  const copy = screen.cloneNode(true) as HTMLElement;
  copyState(screen, copy);
  await Promise.all([...copy.querySelectorAll('img')].map(embed));
  const image = await load(svg(copy, styles(), width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw the screenshot on.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** What a clone leaves out: scroll positions (as an offset) and what was typed. */
function copyState(from: HTMLElement, to: HTMLElement): void {
  const originals = [from, ...from.querySelectorAll<HTMLElement>('*')];
  const copies = [to, ...to.querySelectorAll<HTMLElement>('*')];
  originals.forEach((original, index) => {
    const copy = copies[index];
    if (!copy) return;
    if (original instanceof HTMLInputElement) copy.setAttribute('value', original.value);
    if (original instanceof HTMLTextAreaElement) copy.textContent = original.value;
    const { scrollTop, scrollLeft } = original;
    if (scrollTop === 0 && scrollLeft === 0) return;
    for (const child of copy.children) if (child instanceof HTMLElement) child.style.translate = `${-scrollLeft}px ${-scrollTop}px`;
  });
}

/** An SVG that is used as a picture may load nothing. */
async function embed(image: HTMLImageElement): Promise<void> {
  const source = image.getAttribute('src');
  if (!source || source.startsWith('data:')) return;
  try {
    const response = await fetch(source);
    image.setAttribute('src', await dataUrl(await response.blob()));
  } catch {
    // A picture of another site: the screenshot has a gap there.
    image.removeAttribute('src');
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read.'));
    reader.readAsDataURL(blob);
  });
}

function styles(): string {
  const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
  return sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
}

function svg(copy: HTMLElement, css: string, width: number, height: number): string {
  const style = document.createElement('style');
  style.textContent = css;
  const body = document.createElement('div');
  body.setAttribute('style', `width:${width}px;height:${height}px;position:relative;overflow:hidden`);
  copy.style.position = 'absolute';
  copy.style.inset = '0';
  body.append(style, copy);
  const content = new XMLSerializer().serializeToString(body);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${content}</foreignObject></svg>`;
}

function load(source: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('The browser cannot draw this page as a picture; run dev with --headless for real screenshots.'));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  });
}
