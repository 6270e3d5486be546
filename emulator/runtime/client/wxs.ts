/** WXS in the page: its globals, and the ComponentDescriptor that event handlers and change:prop observers get. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { elementOf } from './backend';
import { guarded } from './errors';
import { kebab } from './query';
import type { ComponentNode, Instance, Node } from './state';
import { cssUnits } from './units';
import { warnOnce } from './warnings';

type Style = string | Record<string, string | number>;
type EventHandler = (this: unknown, event: unknown, owner?: unknown) => unknown;
type ShadowedEvent = Record<string, unknown> & { currentTarget: Node | Instance };
type Observer = (value: unknown, old: unknown, owner: unknown, instance: unknown) => void;

const isComponent = (node: Node): node is ComponentNode => glassEasel.Component.isComponent(node);
const nodeFor = (value: Node | Instance): Node => ('_$' in value ? (value._$ as Node) : (value as Node));

/** Segment of the style that belongs to WXS, so that template updates do not undo it. */
const WXS_STYLE = 3;

class ComponentDescriptor {
  private readonly state: Record<string, unknown> = {};
  constructor(private readonly node: Node) {}

  selectComponent(selector: string): ComponentDescriptor | null {
    return this.selectAllComponents(selector)[0] ?? null;
  }
  selectAllComponents(selector: string): ComponentDescriptor[] {
    const root = isComponent(this.node) ? this.node.getShadowRoot() : this.node.ownerShadowRoot;
    return (root?.querySelectorAll(selector) ?? []).filter(Boolean).map((node) => descriptor(node));
  }
  setStyle(style: Style): this {
    const text =
      typeof style === 'string' ? style : Object.entries(style).map(([name, value]) => `${name.startsWith('--') ? name : kebab(name)}:${value}`).join(';');
    this.node.setNodeStyle(cssUnits(text), WXS_STYLE);
    return this;
  }
  addClass(...names: string[]): this {
    for (const name of names) this.node.toggleNodeClass(name, true);
    return this;
  }
  removeClass(...names: string[]): this {
    for (const name of names) this.node.toggleNodeClass(name, false);
    return this;
  }
  hasClass(name: string): boolean {
    return this.node.classList?.contains(name) ?? false;
  }
  getDataset(): Record<string, unknown> {
    return this.node.dataset;
  }
  getState(): Record<string, unknown> {
    return this.state;
  }
  /** A method of the component itself, or of the one whose template this node stands in. */
  callMethod(name: string, argument?: unknown): void {
    const own = isComponent(this.node) && methodsOf(this.node)[name] ? this.node : null;
    const owner = own ?? this.node.ownerShadowRoot?.getHostNode();
    const method = owner && methodsOf(owner)[name];
    if (method) method.call(owner.getMethodCaller(), argument);
    else warnOnce(`callMethod in WXS: there is no method "${name}".`);
  }
  triggerEvent(name: string, detail?: unknown, options?: object): void {
    this.node.triggerEvent(name, detail, options);
  }
  requestAnimationFrame(callback: () => void): number {
    return requestAnimationFrame(callback);
  }
  setTimeout(callback: () => void, delay?: number): number {
    return window.setTimeout(callback, delay);
  }
  clearTimeout(timer: number): void {
    window.clearTimeout(timer);
  }
  getComputedStyle(names: string[]): Record<string, string> {
    const element = elementOf(this.node);
    if (!element) return {};
    const style = getComputedStyle(element);
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(kebab(name))]));
  }
  getBoundingClientRect(): DOMRect | null {
    return elementOf(this.node)?.getBoundingClientRect() ?? null;
  }
}

const descriptors = new WeakMap<Node, ComponentDescriptor>();
function descriptor(value: Node | Instance): ComponentDescriptor {
  const node = nodeFor(value);
  const known = descriptors.get(node) ?? new ComponentDescriptor(node);
  descriptors.set(node, known);
  return known;
}

/** A handler of the page's script gets the event as it is; one of WXS gets the descriptors. `path` tells where it is from. */
function callHandler(caller: Instance, event: ShadowedEvent, handler: EventHandler, path?: unknown[] | null): unknown {
  // Caught here, because the framework would name neither the handler nor the page that it belongs to.
  return guarded(handler.name, caller.is, () => {
    const fromTemplateData = path ? path[0] === 0 : isMethod(caller, handler);
    if (fromTemplateData) return handler.call(caller, event);
    const wrapped = Object.create(event) as ShadowedEvent;
    Object.defineProperty(wrapped, 'instance', { value: descriptor(event.currentTarget) });
    return handler(wrapped, descriptor(caller));
  });
}

function isMethod(caller: Instance, handler: EventHandler): boolean {
  return Object.values(methodsOf(nodeFor(caller))).includes(handler) || caller[handler.name] === handler;
}

function methodsOf(node: Node): Record<string, EventHandler> {
  return (node as unknown as { _$methodMap?: Record<string, EventHandler> })._$methodMap ?? {};
}

/** WeChat calls change:prop observers when the tree exists; glass-easel while it is made. */
function observeProperty(observer: Observer): (value: unknown, old: unknown, owner: Instance, node: Node) => void {
  return (value, old, owner, node) =>
    queueMicrotask(() => {
      const place = nodeFor(owner).asGeneralComponent()?.is ?? '';
      guarded(`change: ${observer.name}`, place, () => observer(value, old, descriptor(owner), descriptor(node)));
    });
}

/** Before the templates are evaluated: their code refers to these globals. */
export function installWxs(): void {
  Object.assign(globalThis, {
    __mpWxsProperty: observeProperty,
    __mpWxsEvent: callHandler,
    getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
    getDate: (...args: []) => new Date(...args),
    global: globalThis,
  });
  // The compiler turns `x.constructor` into this: in WXS it is the name of a type.
  Object.defineProperty(Object.prototype, '$wxsType', {
    configurable: true,
    get() {
      return Object.prototype.toString.call(this).slice(8, -1);
    },
  });
}
