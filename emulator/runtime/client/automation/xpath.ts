/** XPath over a page's own template: it is copied into an XML document, and the browser does the rest. */
import type { Node, Page } from '../state';
import { attributeOf, childElements, insideElements, isText, tagOf } from './tree';

export function queryXpath(page: Page, expression: string): Node[] {
  const nodes = new Map<Element, Node>();
  const root = page.root.getComponent() as unknown as Node;
  const xml = document.implementation.createDocument(null, null);
  xml.appendChild(copy(xml, root, insideElements(root), nodes));
  const found = xml.evaluate(expression, xml, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
  const result: Node[] = [];
  for (let index = 0; index < found.snapshotLength; index++) {
    const node = nodes.get(found.snapshotItem(index) as Element);
    if (node) result.push(node);
  }
  return result;
}

function copy(xml: XMLDocument, node: Node, children: Node[], nodes: Map<Element, Node>): Element {
  const element = xml.createElement(tagOf(node));
  nodes.set(element, node);
  const shown = node.$$ as unknown as HTMLElement | null;
  const names = new Set(['id', 'class', ...(shown?.nodeType === 1 ? shown.getAttributeNames() : [])]);
  for (const name of names) {
    const value = attributeOf(node, name);
    if (value !== null) element.setAttribute(name, value);
  }
  for (const child of node.childNodes) if (isText(child)) element.append(child.textContent);
  for (const child of children) element.append(copy(xml, child, childElements(child), nodes));
  return element;
}
