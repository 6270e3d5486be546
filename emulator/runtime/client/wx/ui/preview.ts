/** wx.previewImage and wx.previewMedia: full screen, swiped sideways, closed by a tap. */
import { assetUrl } from '../../assets';
import { openLayer, part } from './layer';

export interface PreviewItem {
  url: string;
  type: 'image' | 'video';
}

export function openPreview(items: PreviewItem[], current: number): void {
  const close = () => layer.close();
  const layer = openLayer({ kind: 'full', label: '预览', name: 'mp-preview', dismiss: close });
  const strip = part('div', 'mp-preview-strip');
  const count = part('div', 'mp-preview-count');
  for (const { url, type } of items) {
    const cell = part('div', 'mp-preview-cell');
    const media = document.createElement(type === 'video' ? 'video' : 'img');
    media.src = assetUrl(url);
    if (media instanceof HTMLVideoElement) media.controls = true;
    else media.alt = '预览图片';
    cell.append(media);
    strip.append(cell);
  }
  const show = () => {
    const index = Math.round(strip.scrollLeft / (strip.clientWidth || 1));
    count.textContent = items.length > 1 ? `${index + 1} / ${items.length}` : '';
  };
  strip.addEventListener('scroll', show, { passive: true });
  layer.panel.append(strip, count);
  layer.panel.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLVideoElement)) close();
  });
  layer.panel.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) strip.scrollBy({ left: step * strip.clientWidth, behavior: 'smooth' });
  });
  strip.scrollLeft = current * strip.clientWidth;
  show();
}
