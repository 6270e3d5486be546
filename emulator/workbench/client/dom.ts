/** Small helpers over the document. */

/** The element that index.html has under this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element as T;
}

type Child = Node | string;
/** `make('span', 'name', 'text')`: element, class, content. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = '', ...content: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

let hide = 0;
export function toast(text: string): void {
  const element = byId('toast');
  element.textContent = text;
  element.classList.add('shown');
  clearTimeout(hide);
  hide = window.setTimeout(() => element.classList.remove('shown'), 2200);
}

/** Local time of day. */
export function clockText(at: number): string {
  return new Date(at).toLocaleTimeString('zh-CN', { hour12: false });
}

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('已复制');
  } catch {
    // A browser may refuse the clipboard; the text can still be taken by hand.
    prompt('复制', text);
  }
}
