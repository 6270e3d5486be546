/** The component tree as automation sees it: one file at a time, `wx:if` and `block` seen through. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { elementOf } from '../backend';
import { controlOf } from '../builtins/control';
import { currentPage, type ComponentNode, type Node, type Page } from '../state';
import { query, type Tree } from './selector';

const { Component, TextNode } = glassEasel;

export type AnyNode = glassEasel.Node;

export const isText = (node: AnyNode): node is glassEasel.TextNode => node instanceof TextNode;

/** A component of the mini program or of a package, as opposed to a built-in. */
export function customComponent(node: Node): ComponentNode | null {
  return Component.isComponent(node) && !controlOf(node) ? node : null;
}

/** `page` for a page's root; otherwise the tag as WXML has it, in lower case. */
export function tagOf(node: Node): string {
  if (isPageRoot(node)) return 'page';
  const tag = Component.isComponent(node) ? node.tagName : (node.asNativeNode()?.is ?? '');
  return tag.toLowerCase().replace(/^wx-/, '');
}

function isPageRoot(node: Node): boolean {
  return Component.isComponent(node) && node.ownerShadowRoot === null && currentPage()?.root.getComponent() === node;
}

/** Elements directly below, blocks seen through. */
export function childElements(node: Node): Node[] {
  return elementsOf(node.childNodes);
}
/** Top elements of a component's own template. */
export function insideElements(node: Node): Node[] {
  const component = customComponent(node);
  return component ? elementsOf(component.getShadowRoot()?.childNodes ?? []) : [];
}
function elementsOf(nodes: AnyNode[]): Node[] {
  return nodes.flatMap((child) => {
    if (isText(child)) return [];
    const element = child as Node;
    return isSeenThrough(element) ? elementsOf(element.childNodes) : [element];
  });
}
/** Blocks, `wx:if`, `wx:for` and slots have no element of their own; a component with virtualHost is still one. */
function isSeenThrough(node: Node): boolean {
  return node.asVirtualNode() !== null;
}

/** Every element that a component or block shows in the page, topmost only. */
export function domElements(node: Node): HTMLElement[] {
  const own = node.$$ as unknown as HTMLElement | null;
  if (own?.nodeType === 1) return [own];
  return node.getComposedChildren().flatMap((child) => (isText(child) ? [] : domElements(child as Node)));
}

/** What getComputedStyle, rectangles and gestures work on. */
export function domElement(node: Node): HTMLElement {
  const element = elementOf(node);
  if (!element) throw new Error(`<${tagOf(node)}> shows nothing`);
  return element;
}

/** Names as written in WXML, and as they are in the page, where an isolated component's names carry its prefix. */
export function classesOf(node: Node): string[] {
  const inPage = (node.$$ as unknown as HTMLElement | null)?.classList;
  return [...new Set([...String(node.class ?? '').split(/\s+/), ...(inPage ?? [])])].filter(Boolean);
}

/** As text; null when the element has none of that name. */
export function attributeOf(node: Node, name: string): string | null {
  switch (name) {
    case 'id':
      return node.id || null;
    case 'class':
      return classesOf(node).join(' ') || null;
    case 'slot':
      return node.slot || null;
  }
  if (name.startsWith('data-')) {
    const key = camelCase(name.slice('data-'.length));
    return key in node.dataset ? asText(node.dataset[key]) : null;
  }
  const inPage = node.$$ as unknown as HTMLElement | null;
  if (inPage?.nodeType === 1 && inPage.hasAttribute(name)) return inPage.getAttribute(name);
  if (Component.isComponent(node)) {
    const property = camelCase(name);
    if (Component.hasProperty(node, property)) return asText((node.data as Record<string, unknown>)[property]);
  }
  const plain = node.getAttribute(name);
  return plain === undefined || plain === null ? null : asText(plain);
}

const camelCase = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const asText = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''));

const tree: Tree<Node> = {
  tag: tagOf,
  id: (node) => node.id,
  hasClass: (node, name) => classesOf(node).includes(name),
  attribute: attributeOf,
  children: childElements,
  inside: insideElements,
};

/** In the page's own template; the root itself is `page`. */
export function queryPage(page: Page, selector: string): Node[] {
  const root = page.root.getComponent() as unknown as Node;
  const steps = { ...tree, children: (node: Node) => (node === root ? insideElements(node) : childElements(node)), inside: (node: Node) => (node === root ? [] : insideElements(node)) };
  return query(steps, [root], selector);
}

/** Below an element; of a component, in its own template and in what was put into its slots. */
export function queryElement(node: Node, selector: string): Node[] {
  return query(tree, [...insideElements(node), ...childElements(node)], selector);
}
