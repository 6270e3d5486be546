/**
 * The page stack. Every navigation runs in a task of its own, one after the other; it rejects with an Error whose
 * message is WeChat's without the "navigateTo:fail " in front.
 */
import { channelPair, type EventChannel } from './event-channel';
import { callPage } from './lifecycle';
import { createPage, destroyPage, hidePage, showPage } from './page';
import { paint } from './shell';
import { emit } from './signals';
import { currentPage, isTabPage, state, type Page } from './state';
import { parsePageUrl, queryText, type PageUrl } from './url';
import { warnOnce } from './warnings';

type Listeners = Record<string, (...args: unknown[]) => void>;

const DEPTH = 10;
/** Tab pages live on when another tab is shown. */
const tabPages = new Map<string, Page>();

/** Opens a page on top. Resolves when it is shown. */
export function navigateTo(url: string, events: Listeners = {}): Promise<{ eventChannel: EventChannel }> {
  return inTurn(() => {
    const { path, query } = target(url);
    if (isTabPage(path)) throw new Error('can not navigateTo a tabbar page');
    if (state.pages.length >= DEPTH) throw new Error(`webview count limit exceed`);
    const [opener, opened] = channelPair();
    for (const [name, listener] of Object.entries(events)) opener.on(name, listener);
    const from = currentPage();
    if (from) hidePage(from);
    show(createPage(path, query, opened));
    return { eventChannel: opener };
  });
}

/** Replaces the page on top. */
export function redirectTo(url: string): Promise<void> {
  return inTurn(() => {
    const { path, query } = target(url);
    if (isTabPage(path)) throw new Error('can not redirectTo a tabbar page');
    const old = state.pages.pop();
    if (old) {
      tabPages.delete(old.path);
      destroyPage(old);
    }
    show(createPage(path, query));
  });
}

/** Closes `delta` pages, as many as there are. */
export function navigateBack(delta = 1): Promise<void> {
  return inTurn(() => {
    if (state.pages.length < 2) throw new Error('cannot navigate back at first page.');
    const count = Math.min(Math.max(1, Math.floor(delta)), state.pages.length - 1);
    for (const page of state.pages.splice(-count).reverse()) destroyPage(page);
    show(currentPage() as Page);
  });
}

/** Shows a tab, which keeps its state; pages that are no tabs are closed. */
export function switchTab(url: string): Promise<void> {
  return inTurn(() => {
    const { path } = target(url);
    if (!isTabPage(path)) throw new Error('can not switch to no-tabBar page');
    const top = currentPage();
    if (top?.path === path) return;
    if (top && isTabPage(top.path)) hidePage(top);
    for (const page of state.pages.splice(0).reverse()) if (!isTabPage(page.path)) destroyPage(page);
    openTab(path, {});
  });
}

/** Closes everything and opens one page. */
export function reLaunch(url: string): Promise<void> {
  return inTurn(() => {
    const { path, query } = target(url);
    closeAll();
    if (isTabPage(path)) openTab(path, query);
    else show(createPage(path, query));
  });
}

/** The first page after the start, with nothing below it. */
export function openFirst({ path, query }: PageUrl): void {
  if (isTabPage(path)) openTab(path, query);
  else show(createPage(path, query));
}

/** A tap on the tab bar. */
export async function tapTab(index: number): Promise<void> {
  const item = state.config.tabBar?.list[index];
  if (!item) return;
  await switchTab(`/${item.pagePath}`);
  const page = currentPage();
  if (page) callPage(page, 'onTabItemTap', { index: String(index), pagePath: item.pagePath, text: item.text });
}

function openTab(path: string, query: Record<string, string>): void {
  const kept = tabPages.get(path);
  if (kept) state.pages.push(kept);
  const page = kept ?? createPage(path, query);
  tabPages.set(path, page);
  show(page);
}

function closeAll(): void {
  for (const page of new Set([...state.pages.splice(0).reverse(), ...tabPages.values()])) destroyPage(page);
  tabPages.clear();
}

function show(page: Page): void {
  // Before it is laid out: with another page's styles it might be too short for where it was scrolled to.
  document.adoptedStyleSheets = page.sheets;
  for (const other of [...state.pages, ...tabPages.values()]) other.frame.classList.toggle('active', other === page);
  page.frame.classList.add('active');
  paint();
  showPage(page);
  const { path, query, id } = page;
  // So that a reload of the document comes back to this page.
  history.replaceState(null, '', `${location.pathname}${location.search}#/${path}${queryText(query)}`);
  emit('route', { path, query, pageId: id });
}

function target(url: string): PageUrl {
  if (typeof url !== 'string' || url === '') throw new Error('parameter error: parameter.url should be a non-empty String;');
  const parsed = parsePageUrl(url, currentPage()?.path);
  if (state.config.pages.includes(parsed.path)) return parsed;
  warnOnce(`Page "${parsed.path}" is not found: list it in "pages" (or in a subpackage) of app.json, and see that its .wxml and script exist.`);
  throw new Error(`page "${parsed.path}" is not found`);
}

let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(navigate: () => T): Promise<T> {
  const run = last.then(nextTask).then(navigate);
  last = run.catch(() => undefined);
  return run;
}
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
