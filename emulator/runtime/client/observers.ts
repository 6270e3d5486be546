/** createIntersectionObserver and createMediaQueryObserver. */
import { elementOf } from './backend';
import type { Rect } from './metrics';
import { kebab, rectInFrame, select } from './query';
import { currentPage, type Instance, type Node } from './state';

export interface Margins {
  left?: number;
  top?: number;
  right?: number;
  bottom?: number;
}
export interface IntersectionOptions {
  thresholds?: number[];
  initialRatio?: number;
  observeAll?: boolean;
}
export interface Intersection {
  id: string;
  dataset: Record<string, unknown>;
  intersectionRatio: number;
  intersectionRect: Rect;
  boundingClientRect: Rect;
  relativeRect: Rect | null;
  time: number;
}

export class PageIntersectionObserver {
  private relative: string | null = null;
  private margins = '0px';
  private readonly running: IntersectionObserver[] = [];
  constructor(
    private readonly instance: Instance | null,
    private readonly options: IntersectionOptions = {},
  ) {}

  relativeTo(selector: string, margins?: Margins): this {
    this.relative = selector;
    this.margins = cssMargins(margins);
    return this;
  }
  relativeToViewport(margins?: Margins): this {
    this.relative = null;
    this.margins = cssMargins(margins);
    return this;
  }
  observe(selector: string, listener: (result: Intersection) => void): void {
    // The tree may still be on its way, e.g. when called in attached.
    setTimeout(() => {
      const found = select(this.instance, selector);
      for (const node of this.options.observeAll ? found : found.slice(0, 1)) this.observeNode(node, listener);
    });
  }
  disconnect(): void {
    for (const observer of this.running.splice(0)) observer.disconnect();
  }

  private observeNode(node: Node, listener: (result: Intersection) => void): void {
    const element = elementOf(node);
    if (!element) return;
    const frame = element.closest<HTMLElement>('.mp-frame') ?? currentPage()?.frame ?? document.body;
    const relative = this.relative === null ? null : select(this.instance, this.relative)[0];
    const root = (relative && elementOf(relative)) ?? frame;
    const initial = this.options.initialRatio ?? 0;
    let last: number | null = null;
    const report = (entry: IntersectionObserverEntry): void => {
      // The browser always reports once, WeChat only when it differs from initialRatio; and to WeChat a page that
      // another one covers has not moved.
      const unchanged = last === null ? entry.intersectionRatio === initial && !entry.isIntersecting : entry.intersectionRatio === last;
      if (!frame.classList.contains('active') && frame !== document.body) return;
      last = entry.intersectionRatio;
      if (unchanged) return;
      const origin = frame.getBoundingClientRect();
      listener.call(this.instance, {
        id: node.id,
        dataset: node.dataset,
        intersectionRatio: entry.intersectionRatio,
        intersectionRect: shifted(entry.intersectionRect, origin),
        boundingClientRect: rectInFrame(element),
        relativeRect: entry.rootBounds && shifted(entry.rootBounds, origin),
        time: Date.now(),
      });
    };
    const observer = new IntersectionObserver((entries) => entries.forEach(report), {
      // An ancestor is a real root; any other reference element is approximated by the frame.
      root: root.contains(element) ? root : frame,
      rootMargin: this.margins,
      threshold: this.options.thresholds ?? [0],
    });
    observer.observe(element);
    this.running.push(observer);
  }
}

function cssMargins(margins: Margins = {}): string {
  return [margins.top, margins.right, margins.bottom, margins.left].map((value) => `${value ?? 0}px`).join(' ');
}

function shifted(rect: DOMRectReadOnly, origin: DOMRect): Rect {
  const { left, top, right, bottom, width, height } = rect;
  return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top, width, height };
}

/** Descriptor: minWidth, maxWidth, width, minHeight, maxHeight, height (px), orientation. */
export class PageMediaQueryObserver {
  private readonly ends: (() => void)[] = [];

  observe(descriptor: Record<string, number | string>, listener: (result: { matches: boolean }) => void): void {
    const condition = Object.entries(descriptor).map(([name, value]) => `(${kebab(name)}: ${typeof value === 'number' ? `${value}px` : value})`);
    const query = matchMedia(condition.join(' and '));
    const report = (): void => listener({ matches: query.matches });
    query.addEventListener('change', report);
    this.ends.push(() => query.removeEventListener('change', report));
    setTimeout(report);
  }
  disconnect(): void {
    for (const end of this.ends.splice(0)) end();
  }
}
