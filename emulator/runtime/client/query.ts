/** Questions about the layout: SelectorQuery, IntersectionObserver, MediaQueryObserver, all relative to the page's frame. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { elementOf } from './backend';
import type { Rect } from './metrics';
import { currentPage, type Instance, type Node } from './state';

export interface Fields {
  id?: boolean;
  dataset?: boolean;
  mark?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  properties?: string[];
  computedStyle?: string[];
  context?: boolean;
  node?: boolean;
  ref?: boolean;
}
type Result = Record<string, unknown>;
type Callback = (result: never) => void;

/** Built-ins that own something a query hands out (canvas, video, scroll-view …) put it here. */
export interface NodeExtras {
  /** For `node: true`. */
  queryNode?(): unknown;
  /** For `context: true`. */
  queryContext?(): unknown;
  /** The DOM element that scrolls, when it is not the host itself. */
  scrollElement?: HTMLElement;
}

export function rectInFrame(element: Element): Rect {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const frame = element.closest('.mp-frame')?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return { left: left - frame.left, top: top - frame.top, right: right - frame.left, bottom: bottom - frame.top, width, height };
}

/** Nodes in the shadow tree of `instance` (default: the top page) that match. */
export function select(instance: Instance | null | undefined, selector: string): Node[] {
  const owner = instance ?? currentPage()?.instance;
  const root = owner?._$?.getShadowRoot();
  if (!root || !selector) return [];
  // `>>>` crosses into components, which glass-easel's own selectors know as well.
  return root.querySelectorAll(selector).filter(Boolean);
}

export class SelectorQuery {
  private readonly steps: { run: () => unknown; callback?: Callback }[] = [];
  constructor(private instance: Instance | null = null) {}

  in(instance: Instance): this {
    this.instance = instance;
    return this;
  }
  select(selector: string): NodesRef {
    return new NodesRef(this, () => select(this.instance, selector), true);
  }
  selectAll(selector: string): NodesRef {
    return new NodesRef(this, () => select(this.instance, selector), false);
  }
  selectViewport(): NodesRef {
    return new NodesRef(this, null, true);
  }
  /** After the pending rendering, as on a phone where the answer comes from the other thread. */
  exec(callback?: Callback): this {
    setTimeout(() => {
      const results = this.steps.map((step) => step.run());
      this.steps.forEach((step, index) => step.callback?.(results[index] as never));
      callback?.(results as never);
    });
    return this;
  }
  /** Internal: NodesRef adds what to ask. */
  add(run: () => unknown, callback?: Callback): this {
    this.steps.push({ run, ...(callback ? { callback } : {}) });
    return this;
  }
}

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    /** null: the viewport. */
    private readonly find: (() => Node[]) | null,
    private readonly single: boolean,
  ) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    return this.query.add(() => {
      if (!this.find) return describeViewport(fields);
      const nodes = this.find();
      if (!this.single) return nodes.map((node) => describe(node, fields));
      return nodes[0] ? describe(nodes[0], fields) : null;
    }, callback);
  }
  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback);
  }
  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback);
  }
  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback);
  }
  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback);
  }
}

function describe(node: Node, fields: Fields): Result | null {
  const element = elementOf(node);
  if (!element) return null;
  const extras = node as Node & NodeExtras;
  const result: Result = {};
  if (fields.id) result.id = node.id;
  if (fields.dataset) result.dataset = node.dataset;
  if (fields.mark) result.mark = node.collectMarks();
  Object.assign(result, boxOf(element, fields));
  if (fields.scrollOffset) Object.assign(result, scrollOf(extras.scrollElement ?? element));
  if (fields.properties) Object.assign(result, propertiesOf(node, fields.properties));
  if (fields.computedStyle) Object.assign(result, stylesOf(element, fields.computedStyle));
  if (fields.node) result.node = extras.queryNode?.() ?? (glassEasel.Component.isComponent(node) ? node.getMethodCaller() : node);
  if (fields.context) result.context = extras.queryContext?.() ?? null;
  if (fields.ref) result.ref = node;
  return result;
}

function describeViewport(fields: Fields): Result | null {
  const page = currentPage();
  if (!page) return null;
  const { clientWidth: width, clientHeight: height } = page.frame;
  const result: Result = {};
  if (fields.id) result.id = '';
  if (fields.dataset) result.dataset = {};
  if (fields.rect) Object.assign(result, { left: 0, top: 0, right: width, bottom: height });
  if (fields.size) Object.assign(result, { width, height });
  if (fields.scrollOffset) Object.assign(result, scrollOf(page.scroller));
  return result;
}

function boxOf(element: Element, fields: Fields): Result {
  const { left, top, right, bottom, width, height } = rectInFrame(element);
  return { ...(fields.rect ? { left, top, right, bottom } : {}), ...(fields.size ? { width, height } : {}) };
}

function scrollOf({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element): Result {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

function propertiesOf(node: Node, names: string[]): Result {
  const data: Result = glassEasel.Component.isComponent(node) ? node.data : {};
  return Object.fromEntries(names.map((name) => [name, data[name]]));
}

function stylesOf(element: Element, names: string[]): Result {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(kebab(name))]));
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
