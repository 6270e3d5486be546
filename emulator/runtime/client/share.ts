/** Forwarding the page on top, and the menu behind the capsule's dots. */
import { callPage } from './lifecycle';
import { reLaunch } from './router';
import { emit } from './signals';
import { currentPage, screenElement, state } from './state';
import { queryText } from './url';

export interface ShareContent {
  title: string;
  path: string;
  imageUrl?: string;
}

/**
 * Asks the page's onShareAppMessage, shows that it was shared and emits the signal `share`.
 * For `<button open-type="share">` and the capsule's menu.
 */
export async function sharePage(from: 'button' | 'menu', target?: unknown): Promise<ShareContent> {
  const page = currentPage();
  const fallback: ShareContent = { title: page?.navigation.title ?? page?.window.navigationBarTitleText ?? '', path: page ? `/${page.path}${queryText(page.query)}` : '' };
  if (!page) return fallback;
  const answer = (await callPage(page, 'onShareAppMessage', { from, target })) as (Partial<ShareContent> & { promise?: Promise<Partial<ShareContent>> }) | undefined;
  // The promise may fail; then what was given at once holds, as WeChat does after three seconds.
  const late = answer?.promise === undefined ? undefined : await Promise.race([answer.promise, wait(3000)]).catch(() => undefined);
  const { title, path, imageUrl } = { ...fallback, ...answer, ...late };
  const content: ShareContent = { title, path, ...(imageUrl ? { imageUrl } : {}) };
  emit('share', content);
  notice(`已转发：${content.title || content.path}`);
  return content;
}

export function openMenu(): void {
  const page = currentPage();
  if (!page) return;
  const entries: [string, () => void][] = [['重新进入小程序', () => void reLaunch(`/${state.config.entryPagePath}`)]];
  if (typeof page.instance.onShareAppMessage === 'function') entries.unshift(['转发给朋友', () => void sharePage('menu')]);
  const menu = layer('mp-menu', '<div class="mp-menu-list" role="menu"></div>');
  const list = menu.firstElementChild as HTMLElement;
  for (const [label, run] of [...entries, ['取消', () => {}] as [string, () => void]]) {
    const item = document.createElement('button');
    item.textContent = label;
    item.setAttribute('role', 'menuitem');
    item.onclick = run;
    list.append(item);
  }
  menu.onclick = () => menu.remove();
}

function notice(text: string): void {
  const element = layer('mp-notice', '');
  element.textContent = text;
  element.setAttribute('role', 'status');
  setTimeout(() => element.remove(), 1500);
}

function layer(className: string, html: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.innerHTML = html;
  return screenElement().appendChild(element);
}

const wait = (milliseconds: number): Promise<undefined> => new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
