/** One page: made, shown, hidden, and taken away, with the lifecycle calls that go with it. */
import { guarded } from './errors';
import type { EventChannel } from './event-channel';
import { PAGE_TAG, TAB_BAR_TAG, type Framework } from './framework';
import { callPage, triggerPageLifetime } from './lifecycle';
import { attachScrolling } from './page-scroll';
import { isTabPage, markGone, screenElement, state, type Instance, type Page } from './state';
import { queryText } from './url';

const TAB_BAR_ID = 'custom-tab-bar/index';
const COUNTER = 'mp:pages';
let framework: Framework;

export function startPages(value: Framework): void {
  framework = value;
}

/** Makes the page and calls onLoad. Errors of its code are reported; the page is there all the same. */
export function createPage(path: string, query: Record<string, string>, channel?: EventChannel): Page {
  const frame = add('mp-frame', screenElement());
  const scroller = add('mp-scroll', frame);
  const page = { id: nextId(), path, query, frame, scroller, navigation: {}, tabBar: null, ready: false, sheets: [] as CSSStyleSheet[] } as unknown as Page;
  page.window = { ...state.config.window, ...state.manifest.components[path]?.config };
  framework.holdReady(() => {
    page.sheets = framework.backend.collectSheets(() => build(page, channel));
    state.pages.push(page);
    // Components of the page ask for its styles in `attached`.
    document.adoptedStyleSheets = page.sheets;
    guarded('attached', path, () => attach(page));
  });
  attachScrolling(page);
  callPage(page, 'onLoad', query);
  return page;
}

function build(page: Page, channel?: EventChannel): void {
  const { path, query } = page;
  page.root = framework.root.createRoot(PAGE_TAG, framework.space, path + queryText(query, encodeURIComponent));
  page.instance = page.root.get() as Instance;
  Object.assign(page.instance, { route: path, __route__: path, options: query, __wxWebviewId__: page.id });
  if (channel) page.instance.getOpenerEventChannel = () => channel;
  (page.root.getComponent().$$ as unknown as Element).setAttribute('data-route', path);
  if (state.config.tabBar?.custom && isTabPage(path) && state.manifest.components[TAB_BAR_ID]) {
    page.tabBar = framework.root.createRoot(TAB_BAR_TAG, framework.space, TAB_BAR_ID);
  }
}

function attach(page: Page): void {
  page.root.attach(page.scroller as never, placeholder(page.scroller));
  if (!page.tabBar) return;
  const holder = add('mp-custom-tab-bar', page.frame);
  page.tabBar.attach(holder as never, placeholder(holder));
}

/** Puts it in front: onShow, then the components' ready, then onReady the first time. */
export function showPage(page: Page): void {
  callPage(page, 'onShow');
  triggerPageLifetime(page, 'show');
  framework.flushReady();
  if (page.ready) return;
  page.ready = true;
  callPage(page, 'onReady');
}

export function hidePage(page: Page): void {
  callPage(page, 'onHide');
  triggerPageLifetime(page, 'hide');
}

export function destroyPage(page: Page): void {
  callPage(page, 'onUnload');
  for (const root of [page.root, page.tabBar]) guarded('detached', page.path, () => root?.release());
  markGone(page);
  page.frame.remove();
}

/** Ids stay unique over reloads of the document, because automation remembers them. */
function nextId(): number {
  const id = Number(sessionStorage.getItem(COUNTER) ?? 0) + 1;
  sessionStorage.setItem(COUNTER, String(id));
  return id;
}

function add(className: string, parent: Element): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return parent.appendChild(element);
}

function placeholder(parent: Element): never {
  return parent.appendChild(document.createElement('span')) as never;
}
