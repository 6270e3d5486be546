/** What a page's or component's `this` can do beyond the adapter: queries, animations, tab bar, router. */
import { component as adapterComponent, glassEasel } from 'glass-easel-miniprogram-adapter';
import { elementOf } from './backend';
import { PageIntersectionObserver, PageMediaQueryObserver, type IntersectionOptions } from './observers';
import { kebab, select, SelectorQuery } from './query';
import { isGone, pageOf, type ComponentNode, type Instance } from './state';
import { cssUnits } from './units';
import { warnOnce } from './warnings';

type Keyframe = Record<string, unknown> & { ease?: string; offset?: number };
const wxGlobal = (): unknown => (globalThis as { wx?: unknown }).wx;

const methods = {
  createSelectorQuery(this: Instance) {
    return new SelectorQuery(this);
  },
  createIntersectionObserver(this: Instance, options?: IntersectionOptions) {
    return new PageIntersectionObserver(this, options);
  },
  createMediaQueryObserver() {
    return new PageMediaQueryObserver();
  },
  getTabBar(this: Instance, callback?: (tabBar: unknown) => void) {
    const tabBar = pageOf(this)?.tabBar?.get() ?? null;
    callback?.(tabBar);
    return tabBar;
  },
  getPageId(this: Instance) {
    return String(pageOf(this)?.id ?? '');
  },
  /** Key-frame animation of WXSS properties; duration in ms. */
  animate(this: Instance, selector: string, frames: Keyframe[], duration: number, callback?: () => void) {
    const running = select(this, selector).flatMap((node) => elementOf(node)?.animate(frames.map(cssFrame), { duration, fill: 'forwards' }) ?? []);
    void Promise.allSettled(running.map((animation) => animation.finished)).then(() => callback?.());
  },
  clearAnimation(this: Instance, selector: string, options?: unknown, callback?: () => void) {
    for (const node of select(this, selector)) elementOf(node)?.getAnimations().forEach((animation) => animation.cancel());
    (typeof options === 'function' ? (options as () => void) : callback)?.();
  },
  setUpdatePerformanceListener() {
    warnOnce('setUpdatePerformanceListener is not supported here.');
  },
  applyAnimatedStyle() {
    warnOnce('applyAnimatedStyle (Skyline) is not supported here.');
  },
};

const TRANSFORMS: Record<string, string> = {
  rotate: 'deg', rotateX: 'deg', rotateY: 'deg', rotateZ: 'deg', skewX: 'deg', skewY: 'deg',
  scale: '', scaleX: '', scaleY: '', scaleZ: '', scale3d: '', skew: 'deg',
  translate: 'px', translateX: 'px', translateY: 'px', translateZ: 'px', translate3d: 'px', rotate3d: '', matrix: '', matrix3d: '',
};

function cssFrame({ ease, offset, ...rest }: Keyframe): globalThis.Keyframe {
  const frame: globalThis.Keyframe = {};
  if (offset !== undefined) frame.offset = offset;
  if (ease !== undefined) frame.easing = ease;
  const transforms: string[] = [];
  for (const [name, value] of Object.entries(rest)) {
    const unit = TRANSFORMS[name];
    if (unit === undefined) frame[name] = typeof value === 'string' ? cssUnits(value) : (value as number);
    else transforms.push(`${name}(${[value].flat().map((part) => (typeof part === 'number' ? `${part}${unit}` : cssUnits(String(part)))).join(',')})`);
  }
  if (transforms.length > 0) frame.transform = transforms.join(' ');
  return frame;
}

/** Puts them on every instance; call once, before any component is registered. */
export function extendInstances(): void {
  const prototype = adapterComponent.ComponentCaller.prototype as unknown as Instance;
  Object.assign(prototype, methods);
  Object.defineProperties(prototype, {
    router: { get: wxGlobal, configurable: true },
    pageRouter: { get: wxGlobal, configurable: true },
    renderer: { get: () => 'webview', configurable: true },
  });
  const { selectAllComponents, setData } = prototype;
  // The adapter gives null for built-ins.
  prototype.selectAllComponents = function (this: Instance, selector: string) {
    return (selectAllComponents as (this: Instance, selector: string) => Instance[]).call(this, selector).filter(Boolean);
  } as typeof selectAllComponents;
  // WeChat leaves fields alone that are set to undefined, and says so. What comes too late for a page has nothing left to draw.
  prototype.setData = function (this: Instance, data: Record<string, unknown>, callback?: () => void) {
    if (isGone(this)) Object.assign(this.data as object, withoutUndefined(data, this.is));
    else setData.call(this, withoutUndefined(data, this.is) as never, callback);
  } as typeof setData;
  exposeDataset();
  warnOfMissingHandlers();
}

/** WeChat names the handler that a template binds and nobody wrote. */
function warnOfMissingHandlers(): void {
  const { getMethod } = glassEasel.Component;
  glassEasel.Component.getMethod = ((node: ComponentNode, name: string) => {
    const method = getMethod(node, name);
    if (method === undefined) warnOnce(`Component "${node.is}" does not have a method "${name}" to handle an event.`);
    return method;
  }) as typeof getMethod;
}

function withoutUndefined(data: Record<string, unknown>, owner: string): Record<string, unknown> {
  if (data === null || typeof data !== 'object') throw new TypeError(`setData accepts an Object rather than some ${String(data)}.`);
  const names = Object.keys(data).filter((name) => data[name] === undefined);
  if (names.length === 0) return data;
  for (const name of names) warnOnce(`${owner}: setting data field "${name}" to undefined is invalid.`);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** data-* goes to the DOM too: style sheets and tests select by it. */
function exposeDataset(): void {
  const prototype = glassEasel.Element.prototype;
  const setDataset = prototype.setDataset;
  prototype.setDataset = function (name, value) {
    setDataset.call(this, name, value);
    const element = this.$$ as unknown as HTMLElement | null;
    if (element?.setAttribute && (typeof value !== 'object' || value === null)) element.setAttribute(`data-${kebab(name)}`, String(value ?? ''));
  };
}
