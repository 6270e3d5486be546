/** glass-easel's DOM backend with WeChat's ways: tag names, units in inline styles, a set of style sheets per page. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { cssUnits, frameWidth } from './units';
import { state, type Node } from './state';
import { warnOnce } from './warnings';

export { cssUnits, frameWidth, rpx2px } from './units';

type BackendElement = ReturnType<glassEasel.CurrentWindowBackendContext['getRootNode']>;

/** The glass-easel node that a DOM node is, or is inside of. */
export function nodeOf(target: EventTarget | null): Node | null {
  let element = target as (globalThis.Node & { __wxElement?: Node }) | null;
  while (element && !element.__wxElement) element = element.parentNode as typeof element;
  return element?.__wxElement ?? null;
}

/** The DOM element of a node; for a virtual one (virtualHost, block) the first element inside it. */
export function elementOf(node: Node): HTMLElement | null {
  const own = node.$$ as unknown as HTMLElement | null;
  if (own?.nodeType === 1) return own;
  const children = glassEasel.Component.isComponent(node) ? (node.getShadowRoot()?.childNodes ?? []) : node.childNodes;
  for (const child of children) {
    const inner = child.asElement();
    const element = inner && elementOf(inner);
    if (element) return element;
  }
  return null;
}

export interface FireOptions {
  bubbles?: boolean;
  composed?: boolean;
  capturePhase?: boolean;
}

/**
 * Dispatches an event of the framework at a node (or at the node a DOM element belongs to); bubbles unless told otherwise.
 * `fields` go on the event object itself, e.g. touches. True: a handler prevented the default.
 */
export function fire(
  target: Node | EventTarget,
  type: string,
  detail: unknown = {},
  fields?: Record<string, unknown>,
  options?: FireOptions,
): boolean {
  const node = glassEasel.Element.isElement(target) ? target : nodeOf(target as EventTarget);
  if (!node) return false;
  const event = new glassEasel.Event(type, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    ...(fields ? { extraFields: fields } : {}),
    ...options,
  });
  glassEasel.Event.dispatchEvent(node, event);
  return event.defaultPrevented();
}

/** `<button>` of WXML is not the browser's: every tag gets the prefix that tags in WXSS selectors get too. */
export function domTag(tag: string): string {
  if (tag.startsWith('wx-part-')) return tag; // a piece of a built-in, made by the built-in itself
  if (knownTags && !knownTags.has(tag)) warnOnce(`<${tag}> is neither a built-in component supported here nor declared in usingComponents.`);
  return `wx-${tag}`;
}
let knownTags: Set<string> | null = null;
/** The built-ins and every tag that a usingComponents declares; others are warned of. */
export function setKnownTags(tags: Iterable<string>): void {
  knownTags = new Set(tags);
}

const setAttribute = Element.prototype.setAttribute;
function setStyledAttribute(this: Element, name: string, value: string): void {
  setAttribute.call(this, name, name === 'style' ? cssUnits(value) : value);
}

const THEME_QUERY = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/;
/** The phone's theme is not the browser's, so the condition is decided here: always true or never. */
function withTheme(css: string, theme: string): string {
  return css.replace(new RegExp(THEME_QUERY, 'g'), (_, wanted: string) => (wanted === theme ? '(min-width:0)' : '(max-width:0)'));
}

export class Backend extends glassEasel.CurrentWindowBackendContext {
  private readonly contents = new Map<string, string>();
  private readonly sheets = new Map<string, CSSStyleSheet>();
  /** Where appendStyleSheetPath puts what a root needs, in cascade order. */
  private collector: Set<CSSStyleSheet> | null = null;
  /** Class scope of a component's style sheet, from framework.ts. */
  scopeName: (path: string) => string | undefined = () => undefined;

  constructor() {
    super();
    const create = (tag: string): HTMLElement => {
      const element = document.createElement(domTag(tag));
      element.setAttribute = setStyledAttribute;
      return element;
    };
    this.document = {
      createElement: (tag) => create(tag) as unknown as BackendElement,
      createTextNode: (text) => document.createTextNode(text) as unknown as BackendElement,
      createDocumentFragment: () => document.createDocumentFragment() as unknown as BackendElement,
    };
  }

  /** Runs `build` and gives the style sheets that the roots created in it use. */
  collectSheets(build: () => void): CSSStyleSheet[] {
    const collected = new Set<CSSStyleSheet>();
    const outer = this.collector;
    this.collector = collected;
    try {
      build();
    } finally {
      this.collector = outer;
    }
    return [...collected];
  }

  override registerStyleSheetContent(path: string, content: unknown): void {
    this.contents.set(path, String(content));
  }

  /** Called by the adapter for every root. One sheet per file; the page on top adopts its own set (no leaks between pages). */
  override appendStyleSheetPath(path: string): number {
    let sheet = this.sheets.get(path);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      this.sheets.set(path, sheet);
      this.fill(path, sheet);
    }
    this.collector?.add(sheet);
    return 0;
  }

  private fill(path: string, sheet: CSSStyleSheet): void {
    const scope = this.scopeName(path);
    const css = (this.contents.get(path) ?? '').replaceAll('__S__', scope ? `${scope}--` : '');
    sheet.replaceSync(withTheme(css, state.theme));
  }
  /** After a change of the theme. */
  refreshTheme(): void {
    for (const [path, sheet] of this.sheets) if (THEME_QUERY.test(this.contents.get(path) ?? '')) this.fill(path, sheet);
  }

  override getWindowWidth(): number {
    return frameWidth();
  }
  override getTheme(): string {
    return state.theme;
  }
  /** DOM events reach the nodes through events.ts and the built-ins only, otherwise they would fire twice. */
  override setListenerStats(): void {}
}
