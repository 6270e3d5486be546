/** rich-text: an HTML string or a tree of nodes; tags and attributes outside the list are left out. */
import { builtin } from './definition';
import { anything, Control, flag, text } from './control';
import { assetUrl } from '../assets';
import { cssUnits } from '../units';

const tags = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer ' +
    'h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td ' +
    'tfoot th thead tr tt u ul'
  ).split(' '),
);
const attributes = new Set('class style src alt width height colspan rowspan start type span size face color dir align'.split(' '));

interface RichNode {
  type?: string;
  text?: string;
  name?: string;
  attrs?: Record<string, unknown>;
  children?: RichNode[];
}

const richTextProps = { nodes: anything<string | RichNode[] | null>([]), space: text(), userSelect: flag(), mode: text('default') };

class RichText extends Control<typeof richTextProps> {
  render(): void {
    const { nodes } = this.props;
    const built = typeof nodes === 'string' ? this.fromHtml(nodes) : (Array.isArray(nodes) ? nodes : []).map((node) => this.fromNode(node));
    this.element.replaceChildren(...built);
  }
  paint(): void {
    const { space, userSelect } = this.props;
    this.element.style.whiteSpace = space ? 'pre-wrap' : '';
    this.element.style.userSelect = userSelect ? 'text' : '';
  }
  private fromHtml(html: string): Node[] {
    // A parsed document runs no scripts and loads nothing.
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    return [...body.childNodes].map((node) => this.fromDom(node)).filter((node) => node !== null);
  }
  private fromDom(node: Node): Node | null {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.nodeValue ?? '');
    if (!(node instanceof Element)) return null;
    const children = [...node.childNodes].map((child) => this.fromDom(child)).filter((child) => child !== null);
    return this.build(node.localName, Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])), children);
  }
  private fromNode({ type, text: content, name, attrs, children }: RichNode): Node {
    if (type === 'text') return document.createTextNode(decode(content ?? ''));
    return this.build(name ?? '', attrs ?? {}, (children ?? []).map((child) => this.fromNode(child))) ?? document.createTextNode('');
  }
  private build(name: string, attrs: Record<string, unknown>, children: Node[]): Node | null {
    const tag = name.toLowerCase();
    if (!tags.has(tag)) return null;
    const element = document.createElement(tag);
    for (const [attribute, value] of Object.entries(attrs)) if (attributes.has(attribute)) element.setAttribute(attribute, this.attribute(attribute, String(value)));
    element.append(...children);
    return element;
  }
  private attribute(name: string, value: string): string {
    if (name === 'style') return cssUnits(value);
    return name === 'src' ? assetUrl(value, this.ownerId) : value;
  }
}
builtin('rich-text', { props: richTextProps, control: RichText, watch: { nodes: (control) => control.render(), 'space,userSelect': (control) => control.paint() } });

/** Entities in a text node are decoded, tags are not. */
function decode(content: string): string {
  const area = document.createElement('textarea');
  area.innerHTML = content.replaceAll('<', '&lt;');
  return area.value;
}
