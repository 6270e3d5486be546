/** What every built-in component shares: its properties, its element in the page, its events. */
import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { ComponentNode } from '../state';

export interface Prop<T> {
  type: StringConstructor | NumberConstructor | BooleanConstructor | null;
  value: T;
}
export type PropTable = Record<string, Prop<unknown>>;
export type PropValues<P extends PropTable> = { readonly [K in keyof P]: P[K] extends Prop<infer T> ? T : never };

/** A length as attributes take it: 20, "20px", "20rpx". */
export type Length = number | string;

export const text = (value = ''): Prop<string> => ({ type: String, value });
export const number = (value = 0): Prop<number> => ({ type: Number, value });
export const flag = (value = false): Prop<boolean> => ({ type: Boolean, value });
export const anything = <T = unknown>(value: T): Prop<T> => ({ type: null, value });
export const length = (value: Length): Prop<Length> => ({ type: null, value });

export interface Finger {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}
/** A touch or tap as the listeners of a component get it. */
export interface Gesture {
  touches: Finger[];
  changedTouches: Finger[];
  detail: Record<string, unknown>;
  target: glassEasel.Element;
  preventDefault(): void;
}

/** The behaviour behind one built-in element. `created` runs once, before the template has set any property. */
export abstract class Control<P extends PropTable = PropTable> {
  /** The element in the page: `<wx-TAG>`. */
  readonly element: HTMLElement;

  constructor(
    readonly node: ComponentNode,
    readonly tag: string,
  ) {
    this.element = node.$$ as unknown as HTMLElement;
  }

  created(): void {}
  attached(): void {}
  detached(): void {}

  /** Where `aria-*` counts, when that is not the element itself: what takes the focus. */
  get ariaTarget(): HTMLElement {
    return this.element;
  }
  get props(): PropValues<P> {
    return this.node.data as PropValues<P>;
  }
  /** Id of the file that the element is written in; relative paths start there. */
  get ownerId(): string {
    return this.node.ownerShadowRoot?.getHostNode().is ?? '';
  }

  emit(name: string, detail: unknown = {}, options?: glassEasel.EventOptions): void {
    this.node.triggerEvent(name, detail, options);
  }
  listen(name: string, listener: (event: Gesture) => void): void {
    this.node.addListener(name, (event) => listener(event as unknown as Gesture));
  }
  /** Changes a property from within, as typing changes `value`; a `model:` binding follows. */
  update<K extends keyof P & string>(name: K, value: PropValues<P>[K]): void {
    if (this.props[name] !== value) this.node.setData({ [name]: value });
  }
  /** The nearest enclosing control of that kind, across component boundaries. */
  ancestor<C extends Control>(kind: abstract new (...args: never[]) => C): C | null {
    for (let node = this.node.getComposedParent(); node; node = node.getComposedParent()) {
      const control = controlOf(node);
      if (control instanceof kind) return control;
    }
    return null;
  }
}

const controls = new WeakMap<object, Control>();

/** The control behind an element of the component tree; undefined when it is no built-in. */
export function controlOf(node: object): Control | undefined {
  return controls.get(node);
}
export function bindControl(node: object, control: Control): void {
  controls.set(node, control);
}

/** Every element below `node` as the page shows it, in document order. */
export function* composedDescendants(node: glassEasel.Element): Generator<glassEasel.Element> {
  for (const child of node.getComposedChildren()) {
    if (!('getComposedChildren' in child)) continue;
    yield child;
    yield* composedDescendants(child);
  }
}

export function inDocumentOrder<C extends Control>(controls: Iterable<C>): C[] {
  return [...controls].sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

/** A plain element of the page, not part of the component tree. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, parent?: Element): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent?.appendChild(element);
  return element;
}

/**
 * A plain element whose classes are those of the file that `control` is written in, as `placeholder-class` needs it.
 * It is not part of the component tree.
 */
export function makeScoped(control: Control, name: string): { element: HTMLElement; setClass(names: string): void } {
  const node = control.node.ownerShadowRoot?.createNativeNode(name);
  if (!node) throw new Error(`<${control.tag}> is in no component.`);
  const element = node.$$ as unknown as HTMLElement;
  control.element.appendChild(element);
  return { element, setClass: (names) => node.setNodeClass(names) };
}
