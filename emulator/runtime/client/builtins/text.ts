/** text, icon and progress. */
import { builtin } from './definition';
import { Control, flag, length, make, number, text, type Length } from './control';
import { rpx2px } from '../units';

const textProps = {
  selectable: flag(),
  userSelect: flag(),
  space: text(),
  decode: flag(),
  maxLines: number(0),
  overflow: text(),
};
class Text extends Control<typeof textProps> {
  private observer: MutationObserver | null = null;

  override created(): void {
    // In the text of a template "\n" is two characters; <text> shows a line break for it.
    this.observer = new MutationObserver(() => this.breakLines());
    this.observer.observe(this.element, { childList: true, characterData: true, subtree: true });
  }
  override detached(): void {
    this.observer?.disconnect();
  }
  private breakLines(): void {
    for (const node of this.element.childNodes)
      if (node.nodeType === Node.TEXT_NODE && node.nodeValue?.includes('\\n')) node.nodeValue = node.nodeValue.replaceAll('\\n', '\n');
  }
  paint(): void {
    const { space, selectable, userSelect, maxLines, overflow } = this.props;
    const { style } = this.element;
    style.whiteSpace = space ? 'pre-wrap' : '';
    style.wordSpacing = space === 'emsp' ? '0.75em' : space === 'ensp' ? '0.25em' : '';
    style.userSelect = selectable || userSelect ? 'text' : '';
    const clamp = maxLines > 0;
    style.display = clamp ? '-webkit-box' : '';
    style.setProperty('-webkit-box-orient', clamp ? 'vertical' : '');
    style.setProperty('-webkit-line-clamp', clamp ? String(maxLines) : '');
    style.overflow = clamp ? 'hidden' : '';
    style.textOverflow = overflow === 'ellipsis' || overflow === 'clip' ? overflow : '';
  }
}
builtin('text', {
  props: textProps,
  control: Text,
  watch: { 'space,selectable,userSelect,maxLines,overflow': (control) => control.paint() },
});

const iconProps = { type: text(), size: length(23), color: text() };
const circle = '<circle cx="12" cy="12" r="10"/>';
/** Shapes on a 24 grid; `full` ones are a disc with the sign cut out in white. */
const icons: Record<string, { color: string; full?: string; line?: string }> = {
  success: { color: '#09BB07', full: 'M7 12.4l3.4 3.4L17 9.2' },
  success_no_circle: { color: '#09BB07', line: 'M5 12.5l4.6 4.6L19 7.7' },
  info: { color: '#10AEFF', full: 'M12 11v6M12 7.2v.1' },
  warn: { color: '#F76260', full: 'M12 6.5v7M12 17v.1' },
  waiting: { color: '#10AEFF', full: 'M12 7v5.4l3 2' },
  cancel: { color: '#F43530', full: 'M8.5 8.5l7 7M15.5 8.5l-7 7' },
  clear: { color: '#B2B2B2', full: 'M8.5 8.5l7 7M15.5 8.5l-7 7' },
  download: { color: '#09BB07', full: 'M12 6.5v8M8.6 11.4L12 14.8l3.4-3.4M8 17.5h8' },
  search: { color: '#B2B2B2', line: 'M16 16l5 5M18 10.5a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z' },
};
class Icon extends Control<typeof iconProps> {
  override created(): void {
    this.paint();
  }
  paint(): void {
    const { type, size, color } = this.props;
    const px = rpx2px(size);
    Object.assign(this.element.style, { width: `${px}px`, height: `${px}px` });
    const shape = icons[type];
    const tint = color || shape?.color || '';
    const sign = (path: string, stroke: string) =>
      `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;
    const inner = shape?.full ? `<g fill="currentColor">${circle}</g>${sign(shape.full, '#fff')}` : shape?.line ? sign(shape.line, 'currentColor') : '';
    this.element.innerHTML = `<svg viewBox="0 0 24 24" width="100%" height="100%">${inner}</svg>`;
    (this.element.firstElementChild as SVGElement).style.color = tint;
  }
}
builtin('icon', { props: iconProps, control: Icon, role: 'img', watch: { 'type,size,color': (icon) => icon.paint() } });

const progressProps = {
  percent: number(0),
  showInfo: flag(),
  borderRadius: length(0),
  fontSize: length(16),
  strokeWidth: length(6),
  color: text(),
  activeColor: text('#09BB07'),
  backgroundColor: text('#EBEBEB'),
  active: flag(),
  activeMode: text('backwards'),
  duration: number(30),
};
class Progress extends Control<typeof progressProps> {
  private bar!: HTMLElement;
  private fill!: HTMLElement;
  private info!: HTMLElement;
  private shown = 0;

  override created(): void {
    this.bar = make('div', 'wx-progress-bar', this.element);
    this.fill = make('div', 'wx-progress-fill', this.bar);
    this.info = make('div', 'wx-progress-info', this.element);
    this.fill.addEventListener('transitionend', () => this.emit('activeend', { curPercent: this.shown }));
    this.element.setAttribute('aria-valuemin', '0');
    this.element.setAttribute('aria-valuemax', '100');
    this.paint();
  }
  paint(): void {
    const { percent, showInfo, strokeWidth, borderRadius, fontSize, active, activeMode, duration } = this.props;
    const value = Math.max(0, Math.min(100, percent));
    const from = activeMode === 'forwards' ? this.shown : 0;
    const px = (size: Length) => `${rpx2px(size)}px`;
    Object.assign(this.bar.style, { height: px(strokeWidth), borderRadius: px(borderRadius), background: this.props.backgroundColor });
    Object.assign(this.fill.style, { background: this.props.color || this.props.activeColor, borderRadius: px(borderRadius) });
    this.fill.style.transition = 'none';
    if (active && value !== this.shown) {
      this.fill.style.width = `${from}%`;
      void this.fill.offsetWidth; // the animation starts from here
      this.fill.style.transition = `width ${Math.abs(value - from) * duration}ms linear`;
    }
    this.fill.style.width = `${value}%`;
    this.shown = value;
    this.info.style.fontSize = px(fontSize);
    this.info.textContent = showInfo ? `${value}%` : '';
    this.element.setAttribute('aria-valuenow', String(value));
  }
}
builtin('progress', {
  props: progressProps,
  control: Progress,
  role: 'progressbar',
  watch: { [Object.keys(progressProps).join(',')]: (progress) => progress.paint() },
});
