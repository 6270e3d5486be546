/** App(): its definition, its lifecycle, getApp and getCurrentPages. */
import { guarded } from './errors';
import { callPage, triggerPageLifetime } from './lifecycle';
import { hidePage } from './page';
import { openFirst } from './router';
import { emit } from './signals';
import { currentPage, state, type LaunchOptions } from './state';
import { parsePageUrl } from './url';

type Hook = (this: unknown, argument?: unknown) => unknown;

/** 1001: from the list of recently used mini programs. */
const SCENE = 1001;

export function installApp(): void {
  Object.assign(globalThis, {
    // WeChat copies the definition; getApp() in app.js itself already gives the object.
    App: (definition: Record<string, unknown>) => Object.assign(state.app, definition),
    getApp: () => state.app,
    getCurrentPages: () => state.pages.map((page) => page.instance),
  });
}

/** onLaunch and onShow, then the first page: the one in the address, otherwise the entry page. */
export function launch(): void {
  const { pages, entryPagePath } = state.config;
  const wanted = parsePageUrl(location.hash.slice(1) || `/${entryPagePath}`);
  const found = pages.includes(wanted.path);
  const options: LaunchOptions = { ...wanted, scene: SCENE, referrerInfo: {} };
  state.launch = state.enter = options;
  callApp('onLaunch', options);
  callApp('onShow', options);
  emit('appShow', options);
  if (!found && wanted.path) {
    const missing = { ...wanted, isEntryPage: true };
    emit('pageNotFound', missing);
    callApp('onPageNotFound', missing);
  }
  const first = found ? wanted : { path: entryPagePath, query: {} };
  if (pages.length > 0) openFirst(first);
}

export function callApp(name: string, argument?: unknown): void {
  const hook = state.app[name] as Hook | undefined;
  if (typeof hook === 'function') guarded(name, 'app', () => hook.call(state.app, argument));
}

/** To the background and back, as when the shopper switches to another app; and changes of the window. */
export function watchDocument(): void {
  document.addEventListener('visibilitychange', () => (document.hidden ? toBackground() : toForeground()));
  addEventListener('resize', () => {
    const page = currentPage();
    if (!page) return;
    const size = { size: { windowWidth: page.frame.clientWidth, windowHeight: page.frame.clientHeight } };
    callPage(page, 'onResize', size);
    triggerPageLifetime(page, 'resize', size.size);
    emit('resize', size);
  });
}

function toBackground(): void {
  const page = currentPage();
  if (page) hidePage(page);
  callApp('onHide');
  emit('appHide', undefined);
}

function toForeground(): void {
  const page = currentPage();
  state.enter = { path: page?.path ?? '', query: page?.query ?? {}, scene: SCENE, referrerInfo: {} };
  callApp('onShow', state.enter);
  emit('appShow', state.enter);
  if (!page) return;
  callPage(page, 'onShow');
  triggerPageLifetime(page, 'show');
}
