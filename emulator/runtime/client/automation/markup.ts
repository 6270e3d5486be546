/** The page as WXML text: components inlined and marked with `is`, as DevTools gives it; for people and for snapshots. */
import type { Node } from '../state';
import { customComponent, isText, tagOf, type AnyNode } from './tree';

/** What the runtime adds for itself. */
const internal = /^(?:style-scope|tabindex|wx-)/;

/** `outer` has the element itself around it. */
export function markup(node: Node, outer: boolean): string {
  return outer ? render(node) : inner(node);
}

function render(node: AnyNode): string {
  if (isText(node)) return escapeText(node.textContent);
  const element = node as Node;
  const shown = element.$$ as unknown as HTMLElement | null;
  // Blocks, slots, and components with virtualHost: only what is in them.
  if (shown?.nodeType !== 1) return inner(element);
  const tag = tagOf(element);
  return `<${tag}${attributes(element, shown)}>${inner(element)}</${tag}>`;
}

const inner = (node: Node) => node.getComposedChildren().map(render).join('');

function attributes(node: Node, shown: HTMLElement): string {
  const component = customComponent(node);
  const list = component ? [` is="${escapeValue(component.is)}"`] : [];
  for (const { name, value } of shown.attributes) {
    if (name !== 'is' && !internal.test(name)) list.push(` ${name}="${escapeValue(value)}"`);
  }
  return list.join('');
}

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = (text: string) => escapeText(text).replace(/"/g, '&quot;');
